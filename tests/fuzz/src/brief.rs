//! Briefs as they are stored and told, and everything that is made of one.

use crate::parts::parts;
use crate::surroundings::{NOW, Surroundings};
use baton_brief::{
    Block, Brief, Document, MAX_HINTS, Mail, MailProgram, booking_text, compose, html, is_web_link,
    lint, mail, mail_file, markdown, one_line, plain_text,
};
use baton_brief::{FieldValue, HeadField};
use mail_parser::MessageParser;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

/// The longest line of a mail file, its end included (RFC 5322 wants 78 and no more).
const LONGEST_LINE: usize = 78;

pub(crate) fn hold(text: &str) {
    let [stored, address] = parts(text);
    let Ok(brief) = baton_json::from_str::<Brief>(stored) else {
        return;
    };
    let written = serde_json::to_string(&brief).expect("a brief is JSON");
    let read = baton_json::from_str::<Brief>(&written);
    assert_eq!(read.ok().as_ref(), Some(&brief));
    let Ok(brief) = brief.bounded() else {
        return;
    };
    let around = Surroundings::new();
    let document = compose(&brief, &around.context());
    is_numbered_through(&document);
    html_is_escaped(&html(&document));
    markdown_is_escaped(&markdown(&document));
    mails(&document, address, &around);
    for max_chars in [0, 1, 80, 1_000] {
        let booking = booking_text(&document, max_chars);
        assert!(booking.text.encode_utf16().count() <= max_chars as usize);
        assert!(booking.rest_on_clipboard || booking.text == plain_text(&document));
    }
    hints(&brief, &around);
}

fn is_numbered_through(document: &Document) {
    let mut next = 1;
    for block in &document.blocks {
        if let Block::Numbered { start, items } = block {
            assert_eq!(*start, next, "numbers run through");
            next += u32::try_from(items.len()).unwrap();
        }
    }
    assert!(!document.one_line.contains(['\n', '\r']));
}

/// Only the elements we write, and nothing typed among their attributes.
fn html_is_escaped(html: &str) {
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a tag has its end");
        assert!(!text.contains(['>', '"', '\'']), "{text:?}");
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let name = name.trim_start_matches('/');
        assert!(
            ["h2", "h3", "p", "ol", "ul", "li", "br", "bdi", "a"].contains(&name),
            "{tag}"
        );
        let is_ours = match (name, attributes) {
            (_, "" | "dir=\"auto\"") => true,
            ("ol", start) => start.starts_with("start=\""),
            ("a", href) => {
                let link = href
                    .strip_prefix("href=\"")
                    .and_then(|href| href.strip_suffix('"'));
                link.is_some_and(|link| is_web_link(link) && !link.contains('"'))
            }
            _ => false,
        };
        assert!(is_ours, "{tag}");
    }
}

/// Nothing typed becomes markup or a link to elsewhere.
fn markdown_is_escaped(markdown: &str) {
    for event in Parser::new(markdown) {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => panic!("HTML in\n{markdown}"),
            Event::Start(
                Tag::Image { .. } | Tag::BlockQuote(_) | Tag::CodeBlock(CodeBlockKind::Fenced(_)),
            ) => panic!("{event:?} in\n{markdown}"),
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(is_web_link(&dest_url), "{dest_url} in\n{markdown}");
            }
            _ => {}
        }
    }
}

fn mails(document: &Document, address: &str, around: &Surroundings) {
    let words = around.context().messages;
    for program in [
        MailProgram::Mailto,
        MailProgram::Gmail,
        MailProgram::Outlook,
    ] {
        let mail = mail(document, Some(address), program, words);
        let url = mail.url();
        assert!(url.len() <= program.max_chars() && url.is_ascii(), "{url}");
        assert!(!url.contains(|c: char| c.is_ascii_control() || c == ' '));
        assert!(matches!(mail, Mail::Short { .. }) || url.len() > plain_text(document).len());
    }
    let file = mail_file(document, Some(address));
    assert!(file.is_ascii());
    for line in file.split_inclusive("\r\n") {
        let text = line.strip_suffix("\r\n").expect("each line has its end");
        assert!(!text.contains(['\r', '\n']) && line.len() <= LONGEST_LINE.max(address.len() + 16));
    }
    let opened = MessageParser::default()
        .parse(file.as_bytes())
        .expect("a mail");
    assert!(opened.headers().len() <= 5, "{file}");
    assert_eq!(
        opened.subject().unwrap_or_default(),
        one_line(&document.one_line)
    );
    assert!(opened.bcc().is_none() && opened.cc().is_none());
}

fn hints(brief: &Brief, around: &Surroundings) {
    let context = around.context();
    let hints = lint(brief, &context, NOW);
    assert!(hints.len() <= MAX_HINTS);
    assert_eq!(lint(brief, &context, NOW), hints);
    for hint in &hints {
        assert!(!hint.reason(context.messages).is_empty());
        if let (Some(range), Some(text)) = (&hint.place.range, text_at(brief, hint)) {
            assert!(
                range.start < range.end && range.end <= text.chars().count(),
                "{hint:?}"
            );
        }
        if let Some(fix) = &hint.fix {
            let fixed = fix.apply(brief);
            assert_eq!(fixed.check(), Ok(()), "{fix:?}");
            assert_eq!(fix.apply(&fixed), fixed, "{fix:?} fixes twice");
        }
    }
}

fn text_at<'a>(brief: &'a Brief, hint: &baton_brief::Hint) -> Option<&'a str> {
    let field = hint.place.field.as_str();
    match HeadField::ALL.into_iter().find(|head| head.id() == field) {
        Some(HeadField::Ask) => Some(&brief.ask),
        Some(HeadField::IfNoReply) => Some(&brief.if_no_reply),
        Some(HeadField::Owner) => Some(&brief.owner),
        Some(_) => None,
        None => match (brief.fields.get(field)?, hint.place.entry) {
            (FieldValue::Text(text), None) => Some(text),
            (FieldValue::List(entries), Some(entry)) => entries.get(entry).map(String::as_str),
            _ => None,
        },
    }
}
