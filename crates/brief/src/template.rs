//! What a template is, and where to find one.

use crate::templates;
use baton_gate::TemplateId;

/// A template: the fields that follow the head, in order.
#[derive(Debug, PartialEq, Eq)]
pub struct Template {
    /// Its id.
    pub id: TemplateId,
    /// The key of its name, which is also a document's title.
    pub name_key: &'static str,
    /// Its own fields. A field of the same meaning has the same id in every template, so that
    /// what was typed stays in view when the template is changed.
    pub fields: &'static [Field],
}

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Text of one line.
    Text,
    /// Text of several lines and paragraphs.
    LongText,
    /// Entries; a numbered list in the finished brief.
    List,
    /// One of these, by id.
    Choice(&'static [&'static str]),
    /// A date and time.
    Moment,
    /// A whole number.
    Number {
        /// The key of the text that puts a unit to it, the number being `$1`.
        unit_key: &'static str,
        /// Numbers to offer.
        suggested: &'static [u32],
    },
}

/// A field of a template.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Its id, stable, stored in briefs.
    pub id: &'static str,
    /// The key of its label.
    pub label_key: &'static str,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether the brief is incomplete without it. It can be sent all the same.
    pub required: bool,
    /// Whether each entry of the list wants an answer of its own.
    pub answered: bool,
}

impl Field {
    pub(crate) const fn new(id: &'static str, label_key: &'static str, kind: FieldKind) -> Self {
        Self {
            id,
            label_key,
            kind,
            required: false,
            answered: false,
        }
    }

    pub(crate) const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    pub(crate) const fn answered(self) -> Self {
        Self {
            answered: true,
            ..self
        }
    }

    /// The key of the line that says what belongs there.
    #[must_use]
    pub fn hint_key(&self) -> String {
        format!("{}_hint", self.label_key)
    }

    /// The key of an example shown in the empty field; only what is typed has one.
    #[must_use]
    pub fn placeholder_key(&self) -> Option<String> {
        match self.kind {
            FieldKind::Text | FieldKind::LongText | FieldKind::List => {
                Some(format!("{}_placeholder", self.label_key))
            }
            FieldKind::Choice(_) | FieldKind::Moment | FieldKind::Number { .. } => None,
        }
    }

    /// The key of the text of one of the field's choices.
    #[must_use]
    pub fn choice_key(&self, choice: &str) -> String {
        format!("{}_{choice}", self.label_key)
    }
}

impl Template {
    /// Every template there is, in the order they are offered.
    pub const ALL: [&'static Self; 4] = [
        &templates::ASK,
        &templates::DECIDE,
        &templates::STATUS,
        &templates::MEET,
    ];

    /// The template of exactly this id, if it is built already.
    #[must_use]
    pub fn exact(id: TemplateId) -> Option<&'static Self> {
        Self::ALL.into_iter().find(|template| template.id == id)
    }

    /// Whether this template merely stands in for `id`, which is not built yet.
    #[must_use]
    pub fn stands_in_for(&self, id: TemplateId) -> bool {
        self.id != id
    }

    /// The field of this id.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// The key of the line that says what the template is for.
    #[must_use]
    pub fn hint_key(&self) -> String {
        format!("{}_hint", self.name_key)
    }
}

/// The template to write in when `id` is called for: that one, or `ask` where it is not built yet
/// (see [`Template::stands_in_for`]).
#[must_use]
pub fn template(id: TemplateId) -> &'static Template {
    Template::exact(id).unwrap_or(&templates::ASK)
}
