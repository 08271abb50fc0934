//! What a filter finds: a value by any of its words, in quotes the value itself.

mod store;

use baton_search::{Document, Fact};
use baton_worktime::UtcMillis;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use store::Kept;

/// A note that has one tag and is called like it.
fn tagged(tag: &str) -> Document {
    Document {
        id: tag.to_owned(),
        moment: UtcMillis(0),
        texts: Vec::new(),
        facts: vec![(Fact::Tag, tag.to_owned())],
    }
}

fn kept(tags: &[&str]) -> Kept {
    let mut kept = Kept::default();
    for some in tags.chunks(2) {
        let notes: Vec<_> = some.iter().map(|tag| tagged(tag)).collect();
        kept.put(&notes);
    }
    kept
}

const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

fn finds(kept: &mut Kept, typed: &str, expected: &[&str]) {
    let mut found = kept.ids(typed, 50);
    found.sort();
    assert_eq!(found, expected, "{typed}");
}

#[test]
fn a_value_is_found_by_words_that_begin_anywhere_in_it() {
    let mut kept = kept(&[
        "Kim van Sample",
        "Pat O'Brien",
        "q1 budget",
        "needs follow-up",
        "山田太一郎",
    ]);
    for (typed, expected) in [
        ("tag:kim", &["Kim van Sample"][..]),
        ("tag:samp", &["Kim van Sample"]),
        ("tag:sample ", &["Kim van Sample"]),
        ("tag:samp ", &[]),
        ("tag:kim-van", &["Kim van Sample"]),
        ("tag:van-sam", &["Kim van Sample"]),
        ("tag:\"van sam", &["Kim van Sample"]),
        ("tag:van-sam ", &[]),
        ("tag:kim-sample", &[]),
        ("tag:budget", &["q1 budget"]),
        ("tag:o'brien ", &["Pat O'Brien"]),
        ("tag:follow-up", &["needs follow-up"]),
        ("tag:太一郎", &["山田太一郎"]),
        ("tag:郎", &["山田太一郎"]),
        (
            "-tag:follow-up -tag:o'brien -tag:太一郎",
            &["Kim van Sample", "q1 budget"],
        ),
    ] {
        finds(&mut kept, typed, expected);
    }
}

#[test]
fn in_quotes_a_value_is_the_whole_of_it() {
    let mut kept = kept(&[
        "q1",
        "q1 budget",
        "Q10",
        "the q1",
        "C",
        "C++",
        "!!",
        "Al \"x\" y",
        "太一",
        "山田太一郎",
    ]);
    for (typed, expected) in [
        ("tag:\"q1\"", &["q1"][..]),
        ("tag:“Q1 ”", &["q1"]),
        ("tag:\"q1 budget\"", &["q1 budget"]),
        ("tag:\"Q1   Búdget\"", &["q1 budget"]),
        ("tag:\"budget\"", &[]),
        ("tag:\"c\"", &["C"]),
        ("tag:\"c++\"", &["C++"]),
        ("tag:\"!!\"", &["!!"]),
        ("tag:\"al x y\"", &["Al \"x\" y"]),
        ("tag:\"太一\"", &["太一"]),
        ("person:\"q1\"", &[]),
        // Not typed to its end, and without quotes.
        ("tag:\"q1", &["Q10", "q1", "q1 budget", "the q1"]),
        ("tag:q1 ", &["q1", "q1 budget", "the q1"]),
        (
            "-tag:\"q1\" -tag:\"c\" -tag:\"太一\" -tag:\"!!\"",
            &[
                "Al \"x\" y",
                "C++",
                "Q10",
                "q1 budget",
                "the q1",
                "山田太一郎",
            ],
        ),
    ] {
        finds(&mut kept, typed, expected);
    }
    // The same when segments were merged, and for a worker that has just woken.
    kept.merge();
    kept.wake();
    finds(&mut kept, "tag:\"q1\"", &["q1"]);
}

#[test]
fn the_last_of_many_words_in_quotes_are_one_value() {
    let value = "a b c d ".repeat(10);
    let mut kept = kept(&["q1 budget", &value[..60]]);
    let words = "-old ".repeat(31);
    finds(
        &mut kept,
        &format!("{words}tag:\"q1 budget\""),
        &["q1 budget"],
    );
    finds(
        &mut kept,
        &format!("tag:\"{}\"", &value[..60]),
        &[&value[..60]],
    );
}

/// Marks that are written in several ways, or left out.
#[test]
fn a_name_is_the_same_however_its_marks_are_written() {
    for (written, alike, other) in [
        ("Pat O'Brien", "Pat O’Brien", "Pat Brien"),
        ("Dr. Kim Sample", "Dr Kim Sample", "Kim Sample"),
        ("Kim Lee-Sample", "Kim Lee Sample", "Kim Lee"),
        ("C++", "c++", "C"),
    ] {
        let mut kept = kept(&[written, alike, other]);
        let mut found = kept.ids(&format!("tag:\"{written}\""), 9);
        found.sort();
        let mut expected = [written, alike];
        expected.sort_unstable();
        assert_eq!(found, expected, "{written}");
    }
}

#[test]
fn long_values_are_found_by_their_beginning() {
    let long = "straße ".repeat(2_000);
    let mut kept = kept(&["straße"]);
    kept.put(&[Document {
        id: "long".to_owned(),
        ..tagged(&long)
    }]);
    finds(&mut kept, "tag:\"straße\"", &["straße"]);
    finds(&mut kept, "tag:strasse-strasse", &["long"]);
    let cut: String = long.chars().take(900).collect();
    finds(&mut kept, &format!("tag:\"{cut}\""), &["long"]);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_126),
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_value_in_quotes_finds_itself(value in "\\PC{1,60}|[-+ a-c\"猫犬é]{1,12}", other in "[-+ a-c]{1,4}") {
        let mut kept = Kept::default();
        kept.put(&[Document { id: "a".to_owned(), ..tagged(&value) }]);
        kept.put(&[Document { id: "b".to_owned(), ..tagged(&other) }]);
        let plain = value.replace(is_quote, " ");
        prop_assume!(!plain.trim().is_empty());
        let found = kept.ids(&format!("tag:\"{plain}\""), 9);
        prop_assert!(found.contains(&"a".to_owned()));
        // Only a value of the same words and signs is found as well.
        let is_letter = |c: char| c.is_ascii_lowercase();
        let words = |text: &str| -> Vec<String> {
            text.split(|c| !is_letter(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
        };
        let signs = |text: &str| -> String {
            text.chars().filter(|c| !is_letter(*c) && !" '.,-".contains(*c)).collect()
        };
        if found.len() > 1 && plain.is_ascii() {
            prop_assert_eq!(words(&plain.to_lowercase()), words(&other));
            prop_assert_eq!(signs(&plain.to_lowercase()), signs(&other));
        }
    }
}
