//! A brief as it is written and stored.

use crate::own_form::OwnForm;
use baton_gate::TemplateId;
use baton_worktime::UtcMillis;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One field's content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldValue {
    /// Text, of one line or many, or one address.
    Text(String),
    /// Entries in order: a numbered list, or people's names.
    List(Vec<String>),
    /// One of the field's choices, by its id.
    Choice(String),
    /// A moment.
    Moment(UtcMillis),
    /// A whole number (minutes, a count).
    Number(u32),
    /// Yes or no. An open question is no value.
    Toggle(bool),
}

/// A brief: the head every template shares, and the template's own fields.
///
/// Stored inside notes (schema 1): a field may be added with a default, never renamed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// The ask, in one line.
    #[serde(default)]
    pub ask: String,
    /// The template's own fields by id. Unknown ids are kept.
    #[serde(default)]
    pub fields: BTreeMap<String, FieldValue>,
    /// What happens if nobody replies by then.
    #[serde(default)]
    pub if_no_reply: String,
    /// Links that belong to it.
    #[serde(default)]
    pub links: Vec<String>,
    /// The moment by which an answer is needed.
    #[serde(default)]
    pub needed_by: Option<UtcMillis>,
    /// The form of the own template it is written in, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<OwnForm>,
    /// Who owns the next step.
    #[serde(default)]
    pub owner: String,
    /// The built-in template it is written in, or that its own template began from.
    pub template: TemplateId,
}
