//! The dump of schema 1, which every later release must still read and bring to its own.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use baton_brief::{Brief, FieldValue};
use baton_gate::{Answers, Contributors, Outcome, Purpose, Rounds, Rule, TemplateId, Verdict};
use baton_notes::{
    Attachment, Delivered, Delivery, Link, LinkKind, Newer, Note, NoteId, Origin, SCHEMA, Source,
    State, Step, Stored, VerdictRecord, decode, encode,
};
use baton_worktime::UtcMillis;
use serde_json::Value;

#[allow(dead_code, reason = "the example's main is not called")]
#[path = "../examples/note.rs"]
mod example;

const NOTES: &str = include_str!("../../../tests/fixtures/notes/schema-1.jsonl");
const EXPECTED: &str = include_str!("../../../tests/fixtures/notes/schema-1.expected.jsonl");
const DAMAGED: &str = include_str!("../../../tests/fixtures/notes/schema-1-damaged.jsonl");
const DAMAGED_EXPECTED: &str =
    include_str!("../../../tests/fixtures/notes/schema-1-damaged.expected.txt");
const NEWER: &str = include_str!("../../../tests/fixtures/notes/schema-3.jsonl");

/// 2026-03-12T09:00:00Z.
const MORNING: i64 = 1_773_306_000_000;
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

fn id(n: u8) -> NoteId {
    NoteId::from_parts(UtcMillis(MORNING), [n; 16])
}

fn minimal() -> Note {
    let source = Source {
        provider: "calendly".to_owned(),
        target: "https://calendly.com/alex-example/intro".to_owned(),
        ..Source::default()
    };
    Note::draft(id(1), UtcMillis(MORNING), source)
}

fn full() -> Note {
    let at = |hours: i64| UtcMillis(MORNING + hours * HOUR);
    let step = |state, hours, by: Option<&str>| Step {
        state,
        at: at(hours),
        from: if hours == 0 {
            Origin::Prompt
        } else {
            Origin::Popup
        },
        by: by.map(str::to_owned),
    };
    let text = |text: &str| FieldValue::Text(text.to_owned());
    let mut note = Note::draft(
        id(2),
        at(0),
        Source {
            provider: "cal".to_owned(),
            target: "https://cal.com/sam-example/30min".to_owned(),
            person: Some("Sam Example".to_owned()),
            event: Some("30 Min Meeting".to_owned()),
            minutes: Some(30),
            slot: Some("2026-03-17T10:00:00+01:00".to_owned()),
        },
    );
    note.revision = 9;
    note.updated = at(50);
    note.answers = Answers {
        purpose: Some(Purpose::Decide),
        needed_by: Some(UtcMillis(MORNING + 5 * DAY)),
        minutes: Some(30),
        done_when: "one plan is chosen and written down".to_owned(),
        points: vec!["What does plan B cost?".to_owned(), "Who signs?".to_owned()],
        tried: "Two mails in February.".to_owned(),
        contributors: Some(Contributors::One),
        follow_up: "Sam tells the team".to_owned(),
        written_where: "the team wiki".to_owned(),
        same_minute: Some(false),
        rounds: Some(Rounds::Two),
        invited: Some(true),
    };
    note.verdict = Some(VerdictRecord {
        verdict: Verdict {
            rule: Rule::R8,
            outcome: Outcome::Async,
            template: TemplateId::Decide,
            max_minutes: Some(25),
        },
        sentence: "A decision with time left: write the proposal.".to_owned(),
    });
    note.brief = Some(Brief {
        template: TemplateId::Decide,
        own: None,
        ask: "Which plan do we take for Q3?".to_owned(),
        needed_by: Some(UtcMillis(MORNING + 5 * DAY)),
        if_no_reply: "We go ahead with plan A.".to_owned(),
        owner: "Sam Example".to_owned(),
        links: vec!["https://acme.example/plans/q3".to_owned()],
        fields: [
            ("decider".to_owned(), text("Sam Example")),
            ("proposal".to_owned(), text("Plan A.\nIt is cheaper.")),
            (
                "options".to_owned(),
                FieldValue::List(vec!["Plan A".to_owned(), "Plan B".to_owned()]),
            ),
            (
                "revisit".to_owned(),
                FieldValue::Moment(UtcMillis(MORNING + 90 * DAY)),
            ),
            ("vote".to_owned(), FieldValue::Choice("reply".to_owned())),
            ("minutes".to_owned(), FieldValue::Number(25)),
        ]
        .into(),
    });
    note.state = State::Decided;
    note.history = vec![
        step(State::Sent, 0, None),
        step(State::Acknowledged, 3, Some("Sam Example")),
        step(State::Answered, 26, Some("Sam Example")),
        step(State::Decided, 50, None),
    ];
    note.deliveries = vec![
        Delivery {
            how: Delivered::Copied,
            at: at(0),
            to: None,
        },
        Delivery {
            how: Delivered::Mailed,
            at: at(1),
            to: None,
        },
        Delivery {
            how: Delivered::BookedWith,
            at: at(2),
            to: None,
        },
    ];
    note.tags = vec!["q3".to_owned(), "budget".to_owned()];
    note.people = vec!["Sam Example".to_owned(), "Alex Example".to_owned()];
    note.links = vec![
        Link {
            kind: LinkKind::Follows,
            note: id(1),
        },
        Link {
            kind: LinkKind::SupersededBy,
            note: id(4),
        },
    ];
    note.attachments = vec![Attachment {
        name: "plans.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: 48_213,
        sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
    }];
    note
}

fn deleted() -> Note {
    let mut note = minimal();
    note.id = id(3);
    note.deliver(
        Delivered::BookedWith,
        None,
        UtcMillis(MORNING + HOUR),
        Origin::Prompt,
    )
    .unwrap();
    note.delete(UtcMillis(MORNING + 2 * HOUR));
    note
}

fn unicode() -> Note {
    let mut note = minimal();
    note.id = id(4);
    note.source.person = Some("Zoë 👩🏽‍💻 مثال".to_owned());
    note.source.event = Some("打ち合わせ\u{3000}😀".to_owned());
    let ask =
        "שלום \u{202e}txt.exe\u{202c} e\u{301} é \u{feff}\u{0}\u{7f}\u{85}\u{2028}".to_owned();
    note.answers.done_when = "\"quoted\" \\ back\\slash\r\n\ttab ---\n...".to_owned();
    note.answers.points = vec![String::new(), "\u{10ffff}\u{fffe}𝒳".to_owned()];
    note.tags = vec!["Δοκιμή".to_owned(), "ДОМ".to_owned(), "#tag".to_owned()];
    note.brief = Some(Brief {
        template: TemplateId::Ask,
        own: None,
        ask,
        needed_by: None,
        if_no_reply: String::new(),
        owner: String::new(),
        links: Vec::new(),
        fields: [(
            "__proto__".to_owned(),
            FieldValue::Text("<script>".to_owned()),
        )]
        .into(),
    });
    note
}

fn current(record: &str) -> Note {
    match decode(record) {
        Ok(Stored::Current(note)) => *note,
        other => panic!("{record}: {other:?}"),
    }
}

#[test]
fn the_dump_holds_a_minimal_a_full_a_deleted_and_a_unicode_note() {
    let read: Vec<Note> = NOTES.lines().take(4).map(current).collect();
    // Schema 1 did not tell when the text was changed last.
    let expected = [minimal(), full(), deleted(), unicode()].map(|mut note| {
        note.written = note.updated;
        note
    });
    assert_eq!(read, expected);
}

/// Whether all that is in `old` is in `new` too, at the same place.
fn keeps(new: &Value, old: &Value) -> bool {
    match (new, old) {
        (Value::Object(new), Value::Object(old)) => old
            .iter()
            .all(|(key, old)| new.get(key).is_some_and(|new| keeps(new, old))),
        (new, old) => new == old,
    }
}

#[test]
fn every_note_of_the_dump_is_sound_and_keeps_all_of_its_record_when_rewritten() {
    for record in NOTES.lines() {
        let note = current(record);
        assert_eq!(note.check(), Ok(()), "{record}");
        let rewritten = encode(&note);
        let mut old: Value = serde_json::from_str(record).unwrap();
        assert_eq!(old["schema"], 1);
        old["schema"] = SCHEMA.into();
        let new: Value = serde_json::from_str(&rewritten).unwrap();
        assert!(keeps(&new, &old), "{record}\n{rewritten}");
        assert_eq!(current(&rewritten), note);
    }
}

#[test]
fn fields_of_a_later_baton_within_schema_1_survive_a_rewrite() {
    let record = NOTES.lines().nth(4).unwrap();
    let mut note = current(record);
    note.advance(State::Dropped, note.updated, Origin::Popup)
        .unwrap();
    let rewritten: Value = serde_json::from_str(&encode(&note)).unwrap();
    assert_eq!(rewritten["state"], "dropped");
    assert_eq!(rewritten["mood"]["colours"][1], "green ☘");
    assert_eq!(rewritten["answers"]["budget_hours"], 3);
}

#[test]
fn a_record_with_only_what_schema_1_cannot_do_without_is_read() {
    let record = NOTES.lines().next().unwrap();
    let note = current(record);
    let shortest = format!(
        r#"{{"schema":1,"id":"{}","revision":1,"created":{MORNING},"updated":{MORNING},
            "source":{{"provider":"calendly","target":"{}"}},"state":"draft"}}"#,
        note.id, note.source.target,
    );
    assert_eq!(current(&shortest), note);
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

#[test]
fn a_note_of_a_newer_schema_is_kept_as_it_is() {
    for record in NEWER.lines() {
        let stored = decode(record).unwrap();
        assert_eq!(stored.to_record(), record);
        assert_eq!(
            stored,
            Stored::Newer(Newer {
                schema: 3,
                id: id(6),
                raw: record.to_owned()
            })
        );
    }
}

#[test]
fn the_example_tells_what_each_record_is() {
    let records = NOTES
        .lines()
        .chain(NEWER.lines())
        .chain(DAMAGED.lines().take(1));
    let told: Vec<Value> = records.map(example::describe).collect();
    let expected: Vec<Value> = EXPECTED
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(told, expected);
}
