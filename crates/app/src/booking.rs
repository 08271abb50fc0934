//! From a recognised page to a note's source, and from a brief to the booking.

use baton_brief::{Brief, Context, booking_text, compose};
use baton_notes::Source;
use baton_protocol::BookingPreview;
use baton_recognize::{Prefilled, Recognition, describe, provider, with_prefill};

/// `scheme://host[:port]` of an address in the form browsers write.
pub(crate) fn origin(url: &str) -> Option<&str> {
    let host = url.find("://")? + 3;
    let end = url[host..]
        .find(['/', '?', '#'])
        .map_or(url.len(), |at| host + at);
    url.get(..end)
}

/// The address of the booking page `target` without its fragment, unless that tells the page from
/// others: it may say something that is nobody's business.
pub(crate) fn without_idle_fragment(mut url: String, target: &str) -> String {
    if !target.contains('#') {
        url.truncate(url.find('#').unwrap_or(url.len()));
    }
    url
}

/// Who and what a booking page is about.
pub(crate) fn source(seen: &Recognition, target: &str, title: &str) -> Source {
    let Some(provider) = seen.provider else {
        return Source::default();
    };
    let details = describe(provider, title, seen.details.clone());
    Source {
        provider: provider.id.to_owned(),
        target: target.to_owned(),
        person: details.person,
        event: details.event,
        minutes: details.minutes,
        slot: details.slot,
    }
}

/// What *Book with this brief* does on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    /// What is shown before it is done.
    pub preview: BookingPreview,
    /// Where the page goes; `None` leaves it where it is.
    pub go: Option<String>,
}

impl Plan {
    fn clipboard_only(reason: &str) -> Self {
        Self {
            preview: BookingPreview {
                field_text: String::new(),
                rest_on_clipboard: true,
                clipboard_reason: Some(reason.to_owned()),
            },
            go: None,
        }
    }
}

/// Plans the booking of `brief` on the page at `url`: the whole brief in the vendor's field where
/// it fits, else its one-line ask, else the clipboard alone.
pub(crate) fn plan(provider_id: &str, url: &str, brief: &Brief, context: &Context<'_>) -> Plan {
    let Some(prefill) = provider(provider_id).and_then(baton_recognize::Provider::prefill) else {
        return Plan::clipboard_only("booking_clipboard_not_offered");
    };
    let document = compose(brief, context);
    let max_chars = u32::from(prefill.max_chars);
    let whole = booking_text(&document, max_chars);
    let ask = booking_text(&document, ONE_LINE_CHARS.min(max_chars));
    for fitted in [whole, ask] {
        match with_prefill(url, &fitted.text) {
            Prefilled::Url(go) => {
                let reason = fitted
                    .rest_on_clipboard
                    .then(|| "booking_clipboard_too_long".to_owned());
                return Plan {
                    preview: BookingPreview {
                        field_text: fitted.text,
                        rest_on_clipboard: fitted.rest_on_clipboard,
                        clipboard_reason: reason,
                    },
                    go: Some(go),
                };
            }
            Prefilled::TooLong { .. } => {}
            Prefilled::FieldTaken => {
                return Plan::clipboard_only("booking_clipboard_field_taken");
            }
            Prefilled::NotOffered | Prefilled::NotABookingPage => {
                return Plan::clipboard_only("booking_clipboard_not_offered");
            }
        }
    }
    Plan::clipboard_only("booking_clipboard_too_long")
}

/// A length that holds an ask in one line whatever the script, in characters.
const ONE_LINE_CHARS: u32 = 200;
