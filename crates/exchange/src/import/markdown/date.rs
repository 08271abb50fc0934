//! Dates as they stand in front matter.

use crate::file::Setting;
use baton_notes::MAX_MOMENT;
use baton_worktime::{CivilDate, LocalTime, UtcMillis, to_utc};

const MINUTE: i64 = 60_000;

/// A date, a date and a time, or one with an offset (RFC 3339, or with a space for the `T`). Without
/// an offset it is in the setting's zone, and a date alone is its midnight.
pub(super) fn moment(text: &str, setting: &Setting) -> Option<UtcMillis> {
    let text = text.trim();
    let date: CivilDate = text.get(..10)?.parse().ok()?;
    let rest = &text[10..];
    let local = |minutes: i64, millis: i64| {
        let midnight = date.at_minute(0).clock_millis();
        LocalTime::from_clock_millis(midnight + minutes * MINUTE + millis)
    };
    if rest.is_empty() {
        return in_range(to_utc(setting.zones, setting.zone, local(0, 0)).ok()?);
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?.trim_start();
    let (minutes, rest) = clock(rest)?;
    let (millis, rest) = seconds(rest)?;
    let local = local(minutes, millis);
    match rest.trim_start() {
        "" => in_range(to_utc(setting.zones, setting.zone, local).ok()?),
        "Z" | "z" => in_range(UtcMillis(local.clock_millis())),
        offset => {
            let east = if offset.starts_with('+') { 1 } else { -1 };
            let offset = offset.strip_prefix(['+', '-'])?;
            let (minutes, rest) = clock(offset)?;
            let at = local.clock_millis() - east * minutes * MINUTE;
            rest.is_empty().then(|| in_range(UtcMillis(at)))?
        }
    }
}

/// `09:30` or `0930` as minutes, and what follows.
fn clock(text: &str) -> Option<(i64, &str)> {
    let hours = two_digits(text)?;
    let rest = &text[2..];
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let minutes = two_digits(rest)?;
    (hours < 24 && minutes < 60).then(|| (hours * 60 + minutes, &rest[2..]))
}

/// `:07` and `:07.25` as milliseconds, and what follows; 0 without them.
fn seconds(text: &str) -> Option<(i64, &str)> {
    let Some(rest) = text.strip_prefix(':') else {
        return Some((0, text));
    };
    // A leap second is the end of its minute.
    let seconds = two_digits(rest).filter(|seconds| *seconds <= 60)?.min(59);
    let rest = &rest[2..];
    let Some(fraction) = rest.strip_prefix(['.', ',']) else {
        return Some((seconds * 1_000, rest));
    };
    let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
    let taken = &fraction[..digits];
    let millis: i64 = format!("{taken:0<3}").get(..3)?.parse().ok()?;
    (digits > 0).then(|| (seconds * 1_000 + millis, &fraction[digits..]))
}

fn two_digits(text: &str) -> Option<i64> {
    let digits = text.get(..2)?;
    let is_number = digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| digits.parse().ok())?
}

fn in_range(at: UtcMillis) -> Option<UtcMillis> {
    (UtcMillis(0)..=MAX_MOMENT).contains(&at).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_locale::Catalogue;
    use baton_worktime::{ZoneError, ZoneName, Zones};

    struct Ahead;

    impl Zones for Ahead {
        fn offset_seconds(&self, _: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
            Ok(3_600)
        }
    }

    fn read(text: &str) -> Option<i64> {
        let setting = Setting {
            now: UtcMillis(0),
            zone: &ZoneName::utc(),
            zones: &Ahead,
            messages: &Catalogue::english(),
        };
        moment(text, &setting).map(|at| at.0)
    }

    #[test]
    fn dates_and_times_are_read_as_people_write_them() {
        let noon = 1_773_316_800_000;
        for (text, millis) in [
            ("2026-03-12T12:00:00Z", noon),
            ("2026-03-12t12:00z", noon),
            ("2026-03-12 13:00", noon),
            (" 2026-03-12T13:00:00 ", noon),
            ("2026-03-12T14:30:00+02:30", noon),
            ("2026-03-12 07:00:00 -0500", noon),
            ("2026-03-12T12:00:00.25Z", noon + 250),
            ("2026-03-12T12:00:07.123456Z", noon + 7_123),
            ("2026-03-12T12:00:60Z", noon + 59_000),
            ("2026-03-12", noon - 13 * 3_600_000),
        ] {
            assert_eq!(read(text), Some(millis), "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for text in [
            "",
            "today",
            "2026-02-30",
            "2026-03-12T",
            "2026-03-12T25:00",
            "2026-03-12T12",
            "2026-03-12T12:00+",
            "2026-03-12T12:00 CET",
            "1969-12-31",
            "12.3.2026",
            "2026-03-12T12:00:0",
            "2026-03-12T12:00:00.Z",
            "２０２６-03-12",
            "2026-03-12T+1:00",
            "2026-03-1é",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
