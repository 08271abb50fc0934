//! What belongs in the head: a default on silence, an owner, the links that are spoken of.

use super::fix::{Change, Fix};
use super::hint::{Check, Hint, Phrase};
use super::passages::{Passage, Spot, is_address};
use super::words::{NOBODY, NOTHING_TO_OPEN, PLEASE, PROMISED_LINKS, SEE};
use super::{Draft, MAX_PER_CHECK};
use crate::brief::FieldValue;
use crate::head::HeadField;
use crate::text::one_line;
use baton_gate::TemplateId;
use std::ops::Range;

pub(super) fn silence(draft: &Draft) -> Vec<Hint> {
    let said = !draft.brief.if_no_reply.trim().is_empty();
    if draft.brief.template != TemplateId::Decide || said {
        return Vec::new();
    }
    let drafted = draft.context.say("brief_draft_silence", &[]);
    let after = FieldValue::Text(drafted.clone());
    let fix = Fix::new(
        Phrase::new("hint_fix_silence", [drafted]),
        vec![Change::of_field(draft.brief, "if_no_reply", after)],
    );
    let place = Spot::of_head(HeadField::IfNoReply).place(draft.context);
    let reason = Phrase::new("hint_silence", []);
    vec![draft.hint(Check::Silence, place, reason, Some(fix))]
}

/// The field in which a meeting names who does what afterwards.
const FOLLOW_UP: &str = "follow_up";

pub(super) fn owner(draft: &Draft) -> Vec<Hint> {
    let brief = draft.brief;
    let follow_up = draft.field(FOLLOW_UP);
    if !draft.waits() && follow_up.is_none() {
        return Vec::new();
    }
    let owner = one_line(&brief.owner);
    let named_below = matches!(
        (follow_up, brief.fields.get(FOLLOW_UP)),
        (Some(_), Some(FieldValue::Text(text))) if !text.trim().is_empty()
    );
    let reason = if is_nobody(&owner) {
        Phrase::new("hint_owner_nobody", [owner])
    } else if owner.is_empty() && !named_below {
        Phrase::new("hint_owner_empty", [])
    } else {
        return Vec::new();
    };
    let receiver = draft.context.person.map(one_line);
    let fix = receiver
        .filter(|name| !name.is_empty() && !is_nobody(name))
        .map(|name| {
            let label = Phrase::new("hint_fix_owner", [name.clone()]);
            let change = Change::of_field(brief, "owner", FieldValue::Text(name));
            Fix::new(label, vec![change])
        });
    let place = Spot::of_head(HeadField::Owner).place(draft.context);
    vec![draft.hint(Check::Owner, place, reason, fix)]
}

/// Whether a name is none, such as "someone".
fn is_nobody(name: &str) -> bool {
    let name = name.trim_end_matches(['.', '?', '!']);
    NOBODY.iter().any(|word| name.eq_ignore_ascii_case(word))
}

pub(super) fn links(draft: &Draft) -> Vec<Hint> {
    // The address of the booking page is put there by Baton; it is not what the text speaks of.
    let booking_page = |link: &&String| link.trim() == draft.context.url.trim();
    let mut links = draft.brief.links.iter().filter(|link| !booking_page(link));
    let has_links = links.any(|link| !link.trim().is_empty())
        || draft
            .passages
            .iter()
            .any(|passage| passage.text.split_whitespace().any(is_address));
    if has_links {
        return Vec::new();
    }
    let hint = |passage: &Passage, bytes: Range<usize>| {
        let reason = Phrase::new("hint_links", [passage.text[bytes.clone()].to_owned()]);
        draft.hint(
            Check::Links,
            passage.place(bytes, draft.context),
            reason,
            None,
        )
    };
    draft
        .passages
        .iter()
        .flat_map(|passage| promises(passage).map(move |bytes| (passage, bytes)))
        .take(MAX_PER_CHECK)
        .map(|(passage, bytes)| hint(passage, bytes))
        .collect()
}

/// Where a text speaks of something to open.
fn promises<'a>(passage: &'a Passage<'a>) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < passage.words.len() {
            let start = at;
            at += 1;
            if let Some(end) = passage.any_phrase_end(start, PROMISED_LINKS) {
                at = end;
                return Some(passage.span(start, end));
            }
            if passage.is_word(start, SEE) && sends_elsewhere(passage, start) {
                return Some(passage.span(start, start + 1));
            }
        }
        None
    })
}

/// Whether the "see" at word `at` sends the reader to something else, as "See the plan" does and
/// "I see" does not.
fn sends_elsewhere(passage: &Passage, at: usize) -> bool {
    let opens = match at.checked_sub(1) {
        None => true,
        Some(before) => {
            passage.is_word(before, PLEASE)
                || passage.gap(before).contains(|c: char| {
                    matches!(c, '.' | '!' | '?' | '(' | ':' | ';' | '—' | '–' | '\n')
                })
        }
    };
    let more = passage.words.len() > at + 1;
    opens && more && !passage.is_any(at + 1, NOTHING_TO_OPEN)
}
