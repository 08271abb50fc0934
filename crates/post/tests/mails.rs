//! Each `tests/fixtures/invitations/mails/<name>.eml` is read as `<name>.expected.txt` says, and its calendar as
//! another reader of mails finds it.
//! `BATON_UPDATE=1 cargo test -p baton-post --test mails` writes the expected side anew.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

use baton_post::{MAX_MAIL_BYTES, MAX_REPLY_BYTES, Refused, is_mail, read_calendar, read_mail};
use mail_parser::{MessageParser, MimeHeaders, PartType};
use proptest::collection::vec;
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

const CALENDAR: &str =
    "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:Intro\nEND:VEVENT\nEND:VCALENDAR";

fn files() -> Vec<PathBuf> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/invitations/mails");
    let all = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let mut files: Vec<_> = all
        .filter(|path| path.extension().is_some_and(|end| end == "eml"))
        .collect();
    files.sort();
    files
}

/// As a browser reads them.
fn letters(name: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label_no_replacement(name.as_bytes())?;
    Some(encoding.decode_with_bom_removal(bytes).0.into_owned())
}

fn read(mail: &str) -> String {
    read_mail(mail.as_bytes(), &letters).unwrap()
}

#[test]
fn every_mail_is_read_as_it_was_meant() {
    for path in files() {
        let mail = fs::read(&path).unwrap();
        assert!(is_mail(&mail), "{}", path.display());
        let now = read_mail(&mail, &letters).unwrap().replace("\r\n", "\n");
        let expected = path.with_extension("expected.txt");
        if std::env::var_os("BATON_UPDATE").is_some() {
            fs::write(&expected, now.trim_end().to_owned() + "\n").unwrap();
        }
        let expected = fs::read_to_string(&expected).unwrap();
        assert_eq!(now.trim_end(), expected.trim_end(), "{}", path.display());
    }
}

#[test]
fn another_reader_of_mails_finds_the_same_calendar() {
    let mut found = 0;
    for path in files() {
        // It looks into no mail in a mail, and knows no letters of several bytes.
        if path.ends_with("mail-in-mail.eml") || path.ends_with("korean-calendar.eml") {
            continue;
        }
        let mail = fs::read(&path).unwrap();
        let theirs = MessageParser::default().parse(&mail).unwrap();
        let calendar = theirs.parts.iter().find_map(|part| {
            let name = part.attachment_name().unwrap_or_default().to_lowercase();
            let text = match &part.body {
                PartType::Text(text) if part.content_type()?.subtype() == Some("calendar") => {
                    text.to_string()
                }
                PartType::Binary(bytes) if name.ends_with(".ics") => {
                    String::from_utf8(bytes.to_vec()).unwrap()
                }
                _ => return None,
            };
            read_calendar(&text).ok()
        });
        assert_eq!(
            read_calendar(&read_mail(&mail, &letters).unwrap()).ok(),
            calendar,
            "{}",
            path.display()
        );
        found += usize::from(calendar.is_some());
    }
    assert_eq!(found, 4);
}

#[test]
fn a_mail_is_known_by_its_first_lines_and_a_calendar_or_a_copied_head_is_none() {
    for mail in [
        "From: kim@acme.example\nMIME-Version: 1.0\n\nHi",
        "\u{feff}\r\nReceived: by mail.acme.example;\r\n\tThu, 19 Nov 2026\r\nFROM : kim@acme.example\r\n",
        "From kim@acme.example Thu Nov 19 09:00:00 2026\nMessage-Id: <1@acme.example>\nFrom: kim@acme.example\n\n",
    ] {
        assert!(is_mail(mail.as_bytes()), "{mail}");
    }
    for other in [
        "",
        CALENDAR,
        "From: Kim Sample\nDate: Thu, 19 Nov 2026\nSubject: Intro\n\nHi",
        "Hello,\nFrom: kim@acme.example\nMIME-Version: 1.0",
        "Subject: Intro\n\nFrom: kim@acme.example\nMIME-Version: 1.0",
        " From: kim@acme.example\n MIME-Version: 1.0",
    ] {
        assert!(!is_mail(other.as_bytes()), "{other}");
    }
}

#[test]
fn a_calendar_is_found_thirty_parts_deep_and_what_is_deeper_ends_nothing() {
    let nested = |depth: usize| {
        let begun: String = (0..depth)
            .map(|at| format!("Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n"))
            .collect();
        let ended: String = (0..depth)
            .rev()
            .map(|at| format!("\n--b{at}--\n"))
            .collect();
        format!("{begun}Content-Type: text/calendar\n\n{CALENDAR}{ended}")
    };
    assert_eq!(read(&nested(30)), CALENDAR);
    assert!(read(&nested(40)).contains(CALENDAR));
    assert!(!read(&nested(2_000)).is_empty());
    let mails = "Content-Type: message/rfc822\n\n".repeat(50_000);
    assert_eq!(
        read(&[&mails, "Content-Type: text/calendar\n\n", CALENDAR].concat()),
        CALENDAR
    );
}

#[test]
fn boundaries_that_never_come_cost_no_more_than_those_that_do() {
    let part = "--one\nContent-Type: multipart/mixed; boundary=two\n\nx\n";
    let mail = format!(
        "Content-Type: multipart/mixed; boundary=one\n\n{}",
        part.repeat(400_000)
    );
    assert_eq!(read(&mail), "x");
}

#[test]
fn what_stands_between_parts_and_a_boundary_that_only_begins_alike_are_no_part() {
    let mail = "Content-Type: multipart/mixed; boundary=\"a b\"\n\nnot this\n--a b  \n\n--a bc\nthis\n--a b--\nnor that";
    assert_eq!(read(mail), "--a bc\nthis");
}

#[test]
fn a_calendar_that_invites_is_taken_before_one_that_tells_or_answers() {
    let part = |method: &str| {
        let calendar = CALENDAR.replace("REQUEST", method);
        ["--b\nContent-Type: text/calendar\n\n", &calendar, "\n"].concat()
    };
    let mail = |parts: &[String]| {
        let head = "Content-Type: multipart/mixed; boundary=b\n\n".to_owned();
        read(&[&[head], parts].concat().concat())
    };
    let [publish, reply] = ["PUBLISH", "REPLY"].map(part);
    for method in ["REQUEST", "CANCEL"] {
        let taken = mail(&[publish.clone(), reply.clone(), part(method)]);
        assert_eq!(taken, CALENDAR.replace("REQUEST", method));
    }
    assert_eq!(
        mail(&[reply, publish]),
        CALENDAR.replace("REQUEST", "REPLY")
    );
}

#[test]
fn letters_of_two_bytes_are_read_in_the_order_they_say() {
    let head = b"Content-Type: text/plain; charset=utf-16\n\n".as_slice();
    let hi: [&[u8]; 3] = [b"\xfe\xff\0H\0i", b"\xff\xfeH\0i\0", b"H\0i\0"];
    for bytes in hi {
        let read = read_mail(&[head, bytes].concat(), &letters);
        assert_eq!(read.as_deref(), Ok("Hi"), "{bytes:?}");
    }
}

#[test]
fn letters_that_nobody_knows_are_taken_for_unicode_and_broken_words_stay() {
    let mail = "Subject: =?x-klingon?B?w6Q=?= =?shift_jis?B?g =?shift_jis\nContent-Type: text/plain; charset=x-klingon\n\n\u{e4}";
    assert_eq!(
        read(mail),
        "Subject: \u{e4} =?shift_jis?B?g =?shift_jis\n\n\u{e4}"
    );
    // A language may be named, and words without letters of several bytes beside it.
    let mail = "Subject: =?utf-8?q?Q3=3F?= =?Shift_JIS*ja?b?ie+LYw==?= end\n\n.";
    assert_eq!(read(mail), "Subject: Q3?\u{4f1a}\u{8b70} end\n\n.");
    // Some programs cut in the middle of a letter.
    let mail =
        "Subject: =?Shift_JIS?b?ie+L?=\n =?shift_jis?q?=63?= =?utf-8?q?=C3?= =?utf-8?q?=A4?=\n\n.";
    assert_eq!(read(mail), "Subject: \u{4f1a}\u{8b70}\u{e4}\n\n.");
}

#[test]
fn what_is_too_long_is_refused() {
    let mut mail = "Subject: Intro\n\n".to_owned() + &"x".repeat(MAX_REPLY_BYTES);
    let bytes = "Subject: Intro\n\n".len() + MAX_REPLY_BYTES;
    let limit = MAX_REPLY_BYTES;
    assert_eq!(
        read_mail(mail.as_bytes(), &letters),
        Err(Refused::TooLong { bytes, limit })
    );
    mail.insert_str(0, "Content-Type: text/html\n");
    assert!(matches!(
        read_mail(mail.as_bytes(), &letters),
        Err(Refused::TooLong { .. })
    ));
    // A mail with much attached to it is read all the same.
    mail.insert_str(0, "Content-Disposition: attachment\n");
    assert_eq!(read(&mail), "Subject: Intro");
    let (bytes, limit) = (MAX_MAIL_BYTES + 1, MAX_MAIL_BYTES);
    assert_eq!(
        read_mail(&vec![b'x'; bytes], &letters),
        Err(Refused::TooLong { bytes, limit })
    );
}

/// What mails are made of, so that what is made up gets far.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "\n",
        "\r\n",
        "\n\n",
        "\n ",
        "--a",
        "--b",
        "--",
        "--\n",
        "=",
        "=\n",
        "=?utf-8?Q?",
        "=?utf-8?B?",
        "?=",
        "\"",
        "(",
        "<",
        ">",
        "@",
        ";",
        "'",
        "*",
        "From: ",
        "Subject: ",
        "MIME-Version: 1.0\n",
        "Content-Type: multipart/mixed; boundary=a\n",
        "Content-Type: multipart/mixed; boundary=b\n",
        "Content-Type: message/rfc822\n",
        "Content-Type: text/html",
        "Content-Type: text/calendar",
        "; charset=utf-7\n",
        "; charset=\"utf-16\"\n",
        "; name*0*=utf-8''%C3",
        "; name*1=x.ics\n",
        "Content-Transfer-Encoding: base64\n\n",
        "Content-Transfer-Encoding: quoted-printable\n\n",
        "Content-Disposition: attachment",
        "; filename=",
        "x.ics\n",
        "QkVHSU46VkVWRU5U",
        "BEGIN:VEVENT\n",
        "<p>",
    ]);
    prop_oneof![
        8 => known.prop_map(|text| text.as_bytes().to_vec()),
        1 => vec(any::<u8>(), 0..8),
    ]
}

proptest! {
    #[test]
    fn whatever_stands_in_a_part_the_calendar_behind_it_is_found(pieces in vec(piece(), 0..60)) {
        let part = pieces.concat();
        prop_assert!(read_mail(&part, &letters).is_ok());
        let begun: &[u8] = b"MIME-Version: 1.0\nFrom: kim@acme.example\n\
            Content-Type: multipart/mixed; boundary=outer\n\n--outer\n";
        let ended = ["\n--outer\nContent-Type: text/calendar\n\n", CALENDAR].concat();
        let mail = [begun, &part, ended.as_bytes()].concat();
        prop_assert!(is_mail(&mail));
        prop_assert_eq!(read_mail(&mail, &letters).unwrap(), CALENDAR);
    }
}
