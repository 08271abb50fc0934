//! Mails in files: the calendar in one, or who wrote what in it.
//!
//! How fields and contents are encoded is `mail-parser`'s work. Where parts begin and end is found here: the
//! crate's reader of whole mails goes over the rest anew for every boundary that is missing, and reads half a
//! minute on 2 MB that are made for it.

mod letters;
mod part;
mod walk;

use crate::html::html_lines;
use crate::invitation::{Method, read_calendar};
use crate::limits::{MAX_MAIL_BYTES, MAX_REPLY_BYTES, Refused, within};
use crate::line::{clean, joined};
use letters::in_unicode;
use mail_parser::Addr;
use mail_parser::parsers::MessageStream;
use part::{Part, field, header, value};
use walk::parts;

pub use letters::Letters;

/// Whether bytes begin as a mail does: with a field, and above the first blank line with who wrote it and what
/// only mail programs and servers write. A head that somebody copied has not that.
#[must_use]
pub fn is_mail(bytes: &[u8]) -> bool {
    let header = header(beginning(bytes));
    let first = header.split(|byte| *byte == b'\n').next();
    let begins_with_field = first.is_some_and(|line| line.contains(&b':'));
    let has = |name: &str| field(header, name).is_some();
    let is_sent = has("Message-ID") || has("MIME-Version") || has("Received");
    begins_with_field && is_sent && has("From")
}

/// The text in a mail (`.eml`) from which an invitation is read, as if it had been pasted: a calendar that
/// invites or calls off, or else one that says something else, be it a part of the mail or attached; or else who
/// wrote the mail, its subject and its text. Empty when it has none of these.
///
/// Parts that are damaged are passed over, a mail in the mail is looked through too. Letters of several bytes
/// other than Unicode's are read by `letters`.
///
/// # Errors
/// When it is longer than [`MAX_MAIL_BYTES`], or its text than [`MAX_REPLY_BYTES`].
pub fn read_mail(bytes: &[u8], letters: Letters<'_>) -> Result<String, Refused> {
    within(bytes, MAX_MAIL_BYTES)?;
    let mail = beginning(bytes);
    let parts = parts(mail);
    if let Some(calendar) = calendar(&parts, letters) {
        return Ok(calendar);
    }
    let header = header(mail);
    let said = [
        labelled("From: ", &sender(header, letters).unwrap_or_default()),
        labelled("Subject: ", &subject(header, letters).unwrap_or_default()),
        ["\n", &text(&parts, letters)?].concat(),
    ];
    let said = said.concat().trim().to_owned();
    within(&said, MAX_REPLY_BYTES)?;
    Ok(said)
}

/// A mail without what may stand before it.
fn beginning(bytes: &[u8]) -> &[u8] {
    let mark = "\u{feff}".as_bytes();
    bytes.strip_prefix(mark).unwrap_or(bytes).trim_ascii_start()
}

fn calendar(parts: &[Part], letters: Letters<'_>) -> Option<String> {
    let mut other = None;
    for part in parts.iter().filter(|part| part.is_calendar()) {
        let text = part.text(letters);
        match read_calendar(&text).map(|calendar| calendar.method) {
            Ok(Some(Method::Request | Method::Cancel)) => return Some(text),
            Ok(_) => other = other.or(Some(text)),
            Err(_) => {}
        }
    }
    other
}

/// What the mail says: its plain text, or else that of its HTML.
fn text(parts: &[Part], letters: Letters<'_>) -> Result<String, Refused> {
    if let Some(plain) = first(parts, Part::is_plain, letters) {
        return Ok(plain);
    }
    let html = first(parts, Part::is_html, letters).unwrap_or_default();
    within(&html, MAX_REPLY_BYTES)?;
    Ok(joined(&html_lines(&html)))
}

/// The first text of a kind that says something and is shown with the mail.
fn first<'a>(
    parts: &[Part<'a>],
    is_it: fn(&Part<'a>) -> bool,
    letters: Letters<'_>,
) -> Option<String> {
    let shown = parts
        .iter()
        .filter(|part| is_it(part) && !part.is_attached());
    shown
        .map(|part| part.text(letters))
        .find(|text| !text.trim().is_empty())
}

fn sender(header: &[u8], letters: Letters<'_>) -> Option<String> {
    let from = in_unicode(value(header, "From")?, letters);
    let from = MessageStream::new(&from).parse_address().into_address()?;
    let Addr { name, address } = from.first()?;
    Some(match (name, address) {
        (Some(name), Some(address)) => [name, " <", address, ">"].concat(),
        (name, address) => name.as_ref().or(address.as_ref())?.to_string(),
    })
}

fn subject(header: &[u8], letters: Letters<'_>) -> Option<String> {
    let subject = in_unicode(value(header, "Subject")?, letters);
    let subject = MessageStream::new(&subject).parse_unstructured();
    Some(subject.into_text()?.into_owned())
}

/// A line of what the mail says: a name can be encoded so that it has several. Nothing where it says nothing.
fn labelled(label: &str, value: &str) -> String {
    let words: Vec<&str> = value.split_whitespace().collect();
    match words.as_slice() {
        [] => String::new(),
        words => [label, &clean(&words.join(" ")), "\n"].concat(),
    }
}
