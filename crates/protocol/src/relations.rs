//! What a note has to do with other notes.

use baton_notes::{LinkKind, NoteId};
use baton_worktime::UtcMillis;
use serde::{Deserialize, Serialize};

/// What another note is to the one looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The one looked at follows it.
    Follows,
    /// It replaces the one looked at.
    SupersededBy,
    /// It follows the one looked at: the link stands there.
    FollowedBy,
    /// The one looked at replaces it: the link stands there.
    Supersedes,
}

impl Relation {
    /// The link of the note looked at that says so; `None` where the link stands in the other.
    #[must_use]
    pub const fn own_kind(self) -> Option<LinkKind> {
        match self {
            Self::Follows => Some(LinkKind::Follows),
            Self::SupersededBy => Some(LinkKind::SupersededBy),
            Self::FollowedBy | Self::Supersedes => None,
        }
    }

    /// What a link is to the note that has it.
    #[must_use]
    pub const fn of(kind: LinkKind) -> Self {
        match kind {
            LinkKind::Follows => Self::Follows,
            LinkKind::SupersededBy => Self::SupersededBy,
        }
    }

    /// What a link is to the note it leads to.
    #[must_use]
    pub const fn to_the_other(kind: LinkKind) -> Self {
        match kind {
            LinkKind::Follows => Self::FollowedBy,
            LinkKind::SupersededBy => Self::Supersedes,
        }
    }
}

/// A note that the one looked at is linked with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedNote {
    /// What it is to the one looked at.
    pub relation: Relation,
    /// The note.
    pub note: NoteId,
    /// Its title; empty when it has none.
    pub title: String,
    /// Whether it can be opened: it was not deleted, and is there.
    pub stands: bool,
}

/// A note that may have answered what is being written: all that is told of it. A page hands its id
/// back as it came, and needs no code to read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelatedNote {
    /// Its id.
    pub note: String,
    /// Its title; empty when it has none.
    pub title: String,
    /// Where it stands, in words; empty for a note of a newer schema.
    pub state: String,
    /// When it was last written; of a note of a newer schema, when it was begun.
    pub updated: UtcMillis,
}
