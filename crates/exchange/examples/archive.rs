//! Writes and reads archives of Markdown files.
//!
//! Stored records on standard input, one a line, become an archive on standard output; with
//! `read FILE` an archive becomes one JSON object a line, `{"id","title","origin"}`, or `{"refused"}`.
//!
//! ```sh
//! cargo run -p baton-exchange --example archive < tests/fixtures/exchange/several.jsonl > notes.zip
//! cargo run -p baton-exchange --example archive -- read notes.zip
//! ```

use baton_exchange::{
    ArchiveReader, Entry, FromMarkdown, MarkdownArchive, Paths, Refusal, Setting, Writer,
};
use baton_locale::Catalogue;
use baton_notes::{Stored, decode};
use baton_worktime::{UtcMillis, ZoneError, ZoneName, Zones};
use serde_json::{Value, json};
use std::io::{self, Read, Write};

/// A host that knows no zone but UTC, which needs no table.
struct UtcOnly;

impl Zones for UtcOnly {
    fn offset_seconds(&self, _: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
        Err(ZoneError::UnknownZone)
    }
}

fn main() -> io::Result<()> {
    let words = Catalogue::english();
    let setting = Setting {
        now: UtcMillis(0),
        zone: &ZoneName::utc(),
        zones: &UtcOnly,
        messages: &words,
    };
    let mut out = io::stdout().lock();
    let mut asked = std::env::args().skip(1);
    match (asked.next().as_deref(), asked.next()) {
        (Some("read"), Some(path)) => {
            for line in read(std::fs::read(path)?, &setting) {
                writeln!(out, "{line}")?;
            }
            Ok(())
        }
        _ => {
            let mut records = String::new();
            io::stdin().read_to_string(&mut records)?;
            write(&records, &setting, |bytes| out.write_all(&bytes))
        }
    }
}

/// Hands out the archive of these records piece by piece. What is no note is left out.
pub fn write(
    records: &str,
    setting: &Setting,
    mut hand_out: impl FnMut(Vec<u8>) -> io::Result<()>,
) -> io::Result<()> {
    let notes: Vec<Stored> = records
        .lines()
        .filter_map(|line| decode(line).ok())
        .collect();
    let mut paths = Paths::new();
    notes.iter().for_each(|note| paths.place(note));
    let mut archive = MarkdownArchive::new(paths);
    for note in notes {
        archive.add(&Entry::alone(note), setting);
        hand_out(archive.take())?;
    }
    // A zip has nothing that belongs in front.
    archive.finish(setting);
    hand_out(archive.take())
}

/// A line for each note of an archive, and for what is refused.
pub fn read(archive: Vec<u8>, setting: &Setting) -> Vec<Value> {
    let mut reader = match ArchiveReader::open(archive) {
        Ok(reader) => reader,
        Err(refusal) => return vec![refused(&refusal)],
    };
    let mut lines = Vec::new();
    while let Some(file) = reader.read_next(setting) {
        lines.extend(file.astray.iter().map(refused));
        match file.read {
            Ok(read) => lines.extend(read.as_ref().map(told)),
            Err(refusal) => lines.push(refused(&refusal)),
        }
    }
    lines
}

fn told(read: &FromMarkdown) -> Value {
    let note = &read.entry.note;
    let title = match note {
        Stored::Current(note) => note.title(),
        Stored::Newer(_) => "",
    };
    json!({ "id": note.id(), "title": title, "origin": format!("{:?}", read.origin) })
}

fn refused(refusal: &Refusal) -> Value {
    json!({ "refused": refusal.reason.to_string(), "place": format!("{:?}", refusal.place) })
}
