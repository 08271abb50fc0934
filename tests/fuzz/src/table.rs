//! Tables of other programs: what is read of one is a note, and comes back from a table of our own.

use crate::surroundings::{Clocks, English, NOW};
use baton_exchange::{CsvTable, CsvWriter, Entry, FIRST_ROWS, Place, Setting, Writer};
use baton_notes::Stored;
use baton_worktime::{UtcMillis, ZoneName};
use std::collections::BTreeSet;

/// When the table was last changed.
const UNDATED: UtcMillis = UtcMillis(1_773_532_800_000);

pub(crate) fn hold(text: &str) {
    let Ok(table) = CsvTable::look(text.as_bytes()) else {
        return;
    };
    assert_eq!(table.suggested.len(), table.header.len());
    assert!(table.first.len() <= table.rows.min(FIRST_ROWS));
    let zone = ZoneName::new("Europe/Berlin").unwrap();
    let clocks = Clocks::default();
    let setting = Setting {
        now: NOW,
        zone: &zone,
        zones: &clocks,
        messages: &English,
    };
    let notes = read(&table, &setting);
    // What a table cannot hold is lost the first time: fractions of a second, where a title came from.
    let once = again(&notes, &setting);
    assert_eq!(once.len(), notes.len());
    assert_eq!(again(&once, &setting), once);
}

fn read(table: &CsvTable, setting: &Setting) -> Vec<Entry> {
    let lines = table.rows.saturating_add(1);
    let mut ids = BTreeSet::new();
    let mut notes = Vec::new();
    let rows = table
        .read(&table.suggested, UNDATED, setting)
        .expect("the choice that was suggested");
    for row in rows {
        match row {
            Ok(entry) => {
                let Stored::Current(note) = &entry.note else {
                    panic!("a note of a newer schema")
                };
                assert_eq!(note.check(), Ok(()));
                assert!(ids.insert(note.id.clone()), "an id is there twice");
                notes.push(entry);
            }
            Err(refusal) => assert!(matches!(refusal.place, Place::Line(line) if line > 1)),
        }
    }
    assert!(notes.len() < lines);
    notes
}

/// The notes by way of a table of our own.
fn again(notes: &[Entry], setting: &Setting) -> Vec<Entry> {
    let mut writer = CsvWriter::new();
    for note in notes {
        writer.add(note, setting);
    }
    let mut file = writer.finish(setting);
    file.extend(writer.take());
    let table = CsvTable::look(&file).expect("a table of our own");
    assert_eq!(table.rows, notes.len());
    read(&table, setting)
}
