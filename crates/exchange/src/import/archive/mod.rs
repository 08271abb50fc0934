//! Reading an archive of Markdown files: ours, or a folder of another program that somebody packed.
//!
//! The archive is in memory as it is, and its files are unpacked one at a time. What unpacks to more
//! than is plausible is refused before memory is asked for.

mod index;
mod unpack;

use super::markdown::{FromMarkdown, kept_file, read_markdown, shown};
use super::refusal::{Reason, Refusal};
use crate::file::Setting;
use baton_notes::{MAX_ATTACHMENT_BYTES, NoteId};
use index::{Index, Packed};
use std::collections::BTreeSet;
use unpack::Unpacker;

/// The largest archive that is read, in bytes.
pub const MAX_ARCHIVE_BYTES: usize = 128_000_000;
/// The most files and folders of an archive.
pub const MAX_ARCHIVE_FILES: usize = 300_000;
/// The most that all files together unpack to, in bytes.
pub const MAX_UNPACKED_BYTES: u64 = 2_000_000_000;

/// Whether a file of a folder is no file to import by itself: it is hidden, lies in a folder that is, or is
/// kept with a note of ours.
#[must_use]
pub fn is_beside_notes(path: &str) -> bool {
    let path = path.as_bytes();
    index::is_hidden(path) || index::hash_of(path).is_some()
}

/// The first digits of its hash that a file kept with a note of ours is named after; `None` for another file.
#[must_use]
pub fn kept_digits(path: &str) -> Option<String> {
    index::hash_of(path.as_bytes())
}

/// A Markdown file of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveFile {
    /// Its note with the note's files; `None` for a file that is no note, such as our README.
    pub read: Result<Option<FromMarkdown>, Refusal>,
    /// Files of the note that are there and not what they should be. The note comes without them.
    pub astray: Vec<Refusal>,
}

/// The Markdown files of an archive, one at a time.
#[derive(Debug)]
pub struct ArchiveReader {
    bytes: Vec<u8>,
    index: Index,
    at: usize,
    unpacker: Unpacker,
    known: BTreeSet<NoteId>,
}

impl ArchiveReader {
    /// Looks through an archive, without unpacking any of it.
    ///
    /// # Errors
    /// A [`Refusal`] where the whole of it cannot be trusted: it is no zip, breaks off, is too large,
    /// or its files lie over one another.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Refusal> {
        let index = Index::of(&bytes)?;
        let unpacker = Unpacker::new(bytes.len());
        Ok(Self {
            bytes,
            index,
            at: 0,
            unpacker,
            known: BTreeSet::new(),
        })
    }

    /// How many Markdown files it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.index.notes.len()
    }

    /// Whether it has no Markdown file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.index.notes.is_empty()
    }

    /// How many of them were read.
    #[must_use]
    pub const fn done(&self) -> usize {
        self.at
    }

    /// How many other files it has that are passed over: of other kinds, hidden ones, links of a file
    /// system. Files kept with notes, and folders, do not count.
    #[must_use]
    pub const fn passed_over(&self) -> usize {
        self.index.passed_over
    }

    /// The next file. What is wrong with it says nothing about those that follow. What it does not date is as old
    /// as the file, and at most as old as the setting says.
    pub fn read_next(&mut self, setting: &Setting) -> Option<ArchiveFile> {
        let note = self.index.notes.get(self.at)?;
        self.at += 1;
        let path = note.path(&self.bytes);
        let mut astray = Vec::new();
        let unpacked = match note.fault.clone() {
            Some(reason) => Err(reason),
            None => self
                .unpacker
                .unpack(&self.bytes, note, unpack::MAX_FILE_BYTES),
        };
        let read = unpacked
            .map_err(|reason| reason.at(shown(&path)))
            .and_then(|content| {
                let now = note.changed.map_or(setting.now, |at| at.min(setting.now));
                read_markdown(&path, &content, &Setting { now, ..*setting })
            })
            .and_then(|read| self.once(read, &path));
        let read = read.map(|read| {
            read.map(|mut read| {
                let hashes = std::mem::take(&mut read.files);
                for sha256 in &hashes {
                    match file_of(&self.bytes, &self.index, &mut self.unpacker, sha256) {
                        Ok(kept) => read.entry.files.extend(kept),
                        Err(refusal) => astray.push(refusal),
                    }
                }
                read.files = hashes;
                read
            })
        });
        Some(ArchiveFile { read, astray })
    }

    /// A note that is in the archive twice is refused the second time.
    fn once(
        &mut self,
        read: Option<FromMarkdown>,
        path: &str,
    ) -> Result<Option<FromMarkdown>, Refusal> {
        if let Some(read) = &read {
            let id = read.entry.note.id();
            if !self.known.insert(id.clone()) {
                return Err(Reason::Duplicate(id.clone()).at(shown(path)));
            }
        }
        Ok(read)
    }
}

/// The file of this hash; none where there is no file named after it.
fn file_of(
    bytes: &[u8],
    index: &Index,
    unpacker: &mut Unpacker,
    sha256: &str,
) -> Result<Option<crate::entry::KeptFile>, Refusal> {
    let mut wrong = None;
    for packed in index.files_of(sha256) {
        let place = || shown(&packed.path(bytes));
        let content = match &packed.fault {
            Some(reason) => Err(reason.clone()),
            None => unpacker.unpack(bytes, packed, MAX_ATTACHMENT_BYTES),
        };
        match content {
            Ok(content) => match kept_file(sha256, &content) {
                Some(kept) => return Ok(Some(kept)),
                None => wrong = Some(Reason::Astray.at(place())),
            },
            Err(reason) => wrong = Some(reason.at(place())),
        }
    }
    wrong.map_or(Ok(None), Err)
}

impl Packed {
    /// Its path as people may see it.
    fn path(&self, bytes: &[u8]) -> String {
        let path = bytes.get(self.name.clone()).unwrap_or_default();
        String::from_utf8_lossy(path).into_owned()
    }
}
