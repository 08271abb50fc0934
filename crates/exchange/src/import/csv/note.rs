//! A row as a note.

use super::field::{CsvField, in_small_letters};
use super::moment::{DaysSeen, Order, moment};
use super::records::{Record, Records};
use crate::csv::cell::{entries, lines, text_of};
use crate::entry::Entry;
use crate::file::Setting;
use crate::import::refusal::{Place, Reason, Refusal};
use crate::sections::state_key;
use baton_brief::{Brief, FieldValue};
use baton_gate::TemplateId;
use baton_notes::{CheckFault, Note, NoteId, Origin, SCHEMA, Source, State, Step, Stored, Unsound};
use baton_worktime::UtcMillis;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The field of a brief that takes a table's text.
const TEXT_FIELD: &str = "context";
/// A day that is named without a time of day is over with this minute …
const LAST_MINUTE: u16 = 24 * 60 - 1;
/// The most characters of a text that are told again.
const MAX_TOLD_CHARS: usize = 100;

/// The notes of a table, one row after the other.
pub struct CsvNotes<'t> {
    records: Records<'t>,
    fields: &'t [CsvField],
    orders: Vec<Option<Order>>,
    undated: UtcMillis,
    setting: &'t Setting<'t>,
    seen: BTreeSet<NoteId>,
    /// How often a row of the same content came before.
    copies: BTreeMap<[u8; 16], u32>,
}

impl<'t> CsvNotes<'t> {
    pub(super) fn new(
        records: Records<'t>,
        fields: &'t [CsvField],
        undated: UtcMillis,
        setting: &'t Setting<'t>,
    ) -> Self {
        let mut seen = vec![DaysSeen::default(); fields.len()];
        if fields.iter().any(|field| field.is_moment()) {
            for record in records.clone().flatten() {
                let columns = record.cells.iter().zip(fields).zip(&mut seen);
                for ((cell, _), seen) in columns.filter(|((_, field), _)| field.is_moment()) {
                    seen.see(cell);
                }
            }
        }
        Self {
            orders: seen.into_iter().map(DaysSeen::order).collect(),
            records,
            fields,
            undated,
            setting,
            seen: BTreeSet::new(),
            copies: BTreeMap::new(),
        }
    }

    fn note(&mut self, record: &Record) -> Result<Entry, Reason> {
        let beyond = record.cells.iter().skip(self.fields.len());
        if beyond.into_iter().any(|cell| !cell.trim().is_empty()) {
            let most = self.fields.len();
            return Err(Reason::TooMany { most });
        }
        let row = Row {
            record,
            fields: self.fields,
            orders: &self.orders,
            setting: self.setting,
        };
        if row.is_blank() {
            let nothing = "no column that is taken says anything";
            return Err(Reason::NotReadable(nothing.to_owned()));
        }
        let dated = row.dated()?;
        let mut note = row.note(dated.unwrap_or(self.undated))?;
        let own_id = NoteId::parse(row.one(CsvField::Id).trim());
        // Of a row without a date the moment of the file is none of its content.
        let at = dated.unwrap_or(UtcMillis(0));
        note.id = own_id.unwrap_or_else(|_| id_of(&row, at, &mut self.copies));
        note.check().map_err(Reason::Unsound)?;
        if !self.seen.insert(note.id.clone()) {
            return Err(Reason::Duplicate(note.id));
        }
        Ok(Entry::alone(Stored::Current(Box::new(note))))
    }
}

impl Iterator for CsvNotes<'_> {
    type Item = Result<Entry, Refusal>;

    /// A row with nothing in it is passed over.
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let record = match self.records.next()? {
                Ok(record) if record.is_blank() => continue,
                Ok(record) => record,
                Err(refusal) => return Some(Err(refusal)),
            };
            let record = Record {
                line: record.line,
                cells: record.cells.into_iter().map(text_of).collect(),
            };
            let place = Place::Line(record.line);
            return Some(self.note(&record).map_err(|reason| reason.at(place)));
        }
    }
}

/// An id made of the row's content, and of how many rows before said the same.
fn id_of(row: &Row, created: UtcMillis, copies: &mut BTreeMap<[u8; 16], u32>) -> NoteId {
    let content = row.hash(0);
    let before = copies.entry(content).or_default();
    let random = if *before == 0 {
        content
    } else {
        row.hash(*before)
    };
    *before += 1;
    NoteId::from_parts(created, random)
}

/// The cells of a row by what they are taken as.
struct Row<'r> {
    record: &'r Record<'r>,
    fields: &'r [CsvField],
    orders: &'r [Option<Order>],
    setting: &'r Setting<'r>,
}

impl Row<'_> {
    /// The texts of all columns that are taken as this.
    fn all(&self, field: CsvField) -> impl Iterator<Item = &str> {
        let cells = self.record.cells.iter().zip(self.fields);
        cells
            .filter(move |(_, of)| **of == field)
            .map(|(cell, _)| cell.as_ref())
    }

    fn one(&self, field: CsvField) -> &str {
        self.all(field).next().unwrap_or_default()
    }

    fn optional(&self, field: CsvField) -> Option<String> {
        let text = self.one(field);
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn is_blank(&self) -> bool {
        let taken = CsvField::ALL.into_iter().skip(1);
        taken
            .flat_map(|field| self.all(field))
            .all(|text| text.trim().is_empty())
    }

    /// Names in all columns of a field, each once.
    fn names(&self, field: CsvField) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let mut names = Vec::new();
        for name in self.all(field).flat_map(entries) {
            if seen.insert(name.clone()) {
                names.push(name);
            }
        }
        names
    }

    fn moment(&self, field: CsvField) -> Result<Option<UtcMillis>, Reason> {
        let text = self.one(field);
        if text.trim().is_empty() {
            return Ok(None);
        }
        // An answer that is needed by a day may come until that day is over.
        let at_minute = if field == CsvField::NeededBy {
            LAST_MINUTE
        } else {
            0
        };
        let column = self.fields.iter().position(|of| *of == field);
        let order = column.and_then(|at| self.orders.get(at).copied().flatten());
        let Setting { zone, zones, .. } = *self.setting;
        match moment(text, order, at_minute, zone, zones) {
            Some(at) => Ok(Some(at)),
            None => Err(Reason::Moment(told(text))),
        }
    }

    /// When it was begun, or else changed, as far as it says.
    fn dated(&self) -> Result<Option<UtcMillis>, Reason> {
        let created = self.moment(CsvField::Created)?;
        Ok(created.or(self.moment(CsvField::Updated)?))
    }

    fn note(&self, created: UtcMillis) -> Result<Note, Reason> {
        let schema: Result<u32, _> = self.one(CsvField::Schema).trim().parse();
        if let Some(version) = schema.ok().filter(|schema| *schema > SCHEMA) {
            return Err(Reason::Newer { version });
        }
        let minutes = self.one(CsvField::Minutes).trim();
        let minutes = match minutes {
            "" => None,
            text => Some(text.parse().map_err(|_| not_readable("minutes", text))?),
        };
        let source = Source {
            provider: self.one(CsvField::Provider).to_owned(),
            target: self.one(CsvField::Source).to_owned(),
            person: self.optional(CsvField::Person),
            event: self.optional(CsvField::Event),
            minutes,
            slot: self.optional(CsvField::Slot),
        };
        let updated = self.moment(CsvField::Updated)?;
        // The id follows, when all else is known.
        let mut note = Note::draft(NoteId::from_parts(created, [0; 16]), created, source);
        note.people = self.names(CsvField::People);
        note.tags = self.names(CsvField::Tags);
        note.brief = self.brief(&note)?;
        note.deleted = self.moment(CsvField::Deleted)?;
        note.ask_again = self.moment(CsvField::AskAgain)?;
        self.steps(&mut note, updated.unwrap_or(created))?;
        let last = note.history.last().map_or(created, |step| step.at);
        note.updated = updated.unwrap_or(last.max(created));
        note.written = note.updated;
        Ok(note)
    }

    /// A title that only repeats where the note came from, as our own tables do, is no ask.
    fn brief(&self, note: &Note) -> Result<Option<Brief>, Reason> {
        let mut ask = self.one(CsvField::Title).to_owned();
        let needed_by = self.moment(CsvField::NeededBy)?;
        let texts = self.all(CsvField::Text).filter(|text| !text.is_empty());
        let text = texts.collect::<Vec<_>>().join("\n\n");
        let mut brief = Brief {
            template: TemplateId::Ask,
            own: None,
            ask: String::new(),
            needed_by,
            if_no_reply: self.one(CsvField::IfNoReply).to_owned(),
            owner: self.one(CsvField::Owner).to_owned(),
            links: self.all(CsvField::Links).flat_map(lines).collect(),
            fields: BTreeMap::new(),
        };
        if !text.is_empty() {
            let text = FieldValue::Text(text);
            brief.fields.insert(TEXT_FIELD.to_owned(), text);
        }
        let is_begun = brief.needed_by.is_some()
            || !brief.fields.is_empty()
            || !brief.links.is_empty()
            || !brief.owner.is_empty()
            || !brief.if_no_reply.is_empty();
        if !is_begun && (ask.trim().is_empty() || ask == note.title()) {
            return Ok(None);
        }
        std::mem::swap(&mut brief.ask, &mut ask);
        Ok(Some(brief))
    }

    /// Where the note stands and how it got there, as far as the row tells.
    fn steps(&self, note: &mut Note, else_at: UtcMillis) -> Result<(), Reason> {
        let mut steps: Vec<(UtcMillis, State)> = Vec::new();
        for (field, state) in [
            (CsvField::Sent, State::Sent),
            (CsvField::Answered, State::Answered),
            (CsvField::Decided, State::Decided),
        ] {
            if let Some(at) = self.moment(field)? {
                // In the order of time; of one moment, in the order of a note's life.
                let place = steps.partition_point(|(other, _)| *other <= at);
                steps.insert(place, (at, state));
            }
        }
        let text = self.one(CsvField::State);
        note.state = match (text.trim(), steps.last()) {
            ("", Some((_, last))) => *last,
            ("", None) => State::Draft,
            (text, _) => self.state(text)?,
        };
        if note.state == State::Draft {
            // A draft that was answered contradicts itself.
            let is_sound = steps.is_empty();
            let fault = Reason::Unsound(CheckFault::Unsound(Unsound::HistoryEnd));
            return is_sound.then_some(()).ok_or(fault);
        }
        let own = steps.iter().position(|(_, state)| *state == note.state);
        let own = own.map(|at| steps.remove(at).0);
        let at = own.unwrap_or(else_at);
        let before = steps.last().map_or(at, |(before, _)| *before);
        steps.push((at.max(before), note.state));
        let step = |(at, state)| Step {
            state,
            at,
            from: Origin::Import,
            by: None,
        };
        note.history = steps.into_iter().map(step).collect();
        Ok(())
    }

    /// The state of this name, ours or the one people read.
    fn state(&self, text: &str) -> Result<State, Reason> {
        let name = in_small_letters(text);
        let is_named = |state: &State| {
            let shown = self.setting.messages.text(state_key(*state), &[]);
            name == state.as_str() || name == in_small_letters(&shown)
        };
        let known = State::ALL.into_iter().find(is_named);
        known.ok_or_else(|| not_readable("state", text))
    }

    /// What the row says, as far as it is taken, whatever order its columns have.
    fn hash(&self, copy: u32) -> [u8; 16] {
        let mut hash = Sha256::new();
        for field in CsvField::ALL.into_iter().skip(1) {
            for text in self.all(field).filter(|text| !text.is_empty()) {
                hash.update([field as u8]);
                hash.update((text.len() as u64).to_be_bytes());
                hash.update(text);
            }
        }
        if copy > 0 {
            hash.update(copy.to_be_bytes());
        }
        let digest: [u8; 32] = hash.finalize().into();
        let mut first = [0; 16];
        first.copy_from_slice(&digest[..16]);
        first
    }
}

/// The text that a row gave its note.
pub(super) fn text_of_row(note: &Note) -> String {
    let fields = note.brief.as_ref().map(|brief| &brief.fields);
    match fields.and_then(|fields| fields.get(TEXT_FIELD)) {
        Some(FieldValue::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

fn not_readable(what: &str, text: &str) -> Reason {
    Reason::NotReadable(format!("{what}: {:?}", told(text)))
}

fn told(text: &str) -> String {
    text.chars().take(MAX_TOLD_CHARS).collect()
}
