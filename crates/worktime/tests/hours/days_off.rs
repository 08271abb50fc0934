//! Days off: nothing is expected on them, whatever the weekday.

use crate::jiff_zones::JiffZones;
use crate::weeks::{after_days, any_week, date, moment, next, nine_to_five, shown, span, week_of};
use baton_worktime::{CivilDate, HoursError, UtcMillis, Weekday, WorkingWeek, to_local};
use proptest::prelude::*;

/// Monday to Friday from 9:00 to 17:00 in Berlin, with days off.
fn off(dates: &[&str]) -> WorkingWeek {
    let dates = dates.iter().map(|text| date(text)).collect();
    nine_to_five("Europe/Berlin").with_days_off(dates).unwrap()
}

#[test]
fn a_day_off_has_no_hours() {
    let zones = JiffZones::bundled();
    let week = off(&["2026-03-03"]);
    let within = |at| week.is_within_hours(&zones, moment(at)).unwrap();
    assert!(within("2026-03-02T12:00:00+01:00"));
    assert!(!within("2026-03-03T12:00:00+01:00"));
    assert!(week.spans_on_date(date("2026-03-03")).is_empty());
    assert_eq!(
        week.spans_on_date(date("2026-03-10")),
        week.spans_on(Weekday::Tuesday)
    );
}

#[test]
fn a_response_is_due_after_the_days_off() {
    let easter = off(&["2026-04-03", "2026-04-06"]);
    assert_eq!(
        after_days(&easter, "2026-04-02T10:00:00+02:00", 1),
        "2026-04-07T10:00:00"
    );
    assert_eq!(
        after_days(&easter, "2026-04-02T10:00:00+02:00", 2),
        "2026-04-08T10:00:00"
    );
    assert_eq!(
        next(&easter, "2026-04-03T10:00:00+02:00"),
        "2026-04-07T09:00:00"
    );
}

#[test]
fn working_minutes_pass_over_days_off() {
    let week = off(&["2026-03-03"]);
    let answer = week.add_working_minutes(
        &JiffZones::bundled(),
        moment("2026-03-02T16:30:00+01:00"),
        60,
    );
    assert_eq!(shown(&week, answer), "2026-03-04T09:30:00");
}

#[test]
fn something_due_on_a_day_off_is_due_at_the_midnight_that_ends_it() {
    let week = off(&["2026-03-03"]);
    let end = week.end_of_day(&JiffZones::bundled(), date("2026-03-03"));
    assert_eq!(end, Ok(moment("2026-03-04T00:00:00+01:00")));
}

#[test]
fn a_week_of_which_every_day_is_off_as_far_as_one_looks_has_no_answer() {
    let monday = date("2026-03-02");
    let mondays = (0..105).map(|weeks| monday.plus_days(7 * weeks)).collect();
    let hours = nine_to_five("UTC").spans_on(Weekday::Monday).to_vec();
    let week = week_of("UTC", &[Weekday::Monday], &hours)
        .with_days_off(mondays)
        .unwrap();
    assert!(week.has_hours(), "the ordinary week has some");
    let (zones, at) = (JiffZones::bundled(), moment("2026-03-01T12:00:00Z"));
    let too_far = Err(HoursError::TooFarAhead);
    assert_eq!(week.next_within_hours(&zones, at), too_far);
    assert_eq!(week.after_working_days(&zones, at, 1), too_far);
    assert_eq!(week.next_opening(&zones, at), Err(HoursError::TooFarAhead));
}

#[test]
fn who_writes_outside_the_hours_is_told_when_work_begins_next() {
    let week = off(&["2026-03-09"]);
    let opening = |at| {
        let opening = week.next_opening(&JiffZones::bundled(), moment(at));
        opening.unwrap().map(|at| shown(&week, Ok(at)))
    };
    assert_eq!(opening("2026-03-05T12:00:00+01:00"), None);
    assert_eq!(
        opening("2026-03-05T17:00:00+01:00"),
        None,
        "the last moment"
    );
    assert_eq!(
        opening("2026-03-05T20:00:00+01:00").unwrap(),
        "2026-03-06T09:00:00",
        "their morning"
    );
    assert_eq!(
        opening("2026-03-06T20:00:00+01:00").unwrap(),
        "2026-03-10T09:00:00",
        "after the weekend and a day off"
    );
}

#[test]
fn hours_until_midnight_include_it_also_when_the_zone_skips_the_next_date() {
    // On Kwajalein the 20th of August 1993 was followed by the 22nd.
    let around_the_clock = week_of("Pacific/Kwajalein", &Weekday::ALL, &[span(0, 24 * 60)]);
    let week = around_the_clock
        .with_days_off(vec![date("1993-08-22")])
        .unwrap();
    let zones = JiffZones::bundled();
    let midnight = moment("1993-08-21T12:00:00Z");
    assert_eq!(week.is_within_hours(&zones, midnight), Ok(true));
    assert_eq!(
        week.is_within_hours(&zones, midnight.plus_millis(1)),
        Ok(false)
    );
}

/// A week with days off among the first months of 2026.
fn any_week_with_days_off() -> impl Strategy<Value = WorkingWeek> {
    let days = prop::collection::vec(0_i64..120, 0..60);
    (any_week(), days).prop_map(|(week, days)| {
        let off = |days| date("2026-01-01").plus_days(days);
        week.with_days_off(days.into_iter().map(off).collect())
            .unwrap()
    })
}

/// A moment in the first months of 2026.
fn any_moment() -> impl Strategy<Value = UtcMillis> {
    (moment("2026-01-01T00:00:00Z").0..moment("2026-05-01T00:00:00Z").0).prop_map(UtcMillis)
}

/// The date whose hours `at` belongs to: that of the moment before, where hours end at midnight.
fn dates_of(week: &WorkingWeek, at: UtcMillis) -> [CivilDate; 2] {
    let local = |at| to_local(&JiffZones::bundled(), week.zone(), at).unwrap();
    [local(at.plus_millis(-1)).date(), local(at).date()]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        rng_seed: proptest::test_runner::RngSeed::Fixed(13),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_answer_falls_on_a_day_off(
        week in any_week_with_days_off(),
        at in any_moment(),
        minutes in 0_u32..3_000,
        days in 0_u16..20,
    ) {
        let zones = JiffZones::bundled();
        let answers = [
            week.next_within_hours(&zones, at),
            week.add_working_minutes(&zones, at, minutes),
            week.after_working_days(&zones, at, days),
        ];
        for answer in answers.into_iter().flatten() {
            let off = |date| week.days_off().contains(date);
            prop_assert!(!dates_of(&week, answer).iter().all(off));
            prop_assert!(week.is_within_hours(&zones, answer).unwrap());
        }
    }

    #[test]
    fn who_asks_later_is_not_answered_earlier(
        week in any_week_with_days_off(),
        at in any_moment(),
        later in 0_i64..10 * 86_400_000,
        minutes in 0_u32..3_000,
        days in 1_u16..20,
    ) {
        let zones = JiffZones::bundled();
        let later = at.plus_millis(later);
        let by_minutes = |at| week.add_working_minutes(&zones, at, minutes);
        if let (Ok(first), Ok(second)) = (by_minutes(at), by_minutes(later)) {
            prop_assert!(first <= second);
        }
        // Working days keep the clock time, and Saturday's may be later than Sunday's.
        let by_days = |at| week.after_working_days(&zones, at, days);
        if let (Ok(first), Ok(second)) = (by_days(at), by_days(later)) {
            prop_assert!(dates_of(&week, first)[0] <= dates_of(&week, second)[1]);
        }
    }

    #[test]
    fn more_time_to_answer_does_not_end_earlier(
        week in any_week_with_days_off(),
        at in any_moment(),
        minutes in 0_u32..3_000,
        days in 0_u16..20,
    ) {
        let zones = JiffZones::bundled();
        let by_minutes = |minutes| week.add_working_minutes(&zones, at, minutes);
        if let (Ok(less), Ok(more)) = (by_minutes(minutes), by_minutes(minutes + 1)) {
            prop_assert!(less < more);
        }
        let by_days = |days| week.after_working_days(&zones, at, days);
        if let (Ok(less), Ok(more)) = (by_days(days), by_days(days + 1)) {
            prop_assert!(less <= more);
        }
    }

    #[test]
    fn an_opening_is_within_hours_and_so_has_no_opening_after_it(
        week in any_week_with_days_off(),
        at in any_moment(),
    ) {
        let zones = JiffZones::bundled();
        prop_assume!(week.has_hours());
        match week.next_opening(&zones, at).unwrap() {
            Some(opening) => {
                prop_assert!(opening > at);
                prop_assert!(!week.is_within_hours(&zones, at).unwrap());
                prop_assert!(!week.is_within_hours(&zones, opening.plus_millis(-1)).unwrap());
                prop_assert_eq!(week.next_opening(&zones, opening), Ok(None));
            }
            None => prop_assert!(week.is_within_hours(&zones, at).unwrap()),
        }
    }

    #[test]
    fn days_off_in_the_past_change_nothing(week in any_week_with_days_off(), days in 1_u16..20) {
        let zones = JiffZones::bundled();
        let at = moment("2026-06-01T10:00:00Z");
        let without = week.clone().with_days_off(vec![]).unwrap();
        prop_assert_eq!(
            week.after_working_days(&zones, at, days),
            without.after_working_days(&zones, at, days)
        );
    }
}
