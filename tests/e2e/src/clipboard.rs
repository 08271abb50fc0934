//! Reading the clipboard as a person does: by pasting it somewhere.

use thirtyfour::{Key, TypingData};

use crate::browser::Browser;
use crate::{Trouble, wait};

/// The sample page that shows what was pasted into it.
const PASTE_PAGE: &str = "https://paste.example/";

/// What is on the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clipboard {
    /// The `text/plain` flavour.
    pub plain: String,
    /// The `text/html` flavour, empty when there is none. Chromium cleans it while pasting.
    pub html: String,
}

impl Browser {
    /// Pastes into a sample page in a tab of its own and comes back to the top of this tab.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when nothing can be pasted.
    pub async fn clipboard(&mut self) -> Result<Clipboard, Trouble> {
        let from = self.open_tab().await?;
        self.goto(PASTE_PAGE).await?;
        let chord: TypingData = if cfg!(target_os = "macos") {
            Key::Meta + "v"
        } else {
            Key::Control + "v"
        };
        self.find("#here").await?.send_keys(chord).await?;
        let pasted = wait::until("the pasted text", async || {
            let pasted = self.script("return window.__pasted ?? null", &[]).await?;
            Ok(pasted.as_object().cloned())
        })
        .await;
        self.close_tab(from).await?;
        let pasted = pasted?;
        let flavour = |name: &str| pasted[name].as_str().unwrap_or_default().to_owned();
        Ok(Clipboard {
            plain: flavour("plain"),
            html: flavour("html"),
        })
    }
}
