//! Each `tests/fixtures/replies/<name>.txt` or `.html` is a reply as it was pasted; `sent.json` says
//! what it answers, and `<name>.expected.json` what is read of it.
//! `BATON_UPDATE=1 cargo test -p baton-post --test replies` writes that anew.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

use baton_post::{Labels, Reply, Sent, read_reply, read_reply_html};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What a reply answers.
#[derive(Deserialize)]
struct Answered {
    /// Its plain text, in `tests/fixtures/`.
    brief: PathBuf,
    numbered: u32,
    labels: Option<Words>,
}

#[derive(Deserialize)]
struct Words {
    heading: String,
    intro: String,
    restate: String,
    numbers: String,
    answer: String,
    score: String,
}

impl Words {
    fn labels(&self) -> Labels<'_> {
        Labels {
            heading: &self.heading,
            intro: &self.intro,
            restate: &self.restate,
            numbers: &self.numbers,
            answer: &self.answer,
            score: &self.score,
        }
    }
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures")
}

fn read(name: &str, answered: &Answered, knows_text: bool) -> Reply {
    let brief = fs::read_to_string(fixtures().join(&answered.brief)).unwrap();
    let labels = answered.labels.as_ref().map(Words::labels);
    let sent = Sent {
        labels: labels.unwrap_or(Labels::ENGLISH),
        numbered: answered.numbered,
        text: knows_text.then_some(&brief),
    };
    let replies = fixtures().join("replies");
    let read = match fs::read_to_string(replies.join(format!("{name}.txt"))) {
        Ok(text) => read_reply(&text, &sent),
        Err(_) => {
            let html = fs::read_to_string(replies.join(format!("{name}.html"))).unwrap();
            read_reply_html(&html, &sent)
        }
    };
    read.expect("short enough")
}

fn all() -> BTreeMap<String, Answered> {
    let file = fs::read_to_string(fixtures().join("replies/sent.json")).unwrap();
    serde_json::from_str(&file).unwrap()
}

#[test]
fn every_messy_reply_is_read_as_it_was_meant() {
    let update = std::env::var_os("BATON_UPDATE").is_some();
    let all = all();
    assert!(all.len() >= 10);
    for (name, answered) in &all {
        let now = read(name, answered, true);
        let path = fixtures().join(format!("replies/{name}.expected.json"));
        if update {
            fs::write(&path, serde_json::to_string_pretty(&now).unwrap() + "\n").unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap();
        let expected: Reply = serde_json::from_str(&expected).unwrap();
        assert_eq!(now, expected, "{name}");
    }
}

#[test]
fn every_fixture_is_played() {
    let known = all();
    for file in fs::read_dir(fixtures().join("replies")).unwrap() {
        let file = file.unwrap().file_name().into_string().unwrap();
        let name = file.split('.').next().unwrap();
        assert!(name == "sent" || known.contains_key(name), "{file}");
    }
}

#[test]
fn without_the_text_that_was_sent_the_typed_answers_are_the_same() {
    // Their answers stand in the original, and only its text can tell the two apart.
    const NEED_THE_TEXT: [&str; 5] = ["apple-mail", "chat", "hostile", "in-the-quotation", "vote"];
    for (name, answered) in &all() {
        if NEED_THE_TEXT.contains(&name.as_str()) {
            continue;
        }
        let known = read(name, answered, true);
        let unknown = read(name, answered, false);
        assert_eq!(
            (
                unknown.restate,
                unknown.answers,
                unknown.answer,
                unknown.score
            ),
            (known.restate, known.answers, known.answer, known.score),
            "{name}"
        );
    }
}
