//! The rows of a table as text (RFC 4180, read the way spreadsheets write it).
//!
//! Rows are borrowed from the text. Rows end in CRLF, LF or CR; a quoted cell may hold all of them.
//! Text behind a closing quote belongs to the cell, as spreadsheets have it.

use super::{MAX_CELL_BYTES, MAX_COLUMNS};
use crate::import::refusal::{Place, Reason, Refusal};
use std::borrow::Cow;

/// A row.
pub(super) struct Record<'a> {
    /// The line it begins on, from 1.
    pub(super) line: usize,
    pub(super) cells: Vec<Cow<'a, str>>,
}

impl Record<'_> {
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// The rows of a text, one after the other. Lines with nothing on them are passed over.
#[derive(Clone)]
pub(super) struct Records<'a> {
    rest: &'a str,
    delimiter: char,
    line: usize,
}

/// What ends a cell.
#[derive(PartialEq, Eq)]
enum End {
    Cell,
    Row,
    /// A quote that is not closed.
    Open,
}

impl<'a> Records<'a> {
    pub(super) const fn new(text: &'a str, delimiter: char, line: usize) -> Self {
        Self {
            rest: text,
            delimiter,
            line,
        }
    }

    /// What is still to be read, and the line it begins on.
    pub(super) const fn rest(&self) -> (&'a str, usize) {
        (self.rest, self.line)
    }

    /// The next cell, and what ends it.
    fn cell(&mut self) -> (Cow<'a, str>, End) {
        let Some(quoted) = self.rest.strip_prefix('"') else {
            let (cell, end) = self.plain();
            return (Cow::Borrowed(cell), end);
        };
        self.rest = quoted;
        let mut text = Cow::Borrowed("");
        loop {
            let Some((part, behind)) = self.rest.split_once('"') else {
                self.line += line_ends(self.rest);
                push(&mut text, self.rest);
                self.rest = "";
                return (text, End::Open);
            };
            self.line += line_ends(part);
            push(&mut text, part);
            let Some(behind) = behind.strip_prefix('"') else {
                self.rest = behind;
                break;
            };
            push(&mut text, "\"");
            self.rest = behind;
        }
        let (tail, end) = self.plain();
        push(&mut text, tail);
        (text, end)
    }

    /// The text up to the end of the cell.
    fn plain(&mut self) -> (&'a str, End) {
        let delimiter = self.delimiter;
        let ends = |c: char| c == delimiter || c == '\r' || c == '\n';
        let Some(at) = self.rest.find(ends) else {
            return (std::mem::take(&mut self.rest), End::Row);
        };
        let (cell, end) = self.rest.split_at(at);
        let mut behind = end.chars();
        let end = if behind.next() == Some(delimiter) {
            End::Cell
        } else {
            self.line += 1;
            End::Row
        };
        let behind = behind.as_str();
        // Of CRLF both go.
        let is_crlf = end == End::Row && self.rest[at..].starts_with("\r\n");
        self.rest = if is_crlf { &behind[1..] } else { behind };
        (cell, end)
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let line = self.line;
            if self.rest.starts_with(['\r', '\n']) {
                self.plain();
                continue;
            }
            let mut cells = Vec::new();
            let mut fault = None;
            loop {
                let (cell, end) = self.cell();
                if end == End::Open {
                    fault = Some(Reason::NotReadable("a quote is not closed".to_owned()));
                } else if cell.len() > MAX_CELL_BYTES {
                    fault = fault.or(Some(Reason::TooLarge {
                        bytes: cell.len() as u64,
                        most: MAX_CELL_BYTES as u64,
                    }));
                } else if cells.len() >= MAX_COLUMNS {
                    fault = fault.or(Some(Reason::TooMany { most: MAX_COLUMNS }));
                } else {
                    cells.push(cell);
                }
                if end != End::Cell {
                    break;
                }
            }
            return Some(match fault {
                Some(reason) => Err(reason.at(Place::Line(line))),
                None => Ok(Record { line, cells }),
            });
        }
    }
}

/// Appends without copying what is still one piece of the file.
fn push<'a>(text: &mut Cow<'a, str>, part: &'a str) {
    if text.is_empty() {
        *text = Cow::Borrowed(part);
    } else if !part.is_empty() {
        text.to_mut().push_str(part);
    }
}

fn line_ends(text: &str) -> usize {
    let bytes = text.as_bytes();
    let at = |index: usize| bytes.get(index).copied();
    (0..bytes.len())
        .filter(|&index| match bytes[index] {
            b'\n' => true,
            b'\r' => at(index + 1) != Some(b'\n'),
            _ => false,
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::{Config, RngSeed};

    fn read(text: &str, delimiter: char) -> Vec<(usize, Vec<String>)> {
        let owned = |record: Record| {
            let cells = record.cells.into_iter().map(Cow::into_owned);
            (record.line, cells.collect())
        };
        let records = Records::new(text, delimiter, 1);
        records.map_while(Result::ok).map(owned).collect()
    }

    #[test]
    fn rows_know_the_line_they_begin_on() {
        let text = "a,b\r\n\r\n\"x\r\ny\",\"\"\"\"\nlast\rold,";
        let expected: [(usize, &[&str]); 4] = [
            (1, &["a", "b"]),
            (3, &["x\r\ny", "\""]),
            (5, &["last"]),
            (6, &["old", ""]),
        ];
        let read = read(text, ',');
        assert_eq!(read.len(), expected.len());
        for ((line, cells), expected) in read.into_iter().zip(expected) {
            assert_eq!(
                (line, &cells[..]),
                (expected.0, &expected.1.map_to_owned()[..])
            );
        }
    }

    trait MapToOwned {
        fn map_to_owned(&self) -> Vec<String>;
    }

    impl MapToOwned for &[&str] {
        fn map_to_owned(&self) -> Vec<String> {
            self.iter().map(|text| (*text).to_owned()).collect()
        }
    }

    #[test]
    fn a_row_over_a_bound_is_refused_and_the_next_one_read() {
        let wide = vec!["x"; MAX_COLUMNS + 1].join(",");
        let large = "x".repeat(MAX_CELL_BYTES + 1);
        let text = format!("{wide}\n{large}\nfine\n\"open\nend");
        let mut records = Records::new(&text, ',', 1);
        let mut next = || records.next().map(|read| read.map(|record| record.line));
        let refused = |line, reason: Reason| Some(Err(reason.at(Place::Line(line))));
        assert_eq!(next(), refused(1, Reason::TooMany { most: MAX_COLUMNS }));
        let (bytes, most) = (large.len() as u64, MAX_CELL_BYTES as u64);
        assert_eq!(next(), refused(2, Reason::TooLarge { bytes, most }));
        assert_eq!(next(), Some(Ok(3)));
        let open = Reason::NotReadable("a quote is not closed".to_owned());
        assert_eq!(next(), refused(4, open));
        assert_eq!(next(), None);
    }

    proptest! {
        #![proptest_config(Config {
            cases: 2_000,
            failure_persistence: None,
            rng_seed: RngSeed::Fixed(4_181),
            ..Config::default()
        })]

        #[test]
        fn any_text_is_read_as_another_reader_reads_it(
            pieces in proptest::collection::vec(proptest::sample::select(vec![
                "\"", "\"\"", ",", ";", "\n", "\r\n", "\r", " ", "a", "é", "😀", "=",
            ]), 0..30),
            semicolon: bool,
        ) {
            let text = pieces.concat();
            let delimiter = if semicolon { ';' } else { ',' };
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(delimiter as u8)
                .from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                .collect();
            let mut ours: Vec<Vec<String>> = Vec::new();
            for record in Records::new(&text, delimiter, 1) {
                match record {
                    Ok(record) => ours.push(record.cells.into_iter().map(Cow::into_owned).collect()),
                    // What is cut off is refused here and taken there.
                    Err(_) => {
                        prop_assert_eq!(&ours[..], &theirs[..ours.len()]);
                        prop_assert_eq!(theirs.len(), ours.len() + 1);
                        return Ok(());
                    }
                }
            }
            prop_assert_eq!(ours, theirs);
        }
    }
}
