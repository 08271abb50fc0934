//! Where exports, imports and erasing stand.

use crate::outcome::{Progress, Saved, Trouble};
use crate::table::Table;
use crate::tally::Tally;

/// Where an export stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Exporting {
    /// Nothing was exported yet.
    #[default]
    Idle,
    /// It is under way.
    Working(Progress),
    /// A text to paste elsewhere is there, plain and as HTML; and whether it was copied last.
    Clipped {
        /// The text.
        plain: String,
        /// The same as HTML.
        html: String,
        /// Whether it could be copied when that was last asked for.
        is_copied: Option<bool>,
    },
    /// It ended.
    Ended(Result<Saved, Trouble>),
}

/// Where an import stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Importing {
    /// Nothing was given yet.
    #[default]
    Idle,
    /// The columns of a table are to be named.
    Naming(Box<Table>),
    /// It is looked at.
    Looking(Progress),
    /// This is what it would change.
    Looked(Box<Tally>),
    /// It is brought in.
    Bringing(Box<Tally>, Progress),
    /// It is there.
    Done(Box<Tally>),
    /// It did not work.
    Failed(Trouble),
}

/// Whether a backup's saved views were added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Adding {
    /// They were not, or it did not work.
    #[default]
    Idle,
    /// It is under way.
    Working,
    /// They were.
    Done,
}

/// Where erasing stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Erasing {
    /// Nobody asked for it.
    #[default]
    Idle,
    /// It is asked whether it is meant.
    Asking,
    /// It is under way.
    Working,
    /// Nothing is left.
    Done,
}
