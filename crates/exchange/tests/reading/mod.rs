//! Writing and reading JSON files in one go.
#![allow(dead_code, reason = "each test file uses its part")]

use baton_exchange::{Entry, Item, JsonReader, JsonWriter, Read, Refusal, Setting, Writer};
use baton_locale::Catalogue;
use baton_worktime::{UtcMillis, ZoneError, ZoneName, Zones};

struct UtcOnly;

impl Zones for UtcOnly {
    fn offset_seconds(&self, _: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
        Err(ZoneError::UnknownZone)
    }
}

/// Entries as a file.
pub fn written(entries: &[Entry], now: UtcMillis) -> Vec<u8> {
    written_by(JsonWriter::new(now), entries, now)
}

/// Entries as the file that was begun.
pub fn written_by(mut file: JsonWriter, entries: &[Entry], now: UtcMillis) -> Vec<u8> {
    let words = Catalogue::english();
    let setting = Setting {
        now,
        zone: &ZoneName::utc(),
        zones: &UtcOnly,
        messages: &words,
    };
    let mut bytes = Vec::new();
    for entry in entries {
        file.add(entry, &setting);
        bytes.extend(file.take());
    }
    let front = file.finish(&setting);
    bytes.extend(file.take());
    [front, bytes].concat()
}

/// What a file holds.
pub fn read_all(bytes: &[u8]) -> Result<Vec<Read>, Refusal> {
    let mut reader = JsonReader::new();
    let mut items = reader.read(bytes)?;
    items.extend(reader.finish()?);
    Ok(items)
}

/// The notes of a file in which nothing is refused.
pub fn notes_of(bytes: &[u8]) -> Vec<Entry> {
    let items = read_all(bytes).unwrap();
    let note = |item: Read| match item.unwrap() {
        Item::Note(entry) => Some(*entry),
        Item::File(_) | Item::Setup(..) => None,
    };
    items.into_iter().filter_map(note).collect()
}
