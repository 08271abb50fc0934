//! Notes as JSON that loses nothing.
//!
//! `{"format":"baton-notes","version":1,"exported":"2026-03-12T09:00:00Z","notes":[…]}`, one note
//! a line, each the very record that is stored: notes of a newer schema and fields this code does
//! not know are in it as they were found.

use baton_notes::Stored;
use baton_worktime::{LocalTime, UtcMillis};

/// What `format` says in every file.
pub const FORMAT: &str = "baton-notes";
/// The version of the frame around the notes; each note names its own schema.
pub const VERSION: u32 = 1;

/// Notes as a JSON file, in the order given.
#[must_use]
pub fn json(notes: &[Stored], exported: UtcMillis) -> String {
    let exported = rfc3339(exported);
    let mut out = format!(
        "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"exported\":\"{exported}\",\"notes\":["
    );
    for (at, note) in notes.iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        out.push_str(&note.to_record());
    }
    out.push_str("\n]}\n");
    out
}

/// A moment as RFC 3339 writes it, in UTC, without fractions of a second.
pub(crate) fn rfc3339(at: UtcMillis) -> String {
    format!("{}Z", LocalTime::from_clock_millis(at.0))
}
