//! Same answers, same verdict; and what is stored stays readable.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../worktime/tests/jiff_zones/mod.rs"]
mod jiff_zones;

use baton_gate::{
    Answers, Contributors, Outcome, Purpose, Rounds, Rule, TemplateId, Thresholds, Verdict, Working,
};
use baton_worktime::{UtcMillis, WorkingWeek, ZoneName};
use jiff_zones::JiffZones;
use proptest::prelude::*;

fn berlin() -> WorkingWeek {
    WorkingWeek::default_in(ZoneName::new("Europe/Berlin").unwrap())
}

prop_compose! {
    fn any_answers()(
        purpose in prop::option::of(prop::sample::select(Purpose::ALL.to_vec())),
        needed_by in prop::option::of(any::<i64>().prop_map(UtcMillis)),
        minutes in any::<Option<u16>>(),
        done_when in ".{0,12}",
        points in prop::collection::vec(".{0,12}", 0..4),
        texts in prop::array::uniform3(".{0,12}"),
        contributors in prop::option::of(prop::sample::select(Contributors::ALL.to_vec())),
        same_minute in any::<Option<bool>>(),
        rounds in prop::option::of(prop::sample::select(Rounds::ALL.to_vec())),
        invited in any::<Option<bool>>(),
    ) -> Answers {
        let [tried, follow_up, written_where] = texts;
        Answers {
            purpose, needed_by, minutes, done_when, points, tried, contributors, follow_up, written_where,
            same_minute, rounds, invited,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 500,
        rng_seed: proptest::test_runner::RngSeed::Fixed(23),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn stored_answers_lead_to_the_same_verdict_at_any_moment(
        answers in any_answers(),
        now in prop_oneof![any::<i64>(), 1_577_836_800_000_i64..2_145_916_800_000],
    ) {
        let (week, zones) = (berlin(), JiffZones::bundled());
        let working = Working { week: &week, zones: &zones, now: UtcMillis(now) };
        let first = baton_gate::verdict(&answers, &working, &Thresholds::default());

        let stored = serde_json::to_string(&answers).unwrap();
        let read: Answers = serde_json::from_str(&stored).unwrap();
        prop_assert_eq!(&read, &answers);
        prop_assert_eq!(baton_gate::verdict(&read, &working, &Thresholds::default()), first);
    }

    #[test]
    fn texts_that_no_rule_reads_change_nothing(
        answers in any_answers(),
        now in 1_577_836_800_000_i64..2_145_916_800_000,
    ) {
        let (week, zones) = (berlin(), JiffZones::bundled());
        let working = Working { week: &week, zones: &zones, now: UtcMillis(now) };
        let silent = Answers {
            points: Vec::new(),
            tried: String::new(),
            follow_up: String::new(),
            written_where: String::new(),
            ..answers.clone()
        };
        prop_assert_eq!(
            baton_gate::verdict(&silent, &working, &Thresholds::default()),
            baton_gate::verdict(&answers, &working, &Thresholds::default())
        );
    }
}

#[test]
fn ids_are_written_as_they_are_stored() {
    for rule in Rule::ALL {
        assert_eq!(serde_json::to_value(rule).unwrap(), rule.as_str());
        assert_eq!(rule.to_string(), rule.as_str());
    }
    for outcome in Outcome::ALL {
        assert_eq!(serde_json::to_value(outcome).unwrap(), outcome.as_str());
        assert_eq!(outcome.to_string(), outcome.as_str());
    }
    for template in TemplateId::ALL {
        assert_eq!(serde_json::to_value(template).unwrap(), template.as_str());
        assert_eq!(template.to_string(), template.as_str());
    }
}

#[test]
fn notes_of_schema_1_keep_their_form() {
    let stored = r#"{"purpose":"decide","needed_by":1772442000000,"minutes":30,"done_when":"one plan is chosen",
        "points":["cost"],"tried":"asked in chat","contributors":"several","follow_up":"",
        "written_where":"","same_minute":false,"rounds":"three_or_more","invited":true}"#;
    let answers: Answers = serde_json::from_str(stored).unwrap();
    assert_eq!(answers.rounds, Some(Rounds::ThreeOrMore));
    let again: serde_json::Value = serde_json::to_value(&answers).unwrap();
    assert_eq!(
        again,
        serde_json::from_str::<serde_json::Value>(stored).unwrap()
    );
    assert_eq!(
        serde_json::from_str::<Answers>("{}").unwrap(),
        Answers::default()
    );

    let stored = r#"{"rule":"R9","outcome":"meet","template":"meet","max_minutes":25}"#;
    let verdict: Verdict = serde_json::from_str(stored).unwrap();
    assert_eq!(serde_json::to_string(&verdict).unwrap(), stored);
}
