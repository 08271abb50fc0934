//! The rules, row by row: `verdicts.tsv` and `live_question.tsv` say what is expected.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod case;

use baton_gate::{
    Answers, Contributors, Purpose, Rounds, Rule, Thresholds, Verdict, Working,
    live_question_needed, verdict,
};
use baton_worktime::{UtcMillis, WorkingWeek, ZoneError, ZoneName, Zones};
use case::{JiffZones, MONDAY_AT_TEN, answers, berlin, moment, rows, verdict_at};
use std::collections::BTreeSet;

const VERDICTS: &str = include_str!("verdicts.tsv");
const LIVE_QUESTION: &str = include_str!("live_question.tsv");

#[test]
fn every_row_of_the_table_gets_its_verdict() {
    let mut wrong = Vec::new();
    for row in rows(VERDICTS) {
        let found = verdict_at(row["now"], &answers(&row), &Thresholds::default());
        let minutes = found
            .max_minutes
            .map_or("-".to_owned(), |minutes| minutes.to_string());
        let found = [
            found.rule.as_str(),
            found.outcome.as_str(),
            found.template.as_str(),
            &minutes,
        ];
        let expected = [row["rule"], row["outcome"], row["template"], row["minutes"]];
        if found != expected {
            wrong.push(format!("{}: {found:?}, not {expected:?}", row["case"]));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_rule_can_be_reached() {
    let reached: BTreeSet<Rule> = rows(VERDICTS)
        .iter()
        .map(|row| verdict_at(row["now"], &answers(row), &Thresholds::default()).rule)
        .collect();
    assert_eq!(reached, BTreeSet::from(Rule::ALL));
}

#[test]
fn question_five_is_asked_only_where_the_first_four_leave_it_open() {
    let (week, zones) = (berlin(), JiffZones::bundled());
    for row in rows(LIVE_QUESTION) {
        let working = Working {
            week: &week,
            zones: &zones,
            now: moment(row["now"]),
        };
        let asked = live_question_needed(&answers(&row), &working, &Thresholds::default());
        assert_eq!(asked, row["asked"] == "yes", "{}", row["case"]);
    }
}

/// The conditions of R1 to R10 as the documentation tells them, without their order.
fn matching(answers: &Answers, deadline: &str) -> [bool; 10] {
    let purpose = answers.purpose;
    let is = |any_of: &[Purpose]| any_of.iter().any(|one| purpose == Some(*one));
    [
        is(&[Purpose::Incident]) || deadline == "before a reply",
        is(&[Purpose::Sensitive]),
        is(&[Purpose::Acquaint]),
        answers.rounds == Some(Rounds::ThreeOrMore),
        purpose.is_none() && answers.done_when.is_empty(),
        answers.contributors == Some(Contributors::None)
            && is(&[Purpose::Decide, Purpose::Solve, Purpose::Ideas]),
        is(&[
            Purpose::Inform,
            Purpose::Review,
            Purpose::Answer,
            Purpose::Demo,
        ]),
        is(&[Purpose::Decide]) && ["none", "in a day"].contains(&deadline),
        is(&[Purpose::Solve, Purpose::Ideas]),
        true,
    ]
}

fn optional<T: Copy>(all: &[T]) -> Vec<Option<T>> {
    std::iter::once(None)
        .chain(all.iter().copied().map(Some))
        .collect()
}

/// Every combination of answers that a rule can tell apart, with the deadline in words.
fn every_combination() -> Vec<(Answers, &'static str)> {
    let deadlines = [
        ("none", None),
        ("before a reply", Some(moment("2026-03-02T10:59"))),
        ("today", Some(moment("2026-03-02T17:00"))),
        ("in a day", Some(moment("2026-03-03T10:00"))),
    ];
    let mut all = Vec::new();
    for purpose in optional(&Purpose::ALL) {
        for (deadline, needed_by) in deadlines {
            for done_when in ["", "the room is booked"] {
                for contributors in optional(&Contributors::ALL) {
                    for rounds in optional(&Rounds::ALL) {
                        for same_minute in optional(&[false, true]) {
                            for invited in optional(&[false, true]) {
                                let answers = Answers {
                                    purpose,
                                    needed_by,
                                    done_when: done_when.to_owned(),
                                    contributors,
                                    rounds,
                                    same_minute,
                                    invited,
                                    ..Answers::default()
                                };
                                all.push((answers, deadline));
                            }
                        }
                    }
                }
            }
        }
    }
    all
}

#[test]
fn of_all_rules_that_match_the_first_decides() {
    let (week, zones) = (berlin(), JiffZones::bundled());
    let working = Working {
        week: &week,
        zones: &zones,
        now: moment(MONDAY_AT_TEN),
    };
    let mut beaten = BTreeSet::new();
    for (answers, deadline) in every_combination() {
        let matching = matching(&answers, deadline);
        let mut rules = Rule::ALL
            .into_iter()
            .filter(|rule| matching[*rule as usize]);
        let first = rules.next().unwrap();
        let found = verdict(&answers, &working, &Thresholds::default()).rule;
        assert_eq!(found, first, "{answers:?}, needed: {deadline}");
        beaten.extend(rules.map(|later| format!("{}-{}", first as usize + 1, later as usize + 1)));
    }
    // R1 does not meet R8: a deadline too near for a reply leaves no working day.
    let overlapping = "1-2 1-3 1-4 1-5 1-6 1-7 1-9 1-10 2-4 2-10 3-4 3-10 4-5 4-6 4-7 4-8 4-9 4-10 \
        5-10 6-8 6-9 6-10 7-10 8-10 9-10";
    let expected: BTreeSet<String> = overlapping.split_whitespace().map(str::to_owned).collect();
    assert_eq!(beaten, expected);
}

#[test]
fn thresholds_move_the_borders() {
    let defaults = Thresholds::default();
    let rule_at = |needed_by: &str, purpose, thresholds: &Thresholds| {
        let needed_by = Some(moment(needed_by));
        let answers = Answers {
            purpose: Some(purpose),
            needed_by,
            ..Answers::default()
        };
        verdict_at(MONDAY_AT_TEN, &answers, thresholds).rule
    };

    let slower = Thresholds {
        reply_lead_minutes: 8 * 60,
        ..defaults
    };
    assert_eq!(
        rule_at("2026-03-03T09:59", Purpose::Inform, &slower),
        Rule::R1
    );
    assert_eq!(
        rule_at("2026-03-03T10:00", Purpose::Inform, &slower),
        Rule::R7
    );

    let longer = Thresholds {
        decide_working_days: 3,
        ..defaults
    };
    assert_eq!(
        rule_at("2026-03-05T09:59", Purpose::Decide, &longer),
        Rule::R10
    );
    assert_eq!(
        rule_at("2026-03-05T10:00", Purpose::Decide, &longer),
        Rule::R8
    );
}

#[test]
fn the_rounds_before_a_meeting_stay_between_one_and_three() {
    let rule_after = |rounds, rounds_before_meeting| {
        let answers = Answers {
            purpose: Some(Purpose::Answer),
            rounds,
            ..Answers::default()
        };
        let thresholds = Thresholds {
            rounds_before_meeting,
            ..Thresholds::default()
        };
        verdict_at(MONDAY_AT_TEN, &answers, &thresholds).rule
    };
    assert_eq!(rule_after(Some(Rounds::One), 2), Rule::R7);
    assert_eq!(rule_after(Some(Rounds::Two), 2), Rule::R4);
    assert_eq!(rule_after(Some(Rounds::Zero), 0), Rule::R7);
    assert_eq!(rule_after(Some(Rounds::One), 0), Rule::R4);
    assert_eq!(rule_after(Some(Rounds::ThreeOrMore), 9), Rule::R4);
    assert_eq!(rule_after(None, 0), Rule::R7);
}

#[test]
fn thresholds_set_the_minutes_that_are_recommended() {
    let thresholds = Thresholds {
        call_minutes: 5,
        live_minutes: 50,
        ..Thresholds::default()
    };
    let minutes = |purpose| {
        let answers = Answers {
            purpose: Some(purpose),
            same_minute: Some(true),
            ..Answers::default()
        };
        verdict_at(MONDAY_AT_TEN, &answers, &thresholds).max_minutes
    };
    assert_eq!(minutes(Purpose::Incident), Some(5));
    assert_eq!(minutes(Purpose::Solve), Some(50));
    assert_eq!(minutes(Purpose::Sensitive), None);
}

#[test]
fn thresholds_missing_in_stored_settings_have_their_defaults() {
    let stored: Thresholds = serde_json::from_str(r#"{"call_minutes":10}"#).unwrap();
    assert_eq!(
        stored,
        Thresholds {
            call_minutes: 10,
            ..Thresholds::default()
        }
    );
}

/// Verdicts on a deadline in five minutes, when the receiver's hours cannot be told.
fn verdict_without_hours(week: &WorkingWeek, zones: &dyn Zones, purpose: Purpose) -> Verdict {
    let now = moment(MONDAY_AT_TEN);
    let answers = Answers {
        purpose: Some(purpose),
        needed_by: Some(now.plus_millis(5 * 60_000)),
        ..Answers::default()
    };
    verdict(
        &answers,
        &Working { week, zones, now },
        &Thresholds::default(),
    )
}

#[test]
fn without_hours_to_reckon_with_time_decides_nothing() {
    struct NoTable;
    impl Zones for NoTable {
        fn offset_seconds(&self, _: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
            Err(ZoneError::UnknownZone)
        }
    }
    let zones = JiffZones::bundled();
    let no_hours = WorkingWeek::new(ZoneName::utc(), Default::default()).unwrap();
    let week = berlin();
    for (week, zones) in [(&week, &NoTable as &dyn Zones), (&no_hours, &zones)] {
        assert_eq!(
            verdict_without_hours(week, zones, Purpose::Inform).rule,
            Rule::R7
        );
        assert_eq!(
            verdict_without_hours(week, zones, Purpose::Decide).rule,
            Rule::R8
        );
        assert_eq!(
            verdict_without_hours(week, zones, Purpose::Incident).rule,
            Rule::R1
        );
    }
}

#[test]
fn the_receivers_week_counts_also_across_the_date_line() {
    let zones = JiffZones::bundled();
    // Thursday 16:00 in Los Angeles: Friday noon in Auckland, and Friday 16:00 is their Saturday.
    let now = UtcMillis(1_772_755_200_000);
    let answers = Answers {
        purpose: Some(Purpose::Decide),
        needed_by: Some(now.plus_millis(24 * 3_600_000)),
        ..Answers::default()
    };
    let rule = |zone: &str| {
        let week = WorkingWeek::default_in(ZoneName::new(zone).unwrap());
        let working = Working {
            week: &week,
            zones: &zones,
            now,
        };
        verdict(&answers, &working, &Thresholds::default()).rule
    };
    assert_eq!(rule("America/Los_Angeles"), Rule::R8);
    assert_eq!(rule("Pacific/Auckland"), Rule::R10);
}
