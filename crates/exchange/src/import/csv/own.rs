//! A row of our own table, read back over the note it is of.

use super::CsvTable;
use super::field::CsvField;
use super::note::text_of_row;
use crate::csv::CsvWriter;
use crate::entry::{Edit, Entry};
use crate::file::Setting;
use crate::writer::Writer;
use baton_notes::{Comment, Note, Stored, decode};

/// What a row of a table with these columns says of the note that stands, as its record: the entry that is to be
/// compared with it. A row holds less than its note, so the two are never compared themselves.
///
/// A row as our own table has it is the note. Where tags, people, the state or the text were changed in the table,
/// and the note was not changed since, it is the note with these; a changed text is a comment. Where the note was changed
/// since, it is an older state of it. Any other row stays as it is.
#[must_use]
pub fn row_over(row: Entry, fields: &[CsvField], standing: &str, setting: &Setting) -> Entry {
    let (Ok(Stored::Current(stands)), Stored::Current(said)) = (decode(standing), &row.note) else {
        return row;
    };
    let Some(written) = written(&stands, setting) else {
        return row;
    };
    if !fields.contains(&CsvField::Id) || !fields.contains(&CsvField::Updated) {
        return row;
    }
    if written == **said {
        return Entry::alone(Stored::Current(stands));
    }
    let has = |field| fields.contains(&field);
    let text = text_of_row(said);
    let is_rewritten = has(CsvField::Text) && !text.is_empty() && text != text_of_row(&written);
    if written.updated == said.updated {
        let changed = |is_there: bool, said: &Vec<String>, written: &Vec<String>| {
            (is_there && said != written).then(|| said.clone())
        };
        let edit = Edit {
            tags: changed(has(CsvField::Tags), &said.tags, &written.tags),
            people: changed(has(CsvField::People), &said.people, &written.people),
            state: (has(CsvField::State) && said.state != written.state).then_some(said.state),
        };
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
        return Entry {
            edit: Some(edit),
            ..Entry::alone(Stored::Current(note))
        };
    }
    let is_said = |comment: &Comment| comment.text == text;
    if is_rewritten && !stands.comments.iter().any(is_said) {
        return row;
    }
    let mut older = stands;
    older.revision = 0;
    older.updated = said.updated;
    Entry::alone(Stored::Current(older))
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
