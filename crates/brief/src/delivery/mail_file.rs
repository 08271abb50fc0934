//! The brief as a mail in a file (`.eml`), which mail programs open as a draft.
//!
//! Written here and not by a mail crate: those ask a clock and a host's name for their heads, and
//! neither is wanted in a draft.

use super::letter::address_parts;
use crate::document::Document;
use crate::render::{html, plain_text};
use crate::text::one_line;

/// The longest line of a mail's head or of encoded text (RFC 5322, RFC 2045), in characters.
const LINE_CHARS: usize = 76;
/// The most bytes of text in one encoded word (RFC 2047): a line with its frame, and never
/// a part of a character.
const WORD_BYTES: usize = 39;
/// The most bytes of a file's name in one piece, each three characters at most.
const NAME_BYTES: usize = 18;

/// A file that goes with a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailAttachment<'a> {
    /// Its name, in whatever words.
    pub name: &'a str,
    /// Its media type; what is none counts as bytes of any kind.
    pub media_type: &'a str,
    /// Its bytes as Base64 without line ends.
    pub base64: &'a str,
}

/// The brief as the text of an `.eml` file (RFC 5322): plain text and HTML side by side, marked as
/// not sent yet. ASCII only, with CRLF line ends; no text can reach into the mail's head.
///
/// `to` is an address; anything else is left out, and the person fills it in.
#[must_use]
pub fn mail_file(document: &Document, to: Option<&str>) -> String {
    let mut file = head(document, to);
    push_texts(&mut file, document);
    file
}

/// The brief as [`mail_file`] makes it, with files attached. One whose content is no Base64 is left out.
#[must_use]
pub fn mail_file_with(
    document: &Document,
    to: Option<&str>,
    attachments: &[MailAttachment],
) -> String {
    const BOUNDARY: &str = "baton-brief-and-files";
    let mut file = head(document, to);
    let content = format!("Content-Type: multipart/mixed; boundary=\"{BOUNDARY}\"");
    push_line(&mut file, &content);
    push_line(&mut file, "");
    push_line(&mut file, &format!("--{BOUNDARY}"));
    push_texts(&mut file, document);
    for attachment in attachments.iter().filter(|file| is_base64(file.base64)) {
        push_line(&mut file, &format!("--{BOUNDARY}"));
        push_attachment(&mut file, attachment);
    }
    push_line(&mut file, &format!("--{BOUNDARY}--"));
    file
}

/// The head up to what says how the content is laid out.
fn head(document: &Document, to: Option<&str>) -> String {
    let mut file = String::new();
    if let Some(address) = to.filter(|to| to.is_ascii()).and_then(address_parts) {
        let (name, host) = address;
        push_line(&mut file, &format!("To: <{name}@{host}>"));
    }
    push_subject(&mut file, &one_line(&document.one_line));
    // Outlook opens the file for writing on.
    push_line(&mut file, "X-Unsent: 1");
    push_line(&mut file, "MIME-Version: 1.0");
    file
}

/// Plain text and HTML side by side, with the rest of their head.
fn push_texts(file: &mut String, document: &Document) {
    // Nothing in base64 text begins with two hyphens.
    const BOUNDARY: &str = "baton-brief";
    let content = format!("Content-Type: multipart/alternative; boundary=\"{BOUNDARY}\"");
    push_line(file, &content);
    push_line(file, "");
    let plain = plain_text(document).replace('\n', "\r\n");
    for (media_type, text) in [("text/plain", plain), ("text/html", page(document))] {
        push_line(file, &format!("--{BOUNDARY}"));
        let content = format!("Content-Type: {media_type}; charset=utf-8");
        push_line(file, &content);
        push_line(file, "Content-Transfer-Encoding: base64");
        push_line(file, "");
        push_base64_lines(file, text.as_bytes());
    }
    push_line(file, &format!("--{BOUNDARY}--"));
}

fn push_attachment(file: &mut String, attachment: &MailAttachment) {
    let known = Some(attachment.media_type).filter(|media_type| is_media_type(media_type));
    let media_type = known.unwrap_or("application/octet-stream");
    push_line(file, &format!("Content-Type: {media_type}"));
    push_line(file, "Content-Transfer-Encoding: base64");
    file.push_str("Content-Disposition: attachment");
    push_file_name(file, &one_line(attachment.name));
    file.push_str("\r\n\r\n");
    // Base64 is ASCII, so every place is one between characters.
    let mut rest = attachment.base64;
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(LINE_CHARS));
        push_line(file, line);
        rest = after;
    }
}

/// The name in pieces of a line each (RFC 2231), because it may be longer than any line.
fn push_file_name(file: &mut String, name: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut rest = name;
    let mut at = 0;
    while !rest.is_empty() {
        // Never a part of a character: some programs read each piece on its own.
        let (piece, after) = rest.split_at(rest.floor_char_boundary(NAME_BYTES));
        let start = if at == 0 { "utf-8''" } else { "" };
        file.push_str(&format!(";\r\n filename*{at}*={start}"));
        for byte in piece.bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
                file.push(char::from(byte));
            } else {
                file.push('%');
                file.push(char::from(HEX[usize::from(byte >> 4)]));
                file.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
        rest = after;
        at += 1;
    }
}

fn is_base64(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='))
}

/// Two tokens (RFC 2045) around a slash, in what fits a line.
fn is_media_type(text: &str) -> bool {
    let is_token = |token: &str| {
        let is_part = |byte| matches!(byte, b'-' | b'+' | b'.' | b'_' | b'a'..=b'z' | b'0'..=b'9');
        !token.is_empty() && token.bytes().all(is_part)
    };
    let parts = text.split_once('/');
    text.len() <= LINE_CHARS && parts.is_some_and(|(kind, sub)| is_token(kind) && is_token(sub))
}

fn page(document: &Document) -> String {
    format!(
        "<!doctype html>\n<meta charset=\"utf-8\">\n{}",
        html(document)
    )
}

fn push_line(file: &mut String, line: &str) {
    file.push_str(line);
    file.push_str("\r\n");
}

/// The subject in encoded words, one a line.
fn push_subject(file: &mut String, subject: &str) {
    file.push_str("Subject:");
    let mut rest = subject;
    while !rest.is_empty() {
        let end = rest.floor_char_boundary(WORD_BYTES);
        let (word, after) = rest.split_at(end);
        file.push_str(" =?utf-8?B?");
        push_base64(file, word.as_bytes());
        file.push_str("?=\r\n");
        rest = after;
    }
    if subject.is_empty() {
        file.push_str("\r\n");
    }
}

fn push_base64_lines(file: &mut String, bytes: &[u8]) {
    for line in bytes.chunks(LINE_CHARS / 4 * 3) {
        push_base64(file, line);
        file.push_str("\r\n");
    }
}

/// Base64 (RFC 4648, section 4).
fn push_base64(out: &mut String, bytes: &[u8]) {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for three in bytes.chunks(3) {
        let at = |index: usize| u32::from(three.get(index).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for digit in 0..4 {
            // One digit more than there are bytes says something; the others fill up.
            out.push(if digit <= three.len() {
                char::from(DIGITS[(bits >> (18 - 6 * digit) & 63) as usize])
            } else {
                '='
            });
        }
    }
}
