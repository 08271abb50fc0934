//! Tables of notes, read back by a reader of somebody else.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod samples;

use baton_exchange::{CSV_COLUMNS, CsvWriter};
use samples::{entries, expect, note, written};
use std::collections::BTreeMap;

fn rows(file: &[u8]) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(file);
    let head = reader.headers().unwrap().clone();
    assert_eq!(head.iter().collect::<Vec<_>>(), CSV_COLUMNS);
    let record = |record: csv::StringRecord| {
        let cells = head.iter().zip(record.iter());
        cells
            .map(|(key, cell)| (key.to_owned(), cell.to_owned()))
            .collect()
    };
    reader.records().map(|read| record(read.unwrap())).collect()
}

#[test]
fn notes_become_rows_of_a_table() {
    for (name, notes) in [
        ("decision", &["decision"][..]),
        ("several", &["several", "discussed", "minimal"]),
        ("live", &["live", "hostile"]),
        ("none", &[]),
    ] {
        let entries = entries(notes);
        let file = written(CsvWriter::new(), &entries);
        expect(&format!("{name}.csv"), &file);
        assert_eq!(rows(&file).len(), entries.len());
    }
}

#[test]
fn a_table_begins_with_a_mark_and_its_lines_end_in_both_characters() {
    let file = written(CsvWriter::new(), &entries(&["decision"]));
    let text = String::from_utf8(file).unwrap();
    assert!(text.starts_with("\u{feff}id,schema,"), "{text}");
    assert!(text.ends_with("\r\n"));
}

#[test]
fn a_row_tells_what_the_note_holds() {
    let entries = entries(&["discussed"]);
    let row = rows(&written(CsvWriter::new(), &entries)).remove(0);
    let note = note(&entries[0]);
    for (key, cell) in [
        ("id", note.id.as_str()),
        ("created", "2026-03-12T09:00:00Z"),
        ("deleted", ""),
        ("state", "decided"),
        ("title", "Which plan do we take for Q3?"),
        ("people", "Sam Example; Alex Example"),
        ("tags", "q3; budget"),
        ("needed_by", "2026-03-17T09:00:00Z"),
        ("answered", "2026-03-13T11:00:00Z"),
        ("decided", "2026-03-14T11:00:00Z"),
        ("minutes", "30"),
        ("verdict", "async"),
        ("rule", "R8"),
        ("template", "decide"),
        ("comments", "3"),
        ("files", "1"),
    ] {
        assert_eq!(row[key], cell, "{key}");
    }
    assert!(
        row["text"].contains("Plan A.\nIt is cheaper."),
        "{}",
        row["text"]
    );
}

#[test]
fn no_cell_is_one_that_a_spreadsheet_would_run() {
    let file = written(CsvWriter::new(), &entries(&["live", "hostile"]));
    for row in rows(&file) {
        for (key, cell) in row {
            let begins = cell.trim_start().chars().next().unwrap_or('x');
            assert!(!"=+-@\t\r＝＋－＠".contains(begins), "{key}: {cell}");
        }
    }
}
