//! The decoder of all JSON, against `serde_json`'s own.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Debug;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Choice {
    Plain,
    Held(String),
    Pair(u8, bool),
    Fields {
        count: u64,
        #[serde(default)]
        note: Option<String>,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Whole(i64);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Strict {
    letter: char,
    ratio: f64,
    nothing: (),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Sample {
    #[serde(default)]
    choices: Vec<Choice>,
    #[serde(default)]
    by_name: BTreeMap<String, Whole>,
    #[serde(default)]
    number: Option<i32>,
    #[serde(default)]
    strict: Option<Box<Strict>>,
    #[serde(default)]
    triple: Option<(u16, String, Option<bool>)>,
    #[serde(default)]
    deeper: Vec<Self>,
}

pub(crate) fn hold(text: &str) {
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        assert!(baton_json::from_str::<Sample>(text).is_err());
        return;
    };
    agrees::<Sample>(text, &value);
    agrees::<Choice>(text, &value);
    agrees::<Vec<Choice>>(text, &value);
    agrees::<Value>(text, &value);
}

/// What we read, `serde_json` reads too, and what it reads can be told to us.
fn agrees<T: Debug + PartialEq + Serialize + DeserializeOwned>(text: &str, value: &Value) {
    let ours = baton_json::from_str::<T>(text);
    let theirs = serde_json::from_value::<T>(value.clone());
    if let Ok(ours) = &ours {
        assert_eq!(theirs.as_ref().ok(), Some(ours), "only we read this");
    }
    if let Ok(theirs) = theirs {
        let written = serde_json::to_string(&theirs).unwrap();
        let read = baton_json::from_str::<T>(&written).expect("what was written is read");
        assert!(has_fraction(value) || read == theirs, "{written}");
    }
}

/// Whether everything in a JSON text comes back to the last digit. A number with a fraction may not,
/// which is why nothing that Baton stores holds one.
pub(crate) fn is_exact(text: &str) -> bool {
    serde_json::from_str(text).is_ok_and(|value| !has_fraction(&value))
}

fn has_fraction(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_f64(),
        Value::Array(entries) => entries.iter().any(has_fraction),
        Value::Object(fields) => fields.values().any(has_fraction),
        Value::Null | Value::Bool(_) | Value::String(_) => false,
    }
}
