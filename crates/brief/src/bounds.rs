//! How big a brief may be. Nothing is cut: what is over a bound is refused, by name.

use crate::brief::{Brief, FieldValue};
use crate::form::FormField;
use crate::head::HeadField;
use baton_locale::Messages;

/// The longest text of a field or a list's entry, in Unicode characters.
pub const MAX_TEXT_CHARS: usize = 100_000;
/// The most entries of a list.
pub const MAX_ENTRIES: usize = 200;
/// The most links.
pub const MAX_LINKS: usize = 50;
/// The most fields besides the head, those of other templates included: room for all built-in
/// templates filled in one after the other, and as much again.
pub const MAX_FIELDS: usize = 160;
/// The longest id of a field, in Unicode characters.
pub const MAX_FIELD_ID_CHARS: usize = 64;
/// The most text of a whole brief, in Unicode characters.
pub const MAX_TOTAL_CHARS: usize = 1_000_000;

/// Which bound a brief is over. A field is named by its id; the head's are `ask`, `if_no_reply`,
/// `owner` and `links`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BriefFault {
    /// A text, or an entry of a list, is over [`MAX_TEXT_CHARS`].
    TextTooLong {
        /// The field.
        field: String,
        /// Its characters.
        chars: usize,
    },
    /// A list is over [`MAX_ENTRIES`].
    TooManyEntries {
        /// The field.
        field: String,
        /// Its entries.
        entries: usize,
    },
    /// There are more links than [`MAX_LINKS`].
    TooManyLinks {
        /// How many there are.
        links: usize,
    },
    /// There are more fields than [`MAX_FIELDS`].
    TooManyFields {
        /// How many there are.
        fields: usize,
    },
    /// A field's id is over [`MAX_FIELD_ID_CHARS`].
    FieldIdTooLong {
        /// Its characters.
        chars: usize,
    },
    /// The form of its own template is over one of the bounds of templates.
    OwnForm,
    /// All texts together are over [`MAX_TOTAL_CHARS`].
    TooLongInAll {
        /// Their characters.
        chars: usize,
    },
}

impl Brief {
    /// The brief itself when it keeps every bound.
    ///
    /// # Errors
    /// The first [`BriefFault`], head before fields, fields by id.
    pub fn bounded(self) -> Result<Self, BriefFault> {
        self.check().map(|()| self)
    }

    /// Whether the brief keeps every bound.
    ///
    /// # Errors
    /// The first [`BriefFault`], head before fields, fields by id.
    pub fn check(&self) -> Result<(), BriefFault> {
        let mut total = 0;
        total += check_text("ask", &self.ask)?;
        total += check_text("if_no_reply", &self.if_no_reply)?;
        total += check_text("owner", &self.owner)?;
        if self.links.len() > MAX_LINKS {
            return Err(BriefFault::TooManyLinks {
                links: self.links.len(),
            });
        }
        for link in &self.links {
            total += check_text("links", link)?;
        }
        if self.own.as_ref().is_some_and(|form| !form.is_bounded()) {
            return Err(BriefFault::OwnForm);
        }
        if self.fields.len() > MAX_FIELDS {
            return Err(BriefFault::TooManyFields {
                fields: self.fields.len(),
            });
        }
        for (id, value) in &self.fields {
            let id_chars = id.chars().count();
            if id_chars > MAX_FIELD_ID_CHARS {
                return Err(BriefFault::FieldIdTooLong { chars: id_chars });
            }
            total += check_value(id, value)?;
        }
        if total > MAX_TOTAL_CHARS {
            return Err(BriefFault::TooLongInAll { chars: total });
        }
        Ok(())
    }

    /// The label people know a field by: the head's or the template's, else the id itself.
    fn label(&self, field: &str, messages: &dyn Messages) -> String {
        let mut known = HeadField::ALL
            .into_iter()
            .map(FormField::Head)
            .chain(self.fields_of_form());
        known
            .find(|known| known.id() == field)
            .map_or_else(|| field.to_owned(), |known| known.label(messages))
    }
}

impl BriefFault {
    /// The sentence for the person: what is too much, and what to do.
    #[must_use]
    pub fn explain(&self, brief: &Brief, messages: &dyn Messages) -> String {
        let (key, field, found, bound) = match self {
            Self::TextTooLong { field, chars } => {
                let label = brief.label(field, messages);
                ("brief_fault_text_too_long", label, *chars, MAX_TEXT_CHARS)
            }
            Self::TooManyEntries { field, entries } => {
                let label = brief.label(field, messages);
                ("brief_fault_too_many_entries", label, *entries, MAX_ENTRIES)
            }
            Self::TooManyLinks { links } => {
                let label = brief.label("links", messages);
                ("brief_fault_too_many_entries", label, *links, MAX_LINKS)
            }
            Self::TooManyFields { fields } => (
                "brief_fault_too_many_fields",
                String::new(),
                *fields,
                MAX_FIELDS,
            ),
            Self::FieldIdTooLong { chars } => (
                "brief_fault_field_id_too_long",
                String::new(),
                *chars,
                MAX_FIELD_ID_CHARS,
            ),
            Self::OwnForm => ("brief_fault_own_form", String::new(), 0, 0),
            Self::TooLongInAll { chars } => (
                "brief_fault_too_long_in_all",
                String::new(),
                *chars,
                MAX_TOTAL_CHARS,
            ),
        };
        messages.text(key, &[&found.to_string(), &bound.to_string(), &field])
    }
}

fn check_value(field: &str, value: &FieldValue) -> Result<usize, BriefFault> {
    match value {
        FieldValue::Text(text) | FieldValue::Choice(text) => check_text(field, text),
        FieldValue::List(entries) if entries.len() > MAX_ENTRIES => {
            Err(BriefFault::TooManyEntries {
                field: field.to_owned(),
                entries: entries.len(),
            })
        }
        FieldValue::List(entries) => entries
            .iter()
            .try_fold(0, |chars, entry| Ok(chars + check_text(field, entry)?)),
        FieldValue::Moment(_) | FieldValue::Number(_) | FieldValue::Toggle(_) => Ok(0),
    }
}

/// The text's characters.
fn check_text(field: &str, text: &str) -> Result<usize, BriefFault> {
    let chars = text.chars().count();
    if chars > MAX_TEXT_CHARS {
        return Err(BriefFault::TextTooLong {
            field: field.to_owned(),
            chars,
        });
    }
    Ok(chars)
}
