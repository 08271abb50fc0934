//! The stored form of a person's templates: one line of JSON around the text of their file.

use crate::file::{FileFault, TemplatesFile};
use baton_json::field;
use serde::Serialize;
use serde_json::Value;
use std::fmt;

/// The schema this code writes. Templates of a newer schema are left alone.
pub const SCHEMA: u32 = 1;

/// A person's templates as they are stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeptTemplates {
    /// How often they were saved; 0 before the first time.
    pub revision: u64,
    /// The templates and bindings.
    pub file: TemplatesFile,
}

/// Why a record is not a person's templates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordFault {
    /// A newer Baton wrote it; leave it alone.
    Newer,
    /// It cannot be read.
    Damaged(String),
}

impl fmt::Display for RecordFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer => f.write_str("templates of a newer schema"),
            Self::Damaged(reason) => write!(f, "damaged templates: {reason}"),
        }
    }
}

impl std::error::Error for RecordFault {}

#[derive(Serialize)]
struct Record {
    schema: u32,
    revision: u64,
    text: String,
}

impl KeptTemplates {
    /// The record.
    #[must_use]
    pub fn encode(&self) -> String {
        let record = Record {
            schema: SCHEMA,
            revision: self.revision,
            text: self.file.encode(),
        };
        // Texts and numbers can always be written.
        serde_json::to_string(&record).unwrap_or_default()
    }

    /// Reads a record. Whether its templates can be used is for [`crate::check`].
    ///
    /// # Errors
    /// [`RecordFault`]; keep such a record as it is.
    pub fn decode(record: &str) -> Result<Self, RecordFault> {
        let damaged = |error: serde_json::Error| RecordFault::Damaged(error.to_string());
        let value: Value = serde_json::from_str(record).map_err(damaged)?;
        // The head first: of newer templates nothing else is read, so that nothing in it can fail.
        let schema: u32 = field(&value, "schema").map_err(damaged)?;
        if schema > SCHEMA {
            return Err(RecordFault::Newer);
        }
        let revision = field(&value, "revision").map_err(damaged)?;
        let text: String = field(&value, "text").map_err(damaged)?;
        match TemplatesFile::decode(&text) {
            Ok(file) => Ok(Self { revision, file }),
            Err(FileFault::NewerVersion { .. }) => Err(RecordFault::Newer),
            Err(fault) => Err(RecordFault::Damaged(format!("{fault:?}"))),
        }
    }
}

/// The text of the file in a record, also where that file cannot be read.
#[must_use]
pub fn file_text(record: &str) -> Option<String> {
    let value: Value = serde_json::from_str(record).ok()?;
    value.get("text")?.as_str().map(str::to_owned)
}
