//! What a template may name.

use super::value::ValueKind;

/// A variable. These are all there are: a template can read nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Variable {
    /// The person or team to be met.
    Person,
    /// The first word of their name.
    FirstName,
    /// The event type's name.
    Event,
    /// The length of the meeting in minutes.
    Minutes,
    /// The slot that was chosen on the page.
    Slot,
    /// The address of the booking page.
    Url,
    /// Its host.
    Host,
    /// The scheduling system's name.
    Provider,
    /// The purpose by its id, such as `decide`; what conditions compare.
    Purpose,
    /// The purpose in words, as on its chip.
    PurposeName,
    /// "It is done when …".
    DoneWhen,
    /// The points to cover.
    Points,
    /// What was already written or tried.
    Tried,
    /// Who does what afterwards.
    FollowUp,
    /// Where the result is written down.
    WrittenWhere,
    /// Today's date on the writer's clocks.
    Today,
    /// Today's weekday on the writer's clocks, in words.
    Weekday,
    /// The moment.
    Now,
    /// The writer's time zone.
    MyZone,
    /// The receiver's time zone, if known.
    TheirZone,
    /// The moment by which an answer is needed: as answered, else the end of the response window.
    RespondBy,
}

impl Variable {
    /// Every variable, in the order they are offered.
    pub const ALL: [Self; 21] = [
        Self::Person,
        Self::FirstName,
        Self::Event,
        Self::Minutes,
        Self::Slot,
        Self::Url,
        Self::Host,
        Self::Provider,
        Self::Purpose,
        Self::PurposeName,
        Self::DoneWhen,
        Self::Points,
        Self::Tried,
        Self::FollowUp,
        Self::WrittenWhere,
        Self::Today,
        Self::Weekday,
        Self::Now,
        Self::MyZone,
        Self::TheirZone,
        Self::RespondBy,
    ];

    /// Its name in a template.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::FirstName => "first_name",
            Self::Event => "event",
            Self::Minutes => "minutes",
            Self::Slot => "slot",
            Self::Url => "url",
            Self::Host => "host",
            Self::Provider => "provider",
            Self::Purpose => "purpose",
            Self::PurposeName => "purpose_name",
            Self::DoneWhen => "done_when",
            Self::Points => "points",
            Self::Tried => "tried",
            Self::FollowUp => "follow_up",
            Self::WrittenWhere => "written_where",
            Self::Today => "today",
            Self::Weekday => "weekday",
            Self::Now => "now",
            Self::MyZone => "my_zone",
            Self::TheirZone => "their_zone",
            Self::RespondBy => "respond_by",
        }
    }

    /// The variable of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|variable| variable.name() == name)
    }

    /// The kind of what it holds.
    #[must_use]
    pub const fn kind(self) -> ValueKind {
        match self {
            Self::Minutes => ValueKind::Number,
            Self::Points => ValueKind::List,
            Self::Slot | Self::Today | Self::Now | Self::RespondBy => ValueKind::Moment,
            _ => ValueKind::Text,
        }
    }

    /// The key of the line that says what it holds.
    #[must_use]
    pub fn hint_key(self) -> String {
        format!("template_variable_{}", self.name())
    }
}
