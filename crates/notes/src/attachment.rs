//! Files kept with notes.
//!
//! A note says what a file is; its bytes are a record of their own, under their hash. So the note
//! stays small, and a file that several notes have is kept once.

use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// A file's size, in bytes.
pub const MAX_ATTACHMENT_BYTES: usize = 5_000_000;
/// A file's name, in characters; longer ones are cut before their ending.
const MAX_FILE_NAME_CHARS: usize = 200;
/// What counts as the ending of a name, in characters with the dot.
const MAX_ENDING_CHARS: usize = 12;
/// What a file of any other type is kept as.
pub const ANY_MEDIA_TYPE: &str = "application/octet-stream";
/// The media types that are kept as they were told. They say what a file is and are never trusted
/// to open it.
pub const MEDIA_TYPES: [&str; 18] = [
    "application/json",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/zip",
    "audio/mpeg",
    "audio/ogg",
    "audio/webm",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
    "text/calendar",
    "text/csv",
    "text/markdown",
    "text/plain",
    "video/webm",
];

/// A file kept with a note. The bytes are stored apart, under the hash.
///
/// Part of schema 1: a new field here is a new schema (see `migrate.rs`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// Size in bytes.
    pub bytes: u64,
    /// The media type, such as `image/png`.
    pub media_type: String,
    /// The file's name as the person gave it.
    pub name: String,
    /// SHA-256 of the content, lower-case hex.
    pub sha256: String,
}

/// Why a file is not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttachmentFault {
    /// It is larger than [`MAX_ATTACHMENT_BYTES`].
    TooLarge,
    /// Its content is not Base64 text.
    NotBase64,
}

impl fmt::Display for AttachmentFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => {
                write!(f, "the file is larger than {MAX_ATTACHMENT_BYTES} bytes")
            }
            Self::NotBase64 => f.write_str("the file's content is not Base64 text"),
        }
    }
}

impl std::error::Error for AttachmentFault {}

impl Attachment {
    /// What a note says about a file: its hash and size come from the content, [`file_text`] of its
    /// bytes; its name loses folders and characters that do not show.
    ///
    /// # Errors
    /// [`AttachmentFault`].
    pub fn of(name: &str, media_type: &str, content: &str) -> Result<Self, AttachmentFault> {
        let bytes = file_bytes(content)?;
        let digest: [u8; 32] = Sha256::digest(&bytes).into();
        let known = MEDIA_TYPES.into_iter().find(|known| *known == media_type);
        Ok(Self {
            name: tidy_name(name),
            media_type: known.unwrap_or(ANY_MEDIA_TYPE).to_owned(),
            bytes: bytes.len() as u64,
            sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        })
    }
}

/// A file's bytes as text, in which they are sent and kept: Base64 with padding.
#[must_use]
pub fn file_text(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// The bytes that [`file_text`] made a text of.
///
/// # Errors
/// [`AttachmentFault`].
pub fn file_bytes(text: &str) -> Result<Vec<u8>, AttachmentFault> {
    if text.len() > MAX_ATTACHMENT_BYTES.div_ceil(3) * 4 {
        return Err(AttachmentFault::TooLarge);
    }
    let bytes = Base64::decode_vec(text).map_err(|_| AttachmentFault::NotBase64)?;
    if bytes.len() > MAX_ATTACHMENT_BYTES {
        return Err(AttachmentFault::TooLarge);
    }
    Ok(bytes)
}

/// A name without folders and without characters that hide what it is.
fn tidy_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last.chars().filter(|c| !is_hidden(*c)).collect();
    let shown = shown.trim().trim_end_matches('.');
    if shown.is_empty() {
        return "file".to_owned();
    }
    let count = shown.chars().count();
    if count <= MAX_FILE_NAME_CHARS {
        return shown.to_owned();
    }
    let ending = shown.rfind('.').and_then(|dot| shown.get(dot..));
    let ending = ending.filter(|ending| ending.chars().count() <= MAX_ENDING_CHARS);
    let ending = ending.unwrap_or_default();
    let room = MAX_FILE_NAME_CHARS - ending.chars().count();
    let stem: String = shown.chars().take(room).collect();
    format!("{stem}{ending}")
}

/// Control characters, and those that turn the direction of what follows.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_content() {
        let file = Attachment::of("plan.txt", "text/plain", &file_text(b"abc")).unwrap();
        assert_eq!(file.bytes, 3);
        assert_eq!(
            file.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!((&*file.name, &*file.media_type), ("plan.txt", "text/plain"));
    }

    #[test]
    fn every_byte_comes_back_as_it_went() {
        let all: Vec<u8> = (0..=255).cycle().take(1_000).collect();
        for length in [0, 1, 2, 3, 255, 1_000] {
            let text = file_text(&all[..length]);
            assert_eq!(file_bytes(&text).as_deref(), Ok(&all[..length]));
        }
    }

    #[test]
    fn a_file_over_the_limit_and_a_text_that_is_none_are_refused() {
        let most = vec![7; MAX_ATTACHMENT_BYTES];
        assert!(Attachment::of("a", "", &file_text(&most)).is_ok());
        let more = vec![7; MAX_ATTACHMENT_BYTES + 1];
        assert_eq!(
            Attachment::of("a", "", &file_text(&more)),
            Err(AttachmentFault::TooLarge)
        );
        let endless = "A".repeat(20_000_000);
        assert_eq!(file_bytes(&endless), Err(AttachmentFault::TooLarge));
        for text in ["=", "AAA", "QQ==\n", "ä", "QR=="] {
            assert_eq!(file_bytes(text), Err(AttachmentFault::NotBase64), "{text}");
        }
    }

    #[test]
    fn a_type_that_is_not_known_is_any_type() {
        for told in ["text/html", "image/svg+xml", "", "TEXT/PLAIN; x"] {
            let file = Attachment::of("a", told, "").unwrap();
            assert_eq!(file.media_type, ANY_MEDIA_TYPE);
        }
    }

    #[test]
    fn a_name_hides_nothing() {
        for (given, kept) in [
            ("plan.pdf", "plan.pdf"),
            ("C:\\fakepath\\plan.pdf", "plan.pdf"),
            ("../../etc/passwd", "passwd"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
            (" \u{0} ", "file"),
            ("..", "file"),
            ("مخطط.pdf", "مخطط.pdf"),
        ] {
            assert_eq!(tidy_name(given), kept, "{given:?}");
        }
        let long = tidy_name(&format!("{}.tar.gz", "é".repeat(400)));
        assert_eq!(long.chars().count(), MAX_FILE_NAME_CHARS);
        assert!(long.ends_with("é.gz"));
    }
}
