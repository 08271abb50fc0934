//! The manifest: which segments there are, which of their documents no longer count, and which are
//! being merged.

use crate::bytes::{Reader, write_number};
use crate::dead::Dead;
use crate::limits::MAX_SEGMENT_DOCUMENTS;
use crate::piece::{self, Fault, PieceKey, Role};

/// The key in the frame of a manifest; it is stored under a name of the caller's.
const KEY: PieceKey = PieceKey::head(0);

/// A segment as the manifest tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub number: u32,
    /// How many documents it was written with.
    pub count: u32,
    /// Its pieces of lists.
    pub parts: u32,
    pub dead: Dead,
}

/// A merge that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Begun {
    /// The number of the segment that is being written.
    pub number: u32,
    /// Its pieces of lists that are stored.
    pub parts: u32,
    /// The segments that go into it, each with its documents that did not count at the beginning.
    pub sources: Vec<(u32, Dead)>,
}

/// Everything it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Manifest {
    /// The number of the next segment.
    pub next: u32,
    pub rows: Vec<Row>,
    pub begun: Option<Begun>,
}

pub(crate) fn write<'a>(
    next: u32,
    rows: impl ExactSizeIterator<Item = &'a Row>,
    begun: Option<&Begun>,
) -> Vec<u8> {
    let mut bytes = piece::begin(Role::Manifest, KEY);
    write_number(&mut bytes, u64::from(next));
    write_number(&mut bytes, rows.len() as u64);
    for row in rows {
        for number in [row.number, row.count, row.parts] {
            write_number(&mut bytes, u64::from(number));
        }
        row.dead.write(&mut bytes);
    }
    write_number(&mut bytes, u64::from(begun.is_some()));
    if let Some(begun) = begun {
        for number in [begun.number, begun.parts, begun.sources.len() as u32] {
            write_number(&mut bytes, u64::from(number));
        }
        for (number, dead) in &begun.sources {
            write_number(&mut bytes, u64::from(*number));
            dead.write(&mut bytes);
        }
    }
    piece::seal(bytes)
}

pub(crate) fn read(bytes: &[u8]) -> Result<Manifest, Fault> {
    let content = piece::open(bytes, Role::Manifest, KEY)?;
    read_content(content).ok_or(Fault::Content)
}

fn read_content(content: &[u8]) -> Option<Manifest> {
    let mut reader = Reader::new(content, 0);
    let next = number(&mut reader)?;
    let mut rows: Vec<Row> = Vec::new();
    for _ in 0..number(&mut reader)? {
        let row = Row {
            number: number(&mut reader)?,
            count: number(&mut reader)?,
            parts: number(&mut reader)?,
            dead: Dead::none(0),
        };
        let is_known = rows.iter().any(|other| other.number == row.number);
        if is_known || row.number >= next || row.count as usize > MAX_SEGMENT_DOCUMENTS {
            return None;
        }
        let dead = Dead::read(&mut reader, row.count)?;
        // A segment is dropped with its last document.
        if dead.count() >= row.count {
            return None;
        }
        rows.push(Row { dead, ..row });
    }
    let begun = match reader.number()? {
        0 => None,
        _ => Some(read_begun(&mut reader, next, &rows)?),
    };
    Some(Manifest { next, rows, begun })
}

fn read_begun(reader: &mut Reader<'_>, next: u32, rows: &[Row]) -> Option<Begun> {
    let row = |number| rows.iter().find(|row| row.number == number);
    let mut begun = Begun {
        number: number(reader)?,
        parts: number(reader)?,
        sources: Vec::new(),
    };
    if begun.number >= next || row(begun.number).is_some() {
        return None;
    }
    for _ in 0..number(reader)? {
        let source = row(number(reader)?)?;
        let dead = Dead::read(reader, source.count)?;
        begun.sources.push((source.number, dead));
    }
    Some(begun)
}

fn number(reader: &mut Reader<'_>) -> Option<u32> {
    u32::try_from(reader.number()?).ok()
}
