//! A corpus of any size from a seed: the same notes and queries on every machine.
#![allow(dead_code, reason = "each user uses its part")]

use baton_search::{Document, Fact, Field};
use baton_worktime::UtcMillis;

/// Different words in the corpus.
const WORDS: usize = 40_000;
const STATES: [&str; 5] = ["draft", "waiting", "answered", "met", "closed"];
const TAGS: [&str; 8] = [
    "work", "home", "quarter", "hiring", "team", "budget", "legal", "travel",
];

/// A kind of query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    OneWord,
    TwoWords,
    Prefix,
    ShortPrefix,
    Typo,
    Phrase,
    Filter,
    Without,
}

impl Kind {
    pub const ALL: [Self; 8] = [
        Self::OneWord,
        Self::TwoWords,
        Self::Prefix,
        Self::ShortPrefix,
        Self::Typo,
        Self::Phrase,
        Self::Filter,
        Self::Without,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::OneWord => "one word",
            Self::TwoWords => "two words",
            Self::Prefix => "beginning",
            Self::ShortPrefix => "one letter",
            Self::Typo => "typo",
            Self::Phrase => "phrase",
            Self::Filter => "word and filters",
            Self::Without => "word without another",
        }
    }
}

/// Makes notes and queries.
#[derive(Debug, Clone)]
pub struct Corpus {
    state: u64,
    words: Vec<String>,
    /// The share of all words up to this one.
    shares: Vec<f64>,
}

impl Corpus {
    pub fn new(seed: u64) -> Self {
        let mut corpus = Self {
            state: seed,
            words: Vec::new(),
            shares: Vec::new(),
        };
        let mut known = std::collections::HashSet::new();
        let mut share = 0.0;
        while corpus.words.len() < WORDS {
            let word = corpus.new_word();
            if known.insert(word.clone()) {
                corpus.words.push(word);
                share += 1.0 / corpus.words.len() as f64;
                corpus.shares.push(share);
            }
        }
        corpus
    }

    /// The next number (SplitMix64).
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn new_word(&mut self) -> String {
        const STARTS: &[u8] = b"bcdfghjklmnprstvwz";
        const VOWELS: &[u8] = b"aeiou";
        let mut word = String::new();
        for _ in 0..2 + self.below(3) {
            word.push(STARTS[self.below(STARTS.len())] as char);
            word.push(VOWELS[self.below(VOWELS.len())] as char);
            if self.below(6) == 0 {
                word.push(STARTS[self.below(STARTS.len())] as char);
            }
        }
        word
    }

    fn word(&mut self) -> String {
        let all = self.shares.last().copied().unwrap_or(1.0);
        let share = self.next() as f64 / u64::MAX as f64 * all;
        let at = self.shares.partition_point(|known| *known < share);
        self.words[at.min(WORDS - 1)].clone()
    }

    fn text(&mut self, words: usize) -> String {
        let words: Vec<_> = (0..words).map(|_| self.word()).collect();
        words.join(" ")
    }

    /// A note. Its id is a UUIDv7 of its moment, ten minutes after that of the note before.
    pub fn note(&mut self, at: usize) -> Document {
        let moment = 1_600_000_000_000 + at as i64 * 600_000;
        let random = self.next();
        let id = format!(
            "{:08x}-{:04x}-7{:03x}-8{:03x}-{:012x}",
            moment >> 16,
            moment & 0xFFFF,
            random & 0xFFF,
            random >> 12 & 0xFFF,
            random >> 16
        );
        let body = 60 + self.below(61);
        let person = format!("{} Example", self.words[self.state as usize % 500]);
        let tags: Vec<_> = (0..3).map(|_| TAGS[self.below(TAGS.len())]).collect();
        let mut facts = vec![
            (Fact::Person, person.clone()),
            (Fact::State, STATES[self.below(STATES.len())].to_owned()),
            (Fact::Template, "decide".to_owned()),
            (Fact::Provider, "calendly".to_owned()),
        ];
        facts.extend(tags.iter().map(|tag| (Fact::Tag, (*tag).to_owned())));
        Document {
            id,
            moment: UtcMillis(moment),
            texts: vec![
                (Field::Title, self.text(5)),
                (Field::Tag, tags.join(" ")),
                (Field::Person, person),
                (Field::Body, self.text(body)),
            ],
            facts,
        }
    }

    pub fn queries(&mut self, kind: Kind, count: usize) -> Vec<String> {
        (0..count).map(|_| self.query(kind)).collect()
    }

    fn query(&mut self, kind: Kind) -> String {
        let word = self.word();
        match kind {
            Kind::OneWord => format!("{word} "),
            Kind::TwoWords => format!("{word} {} ", self.word()),
            Kind::Prefix => word.chars().take(3 + self.below(2)).collect(),
            Kind::ShortPrefix => word.chars().take(1).collect(),
            Kind::Typo => {
                let mut letters: Vec<_> = word.chars().collect();
                let at = self.below(letters.len());
                letters[at] = 'q';
                letters.into_iter().chain([' ']).collect()
            }
            Kind::Phrase => format!("\"{word} {}\"", self.word()),
            Kind::Filter => format!("tag:work state:met after:2020-10 {word} "),
            Kind::Without => format!("{word} -{} ", self.word()),
        }
    }
}
