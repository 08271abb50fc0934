//! From a brief to the booking.

use crate::App;
use crate::ports::{Ports, Scout};
use crate::scout::{Done, Filled, Job};
use baton_brief::{BookingText, Brief, Context, booking_text, compose};
use baton_protocol::BookingPreview;
use baton_recognize::system;

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

    fn with(fitted: BookingText, url: String) -> Self {
        let reason = fitted
            .rest_on_clipboard
            .then(|| "booking_clipboard_too_long".to_owned());
        Self {
            preview: BookingPreview {
                field_text: fitted.text,
                rest_on_clipboard: fitted.rest_on_clipboard,
                clipboard_reason: reason,
            },
            go: Some(url),
        }
    }
}

impl<P: Ports> App<P> {
    /// Plans the booking of `brief` on the page at `url`: the whole brief in the vendor's field
    /// where it fits, else its one-line ask, else the clipboard alone.
    pub(crate) async fn plan_booking(
        &self,
        provider_id: &str,
        url: &str,
        brief: &Brief,
        context: &Context<'_>,
    ) -> Plan {
        let Some(max_chars) = system(provider_id).and_then(|system| system.prefill_chars) else {
            return Plan::clipboard_only("booking_clipboard_not_offered");
        };
        let document = compose(brief, context);
        let max_chars = u32::from(max_chars);
        let fitted =
            [max_chars, ONE_LINE_CHARS.min(max_chars)].map(|chars| booking_text(&document, chars));
        let job = Job::Fill {
            url: url.to_owned(),
            texts: fitted.iter().map(|fitted| fitted.text.clone()).collect(),
        };
        let filled = match self.ports.scout().look(job).await {
            Ok(Done::Filled(filled)) => filled,
            // The clipboard has it in any case.
            _ => Filled::NotOffered,
        };
        let reason = match filled {
            Filled::With { text, url } => {
                if let Some(fitted) = fitted.into_iter().nth(text) {
                    return Plan::with(fitted, url);
                }
                "booking_clipboard_not_offered"
            }
            Filled::Taken => "booking_clipboard_field_taken",
            Filled::NotOffered => "booking_clipboard_not_offered",
            Filled::TooLong => "booking_clipboard_too_long",
        };
        Plan::clipboard_only(reason)
    }
}

/// A length that holds an ask in one line whatever the script, in characters.
const ONE_LINE_CHARS: u32 = 200;
