//! Whatever stands in a settings file, reading it ends with settings that keep their bounds, or
//! with a reason.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use baton_settings::{Settings, decode, encode, plan_import};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const STORED: &str = include_str!("../../../tests/fixtures/settings/schema-1.json");

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 400,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_126),
        ..ProptestConfig::default()
    }
}

/// What is read keeps its bounds and is written back to the same.
fn holds(text: &str) -> Result<(), TestCaseError> {
    if let Ok(settings) = decode(text) {
        prop_assert_eq!(settings.check(), Ok(()));
        prop_assert_eq!(decode(&encode(&settings)), Ok(settings));
    }
    if let Ok(import) = plan_import(&Settings::default(), text) {
        prop_assert_eq!(import.settings.check(), Ok(()));
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_is_settings_or_refused(text in "\\PC{0,200}") {
        holds(&text)?;
    }

    #[test]
    fn a_file_with_a_piece_of_it_replaced_is_settings_or_refused(
        at in 0..STORED.len(), length in 0_usize..40, piece in "[\\PC\u{0}\u{feff}]{0,12}",
    ) {
        let end = (at + length).min(STORED.len());
        let text = format!("{}{piece}{}", &STORED[..at], &STORED[end..]);
        holds(&text)?;
    }

    #[test]
    fn a_value_of_any_kind_in_any_setting_is_taken_or_refused(
        number in any::<i64>(), word in "\\PC{0,400}",
    ) {
        for field in ["revision", "name", "week", "thresholds", "windows", "people"] {
            for value in [number.to_string(), format!("{word:?}"), "null".into(), "[{}]".into(),
                "{\"__proto__\":{}}".into(), "[".repeat(2_000)] {
                holds(&format!("{{\"schema\":1,\"settings\":{{\"{field}\":{value}}}}}"))?;
            }
        }
    }
}
