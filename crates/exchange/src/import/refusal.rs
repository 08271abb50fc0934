//! Why something of a file is not imported, and where it stands.

use baton_notes::{CheckFault, DecodeFault, NoteId};
use std::fmt;

/// Where something stands in what is imported.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The file as a whole.
    Whole,
    /// The note, text or file at this place of its list in a JSON file, from 1.
    Item(usize),
    /// This line of a CSV or text file, from 1.
    Line(usize),
    /// The file of this name in an archive or a folder; at most 300 characters of it.
    File(String),
}

/// Something that is not imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Where it stands.
    pub place: Place,
    /// Why.
    pub reason: Reason,
}

/// Why something is not imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It is larger than what is read.
    TooLarge {
        /// Its size in bytes, as far as it was looked at.
        bytes: u64,
        /// The limit in bytes.
        most: u64,
    },
    /// There are more notes or files than are read.
    TooMany {
        /// The limit.
        most: usize,
    },
    /// Brackets are nested deeper than any note needs.
    TooDeep,
    /// It is not UTF-8 from this byte on.
    NotText {
        /// The byte, from 0.
        at: u64,
    },
    /// It is none of the formats that are read, or breaks off.
    NotReadable(String),
    /// A newer Baton made it.
    Newer {
        /// The version it names.
        version: u32,
    },
    /// It cannot be read as a note.
    NotANote(DecodeFault),
    /// It is a note that is beyond a limit or contradicts itself.
    Unsound(CheckFault),
    /// Texts or a file of no note in the file, or ones that cannot be read.
    Astray,
    /// Another note of the file has this id.
    Duplicate(NoteId),
    /// A file in an archive unpacks to far more than is plausible.
    Bomb,
    /// A moment that cannot be read.
    Moment(String),
    /// In our own table something was changed that is not taken from a table.
    NotTaken,
}

impl Reason {
    /// The reason at a place.
    #[must_use]
    pub const fn at(self, place: Place) -> Refusal {
        Refusal {
            place,
            reason: self,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes, most } => write!(f, "{bytes} bytes, {most} are the limit"),
            Self::TooMany { most } => write!(f, "more than {most}"),
            Self::TooDeep => write!(f, "brackets are nested too deep"),
            Self::NotText { at } => write!(f, "not UTF-8 from byte {at} on"),
            Self::NotReadable(why) => write!(f, "cannot be read: {why}"),
            Self::Newer { version } => write!(f, "written by a newer Baton, version {version}"),
            Self::NotANote(fault) => write!(f, "{fault}"),
            Self::Unsound(fault) => write!(f, "{fault}"),
            Self::Astray => write!(f, "belongs to no note of the file"),
            Self::Duplicate(id) => write!(f, "the note {id} is in the file twice"),
            Self::Bomb => write!(f, "unpacks to far more than it should"),
            Self::Moment(text) => write!(f, "{text:?} is no moment"),
            Self::NotTaken => write!(f, "what was changed in it is not taken from a table"),
        }
    }
}

impl std::error::Error for Reason {}
