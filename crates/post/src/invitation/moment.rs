//! Dates, times and lengths as calendar files write them (RFC 5545, 3.3).

use super::content_line::Property;
use baton_worktime::{CivilDate, LocalTime};
use serde::{Deserialize, Serialize};

const MILLIS_A_SECOND: i64 = 1_000;
const MILLIS_A_MINUTE: i64 = 60 * MILLIS_A_SECOND;
/// The longest name of a time zone, in bytes.
const MAX_ZONE_BYTES: usize = 100;
/// The longest event of which the minutes are told: a year.
const MAX_MINUTES: i64 = 366 * 24 * 60;

/// When an event begins or ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// ISO 8601: `2026-11-19` for a whole day, `2026-11-19T10:00:00` on the clock of `zone`, or on
    /// any clock without one, `2026-11-19T10:00:00Z` in UTC.
    pub iso: String,
    /// The zone as the file names it: mostly an IANA name, Outlook's are those of Windows.
    pub zone: Option<String>,
}

/// The same, to reckon with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Moment {
    Date(CivilDate),
    Local(LocalTime, Option<String>),
    Utc(LocalTime),
}

impl Moment {
    /// Reads `DTSTART` or `DTEND`.
    pub(super) fn read(property: &Property) -> Option<Self> {
        let value = property.value.trim();
        let (date, time) = match value.split_once(['T', 't']) {
            Some((date, time)) => (date, Some(time)),
            None => (value, None),
        };
        let date = date_of(date)?;
        let Some(time) = time else {
            return Some(Self::Date(date));
        };
        let (time, utc) = match time.strip_suffix(['Z', 'z']) {
            Some(time) => (time, true),
            None => (time, false),
        };
        let millis = date.at_minute(0).clock_millis() + millis_of(time)?;
        let time = LocalTime::from_clock_millis(millis);
        let zone = property.parameter("TZID").map(str::trim);
        let zone = zone.filter(|zone| !zone.is_empty() && zone.len() <= MAX_ZONE_BYTES);
        Some(match zone {
            _ if utc => Self::Utc(time),
            Some("UTC" | "Etc/UTC" | "GMT") => Self::Utc(time),
            zone => Self::Local(time, zone.map(crate::line::clean)),
        })
    }

    pub(super) fn when(&self) -> When {
        let (iso, zone) = match self {
            Self::Date(date) => (date.to_string(), None),
            Self::Local(time, zone) => (time.to_string(), zone.clone()),
            Self::Utc(time) => {
                let mut iso = time.to_string();
                iso.push('Z');
                (iso, None)
            }
        };
        When { iso, zone }
    }

    /// The minutes until `end`, where they do not depend on when clocks change.
    pub(super) fn minutes_until(&self, end: &Self) -> Option<u32> {
        let (start, end) = match (self, end) {
            (Self::Utc(start), Self::Utc(end)) => (start, end),
            (Self::Local(start, zone), Self::Local(end, other))
                if zone == other && start.date() == end.date() =>
            {
                (start, end)
            }
            _ => return None,
        };
        minutes(end.clock_millis() - start.clock_millis())
    }

    /// The minutes of a `DURATION`, where they do not depend on when clocks change.
    pub(super) fn minutes_of(&self, duration: &str) -> Option<u32> {
        let (millis, has_days) = length(duration.trim())?;
        let is_clear = match self {
            Self::Utc(_) => true,
            Self::Local(..) => !has_days,
            Self::Date(_) => false,
        };
        minutes(millis).filter(|_| is_clear)
    }
}

fn minutes(millis: i64) -> Option<u32> {
    let minutes = millis / MILLIS_A_MINUTE;
    let told = (1..=MAX_MINUTES).contains(&minutes);
    told.then_some(minutes as u32)
}

/// `20261119`; also `2026-11-19`, which is no iCalendar and found in files all the same.
fn date_of(text: &str) -> Option<CivilDate> {
    if text.contains('-') {
        return text.parse().ok();
    }
    if text.len() != 8 {
        return None;
    }
    let year = number(text.get(..4)?)?;
    let month = number(text.get(4..6)?)?;
    let day = number(text.get(6..)?)?;
    CivilDate::new(year as i32, month as u8, day as u8)
}

/// `100000` or `1000`, also with colons, as milliseconds of the day. A leap second is the last one.
fn millis_of(text: &str) -> Option<i64> {
    let digits = text.replace(':', "");
    if !matches!(digits.len(), 4 | 6) {
        return None;
    }
    let hour = number(digits.get(..2)?)?;
    let minute = number(digits.get(2..4)?)?;
    let second = digits.get(4..).filter(|second| !second.is_empty());
    let second = second.map_or(Some(0), number)?;
    let fits = hour < 24 && minute < 60 && second <= 60;
    fits.then(|| ((hour * 60 + minute) * 60 + second.min(59)) * MILLIS_A_SECOND)
}

/// `P1W`, `P1DT2H`, `PT30M`: milliseconds, and whether days are among it.
fn length(text: &str) -> Option<(i64, bool)> {
    let mut rest = text
        .strip_prefix('+')
        .unwrap_or(text)
        .strip_prefix(['P', 'p'])?;
    let (mut millis, mut has_days, mut in_time) = (0_i64, false, false);
    while !rest.is_empty() {
        if let Some(time) = rest.strip_prefix(['T', 't']) {
            (rest, in_time) = (time, true);
            continue;
        }
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (count, unit) = rest.split_at_checked(digits)?;
        let seconds = match (unit.bytes().next()?.to_ascii_uppercase(), in_time) {
            (b'W', false) => 7 * 86_400,
            (b'D', false) => 86_400,
            (b'H', true) => 3_600,
            (b'M', true) => 60,
            (b'S', true) => 1,
            _ => return None,
        };
        has_days |= !in_time;
        let added = number(count)?.checked_mul(seconds * MILLIS_A_SECOND)?;
        millis = millis.checked_add(added)?;
        rest = unit.get(1..)?;
    }
    Some((millis, has_days))
}

/// Digits and nothing else.
fn number(text: &str) -> Option<i64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::content_line::property;
    use super::*;

    fn read(line: &str) -> Option<When> {
        Moment::read(&property(line)?).map(|moment| moment.when())
    }

    #[test]
    fn moments_are_read_in_each_form() {
        for (line, iso, zone) in [
            ("DTSTART:20261119T100000Z", "2026-11-19T10:00:00Z", None),
            (
                "DTSTART;TZID=Europe/Berlin:20261119T100000",
                "2026-11-19T10:00:00",
                Some("Europe/Berlin"),
            ),
            (
                "DTSTART;TZID=\"W. Europe Standard Time\":20261119T1000",
                "2026-11-19T10:00:00",
                Some("W. Europe Standard Time"),
            ),
            (
                "DTSTART;TZID=UTC:20261119T100000",
                "2026-11-19T10:00:00Z",
                None,
            ),
            ("DTSTART:20261119T235960", "2026-11-19T23:59:59", None),
            ("DTSTART;VALUE=DATE:20261119", "2026-11-19", None),
            ("DTSTART:2026-11-19T10:00:00Z", "2026-11-19T10:00:00Z", None),
        ] {
            let expected = When {
                iso: iso.to_owned(),
                zone: zone.map(str::to_owned),
            };
            assert_eq!(read(line), Some(expected), "{line}");
        }
        for line in [
            "DTSTART:",
            "DTSTART:20260230",
            "DTSTART:20261119T250000",
            "DTSTART:2026111",
            "DTSTART:+0261119",
            "DTSTART:tomorrow",
            "DTSTART:20261119T",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    fn moment(line: &str) -> Moment {
        Moment::read(&property(line).unwrap()).unwrap()
    }

    #[test]
    fn minutes_are_told_where_no_clock_can_change_between() {
        let utc = moment("A:20261119T100000Z");
        let local = moment("A;TZID=Europe/Berlin:20261119T100000");
        assert_eq!(
            utc.minutes_until(&moment("A:20261120T100000Z")),
            Some(1_440)
        );
        assert_eq!(
            local.minutes_until(&moment("A;TZID=Europe/Berlin:20261119T102500")),
            Some(25)
        );
        assert_eq!(
            local.minutes_until(&moment("A;TZID=Europe/Berlin:20261120T100000")),
            None
        );
        assert_eq!(
            local.minutes_until(&moment("A;TZID=Asia/Tokyo:20261119T110000")),
            None
        );
        assert_eq!(
            local.minutes_until(&moment("A;TZID=Europe/Berlin:20261119T090000")),
            None
        );
        assert_eq!(local.minutes_of("PT1H30M"), Some(90));
        assert_eq!(local.minutes_of("P1D"), None);
        assert_eq!(utc.minutes_of("P1DT1H"), Some(1_500));
        for broken in [
            "",
            "P",
            "-PT5M",
            "PT",
            "P5",
            "PT99999999999999999999M",
            "PT5D",
            "P1M",
        ] {
            assert_eq!(utc.minutes_of(broken), None, "{broken}");
        }
    }
}
