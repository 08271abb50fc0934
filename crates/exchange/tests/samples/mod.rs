//! Stored notes to export, what surrounds an export, and the files expected of it.
//!
//! `BATON_UPDATE=1` writes the expected files anew.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    reason = "each test uses what it needs, and fails by panicking"
)]

use baton_exchange::{Entry, Setting, Writer};
use baton_locale::Catalogue;
use baton_notes::{Note, Stored, decode};
use baton_worktime::{UtcMillis, ZoneError, ZoneName, Zones};
use std::fs;
use std::path::{Path, PathBuf};

/// 2026-03-19T12:30:00Z.
pub const NOW: UtcMillis = UtcMillis(1_773_923_400_000);

/// One zone beside UTC: an hour ahead of it, all year.
struct Ahead;

impl Zones for Ahead {
    fn offset_seconds(&self, zone: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
        if zone.as_str() == "Etc/GMT-1" {
            Ok(3_600)
        } else {
            Err(ZoneError::UnknownZone)
        }
    }
}

pub fn with_setting<T>(with: impl FnOnce(&Setting) -> T) -> T {
    let zone = ZoneName::new("Etc/GMT-1").unwrap();
    let words = Catalogue::english();
    with(&Setting {
        now: NOW,
        zone: &zone,
        zones: &Ahead,
        messages: &words,
    })
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/exchange")
}

/// The notes of every file named.
pub fn entries(names: &[&str]) -> Vec<Entry> {
    let mut entries = Vec::new();
    for name in names {
        let path = fixtures().join(name).with_extension("jsonl");
        let records = fs::read_to_string(&path).unwrap();
        entries.extend(
            records
                .lines()
                .map(|line| Entry::alone(decode(line).unwrap())),
        );
    }
    entries
}

pub fn note(entry: &Entry) -> &Note {
    match &entry.note {
        Stored::Current(note) => note,
        Stored::Newer(newer) => panic!("{newer:?}"),
    }
}

/// All that a writer makes of the notes; taken after each note, because that must not matter.
pub fn written(mut writer: impl Writer, entries: &[Entry]) -> Vec<u8> {
    with_setting(|setting| {
        let mut behind = Vec::new();
        for entry in entries {
            writer.add(entry, setting);
            behind.extend(writer.take());
        }
        let mut file = writer.finish(setting);
        behind.extend(writer.take());
        file.extend(behind);
        file
    })
}

#[track_caller]
pub fn expect(file_name: &str, content: &[u8]) {
    let path = fixtures().join(file_name);
    if std::env::var_os("BATON_UPDATE").is_some() {
        fs::write(&path, content).unwrap();
    }
    let expected = fs::read(&path).unwrap_or_default();
    assert!(
        content == expected,
        "{} is not as expected:\n{}",
        path.display(),
        String::from_utf8_lossy(content)
    );
}
