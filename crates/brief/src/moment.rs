//! A moment as people read it, in every zone that matters.

use crate::context::Context;
use baton_worktime::{LocalTime, UtcMillis, ZoneName, to_local};

/// Weekday, date and time of `at`: on the writer's clocks, on the receiver's when their zone is
/// known and another one, and in UTC when both are known. A zone the host cannot tell is left
/// out; when none is left, UTC stands alone.
#[must_use]
pub fn moment_text(at: UtcMillis, context: &Context) -> String {
    let utc = ZoneName::utc();
    let mut zones = vec![context.my_zone];
    if let Some(theirs) = context.their_zone {
        zones.extend([theirs, &utc]);
    }
    let mut shown: Vec<(&ZoneName, LocalTime)> = Vec::new();
    for zone in zones {
        if shown.iter().all(|(name, _)| *name != zone)
            && let Some(local) = clock(zone, at, context)
        {
            shown.push((zone, local));
        }
    }
    if shown.is_empty() {
        shown.push((&utc, LocalTime::from_clock_millis(at.0)));
    }
    let mut text = String::new();
    let mut date = None;
    for (zone, local) in shown {
        // The date is said again only where the clocks are on another day than the ones before.
        let part = if date == Some(local.date()) {
            let time = clock_face(local);
            context.say("brief_moment_time", &[&time, zone.as_str()])
        } else {
            full(zone, local, context)
        };
        date = Some(local.date());
        text = if text.is_empty() {
            part
        } else {
            context.say("brief_moment_and", &[&text, &part])
        };
    }
    text
}

fn clock(zone: &ZoneName, at: UtcMillis, context: &Context) -> Option<LocalTime> {
    if *zone == ZoneName::utc() {
        return Some(LocalTime::from_clock_millis(at.0));
    }
    to_local(context.zones, zone, at).ok()
}

fn full(zone: &ZoneName, local: LocalTime, context: &Context) -> String {
    let date = local.date();
    let (year, month, day) = date.year_month_day();
    let weekday = context.say(WEEKDAY_KEYS[date.weekday().index()], &[]);
    let month = MONTH_KEYS
        .get(usize::from(month).saturating_sub(1))
        .map_or_else(String::new, |key| context.say(key, &[]));
    context.say(
        "brief_moment_full",
        &[
            &weekday,
            &day.to_string(),
            &month,
            &year.to_string(),
            &clock_face(local),
            zone.as_str(),
        ],
    )
}

fn clock_face(local: LocalTime) -> String {
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// Keys of the weekdays' names, Monday first.
pub const WEEKDAY_KEYS: [&str; 7] = [
    "brief_weekday_monday",
    "brief_weekday_tuesday",
    "brief_weekday_wednesday",
    "brief_weekday_thursday",
    "brief_weekday_friday",
    "brief_weekday_saturday",
    "brief_weekday_sunday",
];

/// Keys of the months' names, January first.
pub const MONTH_KEYS: [&str; 12] = [
    "brief_month_january",
    "brief_month_february",
    "brief_month_march",
    "brief_month_april",
    "brief_month_may",
    "brief_month_june",
    "brief_month_july",
    "brief_month_august",
    "brief_month_september",
    "brief_month_october",
    "brief_month_november",
    "brief_month_december",
];
