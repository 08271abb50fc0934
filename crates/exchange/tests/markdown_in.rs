//! Reading Markdown files: of other programs, and own ones that were changed elsewhere.
//!
//! `tests/fixtures/exchange/vault/` holds files as other programs write them, `NAME.json` beside each
//! the note it becomes. `BATON_UPDATE=1` writes these anew.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod shelf;

use baton_exchange::{
    Deleted, Entry, Fate, FromMarkdown, KeptFile, MAX_MARKDOWN_BYTES, MarkdownOrigin, Place,
    Reason, Refusal, Setting, Standing, kept_file, plan, read_markdown,
};
use baton_notes::{
    CheckFault, MAX_COMMENT_CHARS, MAX_VERSIONS, Note, NoteId, Source, Stored, Version,
    VersionKind, Versions, decode, file_text,
};
use baton_worktime::UtcMillis;
use shelf::{NOW, exported, fixture, fixtures, with_setting};
use std::fs;

fn read(path: &str, bytes: &[u8]) -> Result<Option<FromMarkdown>, Refusal> {
    with_setting(|setting| read_markdown(path, bytes, setting))
}

#[track_caller]
fn read_one(path: &str, text: &str) -> FromMarkdown {
    read(path, text.as_bytes()).unwrap().unwrap()
}

fn note(read: &FromMarkdown) -> &Note {
    match &read.entry.note {
        Stored::Current(note) => note,
        Stored::Newer(newer) => panic!("{newer:?}"),
    }
}

fn refused(text: &str) -> Reason {
    let refusal = read("a/b.md", text.as_bytes()).unwrap_err();
    assert_eq!(refusal.place, Place::File("a/b.md".to_owned()));
    refusal.reason
}

#[test]
fn files_of_other_programs_become_these_notes() {
    let folder = fixtures().join("vault");
    let mut seen = 0;
    for file in fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let name = format!("vault/{}", path.file_name().unwrap().display());
        let text = fs::read_to_string(&path).unwrap();
        let read = read_one(&name, &text);
        assert_eq!(read.origin, MarkdownOrigin::Foreign);
        assert_eq!(note(&read).check(), Ok(()));
        let record: serde_json::Value = serde_json::from_str(&read.entry.note.to_record()).unwrap();
        let record = format!("{}\n", serde_json::to_string_pretty(&record).unwrap());
        let beside = path.with_extension("json");
        if std::env::var_os("BATON_UPDATE").is_some() {
            fs::write(&beside, &record).unwrap();
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        assert_eq!(record, expected, "{}", path.display());
        seen += 1;
    }
    assert_eq!(seen, 6);
}

#[test]
fn the_same_file_makes_the_same_id_and_another_makes_another() {
    let text = "---\ncreated: 2026-03-12\n---\nText\n";
    let read = read_one("a.md", text);
    assert_eq!(read_one("a.md", text), read);
    let id = &note(&read).id;
    // Midnight in the setting's zone, an hour ahead of UTC.
    assert_eq!(id.made(), UtcMillis(1_773_270_000_000));
    assert_eq!(note(&read).created, id.made());
    assert_ne!(note(&read_one("b.md", text)).id, *id);
    assert_ne!(
        note(&read_one("a.md", "---\ncreated: 2026-03-12\n---\nText")).id,
        *id
    );
    let undated = read_one("a.md", "Text");
    assert_eq!(note(&undated).created, NOW);
    assert_eq!(note(&undated).id.made(), UtcMillis(0));
}

#[test]
fn how_lines_end_and_a_mark_at_the_start_change_nothing_but_the_id() {
    let text = fs::read_to_string(fixtures().join("vault/obsidian.md")).unwrap();
    let mut plain = note(&read_one("a.md", &text)).clone();
    for ends in ["\r\n", "\r"] {
        let other = format!("\u{feff}{}", text.replace('\n', ends));
        let read = read_one("a.md", &other);
        plain.id = note(&read).id.clone();
        assert_eq!(note(&read), &plain);
    }
}

#[test]
fn what_is_too_much_is_refused_and_nothing_is_cut() {
    let long = "x".repeat(100_001);
    assert!(matches!(
        refused(&long),
        Reason::Unsound(CheckFault::Brief(_))
    ));
    let tags: Vec<String> = (0..101).map(|n| format!("t{n}")).collect();
    let many = format!("---\ntags: [{}]\n---\n", tags.join(", "));
    assert!(matches!(
        refused(&many),
        Reason::Unsound(CheckFault::TooMany { list: "tags", .. })
    ));
    // In the text they stay there in any case.
    let in_text = format!("#{}", tags.join(" #"));
    assert_eq!(note(&read_one("a.md", &in_text)).tags.len(), 100);
    let large = vec![b'x'; MAX_MARKDOWN_BYTES + 1];
    assert!(matches!(
        read("a.md", &large).unwrap_err().reason,
        Reason::TooLarge { .. }
    ));
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_place() {
    let refusal = read("a.md", b"abc\xff").unwrap_err();
    assert_eq!(refusal.reason, Reason::NotText { at: 3 });
    let shown = read(&format!("../\u{202e}\n{}", "x".repeat(400)), b"\xff").unwrap_err();
    let expected = format!("../\u{fffd}\u{fffd}{}", "x".repeat(295));
    assert_eq!(shown.place, Place::File(expected));
}

#[test]
fn an_own_file_is_the_note_also_after_its_way_through_other_systems() {
    for name in ["decision", "discussed", "hostile", "minimal", "newer"] {
        let entry = fixture(name);
        let text = exported(&entry);
        for text in [
            text.clone(),
            text.replace('\n', "\r\n"),
            format!("\u{feff}{text}\n\n"),
            text.trim_end().to_owned(),
        ] {
            let read = read_one("a.md", &text);
            assert_eq!(read.entry, entry);
            assert_eq!(read.origin, MarkdownOrigin::Own);
        }
    }
}

#[test]
fn tags_and_people_changed_elsewhere_are_taken_over() {
    let entry = fixture("decision");
    let text = exported(&entry);
    let Stored::Current(before) = &entry.note else {
        panic!()
    };
    let edited = text
        .replace(
            "tags: [\"q3\", \"budget\"]",
            "tags:\n  - q3\n  - done\n  - done\n  - ''",
        )
        .replace("people: [\"Sam Example\", \"Alex Example\"]\n", "");
    let read = read_one("a.md", &edited);
    assert_eq!(read.origin, MarkdownOrigin::Edited);
    let after = note(&read);
    assert_eq!(after.tags, ["q3", "done"]);
    assert!(after.people.is_empty());
    assert_eq!(after.revision, before.revision + 1);
    assert_eq!(after.updated, NOW);
    let mut expected = (**before).clone();
    expected.tags.clone_from(&after.tags);
    expected.people.clear();
    expected.revision += 1;
    expected.updated = NOW;
    assert_eq!(after, &expected);
}

#[test]
fn other_lines_of_the_front_matter_say_nothing_and_what_cannot_be_read_changes_nothing() {
    let entry = fixture("decision");
    let text = exported(&entry);
    for edited in [
        text.replace("state: \"decided\"", "state: dropped\nmine: x"),
        text.replace("tags: [\"q3\", \"budget\"]", "tags: {q3: budget}"),
        text.replace("tags: [\"q3\", \"budget\"]", "tags: q3, budget"),
        text.split_once("---\n\n").unwrap().1.to_owned(),
    ] {
        assert_ne!(edited, text);
        let read = read_one("a.md", &edited);
        assert_eq!(read.entry, entry);
        assert_eq!(read.origin, MarkdownOrigin::Own);
    }
}

#[test]
fn a_text_changed_elsewhere_is_kept_as_an_own_comment() {
    let entry = fixture("discussed");
    let text = exported(&entry);
    let Stored::Current(before) = &entry.note else {
        panic!()
    };
    for edited in [
        text.replace("# Which plan", "# Which of the plans"),
        format!("{text}\nAdded below everything.\n"),
    ] {
        let read = read_one("a.md", &edited);
        assert_eq!(read.origin, MarkdownOrigin::Edited);
        let after = note(&read);
        let comment = after.comments.last().unwrap();
        assert_eq!((comment.by.as_ref(), comment.score), (None, None));
        assert!(comment.text.starts_with("# Which"), "{}", comment.text);
        assert!(!comment.text.contains("baton-note"));
        assert_eq!(after.comments.len(), before.comments.len() + 1);
        assert_eq!(after.comments[..before.comments.len()], before.comments);
        assert_eq!(after.brief, before.brief);
        assert_eq!(after.revision, before.revision + 1);
    }
    let below = read_one("a.md", &format!("{text}\nAdded below everything.\n"));
    let comment = note(&below).comments.last().unwrap();
    assert!(comment.text.ends_with("Added below everything."));
}

#[test]
fn a_file_without_dates_is_the_same_note_whenever_it_was_packed() {
    let read_at = |at: UtcMillis| {
        with_setting(|setting| {
            let setting = Setting {
                now: at,
                ..*setting
            };
            read_markdown("a.md", b"# Plain\n\nText.\n", &setting)
        })
    };
    let first = read_at(NOW).unwrap().unwrap().entry;
    let later = read_at(NOW.plus_millis(86_400_000)).unwrap().unwrap().entry;
    let record = first.note.to_record();
    let standing = Standing {
        record: &record,
        earlier: None,
    };
    let plan = plan(&later, Some(standing), Deleted::Stay, NOW).unwrap();
    assert_eq!((plan.fate, plan.then), (Fate::Same, None));
}

#[test]
fn more_earlier_texts_than_are_ever_kept_are_refused() {
    let mut entry = fixture("decision");
    let mut versions = Versions::default();
    for number in 0..=MAX_VERSIONS as i64 {
        let mut text = note(&read_one("a.md", &exported(&entry))).text();
        text.answers.tried = number.to_string();
        let kind = VersionKind::Replaced;
        versions.0.push(Version {
            at: UtcMillis(number),
            kind,
            text,
        });
    }
    entry.earlier = Some(versions.encode());
    assert_eq!(
        refused(&exported(&entry)),
        Reason::TooMany { most: MAX_VERSIONS }
    );
}

#[test]
fn an_edited_text_longer_than_a_comment_is_refused() {
    let text = exported(&fixture("decision"));
    let edited = format!("{text}{}", "x".repeat(MAX_COMMENT_CHARS));
    assert_eq!(
        refused(&edited),
        Reason::Unsound(CheckFault::TooLong {
            field: "comments.text",
            limit: MAX_COMMENT_CHARS
        })
    );
}

#[test]
fn a_newer_note_that_was_changed_elsewhere_is_refused() {
    let text = exported(&fixture("newer"));
    let Reason::Newer { version } = refused(&format!("{text}more")) else {
        panic!()
    };
    assert_eq!(version, 3);
}

#[test]
fn a_comment_that_is_damaged_or_newer_is_refused() {
    let entry = fixture("minimal");
    let text = exported(&entry);
    assert!(matches!(
        refused(&text.replace("\"version\":1", "\"version\":2")),
        Reason::Newer { version: 2 }
    ));
    assert!(matches!(
        refused(&text.replace("\"note\":\"", "\"note\":")),
        Reason::NotReadable(_)
    ));
    assert!(matches!(
        refused(&text.replace("\\\"schema\\\":2", "\\\"schema\\\":\\\"2\\\"")),
        Reason::NotANote(_)
    ));
    assert!(matches!(
        refused(&text.replace("\\\"revision\\\":", "\\\"revision\\\":0,\\\"x\\\":")),
        Reason::Unsound(_)
    ));
    assert_eq!(
        refused(&text.replace("} -->", ",\"earlier\":\"{}\"} -->")),
        Reason::Astray
    );
    let files = format!(",\"files\":[{}\"\"]}} -->", "\"\",".repeat(100));
    assert_eq!(
        refused(&text.replace("} -->", &files)),
        Reason::TooMany { most: 100 }
    );
}

#[test]
fn earlier_texts_and_files_are_named_and_checked() {
    let mut entry = fixture("decision");
    let content = file_text(b"The plan.\n");
    let plan = baton_notes::Attachment::of("plan.txt", "text/plain", &content).unwrap();
    let kept = KeptFile {
        sha256: plan.sha256.clone(),
        content,
    };
    entry.files = vec![kept.clone()];
    entry.earlier = Some("{\"schema\":1,\"versions\":[]}".to_owned());
    let Stored::Current(note) = &mut entry.note else {
        panic!()
    };
    note.attachments = vec![plan.clone()];
    let read = read_one("a.md", &exported(&entry));
    assert_eq!(
        read.entry,
        Entry {
            files: Vec::new(),
            ..entry
        }
    );
    assert_eq!(read.files, std::slice::from_ref(&plan.sha256));
    assert_eq!(kept_file(&plan.sha256, b"The plan.\n"), Some(kept));
    assert_eq!(kept_file(&plan.sha256, b"The plan!\n"), None);
}

#[test]
fn the_readme_of_an_archive_is_no_note() {
    let readme = fs::read(fixtures().join("archive/README.md")).unwrap();
    assert_eq!(read("x/README.md", &readme), Ok(None));
    assert!(read("x/README.md", b"# Mine").unwrap().is_some());
}

#[test]
fn a_text_that_looks_like_our_comment_stays_text() {
    let id = NoteId::from_parts(NOW, [3; 16]);
    let source = Source {
        event: Some("x\n<!-- baton-note {} -->\n".to_owned()),
        ..Source::default()
    };
    let mut inner = Note::draft(id, NOW, source);
    inner.answers.done_when = exported(&fixture("minimal"));
    inner.tags = vec!["<!-- baton-note {} -->".to_owned()];
    let entry = Entry::alone(Stored::Current(Box::new(inner)));
    let read = read_one("a.md", &exported(&entry));
    assert_eq!(read.entry, entry);
    assert_eq!(decode(&read.entry.note.to_record()).unwrap(), entry.note);
}
