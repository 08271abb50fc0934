//! Changing many notes at once.

use crate::Failure;
use baton_notes::NoteId;
use serde::{Deserialize, Serialize};

/// The most notes one request changes; more are changed by several.
pub const MAX_MANY: usize = 200;

/// What became of a change of many notes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManyChanged {
    /// The notes that were changed.
    pub changed: Vec<NoteId>,
    /// Those that were as they should be already: undoing the change is not to touch them.
    #[serde(default)]
    pub already: Vec<NoteId>,
    /// Why the others are not.
    pub refused: Vec<Refusal>,
}

/// Why some notes could not be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Why.
    pub why: Failure,
    /// How many of them.
    pub count: u32,
}

impl ManyChanged {
    /// Counts one more note that could not be changed.
    pub fn refuse(&mut self, why: Failure, count: u32) {
        match self.refused.iter_mut().find(|known| known.why == why) {
            Some(known) => known.count = known.count.saturating_add(count),
            None => self.refused.push(Refusal { why, count }),
        }
    }

    /// Takes in what became of more of them.
    pub fn add(&mut self, more: Self) {
        self.changed.extend(more.changed);
        self.already.extend(more.already);
        for Refusal { why, count } in more.refused {
            self.refuse(why, count);
        }
    }
}
