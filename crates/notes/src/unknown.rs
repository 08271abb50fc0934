//! What a later Baton wrote into a note and this one does not know.
//!
//! An older Baton meets such fields after a roll-back. It keeps them, so that a note it rewrites
//! loses nothing.

use serde_json::{Map, Value};

/// Fields this code does not know, as a tree of objects that mirrors the note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Unknown(Map<String, Value>);

impl Unknown {
    /// What `written` has beyond `known`. Lists are taken as a whole: the types of their entries
    /// refuse unknown fields themselves.
    pub(crate) fn beyond(known: &Value, written: &Value) -> Self {
        match (known, written) {
            (Value::Object(known), Value::Object(written)) => Self(beyond(known, written)),
            _ => Self::default(),
        }
    }

    /// Puts the fields back where they were. What is known wins, and an object that is gone takes
    /// what was unknown in it along.
    pub(crate) fn put_back(&self, value: &mut Value) {
        if let Value::Object(value) = value {
            put_back(&self.0, value);
        }
    }
}

fn beyond(known: &Map<String, Value>, written: &Map<String, Value>) -> Map<String, Value> {
    let mut unknown = Map::new();
    for (key, value) in written {
        match (known.get(key), value) {
            (None, value) => {
                unknown.insert(key.clone(), value.clone());
            }
            (Some(Value::Object(known)), Value::Object(written)) => {
                let inner = beyond(known, written);
                if !inner.is_empty() {
                    unknown.insert(key.clone(), Value::Object(inner));
                }
            }
            (Some(_), _) => {}
        }
    }
    unknown
}

fn put_back(unknown: &Map<String, Value>, value: &mut Map<String, Value>) {
    for (key, unknown) in unknown {
        match (value.get_mut(key), unknown) {
            (None, unknown) => {
                value.insert(key.clone(), unknown.clone());
            }
            (Some(Value::Object(value)), Value::Object(unknown)) => put_back(unknown, value),
            (Some(_), _) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn fields_go_back_to_where_they_were() {
        let written = json!({"a": 1, "b": {"c": 2, "later": [{"x": 1}]}, "later": {"y": null}});
        let mut value = json!({"a": 1, "b": {"c": 2}});
        let unknown = Unknown::beyond(&value, &written);
        unknown.put_back(&mut value);
        assert_eq!(value, written);
    }

    #[test]
    fn what_is_known_wins() {
        let unknown = Unknown::beyond(&json!({"b": {}}), &json!({"b": {"later": 1}, "later": 2}));
        let mut value = json!({"b": null, "later": 3});
        unknown.put_back(&mut value);
        assert_eq!(value, json!({"b": null, "later": 3}));
    }
}
