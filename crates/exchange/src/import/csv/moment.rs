//! Moments as spreadsheets and people write them.

use baton_notes::MAX_MOMENT;
use baton_worktime::{CivilDate, LocalTime, UtcMillis, ZoneName, Zones, to_utc};

/// Which of day and month stands first in dates such as `03/04/2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// What a text says of a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Written {
    year: i32,
    /// The other two numbers, in the order of the text.
    first: u8,
    second: u8,
    /// Month and day stand in this order; `None` where the text alone does not tell.
    order: Option<Order>,
    /// Milliseconds since midnight.
    time: Option<i64>,
    /// How far its clock is ahead of UTC, in minutes.
    offset: Option<i64>,
}

/// What the cells of a column tell about the order of day and month.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct DaysSeen {
    day_first: bool,
    month_first: bool,
}

impl DaysSeen {
    /// Looks at a cell.
    pub(super) fn see(&mut self, cell: &str) {
        if let Some(written) = written(cell).filter(|written| written.order.is_none()) {
            self.day_first |= written.first > 12;
            self.month_first |= written.second > 12;
        }
    }

    /// What every cell that tells it agrees on.
    pub(super) const fn order(self) -> Option<Order> {
        match (self.day_first, self.month_first) {
            (true, false) => Some(Order::DayFirst),
            (false, true) => Some(Order::MonthFirst),
            _ => None,
        }
    }
}

/// The moment a text means; `None` for one that means none, or could mean several.
///
/// Without an offset it is on the clocks of `zone`, and without a time of day at the minute `at_minute`.
pub(super) fn moment(
    text: &str,
    order: Option<Order>,
    at_minute: u16,
    zone: &ZoneName,
    zones: &dyn Zones,
) -> Option<UtcMillis> {
    let written = written(text)?;
    let Written { first, second, .. } = written;
    let order = match written.order.or(order) {
        Some(order) => order,
        None if first > 12 => Order::DayFirst,
        None if second > 12 => Order::MonthFirst,
        None if first == second => Order::DayFirst,
        None => return None,
    };
    let (day, month) = match order {
        Order::DayFirst => (first, second),
        Order::MonthFirst => (second, first),
    };
    let date = CivilDate::new(written.year, month, day)?;
    let local = match written.time {
        Some(millis) => date.at_minute(0).clock_millis() + millis,
        None => date.at_minute(at_minute).clock_millis(),
    };
    let at = match written.offset {
        Some(minutes) => UtcMillis(local - minutes * 60_000),
        None => to_utc(zones, zone, LocalTime::from_clock_millis(local)).ok()?,
    };
    (UtcMillis(0)..=MAX_MOMENT).contains(&at).then_some(at)
}

fn written(text: &str) -> Option<Written> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && !"-/.".contains(c));
    let (date, rest) = text.split_at(end.unwrap_or(text.len()));
    let separator = date.chars().find(|c| !c.is_ascii_digit())?;
    let mut parts = date.split(separator);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, first, second, order) = if a.len() == 4 {
        (a, b, c, Some(Order::MonthFirst))
    } else if c.len() == 4 {
        // Points are written where the day comes first.
        (c, a, b, (separator == '.').then_some(Order::DayFirst))
    } else {
        return None;
    };
    let (time, offset) = match rest.strip_prefix(['T', 't', ',', ' ']) {
        Some(clock) => clock_time(clock.trim())?,
        None if rest.is_empty() => (None, None),
        None => return None,
    };
    Some(Written {
        year: i32::from(number(year, 4)?),
        first: u8::try_from(number(first, 2)?).ok()?,
        second: u8::try_from(number(second, 2)?).ok()?,
        order,
        time,
        offset,
    })
}

/// `14:30`, `14:30:00.000`, `2:30 PM`, with `Z`, `+01:00` or `UTC` behind; or nothing.
fn clock_time(text: &str) -> Option<(Option<i64>, Option<i64>)> {
    if text.is_empty() {
        return Some((None, None));
    }
    let upper = text.to_ascii_uppercase();
    let (clock, offset) = split_offset(&upper)?;
    let (clock, half) = match (clock.strip_suffix("AM"), clock.strip_suffix("PM")) {
        (Some(clock), _) => (clock.trim_end(), Some(0)),
        (_, Some(clock)) => (clock.trim_end(), Some(12)),
        _ => (clock, None),
    };
    let mut parts = clock.split(':');
    let hour = i64::from(number(parts.next()?, 2)?);
    let minute = i64::from(number(parts.next()?, 2).filter(|minute| *minute < 60)?);
    let millis = match parts.next() {
        Some(seconds) => seconds_of(seconds)?,
        None => 0,
    };
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        None if hour < 24 => hour,
        _ => return None,
    };
    let whole = parts.next().is_none();
    whole.then_some((Some((hour * 60 + minute) * 60_000 + millis), offset))
}

/// Seconds with a fraction, in milliseconds.
fn seconds_of(text: &str) -> Option<i64> {
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let seconds = i64::from(number(seconds, 2).filter(|seconds| *seconds < 60)?);
    let is_number = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let digits = fraction.bytes().map(|byte| i64::from(byte - b'0'));
    let scaled = digits.zip([100, 10, 1]).map(|(digit, unit)| digit * unit);
    is_number.then(|| seconds * 1_000 + scaled.sum::<i64>())
}

/// The clock and, in minutes, how far it is ahead of UTC, where that is told.
fn split_offset(text: &str) -> Option<(&str, Option<i64>)> {
    let utc = ["UTC", "GMT", "Z"].into_iter();
    if let Some(clock) = utc.filter_map(|name| text.strip_suffix(name)).next() {
        return Some((clock.trim_end(), Some(0)));
    }
    let Some(at) = text.find(['+', '-']) else {
        return Some((text, None));
    };
    let (clock, offset) = text.split_at(at);
    let (hours, minutes) = match offset[1..].split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if offset.len() == 5 && offset.is_ascii() => offset[1..].split_at(2),
        None => (&offset[1..], "00"),
    };
    let minutes = number(hours, 2).filter(|hours| *hours < 24)? * 60
        + number(minutes, 2).filter(|minutes| *minutes < 60)?;
    let minutes = i64::from(minutes);
    let ahead = if offset.starts_with('+') {
        minutes
    } else {
        -minutes
    };
    Some((clock.trim_end(), Some(ahead)))
}

/// One digit at least, and no more than `most`.
fn number(text: &str, most: usize) -> Option<u16> {
    let is_number = (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_worktime::ZoneError;
    use proptest::prelude::*;
    use proptest::test_runner::{Config, RngSeed};

    struct HourEast;

    impl Zones for HourEast {
        fn offset_seconds(&self, _: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
            Ok(3_600)
        }
    }

    fn order_of(cells: &[&str]) -> Option<Order> {
        let mut seen = DaysSeen::default();
        cells.iter().for_each(|cell| seen.see(cell));
        seen.order()
    }

    fn told(text: &str, order: Option<Order>) -> Option<String> {
        let zone = ZoneName::new("Etc/GMT-1").unwrap();
        let at = moment(text, order, 0, &zone, &HourEast)?;
        Some(LocalTime::from_clock_millis(at.0).to_string())
    }

    #[test]
    fn moments_of_one_meaning_are_read() {
        for (text, expected) in [
            ("2026-12-31", "2026-12-30T23:00:00"),
            ("2026/12/31", "2026-12-30T23:00:00"),
            ("31.12.2026", "2026-12-30T23:00:00"),
            ("1.2.2026 14:30", "2026-02-01T13:30:00"),
            ("31.12.2026, 14:30:05", "2026-12-31T13:30:05"),
            ("2026-12-31T14:30:00Z", "2026-12-31T14:30:00"),
            ("2026-12-31t14:30:00.250-05:00", "2026-12-31T19:30:00"),
            ("2026-12-31 14:30:00 +0530", "2026-12-31T09:00:00"),
            ("2026-12-31 14:30 UTC", "2026-12-31T14:30:00"),
            ("12/31/2026 2:30 PM", "2026-12-31T13:30:00"),
            ("31/12/2026", "2026-12-30T23:00:00"),
            ("12/31/2026 12:05 am", "2026-12-30T23:05:00"),
            ("4/4/2026", "2026-04-03T23:00:00"),
        ] {
            assert_eq!(told(text, None).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_moment_of_two_meanings_is_read_only_where_the_column_decides() {
        assert_eq!(told("03/04/2026", None), None);
        let days = ["03/04/2026", "13/04/2026", "x", ""];
        let order = order_of(&days);
        assert_eq!(order, Some(Order::DayFirst));
        assert_eq!(
            told("03/04/2026", order).as_deref(),
            Some("2026-04-02T23:00:00")
        );
        assert_eq!(order_of(&["1/31/2026", "31/1/2026"]), None);
        assert_eq!(order_of(&["1/2/2026", "2026-01-31"]), None);
    }

    #[test]
    fn anything_else_is_no_moment() {
        for text in [
            "",
            "today",
            "31.12.26",
            "2026-13-01",
            "2026-02-30",
            "2026-12",
            "2026-12-31-1",
            "2026-12-31T24:00",
            "2026-12-31T10:60",
            "2026-12-31 10",
            "2026-12-31 13:00 PM",
            "1969-12-31",
            "2026-12-31T10:00+24:00",
            "٢٠٢٦-١٢-٣١",
            "46022",
            "31/12/2026x",
            "2026-12-31 10:00:00.",
            "32/12/2026",
        ] {
            assert_eq!(told(text, None), None, "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(Config {
            cases: 500,
            failure_persistence: None,
            rng_seed: RngSeed::Fixed(3_339),
            ..Config::default()
        })]

        #[test]
        fn every_exported_moment_is_read_back(seconds in 0_i64..253_402_300_800) {
            let at = UtcMillis(seconds * 1_000);
            let text = crate::json::rfc3339(at);
            let zone = ZoneName::new("Etc/GMT-1").unwrap();
            prop_assert_eq!(moment(&text, None, 0, &zone, &HourEast), Some(at));
        }

        #[test]
        fn no_text_makes_it_panic(text in "[0-9T:/. +Z,éAPM-]{0,30}") {
            let _ = told(&text, Some(Order::MonthFirst));
        }
    }
}
