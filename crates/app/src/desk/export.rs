//! Notes as a file.

use baton_exchange::{Earlier, Setting, json_file, markdown_file};
use baton_notes::{NoteId, Stored, decode};
use baton_protocol::{ExportFormat, ExportedFile, Failure};
use std::collections::BTreeSet;

/// The notes of `ids` as a file; all that are not deleted when there are none given.
pub(super) fn export(
    records: &[String],
    versions: Vec<(String, String)>,
    ids: Option<&[NoteId]>,
    format: ExportFormat,
    setting: &Setting,
) -> Result<ExportedFile, Failure> {
    let mut notes: Vec<Stored> = records
        .iter()
        .filter_map(|text| decode(text).ok())
        .collect();
    let wanted: Option<BTreeSet<&NoteId>> = ids.map(|ids| ids.iter().collect());
    notes.retain(|note| match &wanted {
        Some(wanted) => wanted.contains(note.id()),
        None => !note.is_deleted(),
    });
    if ids.is_some() && notes.is_empty() {
        return Err(Failure::NoSuchNote);
    }
    let one = ids.is_some() && notes.len() == 1;
    let file = match format {
        ExportFormat::Markdown => markdown_file(&notes, one, setting),
        ExportFormat::Json => {
            let ids: BTreeSet<&NoteId> = notes.iter().map(Stored::id).collect();
            let kept = versions.into_iter().filter_map(|(id, texts)| {
                let note = NoteId::parse(&id).ok().filter(|note| ids.contains(note))?;
                Some(Earlier { note, texts })
            });
            json_file(&notes, &kept.collect::<Vec<_>>(), one, setting)
        }
    };
    Ok(ExportedFile {
        name: file.name,
        media_type: file.media_type.to_owned(),
        content: file.content,
    })
}
