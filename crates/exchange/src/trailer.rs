//! The comment at the end of a note's Markdown file, which holds all of the note.
//!
//! `<!-- baton-note {"version":1,"head":"…","body":"…","note":"…"} -->`: hashes of the front matter
//! and of the text as Baton wrote them, the note's record and the record of its earlier texts as
//! strings, so that they come back to the letter, and the hashes of its files. Nothing in it can end
//! the comment, and no Markdown program sees anything in it.

#[cfg(feature = "archive")]
use crate::front_matter::needs_escape;
use crate::head::{Parts, parts};
#[cfg(feature = "import")]
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// How the comment begins.
pub(crate) const START: &str = "<!-- baton-note ";
/// How it ends.
#[cfg(feature = "archive")]
const END: &str = " -->";
/// The version of what stands in it.
pub(crate) const VERSION: u32 = 1;
/// What stands at the end of an archive's own README, which is no note.
pub(crate) const README: &str = "<!-- baton-archive -->";

/// How much of a part's hash stands in the comment, in bytes: enough to see a change, and these do not
/// pack.
const PART_BYTES: usize = 8;

/// The hashes of the two parts of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hashes {
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Hashes {
    /// Of a file without its comment. How lines end, and blank lines at the ends, do not count.
    pub(crate) fn of(visible: &str) -> Self {
        let Parts { head, body } = parts(visible);
        Self {
            head: hash(head.unwrap_or_default()),
            body: hash(body),
        }
    }
}

/// Whether this is a SHA-256 as notes have it.
pub(crate) fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn hash(part: &str) -> String {
    let mut hasher = Sha256::new();
    for line in part.trim().lines() {
        hasher.update(line.trim_end().as_bytes());
        hasher.update(b"\n");
    }
    let digest: [u8; 32] = hasher.finalize().into();
    hex(&digest[..PART_BYTES])
}

/// What the comment holds.
#[cfg(feature = "import")]
#[derive(Debug, Deserialize)]
pub(crate) struct Held {
    head: String,
    body: String,
    /// The note's record.
    pub(crate) note: String,
    /// The record of its earlier texts.
    #[serde(default)]
    pub(crate) earlier: Option<String>,
    /// The hashes of its files.
    #[serde(default)]
    pub(crate) files: Vec<String>,
}

#[cfg(feature = "import")]
impl Held {
    /// The hashes of the parts as they were written.
    pub(crate) fn hashes(&self) -> Hashes {
        Hashes {
            head: self.head.clone(),
            body: self.body.clone(),
        }
    }
}

/// A file with such a comment, without it; and what stands in the comment. Text behind it, which
/// people add at the end, is visible as well.
#[cfg(feature = "import")]
pub(crate) fn split(file: &str) -> Option<(String, &str)> {
    let start = file.rfind(START)?;
    if !file[..start].is_empty() && !file[..start].ends_with('\n') {
        return None;
    }
    let (json, after) = file[start + START.len()..].split_once("-->")?;
    Some((format!("{}{after}", &file[..start]), json.trim()))
}

/// Appends the comment to what is visible.
#[cfg(feature = "archive")]
pub(crate) fn push<'a>(
    file: &mut String,
    note: &str,
    earlier: Option<&str>,
    files: impl Iterator<Item = &'a str>,
) {
    let Hashes { head, body } = Hashes::of(file);
    // Writing to a String does not fail.
    let _ = write!(
        file,
        "\n{START}{{\"version\":{VERSION},\"head\":\"{head}\",\"body\":\"{body}\",\"note\":"
    );
    push_string(file, note);
    if let Some(earlier) = earlier {
        file.push_str(",\"earlier\":");
        push_string(file, earlier);
    }
    let mut before = ",\"files\":[";
    for sha256 in files {
        file.push_str(before);
        push_string(file, sha256);
        before = ",";
    }
    file.push_str(if before == "," { "]}" } else { "}" });
    file.push_str(END);
    file.push('\n');
}

/// A JSON string without anything that means something in HTML or Markdown, nor a character that
/// turns the direction of what follows.
#[cfg(feature = "archive")]
fn push_string(out: &mut String, text: &str) {
    let means_something =
        |c: char| needs_escape(c) || matches!(c, '"' | '\\' | '>' | '-' | '&' | '#' | '`');
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(means_something) {
        out.push_str(&rest[..at]);
        let mut behind = rest[at..].chars();
        match behind.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            // Above U+FFFF nothing needs it, so one escape does.
            Some(c) => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            None => {}
        }
        rest = behind.as_str();
    }
    out.push_str(rest);
    out.push('"');
}
