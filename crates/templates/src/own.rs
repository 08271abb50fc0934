//! A template as a person writes, stores and shares it.

use baton_brief::{FieldKind, OwnForm, OwnFormField, OwnTemplateId, Takes, Template};
use baton_gate::TemplateId;
use baton_locale::Messages;
use serde::{Deserialize, Serialize};

/// A template of one's own.
///
/// Texts named *template text* are written in the language of `docs/templates.md`. An empty one
/// stands for what Baton drafts itself: in the built-in template it was duplicated from, or in
/// `ask`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnTemplate {
    /// Its id.
    pub id: OwnTemplateId,
    /// Its name, which is also a document's title. Plain text.
    pub name: String,
    /// What it is for. Plain text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// The built-in template it was duplicated from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<TemplateId>,
    /// The ask, in one line. Template text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ask: String,
    /// What happens if nobody replies in time. Template text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub if_no_reply: String,
    /// Who owns the next step. Template text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// The fields that follow the head, in order.
    #[serde(default)]
    pub fields: Vec<OwnField>,
}

/// A field of one's own template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnField {
    /// Its id in briefs: a lower-case letter, then lower-case letters, digits and `_`, at most
    /// [`baton_brief::MAX_FIELD_ID_CHARS`] together. One that a built-in template has too means the
    /// same there.
    pub id: String,
    /// Its label. Plain text.
    pub label: String,
    /// What belongs there. Plain text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// What it takes.
    pub kind: OwnFieldKind,
    /// Whether the brief is incomplete without it. It can be sent all the same.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// Whether each entry of a list wants an answer of its own.
    #[serde(default, skip_serializing_if = "is_false")]
    pub answered: bool,
    /// What it holds to begin with. Template text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub default: String,
}

/// What a field of one's own takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum OwnFieldKind {
    /// Text of one line.
    Text,
    /// Text of several lines and paragraphs.
    LongText,
    /// Entries; a numbered list in the finished brief.
    List,
    /// One of these, as it is written.
    Choice(Vec<String>),
    /// A date and time.
    Moment,
    /// A whole number.
    Number {
        /// What it counts, such as `minutes`; empty for a bare number.
        #[serde(default)]
        unit: String,
    },
    /// Yes or no.
    Toggle,
    /// An address on the web, or of a mailbox.
    Link,
    /// Names of people.
    People,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks with a reference"
)]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

impl OwnTemplate {
    /// The copy of a built-in template that a person begins to change: same fields, same labels,
    /// and every template text empty, so that it drafts what the built-in one does.
    #[must_use]
    pub fn duplicate(template: &Template, id: OwnTemplateId, messages: &dyn Messages) -> Self {
        let fields = template.fields.iter().map(|field| OwnField {
            id: field.id.to_owned(),
            label: messages.text(field.label_key, &[]),
            hint: messages.text(&field.hint_key(), &[]),
            kind: match field.kind {
                FieldKind::Text => OwnFieldKind::Text,
                FieldKind::LongText => OwnFieldKind::LongText,
                FieldKind::List => OwnFieldKind::List,
                FieldKind::People => OwnFieldKind::People,
                FieldKind::Link => OwnFieldKind::Link,
                FieldKind::Toggle => OwnFieldKind::Toggle,
                FieldKind::Choice(choices) => {
                    let text = |choice: &&str| messages.text(&field.choice_key(choice), &[]);
                    OwnFieldKind::Choice(choices.iter().map(text).collect())
                }
                FieldKind::Moment => OwnFieldKind::Moment,
                FieldKind::Number { unit_key, .. } => OwnFieldKind::Number {
                    unit: messages.text(unit_key, &[""]).trim().to_owned(),
                },
            },
            required: field.required,
            answered: field.answered,
            default: String::new(),
        });
        Self {
            id,
            name: messages.text(template.name_key, &[]),
            hint: messages.text(&template.hint_key(), &[]),
            base: Some(template.id),
            ask: String::new(),
            if_no_reply: String::new(),
            owner: String::new(),
            fields: fields.collect(),
        }
    }

    /// Its form, as a brief written in it carries it.
    #[must_use]
    pub fn form(&self) -> OwnForm {
        let fields = self.fields.iter().map(|field| {
            let (mut choices, mut unit) = (Vec::new(), String::new());
            let takes = match &field.kind {
                OwnFieldKind::Text => Takes::Text,
                OwnFieldKind::LongText => Takes::LongText,
                OwnFieldKind::List => Takes::List,
                OwnFieldKind::Choice(options) => {
                    choices.clone_from(options);
                    Takes::Choice
                }
                OwnFieldKind::Moment => Takes::Moment,
                OwnFieldKind::Number { unit: counted } => {
                    unit.clone_from(counted);
                    Takes::Number
                }
                OwnFieldKind::Toggle => Takes::Toggle,
                OwnFieldKind::Link => Takes::Link,
                OwnFieldKind::People => Takes::People,
            };
            OwnFormField {
                id: field.id.clone(),
                label: field.label.clone(),
                hint: field.hint.clone(),
                takes,
                choices,
                unit,
                required: field.required,
                answered: field.answered,
            }
        });
        OwnForm {
            id: self.id.clone(),
            name: self.name.clone(),
            fields: fields.collect(),
        }
    }
}
