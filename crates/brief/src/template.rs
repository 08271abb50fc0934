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
    /// Names of people or teams, stored as a list; one line without numbers in the finished brief.
    People,
    /// One address, stored as text; it works as a link where [`crate::is_web_link`] allows it.
    Link,
    /// Yes or no.
    Toggle,
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
        /// The least and the greatest number that make sense. A form holds to them; a number from
        /// elsewhere is shown as it is.
        range: (u32, u32),
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
            FieldKind::Text
            | FieldKind::LongText
            | FieldKind::List
            | FieldKind::People
            | FieldKind::Link => Some(format!("{}_placeholder", self.label_key)),
            FieldKind::Choice(_)
            | FieldKind::Moment
            | FieldKind::Number { .. }
            | FieldKind::Toggle => None,
        }
    }

    /// The key of the text of one of the field's choices.
    #[must_use]
    pub fn choice_key(&self, choice: &str) -> String {
        format!("{}_{choice}", self.label_key)
    }
}

impl Template {
    /// Every template, in the order of [`TemplateId::ALL`], which is the order they are offered.
    pub const ALL: [&'static Self; TemplateId::ALL.len()] = {
        let mut all = [&templates::ASK; TemplateId::ALL.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = template(TemplateId::ALL[at]);
            at += 1;
        }
        all
    };

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

/// The template of this id.
#[must_use]
pub const fn template(id: TemplateId) -> &'static Template {
    match id {
        TemplateId::Ask => &templates::ASK,
        TemplateId::Decide => &templates::DECIDE,
        TemplateId::Status => &templates::STATUS,
        TemplateId::Review => &templates::REVIEW,
        TemplateId::Handoff => &templates::HANDOFF,
        TemplateId::Sbar => &templates::SBAR,
        TemplateId::Meet => &templates::MEET,
        TemplateId::Intro => &templates::INTRO,
        TemplateId::Reply => &templates::REPLY,
        TemplateId::Batch => &templates::BATCH,
        TemplateId::Video => &templates::VIDEO,
        TemplateId::Record => &templates::RECORD,
        TemplateId::Close => &templates::CLOSE,
    }
}
