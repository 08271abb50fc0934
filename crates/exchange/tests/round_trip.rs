//! What an own archive holds comes back to the letter, whatever was typed.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[allow(dead_code, reason = "the example's main is not called")]
#[path = "../examples/archive.rs"]
mod example;
mod shelf;

use baton_exchange::{Entry, MarkdownOrigin};
use baton_notes::{NoteId, Stored, decode};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use shelf::{NOW, archive_of, entry, read, stored, with_setting};

fn assert_comes_back(entries: &[Entry]) {
    let read = read(archive_of(entries));
    assert_eq!(read.refused, []);
    assert_eq!(read.passed_over, 0);
    assert_eq!(read.notes.len(), entries.len());
    for (note, entry) in read.notes.iter().zip(entries) {
        assert_eq!(&note.entry, entry);
        assert_eq!(note.origin, MarkdownOrigin::Own);
    }
}

/// Numbers by a seed (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    }

    fn char(&mut self, from: u32, to: u32) -> Option<char> {
        char::from_u32(from + self.next(u64::from(to - from + 1)) as u32)
    }

    /// A text of a few pieces: of any plane, emoji that belong together, marks without a letter,
    /// what turns the direction, and what means something in HTML, Markdown, JSON and YAML.
    fn text(&mut self) -> String {
        const PIECES: [&str; 24] = [
            "👩‍👩‍👧‍👦",
            "🏳️‍🌈",
            "👍🏽",
            "🇩🇪",
            "e\u{301}",
            "\u{301}\u{308}",
            "\u{202e}",
            "\u{2066}x\u{2069}",
            "\u{200d}",
            "\u{feff}",
            "-->",
            "<!-- baton-note ",
            "--!>",
            "\n---\n",
            "\r\n",
            "\0",
            "&lt;",
            "\\",
            "\"",
            "```",
            "[[x]]",
            "#tag",
            "\u{2028}",
            "\u{fffe}",
        ];
        let mut text = String::new();
        for _ in 0..=self.next(4) {
            match self.next(6) {
                0 => text.extend(self.char(0, 0x2ff)),
                1 => text.extend(self.char(0x300, 0xd7ff)),
                2 => text.extend(self.char(0xe000, 0xffff)),
                3 => text.extend(self.char(0x1_0000, 0x10_ffff)),
                4 => text.extend(self.char(0x1_f300, 0x1_faff)),
                _ => text.push_str(PIECES[self.next(PIECES.len() as u64) as usize]),
            }
        }
        text
    }
}

#[test]
fn a_hundred_thousand_texts_of_all_of_unicode_come_back_to_the_letter() {
    let mut numbers = Numbers(2_026);
    let mut planes = [false; 17];
    let entries: Vec<Entry> = (0..2_500)
        .map(|n| {
            let texts: Vec<String> = (0..40).map(|_| numbers.text()).collect();
            for c in texts.iter().flat_map(|text| text.chars()) {
                planes[(u32::from(c) >> 16) as usize] = true;
            }
            entry(n, &texts)
        })
        .collect();
    assert_eq!(planes, [true; 17]);
    assert_comes_back(&entries);
}

#[test]
fn notes_of_the_fixtures_come_back_also_newer_deleted_and_unknown_fields() {
    let mut entries: Vec<Entry> = ["decision", "discussed", "hostile", "minimal", "newer"]
        .into_iter()
        .flat_map(stored)
        .map(Entry::alone)
        .collect();
    let Stored::Current(note) = &mut entries[0].note else {
        panic!()
    };
    note.delete(NOW);
    let id = NoteId::from_parts(NOW, [5; 16]);
    let raw =
        format!("{{ \"id\": \"{id}\",\n\t\"schema\": 3, \"n\": [1.50, 1e400, \"-->\\ud800\"] }}");
    entries.push(Entry::alone(decode(&raw).unwrap()));
    let unknown = entries[3]
        .note
        .to_record()
        .replacen('{', "{\"mood\":{\"calm\":[1]},", 1);
    entries[3].note = decode(&unknown).unwrap();
    entries[1].earlier = Some("{\"schema\":7,\"pages\":[1.50]}".to_owned());
    let mut known = std::collections::BTreeSet::new();
    entries.retain(|entry| known.insert(entry.note.id().clone()));
    assert_eq!(entries.len(), 5);
    assert_comes_back(&entries);
}

#[test]
fn the_example_writes_an_archive_and_tells_what_is_in_it() {
    let records = format!("{}\nnonsense", stored("minimal")[0].to_record());
    with_setting(|setting| {
        let mut archive = Vec::new();
        example::write(&records, setting, |bytes| {
            archive.extend(bytes);
            Ok(())
        })
        .unwrap();
        let told = example::read(archive, setting);
        let title = "https://calendly.com/alex-example/intro";
        assert_eq!(told.len(), 1);
        assert_eq!(
            (&told[0]["title"], &told[0]["origin"]),
            (&title.into(), &"Own".into())
        );
        let told = example::read(b"PK".to_vec(), setting);
        assert_eq!(told[0]["place"], "Whole");
    });
}

proptest! {
    #![proptest_config(Config {
        cases: 60,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(128),
        ..Config::default()
    })]

    #[test]
    fn any_notes_come_back_to_the_letter(
        notes in proptest::collection::vec(
            proptest::collection::vec(any::<String>(), 1..20), 0..4)
    ) {
        let entries: Vec<Entry> = (0..).zip(&notes).map(|(n, texts)| entry(n, texts)).collect();
        assert_comes_back(&entries);
    }
}
