//! Dates as they are typed: `2026`, `2026-03` or `2026-03-15`; `2026-3-5` is as good.

use baton_worktime::CivilDate;
use std::ops::RangeInclusive;

/// The first second of the year, month or day, where clocks are ahead of UTC by this many minutes.
pub(crate) fn first_second(typed: &str, ahead_minutes: i32) -> Option<u32> {
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
    let second = date.at_minute(0).clock_millis() / 1_000 - i64::from(ahead_minutes) * 60;
    // What is beyond the last second that is kept is after every note.
    Some(u32::try_from(second.max(0)).unwrap_or(u32::MAX))
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
    use super::*;

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
            assert_eq!(first_second(typed, 0), expected, "{typed:?}");
        }
    }

    #[test]
    fn the_day_begins_earlier_where_clocks_are_ahead() {
        assert_eq!(first_second("1970-01-02", 60), Some(82_800));
        assert_eq!(first_second("1970-01-02", -60), Some(90_000));
        assert_eq!(first_second("1970", 60), Some(0));
    }
}
