//! Mail and booking.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use baton_brief::{
    Block, Document, MAX_COMPOSE_CHARS, MAX_MAILTO_CHARS, Mail, MailProgram, booking_text, mail,
    mail_file, plain_text,
};
use baton_locale::Catalogue;
use proptest::prelude::*;

fn document(ask: &str, body: &str) -> Document {
    Document {
        one_line: ask.to_owned(),
        blocks: vec![Block::Paragraph(body.to_owned())],
    }
}

/// What a mail program reads from the URL: address, subject, body.
fn read(url: &str) -> (String, String, String) {
    let rest = url.strip_prefix("mailto:").unwrap();
    let (to, query) = rest.split_once("?subject=").unwrap();
    let (subject, body) = query.split_once("&body=").unwrap();
    (decoded(to), decoded(subject), decoded(body))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let code = [rest.next().unwrap(), rest.next().unwrap()];
            let code = std::str::from_utf8(&code).unwrap();
            bytes.push(u8::from_str_radix(code, 16).unwrap());
        } else {
            assert!(
                byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte),
                "{text}"
            );
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_mail_has_the_ask_as_subject_and_crlf_line_ends() {
    let english = Catalogue::english();
    let mail = mail(
        &document("Tea & cake?", "50 % of\n\"it\" +1 = #1"),
        Some("alex+work@example.com"),
        MailProgram::Mailto,
        &english,
    );
    assert_eq!(
        mail.url(),
        "mailto:alex%2Bwork@example.com?subject=Tea%20%26%20cake%3F\
         &body=50%20%25%20of%0D%0A%22it%22%20%2B1%20%3D%20%231"
    );
}

#[test]
fn at_1800_characters_a_mail_is_whole_and_at_1801_short() {
    let english = Catalogue::english();
    let frame = "mailto:?subject=Ask&body=".len();
    let fits = mail(
        &document("Ask", &"x".repeat(1_800 - frame)),
        None,
        MailProgram::Mailto,
        &english,
    );
    assert!(matches!(&fits, Mail::Whole { url } if url.len() == 1_800));
    let over = mail(
        &document("Ask", &"x".repeat(1_801 - frame)),
        None,
        MailProgram::Mailto,
        &english,
    );
    let Mail::Short { url } = over else {
        panic!("{over:?}");
    };
    let (_, subject, body) = read(&url);
    assert_eq!(subject, "Ask");
    assert_eq!(
        body,
        "Ask\r\n\r\n(The whole brief is on the clipboard: paste it over this line.)"
    );
}

#[test]
fn what_is_no_address_is_left_out() {
    let english = Catalogue::english();
    let long = format!("{}@example.com", "é".repeat(300));
    for to in [
        "",
        "alex",
        "@example.com",
        "alex@",
        "a@example.com,b@example.com",
        "a@b@c",
        "a@b\r\nbcc:c@d",
        "a b@c",
        &long,
    ] {
        let mail = mail(
            &document("Ask", "x"),
            Some(to),
            MailProgram::Mailto,
            &english,
        );
        assert!(mail.url().starts_with("mailto:?subject="), "{to}");
    }
    let sneaky = mail(
        &document("Ask", "x"),
        Some("a?bcc=x@example.com"),
        MailProgram::Mailto,
        &english,
    );
    assert!(
        sneaky
            .url()
            .starts_with("mailto:a%3Fbcc%3Dx@example.com?subject=")
    );
}

#[test]
fn mail_pages_in_the_browser_take_the_same_mail() {
    let english = Catalogue::english();
    let document = document("Tea & cake?", "one\ntwo");
    let url = |program| {
        let mail = mail(&document, Some("alex@example.com"), program, &english);
        mail.url().to_owned()
    };
    assert_eq!(
        url(MailProgram::Gmail),
        "https://mail.google.com/mail/?view=cm&fs=1&to=alex@example.com\
         &su=Tea%20%26%20cake%3F&body=one%0D%0Atwo"
    );
    assert_eq!(
        url(MailProgram::Outlook),
        "https://outlook.office.com/mail/deeplink/compose?to=alex@example.com\
         &subject=Tea%20%26%20cake%3F&body=one%0D%0Atwo"
    );
}

#[test]
fn a_long_brief_never_grows_over_what_a_mail_page_takes() {
    let english = Catalogue::english();
    for program in [MailProgram::Gmail, MailProgram::Outlook] {
        let long = mail(&document("Ask", &"é".repeat(900)), None, program, &english);
        assert!(matches!(&long, Mail::Short { url } if url.len() <= MAX_COMPOSE_CHARS));
    }
}

/// Subject, and text by media type, as a mail program reads them.
fn opened(file: &str) -> (Option<String>, String, String, String) {
    let mail = mail_parser::MessageParser::default().parse(file).unwrap();
    let to = mail
        .to()
        .and_then(|to| to.first()?.address().map(str::to_owned));
    (
        to,
        mail.subject().unwrap_or_default().to_owned(),
        mail.body_text(0).unwrap().into_owned(),
        mail.body_html(0).unwrap().into_owned(),
    )
}

#[test]
fn a_mail_file_opens_as_a_draft_with_text_and_html() {
    let document = document("Übernehmen wir den Vertrag? 🙂", "one\ntwo <b>");
    let file = mail_file(&document, Some("alex@example.com"));
    assert!(file.contains("X-Unsent: 1\r\n"));
    let (to, subject, plain, html) = opened(&file);
    assert_eq!(to.as_deref(), Some("alex@example.com"));
    assert_eq!(subject, "Übernehmen wir den Vertrag? 🙂");
    assert_eq!(plain, "one\r\ntwo <b>");
    assert!(html.contains("two &lt;b&gt;"), "{html}");
}

#[test]
fn no_text_reaches_into_the_head_of_a_mail_file() {
    let document = document("Ask\r\nBcc: x@example.com", "--baton-brief--\r\n\r\nBcc: y");
    let file = mail_file(&document, Some("a@b>\r\nBcc: z@example.com"));
    let mail = mail_parser::MessageParser::default().parse(&file).unwrap();
    assert!(mail.bcc().is_none() && mail.to().is_none());
    assert_eq!(mail.subject(), Some("Ask Bcc: x@example.com"));
    assert!(mail.body_text(0).unwrap().contains("--baton-brief--"));
}

#[test]
fn a_booking_takes_the_whole_text_or_the_ask() {
    let document = document("Approve the draft?", "All of it, in full length.");
    let whole = plain_text(&document);
    let limit = u32::try_from(whole.len()).unwrap();
    let fits = booking_text(&document, limit);
    assert_eq!(
        (fits.text.as_str(), fits.rest_on_clipboard),
        (whole.as_str(), false)
    );
    let over = booking_text(&document, limit - 1);
    assert_eq!(
        (over.text.as_str(), over.rest_on_clipboard),
        ("Approve the draft?", true)
    );
    assert_eq!(booking_text(&document, 12).text, "Approve the…");
    assert_eq!(booking_text(&document, 1).text, "…");
    let none = booking_text(&document, 0);
    assert_eq!((none.text.as_str(), none.rest_on_clipboard), ("", true));
}

#[test]
fn a_booking_counts_as_browsers_do_and_cuts_between_characters() {
    let family = "👩\u{200d}👧";
    let document = document(&format!("ab{family}cde\u{301}f"), &"x".repeat(50));
    // a, b, then 5 units of family, c, d, e with its accent, f.
    for (limit, text) in [
        (12, format!("ab{family}cde\u{301}f")),
        (11, format!("ab{family}cd…")),
        (10, format!("ab{family}cd…")),
        (8, format!("ab{family}…")),
        (7, "ab…".to_owned()),
        (3, "ab…".to_owned()),
    ] {
        assert_eq!(booking_text(&document, limit).text, text, "{limit}");
    }
}

proptest! {
    #![proptest_config(support::proptest_config())]

    #[test]
    fn a_mail_never_grows_over_its_bound_and_reads_back(
        ask in "\\PC{0,400}",
        body in "(?s).{0,900}",
        to in proptest::option::of("\\PC{0,60}"),
    ) {
        let english = Catalogue::english();
        let document = document(&ask, &body);
        let mail = mail(&document, to.as_deref(), MailProgram::Mailto, &english);
        prop_assert!(mail.url().len() <= MAX_MAILTO_CHARS);
        let (_, _, read_body) = read(mail.url());
        if let Mail::Whole { .. } = mail {
            prop_assert_eq!(read_body, plain_text(&document).replace('\n', "\r\n"));
        } else {
            prop_assert!(read_body.contains("on the clipboard"));
        }
    }

    #[test]
    fn a_mail_file_keeps_every_character_and_every_rule_of_its_lines(
        ask in "\\PC{0,200}",
        body in "(?s).{0,600}",
    ) {
        let document = document(&ask, &body);
        let file = mail_file(&document, None);
        prop_assert!(file.is_ascii());
        prop_assert!(file.split("\r\n").all(|line| line.len() <= 78 && !line.contains(['\r', '\n'])));
        let plain = plain_text(&document);
        if !plain.is_empty() {
            prop_assert_eq!(opened(&file).2.replace("\r\n", "\n"), plain);
        }
    }

    #[test]
    fn a_booking_text_keeps_the_vendors_limit(ask in "\\PC{0,80}", limit in 0u32..120) {
        let booking = booking_text(&document(&ask, &"x".repeat(100)), limit);
        prop_assert!(booking.text.encode_utf16().count() <= limit as usize);
        let ask_kept = booking.text.trim_end_matches('…').trim_end();
        prop_assert!(booking.text == plain_text(&document(&ask, &"x".repeat(100)))
            || ask.starts_with(ask_kept));
    }
}
