//! The stored form of the settings: one line of JSON.

use crate::bounds::Fault;
use crate::settings::Settings;
use baton_json::field;
use serde::Serialize;
use serde_json::Value;
use std::fmt;

/// The schema this code writes. Settings of a newer schema are left alone.
pub const SCHEMA: u32 = 1;

/// A record longer than this, in bytes, is not looked at.
pub const MAX_RECORD_BYTES: usize = 2_000_000;

/// Why a record is not the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordFault {
    /// A newer Baton wrote it; leave it alone.
    Newer {
        /// The schema it was written in.
        schema: u32,
    },
    /// It cannot be read.
    Damaged(String),
    /// It can be read, but is over a bound.
    Refused(Fault),
}

impl fmt::Display for RecordFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer { schema } => write!(f, "settings of the newer schema {schema}"),
            Self::Damaged(reason) => write!(f, "damaged settings: {reason}"),
            Self::Refused(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for RecordFault {}

#[derive(Serialize)]
struct Written<'a> {
    schema: u32,
    settings: &'a Settings,
}

/// The settings as JSON.
#[must_use]
#[allow(
    clippy::expect_used,
    reason = "fails only for keys that are not text, which settings lack"
)]
pub fn encode(settings: &Settings) -> String {
    serde_json::to_string(&Written {
        schema: SCHEMA,
        settings,
    })
    .expect("settings are JSON")
}

/// Reads a record.
///
/// # Errors
/// [`RecordFault`]; keep such a record as it is.
pub fn decode(record: &str) -> Result<Settings, RecordFault> {
    let damaged = |error: serde_json::Error| RecordFault::Damaged(error.to_string());
    if record.len() > MAX_RECORD_BYTES {
        let reason = format!("{} bytes, {MAX_RECORD_BYTES} are the limit", record.len());
        return Err(RecordFault::Damaged(reason));
    }
    let value: Value = serde_json::from_str(record).map_err(damaged)?;
    // The head first: of newer settings nothing else is read, so that nothing in it can fail.
    let schema: u32 = field(&value, "schema").map_err(damaged)?;
    if schema > SCHEMA {
        return Err(RecordFault::Newer { schema });
    }
    let settings: Settings = field(&value, "settings").map_err(damaged)?;
    settings.check().map_err(RecordFault::Refused)?;
    Ok(settings)
}
