//! What is put into the index.

use baton_worktime::UtcMillis;

/// A document: a note as the index sees it.
///
/// The texts are taken apart and not kept: what is shown comes from the note itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its id, 1 to [`MAX_ID_BYTES`](crate::MAX_ID_BYTES) bytes. A document put in later under the
    /// same id replaces this one. The hyphenated lower-case form of a UUID takes the least room.
    pub id: String,
    /// When it was last written. Of two documents that fit a query alike the later one comes first.
    /// Kept to the second, from 1970 to the year 2106.
    pub moment: UtcMillis,
    /// Its texts, each in its field; a field may come several times.
    pub texts: Vec<(Field, String)>,
    /// What filters look at, such as `tag:`; a fact may come several times. Facts are not texts: a
    /// tag that a plain word should find too stands in both lists.
    pub facts: Vec<(Fact, String)>,
}

/// Where in a note a text stands. It decides how much a word there weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The line the note goes by.
    Title,
    /// Somebody concerned.
    Person,
    /// A tag.
    Tag,
    /// Where it stands, in words.
    State,
    /// The brief and everything else that was written.
    Body,
    /// A comment or feedback.
    Comment,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 6] = [
        Self::Title,
        Self::Person,
        Self::Tag,
        Self::State,
        Self::Body,
        Self::Comment,
    ];

    /// How many words of a body one word here is worth.
    #[must_use]
    pub const fn weight(self) -> u32 {
        match self {
            Self::Title => 5,
            Self::Person | Self::Tag => 3,
            Self::State | Self::Body | Self::Comment => 1,
        }
    }

    /// The field's name, as in `body`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Person => "person",
            Self::Tag => "tag",
            Self::State => "state",
            Self::Body => "body",
            Self::Comment => "comment",
        }
    }
}

/// What a filter looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// `person:`: who is concerned.
    Person,
    /// `tag:`.
    Tag,
    /// `state:`: where the note stands.
    State,
    /// `template:`: what its brief was written in.
    Template,
    /// `provider:`: the scheduling system.
    Provider,
    /// `verdict:`.
    Verdict,
}

impl Fact {
    /// Every fact.
    pub const ALL: [Self; 6] = [
        Self::Person,
        Self::Tag,
        Self::State,
        Self::Template,
        Self::Provider,
        Self::Verdict,
    ];

    /// The filter's name, without the colon.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Tag => "tag",
            Self::State => "state",
            Self::Template => "template",
            Self::Provider => "provider",
            Self::Verdict => "verdict",
        }
    }

    /// The byte its words begin with in a dictionary. Stored: a number is never given anew.
    pub(crate) const fn byte(self) -> u8 {
        match self {
            Self::Person => 1,
            Self::Tag => 2,
            Self::State => 3,
            Self::Template => 4,
            Self::Provider => 5,
            Self::Verdict => 6,
        }
    }
}

/// A moment to the second, as it is kept.
pub(crate) fn second(moment: UtcMillis) -> u32 {
    u32::try_from(moment.0.div_euclid(1_000).max(0)).unwrap_or(u32::MAX)
}
