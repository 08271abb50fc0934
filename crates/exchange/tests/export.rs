//! Exports as files: `NAME.jsonl` holds stored notes, `NAME.md` and `NAME.json` beside it what
//! they become. `BATON_UPDATE=1` writes the expected files anew.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use baton_brief::is_web_link;
use baton_exchange::{Earlier, File, Setting, json, json_file, markdown_all, markdown_file};
use baton_locale::Catalogue;
use baton_notes::{Note, NoteId, Source, Stored, decode, encode};
use baton_worktime::{UtcMillis, ZoneError, ZoneName, Zones};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

#[allow(dead_code, reason = "the example's main is not called")]
#[path = "../examples/export.rs"]
mod example;
mod reading;

/// 2026-03-19T12:30:00Z.
const NOW: UtcMillis = UtcMillis(1_773_923_400_000);

/// One zone beside UTC: an hour ahead of it, all year.
struct Ahead;

impl Zones for Ahead {
    fn offset_seconds(&self, zone: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
        if zone.as_str() == "Etc/GMT-1" {
            Ok(3_600)
        } else {
            Err(ZoneError::UnknownZone)
        }
    }
}

fn with_setting<T>(with: impl FnOnce(&Setting) -> T) -> T {
    let zone = ZoneName::new("Etc/GMT-1").unwrap();
    let words = Catalogue::english();
    with(&Setting {
        now: NOW,
        zone: &zone,
        zones: &Ahead,
        messages: &words,
    })
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/exchange")
}

fn stored(name: &str) -> Vec<Stored> {
    let path = fixtures().join(name).with_extension("jsonl");
    let records = fs::read_to_string(&path).unwrap();
    records
        .lines()
        .map(|record| decode(record).unwrap())
        .collect()
}

fn markdown(name: &str) -> File {
    let notes = stored(name);
    with_setting(|setting| markdown_file(&notes, notes.len() == 1, setting))
}

#[track_caller]
fn expect(file_name: &str, content: &str) {
    let path = fixtures().join(file_name);
    if std::env::var_os("BATON_UPDATE").is_some() {
        fs::write(&path, content).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(content, expected, "{}", path.display());
}

fn assert_exports(name: &str, markdown_name: &str) {
    let notes = stored(name);
    let one = notes.len() == 1;
    let markdown = markdown(name);
    assert_eq!(markdown.name, markdown_name);
    expect(&format!("{name}.md"), &markdown.content);
    let json = with_setting(|setting| json_file(&notes, &[], one, setting));
    assert_eq!(json.name, markdown_name.replace(".md", ".json"));
    expect(&format!("{name}.json"), &json.content);
    assert_eq!(stored_in(&json.content), notes);
}

#[test]
fn a_note_with_hardly_anything_is_exported() {
    assert_exports(
        "minimal",
        "baton-2026-03-12-https-calendly-com-alex-example-intro.md",
    );
}

#[test]
fn a_decided_note_is_exported_with_all_of_it() {
    assert_exports(
        "decision",
        "baton-2026-03-12-which-plan-do-we-take-for-q3.md",
    );
}

#[test]
fn a_discussed_note_is_exported_with_its_comments() {
    assert_exports(
        "discussed",
        "baton-2026-03-12-which-plan-do-we-take-for-q3.md",
    );
}

#[test]
fn a_hostile_note_is_exported_as_harmless_text() {
    assert_exports(
        "hostile",
        "baton-2026-03-12-script-alert-1-script-click-javascript-alert-1-code.md",
    );
}

#[test]
fn several_notes_become_one_file_among_them_an_empty_and_a_newer_one() {
    assert_exports("several", "baton-notes-2026-03-19.md");
}

#[test]
fn a_single_note_of_a_newer_schema_is_named_and_kept_raw() {
    assert_exports("newer", "baton-2026-03-19.md");
}

#[test]
fn no_notes_are_an_empty_file_and_an_empty_list() {
    assert_exports("none", "baton-notes-2026-03-19.md");
}

/// What a program that knows front matter, and one that does not, make of Markdown.
fn readings(markdown: &str) -> [Vec<Event<'_>>; 2] {
    let all = Options::all();
    let plain = Options::empty();
    [all, plain].map(|options| Parser::new_ext(markdown, options).collect())
}

fn assert_harmless(markdown: &str, known_links: &[&str]) {
    for events in readings(markdown) {
        for event in &events {
            match event {
                Event::Html(html) | Event::InlineHtml(html) => panic!("raw HTML: {html}"),
                Event::Start(Tag::Image { dest_url, .. }) => panic!("an image: {dest_url}"),
                // An address in a text, which leads where it says.
                Event::Start(Tag::Link {
                    link_type: LinkType::Autolink,
                    dest_url,
                    ..
                }) => assert!(is_web_link(dest_url), "a link: {dest_url}"),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    assert!(
                        known_links.contains(&dest_url.as_ref()),
                        "a link: {dest_url}"
                    );
                }
                _ => {}
            }
        }
    }
}

#[test]
fn a_hostile_note_has_no_html_no_image_and_no_link_but_its_own() {
    assert_harmless(&markdown("hostile").content, &[]);
    let own = [
        "https://cal.com/sam-example/30min",
        "https://acme.example/plans/q3",
        "https://calendly.com/alex-example/intro",
    ];
    assert_harmless(&markdown("several").content, &own);
    let twice = [stored("hostile"), stored("decision")].concat();
    assert_harmless(&with_setting(|setting| markdown_all(&twice, setting)), &own);
}

/// The front matter as a YAML parser reads it: every value a text or a list of texts.
fn front_matter(markdown: &str) -> BTreeMap<String, serde_norway::Value> {
    let rest = markdown.strip_prefix("---\n").unwrap();
    let end = rest.find("\n---\n").unwrap();
    serde_norway::from_str(&rest[..end]).unwrap()
}

fn assert_front_matter_tells(note: &Note, markdown: &str) {
    let read = front_matter(markdown);
    let text = |key: &str| {
        read.get(key)
            .map(|value| value.as_str().unwrap().to_owned())
    };
    let list = |key: &str| -> Vec<String> {
        read.get(key)
            .map_or_else(Vec::new, |v| serde_norway::from_value(v.clone()).unwrap())
    };
    assert_eq!(text("id").as_deref(), Some(note.id.as_str()));
    assert_eq!(text("state").as_deref(), Some(note.state.as_str()));
    assert_eq!(text("provider"), Some(note.source.provider.clone()));
    assert_eq!(text("source"), Some(note.source.target.clone()));
    assert_eq!(text("person"), note.source.person);
    assert_eq!(text("event"), note.source.event);
    assert_eq!(
        text("minutes"),
        note.source.minutes.map(|minutes| minutes.to_string())
    );
    assert_eq!(list("tags"), note.tags);
    assert_eq!(list("people"), note.people);
    let known = [
        "id", "schema", "created", "updated", "deleted", "state", "provider", "source", "person",
        "event", "minutes", "verdict", "rule", "template", "tags", "people",
    ];
    assert!(
        read.keys().all(|key| known.contains(&key.as_str())),
        "{read:?}"
    );
}

#[test]
fn the_front_matter_reads_back_as_what_the_note_holds() {
    for name in ["minimal", "decision", "hostile"] {
        let notes = stored(name);
        let Some(Stored::Current(note)) = notes.first() else {
            panic!("{name}")
        };
        assert_front_matter_tells(note, &markdown(name).content);
    }
}

#[test]
fn moments_are_told_in_the_own_zone_and_in_utc() {
    let markdown = markdown("decision").content;
    assert!(markdown.contains("created: \"2026-03-12T09:00:00Z\""));
    assert!(
        markdown.contains("10:00 (Etc/GMT-1) · 09:00 (UTC)"),
        "{markdown}"
    );
}

#[test]
fn the_same_notes_give_the_same_bytes() {
    assert_eq!(markdown("several"), markdown("several"));
    let notes = stored("several");
    assert_eq!(json(&notes, &[], NOW), json(&notes, &[], NOW));
}

/// A note with any text in each place that takes some.
fn note(texts: &[String]) -> Note {
    let mut texts = texts.iter().cycle().cloned();
    let mut text = || texts.next().unwrap_or_default();
    let id = NoteId::from_parts(NOW, [9; 16]);
    let source = Source {
        provider: text(),
        target: text(),
        person: Some(text()),
        event: Some(text()),
        minutes: Some(30),
        slot: Some(text()),
    };
    let mut note = Note::draft(id, NOW, source);
    note.answers.done_when = text();
    note.answers.points = vec![text(), text()];
    note.answers.tried = text();
    note.answers.follow_up = text();
    note.answers.written_where = text();
    note.people = vec![text(), text()];
    note.tags = vec![text()];
    let brief = serde_json::json!({
        "template": "decide", "ask": text(), "if_no_reply": text(), "owner": text(),
        "links": [text()],
        "fields": {"proposal": {"text": text()}, "options": {"list": [text(), text()]}}
    });
    note.brief = Some(serde_json::from_value(brief).unwrap());
    note
}

/// Text that tries to be markup, and any text at all.
fn odd_text() -> impl Strategy<Value = String> {
    let pieces = proptest::sample::select(vec![
        "---",
        "\n",
        "\r\n",
        "\"",
        "\\",
        "<",
        ">",
        "<script>",
        "<!--",
        "`",
        "```",
        "~~~",
        "*",
        "_",
        "[",
        "](",
        ")",
        "!",
        "#",
        "# ",
        "- ",
        "1. ",
        "> ",
        "|",
        "&lt;",
        "&",
        "    ",
        "\t",
        "\u{202e}",
        "\u{2028}",
        "\0",
        "x",
        "é",
        "http://a.b",
        "javascript:",
        ":",
        "=",
        "===",
        "[^1]",
        "[^1]: ",
        "$$",
        "{#a}",
        "+++",
        "...",
        "<a@b.c>",
        "- [ ] ",
        ":::",
    ]);
    prop_oneof![
        3 => proptest::collection::vec(pieces, 0..8).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(Config {
        cases: 300,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2_026),
        ..Config::default()
    })]

    #[test]
    fn no_text_becomes_markup_or_leaves_the_front_matter(
        texts in proptest::collection::vec(odd_text(), 1..20)
    ) {
        let note = note(&texts);
        let stored = [Stored::Current(Box::new(note.clone()))];
        let links: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (one, all) = with_setting(|setting| (
            markdown_file(&stored, true, setting).content,
            markdown_all(&[stored.clone(), stored.clone()].concat(), setting),
        ));
        assert_front_matter_tells(&note, &one);
        assert_harmless(&one, &links);
        assert_harmless(&all, &links);
    }

    #[test]
    fn any_notes_come_back_from_json_exactly(
        notes in proptest::collection::vec(
            proptest::collection::vec(any::<String>(), 1..20), 0..4)
    ) {
        let stored: Vec<Stored> = notes
            .iter()
            .zip(0..)
            .map(|(texts, n)| {
                let mut note = note(texts);
                note.id = NoteId::from_parts(NOW, [n; 16]);
                Stored::Current(Box::new(note))
            })
            .collect();
        let file = json(&stored, &[], NOW);
        prop_assert_eq!(stored_in(&file), stored);
        let read: serde_json::Value = serde_json::from_str(&file).unwrap();
        prop_assert_eq!(&read["exported"], "2026-03-19T12:30:00Z");
    }
}

#[test]
fn the_texts_kept_beside_notes_come_back_to_the_letter() {
    let notes = stored("several");
    let kept = |index: usize, texts: &str| Earlier {
        note: notes[index].id().clone(),
        texts: texts.to_owned(),
    };
    let texts = "{\"schema\":1,\"versions\":[{\"at\":1773306000000,\"kind\":\"diverged\",\
                 \"text\":{\"answers\":{\"done_when\":\"שלום \u{202e}😀\"},\"brief\":null}}]}";
    let sound = [kept(1, texts), kept(0, "{\"schema\":7,\"pages\":[1.50]}")];
    let with_a_damaged_one = [&sound[..], &[kept(2, "{\"schema\"")]].concat();
    let file = json(&notes, &with_a_damaged_one, NOW);
    let read = reading::notes_of(file.as_bytes());
    let texts_of = |index: usize| read[index].earlier.as_deref();
    assert_eq!(texts_of(0), Some(sound[1].texts.as_str()));
    assert_eq!(texts_of(1), Some(sound[0].texts.as_str()));
    assert_eq!(texts_of(2), None);
    assert_eq!(stored_in(&file), notes);
    // Texts that are none are refused with their note.
    let wrong = json(&notes, &[kept(0, "{\"schema\":1}")], NOW);
    let items = reading::read_all(wrong.as_bytes()).unwrap();
    assert!(items[0].is_err() && items[1].is_ok());
}

/// The notes that a JSON file holds.
fn stored_in(file: &str) -> Vec<Stored> {
    let read = reading::notes_of(file.as_bytes()).into_iter();
    read.map(|entry| entry.note).collect()
}

#[test]
fn a_note_in_the_json_file_is_the_stored_record_itself() {
    let notes = stored("decision");
    let Some(Stored::Current(note)) = notes.first() else {
        panic!()
    };
    assert!(json(&notes, &[], NOW).contains(&encode(note)));
}

#[test]
fn the_example_tells_name_and_markdown_or_the_fault() {
    let record = stored("minimal").remove(0).to_record();
    with_setting(|setting| {
        let told = example::export(&record, setting);
        assert_eq!(told["name"], markdown("minimal").name);
        assert_eq!(told["markdown"], markdown("minimal").content);
        let told = example::export("{", setting);
        assert!(
            told["fault"]
                .as_str()
                .unwrap()
                .starts_with("the record is not JSON"),
            "{told}"
        );
    });
}
