//! Reading an exported JSON file back.

mod refusal;

pub use refusal::{Place, Reason, Refusal};

use crate::json::{Earlier, FORMAT, VERSION};
use baton_notes::{CheckFault, DecodeFault, NoteId, Stored, Versions, VersionsFault, decode};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use std::fmt;

/// The largest file that is read, in bytes.
pub const MAX_IMPORT_BYTES: usize = 64_000_000;
/// The most notes that are read from one file.
pub const MAX_IMPORT_NOTES: usize = 100_000;

/// Why a file was not read. Nothing of it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportFault {
    /// The file is larger than [`MAX_IMPORT_BYTES`].
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
    },
    /// It is not JSON.
    NotJson(String),
    /// It is JSON, but not an export of notes.
    NotAnExport(String),
    /// A newer Baton made it.
    NewerVersion {
        /// The version it names.
        version: u32,
    },
    /// It has more notes than [`MAX_IMPORT_NOTES`].
    TooManyNotes {
        /// How many.
        count: usize,
    },
    /// One of the notes cannot be read.
    Note {
        /// Its place, from 0.
        index: usize,
        /// What is wrong.
        fault: DecodeFault,
    },
    /// One of the notes is beyond a limit or contradicts itself.
    Unsound {
        /// Its place, from 0.
        index: usize,
        /// What is wrong.
        fault: CheckFault,
    },
    /// The texts kept beside a note cannot be read, or belong to no note of the file.
    Earlier {
        /// Their place, from 0.
        index: usize,
    },
    /// Two notes have the same id.
    Duplicate {
        /// The id.
        id: NoteId,
    },
}

impl fmt::Display for ImportFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes } => {
                write!(
                    f,
                    "the file has {bytes} bytes, {MAX_IMPORT_BYTES} are the limit"
                )
            }
            Self::NotJson(reason) => write!(f, "the file is not JSON: {reason}"),
            Self::NotAnExport(reason) => write!(f, "the file is not an export: {reason}"),
            Self::NewerVersion { version } => {
                write!(
                    f,
                    "the file is of version {version}, this Baton reads {VERSION}"
                )
            }
            Self::TooManyNotes { count } => {
                write!(
                    f,
                    "the file has {count} notes, {MAX_IMPORT_NOTES} are the limit"
                )
            }
            Self::Note { index, fault } => write!(f, "note {index}: {fault}"),
            Self::Unsound { index, fault } => write!(f, "note {index}: {fault}"),
            Self::Earlier { index } => write!(f, "the texts kept beside a note, place {index}"),
            Self::Duplicate { id } => write!(f, "the note {id} is in the file twice"),
        }
    }
}

impl std::error::Error for ImportFault {}

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    notes: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    earlier: Vec<Kept<'a>>,
}

#[derive(Deserialize)]
struct Kept<'a> {
    note: NoteId,
    #[serde(borrow)]
    texts: &'a RawValue,
}

/// What an exported file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The notes, in the order of the file and exactly as they were.
    pub notes: Vec<Stored>,
    /// The texts kept beside them.
    pub earlier: Vec<Earlier>,
}

/// What an exported file holds: all of it or nothing.
///
/// # Errors
/// [`ImportFault`] says what is wrong and where.
pub fn parse_json(text: &str) -> Result<Export, ImportFault> {
    if text.len() > MAX_IMPORT_BYTES {
        return Err(ImportFault::TooLarge { bytes: text.len() });
    }
    let Head { format, version } = serde_json::from_str(text).map_err(fault)?;
    if format != FORMAT {
        return Err(ImportFault::NotAnExport(
            "it names another format".to_owned(),
        ));
    }
    if version > VERSION {
        return Err(ImportFault::NewerVersion { version });
    }
    let Body { notes, earlier } = serde_json::from_str(text).map_err(fault)?;
    if notes.len() > MAX_IMPORT_NOTES {
        return Err(ImportFault::TooManyNotes { count: notes.len() });
    }
    let mut known = BTreeSet::new();
    let mut read = Vec::with_capacity(notes.len());
    for (index, raw) in notes.into_iter().enumerate() {
        let note = decode(raw.get()).map_err(|fault| ImportFault::Note { index, fault })?;
        if let Stored::Current(note) = &note {
            note.check()
                .map_err(|fault| ImportFault::Unsound { index, fault })?;
        }
        if !known.insert(note.id().clone()) {
            return Err(ImportFault::Duplicate {
                id: note.id().clone(),
            });
        }
        read.push(note);
    }
    let mut kept = Vec::with_capacity(earlier.len());
    for (index, Kept { note, texts }) in earlier.into_iter().enumerate() {
        let texts = texts.get();
        let is_sound = matches!(Versions::decode(texts), Ok(_) | Err(VersionsFault::Newer));
        // Each once: what is left in `known` has no texts yet.
        if !is_sound || !known.remove(&note) {
            return Err(ImportFault::Earlier { index });
        }
        let texts = texts.to_owned();
        kept.push(Earlier { note, texts });
    }
    Ok(Export {
        notes: read,
        earlier: kept,
    })
}

fn fault(error: serde_json::Error) -> ImportFault {
    let reason = error.to_string();
    if error.is_data() {
        ImportFault::NotAnExport(reason)
    } else {
        ImportFault::NotJson(reason)
    }
}
