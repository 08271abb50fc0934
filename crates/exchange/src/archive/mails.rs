//! Notes as mails, in a zip.

use super::paths::Paths;
use super::zip::Zip;
use crate::entry::Entry;
use crate::file::Setting;
use crate::mail::note_mail;
use crate::writer::Writer;
use baton_notes::Stored;

/// A zip of mail files, one a note, which mail programs open as drafts; see [`note_mail`]. A note of a
/// newer schema makes no mail.
#[derive(Debug)]
pub struct MailArchive {
    zip: Zip,
    paths: Paths,
}

impl MailArchive {
    /// An archive without mails.
    #[must_use]
    pub fn new() -> Self {
        Self {
            zip: Zip::new(),
            paths: Paths::new(),
        }
    }
}

impl Default for MailArchive {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer for MailArchive {
    /// A note of a newer schema has no text that can be read.
    fn takes(&self, entry: &Entry) -> bool {
        matches!(entry.note, Stored::Current(_))
    }

    fn add(&mut self, entry: &Entry, setting: &Setting) {
        let (Stored::Current(note), Some(mail)) = (&entry.note, note_mail(entry, setting)) else {
            return;
        };
        // A note that is there already is not written again.
        if self.paths.of(&note.id).is_some() {
            return;
        }
        self.paths.place(&entry.note);
        if let Some(path) = self.paths.of(&note.id) {
            let path = path.trim_end_matches(".md").replacen("notes/", "mails/", 1) + ".eml";
            let seconds = note.updated.0.div_euclid(1_000);
            self.zip.add(&path, seconds, mail.content.as_bytes());
        }
    }

    fn take(&mut self) -> Vec<u8> {
        self.zip.take()
    }

    fn finish(&mut self, _: &Setting) -> Vec<u8> {
        self.zip.finish();
        Vec::new()
    }
}
