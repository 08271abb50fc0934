//! The stored notes of the fixtures, and what surrounds an export of them.

#![allow(dead_code, reason = "each test file uses some of it")]

use baton_exchange::{
    ArchiveReader, Entry, FromMarkdown, KeptFile, MarkdownArchive, Paths, Refusal, Setting, Writer,
};
use baton_locale::Catalogue;
use baton_notes::{
    Attachment, Comment, Note, NoteId, Source, Stored, Version, VersionKind, Versions, Written,
    decode, file_text,
};
use baton_worktime::{UtcMillis, ZoneError, ZoneName, Zones};
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

/// 2026-03-19T12:30:00Z.
pub const NOW: UtcMillis = UtcMillis(1_773_923_400_000);

/// One zone beside UTC: an hour ahead of it, all year.
struct Ahead;

impl Zones for Ahead {
    fn offset_seconds(&self, zone: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
        match zone.as_str() {
            "Etc/GMT-1" => Ok(3_600),
            _ => Err(ZoneError::UnknownZone),
        }
    }
}

pub fn with_setting<T>(with: impl FnOnce(&Setting) -> T) -> T {
    let zone = ZoneName::new("Etc/GMT-1").unwrap();
    let words = Catalogue::english();
    with(&Setting {
        now: NOW,
        zone: &zone,
        zones: &Ahead,
        messages: &words,
    })
}

pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/exchange")
}

pub fn stored(name: &str) -> Vec<Stored> {
    let path = fixtures().join(name).with_extension("jsonl");
    let records = fs::read_to_string(&path).unwrap();
    records
        .lines()
        .map(|record| decode(record).unwrap())
        .collect()
}

/// The archive of these notes.
pub fn archive_of(entries: &[Entry]) -> Vec<u8> {
    let mut paths = Paths::new();
    entries.iter().for_each(|entry| paths.place(&entry.note));
    let mut archive = MarkdownArchive::new(paths);
    with_setting(|setting| {
        entries.iter().for_each(|entry| archive.add(entry, setting));
        archive.finish(setting);
    });
    archive.take()
}

/// What an archive holds.
pub struct Read {
    pub notes: Vec<FromMarkdown>,
    pub refused: Vec<Refusal>,
    pub passed_over: usize,
}

/// Reads an archive to its end.
pub fn read(archive: Vec<u8>) -> Read {
    let mut reader = ArchiveReader::open(archive).unwrap();
    let (mut notes, mut refused) = (Vec::new(), Vec::new());
    with_setting(|setting| {
        for done in 1.. {
            let Some(file) = reader.read_next(setting) else {
                break;
            };
            assert_eq!(reader.done(), done);
            refused.extend(file.astray);
            match file.read {
                Ok(note) => notes.extend(note),
                Err(refusal) => refused.push(refusal),
            }
        }
    });
    assert_eq!(reader.done(), reader.len());
    Read {
        notes,
        refused,
        passed_over: reader.passed_over(),
    }
}

/// A note with these texts in every place that takes some, earlier texts, and a file. What is left of
/// the texts are comments.
pub fn entry(n: u32, texts: &[String]) -> Entry {
    let comments: Vec<Comment> = (texts.iter().skip(22))
        .map(|text| Comment {
            at: NOW,
            text: text.clone(),
            by: None,
            score: None,
        })
        .collect();
    let mut texts = texts.iter().cycle().cloned();
    let mut text = || texts.next().unwrap_or_default();
    let mut random = [0; 16];
    random[6..10].copy_from_slice(&n.to_be_bytes());
    let source = Source {
        provider: text(),
        target: text(),
        person: Some(text()),
        event: Some(text()),
        minutes: Some(30),
        slot: Some(text()),
    };
    let mut note = Note::draft(NoteId::from_parts(NOW, random), NOW, source);
    note.answers.done_when = text();
    note.answers.points = vec![text(), text()];
    note.answers.tried = text();
    note.people = vec![text(), text()];
    note.tags = vec![text()];
    let brief = serde_json::json!({
        "template": "decide", "ask": text(), "if_no_reply": text(), "owner": text(),
        "links": [text()],
        "fields": {"proposal": {"text": text()}, "options": {"list": [text(), text()]}}
    });
    note.brief = Some(serde_json::from_value(brief).unwrap());
    note.comments = vec![Comment {
        at: NOW,
        text: text(),
        by: Some(text()),
        score: Some(4),
    }];
    note.comments.extend(comments);
    note.comment_draft.text = text();
    let mut versions = Versions::default();
    let mut earlier = Written::default();
    earlier.answers.done_when = text();
    versions.0.push(Version {
        at: NOW,
        kind: VersionKind::Replaced,
        text: earlier,
    });
    let content = file_text(text().as_bytes());
    let file = Attachment::of(&text(), "text/plain", &content).unwrap();
    let kept = KeptFile {
        sha256: file.sha256.clone(),
        content,
    };
    note.attachments = vec![file];
    Entry {
        note: Stored::Current(Box::new(note)),
        earlier: Some(versions.encode()),
        files: vec![kept],
        edit: None,
    }
}

/// The one note of an archive, as its file.
pub fn exported(entry: &Entry) -> String {
    let mut paths = Paths::new();
    paths.place(&entry.note);
    let path = paths.of(entry.note.id()).unwrap().to_owned();
    let mut archive = MarkdownArchive::new(paths);
    with_setting(|setting| {
        archive.add(entry, setting);
        archive.finish(setting);
    });
    let mut zip = zip::ZipArchive::new(Cursor::new(archive.take())).unwrap();
    let mut text = String::new();
    zip.by_name(&path)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// The one note of a fixture.
pub fn fixture(name: &str) -> Entry {
    Entry::alone(stored(name).remove(0))
}
