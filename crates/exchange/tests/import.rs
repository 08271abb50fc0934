//! Reading exported JSON back, and what is refused.

use baton_exchange::{ImportFault, MAX_IMPORT_BYTES, MAX_IMPORT_NOTES, VERSION, json, parse_json};
use baton_notes::{DecodeFault, Note, NoteId, Source, Stored, encode};
use baton_worktime::UtcMillis;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

const NOW: UtcMillis = UtcMillis(1_773_923_400_000);

fn note() -> Note {
    Note::draft(NoteId::from_parts(NOW, [1; 16]), NOW, Source::default())
}

fn file_of(notes: &[&str]) -> String {
    format!(
        r#"{{"format":"baton-notes","version":{VERSION},"notes":[{}]}}"#,
        notes.join(",")
    )
}

#[test]
fn a_file_without_the_words_of_an_export_is_refused() {
    for text in [
        "",
        "{",
        "{\"format\":\"baton-notes\",\"version\":1,\"notes\":[}",
        "plain text",
    ] {
        assert!(
            matches!(parse_json(text), Err(ImportFault::NotJson(_))),
            "{text}"
        );
    }
    for text in [
        "null",
        "{}",
        "[]",
        r#"{"format":"other-notes","version":1,"notes":[]}"#,
        r#"{"format":"baton-notes","notes":[]}"#,
        r#"{"format":"baton-notes","version":1}"#,
        r#"{"format":"baton-notes","version":1,"notes":{}}"#,
        r#"["baton-notes",1]"#,
    ] {
        assert!(
            matches!(parse_json(text), Err(ImportFault::NotAnExport(_))),
            "{text}"
        );
    }
}

#[test]
fn a_file_of_a_newer_version_is_refused_as_such() {
    let file = r#"{"format":"baton-notes","version":2,"archive":"…"}"#;
    assert_eq!(
        parse_json(file),
        Err(ImportFault::NewerVersion { version: 2 })
    );
}

#[test]
fn one_bad_note_refuses_the_whole_file_and_says_which() {
    let good = encode(&note());
    let fault = parse_json(&file_of(&[&good, r#"{"schema":1}"#])).unwrap_err();
    assert!(
        matches!(
            &fault,
            ImportFault::Note {
                index: 1,
                fault: DecodeFault::NotANote(_)
            }
        ),
        "{fault}"
    );
    assert!(
        fault
            .to_string()
            .starts_with("note 1: the record is not a note"),
        "{fault}"
    );
}

#[test]
fn a_note_that_contradicts_itself_is_refused() {
    let mut unsound = note();
    unsound.revision = 0;
    let fault = parse_json(&file_of(&[&encode(&unsound)])).unwrap_err();
    assert!(
        matches!(fault, ImportFault::Unsound { index: 0, .. }),
        "{fault}"
    );
}

#[test]
fn the_same_id_twice_is_refused() {
    let record = encode(&note());
    let newer = format!(r#"{{"schema":9,"id":"{}"}}"#, note().id);
    for second in [&record, &newer] {
        assert_eq!(
            parse_json(&file_of(&[&record, second])),
            Err(ImportFault::Duplicate { id: note().id })
        );
    }
}

#[test]
fn a_file_too_large_too_long_or_too_deep_is_refused() {
    let large = " ".repeat(MAX_IMPORT_BYTES + 1);
    assert_eq!(
        parse_json(&large),
        Err(ImportFault::TooLarge {
            bytes: MAX_IMPORT_BYTES + 1
        })
    );

    let many = vec!["0"; MAX_IMPORT_NOTES + 1];
    assert_eq!(
        parse_json(&file_of(&many)),
        Err(ImportFault::TooManyNotes {
            count: MAX_IMPORT_NOTES + 1
        })
    );

    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(
        parse_json(&deep),
        Err(ImportFault::NotAnExport(_))
    ));
    let record = encode(&note()).replacen('{', &format!("{{\"deep\":{deep},"), 1);
    assert!(matches!(
        parse_json(&file_of(&[&record])),
        Err(ImportFault::Note {
            index: 0,
            fault: DecodeFault::Damaged { .. }
        })
    ));
}

#[test]
fn a_newer_note_comes_back_to_the_letter() {
    let raw = format!(
        "{{ \"id\": \"{}\",\n\t\"schema\": 3, \"n\": [1.50, 1e400] }}",
        note().id
    );
    let stored = vec![baton_notes::decode(&raw).unwrap()];
    let read = parse_json(&json(&stored, &[], NOW)).unwrap().notes;
    assert_eq!(read, stored);
    assert!(matches!(&read[..], [Stored::Newer(newer)] if newer.raw == raw));
}

proptest! {
    #![proptest_config(Config {
        cases: 300,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(64),
        ..Config::default()
    })]

    #[test]
    fn a_file_cut_anywhere_is_refused_and_never_a_panic(cut in 0_usize..1_000) {
        let file = json(&[Stored::Current(Box::new(note()))], &[], NOW);
        let cut = cut.min(file.trim_end().len() - 1);
        prop_assert!(parse_json(&file[..cut]).is_err());
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        prop_assert!(parse_json(&text).is_err());
    }
}
