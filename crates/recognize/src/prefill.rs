//! A booking page's URL with a text filled into its form.

use crate::address::{MAX_URL_BYTES, as_browsers_read};
use crate::classify::{Label, Recognition, recognize, recognize_own};
use crate::escape::push_encoded;
use crate::provider::Provider;
use crate::query::pairs;

/// What came of filling in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prefilled {
    /// The URL to go to.
    Url(String),
    /// The link fills that field with something already; that text is not ours to replace.
    FieldTaken,
    /// The text, or the URL with it, is longer than the field takes.
    TooLong {
        /// The longest text to put there, in Unicode characters.
        max_chars: u16,
    },
    /// The provider has no field that a link can fill.
    NotOffered,
    /// The URL is no page to book on.
    NotABookingPage,
}

/// `url` with `text` filled into the field that the provider offers for it.
///
/// `url` is the page's current URL: chosen slot, embed parameters and fragment stay as they are.
/// The text is percent-encoded whole and comes out of the parameter as it went in. An empty text
/// changes nothing.
pub fn with_prefill(url: &str, text: &str) -> Prefilled {
    filled(url, text, &recognize(url))
}

/// As [`with_prefill`], on a page that is known to be `provider`'s: its host may be one that somebody
/// gave that system, as for [`recognize_own`].
pub fn with_own_prefill(url: &str, provider: &'static Provider, text: &str) -> Prefilled {
    filled(url, text, &recognize_own(url, provider))
}

fn filled(url: &str, text: &str, seen: &Recognition) -> Prefilled {
    let (Label::Book, Some(provider)) = (seen.label, seen.provider) else {
        return Prefilled::NotABookingPage;
    };
    let Some(prefill) = provider.prefill() else {
        return Prefilled::NotOffered;
    };
    let max_chars = prefill.max_chars;
    let url = as_browsers_read(url);
    let (page, fragment) = match url.split_once('#') {
        Some((page, fragment)) => (page, Some(fragment)),
        None => (&*url, None),
    };
    let (page, query) = page.split_once('?').unwrap_or((page, ""));
    let ours = |pair: &crate::query::Pair| pair.is(prefill.param);
    if pairs(query).any(|pair| ours(&pair) && !pair.value.is_empty()) {
        return Prefilled::FieldTaken;
    }
    if text.is_empty() {
        return Prefilled::Url(url.into_owned());
    }
    if text.chars().nth(usize::from(max_chars)).is_some() {
        return Prefilled::TooLong { max_chars };
    }
    let mut filled = String::with_capacity(url.len() + 3 * text.len());
    filled.push_str(page);
    filled.push('?');
    for pair in pairs(query).filter(|pair| !ours(pair)) {
        filled.push_str(pair.written);
        filled.push('&');
    }
    filled.push_str(prefill.param);
    filled.push('=');
    push_encoded(&mut filled, text.bytes(), b"");
    if let Some(fragment) = fragment {
        filled.push('#');
        filled.push_str(fragment);
    }
    // A page whose URL Baton would not look into again must not come of it.
    if filled.len() > MAX_URL_BYTES {
        return Prefilled::TooLong { max_chars };
    }
    Prefilled::Url(filled)
}
