//! Exports notes: stored records on standard input, one a line; out comes one file in the format named.
//!
//! ```sh
//! cargo run -p baton-exchange --example formats handoff < tests/fixtures/exchange/several.jsonl > handoff.html
//! ```

use baton_exchange::{
    CalendarWriter, CsvWriter, Entry, HandbookKind, HandbookWriter, Setting, Writer,
};
use baton_locale::Catalogue;
use baton_notes::decode;
use baton_worktime::{UtcMillis, ZoneError, ZoneName, Zones};
use std::io::{self, BufRead, Write};

/// A host that knows no zone but UTC, which needs no table.
struct UtcOnly;

impl Zones for UtcOnly {
    fn offset_seconds(&self, zone: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
        if *zone == ZoneName::utc() {
            Ok(0)
        } else {
            Err(ZoneError::UnknownZone)
        }
    }
}

fn main() -> io::Result<()> {
    let format = std::env::args().nth(1).unwrap_or_default();
    let Some(mut writer) = writer(&format) else {
        return Err(io::Error::other("one of: csv, handbook, handoff, calendar"));
    };
    let words = Catalogue::english();
    let setting = Setting {
        now: UtcMillis(0),
        zone: &ZoneName::utc(),
        zones: &UtcOnly,
        messages: &words,
    };
    // What belongs in front is known last, so the rest waits.
    let mut behind = Vec::new();
    for line in io::stdin().lock().lines() {
        match decode(&line?) {
            Ok(note) => writer.add(&Entry::alone(note), &setting),
            Err(fault) => writeln!(io::stderr(), "{fault}")?,
        }
        behind.append(&mut writer.take());
    }
    let mut out = io::stdout().lock();
    out.write_all(&writer.finish(&setting))?;
    out.write_all(&behind)?;
    out.write_all(&writer.take())
}

/// What writes a format.
pub fn writer(format: &str) -> Option<Box<dyn Writer>> {
    Some(match format {
        "csv" => Box::new(CsvWriter::new()),
        "handbook" => Box::new(HandbookWriter::new(HandbookKind::Handbook, None, None)),
        "handoff" => Box::new(HandbookWriter::new(HandbookKind::Handoff, None, None)),
        "calendar" => Box::new(CalendarWriter::new()),
        _ => return None,
    })
}
