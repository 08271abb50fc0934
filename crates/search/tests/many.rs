//! Thousands of notes, in segments that have their lists in several pieces.

mod corpus;
mod store;

use baton_search::{Document, Fact};
use corpus::{Corpus, Kind};
use std::collections::BTreeSet;
use store::Kept;

const NOTES: usize = 4_000;

/// What the corpus has of a note, taken apart by spaces.
struct Plain {
    id: String,
    texts: Vec<Vec<String>>,
    facts: Vec<(Fact, String)>,
    moment: i64,
}

fn plain(document: &Document) -> Plain {
    let texts = document.texts.iter();
    Plain {
        id: document.id.clone(),
        texts: texts
            .map(|(_, text)| text.to_lowercase().split(' ').map(str::to_owned).collect())
            .collect(),
        facts: document.facts.clone(),
        moment: document.moment.0,
    }
}

impl Plain {
    fn has(&self, fits: impl Fn(&str) -> bool) -> bool {
        self.texts.iter().flatten().any(|word| fits(word))
    }

    /// Whether a query of the corpus finds it; of those kinds that forgive nothing.
    fn fits(&self, kind: Kind, typed: &str) -> bool {
        let words: Vec<&str> = typed.trim_matches('"').split_whitespace().collect();
        let is = |asked: &'static str, fact| {
            self.facts
                .iter()
                .any(|(known, value)| *known == fact && value == asked)
        };
        match kind {
            Kind::OneWord | Kind::TwoWords => {
                words.iter().all(|asked| self.has(|word| word == *asked))
            }
            Kind::Prefix | Kind::ShortPrefix | Kind::Typo => {
                self.has(|word| word.starts_with(typed))
            }
            Kind::Phrase => self
                .texts
                .iter()
                .any(|text| text.windows(words.len()).any(|window| window == words)),
            Kind::Without => {
                self.has(|word| word == words[0])
                    && !self.has(|word| Some(word) == words[1].strip_prefix('-'))
            }
            // The 1st of October 2020.
            Kind::Filter => {
                is("work", Fact::Tag)
                    && is("met", Fact::State)
                    && self.moment >= 1_601_510_400_000
                    && self.has(|word| word == words[3])
            }
        }
    }
}

#[test]
fn pieces_are_loaded_as_they_are_needed_and_say_what_a_scan_says() {
    let mut corpus = Corpus::new(8);
    let notes: Vec<_> = (0..NOTES).map(|at| corpus.note(at)).collect();
    let plain: Vec<_> = notes.iter().map(plain).collect();
    let mut kept = Kept::default();
    for chunk in notes.chunks(400) {
        kept.put(chunk);
        kept.merge();
    }
    assert!(kept.index.segments() < NOTES / 400, "nothing was merged");
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Typo) {
        for typed in corpus.queries(kind, 12) {
            let expected: BTreeSet<&str> = plain
                .iter()
                .filter(|note| note.fits(kind, &typed))
                .map(|note| note.id.as_str())
                .collect();
            kept.wake();
            let query = baton_search::Query::parse(&typed);
            let hits = kept.search(&typed, NOTES);
            let known = |id: &str| &notes[plain.iter().position(|note| note.id == id).unwrap()];
            let proven = |id: &&str| !query.wants_proof() || query.holds_in(known(id));
            let typed_so = hits.best.iter().filter(|hit| !hit.is_forgiven);
            let found: BTreeSet<&str> =
                typed_so.map(|hit| hit.id.as_str()).filter(proven).collect();
            assert!(
                found == expected,
                "{typed:?}: {} and {}",
                found.len(),
                expected.len()
            );
            if kind == Kind::OneWord {
                assert!(
                    kept.loaded.len() < kept.pieces.len(),
                    "everything was loaded"
                );
            }
        }
    }
}
