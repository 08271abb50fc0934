//! The form of a brief, field by field, whoever wrote the template.

use crate::brief::Brief;
use crate::head::HeadField;
use crate::own_form::OwnFormField;
use crate::template::{Field, FieldKind, template};
use baton_locale::Messages;
use serde::{Deserialize, Serialize};

/// A field of a brief's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormField<'a> {
    /// Of the head, which every brief has.
    Head(HeadField),
    /// Of a built-in template.
    BuiltIn(&'static Field),
    /// Of a template of one's own.
    Own(&'a OwnFormField),
}

/// What a field takes, whoever wrote the template; see [`FieldKind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Takes {
    /// Text of one line.
    Text,
    /// Text of several lines and paragraphs.
    LongText,
    /// Entries.
    List,
    /// Names of people or teams.
    People,
    /// One address.
    Link,
    /// Yes or no.
    Toggle,
    /// One of some choices.
    Choice,
    /// A date and time.
    Moment,
    /// A whole number.
    Number,
}

impl Brief {
    /// The fields behind the head, in the order of the form.
    pub fn fields_of_form(&self) -> impl Iterator<Item = FormField<'_>> {
        let (built_in, own): (&'static [Field], &[OwnFormField]) = match &self.own {
            Some(form) => (&[], &form.fields),
            None => (template(self.template).fields, &[]),
        };
        let built_in = built_in.iter().map(FormField::BuiltIn);
        built_in.chain(own.iter().map(FormField::Own))
    }

    /// The name of its template, which is also the title.
    #[must_use]
    pub fn template_name(&self, messages: &dyn Messages) -> String {
        match &self.own {
            Some(form) => form.name.clone(),
            None => messages.text(template(self.template).name_key, &[]),
        }
    }
}

impl<'a> FormField<'a> {
    /// Its id in briefs.
    #[must_use]
    pub fn id(self) -> &'a str {
        match self {
            Self::Head(field) => field.id(),
            Self::BuiltIn(field) => field.id,
            Self::Own(field) => &field.id,
        }
    }

    /// Its label.
    #[must_use]
    pub fn label(self, messages: &dyn Messages) -> String {
        match self {
            Self::Head(field) => messages.text(field.label_key(), &[]),
            Self::BuiltIn(field) => messages.text(field.label_key, &[]),
            Self::Own(field) => field.label.clone(),
        }
    }

    /// What belongs there; empty where nobody said.
    #[must_use]
    pub fn hint(self, messages: &dyn Messages) -> String {
        match self {
            Self::Head(field) => messages.text(&field.hint_key(), &[]),
            Self::BuiltIn(field) => messages.text(&field.hint_key(), &[]),
            Self::Own(field) => field.hint.clone(),
        }
    }

    /// An example shown in the empty field, if there is one.
    #[must_use]
    pub fn placeholder(self, messages: &dyn Messages) -> Option<String> {
        let key = match self {
            Self::Head(field) => field.placeholder_key(),
            Self::BuiltIn(field) => field.placeholder_key(),
            Self::Own(_) => None,
        };
        Some(messages.text(&key?, &[]))
    }

    /// What it takes.
    #[must_use]
    pub fn takes(self) -> Takes {
        match self {
            Self::Head(HeadField::NeededBy) => Takes::Moment,
            Self::Head(HeadField::Links) => Takes::List,
            Self::Head(_) => Takes::Text,
            Self::BuiltIn(field) => match field.kind {
                FieldKind::Text => Takes::Text,
                FieldKind::LongText => Takes::LongText,
                FieldKind::List => Takes::List,
                FieldKind::People => Takes::People,
                FieldKind::Link => Takes::Link,
                FieldKind::Toggle => Takes::Toggle,
                FieldKind::Choice(_) => Takes::Choice,
                FieldKind::Moment => Takes::Moment,
                FieldKind::Number { .. } => Takes::Number,
            },
            Self::Own(field) => field.takes,
        }
    }

    /// Whether the brief is incomplete without it.
    #[must_use]
    pub const fn required(self) -> bool {
        match self {
            Self::Head(_) => false,
            Self::BuiltIn(field) => field.required,
            Self::Own(field) => field.required,
        }
    }

    /// Whether it, or each entry of its list, wants an answer.
    #[must_use]
    pub const fn answered(self) -> bool {
        match self {
            Self::Head(field) => matches!(field, HeadField::Ask),
            Self::BuiltIn(field) => field.answered,
            Self::Own(field) => field.answered,
        }
    }

    /// Its choices by id, in order; none where it is no choice.
    #[must_use]
    pub fn choices(self) -> Vec<&'a str> {
        match self {
            Self::BuiltIn(Field {
                kind: FieldKind::Choice(choices),
                ..
            }) => choices.to_vec(),
            Self::Own(field) => field.choices.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// The text of one of its choices; one of one's own is its own text.
    #[must_use]
    pub fn choice_text(self, choice: &str, messages: &dyn Messages) -> String {
        match self {
            Self::BuiltIn(field) if self.choices().contains(&choice) => {
                messages.text(&field.choice_key(choice), &[])
            }
            _ => crate::text::one_line(choice),
        }
    }

    /// A number with its unit.
    #[must_use]
    pub fn number_text(self, number: u32, messages: &dyn Messages) -> String {
        let number = number.to_string();
        match self {
            Self::BuiltIn(Field {
                kind: FieldKind::Number { unit_key, .. },
                ..
            }) => messages.text(unit_key, &[&number]),
            Self::Own(field) if !field.unit.is_empty() => [&number, " ", &field.unit].concat(),
            _ => number,
        }
    }

    /// The least and the greatest number a form lets pass.
    #[must_use]
    pub const fn range(self) -> (u32, u32) {
        match self {
            Self::BuiltIn(Field {
                kind: FieldKind::Number { range, .. },
                ..
            }) => *range,
            _ => (0, u32::MAX),
        }
    }
}
