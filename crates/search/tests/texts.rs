//! Texts and queries of every kind are taken in, found and shown unchanged.

mod store;

use baton_search::{Batch, Document, Fact, Field, MAX_QUERY_CHARS, Order, Query, Refused};
use baton_worktime::UtcMillis;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::time::Instant;
use store::Kept;

fn note(id: &str, text: &str) -> Document {
    Document {
        id: id.to_owned(),
        moment: UtcMillis(0),
        texts: vec![(Field::Body, text.to_owned())],
        facts: vec![(Fact::Tag, text.chars().take(50).collect())],
    }
}

/// Texts that have hurt others: emoji of several characters, directions, every plane, long marks.
const TEXTS: [&str; 14] = [
    "👩\u{200D}👩\u{200D}👧\u{200D}👦 family",
    "🏳\u{FE0F}\u{200D}🌈 flag 🇩🇪",
    "שלום עולם",
    "\u{202E}reversed\u{202C} text",
    "\u{2066}isolated\u{2069} text",
    "zalgo ẗ̷̢̛̩͔̈́̐̕ͅe̸̡̼̞͌̾̈́͝x̶̧̛͓̪̀̓͝t̴̢̞̩͆̕",
    "𝕄𝕒𝕥𝕙 letters",
    "𐍈 gothic",
    "𠜎𠜱 rare",
    "\u{F0000}private",
    "nul\0byte",
    "a\u{FEFF}b",
    "ﷺ ligature",
    "देवनागरी लिपि",
];

#[test]
fn every_word_of_every_text_finds_it() {
    let mut kept = Kept::default();
    let notes: Vec<_> = TEXTS
        .iter()
        .zip(0..)
        .map(|(text, at)| note(&format!("n{at}"), text))
        .collect();
    kept.put(&notes);
    for (note, text) in notes.iter().zip(TEXTS) {
        for word in text.split_whitespace() {
            let query = Query::parse(word);
            let found = kept.ids(word, 50);
            assert!(
                query.is_empty() || found.contains(&note.id),
                "{word:?} of {text:?}"
            );
            let snippet = query.snippet(text, 100, false);
            assert_eq!(&text[snippet.shown.clone()], text);
            assert_eq!(
                snippet.marked.is_empty(),
                query.is_empty(),
                "{word:?} in {text:?}"
            );
        }
    }
}

#[test]
fn long_and_empty_queries_are_answered() {
    let mut kept = Kept::default();
    kept.put(&[note("a", "quarter plan"), note("b", "")]);
    for typed in [
        "plan ".repeat(2_000),
        "plan".repeat(2_500),
        "\"".repeat(10_000),
        "-".repeat(10_000),
        "!?.,;:".repeat(1_700),
        "\u{202E}".repeat(10_000),
        "a:".repeat(5_000),
        "tag:".repeat(2_500),
        "👩\u{200D}".repeat(5_000),
        "東".repeat(10_000),
        "before:9999-99-99 ".repeat(600),
    ] {
        let query = Query::parse(&typed);
        let _ = kept.search(&typed, 10);
        let _ = query.snippet("quarter plan", 20, true);
    }
    assert_eq!(kept.ids(&"\u{202E}".repeat(10_000), 10), ["b", "a"]);
    let cut = format!("plan {} nothing", " ".repeat(MAX_QUERY_CHARS));
    assert_eq!(kept.ids(&cut, 10), ["a"]);
}

#[test]
fn a_note_of_a_megabyte_is_found_by_its_last_word() {
    let mut kept = Kept::default();
    let text = format!("{} ending", "word and 東京都 ".repeat(50_000));
    let start = Instant::now();
    kept.put(&[note("a", &text)]);
    println!("{} bytes put in within {:?}", text.len(), start.elapsed());
    assert_eq!(kept.ids("ending", 1), ["a"]);
    let snippet = Query::parse("ending").snippet(&text, 80, false);
    assert_eq!(&text[snippet.marked[0].clone()], "ending");
    let one = Query::parse("word");
    let start = Instant::now();
    assert!(one.snippet(&text, 80, false).found > 0);
    println!("snippet within {:?}", start.elapsed());
}

#[test]
fn ids_have_a_length() {
    let mut batch = Batch::new();
    assert_eq!(batch.add(&note("", "x")), Err(Refused::Id));
    assert_eq!(batch.add(&note(&"x".repeat(65), "x")), Err(Refused::Id));
    assert_eq!(batch.add(&note(&"x".repeat(64), "x")), Ok(()));
    assert_eq!(batch.len(), 1);
}

#[test]
fn of_one_id_in_a_batch_the_last_counts() {
    let mut kept = Kept::default();
    kept.put(&[note("a", "old"), note("b", "other"), note("a", "new")]);
    assert_eq!(kept.index.len(), 2);
    assert_eq!(kept.ids("old ", 5), Vec::<String>::new());
    assert_eq!(kept.ids("new", 5), ["a"]);
}

#[test]
fn notes_come_in_the_order_asked_for_across_segments() {
    let mut kept = Kept::default();
    let second = |id: &str, seconds: i64, text: &str| {
        let mut note = note(id, text);
        note.moment = UtcMillis(seconds * 1_000);
        note
    };
    kept.put(&[second("a", 30, "same same"), second("c", 10, "same")]);
    kept.put(&[second("b", 20, "same"), second("d", 30, "same")]);
    for (order, expected) in [
        (Order::Latest, ["d", "a", "b", "c"]),
        (Order::Earliest, ["c", "b", "a", "d"]),
        (Order::Newest, ["d", "c", "b", "a"]),
        (Order::Oldest, ["a", "b", "c", "d"]),
    ] {
        for typed in ["", "same"] {
            for limit in 1..=4 {
                let query = Query::parse(typed).in_order(order);
                let hits = kept.load(|index| index.search(&query, limit)).unwrap();
                let ids: Vec<_> = hits.best.iter().map(|hit| hit.id.as_str()).collect();
                assert_eq!(ids, expected[..limit], "{order:?} {typed:?}");
                assert_eq!(hits.total, 4);
                assert!(hits.best.iter().all(|hit| !hit.is_forgiven));
            }
        }
    }
}

#[test]
fn better_and_later_notes_come_first() {
    let mut kept = Kept::default();
    let day = 86_400_000;
    let mut notes = vec![
        note("body", "some plan among words"),
        note("late", "some plan among words"),
        note("title", "some words"),
        note("begins", "planning some words"),
        note("typo", "plam nothing"),
    ];
    notes[1].moment = UtcMillis(300 * day);
    notes[2].texts.push((Field::Title, "plan".to_owned()));
    kept.put(&notes);
    assert_eq!(
        kept.ids("plan", 5),
        ["title", "late", "body", "begins", "typo"]
    );
    assert_eq!(kept.ids("plan ", 5), ["title", "late", "body", "typo"]);
    // Alike in everything: by id, the highest first, also across segments.
    kept.put(&[note("z", "same"), note("x", "same")]);
    kept.put(&[note("y", "same")]);
    assert_eq!(kept.ids("same", 3), ["z", "y", "x"]);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_126),
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_text_is_found_by_any_part_of_it_that_ends_with_a_word(
        text in "\\PC{1,60}",
        other in "\\PC{0,60}",
        typed in "\\PC{0,40}|[-a-c\": ]{0,20}",
    ) {
        let mut kept = Kept::default();
        let notes = [note("a", &text), note("b", &other)];
        kept.put(&notes);
        let _ = kept.search(&typed, 5);
        let quoted = format!("\"{}", text.replace(['"', '“', '”', '„', '«', '»'], " "));
        let cut: String = quoted.chars().take(20).collect();
        let query = Query::parse(&cut);
        prop_assert!(kept.ids(&cut, 5).contains(&"a".to_owned()), "{}", cut);
        prop_assert!(query.holds_in(&notes[0]));
    }
}
