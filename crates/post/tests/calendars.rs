//! Each `tests/fixtures/invitations/<name>.ics` is read as `<name>.expected.json` says, and as
//! another reader of calendar files has it.
//! `BATON_UPDATE=1 cargo test -p baton-post --test calendars` writes the expected side anew.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

use baton_post::{
    Calendar, MAX_ATTENDEES, MAX_CALENDAR_BYTES, MAX_DESCRIPTION_CHARS, MAX_EVENTS,
    MAX_VALUE_CHARS, Refused, read_calendar,
};
use icalendar::parser::{Property, read_calendar as read_by_another, unfold};
use std::fs;
use std::path::{Path, PathBuf};

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/invitations");
    let all = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let mut files: Vec<_> = all
        .filter(|path| path.extension().is_some_and(|end| end == "ics"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_calendar_is_read_as_it_was_meant() {
    for path in files() {
        let now = read_calendar(&fs::read_to_string(&path).unwrap()).unwrap();
        let expected = path.with_extension("expected.json");
        if std::env::var_os("BATON_UPDATE").is_some() {
            fs::write(
                &expected,
                serde_json::to_string_pretty(&now).unwrap() + "\n",
            )
            .unwrap();
        }
        let expected: Calendar =
            serde_json::from_str(&fs::read_to_string(&expected).unwrap()).unwrap();
        assert_eq!(now, expected, "{}", path.display());
    }
}

#[test]
fn another_reader_of_calendar_files_finds_the_same() {
    for path in files() {
        if path.ends_with("broken.ics") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let unfolded = unfold(&text);
        let theirs = read_by_another(&unfolded).unwrap();
        let ours = read_calendar(&text).unwrap();
        let events: Vec<_> = theirs
            .components
            .iter()
            .filter(|one| one.name == "VEVENT")
            .collect();
        assert_eq!(events.len(), ours.events.len());
        for (their, our) in events.iter().zip(&ours.events) {
            let property = |name: &str| their.properties.iter().find(|one| one.name == name);
            let value = |name: &str| property(name).map(|one| one.val.to_string());
            assert_eq!(our.uid, value("UID"));
            let digits = |iso: &str| iso.replace(['-', ':'], "");
            for (when, name) in [(&our.start, "DTSTART"), (&our.end, "DTEND")] {
                assert_eq!(when.as_ref().map(|when| digits(&when.iso)), value(name));
                let zone = property(name).and_then(|one| parameter(one, "TZID"));
                assert_eq!(when.as_ref().and_then(|when| when.zone.clone()), zone);
            }
            let organizer = our.organizer.clone().unwrap_or_default();
            assert_eq!(
                organizer.name,
                property("ORGANIZER").and_then(|one| parameter(one, "CN"))
            );
            assert_eq!(our.repeats, property("RRULE").is_some());
            let title = value("SUMMARY").map(|title| title.replace('\\', ""));
            assert_eq!(our.summary, title);
        }
    }
}

fn parameter(property: &Property, name: &str) -> Option<String> {
    let found = property.params.iter().find(|one| one.key == name)?;
    Some(found.val.as_ref()?.to_string().trim_matches('"').to_owned())
}

#[test]
fn ten_thousand_events_are_counted_and_a_hundred_read() {
    let event = "BEGIN:VEVENT\r\nSUMMARY:One\r\nBEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT\r\n";
    let text = format!(
        "BEGIN:VCALENDAR\r\n{}END:VCALENDAR\r\n",
        event.repeat(10_000)
    );
    let calendar = read_calendar(&text).unwrap();
    assert_eq!(
        (calendar.events.len(), calendar.more_events),
        (MAX_EVENTS, 10_000 - MAX_EVENTS)
    );
}

#[test]
fn what_is_too_long_is_refused_and_what_has_no_event_too() {
    let long = "a".repeat(64_000_000);
    let refused = Refused::TooLong {
        bytes: 64_000_000,
        limit: MAX_CALENDAR_BYTES,
    };
    assert_eq!(read_calendar(&long), Err(refused));
    for text in [
        "",
        "Dear Kim,",
        "BEGIN:VCALENDAR\nEND:VCALENDAR",
        "END:VEVENT",
    ] {
        assert_eq!(read_calendar(text), Err(Refused::NoEvent), "{text}");
    }
}

#[test]
fn an_event_of_everything_is_bounded() {
    let attendees = "ATTENDEE:mailto:kim@sample.example\n".repeat(1_000);
    let long = "ä".repeat(100_000);
    let open = "BEGIN:X\n".repeat(10_000);
    let text = format!(
        "BEGIN:VEVENT\nSUMMARY:{long}\nDESCRIPTION:{long}\nURL:https://acme.example/{long}\nUID:{long}\n{attendees}{open}LOCATION:in\n"
    );
    let calendar = read_calendar(&text).unwrap();
    let event = &calendar.events[0];
    let chars = |text: &Option<String>| text.as_ref().map(|text| text.chars().count());
    assert_eq!(chars(&event.summary), Some(MAX_VALUE_CHARS));
    assert_eq!(chars(&event.description), Some(MAX_DESCRIPTION_CHARS));
    assert_eq!(
        (event.attendees.len(), event.more_attendees),
        (MAX_ATTENDEES, 900)
    );
    assert_eq!((&event.url, &event.location), (&None, &None));
}
