//! Weeks and moments to reckon with.

use crate::jiff_zones::JiffZones;
use baton_worktime::{
    CivilDate, DaySpan, HoursError, UtcMillis, Weekday, WorkingWeek, ZoneName, to_local,
};
use jiff::Timestamp;
use proptest::prelude::*;

pub fn zone(name: &str) -> ZoneName {
    ZoneName::new(name).unwrap()
}

pub fn moment(text: &str) -> UtcMillis {
    UtcMillis(text.parse::<Timestamp>().unwrap().as_millisecond())
}

pub fn nine_to_five(name: &str) -> WorkingWeek {
    WorkingWeek::default_in(zone(name))
}

pub fn span(from: u16, to: u16) -> DaySpan {
    DaySpan::new(from, to).unwrap()
}

pub fn date(text: &str) -> CivilDate {
    text.parse().unwrap()
}

/// A week with the same spans on the days named and none on the others.
pub fn week_of(name: &str, days: &[Weekday], spans: &[DaySpan]) -> WorkingWeek {
    let week = Weekday::ALL.map(|day| {
        if days.contains(&day) {
            spans.to_vec()
        } else {
            vec![]
        }
    });
    WorkingWeek::new(zone(name), week).unwrap()
}

pub fn with_lunch(name: &str) -> WorkingWeek {
    week_of(
        name,
        &Weekday::ALL[..5],
        &[span(9 * 60, 12 * 60), span(13 * 60, 17 * 60)],
    )
}

/// The clock of the week's zone at the answer, or why there is none.
pub fn shown(week: &WorkingWeek, answer: Result<UtcMillis, HoursError>) -> String {
    let at = match answer {
        Ok(at) => at,
        Err(error) => return error.to_string(),
    };
    to_local(&JiffZones::bundled(), week.zone(), at)
        .unwrap()
        .to_string()
}

pub fn next(week: &WorkingWeek, at: &str) -> String {
    shown(
        week,
        week.next_within_hours(&JiffZones::bundled(), moment(at)),
    )
}

pub fn after_days(week: &WorkingWeek, at: &str, days: u16) -> String {
    shown(
        week,
        week.after_working_days(&JiffZones::bundled(), moment(at), days),
    )
}

pub fn any_week() -> impl Strategy<Value = WorkingWeek> {
    let spans = || {
        prop::collection::vec(
            (0_u16..1_440, 1_u16..=1_440).prop_map(|(a, b)| {
                let (from, to) = if a < b { (a, b) } else { (b - 1, a.max(b)) };
                span(from, to)
            }),
            0..4,
        )
    };
    let zones = [
        "Europe/Berlin",
        "Pacific/Auckland",
        "America/Havana",
        "Asia/Beirut",
        "UTC",
    ];
    (
        prop::sample::select(zones.to_vec()),
        prop::array::uniform7(spans()),
    )
        .prop_map(|(name, days)| WorkingWeek::new(zone(name), days).unwrap())
}
