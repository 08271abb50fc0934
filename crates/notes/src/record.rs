//! The stored form of a note: one line of JSON.

use crate::id::NoteId;
use crate::migrate;
use crate::note::{Note, SCHEMA};
use serde::Deserialize;
use serde_json::Value;
use std::fmt;
use std::num::NonZeroU32;

/// A record longer than this, in bytes, is not looked at. Well above what is ever written, so
/// that a later schema has room.
pub const MAX_RECORD_BYTES: usize = 16_000_000;

/// A note as it was found in the store or in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stored {
    /// A note this code can show, change and write.
    Current(Box<Note>),
    /// A note of a newer schema: listed, exported as it is, never rewritten.
    Newer(Newer),
}

/// A note of a newer schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newer {
    /// The schema it was written in.
    pub schema: u32,
    /// Its id.
    pub id: NoteId,
    /// The record, as it was found; without white space around it.
    pub raw: String,
}

impl Stored {
    /// Whether the note was deleted. Of one of a newer schema this cannot be read, so it was not.
    #[must_use]
    pub fn is_deleted(&self) -> bool {
        matches!(self, Self::Current(note) if note.deleted.is_some())
    }

    /// The note's id.
    #[must_use]
    pub fn id(&self) -> &NoteId {
        match self {
            Self::Current(note) => &note.id,
            Self::Newer(newer) => &newer.id,
        }
    }

    /// The record: the note encoded, or the newer note as it was found.
    #[must_use]
    pub fn to_record(&self) -> String {
        match self {
            Self::Current(note) => encode(note),
            Self::Newer(newer) => newer.raw.clone(),
        }
    }
}

/// Why a record is not a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecodeFault {
    /// The record is longer than [`MAX_RECORD_BYTES`].
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
    },
    /// It is not JSON: cut short or overwritten.
    NotJson(String),
    /// It is JSON, but nothing says that it is a note.
    NotANote(String),
    /// It is a note of a known schema in which something is missing or wrong.
    Damaged {
        /// The schema it says it is of.
        schema: u32,
        /// What is wrong.
        reason: String,
    },
}

impl fmt::Display for DecodeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes } => {
                write!(
                    f,
                    "the record has {bytes} bytes, {MAX_RECORD_BYTES} are the limit"
                )
            }
            Self::NotJson(reason) => write!(f, "the record is not JSON: {reason}"),
            Self::NotANote(reason) => write!(f, "the record is not a note: {reason}"),
            Self::Damaged { schema, reason } => {
                write!(f, "the note of schema {schema} is damaged: {reason}")
            }
        }
    }
}

impl std::error::Error for DecodeFault {}

/// The note as canonical JSON: every object's keys in the order of their code points, no white
/// space. Equal notes are equal records.
#[must_use]
#[allow(
    clippy::expect_used,
    reason = "fails only for keys that are not text, which a note lacks"
)]
pub fn encode(note: &Note) -> String {
    note.to_text().expect("a note is JSON")
}

/// Schema and id: what a note of any schema has.
#[derive(Deserialize)]
struct Head {
    schema: NonZeroU32,
    id: NoteId,
}

/// Reads a record and brings it to the current schema.
///
/// Does not apply [`Note::check`]: what is stored is shown, whatever the limits are today.
///
/// # Errors
/// [`DecodeFault`] says what is wrong. Keep such a record as it is.
pub fn decode(record: &str) -> Result<Stored, DecodeFault> {
    if record.len() > MAX_RECORD_BYTES {
        return Err(DecodeFault::TooLarge {
            bytes: record.len(),
        });
    }
    if !record.trim_start().starts_with('{') {
        return Err(DecodeFault::NotANote("it is not an object".to_owned()));
    }
    // What nearly every record is. Any other is looked at closely.
    if let Ok(written) = serde_json::from_str(record)
        && let Ok(note) = Note::from_json(&written)
    {
        return Ok(Stored::Current(Box::new(note)));
    }
    // The head first: of a newer note nothing else is read, so that nothing in it can fail.
    let Head { schema, id } = serde_json::from_str(record).map_err(|error| {
        let reason = error.to_string();
        if error.is_data() {
            DecodeFault::NotANote(reason)
        } else {
            DecodeFault::NotJson(reason)
        }
    })?;
    let schema = schema.get();
    if schema > SCHEMA {
        let raw = record.trim().to_owned();
        return Ok(Stored::Newer(Newer { schema, id, raw }));
    }
    let read = || -> Result<Note, serde_json::Error> {
        let mut object = serde_json::from_str(record)?;
        migrate::to_current(&mut object, schema);
        Note::from_json(&Value::Object(object))
    };
    read()
        .map(|note| Stored::Current(Box::new(note)))
        .map_err(|error| DecodeFault::Damaged {
            schema,
            reason: error.to_string(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::tests::{config, note, value};
    use proptest::prelude::*;
    use serde_json::{Map, json};

    #[test]
    fn a_note_comes_back_as_it_went() {
        let note = note();
        assert_eq!(decode(&encode(&note)), Ok(Stored::Current(Box::new(note))));
    }

    #[test]
    fn the_order_of_keys_does_not_depend_on_the_record_read() {
        let note = note();
        let record = encode(&note);
        let object: Map<String, Value> = serde_json::from_str(&record).unwrap();
        let backwards: Vec<String> = object
            .iter()
            .rev()
            .map(|(key, value)| format!("{}:{value}", json!(key)))
            .collect();
        let backwards = format!("{{{}}}", backwards.join(" ,\n"));
        assert_eq!(decode(&backwards).unwrap().to_record(), record);
    }

    #[test]
    fn fields_are_declared_in_the_order_in_which_they_are_stored() {
        let at = 1_773_306_000_000_i64;
        let mut filled = value(&note());
        filled["answers"]["purpose"] = json!("decide");
        filled["ask_again"] = json!(at);
        filled["attachments"] =
            json!([{"name": "a", "media_type": "b", "bytes": 1, "sha256": "c"}]);
        filled["brief"] = json!({"template": "ask", "ask": "?", "own": {"id": "own", "name": "Own",
            "fields": [{"id": "f", "label": "F", "takes": "text"}]}, "fields": {"f": {"text": "x"}}});
        filled["comments"] = json!([{"at": at, "text": "t", "by": "b", "score": 3}]);
        filled["deliveries"] = json!([{"how": "copied", "at": at, "to": "t"}]);
        filled["history"] = json!([{"state": "sent", "at": at, "from": "prompt", "by": "b"}]);
        filled["links"] = json!([{"kind": "follows", "note": note().id}]);
        filled["verdict"] = json!({"rule": "R8", "outcome": "async", "template": "decide",
            "max_minutes": 30, "sentence": "s"});
        let written = decode(&filled.to_string()).unwrap().to_record();
        let mut sorted: Value = serde_json::from_str(&written).unwrap();
        sorted.sort_all_objects();
        assert_eq!(written, sorted.to_string());
    }

    #[test]
    fn a_newer_note_is_kept_to_the_letter_whatever_is_in_it() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let id = note().id;
        for odd in [
            "1.10",
            "1e400",
            "18446744073709551616",
            r#""\ud800""#,
            &deep,
        ] {
            let raw = format!(r#"{{ "schema" : 7, "mood": {odd}, "id": "{id}" }}"#);
            let stored = decode(&format!("\n{raw} \n")).unwrap();
            let expected = Newer {
                schema: 7,
                id: id.clone(),
                raw: raw.clone(),
            };
            assert_eq!(stored, Stored::Newer(expected));
            assert_eq!(stored.to_record(), raw);
        }
    }

    #[test]
    fn a_nest_too_deep_in_a_current_note_is_refused() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let record = format!(r#"{{"schema":1,"id":"{}","mood":{deep}}}"#, note().id);
        assert!(matches!(
            decode(&record),
            Err(DecodeFault::Damaged { schema: 1, .. })
        ));
    }

    #[test]
    fn a_list_that_looks_like_the_head_of_a_note_is_none() {
        let list = format!(r#"[7, "{}"]"#, note().id);
        assert!(matches!(decode(&list), Err(DecodeFault::NotANote(_))));
    }

    #[test]
    fn a_record_without_end_is_refused_unread() {
        let long = " ".repeat(MAX_RECORD_BYTES + 1);
        assert_eq!(
            decode(&long),
            Err(DecodeFault::TooLarge {
                bytes: MAX_RECORD_BYTES + 1
            })
        );
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn a_record_cut_anywhere_is_a_fault_and_never_a_panic(cut in 1_usize..400) {
            let record = encode(&note());
            let cut = cut.min(record.len() - 1);
            prop_assert!(matches!(decode(&record[..cut]), Err(DecodeFault::NotJson(_))));
        }

        #[test]
        fn a_value_of_any_other_kind_in_any_field_is_never_a_panic(
            field in 0_usize..17, text in any::<String>(), number: i64,
        ) {
            for wrong in [json!(null), json!(number), json!(text), json!([number]), json!({})] {
                let mut value = value(&note());
                let key = value.as_object().unwrap().keys().nth(field).cloned().unwrap();
                value[key] = wrong;
                if let Ok(stored) = decode(&value.to_string()) {
                    prop_assert_eq!(decode(&stored.to_record()), Ok(stored));
                }
            }
        }
    }
}
