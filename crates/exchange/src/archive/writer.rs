//! Writing an archive, note by note.

use super::note_file::note_file;
use super::paths::{FilePaths, Paths};
use super::zip::Zip;
use crate::entry::Entry;
use crate::file::Setting;
use crate::trailer::{self, is_hash};
use crate::writer::Writer;
use baton_brief::{Block, Document, markdown};
use baton_notes::{Attachment, NoteId, Stored, file_bytes};
use baton_worktime::UtcMillis;
use std::collections::BTreeSet;

/// Notes as a zip of Markdown files, each with all of its note in it; the files kept with them
/// stand beside, each once.
///
/// A note of which there is one already is not written again. The content of a file that cannot be
/// read, or that the note does not have, is left out.
#[derive(Debug)]
pub struct MarkdownArchive {
    zip: Zip,
    paths: Paths,
    files: FilePaths,
    written: BTreeSet<NoteId>,
}

impl MarkdownArchive {
    /// An archive in which notes have these places. One that has none gets it when it is written;
    /// links to it from earlier notes then say its id only.
    #[must_use]
    pub fn new(paths: Paths) -> Self {
        Self {
            zip: Zip::new(),
            paths,
            files: FilePaths::default(),
            written: BTreeSet::new(),
        }
    }

    fn add_files(&mut self, entry: &Entry, at: UtcMillis) {
        for kept in &entry.files {
            if self.files.of(&kept.sha256).is_some() || !is_hash(&kept.sha256) {
                continue;
            }
            let Ok(bytes) = file_bytes(&kept.content) else {
                continue;
            };
            let name = match &entry.note {
                Stored::Current(note) => {
                    let named = |file: &&Attachment| file.sha256 == kept.sha256;
                    let Some(file) = note.attachments.iter().find(named) else {
                        continue;
                    };
                    file.name.as_str()
                }
                // Its list of files cannot be read.
                Stored::Newer(_) => "",
            };
            let path = self.files.place(&kept.sha256, name);
            self.zip.add(&path, seconds(at), &bytes);
        }
    }
}

impl Writer for MarkdownArchive {
    fn add(&mut self, entry: &Entry, setting: &Setting) {
        if !self.written.insert(entry.note.id().clone()) {
            return;
        }
        let at = match &entry.note {
            Stored::Current(note) => note.updated,
            Stored::Newer(newer) => newer.id.made(),
        };
        self.paths.place(&entry.note);
        self.add_files(entry, at);
        let file = note_file(entry, &self.paths, &self.files, setting);
        if let Some(path) = self.paths.of(entry.note.id()) {
            self.zip.add(path, seconds(at), file.as_bytes());
        }
    }

    fn take(&mut self) -> Vec<u8> {
        self.zip.take()
    }

    fn finish(&mut self, setting: &Setting) -> Vec<u8> {
        let readme = readme(setting);
        self.zip
            .add("README.md", seconds(setting.now), readme.as_bytes());
        self.zip.finish();
        Vec::new()
    }
}

const fn seconds(at: UtcMillis) -> i64 {
    at.0.div_euclid(1_000)
}

fn readme(setting: &Setting) -> String {
    let say = |key| setting.messages.text(key, &[]);
    let document = Document {
        one_line: String::new(),
        blocks: vec![
            Block::Title(say("export_archive_title")),
            Block::Paragraph(say("export_archive")),
            Block::Paragraph(say("export_archive_back")),
        ],
    };
    format!("{}\n{}\n", markdown(&document), trailer::README)
}
