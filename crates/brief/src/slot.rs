//! The slot chosen on a booking page.

use crate::brief::{Brief, FieldValue};
use crate::context::Context;
use crate::drafts::instead_of_booking;
use baton_gate::TemplateId;
use baton_worktime::{CivilDate, UtcMillis, ZoneName, Zones, to_utc};

/// Makes a brief one for a booking. That of a meeting says when the meeting is: at the slot that stands
/// chosen on the page, which it may have been drafted before. Any other no longer says that it is written
/// instead, as it was drafted.
pub fn fit_booking(brief: &mut Brief, context: &Context) {
    if brief.own.is_some() {
        return;
    }
    for (field, instead) in instead_of_booking(context) {
        if brief.fields.get(field) == Some(&FieldValue::Text(instead)) {
            brief.fields.remove(field);
        }
    }
    if brief.template != TemplateId::Meet {
        return;
    }
    let slot = context.slot;
    if let Some(at) = slot.and_then(|slot| slot_moment(slot, context.my_zone, context.zones)) {
        let when = FieldValue::Moment(at);
        brief.fields.insert("when".to_owned(), when);
    }
}

/// The moment a page's slot means, when it is written as a date and time of day such as
/// `2026-11-19T10:00:00-05:00`, `…Z`, or without an offset on the clocks of `zone`.
#[must_use]
pub fn slot_moment(slot: &str, zone: &ZoneName, zones: &dyn Zones) -> Option<UtcMillis> {
    let (date, rest) = slot.trim().split_once(['T', 't', ' '])?;
    let mut parts = date.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = digits(parts.next()?, 2)?;
    let day = digits(parts.next()?, 2)?;
    if parts.next().is_some() {
        return None;
    }
    let date = CivilDate::new(
        year.into(),
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    )?;
    let (time, offset_minutes) = split_offset(rest)?;
    let local = date.at_minute(minute_of_day(time)?);
    match offset_minutes {
        Some(minutes) => Some(UtcMillis(local.clock_millis()).plus_millis(-minutes * 60_000)),
        None => to_utc(zones, zone, local).ok(),
    }
}

/// Digits of exactly this many places.
fn digits(text: &str, places: usize) -> Option<u16> {
    (text.len() == places && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// `10:00`, `10:00:00` or `10:00:00.000`; seconds don't matter for a slot.
fn minute_of_day(time: &str) -> Option<u16> {
    let mut parts = time.split(':');
    let hour = digits(parts.next()?, 2).filter(|hour| *hour < 24)?;
    let minute = digits(parts.next()?, 2).filter(|minute| *minute < 60)?;
    if let Some(seconds) = parts.next() {
        digits(seconds.split('.').next()?, 2)?;
    }
    parts.next().is_none().then_some(hour * 60 + minute)
}

/// The time of day and the offset behind it in minutes, if there is one.
fn split_offset(rest: &str) -> Option<(&str, Option<i64>)> {
    if let Some(time) = rest.strip_suffix(['Z', 'z']) {
        return Some((time, Some(0)));
    }
    let Some(at) = rest.find(['+', '-']) else {
        return Some((rest, None));
    };
    let (time, offset) = rest.split_at(at);
    let east = offset.starts_with('+');
    let clock = offset[1..].replace(':', "");
    let clock = digits(&clock, 4)?;
    let minutes = i64::from(clock / 100 * 60 + clock % 100);
    Some((time, Some(if east { minutes } else { -minutes })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_worktime::ZoneError;

    struct OneHourEast;

    impl Zones for OneHourEast {
        fn offset_seconds(&self, _: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
            Ok(3_600)
        }
    }

    fn read(slot: &str) -> Option<i64> {
        slot_moment(slot, &ZoneName::utc(), &OneHourEast).map(|moment| moment.0)
    }

    #[test]
    fn a_slot_with_an_offset_is_that_moment() {
        let at_15_utc = 1_795_100_400_000;
        assert_eq!(read("2026-11-19T10:00:00-05:00"), Some(at_15_utc));
        assert_eq!(read("2026-11-19T16:00:00+0100"), Some(at_15_utc));
        assert_eq!(read("2026-11-19T15:00:00.000Z"), Some(at_15_utc));
    }

    #[test]
    fn a_slot_without_an_offset_is_on_the_given_clocks() {
        assert_eq!(read("2026-11-19T16:00"), Some(1_795_100_400_000));
    }

    #[test]
    fn anything_else_is_no_slot() {
        for text in [
            "",
            "T",
            "2026-11-19",
            "2026-11-19T",
            "2026-11-19T24:00Z",
            "2026-02-30T10:00Z",
            "2026-11-19T10:00:00+",
            "2026-11-19T10:00:00+é1:0",
            "2026-11-19T10:00:00:00Z",
            "next Tuesday",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
