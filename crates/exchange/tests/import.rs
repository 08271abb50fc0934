//! Reading exported JSON back, what is refused, and what a note would change.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod reading;

use baton_exchange::{
    Deleted, Entry, Fate, Item, JsonReader, KeptFile, MAX_IMPORT_NOTES, Place, Plan, Reason,
    Refusal, Standing, VERSION, json, plan,
};
use baton_notes::{
    Attachment, Comment, DecodeFault, Link, LinkKind, Note, NoteId, Source, Stored, Versions,
    decode, encode, file_text,
};
use baton_worktime::UtcMillis;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use reading::{notes_of, read_all};

const NOW: UtcMillis = UtcMillis(1_773_923_400_000);

fn note() -> Note {
    Note::draft(NoteId::from_parts(NOW, [1; 16]), NOW, Source::default())
}

fn numbered(number: u8) -> Note {
    Note::draft(
        NoteId::from_parts(NOW, [number; 16]),
        NOW,
        Source::default(),
    )
}

fn file_of(entries: &[String]) -> String {
    let entries = entries.join(",");
    format!(r#"{{"format":"baton-notes","version":{VERSION},"entries":[{entries}]}}"#)
}

fn entry_of(record: &str) -> String {
    format!("{{\"note\":{record}}}")
}

fn refused(text: &str) -> Reason {
    match read_all(text.as_bytes()) {
        Err(refusal) => refusal.reason,
        Ok(items) => panic!("{text:.80} was read: {items:?}"),
    }
}

#[test]
fn a_file_that_is_no_export_is_refused_as_a_whole() {
    for text in [
        "",
        "{",
        "{\"format\":\"baton-notes\",\"version\":1,\"notes\":[}",
        "{\"format\":\"baton-notes\",\"version\":2,\"entries\":[{\"note\":1},]}",
        "{\"format\":\"baton-notes\",\"version\":2,\"entries\":[]}}",
        "plain text",
        "null",
        "{}",
        "[]",
        r#"{"format":"other-notes","version":1,"notes":[]}"#,
        r#"{"format":"baton-notes","notes":[]}"#,
        r#"{"format":"baton-notes","version":1}"#,
        r#"{"format":"baton-notes","version":1,"notes":{}}"#,
        r#"{"notes":[],"format":"baton-notes","version":"1"}"#,
        r#"["baton-notes",1]"#,
    ] {
        let reason = refused(text);
        assert!(matches!(reason, Reason::NotReadable(_)), "{text}: {reason}");
    }
}

#[test]
fn a_file_of_a_newer_version_is_refused_as_such() {
    let file = r#"{"format":"baton-notes","version":3,"archive":"…"}"#;
    assert_eq!(refused(file), Reason::Newer { version: 3 });
}

#[test]
fn the_order_of_members_and_white_space_do_not_matter() {
    let record = encode(&note());
    let file = format!(
        "\u{feff} {{ \"entries\" : [ {{ \"note\" :\n{record} }} ] ,\n\"new\": [1, {{}}],\n\
         \"version\": {VERSION}, \"format\": \"baton-notes\" }}\n"
    );
    let read = notes_of(file.as_bytes());
    assert_eq!(read, [Entry::alone(Stored::Current(Box::new(note())))]);
}

#[test]
fn one_bad_entry_is_refused_with_its_place_and_the_others_are_read() {
    let mut unsound = numbered(2);
    unsound.revision = 0;
    let newer = format!(r#"{{"schema":9,"id":"{}"}}"#, note().id);
    let entries = [
        entry_of(&encode(&note())),
        entry_of(r#"{"schema":1}"#),
        entry_of(&encode(&unsound)),
        entry_of(&encode(&note())),
        entry_of(&newer),
        r#"{"file":{"sha256":"00","content":"AAAA"}}"#.to_owned(),
        r#"{"note":null}"#.to_owned(),
        "7".to_owned(),
        format!(r#"{{"note":{},"earlier":[]}}"#, encode(&numbered(3))),
        entry_of(&encode(&numbered(4))),
    ];
    let items = read_all(file_of(&entries).as_bytes()).unwrap();
    let places: Vec<usize> = items
        .iter()
        .filter_map(|item| match item {
            Err(Refusal {
                place: Place::Item(place),
                ..
            }) => Some(*place),
            _ => None,
        })
        .collect();
    assert_eq!(places, [2, 3, 4, 5, 6, 7, 8, 9]);
    let reasons: Vec<&Reason> = items
        .iter()
        .filter_map(|item| item.as_ref().err().map(|refusal| &refusal.reason))
        .collect();
    assert!(matches!(
        reasons[..],
        [
            Reason::NotANote(DecodeFault::NotANote(_)),
            Reason::Unsound(_),
            Reason::Duplicate(_),
            Reason::Duplicate(_),
            Reason::Astray,
            Reason::NotReadable(_),
            Reason::NotReadable(_),
            Reason::Astray,
        ]
    ));
    assert_eq!(items.len(), 10);
}

#[test]
fn what_is_too_large_too_long_or_too_deep_is_refused() {
    let mut reader = JsonReader::new();
    reader
        .read(br#"{"format":"baton-notes","version":2,"entries":[""#)
        .unwrap();
    // A value without end, in pieces: refused before it fills the memory.
    let piece = vec![b'x'; 1_000_000];
    let refusal = (0..64).find_map(|_| reader.read(&piece).err()).unwrap();
    assert!(matches!(refusal.reason, Reason::TooLarge { bytes, .. } if bytes < 26_000_000));

    let mut reader = JsonReader::new();
    reader.read(br#"{"entries":["#).unwrap();
    let many = "0,".repeat(100_000);
    let refusal = (0..5)
        .find_map(|_| reader.read(many.as_bytes()).err())
        .unwrap();
    let most = MAX_IMPORT_NOTES;
    assert_eq!(refusal.reason, Reason::TooMany { most });

    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let record = encode(&note()).replacen('{', &format!("{{\"deep\":{deep},"), 1);
    assert_eq!(refused(&file_of(&[entry_of(&record)])), Reason::TooDeep);
    assert_eq!(
        refused(&format!("{{\"deep\":{{\"a\":{deep}")),
        Reason::TooDeep
    );
}

#[test]
fn bad_utf_8_is_refused_with_its_place() {
    let mut file = file_of(&[entry_of(&encode(&note()))]).into_bytes();
    let at = file.len() - 10;
    file[at] = 0xff;
    let Err(refusal) = read_all(&file) else {
        panic!("it was read");
    };
    assert_eq!(refusal.reason, Reason::NotText { at: at as u64 });
}

#[test]
fn names_that_mean_something_elsewhere_are_names() {
    let record = encode(&note()).replacen('{', "{\"__proto__\":{\"x\":1},\"constructor\":2,", 1);
    let read = notes_of(file_of(&[entry_of(&record)]).as_bytes());
    let back = read[0].note.to_record();
    assert!(back.contains("\"__proto__\":{\"x\":1}"), "{back}");
}

#[test]
fn a_newer_note_comes_back_to_the_letter() {
    let raw = format!(
        "{{ \"id\": \"{}\",\n\t\"schema\": 3, \"n\": [1.50, 1e400] }}",
        note().id
    );
    let stored = vec![decode(&raw).unwrap()];
    let read = notes_of(json(&stored, &[], NOW).as_bytes());
    assert!(matches!(&read[0].note, Stored::Newer(newer) if newer.raw == raw));
}

#[test]
fn a_file_of_version_1_is_read_with_the_texts_beside_it() {
    let mut versions = Versions::default();
    let mut text = note().text();
    text.answers.tried = "this".to_owned();
    versions.replaced(text, NOW);
    let texts = versions.encode();
    let file = format!(
        r#"{{"format":"baton-notes","version":1,"notes":[{}],"earlier":[{{"note":"{}","texts":{texts}}}]}}"#,
        encode(&note()),
        note().id
    );
    let read = notes_of(file.as_bytes());
    assert_eq!(read[0].earlier, Some(texts));
}

fn with(entry: Note) -> Entry {
    Entry::alone(Stored::Current(Box::new(entry)))
}

fn over(entry: Note, standing: &Note) -> Plan {
    let record = encode(standing);
    let standing = Standing {
        record: &record,
        earlier: None,
    };
    plan(&with(entry), Some(standing), Deleted::Stay, NOW).unwrap()
}

fn written(revision: u64, tried: &str) -> Note {
    let mut note = note();
    note.revision = revision;
    note.answers.tried = tried.to_owned();
    note
}

fn stands_then(plan: &Plan) -> (Note, Vec<String>) {
    let (record, earlier) = plan.then.as_ref().unwrap();
    let Stored::Current(note) = decode(record).unwrap() else {
        panic!("a note of this schema");
    };
    let versions = earlier
        .as_deref()
        .map(|texts| Versions::decode(texts).unwrap());
    let texts = versions.unwrap_or_default().0.into_iter();
    let tried = texts.map(|version| version.text.answers.tried).collect();
    (*note, tried)
}

#[test]
fn a_note_that_was_deleted_here_since_comes_back_only_where_that_is_wanted() {
    let mut deleted = written(3, "written on here");
    assert!(deleted.delete(NOW));
    let kept = over(written(3, "in the backup"), &deleted);
    assert_eq!((kept.fate, kept.then), (Fate::Deleted, None));

    let record = encode(&deleted);
    let standing = Standing {
        record: &record,
        earlier: None,
    };
    let backup = with(written(3, "in the backup"));
    let back = plan(&backup, Some(standing), Deleted::ComeBack, NOW).unwrap();
    assert_eq!(
        (back.fate, back.over),
        (Fate::Changed, Some(deleted.revision))
    );
    let (note, texts) = stands_then(&back);
    assert_eq!(note.deleted, None);
    assert!(note.revision > deleted.revision);
    // As it stood: what had been written since the backup is in it.
    assert_eq!(note.answers.tried, "written on here");
    assert_eq!(texts, Vec::<String>::new());

    // Written on elsewhere after it was deleted here, it comes by itself.
    let later = over(written(9, "elsewhere"), &deleted);
    assert_eq!(later.fate, Fate::Changed);
}

#[test]
fn files_of_two_that_were_changed_equally_often_are_all_kept() {
    let file = |name: &str| Attachment::of(name, "text/plain", "").unwrap();
    let mut theirs = written(3, "this");
    theirs.attachments.push(Attachment {
        sha256: "a".repeat(64),
        ..file("theirs.txt")
    });
    let mut mine = written(3, "this");
    mine.updated = mine.updated.plus_millis(1);
    mine.attachments.push(file("mine.txt"));
    let joined = over(theirs.clone(), &mine);
    assert_eq!(joined.fate, Fate::Changed);
    let (note, _) = stands_then(&joined);
    assert_eq!(note.attachments.len(), 2);
    // One that was taken away since does not come back.
    mine.revision = 4;
    assert_eq!(over(theirs, &mine).fate, Fate::Older);
}

#[test]
fn a_note_that_is_not_there_is_new_and_one_that_is_there_is_the_same() {
    let new = plan(&with(note()), None, Deleted::Stay, NOW).unwrap();
    assert_eq!((new.fate, new.over), (Fate::New, None));
    assert_eq!(new.then, Some((encode(&note()), None)));
    let same = over(written(3, "this"), &written(3, "this"));
    assert_eq!((same.fate, same.then), (Fate::Same, None));
}

#[test]
fn the_later_one_stands_and_the_other_text_is_kept_beside_it() {
    let later = over(written(5, "new"), &written(3, "old"));
    assert_eq!((later.fate, later.over), (Fate::Changed, Some(3)));
    let (note, beside) = stands_then(&later);
    assert_eq!((note.answers.tried.as_str(), note.revision), ("new", 5));
    assert_eq!(beside, ["old"]);

    let older = over(written(2, "old"), &written(3, "new"));
    assert_eq!((older.fate, older.then), (Fate::Older, None));
}

#[test]
fn of_two_that_were_written_on_from_the_same_text_neither_is_lost() {
    let both = over(written(3, "there"), &written(3, "here"));
    let (note, beside) = stands_then(&both);
    assert_eq!(
        (both.fate, note.answers.tried.as_str()),
        (Fate::Changed, "here")
    );
    assert_eq!(beside, ["there"]);

    let mut there = written(3, "there");
    there.updated = NOW.plus_millis(1);
    let both = over(there, &written(3, "here"));
    let (note, beside) = stands_then(&both);
    assert_eq!((note.answers.tried.as_str(), note.revision), ("there", 4));
    assert_eq!(beside, ["here"]);
}

#[test]
fn what_was_written_later_is_kept_although_the_other_was_changed_more_often() {
    let mut there = written(2, "there");
    there.written = NOW.plus_millis(1);
    let older = over(there, &written(5, "here"));
    let (note, beside) = stands_then(&older);
    assert_eq!((note.answers.tried.as_str(), note.revision), ("here", 5));
    assert_eq!(beside, ["there"]);
}

#[test]
fn files_and_links_that_were_added_here_stay() {
    let file = Attachment::of("plan.txt", "text/plain", &file_text(b"the plan")).unwrap();
    let link = Link {
        kind: LinkKind::Follows,
        note: numbered(9).id,
    };
    let mut here = written(3, "old");
    here.attachments = vec![file.clone()];
    here.links = vec![link.clone()];
    let (note, _) = stands_then(&over(written(5, "new"), &here));
    assert_eq!((note.attachments, note.links), (vec![file], vec![link]));
}

#[test]
fn what_was_said_about_either_is_kept() {
    let said = |text: &str, at: i64| {
        let mut note = written(3, "text");
        note.comments = vec![Comment {
            at: NOW.plus_millis(at),
            by: None,
            text: text.to_owned(),
            score: None,
        }];
        note
    };
    let both = over(said("there", 1), &said("here", 2));
    let (note, _) = stands_then(&both);
    let texts: Vec<&str> = note
        .comments
        .iter()
        .map(|said| said.text.as_str())
        .collect();
    assert_eq!(texts, ["there", "here"]);
    assert_eq!(note.revision, 4);
}

#[test]
fn a_newer_note_is_not_compared() {
    let raw = format!(r#"{{"schema":9,"id":"{}"}}"#, note().id);
    let newer = Entry::alone(decode(&raw).unwrap());
    let standing = |record| Standing {
        record,
        earlier: None,
    };
    let same = plan(&newer, Some(standing(&raw)), Deleted::Stay, NOW).unwrap();
    assert_eq!(same.fate, Fate::Same);
    let record = encode(&note());
    let refused = plan(&newer, Some(standing(&record)), Deleted::Stay, NOW);
    assert_eq!(refused, Err(Reason::Newer { version: 9 }));
    assert_eq!(
        plan(&newer, None, Deleted::Stay, NOW).unwrap().fate,
        Fate::New
    );
}

#[test]
fn a_file_stands_once_before_the_notes_that_have_it() {
    let content = file_text(b"the plan");
    let file = Attachment::of("plan.txt", "text/plain", &content).unwrap();
    let kept = KeptFile {
        sha256: file.sha256.clone(),
        content,
    };
    let entry = |number| {
        let mut note = numbered(number);
        note.attachments = vec![file.clone()];
        Entry {
            files: vec![kept.clone()],
            ..with(note)
        }
    };
    let written = reading::written(&[entry(1), entry(2)], NOW);
    let items = read_all(&written).unwrap();
    assert!(matches!(
        &items[..],
        [Ok(Item::File(file)), Ok(Item::Note(_)), Ok(Item::Note(_))] if *file == kept
    ));
}

proptest! {
    #![proptest_config(Config {
        cases: 300,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(77),
        ..Config::default()
    })]

    /// However the bytes come, the same is read; and nothing of a text is changed.
    #[test]
    fn every_text_comes_back_however_the_file_is_cut(
        texts in proptest::collection::vec(any::<String>(), 1..5), cut in 1_usize..40
    ) {
        let notes: Vec<Entry> = texts.iter().zip(1..).map(|(text, number)| {
            let mut note = numbered(number);
            note.answers.tried = text.chars().take(500).collect();
            with(note)
        }).collect();
        let file = reading::written(&notes, NOW);
        let mut reader = JsonReader::new();
        let mut read = Vec::new();
        for piece in file.chunks(cut) {
            read.extend(reader.read(piece).unwrap());
        }
        read.extend(reader.finish().unwrap());
        let expected: Vec<_> = notes.into_iter().map(|note| Ok(Item::Note(Box::new(note)))).collect();
        prop_assert_eq!(read, expected);
    }
}
