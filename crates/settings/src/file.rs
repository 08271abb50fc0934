//! Settings as a file to keep or to share, and what taking one in would change.

use crate::bounds::Fault;
use crate::record::{RecordFault, decode, encode};
use crate::settings::Settings;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A file longer than this, in bytes, is not looked at.
pub const MAX_FILE_BYTES: usize = 2_000_000;

/// Why a file is not taken in. Nothing of it is, then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// It is longer than [`MAX_FILE_BYTES`].
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// A newer Baton wrote it.
    Newer {
        /// The schema it was written in.
        schema: u32,
    },
    /// It is no settings file, or a damaged one.
    NotSettings(String),
    /// What is in it, or what it makes together with the present settings, is over a bound.
    Refused(Fault),
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes } => {
                write!(f, "{bytes} bytes, {MAX_FILE_BYTES} are the limit")
            }
            Self::Newer { schema } => write!(f, "written in the newer schema {schema}"),
            Self::NotSettings(reason) => write!(f, "not settings: {reason}"),
            Self::Refused(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for FileFault {}

/// One thing that taking a file in changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The person's own name.
    Name,
    /// The person's own hours.
    Hours,
    /// The numbers in the gate's rules.
    Thresholds,
    /// The response windows.
    Windows,
    /// Somebody is added.
    PersonAdded(String),
    /// Somebody who is there becomes as in the file.
    PersonReplaced(String),
}

/// What taking a file in makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The settings afterwards, at the present revision.
    pub settings: Settings,
    /// What changes, in the order of the settings; empty when the file says nothing new.
    pub changes: Vec<Change>,
}

/// The settings as the text of a file.
#[must_use]
pub fn write_file(settings: &Settings) -> String {
    encode(&Settings {
        // The revision counts the writes of this machine.
        revision: 0,
        ..settings.clone()
    })
}

/// What taking in the file `text` would make of the settings `now`. Changes nothing by itself.
///
/// What the file has takes the place of what is there; people are told apart by their ids, and
/// those only known here stay.
///
/// # Errors
/// [`FileFault`].
pub fn plan_import(now: &Settings, text: &str) -> Result<Import, FileFault> {
    if text.len() > MAX_FILE_BYTES {
        return Err(FileFault::TooLarge { bytes: text.len() });
    }
    let file = decode(text).map_err(|fault| match fault {
        RecordFault::Newer { schema } => FileFault::Newer { schema },
        RecordFault::Damaged(reason) => FileFault::NotSettings(reason),
        RecordFault::Refused(fault) => FileFault::Refused(fault),
    })?;
    let mut settings = now.clone();
    let mut changes = Vec::new();
    if !file.name.is_empty() {
        replace(&mut settings.name, file.name, Change::Name, &mut changes);
    }
    if file.week.is_some() {
        replace(&mut settings.week, file.week, Change::Hours, &mut changes);
    }
    let thresholds = &mut settings.thresholds;
    replace(
        thresholds,
        file.thresholds,
        Change::Thresholds,
        &mut changes,
    );
    replace(
        &mut settings.windows,
        file.windows,
        Change::Windows,
        &mut changes,
    );
    for person in file.people {
        let name = person.name.clone();
        let known = settings
            .people
            .iter_mut()
            .find(|known| known.id == person.id);
        match known {
            Some(known) => replace(known, person, Change::PersonReplaced(name), &mut changes),
            None => {
                settings.people.push(person);
                changes.push(Change::PersonAdded(name));
            }
        }
    }
    settings.check().map_err(FileFault::Refused)?;
    Ok(Import { settings, changes })
}

fn replace<T: PartialEq>(now: &mut T, new: T, change: Change, changes: &mut Vec<Change>) {
    if *now != new {
        *now = new;
        changes.push(change);
    }
}
