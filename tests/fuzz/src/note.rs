//! The record of a note, and what is made of a note: `record --- anything`.

use crate::export::notes_of;
use crate::json::is_exact;
use crate::parts::parts;
use crate::surroundings::{Clocks, English, NOW};
use baton_exchange::{Setting, json_file, markdown_file};
use baton_notes::{DecodeFault, MAX_NAME_CHARS, MAX_URL_CHARS, Note, SCHEMA, Stored, decode};
use baton_worktime::ZoneName;

pub(crate) fn hold(text: &str) {
    let [record, _] = parts(text);
    let stored = match decode(record) {
        Ok(stored) => stored,
        Err(DecodeFault::Damaged { schema, .. }) => return assert!(schema <= SCHEMA),
        Err(fault) => return assert!(!fault.to_string().is_empty()),
    };
    if matches!(stored, Stored::Current(_)) && !is_exact(record) {
        return;
    }
    let written = stored.to_record();
    assert_eq!(decode(&written).as_ref(), Ok(&stored));
    match &stored {
        Stored::Newer(newer) => assert_eq!(newer.raw, record.trim(), "kept to the letter"),
        Stored::Current(note) => {
            let title = note.title();
            assert!(!title.contains('\n') && title.trim() == title);
        }
    }
    leaves(stored);
}

/// Every note can be exported; a sound one comes back from it.
fn leaves(stored: Stored) {
    let zone = ZoneName::new("Europe/Berlin").unwrap();
    let clocks = Clocks::default();
    let setting = Setting {
        now: NOW,
        zone: &zone,
        zones: &clocks,
        messages: &English,
    };
    let notes = [stored];
    for one in [true, false] {
        for file in [
            json_file(&notes, &[], one, &setting),
            markdown_file(&notes, one, &setting),
        ] {
            is_safe_name(&file.name);
        }
    }
    let [stored] = &notes;
    let is_sound = match stored {
        Stored::Current(note) => note.check().is_ok(),
        Stored::Newer(_) => true,
    };
    let read = notes_of(&json_file(&notes, &[], true, &setting).content);
    assert_eq!(read.is_some(), is_sound, "{read:?}");
    if let (Stored::Current(note), true) = (stored, is_sound) {
        is_bounded(note);
    }
    if let Some(read) = read {
        assert_eq!(read, notes);
    }
}

/// Names in a sound note are names, not books.
fn is_bounded(note: &Note) {
    let source = &note.source;
    let names = [&source.person, &source.event, &source.slot];
    let names = names.into_iter().flatten();
    let names = names.chain(note.history.iter().filter_map(|step| step.by.as_ref()));
    let names = names.chain(note.deliveries.iter().filter_map(|sent| sent.to.as_ref()));
    for name in names.chain(&note.people).chain(&note.tags) {
        assert!(name.chars().count() <= MAX_NAME_CHARS, "{name:?}");
    }
    assert!(source.target.chars().count() <= MAX_URL_CHARS);
}

fn is_safe_name(name: &str) {
    let odd = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    assert!(!name.contains(odd), "{name:?}");
    assert!(!name.starts_with('.') && name.len() <= 255, "{name:?}");
}
