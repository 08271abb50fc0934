//! Moments against the receiver's working hours.

use super::Draft;
use super::fix::{Change, Fix};
use super::hint::{Check, Hint, Phrase};
use super::passages::Spot;
use super::words::NO_HURRY;
use crate::brief::FieldValue;
use crate::form::Takes;
use crate::head::HeadField;
use crate::moment::moment_text;
use baton_gate::TemplateId;
use baton_worktime::UtcMillis;

pub(super) fn needed_by(draft: &Draft) -> Vec<Hint> {
    let key = match draft.brief.needed_by {
        None if draft.waits() => "hint_needed_by_empty",
        Some(at) if at < draft.at => "hint_needed_by_past",
        _ => return Vec::new(),
    };
    let fix = draft.response_days().and_then(|days| {
        let context = draft.context;
        let by = context
            .week
            .response_due(context.zones, draft.at, days)
            .ok()?;
        Some(set_needed_by(draft, by))
    });
    let place = Spot::of_head(HeadField::NeededBy).place(draft.context);
    vec![draft.hint(Check::NeededBy, place, Phrase::new(key, []), fix)]
}

fn set_needed_by(draft: &Draft, by: UtcMillis) -> Fix {
    let label = Phrase::new("hint_fix_needed_by", [moment_text(by, draft.context)]);
    let change = Change::of_field(draft.brief, "needed_by", FieldValue::Moment(by));
    Fix::new(label, vec![change])
}

pub(super) fn reply_hours(draft: &Draft) -> Vec<Hint> {
    let ahead = draft.brief.needed_by.filter(|by| *by >= draft.at);
    let Some(next) = ahead.and_then(|by| next_if_outside(draft, by)) else {
        return Vec::new();
    };
    let place = Spot::of_head(HeadField::NeededBy).place(draft.context);
    let reason = Phrase::new("hint_reply_hours", []);
    let fix = set_needed_by(draft, next);
    vec![draft.hint(Check::ReplyHours, place, reason, Some(fix))]
}

/// The next moment within the receiver's hours when `at` is outside them; nothing when it is
/// within, or their hours cannot be told.
fn next_if_outside(draft: &Draft, at: UtcMillis) -> Option<UtcMillis> {
    let (week, zones) = (draft.context.week, draft.context.zones);
    if week.is_within_hours(zones, at).ok()? {
        return None;
    }
    week.next_within_hours(zones, at).ok()
}

pub(super) fn send_hours(draft: &Draft) -> Vec<Hint> {
    if !draft.waits() {
        return Vec::new();
    }
    let Some(next) = next_if_outside(draft, draft.at) else {
        return Vec::new();
    };
    // What cannot wait until then is not said to.
    let is_urgent = draft.brief.template == TemplateId::Sbar && draft.brief.own.is_none();
    if is_urgent || draft.brief.needed_by.is_some_and(|by| by < next) {
        return Vec::new();
    }
    let morning = moment_text(next, draft.context);
    let sentence = draft.context.say("hint_text_no_hurry", &[&morning]);
    let said = draft
        .passages
        .iter()
        .any(|passage| passage.text.contains(&sentence) || passage.find(NO_HURRY).next().is_some());
    if said {
        return Vec::new();
    }
    let (spot, before) = where_to_say(draft);
    let fix = before.map(|before| {
        let gap = match before.trim_end() {
            "" => "",
            _ if spot.field.id() == CONTEXT => "\n\n",
            _ => " ",
        };
        let after = [before.trim_end(), gap, &sentence].concat();
        let change = Change::of_field(draft.brief, spot.field.id(), FieldValue::Text(after));
        Fix::new(
            Phrase::new("hint_fix_no_hurry", [sentence.clone()]),
            vec![change],
        )
    });
    let reason = Phrase::new("hint_send_hours", [morning]);
    vec![draft.hint(Check::SendHours, spot.place(draft.context), reason, fix)]
}

/// The field that says what surrounds the ask.
const CONTEXT: &str = "context";

/// Where it reads best that an answer can wait, and what stands there: with what surrounds the
/// ask, else with what happens on silence. A decision's default on silence must come first.
fn where_to_say<'a>(draft: &Draft<'a>) -> (Spot<'a>, Option<&'a str>) {
    let context = draft.field(CONTEXT);
    if let Some(field) = context.filter(|field| field.takes() == Takes::LongText) {
        let before = match draft.brief.fields.get(CONTEXT) {
            None => Some(""),
            Some(FieldValue::Text(text)) => Some(text.as_str()),
            Some(_) => None,
        };
        return (Spot::of(field), before);
    }
    let silence = draft.brief.if_no_reply.as_str();
    let open = silence.trim().is_empty() && draft.brief.template == TemplateId::Decide;
    (
        Spot::of_head(HeadField::IfNoReply),
        (!open).then_some(silence),
    )
}
