//! Notes as a file.

use baton_exchange::{Setting, json_file, markdown_file};
use baton_notes::{NoteId, Stored, decode};
use baton_protocol::{ExportFormat, ExportedFile, Failure};

/// The notes of `ids` as a file; all that are not deleted when there are none given.
pub(super) fn export(
    records: &[String],
    ids: Option<&[NoteId]>,
    format: ExportFormat,
    setting: &Setting,
) -> Result<ExportedFile, Failure> {
    let mut notes: Vec<Stored> = records
        .iter()
        .filter_map(|text| decode(text).ok())
        .collect();
    notes.retain(|note| match ids {
        Some(ids) => ids.contains(note.id()),
        None => !note.is_deleted(),
    });
    if ids.is_some() && notes.is_empty() {
        return Err(Failure::NoSuchNote);
    }
    let one = ids.is_some() && notes.len() == 1;
    let file = match format {
        ExportFormat::Markdown => markdown_file(&notes, one, setting),
        ExportFormat::Json => json_file(&notes, one, setting),
    };
    Ok(ExportedFile {
        name: file.name,
        media_type: file.media_type.to_owned(),
        content: file.content,
    })
}
