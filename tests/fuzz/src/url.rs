//! Addresses of pages, with the page's title and a text to be filled in: `url --- title --- text`.

use crate::parts::parts;
use baton_recognize::{
    Details, End, Label, MAX_GUESTS, MAX_LAYERS, MAX_TEXT_CHARS, MAX_URL_BYTES, Prefilled,
    Recognition, describe, providers, recognize, recognize_form, recognize_own, unwrapped,
    with_prefill,
};
use url::Url;

/// Host, user info before it, path rule and parameter.
const MOST_EVIDENCE: usize = 4;

pub(crate) fn hold(text: &str) {
    let [written, title, fill] = parts(text);
    let seen = recognize(written);
    is_sound(&seen);
    is_what_a_browser_reads(written, &seen);
    if let Some(target) = &seen.target {
        is_its_own_target(target, &seen);
    }
    if let Some(provider) = seen.provider {
        let described = describe(provider, title, seen.details.clone());
        is_bounded(&described);
        let again = describe(provider, title, described.clone());
        assert_eq!(again, described, "a title says the same twice");
    }
    filled(written, &seen, fill);
    is_taken_off(written);
    opens_a_form(written, &seen);
    for provider in providers().iter().filter(|it| it.has_own_hosts()) {
        is_sound(&recognize_own(written, provider));
    }
}

/// A form is no page to book on, and says no more than a person can look at.
fn opens_a_form(written: &str, seen: &Recognition) {
    let Some(form) = recognize_form(written) else {
        return;
    };
    assert_eq!(seen.label, Label::Not);
    assert!((2..=MOST_EVIDENCE).contains(&form.evidence.len()));
    assert!(form.guests.len() <= MAX_GUESTS);
    let said = [form.title, form.start, form.end, form.zone, form.details];
    for text in said.into_iter().flatten().chain(form.guests) {
        assert!((1..=MAX_TEXT_CHARS).contains(&text.chars().count()));
    }
}

/// What is inside of a wrapper is a web address, and shorter than the wrapper or not much longer.
fn is_taken_off(written: &str) {
    let Some(unwrapped) = unwrapped(written) else {
        return;
    };
    assert!((1..=MAX_LAYERS).contains(&unwrapped.through.len()));
    if let End::Url { url, seen } = unwrapped.end {
        assert!(url.len() <= written.len() + 1);
        assert!(
            url.trim()
                .get(..4)
                .is_some_and(|it| it.eq_ignore_ascii_case("http"))
        );
        is_sound(&seen);
    }
}

fn is_sound(seen: &Recognition) {
    assert!((1..=MOST_EVIDENCE).contains(&seen.evidence.len()));
    let is_not = seen.label == Label::Not;
    assert_eq!(is_not, seen.target.is_none());
    assert!(is_not || seen.provider.is_some());
    assert!(!is_not || seen.details == Details::default());
    is_bounded(&seen.details);
}

fn is_bounded(details: &Details) {
    let texts = [&details.person, &details.event, &details.slot];
    for text in texts.into_iter().flatten() {
        assert!(!text.is_empty() && text.chars().count() <= MAX_TEXT_CHARS);
        let turns = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!text.contains(turns), "{text:?}");
    }
    assert!(details.minutes.is_none_or(|m| (1..=24 * 60).contains(&m)));
}

fn is_what_a_browser_reads(written: &str, seen: &Recognition) {
    let Ok(url) = Url::parse(written) else {
        assert_eq!(seen.label, Label::Not, "no URL to a browser");
        return;
    };
    if url.as_str().len() > MAX_URL_BYTES || written.len() > MAX_URL_BYTES {
        return;
    }
    let serialised = recognize(url.as_str());
    if seen.provider.is_none() {
        // We may be stricter than a browser, never laxer.
        assert_eq!(seen.label, Label::Not);
        return;
    }
    assert_eq!(seen.label, serialised.label, "{url}");
    assert_eq!(seen.provider, serialised.provider, "{url}");
    assert_eq!(seen.target, serialised.target, "{url}");
    assert_eq!(seen.details, serialised.details, "{url}");
}

fn is_its_own_target(target: &str, seen: &Recognition) {
    if target.len() > MAX_URL_BYTES {
        return;
    }
    let url = Url::parse(target).expect("a target is a URL");
    assert_eq!(url.as_str().trim_end_matches('/'), target);
    let again = recognize(target);
    assert_eq!(again.label, seen.label);
    assert_eq!(again.provider, seen.provider);
    assert_eq!(again.target.as_deref(), Some(target));
}

fn filled(written: &str, seen: &Recognition, fill: &str) {
    let prefilled = with_prefill(written, fill);
    if seen.label != Label::Book {
        assert_eq!(prefilled, Prefilled::NotABookingPage);
    }
    let Prefilled::Url(filled) = prefilled else {
        return;
    };
    if fill.is_empty() {
        return;
    }
    assert!(filled.len() <= MAX_URL_BYTES);
    let again = recognize(&filled);
    assert_eq!((again.label, &again.target), (seen.label, &seen.target));
    let field = seen.provider.and_then(|provider| provider.prefill());
    let field = field.expect("a filled page has a field");
    let url = Url::parse(&filled).expect("a filled page has a URL");
    let held = url
        .query_pairs()
        .filter(|(key, _)| key == field.param)
        .last();
    assert_eq!(
        held.map(|(_, value)| value.into_owned()).as_deref(),
        Some(fill)
    );
    assert_eq!(with_prefill(&filled, fill), Prefilled::FieldTaken);
}
