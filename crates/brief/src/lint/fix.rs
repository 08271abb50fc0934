//! What a fix does to a brief.

use super::hint::Phrase;
use crate::bounds::{MAX_ENTRIES, MAX_FIELDS, MAX_TEXT_CHARS, MAX_TOTAL_CHARS};
use crate::brief::{Brief, FieldValue};
use baton_locale::Messages;

/// A change to a brief that takes care of one hint.
///
/// It knows what it found and changes exactly that, so a second application changes nothing, and
/// one that comes too late, after the person typed on, does not either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    label: Phrase,
    changes: Vec<Change>,
}

/// One field or list entry, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) field: String,
    /// The list's entry, where only that is changed.
    pub(super) entry: Option<usize>,
    pub(super) before: Option<FieldValue>,
    pub(super) after: FieldValue,
}

impl Change {
    /// The whole of `field` becomes `after`.
    pub(super) fn of_field(brief: &Brief, field: &str, after: FieldValue) -> Self {
        Self {
            field: field.to_owned(),
            entry: None,
            before: value(brief, field, None),
            after,
        }
    }

    /// A text, or an entry of a list, becomes `after`.
    pub(super) fn of_text(field: &str, entry: Option<usize>, before: &str, after: String) -> Self {
        Self {
            field: field.to_owned(),
            entry,
            before: Some(FieldValue::Text(before.to_owned())),
            after: FieldValue::Text(after),
        }
    }

    fn put(&self, brief: &mut Brief) {
        match (self.field.as_str(), &self.after) {
            ("ask", FieldValue::Text(text)) => brief.ask.clone_from(text),
            ("needed_by", FieldValue::Moment(at)) => brief.needed_by = Some(*at),
            ("if_no_reply", FieldValue::Text(text)) => brief.if_no_reply.clone_from(text),
            ("owner", FieldValue::Text(text)) => brief.owner.clone_from(text),
            (field, after) => match (self.entry, brief.fields.get_mut(field), after) {
                (Some(entry), Some(FieldValue::List(entries)), FieldValue::Text(text)) => {
                    if let Some(entry) = entries.get_mut(entry) {
                        entry.clone_from(text);
                    }
                }
                _ => {
                    brief.fields.insert(field.to_owned(), after.clone());
                }
            },
        }
    }
}

impl Fix {
    pub(super) fn new(label: Phrase, changes: Vec<Change>) -> Self {
        Self { label, changes }
    }

    /// The words on its button.
    #[must_use]
    pub fn label(&self, messages: &dyn Messages) -> String {
        let args: Vec<&str> = self.label.args.iter().map(String::as_str).collect();
        messages.text(self.label.key, &args)
    }

    /// The brief with the fix applied; the same brief when what is to be fixed is no longer there.
    #[must_use]
    pub fn apply(&self, brief: &Brief) -> Brief {
        let mut fixed = brief.clone();
        let as_found = |change: &Change| value(brief, &change.field, change.entry) == change.before;
        if self.changes.iter().all(as_found) {
            for change in &self.changes {
                change.put(&mut fixed);
            }
        }
        fixed
    }

    /// Whether a brief of `chars` characters in all keeps its bounds when this is applied.
    pub(super) fn fits(&self, brief: &Brief, chars: usize) -> bool {
        let (mut removed, mut added, mut new_fields) = (0, 0, 0);
        for change in &self.changes {
            if !bounded(&change.after) {
                return false;
            }
            removed += change.before.as_ref().map_or(0, size);
            added += size(&change.after);
            new_fields += usize::from(change.before.is_none() && change.field != "needed_by");
        }
        let fields = brief.fields.len() + new_fields;
        (chars + added).saturating_sub(removed) <= MAX_TOTAL_CHARS && fields <= MAX_FIELDS
    }
}

/// What stands in a field of the head or the template, or in one entry of a list.
fn value(brief: &Brief, field: &str, entry: Option<usize>) -> Option<FieldValue> {
    match field {
        "ask" => Some(FieldValue::Text(brief.ask.clone())),
        "needed_by" => brief.needed_by.map(FieldValue::Moment),
        "if_no_reply" => Some(FieldValue::Text(brief.if_no_reply.clone())),
        "owner" => Some(FieldValue::Text(brief.owner.clone())),
        _ => match (brief.fields.get(field)?, entry) {
            (FieldValue::List(entries), Some(entry)) => {
                entries.get(entry).cloned().map(FieldValue::Text)
            }
            (value, _) => Some(value.clone()),
        },
    }
}

fn bounded(value: &FieldValue) -> bool {
    let fits = |text: &String| text.chars().count() <= MAX_TEXT_CHARS;
    match value {
        FieldValue::Text(text) => fits(text),
        FieldValue::List(entries) => entries.len() <= MAX_ENTRIES && entries.iter().all(fits),
        _ => true,
    }
}

/// The characters of a value, as the bounds count them.
fn size(value: &FieldValue) -> usize {
    match value {
        FieldValue::Text(text) | FieldValue::Choice(text) => text.chars().count(),
        FieldValue::List(entries) => entries.iter().map(|entry| entry.chars().count()).sum(),
        _ => 0,
    }
}

/// The characters of a whole brief, as the bounds count them.
pub(super) fn chars_in_all(brief: &Brief) -> usize {
    let head = [&brief.ask, &brief.if_no_reply, &brief.owner];
    let texts = head.into_iter().chain(&brief.links);
    texts.map(|text| text.chars().count()).sum::<usize>()
        + brief.fields.values().map(size).sum::<usize>()
}
