//! Between moments and local clocks.

use crate::civil::{CivilDate, LocalTime, MILLIS_A_DAY};
use crate::instant::UtcMillis;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What can go wrong with a time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneError {
    /// The text does not have the shape of an IANA zone name.
    MalformedName,
    /// The host's table has no zone of this name.
    UnknownZone,
    /// The moment is outside what the host's table covers.
    OutOfRange,
    /// The host answered with an offset of a day or more, which no zone has.
    ImpossibleOffset,
}

impl fmt::Display for ZoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MalformedName => "not a time-zone name",
            Self::UnknownZone => "no such time zone",
            Self::OutOfRange => "a moment outside the time-zone table",
            Self::ImpossibleOffset => "a time-zone offset of a day or more",
        })
    }
}

impl std::error::Error for ZoneError {}

/// An IANA time-zone name such as `Europe/Berlin`.
///
/// Only the shape is checked here; whether such a zone exists is the host's knowledge, asked
/// through [`Zones`]. Names are compared letter by letter: `utc` is not `UTC`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ZoneName(String);

impl ZoneName {
    /// The longest name accepted, in bytes; the longest that exists has 32.
    pub const MAX_BYTES: usize = 64;

    /// Takes `name` when it has the shape of a zone name: parts separated by `/`, each starting
    /// with an ASCII letter and going on with letters, digits, `_`, `-`, `+` or `.`.
    ///
    /// # Errors
    /// [`ZoneError::MalformedName`] for any other shape, and past [`Self::MAX_BYTES`].
    pub fn new(name: &str) -> Result<Self, ZoneError> {
        let part_is_fine = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_alphabetic())
                && part
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"_-+.".contains(&b))
        };
        if name.len() <= Self::MAX_BYTES && name.split('/').all(part_is_fine) {
            Ok(Self(name.to_owned()))
        } else {
            Err(ZoneError::MalformedName)
        }
    }

    /// Universal time.
    #[must_use]
    pub fn utc() -> Self {
        Self("UTC".to_owned())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ZoneName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ZoneName {
    type Err = ZoneError;

    fn from_str(name: &str) -> Result<Self, ZoneError> {
        Self::new(name)
    }
}

impl TryFrom<String> for ZoneName {
    type Error = ZoneError;

    fn try_from(name: String) -> Result<Self, ZoneError> {
        Self::new(&name)
    }
}

impl From<ZoneName> for String {
    fn from(zone: ZoneName) -> Self {
        zone.0
    }
}

/// The one thing a host supplies: how far a zone's clocks are from UTC at a moment.
pub trait Zones {
    /// Seconds to add to UTC to get the clocks of `zone` at `at`; positive is east.
    ///
    /// # Errors
    /// [`ZoneError::UnknownZone`] or [`ZoneError::OutOfRange`].
    fn offset_seconds(&self, zone: &ZoneName, at: UtcMillis) -> Result<i32, ZoneError>;
}

/// What the clocks of `zone` show at the moment `at`.
///
/// # Errors
/// What [`Zones::offset_seconds`] answers, and [`ZoneError::ImpossibleOffset`].
pub fn to_local(zones: &dyn Zones, zone: &ZoneName, at: UtcMillis) -> Result<LocalTime, ZoneError> {
    let offset = offset_millis(zones, zone, at)?;
    Ok(LocalTime::from_clock_millis(at.plus_millis(offset).0))
}

/// The first moment at which the clocks of `zone` show `local` or a later time.
///
/// Where clocks are put back and show a time twice, that is the earlier of the two; where they
/// are put forward and never show it, the moment of the change. It relies on what holds for
/// every zone: offsets below a day, and never two changes within two days.
///
/// # Errors
/// What [`Zones::offset_seconds`] answers, and [`ZoneError::ImpossibleOffset`].
pub fn to_utc(
    zones: &dyn Zones,
    zone: &ZoneName,
    local: LocalTime,
) -> Result<UtcMillis, ZoneError> {
    let as_if_utc = UtcMillis(local.clock_millis());
    let before = offset_millis(zones, zone, as_if_utc.plus_millis(-MILLIS_A_DAY))?;
    let after = offset_millis(zones, zone, as_if_utc.plus_millis(MILLIS_A_DAY))?;

    let by_before = as_if_utc.plus_millis(-before);
    if before == after || offset_millis(zones, zone, by_before)? == before {
        return Ok(by_before);
    }
    let by_after = as_if_utc.plus_millis(-after);
    if offset_millis(zones, zone, by_after)? == after {
        return Ok(by_after);
    }
    // Neither offset leads back to `local`: a gap. The change lies between the two candidates.
    let (mut old, mut new) = (by_after.0, by_before.0);
    while new.saturating_sub(old) > 1 {
        let middle = old + (new - old) / 2;
        if offset_millis(zones, zone, UtcMillis(middle))? == after {
            new = middle;
        } else {
            old = middle;
        }
    }
    Ok(UtcMillis(new))
}

/// The clocks of a zone on one date: what [`to_utc`] answers for its clock times, with two
/// questions to the host for all of them on a day that no change of the clocks is near.
///
/// It relies on what holds for every zone: never two changes within three days that undo each
/// other.
pub(crate) struct DayClock<'a> {
    zones: &'a dyn Zones,
    zone: &'a ZoneName,
    date: CivilDate,
    /// The offset when it is the same all day, in milliseconds.
    steady: Option<i64>,
}

impl<'a> DayClock<'a> {
    pub(crate) fn new(
        zones: &'a dyn Zones,
        zone: &'a ZoneName,
        date: CivilDate,
    ) -> Result<Self, ZoneError> {
        // What `to_utc` asks for the day's first and last clock time: a day before, a day after.
        let midnight = UtcMillis(date.at(0).clock_millis());
        let before = offset_millis(zones, zone, midnight.plus_millis(-MILLIS_A_DAY))?;
        let after = offset_millis(zones, zone, midnight.plus_millis(2 * MILLIS_A_DAY))?;
        Ok(Self {
            zones,
            zone,
            date,
            steady: (before == after).then_some(before),
        })
    }

    /// The first moment at which the clocks show this date and `millis` milliseconds after its
    /// midnight, at most a day of them, or a later time.
    pub(crate) fn moment(&self, millis: i64) -> Result<UtcMillis, ZoneError> {
        let local = self.date.at(millis);
        match self.steady {
            Some(offset) => Ok(UtcMillis(local.clock_millis()).plus_millis(-offset)),
            None => to_utc(self.zones, self.zone, local),
        }
    }
}

fn offset_millis(zones: &dyn Zones, zone: &ZoneName, at: UtcMillis) -> Result<i64, ZoneError> {
    let millis = i64::from(zones.offset_seconds(zone, at)?) * 1_000;
    if millis.abs() < MILLIS_A_DAY {
        Ok(millis)
    } else {
        Err(ZoneError::ImpossibleOffset)
    }
}
