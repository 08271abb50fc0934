//! The brief inside a booking.

use crate::document::Document;
use crate::render::plain_text;
use crate::text::shortened;

/// What goes into a booking's text field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingText {
    /// The exact text; empty where not even `…` fits.
    pub text: String,
    /// Whether the whole brief must go to the clipboard, because the text is not all of it.
    pub rest_on_clipboard: bool,
}

/// The brief for a booking's text field of at most `max_chars` characters: the whole plain text
/// if it fits, else the ask in one line, cut and ended by `…` if it must be.
///
/// Characters are UTF-16 code units, as browsers count for a field's `maxlength`: never fewer
/// than Unicode characters, so a vendor that counts those is satisfied too.
#[must_use]
pub fn booking_text(document: &Document, max_chars: u32) -> BookingText {
    let budget = usize::try_from(max_chars).unwrap_or(usize::MAX);
    let whole = plain_text(document);
    if whole.chars().map(char::len_utf16).sum::<usize>() <= budget {
        return BookingText {
            text: whole,
            rest_on_clipboard: false,
        };
    }
    BookingText {
        text: shortened(&document.one_line, budget, char::len_utf16),
        rest_on_clipboard: true,
    }
}
