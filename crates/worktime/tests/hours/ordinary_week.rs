//! Who can be expected to answer when, in an ordinary week.

use crate::jiff_zones::JiffZones;
use crate::weeks::{
    after_days, any_week, moment, next, nine_to_five, shown, span, week_of, with_lunch,
};
use baton_worktime::{
    CivilDate, HORIZON_DAYS, HoursError, UtcMillis, Weekday, WorkingWeek, ZoneError, ZoneName,
    Zones,
};
use proptest::prelude::*;
use std::cell::Cell;

fn add(week: &WorkingWeek, at: &str, minutes: u32) -> String {
    shown(
        week,
        week.add_working_minutes(&JiffZones::bundled(), moment(at), minutes),
    )
}

fn within(week: &WorkingWeek, at: &str) -> bool {
    week.is_within_hours(&JiffZones::bundled(), moment(at))
        .unwrap()
}

#[test]
fn nine_to_five_includes_its_first_and_its_last_minute() {
    let week = nine_to_five("Europe/Berlin");
    assert!(!within(&week, "2026-03-02T08:59:59.999+01:00"));
    assert!(within(&week, "2026-03-02T09:00:00+01:00"));
    assert!(within(&week, "2026-03-02T17:00:00+01:00"));
    assert!(!within(&week, "2026-03-02T17:00:00.001+01:00"));
    assert!(!within(&week, "2026-03-01T12:00:00+01:00"), "a Sunday");
}

#[test]
fn the_next_moment_within_hours_skips_nights_weekends_and_lunch() {
    let week = with_lunch("Europe/Berlin");
    assert_eq!(
        next(&week, "2026-03-02T10:30:00+01:00"),
        "2026-03-02T10:30:00"
    );
    assert_eq!(
        next(&week, "2026-03-02T12:30:00+01:00"),
        "2026-03-02T13:00:00"
    );
    assert_eq!(
        next(&week, "2026-03-02T06:00:00+01:00"),
        "2026-03-02T09:00:00"
    );
    assert_eq!(
        next(&week, "2026-03-06T17:01:00+01:00"),
        "2026-03-09T09:00:00"
    );
}

#[test]
fn working_minutes_stop_over_lunch_and_over_the_weekend() {
    let week = with_lunch("Europe/Berlin");
    assert_eq!(
        add(&week, "2026-03-02T11:30:00+01:00", 30),
        "2026-03-02T12:00:00"
    );
    assert_eq!(
        add(&week, "2026-03-02T11:30:00+01:00", 31),
        "2026-03-02T13:01:00"
    );
    assert_eq!(
        add(&week, "2026-03-06T16:30:00+01:00", 60),
        "2026-03-09T09:30:00"
    );
    assert_eq!(
        add(&week, "2026-03-06T17:00:00+01:00", 1),
        "2026-03-09T09:01:00"
    );
    assert_eq!(
        add(&week, "2026-03-07T12:00:00+01:00", 7 * 60 * 5),
        "2026-03-13T17:00:00"
    );
}

#[test]
fn one_working_day_is_the_same_clock_time_on_the_next_one() {
    let week = nine_to_five("Europe/Berlin");
    assert_eq!(
        after_days(&week, "2026-03-02T10:15:00+01:00", 1),
        "2026-03-03T10:15:00"
    );
    assert_eq!(
        after_days(&week, "2026-03-06T16:00:00+01:00", 1),
        "2026-03-09T16:00:00"
    );
    assert_eq!(
        after_days(&week, "2026-03-07T11:00:00+01:00", 1),
        "2026-03-09T11:00:00"
    );
    assert_eq!(
        after_days(&week, "2026-03-05T11:00:00+01:00", 3),
        "2026-03-10T11:00:00"
    );
}

#[test]
fn one_working_day_is_moved_into_the_hours_of_that_day() {
    let week = with_lunch("Europe/Berlin");
    assert_eq!(
        after_days(&week, "2026-03-02T07:00:00+01:00", 1),
        "2026-03-03T09:00:00"
    );
    assert_eq!(
        after_days(&week, "2026-03-02T12:20:00+01:00", 1),
        "2026-03-03T13:00:00"
    );
    assert_eq!(
        after_days(&week, "2026-03-02T22:00:00+01:00", 1),
        "2026-03-03T17:00:00"
    );
    assert_eq!(
        after_days(&week, "2026-03-02T22:00:00+01:00", 0),
        "2026-03-03T09:00:00"
    );
}

/// "0 working days" is what people set who answer the same day.
#[test]
fn an_answer_within_the_same_day_is_due_when_that_day_ends() {
    let week = with_lunch("Europe/Berlin");
    let due = |at: &str, days| {
        let due = week.response_due(&JiffZones::bundled(), moment(at), days);
        shown(&week, due)
    };
    for (at, by) in [
        ("2026-03-02T10:15:00+01:00", "2026-03-02T17:00:00"),
        ("2026-03-02T12:20:00+01:00", "2026-03-02T17:00:00"),
        ("2026-03-02T17:00:00+01:00", "2026-03-03T17:00:00"),
        ("2026-03-06T20:00:00+01:00", "2026-03-09T17:00:00"),
    ] {
        assert_eq!(due(at, 0), by, "{at}");
    }
    let late = week_of("Europe/Berlin", &Weekday::ALL, &[span(20 * 60, 24 * 60)]);
    let at = moment("2026-03-02T21:00:00+01:00");
    let by = late.response_due(&JiffZones::bundled(), at, 0);
    assert_eq!(shown(&late, by), "2026-03-03T00:00:00");
    assert_eq!(due("2026-03-02T10:15:00+01:00", 1), "2026-03-03T10:15:00");
}

#[test]
fn the_clock_time_stays_when_the_clocks_change_over_the_weekend() {
    let week = nine_to_five("Europe/Berlin");
    assert_eq!(
        after_days(&week, "2026-03-27T10:00:00+01:00", 1),
        "2026-03-30T10:00:00"
    );
    let week = nine_to_five("America/Los_Angeles");
    assert_eq!(
        after_days(&week, "2026-10-30T10:00:00-07:00", 1),
        "2026-11-02T10:00:00"
    );
}

#[test]
fn a_night_shift_is_an_hour_shorter_or_longer_when_the_clocks_change() {
    let nights = week_of("Europe/Berlin", &Weekday::ALL, &[span(0, 6 * 60)]);
    assert_eq!(
        add(&nights, "2026-03-29T00:00:00+01:00", 5 * 60),
        "2026-03-29T06:00:00"
    );
    assert_eq!(
        add(&nights, "2026-10-25T00:00:00+02:00", 7 * 60),
        "2026-10-25T06:00:00"
    );
}

#[test]
fn hours_that_the_clock_skips_do_not_exist_on_that_day() {
    let small_hours = week_of("Europe/Berlin", &Weekday::ALL, &[span(2 * 60, 3 * 60)]);
    assert_eq!(
        next(&small_hours, "2026-03-29T00:30:00+01:00"),
        "2026-03-30T02:00:00"
    );
    assert_eq!(
        after_days(&small_hours, "2026-03-28T02:30:00+01:00", 1),
        "2026-03-30T02:30:00"
    );
}

#[test]
fn a_clock_put_back_across_midnight_does_not_hide_working_time() {
    // In Havana 1:00 becomes 0:00; in Beirut midnight becomes 23:00 of the day before.
    let beirut = week_of(
        "Asia/Beirut",
        &[Weekday::Saturday],
        &[span(22 * 60, 24 * 60)],
    );
    assert!(
        within(&beirut, "2026-10-24T23:30:00+02:00"),
        "the second half past eleven"
    );
    assert_eq!(
        add(&beirut, "2026-10-24T22:00:00+03:00", 3 * 60),
        "2026-10-25T00:00:00"
    );
    let havana = week_of("America/Havana", &[Weekday::Sunday], &[span(0, 2 * 60)]);
    assert_eq!(
        add(&havana, "2025-11-02T00:00:00-04:00", 3 * 60),
        "2025-11-02T02:00:00"
    );
}

#[test]
fn across_the_date_line_the_receivers_calendar_counts() {
    // Friday morning in Los Angeles is Saturday in Auckland and on Kiritimati.
    let friday = "2026-03-06T10:00:00-08:00";
    let auckland = nine_to_five("Pacific/Auckland");
    assert_eq!(next(&auckland, friday), "2026-03-09T09:00:00");
    assert_eq!(after_days(&auckland, friday, 1), "2026-03-09T09:00:00");
    assert_eq!(
        after_days(&nine_to_five("Pacific/Kiritimati"), friday, 1),
        "2026-03-09T09:00:00"
    );
    assert_eq!(
        after_days(&nine_to_five("America/Los_Angeles"), friday, 1),
        "2026-03-09T10:00:00"
    );
    // Sunday afternoon in Los Angeles is Monday morning there.
    let sunday = "2026-03-08T14:00:00-07:00";
    assert_eq!(next(&auckland, sunday), "2026-03-09T10:00:00");
    assert_eq!(
        next(&nine_to_five("America/Los_Angeles"), sunday),
        "2026-03-09T09:00:00"
    );
}

#[test]
fn a_date_that_a_zone_skipped_is_no_working_day() {
    // Samoa went from Thursday the 29th to Saturday the 31st of December 2011.
    let apia = nine_to_five("Pacific/Apia");
    assert_eq!(
        after_days(&apia, "2011-12-29T10:00:00-10:00", 1),
        "2012-01-02T10:00:00"
    );
}

#[test]
fn something_due_on_a_date_is_due_when_its_hours_end_or_at_midnight_on_a_free_day() {
    let zones = JiffZones::bundled();
    let week = with_lunch("Europe/Berlin");
    let due = |day| {
        week.end_of_day(&zones, CivilDate::new(2026, 3, day).unwrap())
            .unwrap()
    };
    assert_eq!(due(6), moment("2026-03-06T17:00:00+01:00"));
    assert_eq!(due(7), moment("2026-03-08T00:00:00+01:00"));
}

#[test]
fn a_week_without_hours_answers_that_it_has_none() {
    let zones = JiffZones::bundled();
    let week = week_of("Europe/Berlin", &[], &[]);
    let at = moment("2026-03-02T10:00:00Z");
    assert!(!week.has_hours());
    assert_eq!(week.is_within_hours(&zones, at), Ok(false));
    assert_eq!(week.next_within_hours(&zones, at), Err(HoursError::NoHours));
    assert_eq!(
        week.add_working_minutes(&zones, at, 60),
        Err(HoursError::NoHours)
    );
    assert_eq!(
        week.after_working_days(&zones, at, 1),
        Err(HoursError::NoHours)
    );
}

#[test]
fn a_reckoning_past_the_horizon_is_refused() {
    let zones = JiffZones::bundled();
    let week = week_of("UTC", &[Weekday::Monday], &[span(540, 541)]);
    let at = moment("2026-03-02T10:00:00Z");
    assert_eq!(
        week.add_working_minutes(&zones, at, u32::MAX),
        Err(HoursError::TooFarAhead)
    );
    assert_eq!(
        week.after_working_days(&zones, at, u16::MAX),
        Err(HoursError::TooFarAhead)
    );
    let mondays = HORIZON_DAYS / 7;
    assert!(week.after_working_days(&zones, at, mondays).is_ok());
    assert_eq!(
        week.after_working_days(&zones, at, mondays + 1),
        Err(HoursError::TooFarAhead)
    );
}

#[test]
fn an_unknown_zone_and_an_impossible_moment_are_errors_everywhere() {
    let zones = JiffZones::bundled();
    let at = moment("2026-03-02T10:00:00Z");
    let nowhere = nine_to_five("Atlantis/Capital");
    assert_eq!(
        nowhere.is_within_hours(&zones, at),
        Err(ZoneError::UnknownZone)
    );
    let unknown = Err(HoursError::Zone(ZoneError::UnknownZone));
    assert_eq!(nowhere.next_within_hours(&zones, at), unknown);
    assert_eq!(nowhere.after_working_days(&zones, at, 1), unknown);
    for edge in [i64::MIN, i64::MAX] {
        let answer = nine_to_five("UTC").add_working_minutes(&zones, UtcMillis(edge), 1);
        assert_eq!(answer, Err(HoursError::Zone(ZoneError::OutOfRange)));
    }
}

/// Counts how often the host is asked, which is what a reckoning costs in a browser.
struct Counted(JiffZones, Cell<usize>);

impl Zones for Counted {
    fn offset_seconds(&self, zone: &ZoneName, at: UtcMillis) -> Result<i32, ZoneError> {
        self.1.set(self.1.get() + 1);
        self.0.offset_seconds(zone, at)
    }
}

#[test]
fn a_response_by_asks_the_host_for_few_offsets_and_for_none_of_a_free_day() {
    let friday = moment("2026-03-06T16:00:00+01:00");
    let asked = |reckon: &dyn Fn(&WorkingWeek, &Counted)| {
        let zones = Counted(JiffZones::bundled(), Cell::new(0));
        reckon(&with_lunch("Europe/Berlin"), &zones);
        zones.1.get()
    };
    let one_day = asked(&|week, zones| {
        week.after_working_days(zones, friday, 1).unwrap();
    });
    assert_eq!(one_day, 3, "one to know the date, two for Monday");
    let two_hours = asked(&|week, zones| {
        week.add_working_minutes(zones, friday, 120).unwrap();
    });
    assert_eq!(
        two_hours, 5,
        "one to know the date, two each for Friday and Monday"
    );
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        rng_seed: proptest::test_runner::RngSeed::Fixed(11),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_answer_lies_within_hours_and_not_before_the_question(
        week in any_week(),
        at in 1_577_836_800_000_i64..2_145_916_800_000,
        minutes in 0_u32..6_000,
        days in 0_u16..20,
    ) {
        let zones = JiffZones::bundled();
        let at = UtcMillis(at);
        prop_assume!(week.has_hours());
        let answers = [
            week.next_within_hours(&zones, at),
            week.add_working_minutes(&zones, at, minutes),
            week.after_working_days(&zones, at, days),
        ];
        // A week of a minute or two cannot give thousands of minutes before the horizon.
        for answer in answers.into_iter().filter(|answer| *answer != Err(HoursError::TooFarAhead)) {
            let answer = answer.unwrap();
            prop_assert!(answer >= at);
            prop_assert!(week.is_within_hours(&zones, answer).unwrap());
        }
    }

    #[test]
    fn working_minutes_add_up(
        week in any_week(),
        at in 1_577_836_800_000_i64..2_145_916_800_000,
        first in 0_u32..3_000,
        second in 1_u32..3_000,
    ) {
        let zones = JiffZones::bundled();
        let at = UtcMillis(at);
        if let Ok(whole) = week.add_working_minutes(&zones, at, first + second) {
            let part = week.add_working_minutes(&zones, at, first).unwrap();
            prop_assert_eq!(week.add_working_minutes(&zones, part, second), Ok(whole));
        }
    }
}
