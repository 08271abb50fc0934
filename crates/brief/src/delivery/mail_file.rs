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

/// The brief as the text of an `.eml` file (RFC 5322): plain text and HTML side by side, marked as
/// not sent yet. ASCII only, with CRLF line ends; no text can reach into the mail's head.
///
/// `to` is an address; anything else is left out, and the person fills it in.
#[must_use]
pub fn mail_file(document: &Document, to: Option<&str>) -> String {
    // Nothing in base64 text begins with two hyphens.
    const BOUNDARY: &str = "baton-brief";
    let mut file = String::new();
    if let Some(address) = to.filter(|to| to.is_ascii()).and_then(address_parts) {
        let (name, host) = address;
        push_line(&mut file, &format!("To: <{name}@{host}>"));
    }
    push_subject(&mut file, &one_line(&document.one_line));
    // Outlook opens the file for writing on.
    push_line(&mut file, "X-Unsent: 1");
    push_line(&mut file, "MIME-Version: 1.0");
    let content = format!("Content-Type: multipart/alternative; boundary=\"{BOUNDARY}\"");
    push_line(&mut file, &content);
    push_line(&mut file, "");
    let plain = plain_text(document).replace('\n', "\r\n");
    for (media_type, text) in [("text/plain", plain), ("text/html", page(document))] {
        push_line(&mut file, &format!("--{BOUNDARY}"));
        let content = format!("Content-Type: {media_type}; charset=utf-8");
        push_line(&mut file, &content);
        push_line(&mut file, "Content-Transfer-Encoding: base64");
        push_line(&mut file, "");
        push_base64_lines(&mut file, text.as_bytes());
    }
    push_line(&mut file, &format!("--{BOUNDARY}--"));
    file
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
