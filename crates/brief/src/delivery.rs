//! How a brief leaves Baton: by mail, or inside a booking.

use crate::document::Document;
use crate::render::plain_text;
use crate::text::shortened;
use baton_locale::Messages;

/// The longest `mailto:` URL, in characters; past it some systems cut or drop it.
pub const MAX_MAILTO_CHARS: usize = 1_800;
/// The most of a short mail's URL the subject, and the line on the clipboard, may take each; the
/// ask gets what is left.
const MAX_SHORT_PART_CHARS: usize = 600;
/// The longest subject of a whole mail, in Unicode characters.
const MAX_SUBJECT_CHARS: usize = 150;
/// The most of a URL the address may take. The longest real one has 254 characters.
const MAX_ADDRESS_CHARS: usize = 400;

/// A mail to be opened in the person's mail program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mail {
    /// The whole brief is in the URL.
    Whole {
        /// A `mailto:` URL of at most [`MAX_MAILTO_CHARS`].
        url: String,
    },
    /// The brief is too long for a URL and must be put on the clipboard: the mail has the ask
    /// and a line that says so.
    Short {
        /// A `mailto:` URL of at most [`MAX_MAILTO_CHARS`].
        url: String,
    },
}

impl Mail {
    /// The URL to open.
    #[must_use]
    pub fn url(&self) -> &str {
        match self {
            Self::Whole { url } | Self::Short { url } => url,
        }
    }
}

/// The brief as a mail (RFC 6068): subject the ask, body the plain text with CRLF line ends.
///
/// `to` is an address; anything else is left out, and the person fills it in.
#[must_use]
pub fn mail(document: &Document, to: Option<&str>, messages: &dyn Messages) -> Mail {
    let address = to.map_or_else(String::new, encoded_address);
    let subject = shortened(&document.one_line, MAX_SUBJECT_CHARS, |_| 1);
    let text = plain_text(document);
    // Encoding never makes a text shorter, so a long one needs no encoding to be known as such.
    if text.len() <= MAX_MAILTO_CHARS {
        let url = mailto(&address, &subject, &text);
        if url.len() <= MAX_MAILTO_CHARS {
            return Mail::Whole { url };
        }
    }
    let subject = shortened(&subject, MAX_SHORT_PART_CHARS, encoded_chars);
    let line = messages.text("brief_mail_on_clipboard", &[]);
    let line = shortened(&line, MAX_SHORT_PART_CHARS, encoded_chars);
    let frame = mailto(&address, &subject, &format!("\n\n{line}")).len();
    let ask = shortened(
        &document.one_line,
        MAX_MAILTO_CHARS.saturating_sub(frame),
        encoded_chars,
    );
    Mail::Short {
        url: mailto(&address, &subject, &format!("{ask}\n\n{line}")),
    }
}

fn mailto(address: &str, subject: &str, body: &str) -> String {
    let mut url = format!("mailto:{address}?subject=");
    push_encoded(&mut url, subject);
    url.push_str("&body=");
    push_encoded(&mut url, body);
    url
}

/// The address as it stands in a URL, or nothing when it is none.
fn encoded_address(address: &str) -> String {
    let address = address.trim();
    let Some((name, host)) = address.split_once('@') else {
        return String::new();
    };
    let odd = |c: char| c.is_control() || c.is_whitespace();
    if name.is_empty() || host.is_empty() || host.contains(['@', ',', ';']) || address.contains(odd)
    {
        return String::new();
    }
    if address.chars().map(encoded_chars).sum::<usize>() > MAX_ADDRESS_CHARS {
        return String::new();
    }
    let mut encoded = String::new();
    push_encoded(&mut encoded, name);
    encoded.push('@');
    push_encoded(&mut encoded, host);
    encoded
}

fn push_encoded(out: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b'\n' => out.push_str("%0D%0A"),
            _ if is_unreserved(byte) => out.push(char::from(byte)),
            _ => {
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}

const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// How many characters of a URL a character takes.
fn encoded_chars(c: char) -> usize {
    match c {
        '\n' => 6,
        _ if c.is_ascii() && is_unreserved(c as u8) => 1,
        _ => 3 * c.len_utf8(),
    }
}

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
