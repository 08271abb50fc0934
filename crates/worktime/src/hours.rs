//! Reckoning in somebody's working hours.
//!
//! The moment a span ends still counts as within hours: whoever works until 17:00 can be asked
//! for an answer by 17:00. So every moment these functions lead to lies within hours.

use crate::civil::{CivilDate, MILLIS_A_MINUTE};
use crate::instant::UtcMillis;
use crate::week::{DaySpan, WorkingWeek};
use crate::zones::{DayClock, ZoneError, Zones, to_local, to_utc};
use std::fmt;

/// How many days ahead a reckoning looks before it gives up.
pub const HORIZON_DAYS: u16 = 732;

/// Why a reckoning in working hours has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoursError {
    /// The ordinary week has no working time at all; a person must give it some.
    NoHours,
    /// The answer lies more than [`HORIZON_DAYS`] days ahead, or nowhere: too many days off, or
    /// two weeks that never meet.
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
        let next = self.hours_from(zones, at)?.next().transpose()?;
        Ok(next.is_some_and(|span| span.start <= at))
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

    /// When work begins next, for who writes outside the receiver's hours: after lunch, the next
    /// morning, after the days off. `None` when `at` is within hours.
    ///
    /// # Errors
    /// [`HoursError`].
    pub fn next_opening(
        &self,
        zones: &dyn Zones,
        at: UtcMillis,
    ) -> Result<Option<UtcMillis>, HoursError> {
        let next = self.next_within_hours(zones, at)?;
        Ok((next != at).then_some(next))
    }

    /// The earliest moment within the hours of both weeks that is not before `at`; `at` itself
    /// exactly when it is within both.
    ///
    /// # Errors
    /// [`HoursError`]; [`HoursError::TooFarAhead`] when the two weeks never meet.
    pub fn next_within_both(
        &self,
        other: &Self,
        zones: &dyn Zones,
        at: UtcMillis,
    ) -> Result<UtcMillis, HoursError> {
        self.require_hours()?;
        other.require_hours()?;
        let mut ours = self.hours_from(zones, at)?;
        let mut theirs = other.hours_from(zones, at)?;
        let (mut our, mut their) = (ours.next().transpose()?, theirs.next().transpose()?);
        while let (Some(one), Some(two)) = (our, their) {
            let start = one.start.max(two.start).max(at);
            if start <= one.end.min(two.end) {
                return Ok(start);
            }
            if one.end < two.end {
                our = ours.next().transpose()?;
            } else {
                their = theirs.next().transpose()?;
            }
        }
        Err(HoursError::TooFarAhead)
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
        let mut left = i64::from(minutes) * MILLIS_A_MINUTE;
        for span in self.hours_from(zones, at)? {
            let span = span?;
            let start = span.start.max(at);
            let available = span.end.0 - start.0;
            if left <= available {
                return Ok(start.plus_millis(left));
            }
            left -= available;
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
            let spans = self.spans_on_date(date);
            if spans.is_empty() {
                continue;
            }
            let clock = DayClock::new(zones, self.zone(), date)?;
            let hours = intervals(spans, &clock)?;
            let Some(last) = hours.last() else { continue };
            left -= 1;
            if left == 0 {
                let same_clock = clock.moment(local.millis_of_day())?;
                let span = hours.iter().find(|span| same_clock <= span.end);
                return Ok(span.map_or(last.end, |span| same_clock.max(span.start)));
            }
        }
        Err(HoursError::TooFarAhead)
    }

    /// By when an answer within `days` working days is due: as [`Self::after_working_days`]; with 0, at the end
    /// of the working day that `at` is in, or of the next one.
    ///
    /// # Errors
    /// [`HoursError`].
    pub fn response_due(
        &self,
        zones: &dyn Zones,
        at: UtcMillis,
        days: u16,
    ) -> Result<UtcMillis, HoursError> {
        if days > 0 {
            return self.after_working_days(zones, at, days);
        }
        // At the very end of a day nothing of it is left.
        let next = self.next_within_hours(zones, at.plus_millis(1))?;
        let date = to_local(zones, self.zone(), next)?.date();
        Ok(self.end_of_day(zones, date)?)
    }

    /// The moment by which something due on `date` is due: the end of that day's hours, or the
    /// midnight that ends it on a free day or a day off.
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

    /// The working time that is not over at `at`, in order, as far as the horizon.
    fn hours_from<'a>(
        &'a self,
        zones: &'a dyn Zones,
        at: UtcMillis,
    ) -> Result<impl Iterator<Item = Result<Interval, ZoneError>> + 'a, ZoneError> {
        // Hours that last until midnight end when the clocks show the next date already, or the
        // one after it where the zone skipped a date. Just before, the date is still their own.
        let date = to_local(zones, self.zone(), at.plus_millis(-1))?.date();
        let days = (0..=i64::from(HORIZON_DAYS)).map(move |ahead| date.plus_days(ahead));
        let hours = days.flat_map(move |date| {
            let (hours, failure) = match self.hours_on(zones, date) {
                Ok(hours) => (hours, None),
                Err(error) => (Vec::new(), Some(Err(error))),
            };
            hours.into_iter().map(Ok).chain(failure)
        });
        Ok(hours.filter(move |span| !span.is_ok_and(|span| span.end < at)))
    }

    fn hours_on(&self, zones: &dyn Zones, date: CivilDate) -> Result<Vec<Interval>, ZoneError> {
        match self.spans_on_date(date) {
            // Spares asking the host about free days.
            [] => Ok(Vec::new()),
            spans => intervals(spans, &DayClock::new(zones, self.zone(), date)?),
        }
    }
}

/// The spans of a day as moments, in order. A span that a change of the clocks swallowed whole
/// is left out, and so are all spans of a date the zone skipped.
fn intervals(spans: &[DaySpan], clock: &DayClock<'_>) -> Result<Vec<Interval>, ZoneError> {
    let mut hours = Vec::with_capacity(spans.len());
    for span in spans {
        let start = clock.moment(i64::from(span.from()) * MILLIS_A_MINUTE)?;
        let end = clock.moment(i64::from(span.to()) * MILLIS_A_MINUTE)?;
        if start < end {
            hours.push(Interval { start, end });
        }
    }
    Ok(hours)
}
