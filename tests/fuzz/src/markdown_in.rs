//! Reading a Markdown file, own or of another program.

use crate::json::is_exact;
use crate::surroundings::{Clocks, English, NOW};
use baton_brief::FieldValue;
use baton_exchange::{
    ArchiveReader, Entry, FromMarkdown, MarkdownArchive, MarkdownOrigin, Paths, Setting, Writer,
    read_markdown,
};
use baton_notes::{Note, Stored};
use baton_worktime::ZoneName;

const PATH: &str = "vault/A note.md";

pub(crate) fn hold(bytes: &[u8]) {
    with_setting(|setting| {
        let read = match read_markdown(PATH, bytes, setting) {
            Ok(Some(read)) => read,
            Ok(None) => return,
            Err(refusal) => return assert!(!refusal.reason.to_string().is_empty()),
        };
        assert_eq!(
            read_markdown(PATH, bytes, setting).as_ref(),
            Ok(&Some(read.clone()))
        );
        if let Stored::Current(note) = &read.entry.note {
            assert_eq!(note.check(), Ok(()));
            if read.origin == MarkdownOrigin::Foreign {
                keeps(note, bytes);
            }
        }
        let record = read.entry.note.to_record();
        if matches!(read.entry.note, Stored::Newer(_)) || is_exact(&record) {
            comes_back(&read, setting);
        }
    });
}

pub(crate) fn with_setting(with: impl FnOnce(&Setting)) {
    let zone = ZoneName::new("Europe/Berlin").unwrap();
    with(&Setting {
        now: NOW,
        zone: &zone,
        zones: &Clocks::default(),
        messages: &English,
    });
}

/// Every word of a file of another program is in its note: those of the last lines as they stand.
fn keeps(note: &Note, bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap();
    let last = text
        .rsplit(['\n', '\r'])
        .find(|line| !line.trim().is_empty());
    let Some(last) = last.filter(|line| !matches!(line.trim_end(), "---" | "...")) else {
        return;
    };
    let fields = note.brief.as_ref().map(|brief| &brief.fields);
    match fields.and_then(|fields| fields.get("context")) {
        Some(FieldValue::Text(kept)) => {
            let last = last.trim_start_matches('\u{feff}').trim_end();
            assert!(kept.ends_with(last), "{last:?} is not in {kept:?}");
        }
        other => panic!("{last:?} is not in {other:?}"),
    }
}

/// What was read leaves in an archive of ours and comes back from it.
fn comes_back(read: &FromMarkdown, setting: &Setting) {
    let entry = &read.entry;
    let mut paths = Paths::new();
    paths.place(&entry.note);
    let mut archive = MarkdownArchive::new(paths);
    archive.add(entry, setting);
    archive.finish(setting);
    let mut reader = ArchiveReader::open(archive.take()).unwrap();
    let back = reader.read_next(setting).unwrap().read.unwrap().unwrap();
    assert_eq!(
        back.entry,
        Entry {
            files: Vec::new(),
            // Done to the note, an edit is the note.
            edit: None,
            ..entry.clone()
        }
    );
    assert_eq!(back.origin, MarkdownOrigin::Own);
}
