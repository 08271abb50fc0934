//! Notes as JSON that loses nothing.
//!
//! `{"format":"baton-notes","version":1,"exported":"2026-03-12T09:00:00Z","notes":[…]}`, one note
//! a line, each the very record that is stored: notes of a newer schema and fields this code does
//! not know are in it as they were found. Where texts are kept beside a note, `"earlier"` follows:
//! `{"note":"<id>","texts":{…}}` a line, the record of those texts.

use baton_notes::{NoteId, Stored};
use baton_worktime::{LocalTime, UtcMillis};
use serde_json::Value;

/// What `format` says in every file.
pub const FORMAT: &str = "baton-notes";
/// The version of the frame around the notes; each note names its own schema.
pub const VERSION: u32 = 1;

/// The record of the texts kept beside a note (see [`baton_notes::Versions`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The note.
    pub note: NoteId,
    /// The record. One that is no JSON is left out of a file.
    pub texts: String,
}

/// Notes as a JSON file, in the order given, and the texts kept beside them.
#[must_use]
pub fn json(notes: &[Stored], earlier: &[Earlier], exported: UtcMillis) -> String {
    let exported = rfc3339(exported);
    let mut out = format!(
        "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"exported\":\"{exported}\",\"notes\":["
    );
    for (at, note) in notes.iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        out.push_str(&note.to_record());
    }
    out.push_str("\n]");
    let is_json = |kept: &&Earlier| serde_json::from_str::<Value>(&kept.texts).is_ok();
    for (at, Earlier { note, texts }) in earlier.iter().filter(is_json).enumerate() {
        out.push_str(if at == 0 { ",\"earlier\":[\n" } else { ",\n" });
        out.push_str(&format!(
            "{{\"note\":\"{note}\",\"texts\":{}}}",
            texts.trim()
        ));
    }
    out.push_str(if earlier.iter().any(|kept| is_json(&kept)) {
        "\n]}\n"
    } else {
        "}\n"
    });
    out
}

/// A moment as RFC 3339 writes it, in UTC, without fractions of a second.
pub(crate) fn rfc3339(at: UtcMillis) -> String {
    format!("{}Z", LocalTime::from_clock_millis(at.0))
}
