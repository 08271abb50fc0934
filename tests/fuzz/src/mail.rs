//! Mails in files: what is found in any bytes, and that any text comes back from the mail it is put into.

use base64ct::{Base64, Encoding};
use baton_post::{
    MAX_CALENDAR_BYTES, MAX_REPLY_BYTES, Method, Refused, is_mail, read_calendar, read_mail,
};

const HEAD: &str = "From: Kim Sample <kim@acme.example>\nSubject: Intro\n";

/// Of more parts than about this, the last are not looked at.
const MOST_BOUNDARIES: usize = 900;

/// Who knows no letters.
fn unknown(_: &str, _: &[u8]) -> Option<String> {
    None
}

/// Who takes all letters for Unicode.
fn unicode(_: &str, bytes: &[u8]) -> Option<String> {
    Some(String::from_utf8_lossy(bytes).into_owned())
}

pub(crate) fn hold(bytes: &[u8]) {
    for letters in [unknown, unicode] as [fn(&str, &[u8]) -> Option<String>; 2] {
        match read_mail(bytes, &letters) {
            Ok(said) => {
                let most = match read_calendar(&said) {
                    Ok(_) => MAX_CALENDAR_BYTES,
                    Err(_) => MAX_REPLY_BYTES,
                };
                assert!(said.len() <= most);
            }
            // Depths of quoting are written out, so HTML can grow.
            Err(Refused::TooLong { bytes, limit }) => assert!(bytes > limit),
            Err(refused) => panic!("{refused}"),
        }
    }
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    comes_back(text);
    is_found_behind(bytes, text);
}

/// As plain text and as a calendar it is what it was.
fn comes_back(text: &str) {
    let said = [HEAD, "\n", text].concat();
    let mail = [HEAD, &part("text/plain; charset=utf-8", text)].concat();
    assert_eq!(read_mail(mail.as_bytes(), &unknown).unwrap(), said.trim());

    let plain = "Content-Type: multipart/mixed; boundary=\"=_\"\n\n--=_\n\nHi\n--=_\n";
    let calendar = part("text/calendar; method=REQUEST", text);
    let mail = [HEAD, plain, &calendar, "\n--=_--\n"].concat();
    let expected = match read_calendar(text) {
        Ok(_) => text.to_owned(),
        Err(_) => [HEAD, "\nHi"].concat(),
    };
    assert_eq!(read_mail(mail.as_bytes(), &unknown).unwrap(), expected);
}

/// Whatever a part has in it, it ends where the parts around it do, unless it has that line itself; and the
/// calendar behind it is found, unless it has one that invites itself.
fn is_found_behind(bytes: &[u8], text: &str) {
    if text.contains("--=_") || text.matches("--").count() > MOST_BOUNDARIES {
        return;
    }
    let calendar = "METHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:Intro\nEND:VEVENT";
    let begun = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"=_\"\n\n--=_\n";
    let begun = [HEAD, begun].concat();
    let ended = ["\n--=_\n", &part("text/calendar", calendar)].concat();
    let mail = [begun.as_bytes(), bytes, ended.as_bytes()].concat();
    assert!(is_mail(&mail));
    let found = read_mail(&mail, &unknown).unwrap();
    if found != calendar {
        let method = read_calendar(&found).unwrap().method;
        assert!(matches!(method, Some(Method::Request | Method::Cancel)));
    }
}

/// A part in Base64, in lines as mail programs write them.
fn part(content_type: &str, text: &str) -> String {
    let mut part = ["Content-Type: ", content_type, "\n"].concat();
    part.push_str("Content-Transfer-Encoding: base64\n\n");
    for line in text.as_bytes().chunks(57) {
        part.push_str(&Base64::encode_string(line));
        part.push('\n');
    }
    part
}
