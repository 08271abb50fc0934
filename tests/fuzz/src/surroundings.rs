//! The same page, moment, clocks and words for every input.

use baton_brief::{Context, ResponseWindows};
use baton_locale::{Catalogue, Messages};
use baton_worktime::{UtcMillis, WorkingWeek, ZoneError, ZoneName, Zones};
use std::cell::Cell;
use std::sync::LazyLock;

/// Wednesday, 18 November 2026, 13:30 in UTC.
pub(crate) const NOW: UtcMillis = UtcMillis(1_795_008_600_000);

/// The English words, read once: an input takes microseconds, reading them does not.
#[derive(Debug, Clone, Copy)]
pub(crate) struct English;

impl Messages for English {
    fn text(&self, key: &str, args: &[&str]) -> String {
        static WORDS: LazyLock<Catalogue> = LazyLock::new(Catalogue::english);
        WORDS.text(key, args)
    }
}

/// The English words, with the questions for them counted: in a browser each is a call out of Wasm.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) asked: Cell<usize>,
}

impl Messages for Words {
    fn text(&self, key: &str, args: &[&str]) -> String {
        self.asked.set(self.asked.get() + 1);
        English.text(key, args)
    }
}

/// Two zones that put their clocks forward and back each year, and UTC. Questions are counted.
#[derive(Debug, Default)]
pub(crate) struct Clocks {
    pub(crate) asked: Cell<usize>,
}

/// The furthest moment a browser's clocks know, on both sides of 1970.
const FURTHEST_MILLIS: i64 = 8_640_000_000_000_000;
const DAY_MILLIS: i64 = 86_400_000;

impl Zones for Clocks {
    fn offset_seconds(&self, zone: &ZoneName, at: UtcMillis) -> Result<i32, ZoneError> {
        self.asked.set(self.asked.get() + 1);
        if !(-FURTHEST_MILLIS..=FURTHEST_MILLIS).contains(&at.0) {
            return Err(ZoneError::OutOfRange);
        }
        // Years of equal length are enough to have a gap and a fold in each.
        let summer = (90..300).contains(&at.0.div_euclid(DAY_MILLIS).rem_euclid(365));
        match zone.as_str() {
            "UTC" => Ok(0),
            "Europe/Berlin" => Ok(3_600 + 3_600 * i32::from(summer)),
            "America/New_York" => Ok(-18_000 + 3_600 * i32::from(summer)),
            _ => Err(ZoneError::UnknownZone),
        }
    }
}

/// What a [`Context`] borrows.
#[derive(Debug)]
pub(crate) struct Surroundings {
    pub(crate) clocks: Clocks,
    pub(crate) words: Words,
    mine: ZoneName,
    theirs: ZoneName,
    week: WorkingWeek,
}

impl Surroundings {
    pub(crate) fn new() -> Self {
        let zone = |name| ZoneName::new(name).unwrap();
        Self {
            clocks: Clocks::default(),
            words: Words::default(),
            mine: zone("Europe/Berlin"),
            theirs: zone("America/New_York"),
            week: WorkingWeek::default_in(zone("America/New_York")),
        }
    }

    pub(crate) fn context(&self) -> Context<'_> {
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
            zones: &self.clocks,
            messages: &self.words,
        }
    }
}
