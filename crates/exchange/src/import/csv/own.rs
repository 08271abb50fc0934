//! A row of our own table, read back over the note it is of.

use super::CsvTable;
use super::field::CsvField;
use super::note::text_of_row;
use crate::csv::CsvWriter;
use crate::entry::{Edit, Entry, NamesEdit};
use crate::file::Setting;
use crate::import::refusal::Reason;
use crate::writer::Writer;
use baton_notes::{Comment, Note, Stored, decode};

/// What a row of a table with these columns says of the note that stands, as its record: the entry that is to be
/// compared with it. A row holds less than its note, so the two are never compared themselves.
///
/// - If the row is exactly what an export would write of the note now, it is the note itself.
/// - If the row has the note's `updated` and other tags, people, state or text, it is the note with that edit; the
///   text becomes a comment.
/// - If `updated` differs, the note has changed since the export, and the row is an older state of it.
/// - A row of a table without `id` and `updated`, or with a text that the note does not have, stays as it is.
///
/// # Errors
/// [`Reason::NotTaken`] where something else was changed in the row: it would be lost without a word.
pub fn row_over(
    row: Entry,
    fields: &[CsvField],
    standing: &str,
    setting: &Setting,
) -> Result<Entry, Reason> {
    let (Ok(Stored::Current(stands)), Stored::Current(said)) = (decode(standing), &row.note) else {
        return Ok(row);
    };
    let Some(written) = written(&stands, setting) else {
        return Ok(row);
    };
    let has = |field| fields.contains(&field);
    if !has(CsvField::Id) || !has(CsvField::Updated) {
        return Ok(row);
    }
    if written == **said {
        return Ok(Entry::alone(Stored::Current(stands)));
    }
    let text = text_of_row(said);
    let is_rewritten = has(CsvField::Text) && !text.is_empty() && text != text_of_row(&written);
    if written.updated == said.updated {
        let names = |field, of: fn(&Note) -> &Vec<String>| {
            let is_changed = has(field) && of(said) != of(&written);
            is_changed.then(|| NamesEdit::new(of(&stands), of(said).clone()))?
        };
        let edit = Edit {
            tags: names(CsvField::Tags, |note| &note.tags),
            people: names(CsvField::People, |note| &note.people),
            state: (has(CsvField::State) && stands.state.leads_to(said.state))
                .then_some(said.state),
        };
        if edit == Edit::default() && !is_rewritten {
            return Err(Reason::NotTaken);
        }
        let mut note = stands;
        note.updated = note.updated.max(setting.now);
        if is_rewritten {
            let last = note.comments.last().map(|comment| comment.at);
            note.comments.push(Comment {
                at: last.map_or(note.updated, |last| last.max(note.updated)),
                by: None,
                score: None,
                text,
            });
        }
        return Ok(Entry {
            edit: Some(edit),
            ..Entry::alone(Stored::Current(note))
        });
    }
    let is_said = |comment: &Comment| comment.text == text;
    if is_rewritten && !stands.comments.iter().any(is_said) {
        return Ok(row);
    }
    let mut older = stands;
    older.revision = 0;
    older.updated = said.updated;
    older.deleted = said.deleted;
    Ok(Entry::alone(Stored::Current(older)))
}

/// The note as our own table has it, read back.
fn written(note: &Note, setting: &Setting) -> Option<Note> {
    let mut writer = CsvWriter::new();
    let note = Stored::Current(Box::new(note.clone()));
    writer.add(&Entry::alone(note), setting);
    let table = writer.take();
    let table = CsvTable::look(&table).ok()?;
    let mut rows = table.read(&table.suggested, setting.now, setting).ok()?;
    match rows.next()?.ok()?.note {
        Stored::Current(note) => Some(*note),
        Stored::Newer(_) => None,
    }
}
