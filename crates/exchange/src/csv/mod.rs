//! Notes as a table for spreadsheets: one row a note (CSV, RFC 4180).
//!
//! It begins with a byte order mark, without which spreadsheets take letters beyond ASCII for others.
//! A table does not hold all of a note; [`crate::json`] does.

pub(crate) mod cell;

use crate::entry::Entry;
use crate::file::Setting;
use crate::json::rfc3339;
use crate::sections;
use crate::writer::Writer;
use baton_brief::FieldValue;
use baton_notes::{Newer, Note, State, Stored};
use baton_worktime::UtcMillis;
use cell::{list, push_cell};

/// The media type of CSV.
pub const CSV_TYPE: &str = "text/csv;charset=utf-8";

/// The keys of the columns, in order.
pub const CSV_COLUMNS: [&str; 29] = [
    "id",
    "schema",
    "created",
    "updated",
    "deleted",
    "state",
    "title",
    "person",
    "people",
    "tags",
    "needed_by",
    "sent",
    "answered",
    "decided",
    "owner",
    "if_no_reply",
    "provider",
    "source",
    "event",
    "minutes",
    "slot",
    "verdict",
    "rule",
    "template",
    "links",
    "text",
    "comments",
    "files",
    "ask_again",
];

/// Writes notes as CSV.
#[derive(Debug)]
pub struct CsvWriter {
    out: String,
}

impl Default for CsvWriter {
    fn default() -> Self {
        Self::new()
    }
}

impl CsvWriter {
    /// A table with its head and without rows.
    #[must_use]
    pub fn new() -> Self {
        let mut out = "\u{feff}".to_owned();
        out.push_str(&CSV_COLUMNS.join(","));
        out.push_str("\r\n");
        Self { out }
    }

    fn note(&mut self, note: &Note, setting: &Setting) {
        let brief = note.brief.as_ref();
        let source = &note.source;
        let verdict = note.verdict.as_ref().map(|record| record.verdict);
        let needed_by = brief.and_then(|brief| brief.needed_by);
        let mut row = Row::new(&mut self.out);
        row.text(note.id.as_str());
        row.number(note.schema as usize);
        row.moment(Some(note.created));
        row.moment(Some(note.updated));
        row.moment(note.deleted);
        row.text(note.state.as_str());
        row.text(title(note));
        row.optional(source.person.as_deref());
        row.text(&list(&note.people));
        row.text(&list(&note.tags));
        row.moment(needed_by.or(note.answers.needed_by));
        row.moment(reached(note, State::Sent));
        row.moment(reached(note, State::Answered));
        row.moment(reached(note, State::Decided));
        row.optional(brief.map(|brief| brief.owner.as_str()));
        row.optional(brief.map(|brief| brief.if_no_reply.as_str()));
        row.text(&source.provider);
        row.text(&source.target);
        row.optional(source.event.as_deref());
        match source.minutes {
            Some(minutes) => row.number(minutes.into()),
            None => row.text(""),
        }
        row.optional(source.slot.as_deref());
        row.optional(verdict.map(|verdict| verdict.outcome.as_str()));
        row.optional(verdict.map(|verdict| verdict.rule.as_str()));
        row.optional(brief.map(|brief| brief.template.as_str()));
        row.text(&brief.map_or_else(String::new, |brief| list(&brief.links)));
        row.text(&text(note, setting));
        row.number(note.comments.len());
        row.number(note.attachments.len());
        row.moment(note.ask_again);
        row.end();
    }

    /// A note of a newer schema is named only.
    fn newer(&mut self, newer: &Newer, setting: &Setting) {
        let title = setting.messages.text("export_newer_title", &[]);
        let mut row = Row::new(&mut self.out);
        for key in CSV_COLUMNS {
            match key {
                "id" => row.text(newer.id.as_str()),
                "schema" => row.number(newer.schema as usize),
                "title" => row.text(&title),
                _ => row.text(""),
            }
        }
        row.end();
    }
}

impl Writer for CsvWriter {
    fn add(&mut self, entry: &Entry, setting: &Setting) {
        match &entry.note {
            Stored::Current(note) => self.note(note, setting),
            Stored::Newer(newer) => self.newer(newer, setting),
        }
    }

    fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out).into_bytes()
    }

    fn finish(&mut self, _: &Setting) -> Vec<u8> {
        Vec::new()
    }
}

struct Row<'a> {
    out: &'a mut String,
    cells: usize,
}

impl<'a> Row<'a> {
    const fn new(out: &'a mut String) -> Self {
        Self { out, cells: 0 }
    }

    fn text(&mut self, text: &str) {
        if self.cells > 0 {
            self.out.push(',');
        }
        self.cells += 1;
        push_cell(self.out, text);
    }

    fn optional(&mut self, text: Option<&str>) {
        self.text(text.unwrap_or_default());
    }

    fn moment(&mut self, at: Option<UtcMillis>) {
        self.text(&at.map(rfc3339).unwrap_or_default());
    }

    fn number(&mut self, number: usize) {
        self.text(&number.to_string());
    }

    fn end(self) {
        debug_assert_eq!(self.cells, CSV_COLUMNS.len());
        self.out.push_str("\r\n");
    }
}

/// The ask to the letter; where there is none, the line the note goes by.
fn title(note: &Note) -> &str {
    let ask = note.brief.as_ref().map(|brief| brief.ask.as_str());
    ask.filter(|ask| !ask.trim().is_empty())
        .unwrap_or_else(|| note.title())
}

/// When the note last came to this state.
fn reached(note: &Note, state: State) -> Option<UtcMillis> {
    let steps = note.history.iter().rev();
    steps
        .filter(|step| step.state == state)
        .map(|step| step.at)
        .next()
}

/// What is written in the brief's own fields, as plain text. One text alone stands there to the
/// letter, without its label: so what was imported goes out again as it came.
fn text(note: &Note, setting: &Setting) -> String {
    let Some(brief) = &note.brief else {
        return String::new();
    };
    let mut values = brief.fields.values();
    if let (Some(FieldValue::Text(text)), None) = (values.next(), values.next()) {
        return text.clone();
    }
    sections::brief_fields(note, setting)
}
