//! Numbers as people read them.

/// Minutes and whole seconds.
#[must_use]
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a recording is far below 2^32 seconds long, and never negative"
)]
pub(crate) fn minutes_and_seconds(millis: f64) -> (u32, u32) {
    let seconds = (millis / 1_000.0).max(0.0) as u32;
    (seconds / 60, seconds % 60)
}

/// A length as a clock shows it: `0:34`.
#[must_use]
pub(crate) fn clock(millis: f64) -> String {
    let (minutes, seconds) = minutes_and_seconds(millis);
    format!("{minutes}:{seconds:02}")
}

/// A moment in the name of a file, in parts of the person's own clock: `2026-11-26 14.05`. Not every
/// system takes a colon.
#[must_use]
pub(crate) fn stamp([year, month, day, hour, minute]: [u32; 5]) -> String {
    format!("{year}-{month:02}-{day:02} {hour:02}.{minute:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_read_as_on_a_clock() {
        assert_eq!(clock(0.0), "0:00");
        assert_eq!(clock(34_999.0), "0:34");
        assert_eq!(clock(1_625_000.0), "27:05");
        assert_eq!(clock(-1.0), "0:00");
    }

    #[test]
    fn a_moment_fits_into_the_name_of_a_file() {
        assert_eq!(stamp([2026, 11, 6, 9, 5]), "2026-11-06 09.05");
    }
}
