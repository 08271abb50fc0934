//! Links, wherever they stand, and what they really are.

use serde::{Deserialize, Serialize};

/// The longest text that is looked through for links, in bytes.
pub const MAX_LINK_TEXT_BYTES: usize = 16 * 1024;

/// So many links of a text are told of.
pub const MAX_TEXT_LINKS: usize = 20;

/// A link, as what it really is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenLink {
    /// The address it really leads to, as it stands inside of all wrappers; the link itself where
    /// nobody can tell.
    pub url: String,
    /// Whose wrappers and shorteners it leads through, the outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub through: Vec<String>,
    /// What is there.
    pub kind: LinkKind,
    /// The scheduling system's name, its own pages included.
    pub provider_name: Option<String>,
    /// The person or team, as far as the link tells.
    pub person: Option<String>,
    /// The event type, likewise.
    pub event: Option<String>,
    /// The meeting's length in minutes, likewise.
    pub minutes: Option<u16>,
    /// Why it is taken for that, a sentence each.
    pub evidence: Vec<String>,
}

/// What is at the end of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// A page to book a time on.
    Book,
    /// A list of somebody's event types.
    Listing,
    /// A booking that stands: to move it or to cancel it.
    Manage,
    /// No page of anybody's bookings.
    Not,
    /// A shortener hides it, and nobody is asked where it leads.
    Hidden,
    /// A wrapper with nothing readable inside.
    Unreadable,
}

impl LinkKind {
    /// Its stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Book => "book",
            Self::Listing => "listing",
            Self::Manage => "manage",
            Self::Not => "not",
            Self::Hidden => "hidden",
            Self::Unreadable => "unreadable",
        }
    }

    /// Whether somebody's time is asked for, so that a brief can stand in its place.
    #[must_use]
    pub const fn asks_for_time(self) -> bool {
        matches!(self, Self::Book | Self::Listing)
    }
}
