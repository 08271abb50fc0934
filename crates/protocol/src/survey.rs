//! What a page has of scheduling systems.

use crate::links::LinkKind;
use serde::{Deserialize, Serialize};

/// Everything found in a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageSurvey {
    /// The page itself first, then in the order of the page.
    pub found: Vec<FoundInPage>,
    /// The page was too large, or changed too much, to be looked at to its end.
    pub cut: bool,
}

/// A page of a scheduling system that a page leads to, shows or is; alike ones counted together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundInPage {
    /// The scheduling system's id; `None` when only the page's shape says that something may be
    /// booked there: that is offered, and nothing done by itself.
    pub provider: Option<String>,
    /// The system's name, likewise.
    pub provider_name: Option<String>,
    /// How it stands in the page.
    pub kind: FoundKind,
    /// What is at its end.
    pub label: LinkKind,
    /// The address it really leads to; `None` when that is not in the page.
    pub target: Option<String>,
    /// How often it is there.
    pub count: u32,
    /// Whose wrappers and shorteners lie around it, the outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub through: Vec<String>,
    /// Why it is taken for that, a sentence each.
    pub evidence: Vec<String>,
}

/// How something stands in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FoundKind {
    /// A link.
    Link,
    /// A link that a mail program, a chat or a network wrapped.
    WrappedLink,
    /// An address in the text.
    TextUrl,
    /// A widget that is a part of the page.
    EmbedInline,
    /// A widget that opens over the page.
    EmbedPopup,
    /// A button that stays in a corner, drawn by the system's own script.
    EmbedBadge,
    /// The same, made by an element of the page.
    EmbedFloating,
    /// A frame.
    EmbedIframe,
    /// A button of the system's.
    EmbedButton,
    /// A script that shows the system at a moment of its own.
    EmbedScript,
    /// The page itself.
    Page,
    /// The page itself, and a booking ends on it.
    Confirmation,
}
