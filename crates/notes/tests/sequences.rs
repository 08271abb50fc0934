//! Changes in any order, with any text and any clock.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use baton_gate::Answers;
use baton_notes::{
    Delivered, Note, NoteId, Origin, Source, State, Stored, TransitionError, decode, encode,
};
use baton_worktime::UtcMillis;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

fn draft() -> Note {
    let at = UtcMillis(1_773_306_000_000);
    Note::draft(NoteId::from_parts(at, [7; 16]), at, Source::default())
}

#[derive(Debug, Clone)]
enum Change {
    Slot(String),
    Answers(String, Vec<String>),
    Verdict(bool, String),
    Brief(Option<String>),
    Advance(State),
    Deliver(Delivered),
    Confirm,
    Delete,
    Restore,
}

fn change() -> impl Strategy<Value = Change> {
    let states = proptest::sample::select(State::ALL.to_vec());
    let ways = proptest::sample::select(vec![
        Delivered::Copied,
        Delivered::Mailed,
        Delivered::BookedWith,
    ]);
    let text = || any::<String>();
    prop_oneof![
        1 => text().prop_map(Change::Slot),
        1 => (text(), proptest::collection::vec(text(), 0..4))
            .prop_map(|(done, points)| Change::Answers(done, points)),
        1 => (any::<bool>(), text()).prop_map(|(there, said)| Change::Verdict(there, said)),
        1 => proptest::option::of(text()).prop_map(Change::Brief),
        4 => states.prop_map(Change::Advance),
        2 => ways.prop_map(Change::Deliver),
        1 => Just(Change::Confirm),
        1 => Just(Change::Delete),
        1 => Just(Change::Restore),
    ]
}

fn apply(note: &mut Note, change: Change, at: UtcMillis) -> bool {
    let answer = match change {
        Change::Slot(slot) => note
            .save_slot(Some(slot), at)
            .map_err(TransitionError::from),
        Change::Answers(done_when, points) => {
            let answers = Answers {
                done_when,
                points,
                ..Answers::default()
            };
            note.save_answers(answers, at)
                .map_err(TransitionError::from)
        }
        Change::Verdict(there, sentence) => {
            let verdict = there.then(|| {
                serde_json::from_value(serde_json::json!({"rule": "R1", "outcome": "call",
                    "template": "sbar", "max_minutes": 15, "sentence": sentence}))
                .unwrap()
            });
            note.save_verdict(verdict, at)
                .map_err(TransitionError::from)
        }
        Change::Brief(ask) => {
            let brief = ask.map(|ask| {
                serde_json::from_value(serde_json::json!({"template": "ask", "ask": ask,
                    "fields": {&ask: {"text": ask}}}))
                .unwrap()
            });
            note.save_brief(brief, at).map_err(TransitionError::from)
        }
        Change::Advance(state) => note.advance(state, at, Origin::Popup),
        Change::Deliver(how) => note.deliver(how, None, at, Origin::Prompt),
        Change::Confirm => note.confirm(at).map_err(TransitionError::from),
        Change::Delete => Ok(note.delete(at)),
        Change::Restore => Ok(note.restore(at)),
    };
    answer.unwrap_or(false)
}

proptest! {
    #![proptest_config(Config {
        cases: 256,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_260_312),
        ..Config::default()
    })]

    #[test]
    fn every_sequence_of_changes_keeps_the_note_sound_and_survives_the_store(
        changes in proptest::collection::vec((change(), -1_000_000_i64..1_000_000), 0..30)
    ) {
        let mut note = draft();
        for (change, offset) in changes {
            let before = note.clone();
            let changed = apply(&mut note, change, before.created.plus_millis(offset));
            if changed {
                prop_assert!(note.revision > before.revision);
            } else {
                prop_assert_eq!(&note, &before);
            }
            prop_assert!(note.updated >= before.updated);
            prop_assert!(note.history.starts_with(&before.history));
            prop_assert!(note.history.is_sorted_by_key(|step| step.at));
            prop_assert!(note.deliveries.is_sorted_by_key(|delivery| delivery.at));
            let confirmed = note.history.iter().filter(|step| step.from == Origin::Confirmation);
            prop_assert!(confirmed.count() <= 1);
        }
        prop_assert_eq!(note.check(), Ok(()));
        let record = encode(&note);
        prop_assert_eq!(decode(&record), Ok(Stored::Current(Box::new(note.clone()))));
        prop_assert_eq!(encode(&note), record);
    }
}
