//! The settings, schema 1.

use crate::person::{Person, find};
use baton_brief::ResponseWindows;
use baton_gate::Thresholds;
use baton_worktime::{WorkingWeek, ZoneName};
use serde::{Deserialize, Serialize};

/// What a person has set. Whatever was not set stands at its default.
///
/// Stored (see [`crate::encode`]). A new field is a new schema: an older Baton would lose it, so it
/// leaves settings of a newer schema alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Counts the writes; 0 before the first. Whoever writes says which one they had read.
    pub revision: u64,
    /// The person's own name, as the texts for their calendar, and their steps and comments on notes,
    /// are signed; may be empty.
    pub name: String,
    /// The person's own week. Until it is set: Monday to Friday, 9 to 17, on this browser's clocks.
    pub week: Option<WorkingWeek>,
    /// The numbers in the gate's rules.
    pub thresholds: Thresholds,
    /// How long an answer may take, in working days.
    pub windows: ResponseWindows,
    /// People and teams, in the order they are listed.
    pub people: Vec<Person>,
}

impl Settings {
    /// The person's own week, on the clocks of `browser_zone` until they set another.
    #[must_use]
    pub fn own_week(&self, browser_zone: &ZoneName) -> WorkingWeek {
        self.week
            .clone()
            .unwrap_or_else(|| WorkingWeek::default_in(browser_zone.clone()))
    }

    /// Whose booking page this is, if they are known: by its address, else by the name on it.
    #[must_use]
    pub fn receiver(&self, target: &str, name: Option<&str>) -> Option<&Person> {
        find(&self.people, target, name)
    }
}
