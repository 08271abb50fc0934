//! Notes from tables: those of other programs as `import/NAME.csv`, with `import/NAME.read` beside
//! them what is read; and our own, from which every text comes back.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod samples;

use baton_brief::{Brief, BriefFault, FieldValue};
use baton_exchange::{
    CSV_COLUMNS, CsvField, CsvTable, CsvWriter, Deleted, Entry, Fate, Place, Plan, Reason, Refusal,
    Standing, plan, row_over,
};
use baton_gate::TemplateId;
use baton_locale::Catalogue;
use baton_notes::{CheckFault, Note, NoteId, Source, State, Stored, decode, encode};
use baton_worktime::UtcMillis;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use samples::{entries, expect, note, with_setting, written};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// When the files were last changed, so to speak: 2026-03-15T00:00:00Z.
const UNDATED: UtcMillis = UtcMillis(1_773_532_800_000);

fn read(file: &[u8]) -> Vec<Result<Entry, Refusal>> {
    let table = CsvTable::look(file).unwrap();
    with_setting(|setting| {
        let notes = table.read(&table.suggested, UNDATED, setting).unwrap();
        notes.collect()
    })
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/exchange/import");
    fs::read(folder.join(name)).unwrap()
}

#[test]
fn tables_of_other_programs_are_read() {
    for name in ["german", "american", "faulty"] {
        let file = fixture(&format!("{name}.csv"));
        let table = CsvTable::look(&file).unwrap();
        let mut told = format!("{:?} {}\n", table.delimiter, table.rows);
        for (column, field) in table.header.iter().zip(&table.suggested) {
            writeln!(told, "{column} = {}", field.as_str()).unwrap();
        }
        for row in read(&file) {
            match row {
                Ok(entry) => writeln!(told, "{}", entry.note.to_record()).unwrap(),
                Err(Refusal { place, reason }) => writeln!(told, "{place:?}: {reason}").unwrap(),
            }
        }
        expect(&format!("import/{name}.read"), told.as_bytes());
    }
}

#[test]
fn the_same_file_gives_the_same_notes_however_its_columns_stand() {
    let file = fixture("german.csv");
    assert_eq!(read(&file), read(&file));
    let turned = "Labels,title\nb,a\n,a\n";
    let straight = "title,Labels\na,b\na,\n";
    let ids = |file: &str| -> Vec<NoteId> {
        let rows = read(file.as_bytes()).into_iter();
        rows.map(|row| row.unwrap().note.id().clone()).collect()
    };
    assert_eq!(ids(turned), ids(straight));
    // Two rows that say the same are two notes; a row above them changes nothing.
    let twice = ids("title\na\na\n");
    assert_ne!(twice[0], twice[1]);
    assert_eq!(ids("title\nb\na\na\n")[1..], twice);
}

#[test]
fn a_text_over_a_limit_is_refused_and_never_cut() {
    let file = format!(
        "title,tags\n{},\n,{}\nfine,\n",
        "x".repeat(100_001),
        "y".repeat(1_001)
    );
    let rows = read(file.as_bytes());
    let field = "ask".to_owned();
    let chars = 100_001;
    let long = CheckFault::Brief(BriefFault::TextTooLong { field, chars });
    assert_eq!(rows[0], Err(Reason::Unsound(long).at(Place::Line(2))));
    let field = "tags";
    let limit = 1_000;
    let long = CheckFault::TooLong { field, limit };
    assert_eq!(rows[1], Err(Reason::Unsound(long).at(Place::Line(3))));
    assert!(rows[2].is_ok());
}

#[test]
fn a_choice_of_columns_that_does_not_fit_is_refused() {
    let table = CsvTable::look(b"a,b\nc,d\n").unwrap();
    for fields in [
        &[CsvField::Title][..],
        &[CsvField::Title, CsvField::Title],
        &[CsvField::Title, CsvField::Tags, CsvField::Text],
    ] {
        let refused = with_setting(|setting| table.read(fields, UNDATED, setting).is_err());
        assert!(refused, "{fields:?}");
    }
    let fields = [CsvField::Text, CsvField::Text];
    with_setting(|setting| {
        let mut notes = table.read(&fields, UNDATED, setting).unwrap();
        let entry = notes.next().unwrap().unwrap();
        let brief = note(&entry).brief.clone().unwrap();
        assert_eq!(
            brief.fields["context"],
            FieldValue::Text("c\n\nd".to_owned())
        );
    });
}

#[test]
fn every_field_has_a_name_that_people_read() {
    let words = Catalogue::english();
    for field in CsvField::ALL {
        let key = field.label_key();
        assert!(words.contains(&key), "{key}");
    }
}

/// Rows of a table without what is only told and never taken.
fn taken(file: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(file);
    let is_taken = |(key, _): &(&&str, &str)| {
        !["schema", "verdict", "rule", "template", "comments", "files"].contains(key)
    };
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| {
        let cells = CSV_COLUMNS.iter().zip(row.iter()).filter(is_taken);
        cells.map(|(key, cell)| format!("{key}: {cell}")).collect()
    })
    .collect()
}

#[test]
fn our_own_tables_come_back_cell_by_cell() {
    for name in ["decision", "several", "live", "hostile", "minimal"] {
        let notes: Vec<Entry> = entries(&[name])
            .into_iter()
            .filter(|entry| matches!(entry.note, Stored::Current(_)))
            .collect();
        let file = written(CsvWriter::new(), &notes);
        let read: Vec<Entry> = read(&file).into_iter().map(Result::unwrap).collect();
        for (entry, was) in read.iter().zip(&notes) {
            assert_eq!(note(entry).id, note(was).id);
            assert_eq!(note(entry).state, note(was).state);
        }
        assert_eq!(
            taken(&written(CsvWriter::new(), &read)),
            taken(&file),
            "{name}"
        );
    }
}

/// A note, and its row of our own table.
fn with_row(name: &str) -> (Box<Note>, String) {
    let entry = entries(&[name]).remove(0);
    let table = written(CsvWriter::new(), std::slice::from_ref(&entry));
    let Stored::Current(note) = entry.note else {
        panic!("{name} is of this schema");
    };
    (note, String::from_utf8(table).unwrap())
}

/// What the first row of a table would change in a note that stands.
fn over(table: &str, stands: &Note) -> Plan {
    tried(table, stands).unwrap()
}

fn tried(table: &str, stands: &Note) -> Result<Plan, Reason> {
    let row = read(table.as_bytes()).remove(0).unwrap();
    let fields = CsvTable::look(table.as_bytes()).unwrap().suggested;
    let record = encode(stands);
    let entry = with_setting(|setting| row_over(row, &fields, &record, setting))?;
    let standing = Standing {
        record: &record,
        earlier: None,
    };
    plan(&entry, Some(standing), Deleted::Stay, UNDATED)
}

fn note_of(plan: &Plan) -> Note {
    let (record, earlier) = plan.then.as_ref().unwrap();
    assert_eq!(*earlier, None, "no text gives way");
    match decode(record).unwrap() {
        Stored::Current(note) => *note,
        Stored::Newer(newer) => panic!("{newer:?}"),
    }
}

/// Most of a note is in no table: its verdict, its history, when its text was last written.
#[test]
fn our_own_table_read_back_changes_nothing() {
    for name in ["decision", "several", "live", "hostile", "minimal"] {
        let (note, table) = with_row(name);
        assert_eq!(over(&table, &note).fate, Fate::Same, "{table}");
    }
}

#[test]
fn what_was_changed_in_our_own_table_is_done_to_the_note_once() {
    let (note, table) = with_row("decision");
    let tags = note.tags.join("; ");
    assert!(!tags.is_empty());
    let (head, row) = table.split_once("\r\n").unwrap();
    let state = format!(",{},", note.state.as_str());
    let row = row
        .replacen(&tags, "board; q4", 1)
        .replacen(&state, ",dropped,", 1);
    let changed = format!("{head}\r\n{row}");
    let plan = over(&changed, &note);
    assert_eq!(plan.fate, Fate::Changed);
    let then = note_of(&plan);
    assert_eq!(
        (&then.tags[..], then.state),
        (&["board".to_owned(), "q4".to_owned()][..], State::Dropped)
    );
    // All else is as it was, also what no table has.
    let mut as_it_was = then.clone();
    as_it_was.tags.clone_from(&note.tags);
    as_it_was.state = note.state;
    as_it_was.history.clone_from(&note.history);
    (as_it_was.revision, as_it_was.updated) = (note.revision, note.updated);
    assert_eq!(as_it_was, *note);
    assert_eq!(then.revision, note.revision + 1);
    // The same table once more says nothing new.
    assert_eq!(over(&changed, &then).fate, Fate::Older);
}

#[test]
fn a_text_that_was_changed_in_our_own_table_is_a_comment_once() {
    let (note, table) = with_row("minimal");
    let text = {
        let row = read(table.as_bytes()).remove(0).unwrap();
        let Stored::Current(row) = row.note else {
            panic!("current")
        };
        row.brief.map(|brief| brief.fields)
    };
    let (head, row) = table.split_once("\r\n").unwrap();
    let at = head.split(',').position(|name| name == "text").unwrap();
    let mut cells: Vec<&str> = row.trim_end().split(',').collect();
    cells[at] = "Written in a table";
    assert_eq!(text, None, "the row is simple: it has no text yet");
    let changed = format!("{head}\r\n{}\r\n", cells.join(","));
    let then = note_of(&over(&changed, &note));
    let comments: Vec<&str> = then
        .comments
        .iter()
        .map(|comment| &comment.text[..])
        .collect();
    assert_eq!(comments.last(), Some(&"Written in a table"));
    assert_eq!(then.brief, note.brief);
    assert_eq!(over(&changed, &then).fate, Fate::Older);
}

#[test]
fn a_row_of_our_own_table_in_which_something_else_was_changed_is_refused_and_says_so() {
    let (note, table) = with_row("decision");
    let owner = table.replacen(",Sam Example,We go ahead", ",Kim Sample,We go ahead", 1);
    assert_ne!(owner, table);
    assert_eq!(tried(&owner, &note), Err(Reason::NotTaken));
}

#[test]
fn what_was_deleted_since_our_own_table_was_written_can_come_back_from_it() {
    let (note, table) = with_row("decision");
    let mut deleted = note;
    assert!(deleted.delete(UNDATED));
    assert_eq!(over(&table, &deleted).fate, Fate::Deleted);
}

/// The table was written, then the note was sent, then the table is brought in.
#[test]
fn an_older_state_in_our_own_table_takes_nothing_back() {
    let (note, table) = with_row("decision");
    let mut later = note.clone();
    later.tags = vec!["later".to_owned()];
    later.revision += 1;
    later.updated = UtcMillis(later.updated.0 + 60_000);
    assert_eq!(over(&table, &later).fate, Fate::Older);
    let tags = note.tags.join("; ");
    let changed = table.replacen(&tags, "board", 1);
    assert_eq!(over(&changed, &later).fate, Fate::Older);
}

#[test]
fn rows_without_a_date_are_the_same_notes_whenever_the_file_was_written() {
    let table = "title,text\nWhich plan?,The large one\n";
    let ids = |at: i64| {
        let fields = CsvTable::look(table.as_bytes()).unwrap().suggested;
        with_setting(|setting| {
            let looked = CsvTable::look(table.as_bytes()).unwrap();
            let rows = looked.read(&fields, UtcMillis(at), setting).unwrap();
            rows.map(|row| row.unwrap().note.id().clone())
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(ids(1_773_309_600_000), ids(1_773_999_600_000));
}

#[test]
fn a_note_of_a_newer_schema_is_refused_as_such() {
    let rows = read(&written(CsvWriter::new(), &entries(&["newer"])));
    let refusal = Reason::Newer { version: 3 }.at(Place::Line(2));
    assert_eq!(rows, [Err(refusal)]);
}

/// Text of what tables and spreadsheets make of it, and any text at all.
fn odd_text() -> impl Strategy<Value = String> {
    let pieces = proptest::sample::select(vec![
        "'", "\"", "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", " ", ";", ",", "＝", "＋", "－",
        "＠", "\u{200b}", "\u{feff}", "\u{202e}", "\0", "x", "é", "שלום", "😀",
    ]);
    prop_oneof![
        2 => proptest::collection::vec(pieces, 0..9).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
        1 => proptest::collection::vec(any::<char>(), 0..9).prop_map(String::from_iter),
    ]
}

proptest! {
    #![proptest_config(Config {
        cases: 500,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2_027),
        ..Config::default()
    })]

    #[test]
    fn every_text_comes_back_to_the_letter(
        texts in proptest::collection::vec(odd_text(), 7),
        tags in proptest::collection::btree_set(odd_text(), 0..4),
        people in proptest::collection::btree_set(odd_text(), 0..4),
    ) {
        let mut texts = texts.into_iter();
        let mut text = || texts.next().unwrap_or_default();
        let some = |text: String| (!text.is_empty()).then_some(text);
        let source = Source {
            provider: text(),
            target: text(),
            person: some(text()),
            event: some(text()),
            minutes: Some(45),
            slot: None,
        };
        let mut note = Note::draft(NoteId::from_parts(UNDATED, [9; 16]), UNDATED, source);
        let content = text();
        let mut fields = std::collections::BTreeMap::new();
        if !content.is_empty() {
            fields.insert("context".to_owned(), FieldValue::Text(content));
        }
        note.brief = Some(Brief {
            template: TemplateId::Ask,
            own: None,
            // A blank ask is no title.
            ask: format!("{}?", text()),
            needed_by: None,
            if_no_reply: String::new(),
            owner: text(),
            links: tags.iter().cloned().collect(),
            fields,
        });
        note.tags = tags.into_iter().collect();
        note.people = people.into_iter().collect();
        let entry = Entry::alone(Stored::Current(Box::new(note)));
        let file = written(CsvWriter::new(), std::slice::from_ref(&entry));
        prop_assert_eq!(read(&file), [Ok(entry)]);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in odd_text()) {
        for file in [bytes, [text.as_bytes(), b"\n", text.as_bytes()].concat()] {
            if let Ok(table) = CsvTable::look(&file) {
                let fields: Vec<CsvField> = (0..table.header.len())
                    .map(|at| CsvField::ALL[at % CsvField::ALL.len()])
                    .collect();
                with_setting(|setting| {
                    if let Ok(notes) = table.read(&fields, UNDATED, setting) {
                        assert!(notes.count() <= table.rows);
                    }
                });
            }
        }
    }
}

#[test]
fn cells_made_to_take_long_are_read_all_the_same() {
    let many: String = (0..60_000).map(|number| format!("{number};")).collect();
    let live = "=;'=(".repeat(100_000);
    let quotes = "\"x;\"\"".repeat(100_000);
    for (cell, list) in [(many, "tags"), (live, "owner"), (quotes, "tags")] {
        let cell = cell.replace('"', "\"\"");
        let file = format!("{list},text\n\"{cell}\",\"x\"\nfine,x\n");
        let rows = read(file.as_bytes());
        assert_eq!(rows.len(), 2);
        assert!(rows[1].is_ok());
    }
}
