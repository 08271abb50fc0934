//! What is like a document: bounded, steady, never the document itself, whatever its text.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod corpus;
mod store;

use baton_search::{Document, Fact, Field};
use baton_worktime::UtcMillis;
use corpus::Corpus;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use store::Kept;

fn note(id: &str, person: &str, title: &str, body: &str) -> Document {
    Document {
        id: id.to_owned(),
        moment: UtcMillis(1_767_225_600_000),
        texts: vec![
            (Field::Title, title.to_owned()),
            (Field::Person, person.to_owned()),
            (Field::Body, body.to_owned()),
        ],
        facts: vec![(Fact::Person, person.to_owned())],
    }
}

impl Kept {
    fn related(&mut self, like: &Document, limit: usize) -> Vec<String> {
        let hits = self.load(|index| index.related(like, limit)).unwrap();
        hits.best.into_iter().map(|hit| hit.id).collect()
    }
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 128,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_126),
        ..Default::default()
    }
}

/// Words and signs of many scripts, few enough to be shared.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "(valve|supplier|budget|the|of|api|été|größe|東京都|供应商|ไทย|🚀|한국어|q3)",
        "\\PC{0,6}",
    ];
    proptest::collection::vec(word, 0..12).prop_map(|words| words.join(" "))
}

fn person() -> impl Strategy<Value = String> {
    prop_oneof![
        "(Kim Sample|Alex Example|田中|Sam)",
        "\\PC{0,8}",
        Just(String::new())
    ]
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn at_most_so_many_each_once_and_never_itself(
        notes in proptest::collection::vec((person(), text(), text()), 1..30),
        own in 0_usize..40,
        limit in 0_usize..6,
    ) {
        let notes: Vec<_> = (0..)
            .zip(&notes)
            .map(|(at, (person, title, body)): (usize, _)| {
                note(&format!("note-{at}"), person, title, body)
            })
            .collect();
        let mut kept = Kept::default();
        for some in notes.chunks(7) {
            kept.put(some);
        }
        let like = notes.get(own).unwrap_or(&notes[0]);
        let found = kept.related(like, limit);
        prop_assert!(found.len() <= limit);
        prop_assert!(!found.contains(&like.id));
        let mut once = found.clone();
        once.sort();
        once.dedup();
        prop_assert_eq!(once.len(), found.len());
        // A worker that has just woken says the same, and so does an index in one segment.
        kept.wake();
        prop_assert_eq!(&kept.related(like, limit), &found);
        let mut whole = Kept::default();
        whole.put(&notes);
        prop_assert_eq!(&whole.related(like, limit), &found);
    }
}

/// A note whose text says what another one says is like it; the same text among thousands of others
/// finds nothing else.
#[test]
fn among_thousands_only_what_is_like_it_is_found() {
    const NOTES: usize = 4_000;
    let mut corpus = Corpus::new(8);
    let mut notes: Vec<_> = (0..NOTES).map(|at| corpus.note(at)).collect();
    notes.push(note(
        "answered",
        "Kim Sample",
        "Which supplier delivers the brass valve?",
        "Three offers came; the one from the foundry is the cheapest.",
    ));
    let mut kept = Kept::default();
    for chunk in notes.chunks(400) {
        kept.put(chunk);
        kept.merge();
    }
    kept.wake();
    let like = note(
        "new",
        "Sam Placeholder",
        "A valve of brass",
        "From which supplier?",
    );
    assert_eq!(kept.related(&like, 3), ["answered"]);
    assert!(
        kept.loaded.len() < kept.pieces.len(),
        "everything was loaded"
    );
    let unlike = note(
        "new",
        "Sam Placeholder",
        "When does the choir rehearse?",
        "And where?",
    );
    assert_eq!(kept.related(&unlike, 3), [""; 0]);
}

#[test]
fn the_index_of_the_note_itself_hides_no_other() {
    let words: Vec<_> = (0..300).map(|at| format!("only{at:03}")).collect();
    let own = note("own", "", "The brass valve", &words.join(" "));
    let other = note("other", "", "A brass valve", "It leaks at the gasket.");
    let more = (0..20).map(|at| {
        note(
            &format!("{at}"),
            "",
            &format!("Thing {at}"),
            "Nothing alike",
        )
    });
    let mut kept = Kept::default();
    let notes: Vec<_> = [own.clone(), other].into_iter().chain(more).collect();
    kept.put(&notes);
    let longer = Document {
        texts: vec![
            (Field::Title, "The brass valve".to_owned()),
            (
                Field::Body,
                format!("{} and its leaking gasket", words.join(" ")),
            ),
        ],
        ..own
    };
    assert_eq!(kept.related(&longer, 3), ["other"]);
}

#[test]
fn long_texts_and_a_hundred_thousand_words_are_bounded() {
    let mut corpus = Corpus::new(5);
    let notes: Vec<_> = (0..500).map(|at| corpus.note(at)).collect();
    let mut kept = Kept::default();
    kept.put(&notes);
    for long in [
        "x".repeat(20_000),
        "the of and ".repeat(2_000),
        "京都".repeat(10_000),
        "🚀".repeat(20_000),
        (0..20_000).map(|at| format!("w{at} ")).collect(),
    ] {
        let like = note("new", &long, &long, &long);
        assert_eq!(kept.related(&like, 3), [""; 0]);
    }
}

#[test]
fn where_everybody_is_the_same_person_the_latest_come_first() {
    let notes: Vec<_> = (0..5_000)
        .map(|at| Document {
            moment: UtcMillis(1_700_000_000_000 + at * 86_400_000),
            ..note(&format!("{at:05}"), "Kim Sample", "Status", "As before")
        })
        .collect();
    let mut kept = Kept::default();
    kept.put(&notes);
    let like = note("new", "kim sample", "Status", "As before");
    assert_eq!(kept.related(&like, 3), ["04999", "04998", "04997"]);
}
