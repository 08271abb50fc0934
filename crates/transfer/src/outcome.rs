//! How far some work is, and what became of it.

use baton_exchange::{Reason, Refusal};
use baton_protocol::Failure;

/// How far something is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Notes, bytes or parts that are done.
    pub done: u64,
    /// All of them; 0 while that is not known.
    pub of: u64,
}

/// A file that was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// How many notes it has.
    pub notes: u32,
    /// Whether the settings or templates could not be had for it, which a backup holds.
    pub lacks_setup: bool,
}

/// Why something did not come to its end.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// The person stopped it.
    Stopped,
    /// There was no note to take.
    Nothing,
    /// There are more notes than the clipboard takes: so many.
    TooMany(usize),
    /// Baton could not do it.
    Failed(Failure),
    /// The browser could not save the file.
    NotSaved,
    /// The file cannot be read from the disk.
    Unreadable(String),
    /// It is nothing that can be imported.
    Refused(String, Refusal),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl Trouble {
    /// The refusal of a whole file.
    #[must_use]
    pub fn refused(name: &str, reason: Reason) -> Self {
        Self::Refused(name.to_owned(), reason.at(baton_exchange::Place::Whole))
    }
}
