//! Reading an archive of Markdown files.

use crate::markdown_in::with_setting;
use baton_exchange::{ArchiveReader, MAX_ARCHIVE_FILES, Place};
use baton_notes::{Stored, file_bytes};
use std::collections::BTreeSet;

pub(crate) fn hold(bytes: &[u8]) {
    let mut reader = match ArchiveReader::open(bytes.to_vec()) {
        Ok(reader) => reader,
        Err(refusal) => return assert!(!refusal.reason.to_string().is_empty()),
    };
    assert!(reader.len() + reader.passed_over() <= MAX_ARCHIVE_FILES);
    let mut known = BTreeSet::new();
    let mut unpacked = 0;
    with_setting(|setting| {
        while let Some(file) = reader.read_next(setting) {
            for refusal in file.astray.iter().chain(file.read.as_ref().err()) {
                let Place::File(path) = &refusal.place else {
                    panic!("{refusal:?} has no path")
                };
                assert!(path.chars().count() <= 300);
                assert!(!path.contains(|c: char| c.is_control() || c == '\u{202e}'));
            }
            let Ok(Some(read)) = file.read else { continue };
            let note = &read.entry.note;
            assert!(known.insert(note.id().clone()), "an id is there twice");
            if let Stored::Current(note) = note {
                assert_eq!(note.check(), Ok(()));
            }
            for kept in &read.entry.files {
                assert!(read.files.contains(&kept.sha256));
                unpacked += file_bytes(&kept.content).unwrap().len();
            }
            unpacked += note.to_record().len();
        }
    });
    assert_eq!(reader.done(), reader.len());
    // 64 MB for any archive, and as much again for what a record says of each.
    assert!(
        unpacked <= 200_000_000 + 400 * bytes.len(),
        "{unpacked} bytes"
    );
}
