//! A text that was chosen in a page, handed over to a page of Baton as the context menu does.

use serde_json::json;

use crate::extension::BARE_PAGE;
use crate::{Browser, Trouble};

impl Browser {
    /// Opens a page of Baton with a text, in a tab of its own. `address` names the page and the key,
    /// such as `answer.html#chosen=text/1`.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn hand_over(&mut self, address: &str, text: &str) -> Result<(), Trouble> {
        let key = address.rsplit('=').next().unwrap_or_default();
        let keep = "await browser.storage.session.set({ [args[0]]: args[1] });";
        self.in_own_page(BARE_PAGE, async |page| {
            page.script_async(keep, &[json!(key), json!(text)]).await
        })
        .await?;
        self.open_extension_page(address).await?;
        Ok(())
    }

    /// Opens the page about the links of a text.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn open_links_of(&mut self, text: &str) -> Result<(), Trouble> {
        self.hand_over("links.html#chosen=text/1", text).await
    }
}
