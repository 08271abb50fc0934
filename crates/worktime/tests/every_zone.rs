//! All zones of the table, every change of their clocks from 2020 to 2037, against a second
//! table and a second reckoning (`second_opinion`): no differences.
//!
//! `BATON_UPDATE=1 cargo test -p baton-worktime --test every_zone` writes the changes anew into
//! `tests/fixtures/worktime/`, where a test in a browser finds them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod one_zone;
mod second_opinion;

use baton_worktime::{
    CivilDate, DaySpan, LocalTime, UtcMillis, WorkingWeek, ZoneName, to_local, to_utc,
};
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use one_zone::OneZone;
use second_opinion::Week;
use std::fmt::Write as _;
use std::path::Path;
use std::{array, fs};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// 2020-01-01 and 2038-01-01, in UTC.
const FROM: i64 = 1_577_836_800_000;
const UNTIL: i64 = 2_145_916_800_000;

/// Around a change, how far from it.
const STEPS: [i64; 13] = [
    -DAY,
    -3 * HOUR,
    -HOUR,
    -HOUR / 2,
    -MINUTE,
    -1,
    0,
    1,
    MINUTE,
    HOUR / 2,
    HOUR,
    3 * HOUR,
    DAY,
];

/// The release of the second table. What was decided between it and that of the first (2026f) parts
/// them: `PARTED`. Renewing either table changes that list; renewing the first, the fixture too.
const SECOND_RELEASE: &str = "2025b";

/// From when the second table is out of date, where, and what it does not know yet.
const PARTED: [(&str, &[&str], &str); 6] = [
    (
        "2022-03-27T00:00:00Z",
        &["Europe/Chisinau", "Europe/Tiraspol"],
        "Moldova changes its clocks at the same moment as the EU",
    ),
    (
        "2026-09-20T01:00:00Z",
        &["Africa/Casablanca", "Africa/El_Aaiun"],
        "Morocco goes back to UTC for good",
    ),
    (
        "2026-11-01T05:00:00Z",
        &["America/Havana", "Cuba"],
        "Cuba stays on summer time in the winter of 2026",
    ),
    (
        "2026-11-01T07:00:00Z",
        &["America/Rainy_River", "America/Winnipeg", "Canada/Central"],
        "Manitoba and northwestern Ontario no longer put their clocks back",
    ),
    (
        "2026-11-01T08:00:00Z",
        &[
            "America/Edmonton",
            "America/Inuvik",
            "America/Yellowknife",
            "Canada/Mountain",
        ],
        "Alberta and the Northwest Territories no longer put their clocks back",
    ),
    (
        "2026-11-01T09:00:00Z",
        &["America/Vancouver", "Canada/Pacific"],
        "British Columbia no longer puts its clocks back",
    ),
];

/// Stands for a machine nobody has told where it is; chrono-tz leaves it out.
const NO_PLACE: &str = "Factory";

/// Each zone of jiff's bundled table, in order.
fn zones() -> Vec<(String, TimeZone)> {
    let table = TimeZoneDatabase::bundled();
    let names = table.available().map(|name| name.as_str().to_owned());
    names
        .map(|name| (name.clone(), table.get(&name).unwrap()))
        .collect()
}

fn offset(zone: &TimeZone, at: i64) -> i64 {
    let at = Timestamp::from_millisecond(at).unwrap();
    zone.to_offset(at).seconds().into()
}

/// Every change of the clocks in the span, as the moment and the offset after it.
fn changes(zone: &TimeZone, from: i64, until: i64) -> Vec<(i64, i64)> {
    let mut before = offset(zone, from);
    zone.following(Timestamp::from_millisecond(from).unwrap())
        .map(|change| {
            let offset = i64::from(change.offset().seconds());
            (change.timestamp().as_millisecond(), offset)
        })
        .take_while(|(at, _)| *at < until)
        // Some changes are of the name only.
        .filter(|(_, offset)| std::mem::replace(&mut before, *offset) != *offset)
        .collect()
}

/// From when the second table is out of date for a zone.
fn parted(name: &str) -> Option<i64> {
    let (since, ..) = PARTED.iter().find(|(_, names, _)| names.contains(&name))?;
    Some(since.parse::<Timestamp>().unwrap().as_millisecond())
}

#[test]
fn two_tables_know_the_same_changes_except_those_decided_between_their_releases() {
    assert_eq!(chrono_tz::IANA_TZDB_VERSION, SECOND_RELEASE);
    for (name, zone) in zones().iter().filter(|(name, _)| name != NO_PLACE) {
        let second: Tz = name.parse().unwrap();
        let (ours, theirs) = (
            changes(zone, FROM, UNTIL),
            second_opinion::changes(second, FROM, UNTIL),
        );
        assert_eq!(
            offset(zone, FROM),
            second_opinion::offset_seconds(second, FROM)
        );
        let common = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
        let first_difference = [ours.get(common), theirs.get(common)]
            .into_iter()
            .flatten()
            .map(|(at, _)| *at)
            .min();
        assert_eq!(first_difference, parted(name), "{name}");
    }
}

/// The weeks to reckon with around a change: an office, shifts of which a change swallows some,
/// and one around the clock that has the day of the change off.
fn weeks(day_of_change: NaiveDate) -> [Week; 3] {
    let office = |day| {
        if day < 5 {
            vec![(9 * 60, 17 * 60)]
        } else {
            vec![]
        }
    };
    let shifts = vec![(0, 150), (165, 180), (22 * 60, 24 * 60)];
    [
        Week {
            days: array::from_fn(office),
            days_off: vec![],
        },
        Week {
            days: array::from_fn(|_| shifts.clone()),
            days_off: vec![],
        },
        Week {
            days: array::from_fn(|_| vec![(0, 24 * 60)]),
            days_off: vec![day_of_change],
        },
    ]
}

/// The same week in our words.
fn working_week(week: &Week) -> WorkingWeek {
    let span = |&(from, to): &(u16, u16)| DaySpan::new(from, to).unwrap();
    let days = week
        .days
        .each_ref()
        .map(|spans| spans.iter().map(span).collect());
    let off = week.days_off.iter().map(|date| {
        let (month, day) = (date.month().try_into(), date.day().try_into());
        CivilDate::new(date.year(), month.unwrap(), day.unwrap()).unwrap()
    });
    WorkingWeek::new(ZoneName::utc(), days)
        .and_then(|week| week.with_days_off(off.collect()))
        .unwrap()
}

fn clock_millis(clock: NaiveDateTime) -> i64 {
    clock.and_utc().timestamp_millis()
}

/// Where our reckoning by jiff's table differs from the second opinion around a change. Also
/// counts what was compared.
fn differences(name: &str, zone: &TimeZone, change: i64, compared: &mut usize) -> Vec<String> {
    let second: Tz = name.parse().unwrap();
    let zones = &OneZone(zone.clone());
    // Under `OneZone` every name means the same.
    let any = &ZoneName::utc();
    let mut found = Vec::new();
    let mut compare = |what: &str, at: i64, ours: Option<i64>, theirs: Option<i64>| {
        *compared += 1;
        if ours != theirs || ours.is_none() {
            let at = Timestamp::from_millisecond(at).unwrap();
            found.push(format!("{name}, {what} {at}: {ours:?}, not {theirs:?}"));
        }
    };

    let weeks = weeks(second_opinion::shown(second, change).date()).map(|week| {
        let ours = working_week(&week);
        (week, ours)
    });
    let (before, after) = (offset(zone, change - 1), offset(zone, change));
    for at in STEPS.map(|step| change + step) {
        let local = to_local(zones, any, UtcMillis(at)).unwrap();
        let theirs = clock_millis(second_opinion::shown(second, at));
        compare("the clock at", at, Some(local.clock_millis()), Some(theirs));
        // By the old offset and by the new one: readings in the gap or in the fold.
        for reading in [before, after].map(|offset| at + offset * 1_000) {
            let ours = to_utc(zones, any, LocalTime::from_clock_millis(reading));
            let theirs = second_opinion::first_showing(second, second_opinion::clock(reading));
            compare(
                "a clock showing",
                reading,
                ours.ok().map(|at| at.0),
                Some(theirs),
            );
        }
        for (week, ours) in &weeks {
            let next = ours.next_within_hours(zones, UtcMillis(at)).ok();
            let theirs = second_opinion::next_within_hours(second, week, at);
            compare("the next hours from", at, next.map(|at| at.0), theirs);
            for days in [1, 2] {
                let later = ours.after_working_days(zones, UtcMillis(at), days).ok();
                let theirs = second_opinion::after_working_days(second, week, at, days.into());
                compare("working days after", at, later.map(|at| at.0), theirs);
            }
        }
    }
    found
}

#[test]
fn around_every_change_of_every_zone_two_reckonings_agree() {
    let (mut found, mut compared, mut seen) = (Vec::new(), 0, 0);
    for (name, zone) in zones().iter().filter(|(name, _)| name != NO_PLACE) {
        let until = parted(name).unwrap_or(UNTIL);
        for (change, _) in changes(zone, FROM, until) {
            seen += 1;
            found.extend(differences(name, zone, change, &mut compared));
        }
    }
    println!("{seen} changes, {compared} answers compared");
    assert!(seen > 6_500, "{seen} changes");
    let first = found.first();
    assert!(
        found.is_empty(),
        "{} differences, such as {first:?}",
        found.len()
    );
}

#[test]
fn where_the_date_line_was_moved_two_reckonings_agree() {
    let table = TimeZoneDatabase::bundled();
    let moved = [
        ("Pacific/Kwajalein", "1993-08-21T12:00:00Z"),
        ("Pacific/Enderbury", "1994-12-31T11:00:00Z"),
        ("Pacific/Kiritimati", "1994-12-31T10:00:00Z"),
        ("Pacific/Apia", "2011-12-30T10:00:00Z"),
        ("Pacific/Fakaofo", "2011-12-30T11:00:00Z"),
    ];
    for (name, change) in moved {
        let zone = table.get(name).unwrap();
        let change = change.parse::<Timestamp>().unwrap().as_millisecond();
        let skipped = offset(&zone, change) - offset(&zone, change - 1);
        assert_eq!(skipped * 1_000, DAY, "{name} skips a day");
        assert_eq!(
            differences(name, &zone, change, &mut 0),
            [""; 0],
            "around the day"
        );
    }
}

#[test]
fn no_zone_ever_changes_its_clocks_twice_within_three_days() {
    // What `to_utc` and the working time of a day rely on.
    const FIRST_ZONES: i64 = -5_000_000_000_000;
    for (name, zone) in zones() {
        for pair in changes(&zone, FIRST_ZONES, UNTIL).windows(2) {
            assert!(pair[1].0 - pair[0].0 > 3 * DAY, "{name}: {pair:?}");
        }
    }
}

#[test]
fn the_table_of_changes_is_the_one_committed() {
    let mut table = String::from("zone\tutc_seconds\toffset_seconds\n");
    for (name, zone) in zones() {
        let start = (FROM, offset(&zone, FROM));
        for (at, offset) in [start].into_iter().chain(changes(&zone, FROM, UNTIL)) {
            writeln!(table, "{name}\t{}\t{offset}", at / 1_000).unwrap();
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/worktime");
    let path = folder.join("changes-2020-2037.tsv");
    if std::env::var_os("BATON_UPDATE").is_some() {
        fs::create_dir_all(&folder).unwrap();
        fs::write(&path, &table).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == table,
        "the changes are not those committed (BATON_UPDATE=1 accepts them)"
    );
}
