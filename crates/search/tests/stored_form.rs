//! The stored form is the one in `tests/stored/`, until its version is raised.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod store;

use baton_search::{Document, Fact, Field, Index, Query, VERSION};
use baton_worktime::UtcMillis;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use store::Kept;

fn kept() -> Kept {
    let note = |id: &str, day: i64, text: &str| Document {
        id: id.to_owned(),
        moment: UtcMillis(day * 86_400_000),
        texts: vec![
            (Field::Title, text.to_owned()),
            (Field::Body, "Ein Satz, 東京都, 🚀.".to_owned()),
        ],
        facts: vec![(Fact::Tag, "quarter plan".to_owned())],
    };
    let mut kept = Kept::default();
    kept.put(&[
        note("0190a5f0-0000-7000-8000-0000000000a1", 20_000, "Plan A"),
        note("0190a5f0-0000-7000-8000-0000000000a2", 20_001, "Plan B"),
        note("short", 19_000, "Straße"),
    ]);
    kept.put(&[note("short", 20_002, "Brücke")]);
    kept
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stored")
}

/// What is written now, by file name. `BATON_UPDATE=1` writes the files anew.
fn files(kept: &Kept) -> BTreeMap<String, &[u8]> {
    let pieces = kept.pieces.iter().map(|(key, bytes)| {
        let name = format!("{VERSION}-{}-{}.piece", key.segment, key.part);
        (name, bytes.as_slice())
    });
    let manifest = (format!("{VERSION}.manifest"), kept.manifest.as_slice());
    let files: BTreeMap<_, _> = pieces.chain([manifest]).collect();
    if std::env::var_os("BATON_UPDATE").is_some() {
        for (name, bytes) in &files {
            fs::write(folder().join(name), bytes).unwrap();
        }
    }
    files
}

#[test]
fn a_change_of_the_stored_form_needs_another_version() {
    for (name, bytes) in files(&kept()) {
        let stored = fs::read(folder().join(&name)).unwrap();
        assert!(stored == bytes, "{name} is written otherwise now");
    }
}

#[test]
fn what_was_stored_is_found() {
    let mut stored = kept();
    files(&stored);
    stored.manifest = fs::read(folder().join(format!("{VERSION}.manifest"))).unwrap();
    for (key, bytes) in &mut stored.pieces {
        let name = format!("{VERSION}-{}-{}.piece", key.segment, key.part);
        *bytes = fs::read(folder().join(name)).unwrap();
    }
    stored.index = Index::open(&stored.manifest).unwrap();
    assert_eq!(stored.index.len(), 3);
    assert_eq!(stored.ids("brucke", 9), ["short"]);
    assert_eq!(stored.ids("strasse", 9), Vec::<String>::new());
    assert_eq!(stored.ids("plan tag:\"quarter pl", 9).len(), 2);
    assert!(Query::parse("東京都").wants_proof());
    assert_eq!(stored.ids("東京都 🚀", 9).len(), 3);
}
