//! Who and what is about to be booked, for how long and when.

use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::classify::Found;
use crate::escape::{decoded_text, is_plain};
use crate::pattern::{Role, is_date_or_time};
use crate::provider::Provider;
use crate::query::value_of;
use crate::text::{MAX_TEXT_CHARS, clean};

/// What is known about a booking. Texts are cleaned and at most
/// [`MAX_TEXT_CHARS`](crate::MAX_TEXT_CHARS) characters long.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// The person or team: the link's own spelling (`alex-example`), or the page title's.
    pub person: Option<String>,
    /// The event type, likewise.
    pub event: Option<String>,
    /// The length of the meeting, 1 to 1,440 minutes.
    pub minutes: Option<u16>,
    /// The chosen time as the link gives it: an ISO date-time, or a date where only a day is chosen.
    pub slot: Option<String>,
}

impl Details {
    pub(crate) fn from_url(provider: &Provider, found: &Found, address: &Address) -> Self {
        let capture = |role| {
            let in_path = found.rule.route.capture(role, &address.path);
            in_path.or_else(|| found.fragment?.capture(role, &address.fragment_path()))
        };
        let event = capture(Role::Event).and_then(shown);
        let asked_minutes = value_of(address.query, provider.minutes_keys);
        let slot = capture(Role::Slot).or_else(|| {
            let dated = |key: &&'static str| {
                value_of(address.query, &[*key]).filter(|value| is_date_or_time(value))
            };
            provider.slot_keys.iter().find_map(dated)
        });
        Self {
            person: capture(Role::Owner).and_then(shown),
            minutes: asked_minutes
                .and_then(|minutes| minutes.parse().ok())
                .filter(|minutes| MINUTES.contains(minutes))
                .or_else(|| length_in(event.as_deref()?).map(|length| length.minutes)),
            event,
            slot: slot.and_then(shown),
        }
    }
}

/// A part of a URL as text for people.
fn shown(part: &str) -> Option<String> {
    let text = if is_plain(part) && part.len() <= MAX_TEXT_CHARS {
        part.to_owned()
    } else {
        clean(&decoded_text(part))
    };
    Some(text).filter(|text| !text.is_empty())
}

/// Lengths that a meeting can have, in minutes.
const MINUTES: std::ops::RangeInclusive<u16> = 1..=24 * 60;

/// A length found in a text.
pub(crate) struct Length {
    pub minutes: u16,
    /// Nothing else is said.
    pub alone: bool,
}

/// The first length in `text`: a number and a unit, as in `30min`, `45-minute-meeting`,
/// `1 hour`.
pub(crate) fn length_in(text: &str) -> Option<Length> {
    let mut rest = text;
    loop {
        let start = rest.find(|c: char| c.is_ascii_digit())?;
        let in_word = rest[..start].ends_with(char::is_alphanumeric);
        let digits = &rest[start..];
        let end = digits
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(digits.len());
        let (number, after) = digits.split_at(end);
        rest = after;
        if in_word {
            continue;
        }
        let after = after
            .strip_prefix(['-', '_', ' ', '.', '+'])
            .unwrap_or(after);
        let word_end = after
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(after.len());
        let (unit, tail) = after.split_at(word_end);
        let Some(minutes) = number
            .parse::<u16>()
            .ok()
            .zip(minutes_in_unit(unit))
            .and_then(|(n, m)| n.checked_mul(m))
        else {
            continue;
        };
        if MINUTES.contains(&minutes) {
            let alone = tail.is_empty() && text.starts_with(number);
            return Some(Length { minutes, alone });
        }
    }
}

fn minutes_in_unit(unit: &str) -> Option<u16> {
    let is = |words: &[&str]| words.iter().any(|word| unit.eq_ignore_ascii_case(word));
    if is(&["min", "mins", "minute", "minutes"]) {
        Some(1)
    } else if is(&["h", "hr", "hrs", "hour", "hours"]) {
        Some(60)
    } else {
        None
    }
}
