//! From schema to schema.
//!
//! What may change **within** a schema, because an older Baton still reads, keeps and rewrites it
//! without loss: a field may be added to the note or to an object in it (source, answers, verdict,
//! brief), with a default, and never holding a number with a fraction (which may lose its last
//! digit on the way). It must not be renamed or change its meaning. It is declared in its place in the
//! alphabet, because fields are stored in the order in which they are declared.
//!
//! What needs a **new** schema: a field in the entry of a list (a step, a delivery, a link, an
//! attachment), a new choice in an enumeration, a new form of a field. An older Baton then shows
//! such notes read-only and exports them as they are.
//!
//! To add schema 3: raise [`SCHEMA`], append to [`STEPS`] the function that turns the JSON of a
//! schema-2 note into that of schema 3, and keep a dump of schema 3 beside the others in the
//! fixtures. Old dumps stay: every release reads all of them.

use crate::note::SCHEMA;
use serde_json::{Map, Value};

/// Turns a note of one schema into the next, without looking at `schema` itself.
type Migration = fn(&mut Map<String, Value>);

/// `STEPS[n - 1]` leads from schema `n` to `n + 1`.
const STEPS: [Migration; SCHEMA as usize - 1] = [to_schema_2];

/// Schema 2 has comments, more places a step can come from, and the moment of the last change of
/// the text, which was not kept before: it was no later than the last change of all.
fn to_schema_2(note: &mut Map<String, Value>) {
    if let Some(updated) = note.get("updated").cloned() {
        note.insert("written".to_owned(), updated);
    }
}

/// Brings a note's JSON from the schema it was written in to [`SCHEMA`].
pub(crate) fn to_current(note: &mut Map<String, Value>, written_in: u32) {
    migrate(note, written_in, &STEPS);
}

fn migrate(note: &mut Map<String, Value>, written_in: u32, steps: &[Migration]) {
    let done = written_in.saturating_sub(1) as usize;
    for (step, schema) in steps.iter().zip(2_u32..).skip(done) {
        step(note);
        note.insert("schema".to_owned(), schema.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn each_step_from_the_written_schema_on_is_taken_once_and_in_order() {
        let steps: [Migration; 2] = [
            |note| {
                let old = note.remove("a").unwrap();
                note.insert("b".to_owned(), old);
            },
            |note| {
                note.insert("c".to_owned(), json!(3));
            },
        ];
        let mut from_one = object(json!({"schema": 1, "a": 1}));
        migrate(&mut from_one, 1, &steps);
        assert_eq!(from_one, object(json!({"schema": 3, "b": 1, "c": 3})));

        let mut from_two = object(json!({"schema": 2, "b": 2}));
        migrate(&mut from_two, 2, &steps);
        assert_eq!(from_two, object(json!({"schema": 3, "b": 2, "c": 3})));
    }

    #[test]
    fn a_current_note_is_left_as_it_is() {
        let mut current = object(json!({"schema": SCHEMA, "x": 1}));
        to_current(&mut current, SCHEMA);
        assert_eq!(current, object(json!({"schema": SCHEMA, "x": 1})));
    }
}
