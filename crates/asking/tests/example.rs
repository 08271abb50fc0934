//! The runnable example: `example.jsonl` in, `example.expected.jsonl` out.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../examples/asking/line.rs"]
mod line;
#[path = "../../json/tests/lines/mod.rs"]
mod lines;

use proptest::prelude::*;

#[test]
fn every_line_is_answered_by_the_line_beside_it() {
    lines::play(env!("CARGO_MANIFEST_DIR"), "example.jsonl", |line| {
        line::answer(line.as_bytes())
    });
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        rng_seed: proptest::test_runner::RngSeed::Fixed(6),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_bytes_are_answered_by_one_json_object(given in prop::collection::vec(any::<u8>(), 0..80)) {
        let answer = line::answer(&given);
        prop_assert!(!answer.contains('\n'));
        let object: serde_json::Value = serde_json::from_str(&answer).unwrap();
        prop_assert!(object.is_object());
    }
}
