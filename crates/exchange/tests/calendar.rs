//! Moments of notes as a calendar, read by a reader of somebody else.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod samples;

use baton_brief::one_line;
use baton_exchange::{CalendarWriter, Entry};
use baton_notes::{NoteId, State, Stored};
use icalendar::parser::{Component, read_calendar, unfold};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use samples::{NOW, entries, expect, written};

fn calendar(entries: &[Entry]) -> String {
    String::from_utf8(written(CalendarWriter::new(), entries)).unwrap()
}

fn assert_lines_fit(file: &str) {
    assert!(file.ends_with("\r\n"));
    for line in file.trim_end().split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
        assert!(!line.trim().is_empty(), "an empty line");
    }
}

/// The value of a property, as the reader understands it.
fn value(component: &Component, name: &str) -> Option<String> {
    let found = component
        .properties
        .iter()
        .find(|property| property.name == name);
    found.map(|property| property.val.to_string())
}

/// Every event: its properties, and how many alarms it has.
fn events(file: &str) -> Vec<(Vec<(String, String)>, usize)> {
    assert_lines_fit(file);
    let unfolded = unfold(file);
    let calendar = read_calendar(&unfolded).unwrap();
    let events = calendar.components.iter().map(|event| {
        assert_eq!(event.name, "VEVENT");
        assert!(event.components.iter().all(|alarm| alarm.name == "VALARM"));
        let properties = event.properties.iter();
        let properties = properties.map(|one| (one.name.to_string(), one.val.to_string()));
        assert!(value(event, "UID").is_some() && value(event, "DTSTAMP").is_some());
        (properties.collect(), event.components.len())
    });
    events.collect()
}

fn told<'a>(event: &'a (Vec<(String, String)>, usize), name: &str) -> &'a str {
    let found = event.0.iter().find(|(other, _)| other == name);
    found.map_or("", |(_, value)| value)
}

#[test]
fn moments_of_notes_become_events() {
    for (name, notes, count) in [
        ("decision", &["decision"][..], 1),
        ("live", &["live", "hostile", "newer", "minimal"], 5),
        ("none", &[], 0),
    ] {
        let file = calendar(&entries(notes));
        assert_eq!(events(&file).len(), count, "{name}");
        expect(&format!("{name}.ics"), file.as_bytes());
    }
}

/// A note that waits for an answer.
fn waiting() -> Entry {
    let mut entry = entries(&["decision"]).remove(0);
    if let Stored::Current(note) = &mut entry.note {
        note.state = State::Sent;
        note.history.truncate(1);
    }
    entry
}

#[test]
fn an_event_tells_what_is_needed_by_when_and_rings_while_somebody_is_to_answer() {
    let mut entry = waiting();
    let Stored::Current(note) = &mut entry.note else {
        panic!("a current note")
    };
    note.ask_again = Some(NOW);
    let id = note.id.clone();
    let events = events(&calendar(&[entry]));
    let [needed, again] = &events[..] else {
        panic!("two events")
    };
    assert_eq!(told(needed, "UID"), format!("{id}-needed-by"));
    assert_eq!(told(needed, "DTSTART"), "20260317T090000Z");
    assert_eq!(told(needed, "DTSTAMP"), "20260314T110000Z");
    assert_eq!(told(needed, "SEQUENCE"), "9");
    assert_eq!(
        told(needed, "SUMMARY"),
        "Answer needed: Which plan do we take for Q3?"
    );
    assert_eq!(told(needed, "CATEGORIES"), "q3,budget");
    assert!(told(needed, "DESCRIPTION").starts_with("Sent\nWith: Sam Example\n"));
    assert_eq!(told(again, "UID"), format!("{id}-ask-again"));
    assert_eq!(told(again, "DTSTART"), "20260319T123000Z");
    assert_eq!((needed.1, again.1), (1, 1));
}

#[test]
fn what_is_settled_does_not_ring_and_what_is_deleted_is_not_there() {
    let settled = entries(&["decision"]);
    assert_eq!(events(&calendar(&settled))[0].1, 0);
    let mut deleted = waiting();
    if let Stored::Current(note) = &mut deleted.note {
        note.deleted = Some(NOW);
    }
    assert!(events(&calendar(&[deleted])).is_empty());
}

proptest! {
    #![proptest_config(Config {
        cases: 300,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(5_545),
        ..Config::default()
    })]

    #[test]
    fn no_text_leaves_its_property(
        texts in proptest::collection::vec(prop_oneof![
            any::<String>(),
            proptest::collection::vec(proptest::sample::select(vec![
                "\r\n", "\n", "\r", "\\", ";", ",", ":", "\"", "END:VEVENT", "BEGIN:VALARM", " ", "é",
                "😀", "\u{202e}", "\u{85}", "\u{2028}", "\0", "n",
            ]), 0..60).prop_map(|pieces| pieces.concat()),
        ], 6),
    ) {
        let mut entry = waiting();
        let Stored::Current(note) = &mut entry.note else {
            panic!("a current note")
        };
        note.id = NoteId::from_parts(NOW, [1; 16]);
        note.ask_again = Some(NOW);
        let brief = note.brief.as_mut().unwrap();
        brief.ask = texts[0].clone();
        brief.if_no_reply = texts[1].clone();
        brief.owner = texts[2].clone();
        note.source.person = Some(texts[3].clone());
        note.source.target = texts[4].clone();
        note.tags = vec![texts[5].clone()];
        let title = match one_line(note.title()) {
            title if title.is_empty() => "Untitled note".to_owned(),
            title => title,
        };
        let events = events(&calendar(&[entry]));
        prop_assert_eq!(events.len(), 2);
        prop_assert_eq!(told(&events[0], "SUMMARY"), format!("Answer needed: {title}"));
        let known = [
            "UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "SUMMARY", "DESCRIPTION",
            "URL", "CATEGORIES", "TRANSP",
        ];
        for event in &events {
            prop_assert_eq!(event.1, 1);
            for (name, _) in &event.0 {
                prop_assert!(known.contains(&name.as_str()), "{name}");
            }
        }
    }
}
