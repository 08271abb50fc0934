//! Exports notes: stored records on standard input, one a line; out comes one JSON object a line,
//! `{"name","markdown"}`, or `{"fault"}` for what is not a note.
//!
//! ```sh
//! cargo run -p baton-exchange --example export < tests/fixtures/notes/schema-1.jsonl
//! ```

use baton_exchange::{Setting, markdown_file};
use baton_locale::Catalogue;
use baton_notes::decode;
use baton_worktime::{UtcMillis, ZoneError, ZoneName, Zones};
use serde_json::{Value, json};
use std::io::{self, BufRead, Write};

/// A host that knows no zone but UTC, which needs no table.
struct UtcOnly;

impl Zones for UtcOnly {
    fn offset_seconds(&self, _: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
        Err(ZoneError::UnknownZone)
    }
}

fn main() -> io::Result<()> {
    let words = Catalogue::english();
    let setting = Setting {
        now: UtcMillis(0),
        zone: &ZoneName::utc(),
        zones: &UtcOnly,
        messages: &words,
    };
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        writeln!(out, "{}", export(&line?, &setting))?;
    }
    Ok(())
}

/// The answer to one line.
pub fn export(record: &str, setting: &Setting) -> Value {
    match decode(record) {
        Ok(note) => {
            let file = markdown_file(&[note], true, setting);
            json!({ "name": file.name, "markdown": file.content })
        }
        Err(fault) => json!({ "fault": fault.to_string() }),
    }
}
