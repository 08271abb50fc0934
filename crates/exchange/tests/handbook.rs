//! Handbooks, read the way a browser reads them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod samples;

use baton_brief::{FieldValue, is_web_link};
use baton_exchange::{Entry, HandbookKind, HandbookWriter, Writer};
use baton_notes::{Attachment, Comment, Link, LinkKind, Note, NoteId, State, Stored, file_text};
use baton_worktime::UtcMillis;
use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use samples::{NOW, entries, expect, note, with_setting, written};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

fn handbook(entries: &[Entry]) -> String {
    let writer = HandbookWriter::new(HandbookKind::Handbook, None, None);
    String::from_utf8(written(writer, entries)).unwrap()
}

fn handoff(entries: &[Entry]) -> String {
    let title = Some("From Alex to Dana".to_owned());
    let choice = Some("Everything with Sam Example".to_owned());
    let writer = HandbookWriter::new(HandbookKind::Handoff, title, choice);
    String::from_utf8(written(writer, entries)).unwrap()
}

/// An element: its name, its attributes, and the text in it.
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Element {
    fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }

    fn is(&self, class: &str) -> bool {
        self.attribute("class") == Some(class)
    }
}

/// Every element of a page in order.
fn elements(page: &str) -> Vec<Element> {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(page);
    assert!(
        dom.errors
            .borrow()
            .iter()
            .all(|error| error.contains("control") || error.contains("Bad character")),
        "{:?}",
        dom.errors.borrow()
    );
    let mut found = Vec::new();
    collect(&dom.document, &mut found);
    found
}

fn collect(node: &Handle, found: &mut Vec<Element>) {
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let attribute = |attribute: &html5ever::Attribute| {
            (
                attribute.name.local.to_string(),
                attribute.value.to_string(),
            )
        };
        found.push(Element {
            name: name.local.to_string(),
            attributes: attrs.borrow().iter().map(attribute).collect(),
            text: text(node),
        });
    }
    for child in node.children.borrow().iter() {
        collect(child, found);
    }
}

fn text(node: &Handle) -> String {
    match &node.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        _ => node.children.borrow().iter().map(text).collect(),
    }
}

fn hash(text: &str) -> String {
    let digest: [u8; 32] = Sha256::digest(text).into();
    format!("'sha256-{}'", file_text(&digest))
}

/// Nothing runs, loads or leads anywhere but what we made ourselves; every anchor is there, once.
fn assert_harmless(page: &str) {
    const NAMES: &str = "html head meta title style body header h1 h2 h3 p br section table thead tbody tr \
        th td small nav details summary span ul ol li a bdi time main article div input output footer script";
    const ATTRIBUTES: &str = "lang dir charset http-equiv content name class id href aria-label scope \
        datetime role hidden type autocomplete placeholder data-words open start";
    let elements = elements(page);
    let mut ids = BTreeSet::new();
    for element in &elements {
        assert!(
            NAMES.split_whitespace().any(|name| name == element.name),
            "{}",
            element.name
        );
        for (name, value) in &element.attributes {
            let known = ATTRIBUTES.split_whitespace().any(|known| known == name);
            assert!(known, "{} {name}={value}", element.name);
        }
        if let Some(id) = element.attribute("id") {
            assert!(ids.insert(id), "{id} is there twice");
        }
    }
    for href in elements
        .iter()
        .filter_map(|element| element.attribute("href"))
    {
        match href.strip_prefix('#') {
            Some(anchor) => assert!(ids.contains(anchor), "{href} leads nowhere"),
            None => assert!(is_web_link(href), "{href}"),
        }
    }
    let only = |name: &str| {
        let mut named = elements.iter().filter(|element| element.name == name);
        let first = named.next().unwrap();
        assert!(named.next().is_none(), "more than one {name}");
        first.text.clone()
    };
    let policy = elements.iter().find_map(|element| {
        element
            .attribute("http-equiv")
            .and(element.attribute("content"))
    });
    let (style, script) = (hash(&only("style")), hash(&only("script")));
    let expected = format!(
        "default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"
    );
    assert_eq!(policy, Some(expected.as_str()));
}

fn all() -> Vec<Entry> {
    entries(&["several", "minimal", "live", "hostile"])
}

#[test]
fn notes_become_a_handbook() {
    let page = handbook(&all());
    assert_harmless(&page);
    expect("handbook.html", page.as_bytes());
}

#[test]
fn notes_become_a_handoff() {
    let page = handoff(&all());
    assert_harmless(&page);
    expect("handoff.html", page.as_bytes());
}

#[test]
fn no_notes_become_a_page_that_says_so() {
    for page in [handbook(&[]), handoff(&[])] {
        assert_harmless(&page);
        assert!(page.contains("None."), "{page}");
    }
}

#[test]
fn all_of_a_note_can_be_read_without_script() {
    let page = handbook(&entries(&["discussed"]));
    let elements = elements(&page);
    let article = elements
        .iter()
        .find(|element| element.name == "article")
        .unwrap();
    for text in [
        "Which plan do we take for Q3?",
        "Plan A.It is cheaper.",
        "We go ahead with plan A.",
        "Plan A, if it is ready by May.",
        "A decision with time left: write the proposal.",
        "plans.pdf (49 kB)",
        "Decided",
    ] {
        assert!(article.text.contains(text), "{text}: {}", article.text);
    }
    let search = elements
        .iter()
        .find(|element| element.is("search"))
        .unwrap();
    assert!(search.attribute("hidden").is_some());
}

/// What stands below a heading of a page's front.
fn chapter(page: &str, heading: &str) -> String {
    let elements = elements(page);
    let mut below = elements
        .iter()
        .skip_while(|element| element.text != heading);
    assert_eq!(below.next().unwrap().name, "h2");
    let inside = below.take_while(|element| element.name != "h2" && element.name != "nav");
    let told = inside.filter(|element| ["td", "li", "h3"].contains(&element.name.as_str()));
    told.map(|element| format!("{}\n", element.text)).collect()
}

/// A note that came to a state on a day of March 2026.
fn made(number: u8, ask: &str, state: State, by: Option<&str>) -> Entry {
    let mut entry = entries(&["decision"]).remove(0);
    let Stored::Current(note) = &mut entry.note else {
        panic!("a current note")
    };
    note.id = NoteId::from_parts(note.created, [number; 16]);
    note.brief.as_mut().unwrap().ask = ask.to_owned();
    note.state = state;
    note.links.clear();
    note.history.retain(|step| step.state == State::Sent);
    if state == State::Draft {
        note.history.clear();
        note.deliveries.clear();
    } else if state != State::Sent {
        let mut step = note.history[0].clone();
        step.state = state;
        step.at = UtcMillis(1_773_486_000_000);
        step.by = by.map(str::to_owned);
        note.history.push(step);
    }
    entry
}

#[test]
fn a_handoff_tells_what_is_decided_what_is_open_who_owes_what_and_drafts() {
    let mut later = made(2, "Open later?", State::Acknowledged, None);
    let Stored::Current(note) = &mut later.note else {
        panic!("a current note")
    };
    let brief = note.brief.as_mut().unwrap();
    brief.needed_by = Some(NOW.plus_millis(3_600_000));
    brief.owner = "Dana".to_owned();
    let mut deleted = made(3, "Deleted?", State::Sent, None);
    if let Stored::Current(note) = &mut deleted.note {
        note.deleted = Some(NOW);
    }
    let page = handoff(&[
        later,
        made(1, "Open and late?", State::Sent, None),
        made(4, "Decided by Sam?", State::Decided, Some("Sam Example")),
        made(5, "Decided by me?", State::Decided, None),
        made(6, "Answered?", State::Answered, None),
        made(7, "Only begun?", State::Draft, None),
        made(8, "Met about?", State::Met, None),
        deleted,
    ]);
    assert_harmless(&page);
    let told = |heading: &str, parts: &[&str], not: &[&str]| {
        let text = chapter(&page, heading);
        let mut rest = text.as_str();
        for part in parts {
            let at = rest
                .find(part)
                .unwrap_or_else(|| panic!("{part} is not in {rest}"));
            rest = &rest[at + part.len()..];
        }
        for other in not {
            assert!(!text.contains(other), "{other} is in {text}");
        }
    };
    let decided = [
        "Decided by Sam?",
        "2026-03-14",
        "Sam Example",
        "Decided by me?",
        "whoever kept",
    ];
    told("What is decided", &decided, &["Open", "Only", "Met"]);
    let open = [
        "Open and late?",
        "Sam Example",
        "2026-03-12",
        "2026-03-17 10:00",
        "overdue",
        "Open later?",
        "2026-03-19 14:30",
    ];
    told(
        "What is open",
        &open,
        &["Deleted?", "Decided", "Only", "Answered"],
    );
    told("Answered, not settled yet", &["Answered?"], &["Open"]);
    let owes = [
        "Dana",
        "Next step: Open later?",
        "Sam Example",
        "Answer: Open later?",
        "Answer: Open and late?",
        "Next step: Open and late?",
        "Next step: Answered?",
    ];
    told("Who owes what", &owes, &["Decided", "Only"]);
    told("Settled otherwise", &["Met: ", "Met about?"], &["Open"]);
    told("Drafts", &["Only begun?"], &["Open"]);
    assert!(page.contains("<title>From Alex to Dana</title>"));
    assert!(page.contains("Everything with Sam Example"));
}

#[test]
fn links_lead_to_notes_of_the_file_whichever_comes_first() {
    let mut first = made(1, "First?", State::Sent, None);
    let mut second = made(2, "Second?", State::Sent, None);
    let (one, two) = (first.note.id().clone(), second.note.id().clone());
    let gone = NoteId::from_parts(NOW, [3; 16]);
    if let (Stored::Current(first), Stored::Current(second)) = (&mut first.note, &mut second.note) {
        let link = |kind, note: &NoteId| Link {
            kind,
            note: note.clone(),
        };
        first.links = vec![
            link(LinkKind::SupersededBy, &two),
            link(LinkKind::Follows, &gone),
        ];
        second.links = vec![link(LinkKind::Follows, &one)];
    }
    let page = handbook(&[first, second]);
    assert_harmless(&page);
    let elements = elements(&page);
    let related: Vec<&str> = elements
        .iter()
        .filter(|e| e.is("related"))
        .map(|e| e.text.trim())
        .collect();
    assert_eq!(
        related,
        [
            "Replaced by: another note\nFollows: another note",
            "Follows: First?\nReplaces: First?"
        ]
    );
    let stubs: Vec<Option<&str>> = elements
        .iter()
        .filter(|e| e.is("stub"))
        .map(|e| e.attribute("id"))
        .collect();
    assert_eq!(stubs, [Some(format!("n-{gone}").as_str())]);
}

#[test]
fn articles_leave_as_they_are_made_and_only_a_line_of_each_is_kept() {
    let mut entry = made(0, "Long?", State::Sent, None);
    if let Stored::Current(note) = &mut entry.note {
        let text = FieldValue::Text("long ".repeat(10_000));
        note.brief
            .as_mut()
            .unwrap()
            .fields
            .insert("proposal".to_owned(), text);
    }
    let mut writer = HandbookWriter::new(HandbookKind::Handoff, None, None);
    with_setting(|setting| {
        for number in 0..100 {
            if let Stored::Current(note) = &mut entry.note {
                note.id = NoteId::from_parts(NOW, [number; 16]);
            }
            writer.add(&entry, setting);
            assert!(writer.take().len() > 50_000);
        }
        let front = writer.finish(setting).len();
        let end = writer.take().len();
        assert!(front + end < 200_000, "{front} and {end} bytes");
    });
}

/// Text that tries to be markup, to leave an attribute, or to run.
fn odd_text() -> impl Strategy<Value = String> {
    let pieces = proptest::sample::select(vec![
        "<",
        ">",
        "\"",
        "'",
        "&",
        "/",
        "=",
        "<script>",
        "</script>",
        "alert(1)",
        "<!--",
        "-->",
        "</style>",
        "</title>",
        "</main>",
        "<img src=x onerror=",
        "\" onload=\"",
        "javascript:",
        "https://a.b/",
        " ",
        "\n",
        "\r\n",
        "\u{202e}",
        "\u{2066}",
        "\0",
        "&lt;",
        "]]>",
        "x",
        "שלום",
        "<svg/onload=",
        "`",
        "{{",
        "<base href=//e>",
        "</summary>",
        "<plaintext>",
    ]);
    prop_oneof![
        3 => proptest::collection::vec(pieces, 0..8).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

fn hostile(texts: &[String]) -> Note {
    let mut texts = texts.iter().cycle().cloned();
    let mut text = || texts.next().unwrap_or_default();
    let mut note = note(&entries(&["discussed"])[0]).clone();
    note.source.provider = text();
    note.source.target = text();
    note.source.person = Some(text());
    note.source.slot = Some(text());
    note.people = vec![text(), text()];
    note.tags = vec![text(), text()];
    note.answers.done_when = text();
    note.answers.points = vec![text()];
    if let Some(verdict) = &mut note.verdict {
        verdict.sentence = text();
    }
    note.comments = vec![Comment {
        at: NOW,
        text: text(),
        by: Some(text()),
        score: None,
    }];
    note.history[0].by = Some(text());
    note.deliveries[0].to = Some(text());
    note.attachments = vec![Attachment {
        name: text(),
        media_type: text(),
        bytes: 1,
        sha256: text(),
    }];
    let brief = note.brief.as_mut().unwrap();
    brief.ask = text();
    brief.owner = text();
    brief.if_no_reply = text();
    brief.links = vec![text(), text()];
    let list = FieldValue::List(vec![text(), text()]);
    brief.fields.insert("options".to_owned(), list);
    brief
        .fields
        .insert("proposal".to_owned(), FieldValue::Text(text()));
    brief
        .fields
        .insert("decision".to_owned(), FieldValue::Text(text()));
    note
}

proptest! {
    #![proptest_config(Config {
        cases: 150,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(80),
        ..Config::default()
    })]

    #[test]
    fn no_text_becomes_markup(texts in proptest::collection::vec(odd_text(), 1..30)) {
        let mut open = hostile(&texts);
        open.id = NoteId::from_parts(NOW, [1; 16]);
        open.state = State::Sent;
        let notes = [hostile(&texts), open].map(|note| Entry::alone(Stored::Current(Box::new(note))));
        let text = |at: usize| texts.get(at).cloned();
        for kind in [HandbookKind::Handbook, HandbookKind::Handoff] {
            let writer = HandbookWriter::new(kind, text(0), text(1));
            assert_harmless(&String::from_utf8(written(writer, &notes)).unwrap());
        }
    }
}
