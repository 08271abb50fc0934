//! A form in which somebody makes an event and asks guests to it: the same gate from the organiser's
//! side. Scripts of Baton stand there only where a person allowed it.

use super::Sighting;
use baton_locale::Messages;
use baton_notes::Source;
use baton_recognize::{Evidence, FormSeen, Label, recognize_form};

/// The form at `url`, with what its address says about the event.
pub(super) fn sighting(url: &str, messages: &dyn Messages) -> Option<Sighting> {
    let seen = recognize_form(url)?;
    let path = seen.evidence.iter().find_map(|evidence| match evidence {
        Evidence::PathRule { path, .. } => Some(*path),
        _ => None,
    });
    let name = seen.form.name;
    Some(Sighting {
        label: Label::Book,
        source: Some(source(&seen, url)),
        confirms: false,
        is_form: true,
        provider_name: Some(name.to_owned()),
        reasons: vec![messages.text("form_reason", &[path.unwrap_or_default(), name])],
    })
}

/// What the address says of the event is no part of its identity. A start without its zone would be read
/// in the writer's, so it is left out where the zone stands apart.
fn source(seen: &FormSeen, url: &str) -> Source {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    Source {
        provider: seen.form.id.to_owned(),
        target: url[..end].to_owned(),
        person: (!seen.guests.is_empty()).then(|| seen.guests.join(", ")),
        event: seen.title.clone(),
        minutes: None,
        slot: seen.start.clone().filter(|_| seen.zone.is_none()),
    }
}
