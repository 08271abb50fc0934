//! Times and days that mean another moment to a reader elsewhere.

use super::fix::{Change, Fix};
use super::hint::{Check, Hint, Phrase};
use super::passages::Passage;
use super::words::{
    BEFORE_A_DATE, CONNECTORS, HALVES_OF_A_DAY, MONTHS, NEXT, NOT_ONE_DAY, TIME, WEEKDAYS, ZONES,
};
use super::{Draft, MAX_PER_CHECK};
use crate::context::Context;
use crate::moment;
use baton_worktime::{CivilDate, ZoneName, to_local};
use std::ops::Range;

/// The field of a video brief whose times are places in the video.
const CHAPTERS: &str = "chapters";

pub(super) fn zone(draft: &Draft) -> Vec<Hint> {
    let mut hints = Vec::new();
    for passage in draft
        .passages
        .iter()
        .filter(|passage| passage.spot.field.id() != CHAPTERS)
    {
        let left = MAX_PER_CHECK - hints.len();
        if left == 0 {
            break;
        }
        let times = times_without_zone(passage, draft.context).into_iter();
        let mut first: Vec<(Range<usize>, Option<Weekday>)> = Vec::with_capacity(left + 1);
        for found in times.map(|at| (at, None)).chain(days_without_date(passage)) {
            let place =
                first.partition_point(|(at, _)| (at.start, at.end) <= (found.0.start, found.0.end));
            first.insert(place, found);
            first.truncate(left);
        }
        hints.extend(first.into_iter().map(|(bytes, weekday)| match weekday {
            None => time_hint(draft, passage, bytes),
            Some(weekday) => day_hint(draft, passage, bytes, weekday),
        }));
    }
    hints
}

fn time_hint(draft: &Draft, passage: &Passage, bytes: Range<usize>) -> Hint {
    let said = &passage.text[bytes.clone()];
    let zone = draft.context.my_zone.as_str();
    let with_zone = draft.context.say("brief_moment_time", &[said, zone]);
    let reason = Phrase::new("hint_zone", [said.to_owned()]);
    let fix = replacing(passage, bytes.clone(), with_zone);
    draft.hint(
        Check::Zone,
        passage.place(bytes, draft.context),
        reason,
        Some(fix),
    )
}

fn day_hint(draft: &Draft, passage: &Passage, bytes: Range<usize>, weekday: Weekday) -> Hint {
    let said = &passage.text[bytes.clone()];
    let dated = weekday
        .certain
        .then(|| next_weekday(draft, weekday.index))
        .flatten()
        .map(|date| date_text("hint_text_weekday", said, date, draft.context));
    let reason = Phrase::new("hint_zone_day", [said.to_owned()]);
    let fix = dated.map(|dated| replacing(passage, bytes.clone(), dated));
    draft.hint(
        Check::Zone,
        passage.place(bytes, draft.context),
        reason,
        fix,
    )
}

/// The fix that puts `text` in the place of these bytes.
pub(super) fn replacing(passage: &Passage, bytes: Range<usize>, text: String) -> Fix {
    let spot = passage.spot;
    let after = passage.with(bytes, &text);
    let change = Change::of_text(spot.field.id(), spot.entry, passage.text, after);
    Fix::new(Phrase::new("hint_fix_write", [text]), vec![change])
}

/// `said` with its date, in the words of `key`.
pub(super) fn date_text(key: &str, said: &str, date: CivilDate, context: &Context) -> String {
    let (year, month, day) = date.year_month_day();
    let weekday = context.say(moment::WEEKDAY_KEYS[date.weekday().index()], &[]);
    let month = moment::MONTH_KEYS
        .get(usize::from(month).saturating_sub(1))
        .map_or_else(String::new, |key| context.say(key, &[]));
    let zone = context.my_zone.as_str();
    let args = [
        said,
        &weekday,
        &day.to_string(),
        &month,
        &year.to_string(),
        zone,
    ];
    context.say(key, &args)
}

/// Today on the writer's clocks, when it is sent.
pub(super) fn today(draft: &Draft) -> Option<CivilDate> {
    let local = to_local(draft.context.zones, draft.context.my_zone, draft.at).ok()?;
    Some(local.date())
}

/// The next such day. On that very day it could be meant itself or a week later: none.
fn next_weekday(draft: &Draft, index: usize) -> Option<CivilDate> {
    let today = today(draft)?;
    let ahead = (index + 7 - today.weekday().index()) % 7;
    (ahead > 0).then(|| today.plus_days(ahead as i64))
}

#[derive(Clone, Copy)]
struct Weekday {
    /// 0 for Monday.
    index: usize,
    /// Whether the next one is meant for certain.
    certain: bool,
}

fn days_without_date<'a>(
    passage: &'a Passage<'a>,
) -> impl Iterator<Item = (Range<usize>, Option<Weekday>)> + 'a {
    let weekday = |at: usize| passage.position(at, WEEKDAYS);
    let connected = move |at: usize| {
        let by_mark = is_connector(passage.gap(at)) && weekday(at + 1).is_some();
        let by_word = passage.is_any(at + 1, CONNECTORS) && weekday(at + 2).is_some();
        by_mark || by_word
    };
    let mut in_range = false;
    (0..passage.words.len()).filter_map(move |at| {
        let index = weekday(at)?;
        let before = at.checked_sub(1);
        let after_one = |words: &[&str]| before.is_some_and(|before| passage.is_any(before, words));
        // "Monday to Friday" are working days, not two dates.
        let ends_range = std::mem::replace(&mut in_range, connected(at));
        let dated_before = before.is_some_and(|before| is_number(passage, before));
        let dated = ends_range
            || in_range
            || dated_before
            || after_one(MONTHS)
            || after_one(NOT_ONE_DAY)
            || date_follows(passage, at);
        let certain = !after_one(&[NEXT]);
        (!dated).then(|| (passage.span(at, at + 1), Some(Weekday { index, certain })))
    })
}

/// Whether a date or time stands right behind word `at`, in the same sentence.
pub(super) fn date_follows(passage: &Passage, at: usize) -> bool {
    let same_sentence = |at: usize| !passage.gap(at).contains(['.', '!', '?', '\n', ';']);
    let is_date = |at: usize| is_number(passage, at) || passage.is_any(at, MONTHS);
    same_sentence(at)
        && (is_date(at + 1)
            || passage.is_any(at + 1, BEFORE_A_DATE) && same_sentence(at + 1) && is_date(at + 2))
}

fn is_number(passage: &Passage, at: usize) -> bool {
    passage
        .word(at)
        .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

fn is_connector(gap: &str) -> bool {
    CONNECTORS.contains(&gap.trim())
}

/// A clock time in a text.
struct ClockTime {
    bytes: Range<usize>,
    /// Its first word, and the one behind it.
    words: Range<usize>,
}

fn times_without_zone(passage: &Passage, context: &Context) -> Vec<Range<usize>> {
    let mut times = Vec::new();
    let mut at = 0;
    while at < passage.words.len() {
        match clock_time(passage, at) {
            Some(time) => {
                at = time.words.end;
                times.push(time);
            }
            None => at += 1,
        }
    }
    // In "9:00 to 11:00 CET" the zone is that of both, so the last is looked at first.
    let mut found = Vec::new();
    let mut next: Option<(usize, bool)> = None;
    for time in times.into_iter().rev() {
        let joined = next.is_some_and(|(start, zoned)| {
            let between = passage.text[time.bytes.end..start].trim();
            zoned
                && CONNECTORS
                    .iter()
                    .any(|word| between.eq_ignore_ascii_case(word))
        });
        let zoned = joined || has_zone(passage, &time, context);
        next = Some((time.bytes.start, zoned));
        if !zoned {
            found.push(time.bytes);
        }
    }
    found.reverse();
    found
}

/// The clock time that begins with word `at`: `17:00`, `17:00:30`, `5pm`, `5:30 p.m.`
fn clock_time(passage: &Passage, at: usize) -> Option<ClockTime> {
    let text = passage.text;
    let first = passage.words.get(at)?.clone();
    let hour: u8 = digits(passage, at, 1..=2)?;
    let before = text[..first.start].chars().next_back();
    let in_something_else = before.is_some_and(|c| {
        c.is_ascii_alphabetic() || matches!(c, ':' | '.' | ',' | '+' | '−' | '$' | '€' | '£' | '#')
    });
    // An offset, as in `UTC-05:00` or `10:00:00-05:00`.
    let is_offset = before == Some('-')
        && at > 0
        && passage.gap(at - 1) == "-"
        && (passage.is_any(at - 1, &["utc", "gmt"]) || is_offset_of_time(passage, at));
    if hour > 23 || in_something_else || is_offset {
        return None;
    }
    let part = |at: usize| {
        let glued =
            passage.gap(at) == ":" && digits(passage, at + 1, 2..=2).is_some_and(|n| n < 60);
        glued.then_some(at + 1)
    };
    let minutes = part(at);
    let last = minutes.map(|at| part(at).unwrap_or(at)).unwrap_or(at);
    let half = (1..=12)
        .contains(&hour)
        .then(|| half_of_day(passage, last))
        .flatten();
    let end = half.or(minutes.map(|_| last))?;
    Some(ClockTime {
        bytes: first.start..passage.words.get(end)?.end,
        words: at..end + 1,
    })
}

/// Whether word `at` is the offset behind a time with seconds, joined by a hyphen.
fn is_offset_of_time(passage: &Passage, at: usize) -> bool {
    at >= 3 && passage.gap(at - 2) == ":" && passage.gap(at - 3) == ":"
}

/// The last word of the "am" or "p.m." behind word `at`.
fn half_of_day(passage: &Passage, at: usize) -> Option<usize> {
    if !passage
        .gap(at)
        .chars()
        .all(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}'))
    {
        return None;
    }
    if passage.is_any(at + 1, HALVES_OF_A_DAY) {
        return Some(at + 1);
    }
    let dotted = passage.is_any(at + 1, &["a", "p"])
        && passage.gap(at + 1) == "."
        && passage.is_word(at + 2, "m");
    dotted.then_some(at + 2)
}

fn digits(passage: &Passage, at: usize, places: std::ops::RangeInclusive<usize>) -> Option<u8> {
    let word = passage.word(at)?;
    (places.contains(&word.len()))
        .then(|| word.parse().ok())
        .flatten()
}

/// Whether a zone stands behind a time, or right before it.
fn has_zone(passage: &Passage, time: &ClockTime, context: &Context) -> bool {
    let rest = &passage.text[time.bytes.end..];
    let mut behind = rest.chars();
    let offset = match (behind.next(), behind.next()) {
        (Some('Z'), after) => after.is_none_or(|c| !c.is_alphanumeric()),
        (Some('+' | '-' | '−'), Some(after)) => {
            after.is_ascii_digit() && !is_range(passage, time)
        }
        _ => false,
    };
    let name =
        rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '(' | '[' | ','));
    let zones = [
        Some(context.my_zone),
        context.their_zone,
        Some(context.week.zone()),
    ];
    let known = |zone: &ZoneName| {
        let behind = name.strip_prefix(zone.as_str());
        behind.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    };
    let short = |at: usize| passage.word(at).is_some_and(|word| ZONES.contains(&word));
    let next = time.words.end;
    let gap = passage.gap(next - 1);
    let close = !gap.contains(['!', '?', ';', '\n']);
    let before = time.words.start.checked_sub(1);
    offset
        || zones.into_iter().flatten().any(known)
        || is_zone_name(name)
        || close && (short(next) || passage.is_word(next + 1, TIME))
        || before.is_some_and(|before| short(before) && passage.gap(before).trim().len() <= 1)
}

/// Whether the number behind a time is a time too, as in `9:00-11:00`, and not an offset.
fn is_range(passage: &Passage, time: &ClockTime) -> bool {
    clock_time(passage, time.words.end).is_some()
}

/// Whether a text begins with a name such as `Europe/Berlin`.
fn is_zone_name(text: &str) -> bool {
    let end = text
        .char_indices()
        .take(ZoneName::MAX_BYTES + 1)
        .find(|(_, c)| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+')))
        .map_or(text.len(), |(at, _)| at);
    let name = text.get(..end.min(ZoneName::MAX_BYTES)).unwrap_or_default();
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.contains('/')
        && ZoneName::new(name).is_ok()
}
