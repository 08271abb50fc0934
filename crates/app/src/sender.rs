//! Who asks, and what follows from it.

use baton_notes::Origin;
use serde::{Deserialize, Serialize};

/// Who sent a message, as the browser itself says. The background's listener copies exactly these
/// fields from `runtime.MessageSender`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sender {
    /// Whether the sender's extension id is our own.
    pub own_id: bool,
    /// Whether the sender's origin is our own. A content script's is the page's.
    pub own_origin: bool,
    /// The path of the sending frame's address, such as `/prompt.html`.
    pub path: String,
    /// The origin of the sending frame's address, such as `https://calendly.com`; where it has none, the frame's
    /// own.
    pub origin: String,
    /// The tab, when the sender is in one.
    pub tab: Option<i32>,
    /// The frame: 0 is the tab's top page. Firefox numbers the others beyond 32 bits.
    pub frame: Option<i64>,
    /// Whether the tab is in a private window.
    pub private: bool,
}

/// A frame in a tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The tab.
    pub tab: i32,
    /// The frame: 0 is the tab's top page.
    pub frame: i64,
}

/// The classes of senders, each with its own requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SenderClass {
    /// Our content script in a page. Its process also runs the page, so it is trusted with
    /// nothing but reporting what it sees.
    Page(Place),
    /// A prompt's frame inside a page. Any page can embed one, so it is told nothing before it has
    /// redeemed a ticket.
    Prompt(Place),
    /// The page where a note is written, outside of any booking page.
    Writer,
    /// One of our other pages, in a tab or in the popup.
    Own,
    /// Anybody else.
    Stranger,
}

impl Sender {
    /// Where a step that this page of ours asks for was taken.
    pub(crate) fn origin_of_steps(&self) -> Origin {
        match self.path.as_str() {
            "/notes.html" => Origin::Notes,
            "/followups.html" => Origin::Reminder,
            _ => Origin::Popup,
        }
    }

    /// The tab and the frame it stands in.
    pub(crate) fn place(&self) -> Option<Place> {
        let place = self.tab.zip(self.frame);
        place.map(|(tab, frame)| Place { tab, frame })
    }

    /// The sender's class.
    #[must_use]
    pub fn class(&self) -> SenderClass {
        if !self.own_id {
            return SenderClass::Stranger;
        }
        match (self.own_origin, self.path.as_str(), self.place()) {
            (true, "/prompt.html", Some(place)) if place.frame != 0 => SenderClass::Prompt(place),
            (true, "/prompt.html", _) => SenderClass::Stranger,
            // A page of ours never sits in a frame of somebody else's page: only the prompt may be
            // embedded. A frame that claims otherwise is refused.
            (true, _, Some(Place { frame, .. })) if frame != 0 => SenderClass::Stranger,
            (true, "/write.html" | "/invited.html", _) => SenderClass::Writer,
            (true, _, _) => SenderClass::Own,
            (false, _, Some(place)) => SenderClass::Page(place),
            (false, _, None) => SenderClass::Stranger,
        }
    }
}
