//! A second opinion on clocks and working hours: another table (chrono-tz) and another reckoning.
//!
//! Nothing here calls our crate. Clock times become moments by chrono's own look-up; where it
//! finds none, minute after minute is tried. Answers are the least of all candidates, in no order.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;

const MINUTE: i64 = 60_000;

/// Hours as whole minutes since midnight, Monday first, and the dates without any.
#[derive(Debug, Clone)]
pub struct Week {
    pub days: [Vec<(u16, u16)>; 7],
    pub days_off: Vec<NaiveDate>,
}

/// Seconds to add to UTC at `at`, in milliseconds since 1970.
pub fn offset_seconds(zone: Tz, at: i64) -> i64 {
    let utc = clock(at);
    let offset = zone.offset_from_utc_datetime(&utc).fix();
    offset.local_minus_utc().into()
}

/// A clock that has shown `millis` milliseconds since 1970-01-01 00:00.
pub fn clock(millis: i64) -> NaiveDateTime {
    DateTime::from_timestamp_millis(millis).unwrap().naive_utc()
}

/// What the clocks of `zone` show at `at`.
pub fn shown(zone: Tz, at: i64) -> NaiveDateTime {
    clock(at + offset_seconds(zone, at) * 1_000)
}

/// The first moment at which the clocks of `zone` show `local` or a later time.
pub fn first_showing(zone: Tz, local: NaiveDateTime) -> i64 {
    if let Some(moment) = zone.from_local_datetime(&local).earliest() {
        return moment.timestamp_millis();
    }
    // A gap. It ends at a whole minute.
    let millis = local.and_utc().timestamp_millis();
    let mut minute = millis - millis.rem_euclid(MINUTE);
    loop {
        minute += MINUTE;
        if let Some(moment) = zone.from_local_datetime(&clock(minute)).earliest() {
            return moment.timestamp_millis();
        }
    }
}

/// The moments between which there is work on `date`.
fn hours(zone: Tz, week: &Week, date: NaiveDate) -> Vec<(i64, i64)> {
    if week.days_off.contains(&date) {
        return vec![];
    }
    let midnight = date.and_hms_opt(0, 0, 0).unwrap();
    let edge = |minute: u16| first_showing(zone, midnight + TimeDelta::minutes(minute.into()));
    week.days[date.weekday().num_days_from_monday() as usize]
        .iter()
        .map(|&(from, to)| (edge(from), edge(to)))
        .filter(|(start, end)| start < end)
        .collect()
}

/// The earliest of the moments in `hours` that is not before `at`.
fn earliest(hours: &[(i64, i64)], at: i64) -> Option<i64> {
    let open = hours.iter().filter(|(_, end)| *end >= at);
    open.map(|(start, _)| at.max(*start)).min()
}

/// The earliest moment within hours that is not before `at`, if one is near.
pub fn next_within_hours(zone: Tz, week: &Week, at: i64) -> Option<i64> {
    let first = shown(zone, at).date() - Days::new(2);
    let near: Vec<_> = first
        .iter_days()
        .take(7)
        .flat_map(|date| hours(zone, week, date))
        .collect();
    earliest(&near, at)
}

/// The same clock time `days` working days later, moved into that day's hours.
pub fn after_working_days(zone: Tz, week: &Week, at: i64, days: usize) -> Option<i64> {
    let local = shown(zone, at);
    let working = |date: &NaiveDate| !hours(zone, week, *date).is_empty();
    let later = local.date().iter_days().skip(1).take(14);
    let date = later.filter(working).nth(days - 1)?;
    let hours = hours(zone, week, date);
    let same_clock = first_showing(zone, date.and_time(local.time()));
    let past_the_end = || hours.iter().map(|(_, end)| *end).max();
    earliest(&hours, same_clock).or_else(past_the_end)
}

/// Every change of the clocks of `zone` in the span, as the moment and the offset after it:
/// looked for twice a day, then minute by minute.
pub fn changes(zone: Tz, from: i64, until: i64) -> Vec<(i64, i64)> {
    const HALF_A_DAY: i64 = 720 * MINUTE;
    let mut found = Vec::new();
    let mut before = offset_seconds(zone, from);
    for at in (from..until).step_by(HALF_A_DAY as usize) {
        let next = at + HALF_A_DAY;
        if offset_seconds(zone, next) == before {
            continue;
        }
        for minute in (at..=next).step_by(MINUTE as usize) {
            let offset = offset_seconds(zone, minute);
            if offset != before {
                before = offset;
                found.push((minute, offset));
            }
        }
    }
    found
}
