//! The texts of a brief that a booking can take.

use crate::surroundings::context;
use baton_brief::{BookingText, Brief, booking_text, compose, fit_booking};
use baton_locale::Messages;
use baton_notes::Source;
use baton_protocol::{BookingPreview, Setup};
use baton_recognize::system;
use baton_worktime::{UtcMillis, Zones};
use serde::{Deserialize, Serialize};

/// A length that holds an ask in one line whatever the script, in characters.
const ONE_LINE_CHARS: u32 = 200;

/// What it takes to put a brief into a booking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BookingJob {
    /// The brief.
    pub brief: Brief,
    /// The booking page.
    pub source: Source,
    /// What is set.
    pub setup: Setup,
    /// The moment.
    pub now: UtcMillis,
}

/// A brief for a booking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BookingTexts {
    /// The brief, which now says the slot that stands chosen on the page.
    pub brief: Brief,
    /// What to try to put into the booking, the best first: the whole brief where it fits, else its
    /// one-line ask. Empty where the scheduling system takes no text.
    pub texts: Vec<BookingPreview>,
}

pub(super) fn texts(job: BookingJob, zones: &dyn Zones, messages: &dyn Messages) -> BookingTexts {
    let mut brief = job.brief;
    let context = context(&job.source, &job.setup, job.now, zones, messages);
    fit_booking(&mut brief, &context);
    let max_chars = system(&job.source.provider).and_then(|system| system.prefill_chars);
    let texts = max_chars.map(u32::from).map(|max_chars| {
        let document = compose(&brief, &context);
        [max_chars, ONE_LINE_CHARS.min(max_chars)]
            .map(|chars| preview(booking_text(&document, chars)))
            .into()
    });
    BookingTexts {
        texts: texts.unwrap_or_default(),
        brief,
    }
}

fn preview(fitted: BookingText) -> BookingPreview {
    let reason = "booking_clipboard_too_long".to_owned();
    BookingPreview {
        field_text: fitted.text,
        rest_on_clipboard: fitted.rest_on_clipboard,
        clipboard_reason: fitted.rest_on_clipboard.then_some(reason),
    }
}
