//! How much the settings may hold. Nothing is cut: what is over a bound is refused, by name.

use crate::person::Person;
use crate::record::{MAX_RECORD_BYTES, encode};
use crate::settings::Settings;
use std::collections::BTreeSet;
use std::fmt;

/// The most people and teams.
pub const MAX_PEOPLE: usize = 1_000;
/// The longest name, mail address or booking page's address, in Unicode characters.
pub const MAX_NAME_CHARS: usize = 320;
/// The most other names of a person.
pub const MAX_OTHER_NAMES: usize = 20;
/// The most booking pages of a person.
pub const MAX_PAGES: usize = 20;
/// The most working days or rounds a threshold may ask for, and the longest meeting in minutes.
/// More is no threshold at all; the options page has a narrower range for each and brings what it
/// reads into it, so that settings which were kept before are not lost.
const MAX_THRESHOLD: u32 = 10_000;
/// Room for the revision to grow in, which is counted up after the check.
const REVISION_BYTES: usize = 20;

/// What is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// [`MAX_PEOPLE`].
    People,
    /// [`MAX_NAME_CHARS`].
    NameChars,
    /// [`MAX_OTHER_NAMES`].
    OtherNames,
    /// [`MAX_PAGES`].
    Pages,
    /// A threshold is at most 10,000.
    Threshold,
    /// A response window is at most [`baton_brief::MAX_WINDOW_DAYS`].
    Window,
    /// The record is at most [`MAX_RECORD_BYTES`], whatever the other bounds let pass.
    Bytes,
}

/// Why settings are refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Something is over a bound; for a person, whose.
    Over {
        /// Which bound.
        bound: Bound,
        /// The person's name; empty when it is not about a person.
        person: String,
    },
    /// A person has no name.
    Nameless,
    /// Two people have the same id.
    SameId {
        /// The name of the second.
        person: String,
    },
    /// A mail address has no `@`, or white space in it.
    NoMailAddress {
        /// The person's name.
        person: String,
    },
}

impl Fault {
    /// The key of the sentence that says what is wrong and what to do; its argument is
    /// [`Self::person`].
    #[must_use]
    pub const fn text_key(&self) -> &'static str {
        match self {
            Self::Over { bound, .. } => match bound {
                Bound::People => "settings_fault_people",
                Bound::NameChars => "settings_fault_name_chars",
                Bound::OtherNames => "settings_fault_other_names",
                Bound::Pages => "settings_fault_pages",
                Bound::Threshold => "settings_fault_threshold",
                Bound::Window => "settings_fault_window",
                Bound::Bytes => "settings_fault_bytes",
            },
            Self::Nameless => "settings_fault_nameless",
            Self::SameId { .. } => "settings_fault_same_id",
            Self::NoMailAddress { .. } => "settings_fault_mail",
        }
    }

    /// Whom it is about; empty when nobody.
    #[must_use]
    pub fn person(&self) -> &str {
        match self {
            Self::Over { person, .. }
            | Self::SameId { person }
            | Self::NoMailAddress { person } => person,
            Self::Nameless => "",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.text_key(), self.person())
    }
}

impl std::error::Error for Fault {}

impl Settings {
    /// Whether the settings keep every bound.
    ///
    /// # Errors
    /// The first [`Fault`], people in their order; the size of all together comes last.
    pub fn check(&self) -> Result<(), Fault> {
        let over = |bound| Fault::Over {
            bound,
            person: String::new(),
        };
        if self.name.chars().count() > MAX_NAME_CHARS {
            return Err(over(Bound::NameChars));
        }
        let thresholds = &self.thresholds;
        let numbers = [
            thresholds.reply_lead_minutes,
            thresholds.call_minutes.into(),
            thresholds.rounds_before_meeting.into(),
            thresholds.decide_working_days.into(),
            thresholds.live_minutes.into(),
        ];
        if numbers.iter().any(|number| *number > MAX_THRESHOLD) {
            return Err(over(Bound::Threshold));
        }
        if self.windows.bounded().is_err() {
            return Err(over(Bound::Window));
        }
        if self.people.len() > MAX_PEOPLE {
            return Err(over(Bound::People));
        }
        let mut ids = BTreeSet::new();
        for person in &self.people {
            check_person(person)?;
            if !ids.insert(&person.id) {
                return Err(Fault::SameId {
                    person: person.name.clone(),
                });
            }
        }
        // A record over its limit would be written, and could not be read again.
        if encode(self).len() > MAX_RECORD_BYTES - REVISION_BYTES {
            return Err(over(Bound::Bytes));
        }
        Ok(())
    }
}

fn check_person(person: &Person) -> Result<(), Fault> {
    let over = |bound| Fault::Over {
        bound,
        person: person.name.chars().take(MAX_NAME_CHARS).collect(),
    };
    if person.name.trim().is_empty() {
        return Err(Fault::Nameless);
    }
    if person.also.len() > MAX_OTHER_NAMES {
        return Err(over(Bound::OtherNames));
    }
    if person.pages.len() > MAX_PAGES {
        return Err(over(Bound::Pages));
    }
    let texts = [&person.name, &person.mail];
    let mut texts = texts.into_iter().chain(&person.also).chain(&person.pages);
    if texts.any(|text| text.chars().count() > MAX_NAME_CHARS) {
        return Err(over(Bound::NameChars));
    }
    let mail = person.mail.trim();
    if !mail.is_empty() && (!mail.contains('@') || mail.contains(char::is_whitespace)) {
        return Err(Fault::NoMailAddress {
            person: person.name.clone(),
        });
    }
    Ok(())
}
