//! A frozen page, moment and pair of zones for tests.
#![allow(dead_code, reason = "each test file uses a part")]

#[path = "../../examples/render.rs"]
pub mod render;

use baton_brief::{Block, Brief, Context, FieldValue, ResponseWindows};
use baton_gate::TemplateId;
use baton_locale::{Catalogue, Messages};
use baton_worktime::{UtcMillis, WorkingWeek, ZoneName};
use render::SystemZones;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Wednesday, 18 November 2026, 14:30 in Berlin.
pub const NOW: UtcMillis = UtcMillis(1_795_008_600_000);

/// Everything a [`Context`] borrows.
pub struct Surroundings {
    pub mine: ZoneName,
    pub theirs: Option<ZoneName>,
    pub week: WorkingWeek,
    pub words: RecordedWords,
}

impl Surroundings {
    pub fn new(theirs: Option<&str>) -> Self {
        let mine = ZoneName::new("Europe/Berlin").unwrap();
        let theirs = theirs.map(|name| ZoneName::new(name).unwrap());
        Self {
            week: WorkingWeek::default_in(theirs.as_ref().unwrap_or(&mine).clone()),
            mine,
            theirs,
            words: RecordedWords::default(),
        }
    }

    pub fn context(&self) -> Context<'_> {
        Context {
            person: Some("Alex Example"),
            event: Some("Intro call"),
            minutes: Some(30),
            max_minutes: None,
            slot: Some("2026-11-19T10:00:00-05:00"),
            url: "https://calendly.com/alex-example/intro",
            provider_name: "Calendly",
            now: NOW,
            my_zone: &self.mine,
            their_zone: self.theirs.as_ref(),
            week: &self.week,
            windows: ResponseWindows::default(),
            zones: &SystemZones,
            messages: &self.words,
        }
    }
}

/// The English words, with the keys that were asked for.
pub struct RecordedWords {
    pub english: Catalogue,
    pub asked: RefCell<BTreeSet<String>>,
}

impl Default for RecordedWords {
    fn default() -> Self {
        Self {
            english: Catalogue::english(),
            asked: RefCell::default(),
        }
    }
}

impl Messages for RecordedWords {
    fn text(&self, key: &str, args: &[&str]) -> String {
        self.asked.borrow_mut().insert(key.to_owned());
        self.english.text(key, args)
    }
}

/// An empty brief.
pub fn blank(template: TemplateId) -> Brief {
    Brief {
        template,
        own: None,
        ask: String::new(),
        needed_by: None,
        if_no_reply: String::new(),
        owner: String::new(),
        links: Vec::new(),
        fields: BTreeMap::new(),
    }
}

pub fn text(text: &str) -> FieldValue {
    FieldValue::Text(text.to_owned())
}

pub fn list(entries: &[&str]) -> FieldValue {
    FieldValue::List(entries.iter().map(|&entry| entry.to_owned()).collect())
}

/// The numbered lists of a document: first number and entries.
pub fn numbered(blocks: &[Block]) -> Vec<(u32, Vec<String>)> {
    blocks
        .iter()
        .filter_map(|block| match block {
            Block::Numbered { start, items } => Some((*start, items.clone())),
            _ => None,
        })
        .collect()
}

/// The same cases in every run, and no files left behind.
pub fn proptest_config() -> proptest::test_runner::Config {
    proptest::test_runner::Config {
        cases: 200,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(2_026),
        ..Default::default()
    }
}
