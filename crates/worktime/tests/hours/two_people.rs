//! A moment that suits both: the sender's hours and the receiver's.

use crate::jiff_zones::JiffZones;
use crate::weeks::{any_week, date, moment, nine_to_five, span, week_of};
use baton_worktime::{HoursError, UtcMillis, Weekday, WorkingWeek};
use proptest::prelude::*;

fn both(one: &WorkingWeek, two: &WorkingWeek, at: &str) -> Result<UtcMillis, HoursError> {
    one.next_within_both(two, &JiffZones::bundled(), moment(at))
}

#[test]
fn a_moment_within_both_peoples_hours_suits_both() {
    let (berlin, new_york) = (
        nine_to_five("Europe/Berlin"),
        nine_to_five("America/New_York"),
    );
    let at = "2026-03-02T16:00:00+01:00";
    assert_eq!(both(&berlin, &new_york, at), Ok(moment(at)));
}

#[test]
fn otherwise_the_next_moment_that_both_work_is_told() {
    let (berlin, new_york) = (
        nine_to_five("Europe/Berlin"),
        nine_to_five("America/New_York"),
    );
    assert_eq!(
        both(&berlin, &new_york, "2026-03-02T10:00:00+01:00"),
        Ok(moment("2026-03-02T09:00:00-05:00")),
        "New York's morning"
    );
    assert_eq!(
        both(&berlin, &new_york, "2026-03-06T17:30:00+01:00"),
        Ok(moment("2026-03-09T09:00:00-04:00")),
        "after the weekend, with clocks already changed in New York"
    );
    let berlin = berlin.with_days_off(vec![date("2026-03-09")]).unwrap();
    assert_eq!(
        both(&berlin, &new_york, "2026-03-06T17:30:00+01:00"),
        Ok(moment("2026-03-10T09:00:00-04:00")),
        "after a day off"
    );
}

#[test]
fn weeks_that_meet_only_where_the_clocks_have_changed_meet_there() {
    // Europe's clocks change three weeks after New York's: only then is it five hours, not six.
    let berlin = week_of(
        "Europe/Berlin",
        &Weekday::ALL[..5],
        &[span(9 * 60, 14 * 60 + 30)],
    );
    let new_york = nine_to_five("America/New_York");
    assert_eq!(
        both(&berlin, &new_york, "2026-01-05T10:00:00+01:00"),
        Ok(moment("2026-03-09T09:00:00-04:00"))
    );
}

#[test]
fn weeks_that_never_meet_have_no_answer() {
    let early = week_of("UTC", &Weekday::ALL, &[span(0, 60)]);
    let late = week_of("UTC", &Weekday::ALL, &[span(120, 180)]);
    let at = "2026-03-02T00:00:00Z";
    assert_eq!(both(&early, &late, at), Err(HoursError::TooFarAhead));
    let never = week_of("UTC", &[], &[]);
    assert_eq!(both(&early, &never, at), Err(HoursError::NoHours));
    assert_eq!(both(&never, &late, at), Err(HoursError::NoHours));
}

/// The same by asking one after the other until both agree.
fn by_turns(one: &WorkingWeek, two: &WorkingWeek, at: UtcMillis) -> Result<UtcMillis, HoursError> {
    let zones = JiffZones::bundled();
    let mut at = at;
    loop {
        let first = one.next_within_hours(&zones, at)?;
        let second = two.next_within_hours(&zones, first)?;
        if first == second {
            return Ok(first);
        }
        at = second;
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        rng_seed: proptest::test_runner::RngSeed::Fixed(17),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn it_is_the_moment_asking_by_turns_leads_to_whoever_is_first(
        one in any_week(),
        two in any_week(),
        at in 1_577_836_800_000_i64..2_145_916_800_000,
    ) {
        let zones = JiffZones::bundled();
        let at = UtcMillis(at);
        let answer = one.next_within_both(&two, &zones, at);
        prop_assert_eq!(two.next_within_both(&one, &zones, at), answer);
        // By turns one would look for ever where two weeks never meet.
        if let Ok(answer) = answer {
            prop_assert_eq!(by_turns(&one, &two, at), Ok(answer));
        }
    }
}
