//! A frozen page, moment and pair of zones for tests.
#![allow(dead_code, reason = "each test file uses a part")]

#[path = "../../examples/draft.rs"]
pub mod draft;

use baton_brief::{Context, ResponseWindows};
use baton_gate::{Answers, Purpose};
use baton_locale::Catalogue;
use baton_templates::{OwnField, OwnFieldKind, OwnTemplate, OwnTemplateId};
use baton_worktime::{UtcMillis, WorkingWeek, ZoneName};
use draft::SystemZones;

/// Wednesday, 18 November 2026, 14:30 in Berlin.
pub const NOW: UtcMillis = UtcMillis(1_795_008_600_000);

/// Everything a [`Context`] borrows.
pub struct Surroundings {
    pub mine: ZoneName,
    pub theirs: ZoneName,
    pub week: WorkingWeek,
    pub words: Catalogue,
}

impl Default for Surroundings {
    fn default() -> Self {
        let theirs = ZoneName::new("America/New_York").unwrap();
        Self {
            mine: ZoneName::new("Europe/Berlin").unwrap(),
            week: WorkingWeek::default_in(theirs.clone()),
            theirs,
            words: Catalogue::english(),
        }
    }
}

impl Surroundings {
    pub fn context(&self) -> Context<'_> {
        Context {
            person: Some("Alex Example"),
            event: Some("Intro call, 30 minutes"),
            minutes: Some(30),
            max_minutes: None,
            slot: Some("2026-11-19T10:00:00-05:00"),
            url: "https://calendly.com/alex-example/intro",
            provider_name: "Calendly",
            now: NOW,
            my_zone: &self.mine,
            their_zone: Some(&self.theirs),
            week: &self.week,
            windows: ResponseWindows::default(),
            zones: &SystemZones,
            messages: &self.words,
        }
    }
}

pub fn answers() -> Answers {
    Answers {
        purpose: Some(Purpose::Decide),
        done_when: "we know which supplier we use".into(),
        points: vec!["price".into(), "delivery time".into()],
        tried: "Two mails in October.\nNo answer yet.".into(),
        follow_up: "Kim sends the order".into(),
        written_where: "the project page".into(),
        ..Answers::default()
    }
}

/// A template with one field, which holds `default` to begin with.
pub fn with_field(kind: OwnFieldKind, default: &str) -> OwnTemplate {
    OwnTemplate {
        fields: vec![field("it", kind, default)],
        ..blank("t")
    }
}

pub fn blank(id: &str) -> OwnTemplate {
    OwnTemplate {
        id: OwnTemplateId(id.into()),
        name: "Note".into(),
        hint: String::new(),
        base: None,
        ask: String::new(),
        if_no_reply: String::new(),
        owner: String::new(),
        fields: Vec::new(),
    }
}

pub fn field(id: &str, kind: OwnFieldKind, default: &str) -> OwnField {
    OwnField {
        id: id.into(),
        label: "It".into(),
        hint: String::new(),
        kind,
        required: false,
        answered: false,
        default: default.into(),
    }
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
