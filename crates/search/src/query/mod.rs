//! What a person asks for.

mod date;
mod parse;

use crate::document::Fact;
use crate::limits::MIN_TYPO_CHARS;
use crate::rank::Order;
use crate::typo::Nearly;
use crate::words::Kind;
use baton_worktime::{ZoneName, Zones};
use date::Day;

/// A query as it was understood.
///
/// | typed | finds notes |
/// | --- | --- |
/// | `quarter plan` | with both words; the last word typed may go on (`pla`) |
/// | `"quarter plan"`, `follow-up` | with these words side by side |
/// | `-draft`, `-tag:old` | without it |
/// | `person:alex` | with this word in the name of somebody concerned; likewise `tag:`, `state:`, `template:`, `provider:` and `verdict:` |
/// | `tag:follow-up`, `person:"alex ex` | with these words side by side in it; the last word typed may go on |
/// | `person:"alex example"` | with exactly this name |
/// | `after:2026-03`, `before:2026-03-15` | written from the first moment of this day, month or year on, or before it |
///
/// Everything can be typed: what is not understood is an ordinary word, and signs that stand for
/// nothing are left out. A query of which nothing is left finds every note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pub(crate) order: Order,
    pub(crate) groups: Vec<Group>,
    /// The first day that counts.
    pub(crate) from: Option<Day>,
    /// The first day that counts no more.
    pub(crate) until: Option<Day>,
}

/// Words that belong together: one word, a phrase, or the value of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    /// Notes with it are left out.
    pub is_negated: bool,
    pub scope: Scope,
    /// At least one.
    pub words: Vec<QueryWord>,
}

/// Where the words of a group are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Text,
    Fact(Fact),
}

/// A word that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QueryWord {
    /// The folded word.
    pub text: String,
    /// How many words it stands behind the first of its group.
    pub offset: u32,
    pub kind: Kind,
    /// Whether it may go on: it was not typed to its end, or it is one character of a script
    /// without spaces.
    pub is_open: bool,
}

impl Query {
    /// The same query, with its hits in this order.
    #[must_use]
    pub const fn in_order(mut self, order: Order) -> Self {
        self.order = order;
        self
    }

    /// The same query, with its dates as days in this zone. Before, or where the zone is not known, they
    /// are days of universal time.
    #[must_use]
    pub fn in_zone(mut self, zones: &dyn Zones, zone: &ZoneName) -> Self {
        for day in [&mut self.from, &mut self.until].into_iter().flatten() {
            *day = day.in_zone(zones, zone);
        }
        self
    }

    /// Whether it finds every note.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.from.is_none() && self.until.is_none()
    }

    /// Whether the index alone cannot say for certain which notes fit: it leaves out most notes in
    /// which the words of a phrase are not side by side, but not all. Then the caller asks
    /// [`Query::holds_in`] about each note before it is shown.
    #[must_use]
    pub fn wants_proof(&self) -> bool {
        self.groups.iter().any(Group::wants_proof)
    }

    /// Whether a word in it can be forgiven a typo.
    pub(crate) fn can_forgive(&self) -> bool {
        let mut words = self.groups.iter().filter_map(Group::forgivable);
        words.next().is_some()
    }
}

impl Group {
    pub(crate) const fn wants_proof(&self) -> bool {
        matches!(self.scope, Scope::Text) && self.words.len() > 1
    }

    /// The word that may have a typo in it: one that stands by itself, of letters only.
    pub(crate) fn forgivable(&self) -> Option<&QueryWord> {
        match (self.is_negated, self.scope, self.words.as_slice()) {
            (false, Scope::Text, [word]) if word.is_forgivable() => Some(word),
            _ => None,
        }
    }
}

impl QueryWord {
    fn is_forgivable(&self) -> bool {
        // A number with another digit is another number.
        self.kind == Kind::Letters
            && self.text.chars().count() >= MIN_TYPO_CHARS
            && !self.text.chars().any(char::is_numeric)
    }

    /// Whether it is one character of a script without spaces.
    pub(crate) const fn is_single(&self) -> bool {
        matches!(self.kind, Kind::Single { .. })
    }

    pub(crate) fn nearly(&self) -> Nearly {
        Nearly::new(&self.text)
    }

    /// Whether a word of a text is this one.
    pub(crate) fn is(&self, word: &str) -> bool {
        match self.is_open {
            true => word.starts_with(&self.text),
            false => word == self.text,
        }
    }
}
