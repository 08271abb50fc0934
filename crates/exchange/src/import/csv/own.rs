//! Our own table, read back.

use super::CsvTable;
use crate::csv::CsvWriter;
use crate::entry::Entry;
use crate::file::Setting;
use crate::writer::Writer;
use baton_notes::{Stored, decode};

/// Whether a row says of the note that stands, as its record, what our own table says of it: then nobody changed
/// anything in the table. A row holds less than its note, so the two are never equal themselves.
#[must_use]
pub fn is_own_row(row: &Entry, standing: &str, setting: &Setting) -> bool {
    let Ok(Stored::Current(stands)) = decode(standing) else {
        return false;
    };
    let mut writer = CsvWriter::new();
    writer.add(&Entry::alone(Stored::Current(stands)), setting);
    let table = writer.take();
    let Ok(table) = CsvTable::look(&table) else {
        return false;
    };
    let Ok(mut rows) = table.read(&table.suggested, setting.now, setting) else {
        return false;
    };
    matches!(rows.next(), Some(Ok(read)) if read.note == row.note)
}
