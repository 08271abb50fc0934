//! A file of another program, such as Obsidian: a new note.
//!
//! The text goes into the field `context` of the template `ask`. Every brief has a template, and
//! `ask` is the plainest: its one required text is "what the reader must know first", `record` has
//! the same field, and the title becomes the ask.

use super::date::moment;
use super::is_hidden;
use super::tags;
use super::yaml::{Field, Value, fields};
use crate::file::Setting;
use crate::head::{Parts, parts};
use crate::import::refusal::Reason;
use baton_brief::{Brief, FieldValue, one_line};
use baton_gate::TemplateId;
use baton_notes::{MAX_NAME_CHARS, MAX_TAGS, Note, NoteId, Source, Stored};
use baton_worktime::UtcMillis;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The field that the text goes into.
const TEXT: &str = "context";

pub(super) fn read(
    path: &str,
    bytes: &[u8],
    text: &str,
    setting: &Setting,
) -> Result<Stored, Reason> {
    let Parts { head, body } = parts(text);
    let mut said = Said::default();
    for field in fields(head.unwrap_or_default()) {
        said.hear(field, setting);
    }
    let title = said
        .title
        .clone()
        .or_else(|| heading(body))
        .unwrap_or_else(|| named_after(path));
    let created = said.created;
    let id = id(path, bytes, created.unwrap_or(UtcMillis(0)));
    let mut note = Note::draft(id, created.unwrap_or(setting.now), Source::default());
    note.tags = said.all_tags(body);
    note.people = tags::each_once(said.people);
    let text = with_rest(&said.rest, body);
    let fields = (!text.is_empty()).then(|| (TEXT.to_owned(), FieldValue::Text(text)));
    note.brief = Some(Brief {
        template: TemplateId::Ask,
        own: None,
        ask: one_line(&title),
        needed_by: None,
        if_no_reply: String::new(),
        owner: String::new(),
        links: Vec::new(),
        fields: BTreeMap::from_iter(fields),
    });
    note.check().map_err(Reason::Unsound)?;
    Ok(Stored::Current(Box::new(note)))
}

/// An id that the same file always has: the moment the file names, and chance that is none.
fn id(path: &str, bytes: &[u8], at: UtcMillis) -> NoteId {
    let mut hasher = Sha256::new();
    hasher.update((path.len() as u64).to_be_bytes());
    hasher.update(path.as_bytes());
    hasher.update(bytes);
    let digest: [u8; 32] = hasher.finalize().into();
    let mut chance = [0; 16];
    chance.copy_from_slice(&digest[..16]);
    NoteId::from_parts(at, chance)
}

/// What the front matter says, and the lines that are kept as text.
#[derive(Debug, Default)]
struct Said {
    title: Option<String>,
    created: Option<UtcMillis>,
    tags: Vec<String>,
    people: Vec<String>,
    rest: String,
}

impl Said {
    fn hear(&mut self, field: Field, setting: &Setting) {
        let is_taken = match (field.key.to_lowercase().as_str(), field.value) {
            ("title", Some(Value::Text(title))) if self.title.is_none() => {
                self.title = Some(title).filter(|title| !title.trim().is_empty());
                true
            }
            ("created" | "date", Some(Value::Text(text))) if self.created.is_none() => {
                self.created = moment(&text, setting);
                self.created.is_some() || text.trim().is_empty()
            }
            ("tags" | "tag", Some(value)) => {
                self.tags.extend(match value {
                    Value::Text(text) => tags::words(&text),
                    Value::List(tags) => tags,
                });
                true
            }
            ("people" | "attendees", Some(Value::Text(text))) if !text.starts_with("[[") => {
                self.people.extend(tags::names(&text));
                true
            }
            ("person" | "people" | "attendees", Some(value)) => {
                let names = match value {
                    Value::Text(name) => vec![name],
                    Value::List(names) => names,
                };
                self.people
                    .extend(names.iter().map(|name| tags::unlinked(name)));
                true
            }
            _ => false,
        };
        if !is_taken {
            self.rest.push_str(field.lines);
        }
    }

    /// The tags of the front matter, and those in the text as far as there is room: these stay in
    /// the text in any case.
    fn all_tags(&self, body: &str) -> Vec<String> {
        let plain = |tag: &String| tag.trim().trim_start_matches('#').to_owned();
        let mut all = tags::each_once(self.tags.iter().map(plain).collect());
        for tag in tags::in_text(body) {
            if all.len() >= MAX_TAGS {
                break;
            }
            if tag.chars().count() <= MAX_NAME_CHARS && !all.iter().any(|known| known == tag) {
                all.push(tag.to_owned());
            }
        }
        all
    }
}

/// The text, below what the front matter says beyond what a note has a place for.
fn with_rest(rest: &str, body: &str) -> String {
    let body = body.trim_start_matches('\n').trim_end();
    match rest.trim_end() {
        "" => body.to_owned(),
        rest => format!("---\n{rest}\n---\n\n{body}").trim_end().to_owned(),
    }
}

/// The first heading that is not in code.
fn heading(body: &str) -> Option<String> {
    let mut in_code = false;
    body.lines().find_map(|line| {
        if line.starts_with("```") || line.starts_with("~~~") {
            in_code = !in_code;
        }
        let rest = line.trim_start_matches('#');
        let level = line.len() - rest.len();
        let is_heading = (1..=6).contains(&level) && rest.starts_with([' ', '\t']);
        let text = rest.trim().trim_end_matches('#').trim_end();
        (is_heading && !in_code && !text.is_empty()).then(|| text.to_owned())
    })
}

/// The name of the file, without folders, its ending, and what does not show.
fn named_after(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = match name.rsplit_once('.') {
        Some((stem, "md" | "MD" | "Md" | "markdown" | "txt")) => stem,
        _ => name,
    };
    let name: String = stem
        .chars()
        .filter(|c| !is_hidden(*c))
        .take(MAX_NAME_CHARS)
        .collect();
    name.trim().to_owned()
}
