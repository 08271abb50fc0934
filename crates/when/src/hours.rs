//! Times of day, as the browser's field for them writes them.

use baton_asking::Hours;

/// What is offered first: nine to five, Monday to Friday.
#[must_use]
pub const fn offered() -> Hours {
    Hours {
        days: [true, true, true, true, true, false, false],
        from: 9 * 60,
        to: 17 * 60,
    }
}

/// `09:30` for a minute of the day; midnight at its end is `00:00`.
#[must_use]
pub fn written(minute: u16) -> String {
    let minute = minute % (24 * 60);
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// The minute of the day that `09:30` says, seconds left out.
#[must_use]
pub fn read(text: &str) -> Option<u16> {
    let (hour, rest) = text.split_once(':')?;
    let hour: u16 = hour.parse().ok().filter(|hour| *hour < 24)?;
    let minute: u16 = rest.get(..2)?.parse().ok().filter(|minute| *minute < 60)?;
    Some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::{read, written};

    #[test]
    fn a_time_is_read_as_it_is_written() {
        for minute in [0, 1, 9 * 60 + 30, 23 * 60 + 59] {
            assert_eq!(read(&written(minute)), Some(minute));
        }
        assert_eq!(written(24 * 60), "00:00");
        assert_eq!(read("09:30:15"), Some(570));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in ["", "9", "24:00", "09:60", "09:é", "-1:00"] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}
