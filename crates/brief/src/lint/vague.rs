//! Words of time that mean another moment to each reader, and the moments they stand for.

use super::clock::{date_follows, date_text, replacing, today};
use super::hint::{Check, Hint, Phrase};
use super::passages::{Passage, begins_with_word};
use super::words::{AS, NOT_SOON, VAGUE_TIMES, VagueTime, WEEKDAYS};
use super::{Draft, MAX_PER_CHECK};
use crate::moment::moment_text;
use baton_worktime::{CivilDate, UtcMillis, to_local};
use std::ops::Range;

/// How far behind a vague word its explanation in brackets may end, in bytes.
const MAX_EXPLANATION_BYTES: usize = 160;

pub(super) fn vague_time(draft: &Draft) -> Vec<Hint> {
    draft
        .passages
        .iter()
        .flat_map(|passage| found(passage).map(move |word| (passage, word)))
        .take(MAX_PER_CHECK)
        .map(|(passage, (words, time))| {
            let bytes = passage.span(words.start, words.end);
            let said = &passage.text[bytes.clone()];
            let fix = certain(draft, passage, &words, time, said)
                .map(|text| replacing(passage, bytes.clone(), text));
            let reason = Phrase::new("hint_vague_time", [said.to_owned()]);
            draft.hint(
                Check::VagueTime,
                passage.place(bytes, draft.context),
                reason,
                fix,
            )
        })
        .collect()
}

/// The vague words that nothing explains, by their words.
fn found<'a>(passage: &'a Passage<'a>) -> impl Iterator<Item = (Range<usize>, VagueTime)> + 'a {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < passage.words.len() {
            let start = at;
            at += 1;
            let Some((end, time)) = vague_at(passage, start) else {
                continue;
            };
            at = end;
            let weighed = end == start + 1
                && passage.is_word(start, "soon")
                && start > 0
                && passage.is_any(start - 1, NOT_SOON);
            let condition = time == VagueTime::Due && (weighed || passage.is_word(end, AS));
            if !condition && !explained(passage, end - 1) {
                return Some((start..end, time));
            }
        }
        None
    })
}

fn vague_at(passage: &Passage, at: usize) -> Option<(usize, VagueTime)> {
    let word = passage.word(at)?;
    VAGUE_TIMES
        .iter()
        .filter(|(phrase, _)| begins_with_word(phrase, word))
        .find_map(|(phrase, time)| Some((passage.phrase_end(at, phrase)?, *time)))
}

/// Whether the date is said behind the vague word that ends with word `last`.
fn explained(passage: &Passage, last: usize) -> bool {
    let rest = &passage.text[passage.span(last, last + 1).end..];
    let in_brackets = rest.trim_start().strip_prefix('(').is_some_and(|rest| {
        let close = rest
            .bytes()
            .take(MAX_EXPLANATION_BYTES)
            .position(|byte| byte == b')');
        close.is_some_and(|close| rest.as_bytes()[..close].iter().any(u8::is_ascii_digit))
    });
    let weekday_with_date = passage.is_any(last + 1, WEEKDAYS) && date_follows(passage, last + 1);
    in_brackets || weekday_with_date
}

/// What to write instead; nothing where it is not certain what is meant.
fn certain(
    draft: &Draft,
    passage: &Passage,
    words: &Range<usize>,
    time: VagueTime,
    said: &str,
) -> Option<String> {
    let context = draft.context;
    let by_date = |key, date| Some(date_text(key, said, date, context));
    match time {
        VagueTime::Due => {
            let due = draft.brief.needed_by.filter(|due| *due >= draft.at)?;
            Some(context.say("hint_text_by", &[&moment_text(due, context)]))
        }
        // "EOD tomorrow" and "EOD Friday" are not today.
        VagueTime::EndOfDay if names_a_day(passage, words) => None,
        VagueTime::EndOfDay => Some(moment_text(end_of_day(draft)?, context)),
        VagueTime::EndOfWeek => Some(moment_text(end_of_week(draft)?, context)),
        VagueTime::Days(days) => by_date("hint_text_day", today(draft)?.plus_days(days)),
        VagueTime::NextWeek => {
            let next = draft.context.week.week_of(today(draft)?).plus_days(7);
            by_date("hint_text_week", next)
        }
    }
}

/// Whether a day stands right before or behind these words.
fn names_a_day(passage: &Passage, words: &Range<usize>) -> bool {
    let is_day = |at: usize| passage.is_any(at, WEEKDAYS) || vague_at(passage, at).is_some();
    let before = words.start.checked_sub(1).is_some_and(is_day);
    let after = is_day(words.end) || passage.is_any(words.end, &["on", "of", "next"]);
    before || after || date_follows(passage, words.end - 1)
}

/// The end of the receiver's working day that is or comes next.
fn end_of_day(draft: &Draft) -> Option<UtcMillis> {
    let week = draft.context.week;
    week.end_of_day(draft.context.zones, working_date(draft)?)
        .ok()
}

/// The end of the receiver's last working day of the week that is or comes next.
fn end_of_week(draft: &Draft) -> Option<UtcMillis> {
    let week = draft.context.week;
    let last = week.last_working_day(working_date(draft)?);
    week.end_of_day(draft.context.zones, last).ok()
}

/// The date of the receiver's next moment within hours, on their clocks.
fn working_date(draft: &Draft) -> Option<CivilDate> {
    let (week, zones) = (draft.context.week, draft.context.zones);
    let next = week.next_within_hours(zones, draft.at).ok()?;
    Some(to_local(zones, week.zone(), next).ok()?.date())
}
