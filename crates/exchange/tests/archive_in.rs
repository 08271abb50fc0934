//! Reading archives: what was packed anew is read as what it is, and what is broken or hostile is
//! refused with its place.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod shelf;

use baton_exchange::{ArchiveReader, Entry, Place, Reason, Refusal};
use baton_notes::Stored;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use shelf::{archive_of, entry, read, with_setting};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A zip as another program packs it.
fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(*path, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The one file of each zip, as often as is told, as it is packed there.
fn joined(zips: &[(&[u8], usize)]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (zip, times) in zips {
        let mut zip = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
        for n in 0..*times {
            let file = zip.by_index_raw(0).unwrap();
            let name = format!("{n}-{}", file.name().unwrap());
            out.raw_copy_file_rename(file, name).unwrap();
        }
    }
    out.finish().unwrap().into_inner()
}

fn why(refusal: &Refusal) -> String {
    format!("{:?}: {}", refusal.place, refusal.reason)
}

proptest! {
    #![proptest_config(Config {
        cases: 60,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(128),
        ..Config::default()
    })]

    #[test]
    fn a_byte_changed_anywhere_is_refused_or_harmless(at in 0_usize..100_000, byte: u8) {
        let mut archive = archive_of(&[entry(0, &["x".to_owned()]), entry(1, &["y".to_owned()])]);
        let at = at % archive.len();
        archive[at] = byte;
        if let Ok(mut reader) = ArchiveReader::open(archive) {
            with_setting(|setting| while reader.read_next(setting).is_some() {});
        }
    }

    #[test]
    fn an_archive_cut_anywhere_is_refused(cut in 0_usize..100_000) {
        let mut archive = archive_of(&[entry(0, &["x".to_owned()])]);
        archive.truncate(cut % archive.len());
        prop_assert!(ArchiveReader::open(archive).is_err());
    }
}

#[test]
fn a_folder_that_was_packed_again_elsewhere_is_read_all_the_same() {
    let entries = [entry(0, &["a".to_owned()]), entry(1, &["b".to_owned()])];
    let archive = archive_of(&entries);
    let mut zip = zip::ZipArchive::new(Cursor::new(&archive)).unwrap();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for index in (0..zip.len()).rev() {
        let mut file = zip.by_index(index).unwrap();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut content).unwrap();
        let path = format!("My export/{}", file.name().unwrap());
        files.push((format!("__MACOSX/My export/._{path}"), vec![0]));
        files.push((path, content));
    }
    files.push(("My export/.DS_Store".to_owned(), vec![0]));
    files.push(("My export/.obsidian/workspace.md".to_owned(), vec![0]));
    files.push(("My export/picture.png".to_owned(), vec![0]));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(p, c)| (&**p, &**c)).collect();
    let read = read(packed(&files));
    assert_eq!(read.refused, []);
    let mut found: Vec<Entry> = read.notes.into_iter().map(|note| note.entry).collect();
    found.sort_by_key(|entry| entry.note.id().clone());
    assert_eq!(found, entries);
    // Five files of ours, each with a shadow, and three more.
    assert_eq!(read.passed_over, 5 + 3);
}

#[test]
fn a_kept_file_that_is_another_is_refused_and_the_note_comes_without_it() {
    let entry = entry(0, &["a".to_owned()]);
    let archive = archive_of(std::slice::from_ref(&entry));
    let mut zip = zip::ZipArchive::new(Cursor::new(&archive)).unwrap();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut content).unwrap();
        let path = file.name().unwrap().into_owned();
        if path.starts_with("files/") {
            content.push(b'!');
        }
        files.push((path, content));
    }
    let kept = files
        .iter()
        .find(|(path, _)| path.starts_with("files/"))
        .unwrap()
        .0
        .clone();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(p, c)| (&**p, &**c)).collect();
    let read = read(packed(&files));
    assert_eq!(read.refused, [Reason::Astray.at(Place::File(kept))]);
    let alone = Entry {
        files: Vec::new(),
        ..entry
    };
    assert_eq!(read.notes[0].entry, alone);
}

#[test]
fn names_that_would_lead_elsewhere_are_only_shown() {
    let long = format!("{}.md", "n".repeat(300));
    let read = read(packed(&[
        ("notes/CON.md", b"one"),
        ("C:\\x\\aux.MD", b"two"),
        ("plan\u{202e}dm.exe.md", b"three"),
        (&long, b"four"),
        ("/etc/__proto__.markdown", b"five"),
        ("a\0b.md", b"\xff"),
    ]));
    let titles: Vec<&str> = (read.notes.iter())
        .map(|note| match &note.entry.note {
            Stored::Current(note) => note.title(),
            Stored::Newer(_) => panic!(),
        })
        .collect();
    let n = "n".repeat(300);
    assert_eq!(titles, ["CON", "aux", "plandm.exe", &n, "__proto__"]);
    let told: Vec<String> = read.refused.iter().map(why).collect();
    assert_eq!(told, ["File(\"a\u{fffd}b.md\"): not UTF-8 from byte 0 on"]);
}

#[test]
fn the_same_note_twice_is_refused_the_second_time() {
    let note = entry(0, &["a".to_owned()]);
    let id = note.note.id().clone();
    let archive = archive_of(&[note]);
    let mut zip = zip::ZipArchive::new(Cursor::new(&archive)).unwrap();
    let mut content = Vec::new();
    std::io::Read::read_to_end(&mut zip.by_index(1).unwrap(), &mut content).unwrap();
    let read = read(packed(&[("a.md", &content), ("a (conflict).md", &content)]));
    assert_eq!(read.notes.len(), 1);
    let place = Place::File("a (conflict).md".to_owned());
    assert_eq!(read.refused, [Reason::Duplicate(id).at(place)]);
}

#[test]
fn what_unpacks_to_more_than_it_should_is_refused() {
    let bomb = packed(&[("bomb.md", &[b' '; 9_000_000])]);
    let mut large = packed(&[("large.md", b"x")]);
    let claim = places(&large, DIRECTORY)[0] + 24;
    large[claim..claim + 4].copy_from_slice(&20_000_001_u32.to_le_bytes());
    let read = read(joined(&[
        (&bomb, 1),
        (&large, 1),
        (&packed(&[("a.md", b"x")]), 1),
    ]));
    assert_eq!(read.notes.len(), 1);
    assert_eq!(
        read.refused,
        [
            Reason::Bomb.at(Place::File("0-bomb.md".to_owned())),
            Reason::TooLarge {
                bytes: 20_000_001,
                most: 20_000_000
            }
            .at(Place::File("0-large.md".to_owned())),
        ]
    );
    // Each below what one file may be, together far above what the archive may.
    let small = packed(&[("small.md", &[0xff; 7_900_000])]);
    let mut reader = ArchiveReader::open(joined(&[(&small, 12)])).unwrap();
    let bombs = with_setting(|setting| {
        std::iter::from_fn(|| reader.read_next(setting))
            .filter(|file| file.read.as_ref().is_err_and(|r| r.reason == Reason::Bomb))
            .count()
    });
    assert!((1..12).contains(&bombs), "{bombs}");
}

/// The places of a four-byte mark.
fn places(bytes: &[u8], mark: [u8; 4]) -> Vec<usize> {
    let windows = bytes.windows(4).enumerate();
    windows
        .filter(|(_, w)| *w == mark)
        .map(|(at, _)| at)
        .collect()
}

const DIRECTORY: [u8; 4] = *b"PK\x01\x02";

#[test]
fn files_that_lie_over_one_another_refuse_the_archive() {
    let mut zip = packed(&[("a.md", b"one"), ("b.md", b"two")]);
    let second = places(&zip, DIRECTORY)[1];
    // Both in the place of the first.
    zip[second + 42..second + 46].fill(0);
    let refusal = ArchiveReader::open(zip).unwrap_err();
    assert_eq!(refusal.reason, Reason::Bomb);
}

#[test]
fn sizes_and_sums_that_lie_are_refused() {
    for (field, why) in [(16, "a sum"), (24, "a size, packed or not")] {
        let mut zip = packed(&[("a.md", b"some text that is packed"), ("b.md", b"two")]);
        let first = places(&zip, DIRECTORY)[0];
        zip[first + field] ^= 1;
        let read = read(zip);
        assert_eq!(read.notes.len(), 1, "{why}");
        let told = self::why(&read.refused[0]);
        assert_eq!(
            told,
            "File(\"a.md\"): cannot be read: its content is broken"
        );
    }
}

#[test]
fn what_is_encrypted_or_packed_in_unknown_ways_is_refused_by_name() {
    let sound = packed(&[("a.md", b"one"), ("b.md", b"two")]);
    let first = places(&sound, DIRECTORY)[0];
    let mut encrypted = sound.clone();
    encrypted[first + 8] |= 1;
    let mut unknown = sound;
    unknown[first + 10] = 93;
    for (zip, reason) in [
        (encrypted, "it is encrypted"),
        (unknown, "it is packed in a way that is not known"),
    ] {
        let read = read(zip);
        assert_eq!(read.notes.len(), 1);
        let told = why(&read.refused[0]);
        assert_eq!(told, format!("File(\"a.md\"): cannot be read: {reason}"));
    }
}

#[test]
fn links_of_a_file_system_and_folders_are_passed_over() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    zip.add_directory("notes", options).unwrap();
    zip.add_symlink("notes/a.md", "/etc/passwd", options)
        .unwrap();
    zip.start_file("notes/b.md", options).unwrap();
    zip.write_all(b"b").unwrap();
    let read = read(zip.finish().unwrap().into_inner());
    assert_eq!(read.notes.len(), 1);
    assert_eq!(read.refused, []);
    assert_eq!(read.passed_over, 1);
}

#[test]
fn two_files_of_one_path_are_told_and_the_first_is_read() {
    let mut zip = packed(&[("a.md", b"one"), ("b.md", b"two")]);
    let second = places(&zip, DIRECTORY)[1];
    zip[second + 46] = b'a';
    let read = read(zip);
    assert_eq!(read.notes.len(), 1);
    let told = why(&read.refused[0]);
    assert_eq!(
        told,
        "File(\"a.md\"): cannot be read: another file has the same path"
    );
}

#[test]
fn a_zip_behind_something_else_is_read_and_a_false_count_is_refused() {
    let zip = packed(&[("a.md", b"one"), ("b.md", b"\xff")]);
    let read = read([b"#!/bin/sh\n".as_slice(), &zip].concat());
    assert_eq!(read.notes.len(), 1);
    let told = why(&read.refused[0]);
    assert_eq!(told, "File(\"b.md\"): not UTF-8 from byte 0 on");
    let mut false_count = zip;
    let end = places(&false_count, *b"PK\x05\x06")[0];
    false_count[end + 10] = 3;
    let refusal = ArchiveReader::open(false_count).unwrap_err();
    assert!(
        matches!(refusal.reason, Reason::NotReadable(_)),
        "{refusal:?}"
    );
}

#[test]
fn what_is_no_zip_is_refused_as_a_whole() {
    for bytes in [&b""[..], b"PK", b"# A note", &[0; 100], b"PK\x05\x06"] {
        let refusal = ArchiveReader::open(bytes.to_vec()).unwrap_err();
        assert_eq!(refusal.place, Place::Whole);
        assert!(matches!(refusal.reason, Reason::NotReadable(_)));
    }
    let empty = read(archive_of(&[]));
    assert_eq!((empty.notes.len(), empty.refused.len()), (0, 0));
}
