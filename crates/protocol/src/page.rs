//! The content script and the background.

use baton_asking::Manner;
use serde::{Deserialize, Serialize};

/// The longest account of a form, in bytes: a hundred guests and a few texts of 240 characters, each
/// of them escaped.
pub const MAX_FORM_JSON_BYTES: usize = 160 * 1024;

/// What a content script may ask. It reports; it decides nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageRequest {
    /// "This is what I see": on load and at each move within the page. The address is taken from
    /// the browser's own account of the sender where that is current, see `url`.
    Seen {
        /// The frame's address, at most 8 KiB; with its fragment where that reads like a path.
        url: String,
        /// The document's title, at most 300 characters.
        title: String,
        /// The key of the prompt this frame shows now, as [`PromptMount::key`] gave it.
        #[serde(default)]
        mounted: Option<String>,
        /// Whether the frame can show a prompt. It cannot under a CSP `sandbox`.
        can_prompt: bool,
        /// What the form for events in this page shows, as JSON text of at most
        /// [`MAX_FORM_JSON_BYTES`]; `None` where no form is open, or nobody looks.
        #[serde(default)]
        form: Option<String>,
    },
}

/// What the content script is to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageReply {
    /// The prompt to show. `None` removes one that stands; a `key` equal to the one mounted leaves
    /// it as it is.
    pub prompt: Option<PromptMount>,
    /// A form for events is open here, or can open without a move: what looks at it is to go on.
    pub watch: bool,
}

/// A prompt to mount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptMount {
    /// Stands for the booking attempt: the same as long as the attempt is the same.
    pub key: String,
    /// The one-time ticket for the prompt's frame. `None` when the prompt already stands.
    pub ticket: Option<String>,
    /// How insistently it is to stand there.
    #[serde(default)]
    pub manner: Manner,
}

/// What the background tells a content script unasked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageCommand {
    /// Nothing is to be done: the answer tells that the content script still stands there.
    Ping,
    /// Go on to the booking page that the prompt stands in the place of.
    GoOn,
    /// Report anew: when Baton asks was changed.
    Look,
    /// Remove the prompt.
    Dismiss,
    /// Give the prompt's frame this size. The first one proves that the prompt has drawn itself:
    /// before it, the content script counts the frame as dead after a while and takes it away.
    Resize(PromptSize),
    /// Go to this address, which has the origin of the frame's own.
    Navigate {
        /// The address.
        url: String,
    },
}

/// The size a prompt asks for. The page's window bounds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptSize {
    /// Width in CSS pixels: 420 for the card, up to 760 while a brief is written, less for the
    /// collapsed form.
    pub width: u16,
    /// Height of the content in CSS pixels. What the frame covers, the page cannot be clicked at.
    pub height: u16,
}
