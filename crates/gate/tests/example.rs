//! The runnable example: `example.jsonl` in, `example.expected.jsonl` out.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../worktime/tests/jiff_zones/mod.rs"]
mod jiff_zones;
#[path = "../examples/verdict/line.rs"]
mod line;
#[path = "../../json/tests/lines/mod.rs"]
mod lines;
#[path = "../examples/verdict/purpose.rs"]
mod purpose;

use baton_gate::Purpose;
use proptest::prelude::*;

#[test]
fn every_line_is_answered_by_the_line_beside_it() {
    let desk = line::Desk::new();
    lines::play(env!("CARGO_MANIFEST_DIR"), "example.jsonl", |line| {
        desk.answer(line.as_bytes())
    });
}

#[test]
fn purposes_are_understood_in_peoples_words() {
    let words = [
        (
            Purpose::Decide,
            &["decide", "Decide", "a decision", "get approval"][..],
        ),
        (
            Purpose::Answer,
            &["answer", "get an answer", "ask", "one quick question"],
        ),
        (
            Purpose::Inform,
            &[
                "inform",
                "inform or status",
                "Status",
                "status update",
                "FYI",
            ],
        ),
        (Purpose::Review, &["review", "get a review", "get feedback"]),
        (
            Purpose::Solve,
            &["solve", "solve together", "solve_together"],
        ),
        (Purpose::Ideas, &["ideas", "Collect ideas", "brainstorming"]),
        (
            Purpose::Acquaint,
            &["acquaint", "get to know each other", "intro", "intro call"],
        ),
        (
            Purpose::Sensitive,
            &["sensitive", "sensitive or personal", "personal", "conflict"],
        ),
        (
            Purpose::Incident,
            &["incident", "urgent incident", "urgent", "outage"],
        ),
        (Purpose::Demo, &["demo", "give a demo", "product demo"]),
    ];
    for (purpose, texts) in words {
        for text in texts {
            assert_eq!(purpose::parse(text), Ok(Some(purpose)), "{text}");
        }
    }
    for text in ["", "  ", "none", "?"] {
        assert_eq!(purpose::parse(text), Ok(None), "{text:?}");
    }
    for text in ["lunch", "decide or brainstorm"] {
        assert!(purpose::parse(text).is_err(), "{text:?}");
    }
}

thread_local! {
    static DESK: line::Desk = line::Desk::new();
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        rng_seed: proptest::test_runner::RngSeed::Fixed(5),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_bytes_are_answered_by_one_json_object(
        given in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..80),
            (".{0,20}", ".{0,20}").prop_map(|(key, value)| {
                serde_json::json!({ key: value, "needed_by": "2026-13-01" }).to_string().into()
            }),
        ],
    ) {
        let answer = DESK.with(|desk| desk.answer(&given));
        prop_assert!(!answer.contains('\n'));
        let object: serde_json::Value = serde_json::from_str(&answer).unwrap();
        prop_assert!(object.get("error").is_some() || object.get("rule").is_some());
    }
}
