//! What is read, what is refused, and that nothing panics.

use baton_json::{from_str, from_value};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Choice {
    Plain,
    Held(String),
    Pair(u16, bool),
    Fields {
        count: u64,
        #[serde(default)]
        note: Option<String>,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Whole(i64);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Sample {
    choices: Vec<Choice>,
    by_name: BTreeMap<String, Whole>,
    number: Option<i32>,
    #[serde(default)]
    flag: bool,
}

fn config() -> Config {
    Config {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_260_312),
        ..Config::default()
    }
}

fn choice() -> impl Strategy<Value = Choice> {
    prop_oneof![
        Just(Choice::Plain),
        any::<String>().prop_map(Choice::Held),
        any::<(u16, bool)>().prop_map(|(number, flag)| Choice::Pair(number, flag)),
        any::<(u64, Option<String>)>().prop_map(|(count, note)| Choice::Fields { count, note }),
    ]
}

prop_compose! {
    fn sample()(
        choices in prop::collection::vec(choice(), 0..4),
        by_name: BTreeMap<String, i64>,
        number: Option<i32>,
        flag: bool,
    ) -> Sample {
        let by_name = by_name.into_iter().map(|(name, number)| (name, Whole(number))).collect();
        Sample { choices, by_name, number, flag }
    }
}

/// JSON of any shape, with the sample's own names among its keys.
fn json_of_any_shape() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        Just("choices".to_owned()),
        Just("by_name".to_owned()),
        Just("number".to_owned()),
        Just("plain".to_owned()),
        Just("held".to_owned()),
        Just("pair".to_owned()),
        Just("fields".to_owned()),
        Just("count".to_owned()),
        any::<String>(),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 64, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(text.clone(), inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

#[test]
fn fields_that_are_missing_take_their_defaults_and_unknown_ones_are_passed_over() {
    let text = r#"{"later": [1.5, {}], "choices": ["plain"], "by_name": {}}"#;
    let read: Sample = from_str(text).unwrap();
    assert_eq!(read.choices, [Choice::Plain]);
    assert_eq!((read.number, read.flag), (None, false));
}

#[test]
fn a_list_is_not_a_struct() {
    assert!(from_str::<Sample>(r#"[[], {}, null, true]"#).is_err());
    assert!(from_str::<Choice>(r#"{"fields": [1, null]}"#).is_err());
}

#[test]
fn a_choice_is_one_name_alone_or_with_what_it_holds() {
    assert_eq!(
        from_value::<Choice>(&json!("plain")).unwrap(),
        Choice::Plain
    );
    for wrong in [
        json!("held"),
        json!("nobody"),
        json!({}),
        json!({"plain": 1}),
        json!({"held": "a", "plain": null}),
        json!({"pair": [1, true, 2]}),
        json!(["plain"]),
        json!(null),
    ] {
        assert!(from_value::<Choice>(&wrong).is_err(), "{wrong}");
    }
}

#[test]
fn an_error_says_what_was_found_and_what_was_expected() {
    let said = |text: &str| from_str::<Sample>(text).unwrap_err().to_string();
    assert_eq!(said("7"), "invalid type: a number, expected an object");
    assert_eq!(said("{}"), "missing field `choices`");
    assert!(said(r#"{"choices""#).starts_with("EOF while parsing"));
    assert_eq!(
        said(r#"{"choices": [], "by_name": {}, "number": 2147483648}"#),
        "invalid value: integer `2147483648`, expected i32"
    );
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_was_written_is_read_as_it_was(sample in sample()) {
        let text = serde_json::to_string(&sample).unwrap();
        prop_assert_eq!(from_str::<Sample>(&text).unwrap(), sample);
    }

    #[test]
    fn what_is_read_is_what_serde_json_reads(value in json_of_any_shape()) {
        for value in [value.clone(), json!({"choices": [value], "by_name": {}})] {
            if let Ok(read) = from_value::<Sample>(&value) {
                prop_assert_eq!(read, serde_json::from_value::<Sample>(value).unwrap());
            }
        }
    }
}
