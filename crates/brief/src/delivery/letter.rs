//! A mail to be opened in a mail program, or in a mail page in the browser.

use crate::document::Document;
use crate::render::plain_text;
use crate::text::shortened;
use baton_locale::Messages;

/// The longest `mailto:` URL, in characters; past it some systems cut or drop it.
pub const MAX_MAILTO_CHARS: usize = 1_800;
/// The longest address of a mail page in the browser, in characters.
pub const MAX_COMPOSE_CHARS: usize = 2_000;
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
        /// A URL of at most [`MailProgram::max_chars`].
        url: String,
    },
    /// The brief is too long for a URL and must be put on the clipboard: the mail has the ask
    /// and a line that says so.
    Short {
        /// A URL of at most [`MailProgram::max_chars`].
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

/// What opens the mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MailProgram {
    /// Whatever this machine opens `mailto:` URLs with (RFC 6068).
    Mailto,
    /// Gmail in the browser. The form of its address is undocumented and long in use.
    Gmail,
    /// Outlook in the browser, for accounts at work or school.
    Outlook,
}

impl MailProgram {
    /// The longest URL that is handed over whole, in characters.
    #[must_use]
    pub const fn max_chars(self) -> usize {
        match self {
            Self::Mailto => MAX_MAILTO_CHARS,
            Self::Gmail | Self::Outlook => MAX_COMPOSE_CHARS,
        }
    }

    fn url(self, address: &str, subject: &str, body: &str) -> String {
        let (start, subject_name, body_name) = match self {
            Self::Mailto => (format!("mailto:{address}?"), "subject=", "&body="),
            Self::Gmail => (
                format!("https://mail.google.com/mail/?view=cm&fs=1&to={address}&"),
                "su=",
                "&body=",
            ),
            Self::Outlook => (
                format!("https://outlook.office.com/mail/deeplink/compose?to={address}&"),
                "subject=",
                "&body=",
            ),
        };
        let mut url = start;
        url.push_str(subject_name);
        push_encoded(&mut url, subject);
        url.push_str(body_name);
        push_encoded(&mut url, body);
        url
    }
}

/// The brief as a mail: subject the ask, body the plain text with CRLF line ends. It is never cut:
/// past what `program` takes for certain, the whole brief belongs on the clipboard.
///
/// `to` is an address; anything else is left out, and the person fills it in.
#[must_use]
pub fn mail(
    document: &Document,
    to: Option<&str>,
    program: MailProgram,
    messages: &dyn Messages,
) -> Mail {
    let address = to.map_or_else(String::new, encoded_address);
    let subject = shortened(&document.one_line, MAX_SUBJECT_CHARS, |_| 1);
    let text = plain_text(document);
    let max = program.max_chars();
    // Encoding never makes a text shorter, so a long one needs no encoding to be known as such.
    if text.len() <= max {
        let url = program.url(&address, &subject, &text);
        if url.len() <= max {
            return Mail::Whole { url };
        }
    }
    let subject = shortened(&subject, MAX_SHORT_PART_CHARS, encoded_chars);
    let line = messages.text("brief_mail_on_clipboard", &[]);
    let line = shortened(&line, MAX_SHORT_PART_CHARS, encoded_chars);
    let frame = program
        .url(&address, &subject, &format!("\n\n{line}"))
        .len();
    let ask = shortened(&document.one_line, max.saturating_sub(frame), encoded_chars);
    Mail::Short {
        url: program.url(&address, &subject, &format!("{ask}\n\n{line}")),
    }
}

/// An address that can stand in a mail's head or in a URL: name and host of it.
pub(super) fn address_parts(address: &str) -> Option<(&str, &str)> {
    let address = address.trim();
    let (name, host) = address.split_once('@')?;
    let odd = |c: char| c.is_control() || c.is_whitespace();
    let fits = !name.is_empty()
        && !host.is_empty()
        && !host.contains(['@', ',', ';'])
        && !address.contains(odd)
        && address.chars().map(encoded_chars).sum::<usize>() <= MAX_ADDRESS_CHARS;
    fits.then_some((name, host))
}

/// The address as it stands in a URL, or nothing when it is none.
fn encoded_address(address: &str) -> String {
    let mut encoded = String::new();
    if let Some((name, host)) = address_parts(address) {
        push_encoded(&mut encoded, name);
        encoded.push('@');
        push_encoded(&mut encoded, host);
    }
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
