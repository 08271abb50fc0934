//! A form in which somebody makes an event and asks guests to it: the same gate from the organiser's
//! side. Scripts of Baton stand there only where a person allowed it.
//!
//! The address says first whether a form is open. Where a calendar opens it without one, any element
//! that only the form has says so. Nothing is asked before both agree: a page in which nothing of the
//! form is found has changed its shape, and the toolbar button stands in.

use super::Sighting;
use baton_locale::Messages;
use baton_notes::Source;
use baton_protocol::Activity;
use baton_recognize::{Evidence, FormSeen, FormShown, form_over, recognize_form};

/// As much of the guests as a line takes, in characters. A note refuses a longer name of a person.
const MAX_PERSON_CHARS: usize = 200;

/// Whether a form can open at `url` without a move.
pub(super) fn can_open(url: &str) -> bool {
    form_over(url).is_some()
}

/// The form that is open at `url`, where the page shows `shown` of it: JSON of a [`FormShown`].
pub(super) fn sighting(
    url: &str,
    shown: Option<&str>,
    messages: &dyn Messages,
) -> Option<Sighting> {
    let shown = shown.and_then(|shown| baton_json::from_str::<FormShown>(shown).ok());
    let by_address = recognize_form(url);
    let path = by_address.as_ref().and_then(path);
    let (seen, activity) = match (by_address, shown) {
        (Some(seen), None) => (seen, Activity::CannotPrompt),
        (seen, Some(shown)) => {
            let seen = seen.or_else(|| Some(FormSeen::of(form_over(url)?)))?;
            let seen = seen.and_shown(&shown);
            let is_alone = seen.guests.is_empty() && !seen.form.is_always_meeting;
            let activity = match is_alone {
                true => Activity::NoGuests,
                false => Activity::Prompting,
            };
            (seen, activity)
        }
        (None, None) => return None,
    };
    let name = seen.form.name;
    let reason = match path {
        Some(path) => messages.text("form_reason", &[path, name]),
        None => messages.text("form_reason_page", &[name]),
    };
    Some(Sighting {
        activity,
        source: Some(source(&seen, url)),
        confirms: false,
        watch: true,
        asked: None,
        provider_name: Some(name.to_owned()),
        reasons: vec![reason],
    })
}

fn path(seen: &FormSeen) -> Option<&'static str> {
    seen.evidence.iter().find_map(|evidence| match evidence {
        Evidence::PathRule { path, .. } => Some(*path),
        _ => None,
    })
}

/// What is said of the event is no part of its identity. A start without its zone would be read in the
/// writer's, so it is left out where the zone stands apart.
fn source(seen: &FormSeen, url: &str) -> Source {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    Source {
        provider: seen.form.id.to_owned(),
        target: url[..end].to_owned(),
        person: person(&seen.guests),
        event: seen.title.clone(),
        minutes: seen.minutes,
        slot: seen.start.clone().filter(|_| seen.zone.is_none()),
    }
}

/// The first guests, and how many more there are.
fn person(guests: &[String]) -> Option<String> {
    let (first, rest) = guests.split_first()?;
    let mut line = first.clone();
    for (place, guest) in rest.iter().enumerate() {
        if line.chars().count() + guest.chars().count() > MAX_PERSON_CHARS {
            line.push_str(" +");
            line.push_str(&(rest.len() - place).to_string());
            break;
        }
        line.push_str(", ");
        line.push_str(guest);
    }
    Some(line)
}
