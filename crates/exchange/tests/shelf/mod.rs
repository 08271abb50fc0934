//! The stored notes of the fixtures, and what surrounds an export of them.

#![allow(dead_code, reason = "each test file uses some of it")]

use baton_exchange::Setting;
use baton_locale::Catalogue;
use baton_notes::{Stored, decode};
use baton_worktime::{UtcMillis, ZoneError, ZoneName, Zones};
use std::fs;
use std::path::{Path, PathBuf};

/// 2026-03-19T12:30:00Z.
pub const NOW: UtcMillis = UtcMillis(1_773_923_400_000);

/// One zone beside UTC: an hour ahead of it, all year.
struct Ahead;

impl Zones for Ahead {
    fn offset_seconds(&self, zone: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
        match zone.as_str() {
            "Etc/GMT-1" => Ok(3_600),
            _ => Err(ZoneError::UnknownZone),
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

pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/exchange")
}

pub fn stored(name: &str) -> Vec<Stored> {
    let path = fixtures().join(name).with_extension("jsonl");
    let records = fs::read_to_string(&path).unwrap();
    records
        .lines()
        .map(|record| decode(record).unwrap())
        .collect()
}
