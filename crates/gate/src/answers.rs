//! What a person answered, so far.

use baton_worktime::UtcMillis;
use serde::{Deserialize, Serialize};

/// Question 1: what should be true afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Something is to be decided.
    Decide,
    /// One question needs its answer.
    Answer,
    /// Others are to be told something, or where things stand.
    Inform,
    /// Somebody's view on a piece of work is wanted.
    Review,
    /// A problem is to be solved together.
    Solve,
    /// Ideas are to be collected.
    Ideas,
    /// People are to get to know each other.
    Acquaint,
    /// A sensitive or personal matter, a conflict.
    Sensitive,
    /// Something is on fire.
    Incident,
    /// Something is to be shown.
    Demo,
}

impl Purpose {
    /// Every purpose, in the order the chips stand.
    pub const ALL: [Self; 10] = [
        Self::Decide,
        Self::Answer,
        Self::Inform,
        Self::Review,
        Self::Solve,
        Self::Ideas,
        Self::Acquaint,
        Self::Sensitive,
        Self::Incident,
        Self::Demo,
    ];

    /// The key of the chip's label.
    #[must_use]
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::Decide => "gate_purpose_decide",
            Self::Answer => "gate_purpose_answer",
            Self::Inform => "gate_purpose_inform",
            Self::Review => "gate_purpose_review",
            Self::Solve => "gate_purpose_solve",
            Self::Ideas => "gate_purpose_ideas",
            Self::Acquaint => "gate_purpose_acquaint",
            Self::Sensitive => "gate_purpose_sensitive",
            Self::Incident => "gate_purpose_incident",
            Self::Demo => "gate_purpose_demo",
        }
    }
}

/// How many people besides the writer must contribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contributors {
    /// Nobody else.
    None,
    /// One other person.
    One,
    /// Two or more others.
    Several,
}

impl Contributors {
    /// Every answer, in the order the chips stand.
    pub const ALL: [Self; 3] = [Self::None, Self::One, Self::Several];

    /// The key of the chip's label.
    #[must_use]
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::None => "gate_contributors_none",
            Self::One => "gate_contributors_one",
            Self::Several => "gate_contributors_several",
        }
    }
}

/// How often the matter has gone back and forth in writing without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounds {
    /// Not yet.
    Zero,
    /// Once.
    One,
    /// Twice.
    Two,
    /// Three times or more.
    ThreeOrMore,
}

impl Rounds {
    /// Every answer, in the order the chips stand.
    pub const ALL: [Self; 4] = [Self::Zero, Self::One, Self::Two, Self::ThreeOrMore];

    /// The answer after so many rounds; none where nothing was written yet.
    #[must_use]
    pub const fn after(rounds: usize) -> Option<Self> {
        match rounds {
            0 => None,
            1 => Some(Self::One),
            2 => Some(Self::Two),
            _ => Some(Self::ThreeOrMore),
        }
    }

    /// How many rounds there were at least, 0 to 3.
    #[must_use]
    pub const fn at_least(self) -> u8 {
        match self {
            Self::Zero => 0,
            Self::One => 1,
            Self::Two => 2,
            Self::ThreeOrMore => 3,
        }
    }

    /// The key of the chip's label.
    #[must_use]
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::Zero => "gate_rounds_zero",
            Self::One => "gate_rounds_one",
            Self::Two => "gate_rounds_two",
            Self::ThreeOrMore => "gate_rounds_three_or_more",
        }
    }
}

/// The answers given so far. Everything is optional: an unanswered question stays `None` or empty.
///
/// Stored inside notes (schema 1): a field may be added with a default, never renamed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// Question 3: who besides the writer must contribute.
    pub contributors: Option<Contributors>,
    /// Question 2: "it is done when …".
    pub done_when: String,
    /// Question 4: who does what afterwards.
    pub follow_up: String,
    /// Whether the other side asked for the meeting (they sent the link).
    pub invited: Option<bool>,
    /// Question 2: how long it would take together, in minutes; the page's own length unless the
    /// person says otherwise.
    pub minutes: Option<u16>,
    /// Question 2: the moment by which it is needed.
    pub needed_by: Option<UtcMillis>,
    /// Question 3: the points to cover, one an entry.
    pub points: Vec<String>,
    /// Question 1: the purpose.
    pub purpose: Option<Purpose>,
    /// Question 5: rounds so far.
    pub rounds: Option<Rounds>,
    /// Question 5: must people react to each other within the same minute?
    pub same_minute: Option<bool>,
    /// Question 3: what was already written or tried.
    pub tried: String,
    /// Question 4: where the result is written down.
    pub written_where: String,
}
