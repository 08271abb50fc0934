//! Between moments and clocks, checked against an independent implementation.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod jiff_zones;
mod one_zone;

use baton_worktime::{
    CivilDate, LocalTime, UtcMillis, Weekday, ZoneError, ZoneName, Zones, to_local, to_utc,
};
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, ToSpan};
use jiff_zones::JiffZones;
use one_zone::OneZone;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

const HOUR: i64 = 3_600_000;

fn zone(name: &str) -> ZoneName {
    ZoneName::new(name).unwrap()
}

fn moment(text: &str) -> UtcMillis {
    UtcMillis(text.parse::<Timestamp>().unwrap().as_millisecond())
}

fn clock(text: &str) -> LocalTime {
    LocalTime::from_clock_millis(clock_millis(text.parse().unwrap()))
}

fn clock_millis(time: DateTime) -> i64 {
    time.to_zoned(TimeZone::UTC)
        .unwrap()
        .timestamp()
        .as_millisecond()
}

fn clock_to_moment(zone_name: &str, local: &str) -> UtcMillis {
    to_utc(&JiffZones::bundled(), &zone(zone_name), clock(local)).unwrap()
}

/// What `to_utc` promises, told by jiff: the earlier of two, the change itself in a gap.
fn moment_by_jiff(zone: &TimeZone, local: LocalTime) -> i64 {
    let as_if_utc = Timestamp::from_millisecond(local.clock_millis()).unwrap();
    let ambiguous = zone.to_ambiguous_timestamp(TimeZone::UTC.to_datetime(as_if_utc));
    match ambiguous.offset() {
        AmbiguousOffset::Gap { .. } => {
            let short_of_it = ambiguous.earlier().unwrap();
            let change = zone.following(short_of_it).next().unwrap();
            change.timestamp().as_millisecond()
        }
        _ => ambiguous.earlier().unwrap().as_millisecond(),
    }
}

fn agrees_with_jiff(name: &str, tz: &TimeZone, at: i64) -> Result<(), String> {
    let zone = zone(name);
    let zones = &OneZone(tz.clone());
    let timestamp = Timestamp::from_millisecond(at).unwrap();

    let local = to_local(zones, &zone, UtcMillis(at)).unwrap();
    let expected = clock_millis(tz.to_datetime(timestamp));
    if local.clock_millis() != expected {
        return Err(format!("{name} at {timestamp}: {local}, not {expected}"));
    }
    // The same number taken as a clock reading: near a change it falls into gaps and folds.
    for local in [
        local,
        LocalTime::from_clock_millis(at + HOUR / 2),
        shifted(tz, at),
    ] {
        let back = to_utc(zones, &zone, local).unwrap();
        let expected = moment_by_jiff(tz, local);
        if back.0 != expected {
            return Err(format!("{name} {local}: {} not {expected}", back.0));
        }
    }
    Ok(())
}

/// What the clock would show at `at` had it not been changed in the last two days: a reading
/// inside the gap or the fold just after a change.
fn shifted(tz: &TimeZone, at: i64) -> LocalTime {
    let earlier = Timestamp::from_millisecond(at - 48 * HOUR).unwrap();
    LocalTime::from_clock_millis(at + i64::from(tz.to_offset(earlier).seconds()) * 1_000)
}

#[test]
fn every_change_of_every_zone_from_2020_to_2037_is_reckoned_as_jiff_does() {
    let table = TimeZoneDatabase::bundled();
    let from: Timestamp = "2020-01-01T00:00:00Z".parse().unwrap();
    let until: Timestamp = "2038-01-01T00:00:00Z".parse().unwrap();
    let around = [
        -24 * HOUR,
        -HOUR,
        -HOUR / 2,
        -1,
        0,
        1,
        HOUR / 2,
        HOUR - 1,
        HOUR,
        24 * HOUR,
    ];

    let mut differences = Vec::new();
    let (mut zones_seen, mut changes_seen) = (0, 0);
    for name in table.available() {
        let tz = table.get(name.as_str()).unwrap();
        zones_seen += 1;
        let changes = tz.following(from).map(|change| change.timestamp());
        for change in changes.take_while(|change| *change < until) {
            changes_seen += 1;
            for step in around {
                let at = change.as_millisecond() + step;
                differences.extend(agrees_with_jiff(name.as_str(), &tz, at).err());
            }
        }
    }
    assert!(
        zones_seen > 400 && changes_seen > 5_000,
        "{zones_seen} zones, {changes_seen} changes"
    );
    assert!(
        differences.is_empty(),
        "{} differences: {:?}",
        differences.len(),
        differences.first()
    );
}

#[test]
fn any_moment_from_2020_to_2037_is_reckoned_as_jiff_does_in_any_zone() {
    let table = TimeZoneDatabase::bundled();
    let names: Vec<String> = table
        .available()
        .map(|name| name.as_str().to_owned())
        .collect();
    let millis = moment("2020-01-01T00:00:00Z").0..moment("2038-01-01T00:00:00Z").0;
    let config = Config {
        cases: 2_000,
        failure_persistence: None,
        ..Config::default()
    };
    let seed = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    TestRunner::new_with_rng(config, seed)
        .run(&(proptest::sample::select(names), millis), |(name, at)| {
            let tz = table.get(&name).unwrap();
            agrees_with_jiff(&name, &tz, at).map_err(TestCaseError::fail)
        })
        .unwrap();
}

#[test]
fn a_time_the_clock_skips_becomes_the_moment_of_the_change() {
    let change = moment("2026-03-29T01:00:00Z");
    assert_eq!(clock_to_moment("Europe/Berlin", "2026-03-29T02:00"), change);
    assert_eq!(clock_to_moment("Europe/Berlin", "2026-03-29T02:30"), change);
    assert_eq!(clock_to_moment("Europe/Berlin", "2026-03-29T03:00"), change);
}

#[test]
fn a_time_the_clock_shows_twice_is_the_earlier_one() {
    assert_eq!(
        clock_to_moment("Europe/Berlin", "2026-10-25T02:30"),
        moment("2026-10-25T00:30:00Z")
    );
    assert_eq!(
        clock_to_moment("Australia/Lord_Howe", "2026-04-05T01:45"),
        moment("2026-04-04T14:45:00Z")
    );
}

#[test]
fn a_date_that_a_zone_skipped_becomes_the_midnight_after_it() {
    assert_eq!(
        clock_to_moment("Pacific/Apia", "2011-12-30T12:00"),
        moment("2011-12-30T10:00:00Z")
    );
}

#[test]
fn one_moment_has_three_dates_around_the_date_line() {
    let zones = JiffZones::bundled();
    let at = moment("2026-06-30T10:30:00Z");
    let shown = |name| to_local(&zones, &zone(name), at).unwrap().to_string();
    assert_eq!(shown("America/Los_Angeles"), "2026-06-30T03:30:00");
    assert_eq!(shown("Pacific/Kiritimati"), "2026-07-01T00:30:00");
    assert_eq!(shown("Pacific/Pago_Pago"), "2026-06-29T23:30:00");
    assert_eq!(shown("Pacific/Auckland"), "2026-06-30T22:30:00");
}

#[test]
fn a_zone_nobody_knows_and_a_moment_off_the_table_are_errors() {
    let zones = JiffZones::bundled();
    let nowhere = zone("Atlantis/Capital");
    assert_eq!(
        to_local(&zones, &nowhere, UtcMillis(0)),
        Err(ZoneError::UnknownZone)
    );
    let berlin = zone("Europe/Berlin");
    for edge in [i64::MIN, i64::MAX] {
        assert_eq!(
            to_local(&zones, &berlin, UtcMillis(edge)),
            Err(ZoneError::OutOfRange)
        );
        let local = LocalTime::from_clock_millis(edge);
        assert_eq!(to_utc(&zones, &berlin, local), Err(ZoneError::OutOfRange));
    }
}

#[test]
fn an_offset_no_zone_has_is_refused() {
    struct Broken;
    impl Zones for Broken {
        fn offset_seconds(&self, _: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
            Ok(i32::MIN)
        }
    }
    let answer = to_local(&Broken, &ZoneName::utc(), UtcMillis(0));
    assert_eq!(answer, Err(ZoneError::ImpossibleOffset));
}

#[test]
fn every_name_in_the_table_has_the_shape_of_a_zone_name() {
    for name in TimeZoneDatabase::bundled().available() {
        assert_eq!(
            ZoneName::new(name.as_str()).unwrap().as_str(),
            name.as_str()
        );
    }
}

#[test]
fn text_of_another_shape_is_not_a_zone_name() {
    let too_long = "A".repeat(ZoneName::MAX_BYTES + 1);
    let wrong = [
        "",
        "/",
        "Europe/",
        "/Berlin",
        "Europe//Berlin",
        "Europe/../etc",
        "+05:30",
        "Europe Berlin",
        "Zürich",
        "UTC\n",
        "UTC\0",
        "1Zone",
        &too_long,
    ];
    for name in wrong {
        assert_eq!(
            ZoneName::new(name),
            Err(ZoneError::MalformedName),
            "{name:?}"
        );
        let json = serde_json::to_string(name).unwrap();
        assert!(serde_json::from_str::<ZoneName>(&json).is_err(), "{name:?}");
    }
    let stored: ZoneName = serde_json::from_str("\"Etc/GMT+5\"").unwrap();
    assert_eq!(serde_json::to_string(&stored).unwrap(), "\"Etc/GMT+5\"");
}

#[test]
fn dates_follow_the_calendar_in_any_year() {
    let mut day = jiff::civil::date(-9998, 1, 1);
    let last = jiff::civil::Date::MAX.checked_sub(1.year()).unwrap();
    while day < last {
        let (year, month) = (day.year(), day.month().unsigned_abs());
        let ours = CivilDate::new(year.into(), month, day.day().unsigned_abs()).unwrap();
        assert_eq!(
            ours.year_month_day(),
            (i64::from(year), month, day.day().unsigned_abs()),
            "{day}"
        );
        assert_eq!(
            ours.weekday().index(),
            usize::try_from(day.weekday().to_monday_zero_offset()).unwrap()
        );
        let clock = clock_millis(day.at(0, 0, 0, 0));
        assert_eq!(ours.at_minute(0), LocalTime::from_clock_millis(clock));
        day = day.checked_add(97.days()).unwrap();
    }
}

#[test]
fn a_date_the_calendar_does_not_have_is_none() {
    for (year, month, day) in [
        (2026, 2, 29),
        (2100, 2, 29),
        (2026, 4, 31),
        (2026, 13, 1),
        (2026, 0, 1),
        (2026, 1, 0),
    ] {
        assert_eq!(
            CivilDate::new(year, month, day),
            None,
            "{year}-{month}-{day}"
        );
    }
    assert_eq!(CivilDate::new(10_000, 1, 1), None);
    assert!(CivilDate::new(2000, 2, 29).is_some());
}

#[test]
fn a_clock_reading_tells_its_parts_also_before_1970() {
    let local = LocalTime::from_clock_millis(-1);
    assert_eq!(local.to_string(), "1969-12-31T23:59:59");
    assert_eq!((local.hour(), local.minute(), local.second()), (23, 59, 59));
    assert_eq!(local.date().weekday(), Weekday::Wednesday);
    for edge in [i64::MIN, i64::MAX] {
        let shown = LocalTime::from_clock_millis(edge).to_string();
        assert!(shown.contains('T'), "{shown}");
    }
}
