//! The days and hours in which Baton asks.

use baton_worktime::{LocalTime, Weekday};
use serde::{Deserialize, Serialize};

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// The days of the week and the hours of these days in which Baton asks, on the person's own clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// Monday first.
    pub days: [bool; 7],
    /// The first minute, counted from midnight.
    pub from: u16,
    /// The minute after the last one, at most 1,440. Not after [`Hours::from`]: they go over midnight,
    /// and belong to the day they begin on.
    pub to: u16,
}

impl Hours {
    /// Whether a clock stands within them.
    #[must_use]
    pub fn hold(&self, at: LocalTime) -> bool {
        let minute = u16::from(at.hour()) * 60 + u16::from(at.minute());
        let day = at.date().weekday().index();
        let before = (day + Weekday::ALL.len() - 1) % Weekday::ALL.len();
        if self.from < self.to {
            return self.days[day] && (self.from..self.to).contains(&minute);
        }
        (self.days[day] && minute >= self.from) || (self.days[before] && minute < self.to)
    }

    /// Whether these can be hours at all: some day, and minutes that a day has.
    #[must_use]
    pub fn can_be(&self) -> bool {
        self.days.contains(&true) && self.from < DAY && self.to <= DAY
    }
}

#[cfg(test)]
mod tests {
    use super::Hours;
    use baton_worktime::LocalTime;

    /// Day 0 of the clock, 1970-01-01, was a Thursday.
    fn clock(day: i64, hour: i64) -> LocalTime {
        LocalTime::from_clock_millis((day * 24 + hour) * 3_600_000)
    }

    #[test]
    fn they_hold_from_their_first_minute_to_before_their_last() {
        let thursday = [false, false, false, true, false, false, false];
        let hours = Hours {
            days: thursday,
            from: 9 * 60,
            to: 17 * 60,
        };
        for (day, hour, expected) in [
            (0, 8, false),
            (0, 9, true),
            (0, 16, true),
            (0, 17, false),
            (1, 10, false),
            (7, 10, true),
        ] {
            assert_eq!(hours.hold(clock(day, hour)), expected, "{day} {hour}");
        }
    }

    #[test]
    fn over_midnight_they_belong_to_the_day_they_begin_on() {
        let thursday = [false, false, false, true, false, false, false];
        let hours = Hours {
            days: thursday,
            from: 22 * 60,
            to: 6 * 60,
        };
        for (day, hour, expected) in [
            (0, 5, false),
            (0, 23, true),
            (1, 5, true),
            (1, 6, false),
            (1, 23, false),
        ] {
            assert_eq!(hours.hold(clock(day, hour)), expected, "{day} {hour}");
        }
    }

    #[test]
    fn hours_without_a_day_or_past_the_day_are_none() {
        let all = Hours {
            days: [true; 7],
            from: 0,
            to: 1_440,
        };
        assert!(all.can_be());
        for wrong in [
            Hours {
                days: [false; 7],
                ..all.clone()
            },
            Hours {
                from: 1_440,
                ..all.clone()
            },
            Hours {
                to: 1_441,
                ..all.clone()
            },
        ] {
            assert!(!wrong.can_be(), "{wrong:?}");
        }
    }
}
