//! Frames, and the way into the prompt.
//!
//! The prompt is an extension-origin frame inside a closed shadow root. Scripts cannot see into
//! one, but WebDriver's "get element shadow root" can, in both browsers.

use std::future::Future;
use std::pin::Pin;

use hyper::Method;
use serde_json::{Value, json};
use thirtyfour::{By, WebElement};

use crate::browser::Browser;
use crate::{Trouble, wait};

/// Where a content script can hang something: beside or directly inside the body.
const HOSTS: &str = "html > :not(head):not(body), body > *";

/// Deepest nesting of frames looked into.
const MAX_DEPTH: usize = 4;

impl Browser {
    /// Enters a frame of the current document, waiting until it is there.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when there is none.
    pub async fn enter_frame(&mut self, css: &str) -> Result<(), Trouble> {
        let frame = self.find(css).await?;
        self.enter(frame).await
    }

    /// Back to the top document of the tab.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn leave(&mut self) -> Result<(), Trouble> {
        self.entered.clear();
        Ok(self.web().enter_default_frame().await?)
    }

    /// Enters the prompt of the current document, waiting until it is there.
    ///
    /// In a page that embeds a booking page, enter that frame first.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when no prompt appears.
    pub async fn enter_prompt(&mut self) -> Result<(), Trouble> {
        let frame = wait::until("the prompt's frame", async || {
            Ok(self.prompt_frames().await?.into_iter().next())
        })
        .await?;
        self.enter(frame).await?;
        let loaded = "return location.protocol.endsWith('extension:') \
                      && document.readyState === 'complete'";
        wait::until_true("the prompt to load", async || {
            Ok(self.script(loaded, &[]).await? == true)
        })
        .await
    }

    /// Runs `act` inside the prompt and comes back to the top document, also after an error.
    ///
    /// # Errors
    /// What `act` gives, or what the driver says.
    pub async fn in_prompt<T>(
        &mut self,
        act: impl AsyncFnOnce(&mut Self) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        self.enter_prompt().await?;
        let result = act(self).await;
        self.leave().await?;
        result
    }

    /// The address the prompt of the current document was mounted with. In Chromium its host is
    /// not the extension's id but one made up for this run of the browser.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when no prompt appears.
    pub async fn prompt_address(&self) -> Result<String, Trouble> {
        wait::until("the prompt's address", async || {
            let Some(frame) = self.prompt_frames().await?.into_iter().next() else {
                return Ok(None);
            };
            Ok(frame.attr("src").await?)
        })
        .await
    }

    /// Prompts in the tab, in all frames, as they are now. Leaves the browser in the top document.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn count_prompts(&mut self) -> Result<usize, Trouble> {
        self.leave().await?;
        let count = self.count_below(0).await;
        self.leave().await?;
        count
    }

    fn count_below(
        &self,
        depth: usize,
    ) -> Pin<Box<dyn Future<Output = Result<usize, Trouble>> + '_>> {
        Box::pin(async move {
            let mut count = self.prompt_frames().await?.len();
            if depth < MAX_DEPTH {
                for frame in self.web().find_all(By::Css("iframe, frame")).await? {
                    // A frame removed meanwhile holds no prompt.
                    if frame.enter_frame().await.is_ok() {
                        count += self.count_below(depth + 1).await?;
                        self.web().enter_parent_frame().await?;
                    }
                }
            }
            Ok(count)
        })
    }

    /// The extension's frames in closed shadow roots of the current document.
    async fn prompt_frames(&self) -> Result<Vec<WebElement>, Trouble> {
        let mut frames = Vec::new();
        for host in self.web().find_all(By::Css(HOSTS)).await? {
            // Most elements have no shadow root, some are gone by now.
            let Ok(root) = self.shadow(&host).await else {
                continue;
            };
            let Ok(found) = self.frame_in(&root).await else {
                continue;
            };
            frames.push(found);
        }
        Ok(frames)
    }

    async fn shadow(&self, host: &WebElement) -> Result<String, Trouble> {
        let path = format!("element/{}/shadow", host.element_id());
        let root = self.command(Method::GET, path, None).await?;
        first_string(&root)
    }

    async fn frame_in(&self, root: &str) -> Result<WebElement, Trouble> {
        let path = format!("shadow/{root}/element");
        let wanted = json!({ "using": "css selector", "value": "iframe" });
        let frame = self.command(Method::POST, path, Some(wanted)).await?;
        Ok(WebElement::from_json(frame, self.web().handle().clone())?)
    }

    async fn enter(&mut self, frame: WebElement) -> Result<(), Trouble> {
        frame.clone().enter_frame().await?;
        self.entered.push(frame);
        Ok(())
    }

    /// Goes back into the frames that were entered before a visit to the top document.
    pub(crate) async fn enter_again(&self) -> Result<(), Trouble> {
        for frame in &self.entered {
            frame.clone().enter_frame().await?;
        }
        Ok(())
    }
}

/// The id in a reference such as `{"shadow-…": "id"}`.
fn first_string(reference: &Value) -> Result<String, Trouble> {
    reference
        .as_object()
        .and_then(|fields| fields.values().next())
        .and_then(Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| Trouble::Unexpected(format!("no reference: {reference}")))
}
