//! A date-time field's text and the moment it means.

use baton_worktime::{CivilDate, UtcMillis, ZoneName, Zones, to_local, to_utc};

/// `at` as a `datetime-local` field wants it, on the clocks of `zone`; empty when it has none.
#[must_use]
pub fn field_text(at: Option<UtcMillis>, zone: &ZoneName, zones: &dyn Zones) -> String {
    let Some(local) = at.and_then(|at| to_local(zones, zone, at).ok()) else {
        return String::new();
    };
    let (year, month, day) = local.date().year_month_day();
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}",
        local.hour(),
        local.minute()
    )
}

/// The moment a `datetime-local` field means on the clocks of `zone`; `None` while it is
/// incomplete.
#[must_use]
pub fn moment(text: &str, zone: &ZoneName, zones: &dyn Zones) -> Option<UtcMillis> {
    let (date, time) = text.split_once('T')?;
    let mut date = date.splitn(3, '-');
    let date = CivilDate::new(
        date.next()?.parse().ok()?,
        date.next()?.parse().ok()?,
        date.next()?.parse().ok()?,
    )?;
    let mut time = time.split(':');
    let hour: u16 = time.next()?.parse().ok().filter(|hour| *hour < 24)?;
    let minute: u16 = time.next()?.parse().ok().filter(|minute| *minute < 60)?;
    to_utc(zones, zone, date.at_minute(hour * 60 + minute)).ok()
}

#[cfg(test)]
mod tests {
    use super::{field_text, moment};
    use baton_worktime::{UtcMillis, ZoneError, ZoneName, Zones};

    struct OneHourEast;

    impl Zones for OneHourEast {
        fn offset_seconds(&self, _: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
            Ok(3_600)
        }
    }

    #[test]
    fn a_moment_survives_the_field() {
        let zone = ZoneName::utc();
        let at = UtcMillis(1_795_100_400_000);
        let text = field_text(Some(at), &zone, &OneHourEast);
        assert_eq!(text, "2026-11-19T16:00");
        assert_eq!(moment(&text, &zone, &OneHourEast), Some(at));
        assert_eq!(field_text(None, &zone, &OneHourEast), "");
    }

    #[test]
    fn an_incomplete_field_means_nothing() {
        for text in [
            "",
            "2026-11-19",
            "2026-11-19T",
            "2026-13-19T10:00",
            "2026-11-19T24:00",
            "T",
        ] {
            assert_eq!(moment(text, &ZoneName::utc(), &OneHourEast), None, "{text}");
        }
    }
}
