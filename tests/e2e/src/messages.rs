//! What the extension's parts say to each other, and what the consoles say about it.

use hyper::Method;
use serde_json::{Value, json};

use crate::browser::{Browser, Kind};
use crate::extension::BARE_PAGE;
use crate::{Trouble, wait};

impl Browser {
    /// Sends a message to the background from the extension's frame or page entered, as its own
    /// script would. Gives the answer.
    ///
    /// # Errors
    /// [`Trouble::Unexpected`] when nobody answers.
    pub async fn ask(&self, request: Value) -> Result<Value, Trouble> {
        let send = "return await browser.runtime.sendMessage(args[0]);";
        self.script_async(send, &[request]).await
    }

    /// Sends a message from one of Baton's own pages, in a tab of its own, and comes back to the
    /// top of this tab.
    ///
    /// # Errors
    /// [`Trouble::Unexpected`] when nobody answers.
    pub async fn ask_as_own_page(&mut self, request: Value) -> Result<Value, Trouble> {
        self.in_own_page(BARE_PAGE, async |page| page.ask(request).await)
            .await
    }

    /// Acts in one of Baton's own pages, in a tab of its own, and comes back to the top of this
    /// tab, also after an error.
    ///
    /// # Errors
    /// What `act` gives, or what the driver says.
    pub async fn in_own_page<T>(
        &mut self,
        page: &str,
        act: impl AsyncFnOnce(&mut Self) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let from = self.open_extension_page(page).await?;
        wait::until_true("the page to load", async || {
            let ready = "return document.readyState === 'complete' && location.protocol";
            let protocol = self.script(ready, &[]).await?;
            Ok(protocol
                .as_str()
                .is_some_and(|name| name.ends_with("extension:")))
        })
        .await?;
        let result = act(self).await;
        self.close_tab(from).await?;
        result
    }

    /// The notes that are stored, as the background lists them to Baton's own pages.
    ///
    /// # Errors
    /// [`Trouble::Unexpected`] when the background does not list them.
    pub async fn stored_notes(&mut self) -> Result<Vec<Value>, Trouble> {
        let list = json!({ "own": { "list": { "filter": "", "limit": 200 } } });
        let answer = self.ask_as_own_page(list).await?;
        answer["done"]["notes"]["notes"]
            .as_array()
            .cloned()
            .ok_or_else(|| Trouble::Unexpected(answer.to_string()))
    }

    /// Errors the tab's console shows since this was last asked, of the page and of the extension.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn console_errors(&self) -> Result<Vec<String>, Trouble> {
        let entries = match self.kind() {
            Kind::Chromium => {
                let wanted = json!({ "type": "browser" });
                self.command(Method::POST, "se/log".into(), Some(wanted))
                    .await?
            }
            Kind::Firefox => {
                let collect = "const all = Services.console.getMessageArray();
                    Services.console.reset();
                    return all
                      .filter((one) => one instanceof Ci.nsIScriptError && !(one.flags & 1))
                      .filter((one) => /^(https:|moz-extension:)/.test(one.sourceName))
                      .map((one) => ({ level: 'SEVERE', message: `${one.sourceName} ${one.errorMessage}` }));";
                self.system(collect).await?
            }
        };
        let entries = entries.as_array().cloned().unwrap_or_default();
        Ok(entries
            .iter()
            .filter(|entry| entry["level"] == "SEVERE")
            .filter_map(|entry| entry["message"].as_str().map(str::to_owned))
            .collect())
    }
}

/// Every request of Baton's own pages.
#[must_use]
pub fn own_requests() -> Vec<Value> {
    let id = "00000000-0000-7000-8000-000000000000";
    vec![
        json!({ "own": { "list": { "filter": "", "limit": 200 } } }),
        json!({ "show": { "note": { "id": id } } }),
        json!({ "own": { "change": { "id": id, "change": "delete" } } }),
        json!({ "own": { "change": { "id": id, "change": "restore" } } }),
        json!({ "show": { "file": { "ids": null, "format": "json" } } }),
        json!({ "show": { "file": { "ids": null, "format": "markdown" } } }),
        json!({ "own": { "activity": { "tab": 1 } } }),
        json!({ "own": "waiting" }),
        json!({ "own": "asking" }),
        json!({ "own": { "change_asking": { "change": "{\"elsewhere\":\"never\"}" } } }),
        json!({ "own": { "strict": { "url": "https://calendly.com/alex-example/30min" } } }),
        json!({ "own": { "let_through": { "url": "https://calendly.com/alex-example/30min" } } }),
        json!({ "own": "health" }),
        json!({ "own": "unreadable" }),
        json!({ "own": { "discard": { "key": "settings-damaged" } } }),
    ]
}

/// Every request of a prompt that a frame without a prompt's rights could want answered.
#[must_use]
pub fn prompt_requests() -> Vec<Value> {
    let brief = json!({ "template": "ask", "ask": "Who am I?" });
    vec![
        json!({ "prompt": { "redeem": { "ticket": "0".repeat(32) } } }),
        json!({ "prompt": { "redeem": { "ticket": "" } } }),
        json!({ "prompt": { "save_draft": { "text": { "answers": {}, "brief": brief } } } }),
        json!({ "prompt": { "delivered": { "what": { "text": { "answers": {}, "brief": brief } }, "how": "copied" } } }),
        json!({ "prompt": { "preview_booking": { "brief": brief } } }),
        json!({ "prompt": { "book": { "text": { "answers": {}, "brief": brief } } } }),
        json!({ "prompt": { "not_now": {} } }),
        json!({ "prompt": { "not_now": { "later": "never" } } }),
        json!({ "prompt": { "offered": { "is_taken": true } } }),
        json!({ "prompt": "close" }),
        json!({ "prompt": { "resize": { "width": 1, "height": 1 } } }),
        json!({ "prompt": "open_notes" }),
    ]
}
