//! Reading notes from tables: our own, and those of other programs.
//!
//! First a look, which decides nothing: [`CsvTable::look`] tells columns, first rows and what each
//! column is likely meant as. Then [`CsvTable::read`] makes notes by a choice of columns, row by row.

mod field;
mod moment;
mod note;
mod own;
mod records;

pub use field::CsvField;
pub use note::CsvNotes;
pub use own::row_over;

use super::refusal::{Place, Reason, Refusal};
use super::{MAX_IMPORT_BYTES, MAX_IMPORT_NOTES};
use crate::file::Setting;
use baton_worktime::UtcMillis;
use records::{Record, Records};
use std::borrow::Cow;

/// The most columns of a table.
pub const MAX_COLUMNS: usize = 500;
/// The largest cell, in bytes: as much as a note may be.
pub const MAX_CELL_BYTES: usize = baton_notes::MAX_NOTE_BYTES;
/// So many rows are shown before anything is taken.
pub const FIRST_ROWS: usize = 5;
/// So many rows are looked at to find out what parts cells.
const SAMPLE_ROWS: usize = 50;
/// And so many bytes: a row can be as long as the file.
const SAMPLE_BYTES: usize = 1_000_000;

/// What may part cells. Spreadsheets take what their country's numbers leave free.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// A table as it was found, before it is known what its columns mean.
#[derive(Debug, Clone)]
pub struct CsvTable<'a> {
    /// What parts cells: a comma, a semicolon, a tab or a bar.
    pub delimiter: char,
    /// The names of the columns: the first row.
    pub header: Vec<String>,
    /// The first rows below it, [`FIRST_ROWS`] at most.
    pub first: Vec<Vec<String>>,
    /// How many rows there are below the header, those that are refused among them.
    pub rows: usize,
    /// What each column is likely meant as.
    pub suggested: Vec<CsvField>,
    text: Cow<'a, str>,
    /// Where the rows begin in `text`, and on which line.
    body: (usize, usize),
}

impl<'a> CsvTable<'a> {
    /// Looks at a file: UTF-8, or UTF-16 that says so by a byte order mark.
    ///
    /// # Errors
    /// [`Refusal`] of the whole file, or of its first row.
    pub fn look(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let text = decoded(bytes).map_err(|reason| reason.at(Place::Whole))?;
        let (start, line, told) = said_delimiter(&text);
        let table = &text[start..];
        let delimiter = told.unwrap_or_else(|| likely_delimiter(table));
        let mut records = Records::new(table, delimiter, line);
        let header = match records.next() {
            Some(header) => header?,
            None => {
                let empty = Reason::NotReadable("there is no row".to_owned());
                return Err(empty.at(Place::Whole));
            }
        };
        let header = cells(header);
        let (rest, line) = records.rest();
        let body = (text.len() - rest.len(), line);
        let mut first = Vec::new();
        let mut rows = 0;
        for record in records {
            rows += 1;
            if rows > MAX_IMPORT_NOTES {
                let most = MAX_IMPORT_NOTES;
                return Err(Reason::TooMany { most }.at(Place::Whole));
            }
            if let Ok(record) = record
                && first.len() < FIRST_ROWS
            {
                first.push(cells(record));
            }
        }
        Ok(Self {
            delimiter,
            suggested: CsvField::suggested(&header),
            header,
            first,
            rows,
            text,
            body,
        })
    }

    /// The notes of the table, row by row, when each column is taken as `fields` says.
    ///
    /// `undated` is the moment of notes of which the table tells none: when the file was last changed. A row
    /// that names no id of ours gets one made of its content, so the same file read again gives the same notes.
    ///
    /// # Errors
    /// [`Refusal`] of the whole when there are not as many fields as columns, or two columns are taken as
    /// what only one can be.
    pub fn read<'t>(
        &'t self,
        fields: &'t [CsvField],
        undated: UtcMillis,
        setting: &'t Setting<'t>,
    ) -> Result<CsvNotes<'t>, Refusal> {
        let repeated = |field: &CsvField| {
            !field.takes_several() && fields.iter().filter(|other| *other == field).count() > 1
        };
        if fields.len() != self.header.len() || fields.iter().any(repeated) {
            let why = Reason::NotReadable("the choice of columns does not fit".to_owned());
            return Err(why.at(Place::Whole));
        }
        Ok(CsvNotes::new(self.records(), fields, undated, setting))
    }

    fn records(&self) -> Records<'_> {
        let (start, line) = self.body;
        Records::new(&self.text[start..], self.delimiter, line)
    }
}

fn cells(record: Record) -> Vec<String> {
    let texts = record.cells.into_iter().map(crate::csv::cell::text_of);
    texts.map(Cow::into_owned).collect()
}

/// The file as text, without its byte order mark.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Reason> {
    if bytes.len() > MAX_IMPORT_BYTES {
        return Err(Reason::TooLarge {
            bytes: bytes.len() as u64,
            most: MAX_IMPORT_BYTES as u64,
        });
    }
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes).map(Cow::Owned),
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes).map(Cow::Owned),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text))),
            Err(error) => Err(Reason::NotText {
                at: error.valid_up_to() as u64,
            }),
        },
    }
}

/// The text of UTF-16 behind its mark.
fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Reason> {
    let pairs = bytes.chunks_exact(2);
    let odd = pairs.remainder();
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    let mut text = String::with_capacity(bytes.len() / 2);
    // The mark was two bytes.
    let mut at = 2;
    for read in char::decode_utf16(units) {
        let Ok(c) = read else {
            return Err(Reason::NotText { at });
        };
        at += 2 * c.len_utf16() as u64;
        text.push(c);
    }
    if odd.is_empty() {
        Ok(text)
    } else {
        Err(Reason::NotText { at })
    }
}

/// Some programs write a first line `sep=;` for spreadsheets. Where the table begins, on which line, and
/// what that line says.
fn said_delimiter(text: &str) -> (usize, usize, Option<char>) {
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    let said = line.strip_prefix("sep=").and_then(|said| {
        let mut chars = said.chars();
        chars
            .next()
            .filter(|c| DELIMITERS.contains(c) && chars.as_str().is_empty())
    });
    if said.is_none() {
        return (0, 1, None);
    }
    let rest = &text[line.len()..];
    let end = if rest.starts_with("\r\n") {
        2
    } else {
        rest.len().min(1)
    };
    (line.len() + end, 2, said)
}

/// What parts the most rows like the first one, into more than one cell.
fn likely_delimiter(text: &str) -> char {
    let sample = &text[..text.floor_char_boundary(SAMPLE_BYTES)];
    let mut best = (',', 0);
    for delimiter in DELIMITERS {
        let rows = Records::new(sample, delimiter, 1).take(SAMPLE_ROWS);
        let widths: Vec<usize> = rows.flatten().map(|record| record.cells.len()).collect();
        let Some(&columns) = widths.first().filter(|columns| **columns > 1) else {
            continue;
        };
        let alike = widths.iter().filter(|width| **width == columns).count();
        // Rows that are alike count first, then how many columns there are.
        let score = alike * MAX_COLUMNS / widths.len() * MAX_COLUMNS + columns;
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delimiter(text: &str) -> char {
        CsvTable::look(text.as_bytes()).unwrap().delimiter
    }

    #[test]
    fn what_parts_cells_is_found() {
        for (text, expected) in [
            ("title,tags\na,b\n", ','),
            ("title;tags\n\"a, b, c\";b\nx, y;z", ';'),
            ("title\ttags\nyes, no\tb; c\n", '\t'),
            ("title|tags\na|b\n", '|'),
            ("sep=;\r\ntitle,x;tags\na;b", ';'),
            ("title\nx\n", ','),
            ("title;price\nx;1,50\ny;2,75\n", ';'),
        ] {
            assert_eq!(delimiter(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_parts_cells_is_found_before_a_row_that_is_longer_than_what_is_looked_at() {
        let long = "x, ".repeat(SAMPLE_BYTES / 2);
        let table = format!("title;text\na;\"{long}\"\nb;c\n");
        let table = CsvTable::look(table.as_bytes()).unwrap();
        assert_eq!((table.delimiter, table.rows), (';', 2));
        assert_eq!(table.first[0][1], long);
    }

    #[test]
    fn a_look_tells_header_first_rows_and_how_many_there_are() {
        let text = format!("sep=,\n\"Title, all\",Labels\n{}", "'=1,b\n".repeat(9));
        let table = CsvTable::look(text.as_bytes()).unwrap();
        assert_eq!(table.header, ["Title, all", "Labels"]);
        assert_eq!(table.first, vec![["=1", "b"]; FIRST_ROWS]);
        assert_eq!(table.rows, 9);
        assert_eq!(table.suggested, [CsvField::Ignore, CsvField::Tags]);
    }

    #[test]
    fn utf_16_is_read_and_what_is_no_text_is_refused_with_its_byte() {
        let text = "title;tags\r\nגל 😀;b\r\n";
        let units: Vec<u16> = "\u{feff}"
            .chars()
            .chain(text.chars())
            .collect::<String>()
            .encode_utf16()
            .collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for bytes in [&little, &big] {
            let table = CsvTable::look(bytes).unwrap();
            assert_eq!(table.first, [["גל 😀", "b"]]);
        }
        let refused = |bytes: &[u8]| CsvTable::look(bytes).unwrap_err();
        let at = |at| Reason::NotText { at }.at(Place::Whole);
        assert_eq!(refused(b"title\ncaf\xe9"), at(9));
        assert_eq!(
            refused(&little[..little.len() - 1]),
            at(little.len() as u64 - 2)
        );
        assert_eq!(refused(&[0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00]), at(2));
    }

    #[test]
    fn a_file_without_rows_too_large_or_too_long_is_refused() {
        for nothing in ["", "\u{feff}", "\r\n\r\n", "sep=,\n"] {
            let refusal = CsvTable::look(nothing.as_bytes()).unwrap_err();
            assert!(
                matches!(refusal.reason, Reason::NotReadable(_)),
                "{nothing:?}"
            );
        }
        let large = vec![b'x'; MAX_IMPORT_BYTES + 1];
        let refusal = CsvTable::look(&large).unwrap_err();
        assert!(matches!(refusal.reason, Reason::TooLarge { .. }));
        let most = MAX_IMPORT_NOTES;
        let long = "a,b\n".repeat(most + 1);
        assert_eq!(CsvTable::look(long.as_bytes()).unwrap().rows, most);
        let longer = "a,b\n".repeat(most + 2);
        let refusal = CsvTable::look(longer.as_bytes()).unwrap_err();
        assert_eq!(refusal.reason, Reason::TooMany { most });
    }
}
