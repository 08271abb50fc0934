//! What a hint is: the check, the place, the reason and the fix.

use super::fix::Fix;
use baton_locale::Messages;
use std::ops::Range;

/// What is looked at. The order is that of hints at the same place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// It says what is wanted, and for a meeting what is true afterwards.
    Purpose,
    /// One ask, not several in one line.
    OneAsk,
    /// It can be answered with yes or no, a number or a pick.
    Answerable,
    /// There is a date to answer by, and it lies ahead.
    NeededBy,
    /// That date falls in the receiver's working hours.
    ReplyHours,
    /// A decision says what happens on silence.
    Silence,
    /// Somebody owns the next step.
    Owner,
    /// What is said to be attached or linked is there.
    Links,
    /// Clock times have a zone, weekdays a date.
    Zone,
    /// No "ASAP", "EOD" or "tomorrow" that is left unexplained.
    VagueTime,
    /// Points to answer stand in a numbered list.
    Numbered,
    /// A brief sent outside the receiver's hours says that it can wait.
    SendHours,
    /// It fits on one screen.
    Length,
}

impl Check {
    /// Every check.
    pub const ALL: [Self; 13] = [
        Self::Purpose,
        Self::OneAsk,
        Self::Answerable,
        Self::NeededBy,
        Self::ReplyHours,
        Self::Silence,
        Self::Owner,
        Self::Links,
        Self::Zone,
        Self::VagueTime,
        Self::Numbered,
        Self::SendHours,
        Self::Length,
    ];

    /// Its id, which stays the same for good.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Purpose => "purpose",
            Self::OneAsk => "one_ask",
            Self::Answerable => "answerable",
            Self::NeededBy => "needed_by",
            Self::ReplyHours => "reply_hours",
            Self::Silence => "silence",
            Self::Owner => "owner",
            Self::Links => "links",
            Self::Zone => "zone",
            Self::VagueTime => "vague_time",
            Self::Numbered => "numbered",
            Self::SendHours => "send_hours",
            Self::Length => "length",
        }
    }
}

/// Where in the form a hint belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The field's id: `ask`, `needed_by`, `if_no_reply`, `owner` or `links` of the head, or that
    /// of a field of the template.
    pub field: String,
    /// The entry of a list, from 0.
    pub entry: Option<usize>,
    /// The words meant, in Unicode characters (scalar values) from the start of the field's or
    /// entry's text.
    pub range: Option<Range<usize>>,
    /// The name people know the field by.
    pub label: String,
}

/// A sentence to come: its key and what is placed in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) key: &'static str,
    pub(super) args: Vec<String>,
}

impl Phrase {
    pub(super) fn new<const N: usize>(key: &'static str, args: [String; N]) -> Self {
        Self {
            key,
            args: args.into(),
        }
    }
}

/// Something about a brief that would make it easier to answer. Never a reason not to send it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The check that gave it.
    pub check: Check,
    /// Where it belongs.
    pub place: Place,
    /// What would take care of it, where Baton can.
    pub fix: Option<Fix>,
    pub(super) reason: Phrase,
}

impl Hint {
    /// The sentence for the person: the place, and why.
    #[must_use]
    pub fn reason(&self, messages: &dyn Messages) -> String {
        let mut args = vec![self.place.label.as_str()];
        args.extend(self.reason.args.iter().map(String::as_str));
        messages.text(self.reason.key, &args)
    }
}
