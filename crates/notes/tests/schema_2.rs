//! The dump of schema 2: comments, and every place a step can come from.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use baton_notes::{Comment, Note, NoteId, Origin, Source, State, Stored, decode, encode};
use baton_worktime::UtcMillis;

const NOTES: &str = include_str!("../../../tests/fixtures/notes/schema-2.jsonl");
const DAMAGED: &str = include_str!("../../../tests/fixtures/notes/schema-2-damaged.jsonl");
const DAMAGED_EXPECTED: &str =
    include_str!("../../../tests/fixtures/notes/schema-2-damaged.expected.txt");

/// 2026-03-12T09:00:00Z.
const MORNING: i64 = 1_773_306_000_000;

fn at(hours: i64) -> UtcMillis {
    UtcMillis(MORNING + hours * 3_600_000)
}

fn handoff() -> Note {
    let id = NoteId::from_parts(UtcMillis(MORNING), [7; 16]);
    Note::draft(id, UtcMillis(MORNING), Source::default())
}

fn discussed() -> Note {
    let mut note = handoff();
    note.id = NoteId::from_parts(UtcMillis(MORNING), [8; 16]);
    let steps = [
        (State::Sent, Origin::Notes),
        (State::Booked, Origin::Confirmation),
        (State::Answered, Origin::ContextMenu),
        (State::Decided, Origin::Reminder),
        (State::Met, Origin::Import),
    ];
    for (hours, (state, origin)) in (1..).zip(steps) {
        note.advance(state, at(hours), origin).unwrap();
    }
    let kim = Some("Kim Sample".to_owned());
    note.comment(
        "Plan A, if it is ready by May.\n\u{202e}txt.exe",
        None,
        &[],
        kim,
        at(6),
    )
    .unwrap();
    note.comment("", Some(4), &[], None, at(7)).unwrap();
    note
}

fn current(record: &str) -> Note {
    match decode(record) {
        Ok(Stored::Current(note)) => *note,
        other => panic!("{record}: {other:?}"),
    }
}

#[test]
fn the_dump_holds_a_plain_handoff_and_a_discussed_note() {
    let read: Vec<Note> = NOTES.lines().map(current).collect();
    assert_eq!(read, [handoff(), discussed()]);
    let comments = &read[1].comments;
    assert_eq!(comments[1].score, Some(4));
    assert!(matches!(&comments[0], Comment { by: Some(by), .. } if by == "Kim Sample"));
}

#[test]
fn every_note_of_the_dump_is_sound_and_written_as_it_stands() {
    for record in NOTES.lines() {
        let note = current(record);
        assert_eq!(note.check(), Ok(()), "{record}");
        assert_eq!(encode(&note), record);
    }
}

#[test]
fn each_damaged_record_is_refused_with_what_is_wrong() {
    let mut expected = DAMAGED_EXPECTED.lines();
    for record in DAMAGED.lines() {
        let fault = decode(record).unwrap_err().to_string();
        let expected = expected.next().unwrap_or("a line of expectation");
        assert!(fault.starts_with(expected), "{record}\n{fault}\n{expected}");
    }
    assert_eq!(expected.next(), None);
}
