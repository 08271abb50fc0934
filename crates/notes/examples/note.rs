//! Reads stored notes: records on standard input, one a line; out comes one JSON object a line.
//!
//! `{"id","state","title"}` for a note this code can write, `{"id","newer"}` with its schema for
//! one of a later Baton, `{"fault"}` for what is not a note.
//!
//! ```sh
//! cargo run -p baton-notes --example note < tests/fixtures/notes/schema-2.jsonl
//! ```

use baton_notes::{Stored, decode};
use serde_json::{Value, json};
use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        writeln!(out, "{}", describe(&line?))?;
    }
    Ok(())
}

/// The answer to one line.
pub fn describe(record: &str) -> Value {
    match decode(record) {
        Ok(Stored::Current(note)) => json!({
            "id": note.id,
            "state": note.state,
            "title": note.title(),
        }),
        Ok(Stored::Newer(newer)) => json!({ "id": newer.id, "newer": newer.schema }),
        Err(fault) => json!({ "fault": fault.to_string() }),
    }
}
