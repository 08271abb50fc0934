//! Where a note stands and how it got there.

use baton_worktime::UtcMillis;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Where a note stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Being answered or written.
    Draft,
    /// The brief left Baton.
    Sent,
    /// The meeting was booked, with or without the brief.
    Booked,
    /// The other side has seen it.
    Acknowledged,
    /// The other side has answered.
    Answered,
    /// It is decided.
    Decided,
    /// It was settled in a meeting.
    Met,
    /// It was dropped.
    Dropped,
}

impl State {
    /// Every state, in the order of a note's life.
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::Sent,
        Self::Booked,
        Self::Acknowledged,
        Self::Answered,
        Self::Decided,
        Self::Met,
        Self::Dropped,
    ];

    /// The name it is stored and exported under.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Booked => "booked",
            Self::Acknowledged => "acknowledged",
            Self::Answered => "answered",
            Self::Decided => "decided",
            Self::Met => "met",
            Self::Dropped => "dropped",
        }
    }

    /// The states that may follow this one: the whole lifecycle in one table.
    ///
    /// It runs forward. The steps back are those people really take: a booked matter is settled
    /// in writing after all, an answer leads to another round, a dropped matter is taken up again,
    /// and how it ended is corrected later. A matter that ended and comes up anew is a new note
    /// that follows this one; nothing becomes a draft again.
    #[must_use]
    pub const fn next(self) -> &'static [Self] {
        use State::{Acknowledged, Answered, Booked, Decided, Dropped, Met, Sent};
        match self {
            Self::Draft => &[Sent, Booked, Decided, Met, Dropped],
            Self::Sent => &[Booked, Acknowledged, Answered, Decided, Met, Dropped],
            Self::Booked => &[Sent, Acknowledged, Answered, Decided, Met, Dropped],
            Self::Acknowledged => &[Booked, Answered, Decided, Met, Dropped],
            Self::Answered => &[Sent, Booked, Decided, Met, Dropped],
            Self::Decided => &[Met, Dropped],
            Self::Met => &[Decided, Dropped],
            Self::Dropped => &[Sent, Booked, Decided, Met],
        }
    }

    /// Whether `to` may follow this state.
    #[must_use]
    pub fn leads_to(self, to: Self) -> bool {
        self.next().contains(&to)
    }
}

/// Where a step came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The prompt in a page.
    Prompt,
    /// The toolbar popup.
    Popup,
    /// The notes page.
    Notes,
    /// The context menu.
    ContextMenu,
    /// A reminder that was answered.
    Reminder,
    /// A booking page that confirmed the booking.
    Confirmation,
    /// A file that was imported.
    Import,
}

/// One step of a note's life.
///
/// Part of schema 1: a new field here is a new schema (see `migrate.rs`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// When.
    pub at: UtcMillis,
    /// Who, where it is known; `None` is the person at this browser.
    #[serde(default)]
    pub by: Option<String>,
    /// From where.
    pub from: Origin,
    /// The state reached.
    pub state: State,
}

/// Why a step cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransitionError {
    /// The lifecycle has no such step.
    NoSuchStep {
        /// Where the note stands.
        from: State,
        /// Where it was to go.
        to: State,
    },
    /// The note is deleted; it must be restored first.
    Deleted,
}

impl fmt::Display for TransitionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchStep { from, to } => {
                write!(
                    f,
                    "a note cannot go from {} to {}",
                    from.as_str(),
                    to.as_str()
                )
            }
            Self::Deleted => f.write_str("the note is deleted; it must be restored first"),
        }
    }
}

impl std::error::Error for TransitionError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_state_is_its_stored_name() {
        for state in State::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
    }

    #[test]
    fn nothing_becomes_a_draft_again_and_no_state_follows_itself() {
        for state in State::ALL {
            assert!(!state.leads_to(State::Draft), "{state:?}");
            assert!(!state.leads_to(state), "{state:?}");
        }
    }

    #[test]
    fn every_state_but_the_draft_can_be_reached_and_every_one_can_end() {
        for state in State::ALL {
            let reached = State::ALL.iter().any(|from| from.leads_to(state));
            assert_eq!(reached, state != State::Draft, "{state:?}");
            let ends = [State::Decided, State::Met, State::Dropped];
            assert!(ends.iter().any(|end| state.leads_to(*end)), "{state:?}");
        }
    }
}
