//! A backup holds what a person has set up beside their notes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod reading;

use baton_exchange::{Item, JsonWriter, MAX_SETUP_BYTES, Place, Read, Reason, Refusal, SetupKind};
use baton_worktime::UtcMillis;
use reading::{read_all, written_by};

const NOW: UtcMillis = UtcMillis(1_773_306_000_000);

/// A file without notes, with what follows its head.
fn file(beside: &str) -> String {
    format!("{{\"format\":\"baton-notes\",\"version\":2,{beside}\"entries\":[]}}")
}

fn backup(setup: &[(SetupKind, String)]) -> String {
    let file = written_by(JsonWriter::with_setup(NOW, setup), &[], NOW);
    String::from_utf8(file).unwrap()
}

fn refused(reason: Reason, item: usize) -> Read {
    Err(Refusal {
        place: Place::Item(item),
        reason,
    })
}

#[test]
fn it_comes_back_to_the_letter_before_the_notes() {
    let settings = "{\"schema\":1,\"name\":\"Ren\u{e9} Sample \u{202e}]}\"}".to_owned();
    let templates = "{\n  \"schema\": 1,\n  \"templates\": []\n}".to_owned();
    let setup = [
        (SetupKind::Settings, settings),
        (SetupKind::Templates, templates),
        (SetupKind::Asking, "{\"schema\":1,\"asking\":{}}".to_owned()),
        (SetupKind::Views, "{\"schema\":1,\"views\":[]}".to_owned()),
    ];
    let written = backup(&setup);
    let begins = "{\"format\":\"baton-notes\",\"version\":2,\"exported\":\"2026-03-12T09:00:00Z\",\
                  \"settings\":[{\"schema\":1";
    assert!(written.starts_with(begins), "{written}");
    let items = setup.map(|(kind, text)| Ok(Item::Setup(kind, text)));
    assert_eq!(read_all(written.as_bytes()).unwrap(), items);
    serde_json::from_str::<serde_json::Value>(&written).unwrap();
}

#[test]
fn what_is_no_json_or_too_long_is_not_written() {
    let long = format!("\"{}\"", "x".repeat(MAX_SETUP_BYTES));
    let setup = [
        (SetupKind::Settings, "],\"entries\":[".to_owned()),
        (SetupKind::Templates, long),
    ];
    assert_eq!(backup(&setup), backup(&[]));
}

#[test]
fn a_second_one_and_one_too_long_are_refused_by_themselves() {
    let twice = file("\"settings\":[{\"a\":1},{\"a\":2}],");
    let first = Ok(Item::Setup(SetupKind::Settings, "{\"a\":1}".to_owned()));
    let again = Reason::NotReadable("a second \"settings\"".to_owned());
    assert_eq!(
        read_all(twice.as_bytes()).unwrap(),
        [first, refused(again, 2)]
    );
    let long = file(&format!(
        "\"templates\":[\"{}\"],",
        "x".repeat(MAX_SETUP_BYTES)
    ));
    let (bytes, most) = (MAX_SETUP_BYTES as u64 + 2, MAX_SETUP_BYTES as u64);
    assert_eq!(
        read_all(long.as_bytes()).unwrap(),
        [refused(Reason::TooLarge { bytes, most }, 1)]
    );
}
