//! Reading an exported file of notes back.

use crate::json::is_exact;
use crate::surroundings::{Clocks, English, NOW};
use baton_exchange::{
    Entry, Item, JsonReader, JsonWriter, MAX_IMPORT_NOTES, Read, Refusal, Setting, Writer,
};
use baton_notes::Stored;
use baton_worktime::ZoneName;
use std::collections::BTreeSet;

pub(crate) fn hold(text: &str) {
    let items = match read(text.as_bytes(), text.len().max(1)) {
        Ok(items) => items,
        Err(refusal) => return assert!(!refusal.reason.to_string().is_empty()),
    };
    assert_eq!(
        read(text.as_bytes(), 7).as_ref(),
        Ok(&items),
        "cut otherwise"
    );
    let mut ids = BTreeSet::new();
    let mut entries: Vec<Entry> = Vec::new();
    for item in items {
        match item {
            Err(refusal) => assert!(!refusal.reason.to_string().is_empty()),
            Ok(Item::File(_) | Item::Setup(..)) => {}
            Ok(Item::Note(entry)) => {
                assert!(ids.insert(entry.note.id().clone()), "an id is there twice");
                if let Stored::Current(note) = &entry.note {
                    assert_eq!(note.check(), Ok(()));
                }
                entries.push(*entry);
            }
        }
    }
    assert!(entries.len() <= MAX_IMPORT_NOTES);
    if is_exact(text) {
        let again = read(&written(&entries), 1_000).unwrap_or_default();
        let again = again.into_iter().filter_map(|item| match item {
            Ok(Item::Note(entry)) => Some(*entry),
            _ => None,
        });
        assert!(again.eq(entries), "another note came back");
    }
}

fn read(bytes: &[u8], piece: usize) -> Result<Vec<Read>, Refusal> {
    let mut reader = JsonReader::new();
    let mut items = Vec::new();
    for piece in bytes.chunks(piece) {
        items.extend(reader.read(piece)?);
    }
    items.extend(reader.finish()?);
    Ok(items)
}

/// Entries as a file.
pub(crate) fn written(entries: &[Entry]) -> Vec<u8> {
    let setting = Setting {
        now: NOW,
        zone: &ZoneName::utc(),
        zones: &Clocks::default(),
        messages: &English,
    };
    let mut file = JsonWriter::new(NOW);
    for entry in entries {
        file.add(entry, &setting);
    }
    let front = file.finish(&setting);
    [front, file.take()].concat()
}

/// The notes of a file that we wrote; `None` where one of them is refused.
pub(crate) fn notes_of(file: &str) -> Option<Vec<Stored>> {
    let items = read(file.as_bytes(), 1_000).ok()?;
    let note = |item: Read| match item {
        Ok(Item::Note(entry)) => Some(entry.note),
        _ => None,
    };
    items.into_iter().map(note).collect()
}
