//! What a variable holds and a filter makes.

use baton_brief::{Context, moment_text};
use baton_worktime::{LocalTime, UtcMillis, to_local};
use std::borrow::Cow;

/// The kind of a value, known before anything is drafted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// Text, empty when it is not known.
    Text,
    /// Entries.
    List,
    /// A moment, or nothing.
    Moment,
    /// A whole number, or nothing.
    Number,
}

impl ValueKind {
    /// The key of its name.
    #[must_use]
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::Text => "template_kind_text",
            Self::List => "template_kind_list",
            Self::Moment => "template_kind_moment",
            Self::Number => "template_kind_number",
        }
    }
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    Text(Cow<'a, str>),
    List(Vec<Cow<'a, str>>),
    Moment(Option<Moment>),
    Number(Option<u32>),
}

/// A moment, and how it is written when nobody says how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) at: UtcMillis,
    /// As its date on the writer's clocks, instead of with time and zones.
    pub(crate) as_date: bool,
}

impl<'a> Value<'a> {
    pub(crate) const fn nothing() -> Self {
        Self::Text(Cow::Borrowed(""))
    }

    /// The value as text: a list one entry a line, a moment as in a brief.
    pub(crate) fn written(self, context: &Context) -> Cow<'a, str> {
        match self {
            Self::Text(text) => text,
            Self::List(entries) => Cow::Owned(entries.join("\n")),
            Self::Number(number) => Cow::Owned(number.map_or_else(String::new, |n| n.to_string())),
            Self::Moment(None) => Cow::Borrowed(""),
            Self::Moment(Some(Moment { at, as_date: true })) => {
                Cow::Owned(on_my_clocks(at, context).date().to_string())
            }
            Self::Moment(Some(Moment { at, as_date: false })) => {
                Cow::Owned(moment_text(at, context))
            }
        }
    }
}

/// What the writer's clocks show at `at`; those of UTC when the host does not know their zone.
pub(crate) fn on_my_clocks(at: UtcMillis, context: &Context) -> LocalTime {
    to_local(context.zones, context.my_zone, at)
        .unwrap_or_else(|_| LocalTime::from_clock_millis(at.0))
}
