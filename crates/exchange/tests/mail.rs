//! Notes as mails, opened the way a mail program opens them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod samples;

use baton_exchange::{Entry, File, KeptFile, MAIL_TYPE, note_mail};
use baton_notes::{Attachment, Delivered, Delivery, Stored, file_text};
use mail_parser::{Message, MessageParser, MimeHeaders};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use samples::{NOW, entries, expect, with_setting};

fn mail(entry: &Entry) -> File {
    with_setting(|setting| note_mail(entry, setting)).unwrap()
}

fn opened(file: &File) -> Message<'_> {
    assert!(file.content.is_ascii());
    assert!(
        file.content
            .split("\r\n")
            .all(|line| line.len() <= 78 && !line.contains(['\r', '\n']))
    );
    MessageParser::default().parse(&file.content).unwrap()
}

/// The note with files, each of a name, a media type and bytes.
fn with_files(name: &str, files: &[(&str, &str, &[u8])]) -> Entry {
    let mut entry = entries(&[name]).remove(0);
    let Stored::Current(note) = &mut entry.note else {
        panic!("a current note")
    };
    note.attachments.clear();
    for (name, media_type, bytes) in files {
        let content = file_text(bytes);
        let mut told = Attachment::of(name, media_type, &content).unwrap();
        // As in a file that others wrote.
        told.name = (*name).to_owned();
        told.media_type = (*media_type).to_owned();
        let sha256 = told.sha256.clone();
        note.attachments.push(told);
        entry.files.push(KeptFile { sha256, content });
    }
    entry
}

#[test]
fn a_note_becomes_a_mail_to_be_sent() {
    let file = mail(&entries(&["decision"])[0]);
    assert_eq!(
        file.name,
        "baton-2026-03-12-which-plan-do-we-take-for-q3.eml"
    );
    assert_eq!(file.media_type, MAIL_TYPE);
    let mail = opened(&file);
    assert_eq!(mail.subject(), Some("Which plan do we take for Q3?"));
    let text = mail.body_text(0).unwrap();
    assert!(text.contains("Plan A.\r\nIt is cheaper."), "{text}");
    // What was answered for oneself, and what was recommended, is nobody else's.
    assert!(!text.contains("Two mails in February") && !text.contains("write the proposal"));
    assert_eq!(mail.attachment_count(), 0);
    expect("decision.eml", file.content.as_bytes());
}

#[test]
fn files_go_with_the_mail_byte_by_byte() {
    let all: Vec<u8> = (0..=255).cycle().take(1_000).collect();
    let long = format!("{}.pdf", "計画 ".repeat(60));
    let entry = with_files(
        "decision",
        &[
            ("plan.pdf", "application/pdf", &all),
            (&long, "text/plain", b""),
            ("note.html", "text/html; charset=x\r\nBcc: x", b"<b>"),
        ],
    );
    let file = mail(&entry);
    let mail = opened(&file);
    let attached: Vec<_> = mail
        .attachments()
        .map(|part| {
            let kind = part.content_type().unwrap();
            let media_type = format!("{}/{}", kind.ctype(), kind.subtype().unwrap());
            (
                part.attachment_name().unwrap().to_owned(),
                media_type,
                part.contents().to_vec(),
            )
        })
        .collect();
    let expected = [
        ("plan.pdf".to_owned(), "application/pdf".to_owned(), all),
        (
            long.trim_end().to_owned(),
            "text/plain".to_owned(),
            Vec::new(),
        ),
        (
            "note.html".to_owned(),
            "application/octet-stream".to_owned(),
            b"<b>".to_vec(),
        ),
    ];
    assert_eq!(attached, expected);
    assert!(mail.body_text(0).unwrap().contains("Plan A."));
    assert!(mail.bcc().is_none());
}

#[test]
fn it_goes_to_whoever_it_was_mailed_to_last() {
    let mut entry = entries(&["decision"]).remove(0);
    let Stored::Current(note) = &mut entry.note else {
        panic!("a current note")
    };
    for (how, to) in [
        (Delivered::Mailed, "sam@acme.example"),
        (Delivered::Gmail, "dana@acme.example"),
        (Delivered::Copied, "Somebody"),
    ] {
        let to = Some(to.to_owned());
        note.deliveries.push(Delivery { how, at: NOW, to });
    }
    let file = mail(&entry);
    let opened = opened(&file);
    let to = opened.to().unwrap().first().unwrap();
    assert_eq!(to.address(), Some("dana@acme.example"));
}

#[test]
fn a_note_without_a_brief_tells_what_there_is_and_a_newer_one_makes_no_mail() {
    let file = mail(&entries(&["minimal"])[0]);
    let opened = opened(&file);
    assert_eq!(
        opened.subject(),
        Some("https://calendly.com/alex-example/intro")
    );
    assert!(opened.body_text(0).unwrap().contains("Started"));
    let newer = &entries(&["newer"])[0];
    assert_eq!(with_setting(|setting| note_mail(newer, setting)), None);
}

#[test]
fn hostile_texts_reach_no_head() {
    for entry in entries(&["live", "hostile"]) {
        let file = mail(&entry);
        let mail = opened(&file);
        let names: Vec<&str> = mail.headers().iter().map(|header| header.name()).collect();
        assert_eq!(
            names,
            ["Subject", "X-Unsent", "MIME-Version", "Content-Type"]
        );
    }
}

proptest! {
    #![proptest_config(Config {
        cases: 200,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(5_322),
        ..Config::default()
    })]

    #[test]
    fn any_name_and_type_of_a_file_stay_its_own(
        name in any::<String>(), media_type in any::<String>(), bytes in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        let entry = with_files("decision", &[(&name, &media_type, &bytes)]);
        let file = mail(&entry);
        let mail = opened(&file);
        prop_assert_eq!(mail.headers().len(), 4);
        prop_assert_eq!(mail.attachment_count(), 1);
        prop_assert_eq!(mail.attachment(0).unwrap().contents(), &bytes[..]);
    }

    #[test]
    fn content_that_is_no_base64_is_left_out(content in "[A-Za-z0-9+/=]{0,20}[^A-Za-z0-9+/=][\r\n-]{0,9}") {
        let mut entry = with_files("decision", &[("a", "text/plain", b"x")]);
        entry.files[0].content = content;
        let file = mail(&entry);
        prop_assert_eq!(opened(&file).attachment_count(), 0);
    }
}
