//! Dates and clock times as people read them, without a zone.

use serde::{Deserialize, Serialize, Serializer, ser};
use std::fmt;
use std::str::FromStr;

pub(crate) const MILLIS_A_MINUTE: i64 = 60_000;
pub(crate) const MILLIS_A_DAY: i64 = 24 * 60 * MILLIS_A_MINUTE;

/// The 400 years after which the Gregorian calendar repeats.
const DAYS_AN_ERA: i64 = 146_097;
/// Days from 0000-03-01, where the eras below start, to 1970-01-01.
const DAYS_TO_1970: i64 = 719_468;

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it all")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// Every weekday, Monday first.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// 0 for Monday to 6 for Sunday.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidDate {
    /// The text does not have the form `YYYY-MM-DD`.
    Malformed,
    /// The calendar has no such date, like the 30th of February.
    NotInCalendar,
}

impl fmt::Display for InvalidDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "not a date of the form YYYY-MM-DD",
            Self::NotInCalendar => "a date the calendar does not have",
        })
    }
}

impl std::error::Error for InvalidDate {}

/// A date in the Gregorian calendar, extended backwards before its invention.
///
/// It is read and stored as `YYYY-MM-DD` (RFC 3339, `full-date`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct CivilDate {
    /// Days since 1970-01-01.
    days: i64,
}

impl CivilDate {
    /// The date of a year from -9999 to 9999 (0 is 1 BC), a month from 1 and a day from 1, or
    /// `None` when the calendar has no such date.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let in_range = (-9999..=9999).contains(&year) && (1..=12).contains(&month);
        if !in_range || day == 0 || day > days_in_month(year, month) {
            return None;
        }
        // Counting years from March puts the leap day at a year's end, where it shifts nothing.
        let years = i64::from(year) - i64::from(month < 3);
        let months = (i64::from(month) + 9) % 12;
        let era = years.div_euclid(400);
        let year_of_era = years.rem_euclid(400);
        let day_of_year = (153 * months + 2) / 5 + i64::from(day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Self {
            days: era * DAYS_AN_ERA + day_of_era - DAYS_TO_1970,
        })
    }

    /// Year, month from 1 and day from 1.
    #[must_use]
    pub fn year_month_day(self) -> (i64, u8, u8) {
        let days = self.days.saturating_add(DAYS_TO_1970);
        let era = days.div_euclid(DAYS_AN_ERA);
        let day_of_era = days.rem_euclid(DAYS_AN_ERA);
        let leap_days = day_of_era / 1_460 - day_of_era / 36_524 + day_of_era / 146_096;
        let year_of_era = (day_of_era - leap_days) / 365;
        let first_of_year = 365 * year_of_era + year_of_era / 4 - year_of_era / 100;
        let day_of_year = day_of_era - first_of_year;
        let months = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * months + 2) / 5 + 1;
        let month = if months < 10 { months + 3 } else { months - 9 };
        let year = era * 400 + year_of_era + i64::from(month < 3);
        // Month and day are within 1..=31 by the arithmetic above.
        (year, month as u8, day as u8)
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday, three days after a Monday.
        Weekday::ALL[self.days.saturating_add(3).rem_euclid(7) as usize]
    }

    /// How many days this date is after `earlier`; negative when it is before it.
    #[must_use]
    pub const fn days_since(self, earlier: Self) -> i64 {
        self.days - earlier.days
    }

    /// The date `days` days later, earlier when negative.
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        Self {
            days: self.days.saturating_add(days),
        }
    }

    /// The clock time `minute` minutes after this date's midnight; 1,440 is the next midnight.
    #[must_use]
    pub const fn at_minute(self, minute: u16) -> LocalTime {
        self.at(minute as i64 * MILLIS_A_MINUTE)
    }

    /// The clock time `millis` milliseconds after this date's midnight.
    pub(crate) const fn at(self, millis: i64) -> LocalTime {
        LocalTime {
            millis: self
                .days
                .saturating_mul(MILLIS_A_DAY)
                .saturating_add(millis),
        }
    }
}

impl fmt::Display for CivilDate {
    /// As `2026-03-29`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.year_month_day();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for CivilDate {
    type Err = InvalidDate;

    /// Reads `YYYY-MM-DD` and nothing else: ten bytes, years 0000 to 9999.
    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
            return Err(InvalidDate::Malformed);
        };
        let century = two_digits(y1, y2)?;
        let year = i32::from(century) * 100 + i32::from(two_digits(y3, y4)?);
        let (month, day) = (two_digits(m1, m2)?, two_digits(d1, d2)?);
        Self::new(year, month, day).ok_or(InvalidDate::NotInCalendar)
    }
}

fn two_digits(tens: u8, ones: u8) -> Result<u8, InvalidDate> {
    if tens.is_ascii_digit() && ones.is_ascii_digit() {
        Ok((tens - b'0') * 10 + (ones - b'0'))
    } else {
        Err(InvalidDate::Malformed)
    }
}

impl TryFrom<String> for CivilDate {
    type Error = InvalidDate;

    fn try_from(text: String) -> Result<Self, InvalidDate> {
        text.parse()
    }
}

impl Serialize for CivilDate {
    /// As [`fmt::Display`] writes it; fails for a year that four digits cannot hold, because
    /// that could not be read back.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if (0..=9999).contains(&self.year_month_day().0) {
            serializer.collect_str(self)
        } else {
            Err(ser::Error::custom("a year without four digits"))
        }
    }
}

const fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// What a calendar and a clock on the wall show together: a date and a time of day, without
/// saying where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalTime {
    /// Milliseconds since 1970-01-01 00:00 on this clock, every day having 24 hours.
    millis: i64,
}

impl LocalTime {
    /// The clock time that is `millis` milliseconds after 1970-01-01 00:00 on the same clock.
    #[must_use]
    pub const fn from_clock_millis(millis: i64) -> Self {
        Self { millis }
    }

    /// Milliseconds since 1970-01-01 00:00 on the same clock.
    #[must_use]
    pub const fn clock_millis(self) -> i64 {
        self.millis
    }

    /// The date.
    #[must_use]
    pub const fn date(self) -> CivilDate {
        CivilDate {
            days: self.millis.div_euclid(MILLIS_A_DAY),
        }
    }

    /// The hour, 0 to 23.
    #[must_use]
    pub const fn hour(self) -> u8 {
        (self.millis_of_day() / (60 * MILLIS_A_MINUTE)) as u8
    }

    /// The minute of the hour, 0 to 59.
    #[must_use]
    pub const fn minute(self) -> u8 {
        (self.millis_of_day() / MILLIS_A_MINUTE % 60) as u8
    }

    /// The second of the minute, 0 to 59.
    #[must_use]
    pub const fn second(self) -> u8 {
        (self.millis_of_day() / 1_000 % 60) as u8
    }

    /// Milliseconds since this date's midnight.
    pub(crate) const fn millis_of_day(self) -> i64 {
        self.millis.rem_euclid(MILLIS_A_DAY)
    }
}

impl fmt::Display for LocalTime {
    /// As `2026-03-29T09:00:00`; fractions of a second are left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}T{:02}:{:02}:{:02}",
            self.date(),
            self.hour(),
            self.minute(),
            self.second()
        )
    }
}
