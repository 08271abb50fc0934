//! Answers that were pasted back: `reply --- brief that was sent --- how many numbers it has`. The
//! reply is read as plain text and as HTML.

use crate::parts::parts;
use baton_post::{
    Labels, MAX_ANSWERS, MAX_REPLY_BYTES, Reply, Sent, quoted_ask, read_reply, read_reply_html,
};

/// The longest word that may be part of how a number is written, in bytes: "respuesta".
const LONGEST_BEFORE_NUMBER: usize = 9;

pub(crate) fn hold(text: &str) {
    let [reply, brief, numbered] = parts(text);
    let numbered = numbered.trim().parse().unwrap_or(2);
    if let Some(ask) = quoted_ask(reply, &["Ask"]) {
        assert!(!ask.trim().is_empty() && !ask.contains('\n'), "{ask:?}");
    }
    for text in [None, Some(brief)] {
        let sent = Sent {
            labels: Labels::ENGLISH,
            numbered,
            text,
        };
        let plain = read_reply(reply, &sent).expect("short enough");
        is_sound(&plain, numbered);
        is_sound(
            &read_reply_html(reply, &sent).expect("short enough"),
            numbered,
        );
        if text.is_none() {
            every_word_is_kept(reply, &plain);
        }
        comes_back(&plain, &sent);
        a_text_is_the_same_as_html(reply, &plain, &sent);
    }
}

/// Numbers are those that were asked about, each once; nothing is blank, and nothing unseen is left.
fn is_sound(reply: &Reply, numbered: u32) {
    assert!(reply.answers.len() <= MAX_ANSWERS);
    assert!(
        reply
            .answers
            .is_sorted_by(|one, next| one.number < next.number)
    );
    assert!(
        reply
            .answers
            .iter()
            .all(|one| (1..=numbered).contains(&one.number))
    );
    assert!(reply.score.is_none_or(|score| (1..=5).contains(&score)));
    let answers = reply.answers.iter().map(|answer| &answer.text);
    let filled = answers.chain(&reply.restate).chain(&reply.answer);
    for text in filled {
        assert!(!text.trim().is_empty(), "{reply:?}");
    }
    let is_unseen = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}')
    };
    for text in texts(reply) {
        assert!(!text.contains(is_unseen), "{text:?}");
    }
}

fn texts(reply: &Reply) -> impl Iterator<Item = &String> {
    let answers = reply.answers.iter().map(|answer| &answer.text);
    answers
        .chain(&reply.restate)
        .chain(&reply.answer)
        .chain([&reply.rest])
}

/// Where nothing that was sent is known, nothing is a copy of it: every word is somewhere, but for
/// those of labels and those before a number ("Question 2"). A text with a colon may have lines
/// like "On … wrote:", which go with the block that is quoted below.
fn every_word_is_kept(typed: &str, reply: &Reply) {
    if typed.contains([':', '：']) {
        return;
    }
    let words = Labels::ENGLISH;
    let labels = [
        words.heading,
        words.intro,
        words.restate,
        words.numbers,
        words.answer,
        words.score,
    ];
    let labels = labels.join(" ").to_lowercase();
    let kept: String = texts(reply).map(|text| format!("{text} ")).collect();
    let is_before_number = |word: &str| word.len() <= LONGEST_BEFORE_NUMBER;
    for word in typed.split(|c: char| !c.is_ascii_alphabetic()) {
        let known = is_before_number(word) || labels.contains(&word.to_lowercase());
        assert!(known || kept.contains(word), "{word} is lost: {reply:?}");
    }
}

/// What was read, written into a block, is read again.
fn comes_back(reply: &Reply, sent: &Sent) {
    let json = serde_json::to_string(reply).unwrap();
    let read: Reply = baton_json::from_str(&json).unwrap();
    assert_eq!(&read, reply);
    if let Some(score) = reply.score {
        let block = format!("{} {score}", Labels::ENGLISH.score);
        let again = read_reply(&block, sent).expect("short enough");
        assert_eq!(again.score, Some(score));
    }
}

/// A mail program that shows plain text as HTML changes nothing of it.
fn a_text_is_the_same_as_html(text: &str, read: &Reply, sent: &Sent) {
    let is_plain =
        |c: char| c == '\n' || c == ' ' || c.is_alphanumeric() || c.is_ascii_punctuation();
    if !text.chars().all(is_plain) || text.len() > MAX_REPLY_BYTES / 8 {
        return;
    }
    let mut html = String::new();
    for line in text.split('\n') {
        html.push_str("<div>");
        for c in line.chars() {
            match c {
                '<' => html.push_str("&lt;"),
                '&' => html.push_str("&amp;"),
                ' ' => html.push_str("&nbsp;"),
                c => html.push(c),
            }
        }
        html.push_str("<br></div>");
    }
    let again = read_reply_html(&html, sent).expect("short enough");
    assert_eq!(&again, read, "{text:?}");
}
