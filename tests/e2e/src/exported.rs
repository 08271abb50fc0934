//! The notes in a JSON export.

use serde_json::Value;

/// The notes of an export, in its order.
#[must_use]
pub fn notes_in(file: &Value) -> Vec<Value> {
    let entries = file["entries"].as_array().into_iter().flatten();
    let notes = entries.filter_map(|entry| entry.get("note"));
    notes.cloned().collect()
}
