//! Dates as they are typed: `2026`, `2026-03` or `2026-03-15`; `2026-3-5` is as good.

use crate::document::second;
use baton_worktime::{CivilDate, UtcMillis, ZoneName, Zones, to_utc};
use std::ops::RangeInclusive;

/// The first day of a year or month that was typed, or the day itself, and when it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day {
    date: CivilDate,
    /// Its first second, as moments are kept.
    pub second: u32,
}

impl Day {
    /// Reads a day of universal time.
    pub(crate) fn typed(typed: &str) -> Option<Self> {
        let mut parts = typed.split('-');
        let year = number(parts.next()?, 4..=4)?;
        let month = parts.next().map_or(Some(1), |part| number(part, 1..=2))?;
        let day = parts.next().map_or(Some(1), |part| number(part, 1..=2))?;
        if parts.next().is_some() {
            return None;
        }
        let date = CivilDate::new(
            i32::try_from(year).ok()?,
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        )?;
        let begins = UtcMillis(date.at_minute(0).clock_millis());
        let second = second(begins);
        Some(Self { date, second })
    }

    /// The same date, from when the clocks of this zone show it. Clocks may have been changed since.
    pub(crate) fn in_zone(self, zones: &dyn Zones, zone: &ZoneName) -> Self {
        let begins = to_utc(zones, zone, self.date.at_minute(0));
        Self {
            second: begins.map_or(self.second, second),
            ..self
        }
    }
}

/// Whether this can become a date when more is typed.
pub(crate) fn may_become_one(typed: &str) -> bool {
    typed.chars().all(|c| c.is_ascii_digit() || c == '-')
}

fn number(text: &str, digits: RangeInclusive<usize>) -> Option<u32> {
    let is_number = digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use baton_worktime::ZoneError;

    #[test]
    fn dates_begin_with_their_first_second() {
        let day = |days: u32| days * 86_400;
        for (typed, expected) in [
            ("1970", Some(0)),
            ("1970-02", Some(day(31))),
            ("1971-01-01", Some(day(365))),
            ("1970-2", Some(day(31))),
            ("1970-2-3", Some(day(33))),
            ("1970-02-3", Some(day(33))),
            ("2024-02-29", Some(day(19_782))),
            ("2023-02-29", None),
            ("2026-13", None),
            ("2026-0", None),
            ("2026-1-", None),
            ("2026-1-001", None),
            ("26", None),
            ("2026-01-01-01", None),
            ("20a6", None),
            ("", None),
        ] {
            let second = Day::typed(typed).map(|day| day.second);
            assert_eq!(second, expected, "{typed:?}");
        }
    }

    /// Clocks that are put forward, from one hour ahead to two, when 1970-03-29 is an hour old.
    struct Berlin;

    impl Zones for Berlin {
        fn offset_seconds(&self, zone: &ZoneName, at: UtcMillis) -> Result<i32, ZoneError> {
            match zone.as_str() {
                "Europe/Berlin" if at.0 < 87 * 86_400_000 + 3_600_000 => Ok(3_600),
                "Europe/Berlin" => Ok(7_200),
                _ => Err(ZoneError::UnknownZone),
            }
        }
    }

    #[test]
    fn a_day_begins_by_the_clocks_of_that_day() {
        let hours = |typed: &str, zone: &str| {
            let zone = ZoneName::new(zone).unwrap();
            let day = Day::typed(typed).unwrap().in_zone(&Berlin, &zone);
            day.second / 3_600
        };
        assert_eq!(hours("1970-03-29", "Europe/Berlin"), 87 * 24 - 1);
        assert_eq!(hours("1970-03-30", "Europe/Berlin"), 88 * 24 - 2);
        assert_eq!(hours("1970", "Europe/Berlin"), 0);
        // Where the zone is not known, by universal time.
        assert_eq!(hours("1970-03-30", "Asia/Tokyo"), 88 * 24);
    }
}
