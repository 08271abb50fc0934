//! Hints on a brief: what would make it easier to answer. They never block.
//!
//! Each check is one function from a [`Draft`] to hints; [`Check`] lists them, [`run`] says which
//! function is whose. Every text is read once, word by word, so the time taken grows with the
//! length of the brief only.

mod asking;
mod clock;
mod fix;
mod head;
mod hint;
mod hours;
mod layout;
mod passages;
mod vague;
mod words;

pub use fix::Fix;
pub use hint::{Check, Hint, Place};

use crate::brief::{Brief, FieldValue};
use crate::context::Context;
use crate::form::{FormField, Takes};
use crate::head::HeadField;
use crate::windows::response_days;
use baton_worktime::UtcMillis;
use hint::Phrase;
use passages::{Passage, passages};

/// The most hints of one brief; those further down the form come back as others are dealt with.
pub const MAX_HINTS: usize = 20;
/// The most hints of one check.
pub(crate) const MAX_PER_CHECK: usize = 3;

/// The hints on a brief that is sent at `at`, in the order of the form; at most [`MAX_HINTS`], and
/// 3 of each check.
///
/// The same brief, context and moment give the same hints. `context.now` is not read: a brief may
/// be looked at now and sent later.
#[must_use]
pub fn lint(brief: &Brief, context: &Context, at: UtcMillis) -> Vec<Hint> {
    let fields: Vec<FormField> = brief.fields_of_form().collect();
    let draft = Draft {
        brief,
        context,
        at,
        chars: fix::chars_in_all(brief),
        passages: passages(brief, &fields),
        fields,
    };
    let order = |hint: &Hint| {
        let start = hint.place.range.as_ref().map(|range| range.start);
        let row = draft.row(&hint.place.field);
        (row, hint.place.entry, start, hint.check)
    };
    let mut hints: Vec<Hint> = Vec::new();
    for check in Check::ALL {
        for hint in run(check, &draft).into_iter().take(MAX_PER_CHECK) {
            let place = hints.partition_point(|standing| order(standing) <= order(&hint));
            hints.insert(place, hint);
        }
    }
    hints.truncate(MAX_HINTS);
    hints
}

fn run(check: Check, draft: &Draft) -> Vec<Hint> {
    match check {
        Check::Purpose => asking::purpose(draft),
        Check::OneAsk => asking::one_ask(draft),
        Check::Answerable => asking::answerable(draft),
        Check::NeededBy => hours::needed_by(draft),
        Check::ReplyHours => hours::reply_hours(draft),
        Check::SendHours => hours::send_hours(draft),
        Check::Silence => head::silence(draft),
        Check::Owner => head::owner(draft),
        Check::Links => head::links(draft),
        Check::Zone => clock::zone(draft),
        Check::VagueTime => vague::vague_time(draft),
        Check::Numbered => layout::numbered(draft),
        Check::Length => layout::length(draft),
    }
}

/// A brief as the checks read it.
struct Draft<'a> {
    brief: &'a Brief,
    context: &'a Context<'a>,
    /// The moment of sending.
    at: UtcMillis,
    /// The fields of its form behind the head.
    fields: Vec<FormField<'a>>,
    /// The brief's characters in all.
    chars: usize,
    /// Its texts in the order of the form; the first is the ask.
    passages: Vec<Passage<'a>>,
}

impl<'a> Draft<'a> {
    /// A hint, with its fix when the brief keeps its bounds by it.
    fn hint(&self, check: Check, place: Place, reason: Phrase, fix: Option<Fix>) -> Hint {
        Hint {
            check,
            place,
            fix: fix.filter(|fix| fix.fits(self.brief, self.chars)),
            reason,
        }
    }

    /// The response window in working days; none where no answer is waited for.
    fn response_days(&self) -> Option<u16> {
        response_days(self.brief.template, None, &self.context.windows)
    }

    /// Whether the template waits for an answer.
    fn waits(&self) -> bool {
        self.response_days().is_some()
    }

    /// The field of this id behind the head.
    fn field(&self, id: &str) -> Option<FormField<'a>> {
        self.fields.iter().copied().find(|field| field.id() == id)
    }

    /// The lists of numbered entries.
    fn lists(&self) -> impl Iterator<Item = FormField<'a>> {
        let is_list = |field: &FormField| field.takes() == Takes::List;
        self.fields.iter().copied().filter(is_list)
    }

    /// What is in a list; nothing when the brief has something else there.
    fn entries(&self, field: &str) -> Option<&[String]> {
        match self.brief.fields.get(field) {
            Some(FieldValue::List(entries)) => Some(entries),
            Some(_) => None,
            None => Some(&[]),
        }
    }

    /// The list with `more` entries behind those it has. Empty rows at its end are filled first.
    fn list_with(&self, field: &str, more: impl Iterator<Item = String>) -> Option<FieldValue> {
        let mut entries = self.entries(field)?.to_vec();
        while entries.last().is_some_and(|entry| entry.trim().is_empty()) {
            entries.pop();
        }
        entries.extend(more);
        Some(FieldValue::List(entries))
    }

    /// Where a field stands in the form.
    fn row(&self, id: &str) -> usize {
        let head = HeadField::ALL.into_iter().map(FormField::Head);
        let mut form = head.chain(self.fields.iter().copied());
        form.position(|field| field.id() == id)
            .unwrap_or(usize::MAX)
    }
}
