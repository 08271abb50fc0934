//! Reading Markdown files: own ones, with all of a note in them, and those of other programs.

mod date;
mod foreign;
mod own;
mod scalar;
mod tags;
mod yaml;

use super::refusal::{Place, Reason, Refusal};
use crate::entry::{Entry, KeptFile};
use crate::file::Setting;
use crate::trailer::{self, hex, is_hash};
use baton_notes::file_text;
use sha2::{Digest, Sha256};

/// The largest Markdown file that is read, in bytes.
pub const MAX_MARKDOWN_BYTES: usize = 20_000_000;
/// How much of a path is shown, in characters.
const MAX_SHOWN: usize = 300;

/// Where a note in a Markdown file came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkdownOrigin {
    /// Baton wrote the file, and it was not changed: the note is the one that was exported.
    Own,
    /// Baton wrote the file, and tags, people or text were changed elsewhere: the note is the one
    /// that was exported, with what was changed added.
    Edited,
    /// Another program wrote the file: the note is new. The same file always makes the same id.
    Foreign,
}

/// What a Markdown file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromMarkdown {
    /// The note, without its files.
    pub entry: Entry,
    /// Where it came from.
    pub origin: MarkdownOrigin,
    /// The hashes of its files, which stand beside in `files/`; see [`kept_file`].
    pub files: Vec<String>,
}

/// Reads a Markdown file. `None` is a file that is no note: the README of an archive of ours.
///
/// The path is shown and, of a file of another program, names the note where nothing else does; it is
/// never followed. Moments without a zone are in the setting's; of a file of another program that
/// names none the note begins now.
///
/// # Errors
/// A [`Refusal`] that names the path.
pub fn read_markdown(
    path: &str,
    bytes: &[u8],
    setting: &Setting,
) -> Result<Option<FromMarkdown>, Refusal> {
    read(path, bytes, setting).map_err(|reason| reason.at(shown(path)))
}

fn read(path: &str, bytes: &[u8], setting: &Setting) -> Result<Option<FromMarkdown>, Reason> {
    if bytes.len() > MAX_MARKDOWN_BYTES {
        return Err(Reason::TooLarge {
            bytes: bytes.len() as u64,
            most: MAX_MARKDOWN_BYTES as u64,
        });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| Reason::NotText {
        at: error.valid_up_to() as u64,
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.trim_end().ends_with(trailer::README) {
        return Ok(None);
    }
    match trailer::split(&text) {
        Some((visible, held)) => own::read(&visible, held, setting.now).map(Some),
        None => {
            let note = foreign::read(path, bytes, &text, setting)?;
            Ok(Some(FromMarkdown {
                entry: Entry::alone(note),
                origin: MarkdownOrigin::Foreign,
                files: Vec::new(),
            }))
        }
    }
}

/// The file of this hash, when these are its bytes.
#[must_use]
pub fn kept_file(sha256: &str, bytes: &[u8]) -> Option<KeptFile> {
    let fits = is_hash(sha256) && hex(&Sha256::digest(bytes)) == sha256;
    fits.then(|| KeptFile {
        sha256: sha256.to_owned(),
        content: file_text(bytes),
    })
}

/// A path as people see it: no longer than can be read, and nothing in it that hides.
pub(in crate::import) fn shown(path: &str) -> Place {
    let visible = |c| if is_hidden(c) { '\u{fffd}' } else { c };
    Place::File(path.chars().take(MAX_SHOWN).map(visible).collect())
}

/// Control characters, and those that turn the direction of what follows or take no room.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}
