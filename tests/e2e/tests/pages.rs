//! What Baton finds in other people's pages, through the script in the page and the real engine.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use baton_e2e::Kind;
use baton_e2e::corpus::{Manifest, Totals, read_all, record_all};
use baton_e2e::places;

fn read(kind: Kind, manifest: &str) -> Totals {
    let folder = places::workspace().join("tests/fixtures/recognize/pages");
    let manifest = Manifest::read(&folder.join(manifest)).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let read = read_all(kind, &folder, &manifest, |verdict| {
        for row in &verdict.missing {
            println!("{}: not found: {row:?}", verdict.file);
        }
        for row in &verdict.extra {
            println!("{}: not there: {row:?}", verdict.file);
        }
    });
    let totals = runtime.block_on(read).unwrap();
    println!("{totals:?}");
    totals
}

/// `BATON_UPDATE=1` writes what the native tests of the crate `recognize` read.
#[test]
fn chromium_finds_what_the_corpus_has() {
    if std::env::var_os("BATON_UPDATE").is_some() {
        let folder = places::workspace().join("tests/fixtures/recognize/pages");
        let manifest = Manifest::read(&folder.join("manifest.json")).unwrap();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let to = folder.join("seen");
        runtime
            .block_on(record_all(&folder, &manifest, &to))
            .unwrap();
    }
    assert!(read(Kind::Chromium, "manifest.json").is_perfect());
}

#[test]
fn firefox_finds_what_the_corpus_has() {
    assert!(read(Kind::Firefox, "manifest.json").is_perfect());
}

#[test]
fn chromium_is_not_held_up_by_hostile_pages() {
    assert!(read(Kind::Chromium, "hostile.json").is_perfect());
}

#[test]
fn firefox_is_not_held_up_by_hostile_pages() {
    assert!(read(Kind::Firefox, "hostile.json").is_perfect());
}
