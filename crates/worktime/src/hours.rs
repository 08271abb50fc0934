//! Reckoning in somebody's working hours.
//!
//! The moment a span ends still counts as within hours: whoever works until 17:00 can be asked
//! for an answer by 17:00. So every moment these functions lead to lies within hours.

use crate::civil::{CivilDate, MILLIS_A_MINUTE};
use crate::instant::UtcMillis;
use crate::week::WorkingWeek;
use crate::zones::{ZoneError, Zones, to_local, to_utc};
use std::fmt;

/// How many days ahead a reckoning looks before it gives up.
pub const HORIZON_DAYS: u16 = 732;

/// Why a reckoning in working hours has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoursError {
    /// The week has no working time at all.
    NoHours,
    /// The answer lies more than [`HORIZON_DAYS`] days ahead.
    TooFarAhead,
    /// The zone's clocks could not be told.
    Zone(ZoneError),
}

impl fmt::Display for HoursError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoHours => f.write_str("a week without working hours"),
            Self::TooFarAhead => write!(f, "more than {HORIZON_DAYS} days ahead"),
            Self::Zone(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for HoursError {}

impl From<ZoneError> for HoursError {
    fn from(error: ZoneError) -> Self {
        Self::Zone(error)
    }
}

/// A span of one certain day, as moments.
#[derive(Clone, Copy)]
struct Interval {
    start: UtcMillis,
    end: UtcMillis,
}

impl WorkingWeek {
    /// Whether `at` is within hours.
    ///
    /// # Errors
    /// [`ZoneError`] when the zone's clocks cannot be told.
    pub fn is_within_hours(&self, zones: &dyn Zones, at: UtcMillis) -> Result<bool, ZoneError> {
        // A clock put back across midnight makes a moment belong to the day after its date.
        let date = to_local(zones, self.zone(), at)?.date();
        for ahead in -1..=1 {
            let hours = self.hours_on(zones, date.plus_days(ahead))?;
            if hours.iter().any(|span| span.start <= at && at <= span.end) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The earliest moment within hours that is not before `at`.
    ///
    /// # Errors
    /// [`HoursError`].
    pub fn next_within_hours(
        &self,
        zones: &dyn Zones,
        at: UtcMillis,
    ) -> Result<UtcMillis, HoursError> {
        self.add_working_minutes(zones, at, 0)
    }

    /// The moment at which `minutes` minutes of working time have passed since `at`; with 0, the
    /// earliest moment within hours that is not before `at`.
    ///
    /// # Errors
    /// [`HoursError`].
    pub fn add_working_minutes(
        &self,
        zones: &dyn Zones,
        at: UtcMillis,
        minutes: u32,
    ) -> Result<UtcMillis, HoursError> {
        self.require_hours()?;
        let date = to_local(zones, self.zone(), at)?.date();
        let mut left = i64::from(minutes) * MILLIS_A_MINUTE;
        for ahead in -1..=i64::from(HORIZON_DAYS) {
            for span in self.hours_on(zones, date.plus_days(ahead))? {
                if span.end < at {
                    continue;
                }
                let start = span.start.max(at);
                let available = span.end.0 - start.0;
                if left <= available {
                    return Ok(start.plus_millis(left));
                }
                left -= available;
            }
        }
        Err(HoursError::TooFarAhead)
    }

    /// The same clock time as at `at` on the `days`-th working day after that date, moved into
    /// that day's hours: forward to the next span, or back to the day's end when it is past it.
    /// With 0, the earliest moment within hours that is not before `at`.
    ///
    /// # Errors
    /// [`HoursError`].
    pub fn after_working_days(
        &self,
        zones: &dyn Zones,
        at: UtcMillis,
        days: u16,
    ) -> Result<UtcMillis, HoursError> {
        if days == 0 {
            return self.next_within_hours(zones, at);
        }
        self.require_hours()?;
        let local = to_local(zones, self.zone(), at)?;
        let mut left = days;
        for ahead in 1..=i64::from(HORIZON_DAYS) {
            let date = local.date().plus_days(ahead);
            let hours = self.hours_on(zones, date)?;
            let Some(last) = hours.last() else { continue };
            left -= 1;
            if left == 0 {
                let same_clock = to_utc(zones, self.zone(), date.at(local.millis_of_day()))?;
                let span = hours.iter().find(|span| same_clock <= span.end);
                return Ok(span.map_or(last.end, |span| same_clock.max(span.start)));
            }
        }
        Err(HoursError::TooFarAhead)
    }

    /// The moment by which something due on `date` is due: the end of that day's hours, or the
    /// midnight that ends it on a free day.
    ///
    /// # Errors
    /// [`ZoneError`] when the zone's clocks cannot be told.
    pub fn end_of_day(&self, zones: &dyn Zones, date: CivilDate) -> Result<UtcMillis, ZoneError> {
        match self.hours_on(zones, date)?.last() {
            Some(span) => Ok(span.end),
            None => to_utc(zones, self.zone(), date.plus_days(1).at_minute(0)),
        }
    }

    fn require_hours(&self) -> Result<(), HoursError> {
        if self.has_hours() {
            Ok(())
        } else {
            Err(HoursError::NoHours)
        }
    }

    /// The working time of `date` in order. A span that a change of the clocks swallowed whole
    /// is left out, and so are all spans of a date the zone skipped.
    fn hours_on(&self, zones: &dyn Zones, date: CivilDate) -> Result<Vec<Interval>, ZoneError> {
        let mut hours = Vec::new();
        for span in self.spans_on(date.weekday()) {
            let start = to_utc(zones, self.zone(), date.at_minute(span.from()))?;
            let end = to_utc(zones, self.zone(), date.at_minute(span.to()))?;
            if start < end {
                hours.push(Interval { start, end });
            }
        }
        Ok(hours)
    }
}
