//! What is kept: one record, schema 1.

use crate::change::Refusal;
use crate::hours::Hours;
use baton_json::field;
use baton_worktime::{CivilDate, UtcMillis};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt;

/// The schema this code writes. A record of a newer schema is left alone.
pub const SCHEMA: u32 = 1;

/// Sites with a manner of their own.
pub(crate) const MAX_SITES: usize = 5_000;
/// Pauses that hold at the same time.
pub(crate) const MAX_PAUSES: usize = 1_000;
/// Skips that are remembered.
pub(crate) const MAX_SKIPS: usize = 200;
/// The name of a site or a person, in bytes.
pub(crate) const MAX_NAME_BYTES: usize = 1_000;
/// A record longer than this, in bytes, is not looked at: every list full of the longest names.
const MAX_RECORD_BYTES: usize = 8_000_000;

/// How insistently Baton asks, from not at all.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// It does not.
    Never,
    /// By a small sign in a corner, which opens when it is pressed.
    Quiet,
    /// By a card in a corner, beside the page.
    #[default]
    Nudge,
    /// By a card in front of the page, which is dimmed until it is answered.
    Pause,
    /// Before the page is loaded.
    Strict,
}

impl Manner {
    /// Every manner, the quietest first.
    pub const ALL: [Self; 5] = [
        Self::Never,
        Self::Quiet,
        Self::Nudge,
        Self::Pause,
        Self::Strict,
    ];

    /// The name it is stored under.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Quiet => "quiet",
            Self::Nudge => "nudge",
            Self::Pause => "pause",
            Self::Strict => "strict",
        }
    }

    /// The next quieter one; `None` where only silence is left, which nobody is talked into.
    #[must_use]
    pub const fn quieter(self) -> Option<Self> {
        match self {
            Self::Strict => Some(Self::Pause),
            Self::Pause => Some(Self::Nudge),
            Self::Nudge => Some(Self::Quiet),
            Self::Quiet | Self::Never => None,
        }
    }
}

/// How Baton asks on one site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteManner {
    /// A scheduling system's id, such as `calendly`, or the host of somebody's own page.
    pub site: String,
    /// How.
    pub manner: Manner,
}

/// What a pause is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// Every booking page.
    Everything,
    /// A site, as [`SiteManner::site`].
    Site(String),
    /// A person or team, by the name on their booking page.
    Person(String),
}

/// Where Baton does not ask for a while, or until it is told to again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// About what.
    pub about: About,
    /// The last day of it, on the person's own calendar; `None` holds until it is taken back.
    pub until: Option<CivilDate>,
}

/// A prompt that was closed with *Not now*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skip {
    /// When.
    pub at: UtcMillis,
    /// On which day of the person's own calendar.
    pub day: CivilDate,
    /// Where.
    pub site: String,
}

/// What a person has set, and what they skipped. The default asks everywhere, by a card in a corner.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Asking {
    /// How Baton asks where nothing else is set.
    pub elsewhere: Manner,
    /// Sites with a manner of their own, in the order in which they were set; each once.
    pub sites: Vec<SiteManner>,
    /// Where Baton does not ask, in the order in which it was told.
    pub pauses: Vec<Pause>,
    /// When it asks; `None` is always.
    pub hours: Option<Hours>,
    /// How many skips a day the person allows themselves; `None` counts none.
    pub skips_a_day: Option<u8>,
    /// The last skips, the oldest first.
    pub skips: Vec<Skip>,
    /// Sites on which the person does not want a quieter manner offered again, and since when.
    pub declined: Vec<Skip>,
}

/// Why a record is not what is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordFault {
    /// A newer Baton wrote it; leave it alone.
    Newer {
        /// The schema it was written in.
        schema: u32,
    },
    /// It cannot be read.
    Damaged,
}

impl fmt::Display for RecordFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer { schema } => write!(f, "a record of the newer schema {schema}"),
            Self::Damaged => f.write_str("a damaged record"),
        }
    }
}

impl std::error::Error for RecordFault {}

#[derive(Serialize)]
struct Written<'a> {
    schema: u32,
    asking: &'a Asking,
}

impl Asking {
    /// The record, as one line of JSON.
    #[must_use]
    #[allow(
        clippy::expect_used,
        reason = "fails only for keys that are not text, which it lacks"
    )]
    pub fn encode(&self) -> String {
        let written = Written {
            schema: SCHEMA,
            asking: self,
        };
        serde_json::to_string(&written).expect("it is JSON")
    }

    /// Reads a record.
    ///
    /// # Errors
    /// [`RecordFault`]; keep such a record as it is.
    pub fn decode(record: &str) -> Result<Self, RecordFault> {
        let damaged = |_: serde_json::Error| RecordFault::Damaged;
        if record.len() > MAX_RECORD_BYTES {
            return Err(RecordFault::Damaged);
        }
        let value: Value = serde_json::from_str(record).map_err(damaged)?;
        // The head first: of a newer record nothing else is read, so that nothing in it can fail.
        let schema: u32 = field(&value, "schema").map_err(damaged)?;
        if schema > SCHEMA {
            return Err(RecordFault::Newer { schema });
        }
        let asking: Self = field(&value, "asking").map_err(damaged)?;
        match asking.within_bounds() {
            Ok(()) => Ok(asking),
            Err(_) => Err(RecordFault::Damaged),
        }
    }

    /// Whether this may be set as a whole: for what comes from a file.
    ///
    /// # Errors
    /// [`Refusal::Full`] for longer lists than are kept, [`Refusal::Hours`] for hours that are none,
    /// [`Refusal::Name`] for what has no name, too long a one, or one that came before.
    pub fn check(&self) -> Result<(), Refusal> {
        self.within_bounds()?;
        // What stands around a name is never kept: with it nothing would find the name again.
        let is_name =
            |name: &str| !name.is_empty() && name.len() <= MAX_NAME_BYTES && name.trim() == name;
        let mut sites = BTreeSet::new();
        let mut abouts = BTreeSet::new();
        let is_sound = self
            .sites
            .iter()
            .all(|set| is_name(&set.site) && sites.insert(&set.site))
            && self.pauses.iter().all(|pause| {
                let (kind, name) = match &pause.about {
                    About::Everything => (0, "everything"),
                    About::Site(site) => (1, site.as_str()),
                    About::Person(person) => (2, person.as_str()),
                };
                is_name(name) && abouts.insert((kind, name))
            })
            && self
                .skips
                .iter()
                .chain(&self.declined)
                .all(|skip| is_name(&skip.site));
        match is_sound {
            true => Ok(()),
            false => Err(Refusal::Name),
        }
    }

    fn within_bounds(&self) -> Result<(), Refusal> {
        let are_few = self.sites.len() <= MAX_SITES
            && self.pauses.len() <= MAX_PAUSES
            && self.skips.len() <= MAX_SKIPS
            && self.declined.len() <= MAX_SKIPS;
        if !are_few {
            return Err(Refusal::Full);
        }
        match self.hours.as_ref().is_none_or(Hours::can_be) {
            true => Ok(()),
            false => Err(Refusal::Hours),
        }
    }

    /// Whether a person has set the same there, whatever was skipped.
    #[must_use]
    pub fn is_set_as(&self, other: &Self) -> bool {
        let Self {
            elsewhere,
            sites,
            pauses,
            hours,
            skips_a_day,
            skips: _,
            declined: _,
        } = self;
        *elsewhere == other.elsewhere
            && *sites == other.sites
            && *pauses == other.pauses
            && *hours == other.hours
            && *skips_a_day == other.skips_a_day
    }

    /// How Baton asks on a site, whatever the hour.
    #[must_use]
    pub fn manner_on(&self, site: &str) -> Manner {
        let set = self.sites.iter().find(|set| set.site == site);
        set.map_or(self.elsewhere, |set| set.manner)
    }
}
