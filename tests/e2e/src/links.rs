//! The page that says what links really are.

use serde_json::json;

use crate::{Browser, Trouble};

impl Browser {
    /// Opens the page about the links of a text, as the context menu does, in a tab of its own.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn open_links_of(&mut self, text: &str) -> Result<(), Trouble> {
        let keep = "await browser.storage.session.set({ 'chosen/1': args[0] });";
        self.in_own_page("popup.html", async |page| {
            page.script_async(keep, &[json!(text)]).await
        })
        .await?;
        self.open_extension_page("links.html#chosen=chosen/1")
            .await?;
        Ok(())
    }
}
