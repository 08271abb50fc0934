//! The form of a template of one's own, as a brief carries it.

use crate::bounds::MAX_FIELD_ID_CHARS;
use crate::form::Takes;
use crate::head::HeadField;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest name of a template, label of a field, option or unit, in Unicode characters.
pub const MAX_LABEL_CHARS: usize = 80;
/// The longest line of help, in Unicode characters.
pub const MAX_HINT_CHARS: usize = 300;
/// The most fields of a template of one's own.
pub const MAX_FORM_FIELDS: usize = 40;
/// The most options of a choice.
pub const MAX_OPTIONS: usize = 20;

/// The id of a person's own template: made by whoever creates it, at most
/// [`MAX_FIELD_ID_CHARS`] letters, digits, `-` and `_`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OwnTemplateId(pub String);

impl fmt::Display for OwnTemplateId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The form of a template of one's own when the brief was drafted, so that the brief reads the
/// same after the template was changed or deleted.
///
/// Stored inside notes (schema 1): a field may be added with a default, never renamed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnForm {
    /// The fields that follow the head, in order.
    #[serde(default)]
    pub fields: Vec<OwnFormField>,
    /// The template.
    pub id: OwnTemplateId,
    /// Its name. Plain text.
    pub name: String,
}

/// A field of an [`OwnForm`].
///
/// The entry of a list: a new field here is a new schema of notes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnFormField {
    /// Whether each entry of a list wants an answer of its own.
    #[serde(default)]
    pub answered: bool,
    /// The choices as they are written; none where it is no choice.
    #[serde(default)]
    pub choices: Vec<String>,
    /// What belongs there. Plain text.
    #[serde(default)]
    pub hint: String,
    /// Its id.
    pub id: String,
    /// Its label. Plain text.
    pub label: String,
    /// Whether the brief is incomplete without it. It can be sent all the same.
    #[serde(default)]
    pub required: bool,
    /// What it takes.
    pub takes: Takes,
    /// What a number counts, such as `minutes`; may be empty.
    #[serde(default)]
    pub unit: String,
}

impl OwnForm {
    /// Whether it keeps every bound, with fields that can be told apart.
    pub(crate) fn is_bounded(&self) -> bool {
        let mut ids: Vec<&str> = HeadField::ALL.map(HeadField::id).to_vec();
        ids.extend(self.fields.iter().map(|field| field.id.as_str()));
        fits(&self.id.0, MAX_FIELD_ID_CHARS)
            && fits(&self.name, MAX_LABEL_CHARS)
            && self.fields.len() <= MAX_FORM_FIELDS
            && self.fields.iter().all(OwnFormField::is_bounded)
            && (ids.iter().enumerate()).all(|(place, id)| !ids[..place].contains(id))
    }
}

impl OwnFormField {
    fn is_bounded(&self) -> bool {
        fits(&self.id, MAX_FIELD_ID_CHARS)
            && fits(&self.label, MAX_LABEL_CHARS)
            && fits(&self.hint, MAX_HINT_CHARS)
            && fits(&self.unit, MAX_LABEL_CHARS)
            && self.choices.len() <= MAX_OPTIONS
            && (self.choices.iter()).all(|choice| fits(choice, MAX_LABEL_CHARS))
    }
}

fn fits(text: &str, max: usize) -> bool {
    text.chars().count() <= max
}
