//! When somebody works.

use crate::civil::{CivilDate, Weekday};
use crate::zones::ZoneName;
use serde::{Deserialize, Serialize};
use std::fmt;

const MINUTES_A_DAY: u16 = 24 * 60;

/// What makes a week unusable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidWeek {
    /// A span ends before it has begun, or at the same minute.
    EmptySpan,
    /// A span ends after midnight; work across midnight is two spans, one on each day.
    SpanPastMidnight,
    /// A day has more than [`WorkingWeek::MAX_SPANS_A_DAY`] spans.
    TooManySpans,
    /// The week has more than [`WorkingWeek::MAX_DAYS_OFF`] days off; drop those that are past.
    TooManyDaysOff,
}

impl fmt::Display for InvalidWeek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptySpan => f.write_str("working hours end before they begin"),
            Self::SpanPastMidnight => f.write_str("working hours end after midnight"),
            Self::TooManySpans => {
                write!(
                    f,
                    "more than {} spans in one day",
                    WorkingWeek::MAX_SPANS_A_DAY
                )
            }
            Self::TooManyDaysOff => {
                write!(f, "more than {} days off", WorkingWeek::MAX_DAYS_OFF)
            }
        }
    }
}

impl std::error::Error for InvalidWeek {}

/// A span of working time within one day, in minutes since midnight on the local clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "StoredSpan")]
pub struct DaySpan {
    from: u16,
    to: u16,
}

/// A span as it is stored, before it is checked.
#[derive(Deserialize)]
struct StoredSpan {
    from: u16,
    to: u16,
}

impl TryFrom<StoredSpan> for DaySpan {
    type Error = InvalidWeek;

    fn try_from(stored: StoredSpan) -> Result<Self, InvalidWeek> {
        Self::new(stored.from, stored.to)
    }
}

impl DaySpan {
    const NINE_TO_FIVE: Self = Self {
        from: 9 * 60,
        to: 17 * 60,
    };

    /// From minute `from` to minute `to`; 1,440 is midnight at the day's end.
    ///
    /// # Errors
    /// [`InvalidWeek::EmptySpan`] or [`InvalidWeek::SpanPastMidnight`].
    pub const fn new(from: u16, to: u16) -> Result<Self, InvalidWeek> {
        if to > MINUTES_A_DAY {
            Err(InvalidWeek::SpanPastMidnight)
        } else if from >= to {
            Err(InvalidWeek::EmptySpan)
        } else {
            Ok(Self { from, to })
        }
    }

    /// The minute of the day at which work begins.
    #[must_use]
    pub const fn from(self) -> u16 {
        self.from
    }

    /// The minute of the day at which work ends, later than [`Self::from`], at most 1,440.
    #[must_use]
    pub const fn to(self) -> u16 {
        self.to
    }
}

/// The hours of one person's or team's ordinary week, on the clocks of their zone, and the dates
/// on which they do not work.
///
/// Each day's spans are kept in order and apart: touching and overlapping ones become one. Days
/// off are kept in order, each once.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "StoredWeek")]
pub struct WorkingWeek {
    zone: ZoneName,
    days: [Vec<DaySpan>; 7],
    days_off: Vec<CivilDate>,
}

/// A week as it is stored, before it is checked.
#[derive(Deserialize)]
struct StoredWeek {
    zone: ZoneName,
    days: [Vec<DaySpan>; 7],
    // Weeks stored before there were days off lack them.
    #[serde(default)]
    days_off: Vec<CivilDate>,
}

impl TryFrom<StoredWeek> for WorkingWeek {
    type Error = InvalidWeek;

    fn try_from(stored: StoredWeek) -> Result<Self, InvalidWeek> {
        Self::new(stored.zone, stored.days)?.with_days_off(stored.days_off)
    }
}

impl WorkingWeek {
    /// The most spans a day may have.
    pub const MAX_SPANS_A_DAY: usize = 12;

    /// The most days off a week may have: a whole year's, leap day included.
    pub const MAX_DAYS_OFF: usize = 366;

    /// A week in `zone`, with the spans of each day, Monday first, and no days off.
    ///
    /// # Errors
    /// [`InvalidWeek::TooManySpans`].
    pub fn new(zone: ZoneName, mut days: [Vec<DaySpan>; 7]) -> Result<Self, InvalidWeek> {
        for spans in &mut days {
            if spans.len() > Self::MAX_SPANS_A_DAY {
                return Err(InvalidWeek::TooManySpans);
            }
            // Few enough to be put in their places one by one, which a module pays less for than
            // for a sort.
            let mut ordered: Vec<DaySpan> = Vec::with_capacity(spans.len());
            for span in spans.drain(..) {
                let place = ordered.partition_point(|standing| *standing <= span);
                ordered.insert(place, span);
            }
            ordered.dedup_by(|later, earlier| {
                let joined = later.from <= earlier.to;
                if joined {
                    earlier.to = earlier.to.max(later.to);
                }
                joined
            });
            *spans = ordered;
        }
        Ok(Self {
            zone,
            days,
            days_off: Vec::new(),
        })
    }

    /// The same week with these days off, instead of those it had; in any order, a date named
    /// twice counts once.
    ///
    /// # Errors
    /// [`InvalidWeek::TooManyDaysOff`].
    pub fn with_days_off(mut self, days_off: Vec<CivilDate>) -> Result<Self, InvalidWeek> {
        self.days_off.clear();
        for day in days_off {
            if let Err(place) = self.days_off.binary_search(&day) {
                if self.days_off.len() == Self::MAX_DAYS_OFF {
                    return Err(InvalidWeek::TooManyDaysOff);
                }
                self.days_off.insert(place, day);
            }
        }
        Ok(self)
    }

    /// Monday to Friday from 9:00 to 17:00, which is assumed of everybody until they say more.
    #[must_use]
    pub fn default_in(zone: ZoneName) -> Self {
        let days = Weekday::ALL.map(|day| match day {
            Weekday::Saturday | Weekday::Sunday => Vec::new(),
            _ => vec![DaySpan::NINE_TO_FIVE],
        });
        Self {
            zone,
            days,
            days_off: Vec::new(),
        }
    }

    /// The zone whose clocks the hours are on.
    #[must_use]
    pub const fn zone(&self) -> &ZoneName {
        &self.zone
    }

    /// The dates without working hours whatever their weekday, in order, each once.
    #[must_use]
    pub fn days_off(&self) -> &[CivilDate] {
        &self.days_off
    }

    /// The spans of a weekday in the ordinary week, in order and apart; none on a free day.
    #[must_use]
    pub fn spans_on(&self, day: Weekday) -> &[DaySpan] {
        &self.days[day.index()]
    }

    /// The spans of a certain date, in order and apart; none on a free day and on a day off.
    #[must_use]
    pub fn spans_on_date(&self, date: CivilDate) -> &[DaySpan] {
        if self.days_off.binary_search(&date).is_ok() {
            &[]
        } else {
            self.spans_on(date.weekday())
        }
    }

    /// The first day of the week that `date` is in. A week begins on a Monday; on the Sunday or the Saturday
    /// before it where work goes on from there into Monday, after a free day.
    #[must_use]
    pub fn week_of(&self, date: CivilDate) -> CivilDate {
        let works = |day| !self.spans_on(day).is_empty();
        let days_before_monday = match (
            works(Weekday::Friday),
            works(Weekday::Saturday),
            works(Weekday::Sunday),
        ) {
            _ if !works(Weekday::Monday) => 0,
            (_, false, true) => 1,
            (false, true, true) => 2,
            _ => 0,
        };
        let day = i64::try_from(date.weekday().index()).unwrap_or_default();
        date.plus_days(-((day + days_before_monday) % 7))
    }

    /// The last day with working time, days off aside, of the week that `date` is in; its last one when there
    /// is none.
    #[must_use]
    pub fn last_working_day(&self, date: CivilDate) -> CivilDate {
        let first = self.week_of(date);
        (0..7)
            .rev()
            .map(|day| first.plus_days(day))
            .find(|day| !self.spans_on_date(*day).is_empty())
            .unwrap_or_else(|| first.plus_days(6))
    }

    /// Whether there is any working time in the ordinary week, days off aside.
    #[must_use]
    pub fn has_hours(&self) -> bool {
        self.days.iter().any(|spans| !spans.is_empty())
    }
}
