//! A reply block that was filled in, in any way, is read as it was filled in.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use baton_post::{
    Answer, Labels, MAX_ANSWERS, MAX_REPLY_BYTES, Refused, Reply, Sent, read_reply, read_reply_html,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const WORDS: Labels<'static> = Labels::ENGLISH;

/// How somebody fills a block in.
#[derive(Debug, Clone)]
struct Filled {
    restate: Option<String>,
    /// By number; empty where nothing was filled in.
    answers: Vec<(u32, Option<String>)>,
    single: Option<String>,
    score: Option<u8>,
    habit: Habit,
}

/// What differs between people and mail programs.
#[derive(Debug, Clone)]
struct Habit {
    /// How a number is written, `N` standing for it.
    number: &'static str,
    /// Behind a label.
    between: &'static str,
    line_end: &'static str,
    /// Before each line.
    quoted: bool,
    labels_stand: bool,
    /// The original below.
    below: Below,
    opening: bool,
    farewell: bool,
}

#[derive(Debug, Clone, Copy)]
enum Below {
    Nothing,
    Quoted,
    Outlook,
}

/// What was sent: a brief with two numbers, or with none.
fn sent_text(numbered: bool) -> String {
    let name = if numbered {
        "brief/ask.txt"
    } else {
        "replies/one-answer.sent.txt"
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    fs::read_to_string(folder.join(name)).unwrap()
}

/// Text as people type it, on one to three lines or paragraphs. No line of it looks like a part of
/// a mail; what then happens is what the fixtures are for.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-zäöüßéñ]{4,9}",
        "[а-я]{3,8}",
        "[\u{5d0}-\u{5ea}]{3,6}",
        "[ぁ-ん]{2,6}",
        Just("https://acme.example/a?b=1&c=2".to_owned()),
        Just("<b>".to_owned()),
        Just("5 > 3".to_owned()),
        Just("👩‍💻".to_owned()),
        Just("\"2: yes\"".to_owned()),
    ];
    let line = ("[A-Za-zß]{5,9}", prop::collection::vec(word, 0..6)).prop_map(|(first, words)| {
        words
            .into_iter()
            .fold(first, |line, word| line + " " + &word)
    });
    (
        line.clone(),
        prop::collection::vec(
            (prop::sample::select(vec!["\n", "\n\n", "\n  "]), line),
            0..3,
        ),
    )
        .prop_map(|(first, more)| {
            more.into_iter()
                .fold(first, |text, (gap, line)| text + gap + &line)
        })
}

fn habit() -> impl Strategy<Value = Habit> {
    let numbers = vec![
        "N:", "N: ", "N. ", "N) ", "(N) ", "#N ", "N - ", "  N. ", "Re N: ", "*N:* ",
    ];
    let between = vec!["", " ", "\n", "\n\n", "\u{a0}", " \u{200f}"];
    (
        prop::sample::select(numbers),
        prop::sample::select(between),
        prop::sample::select(vec!["\n", "\r\n", "\r"]),
        any::<bool>(),
        any::<bool>(),
        prop::sample::select(vec![Below::Nothing, Below::Quoted, Below::Outlook]),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(
            |(number, between, line_end, quoted, labels_stand, below, opening, farewell)| Habit {
                number,
                between,
                line_end,
                quoted,
                labels_stand,
                below,
                opening,
                farewell,
            },
        )
}

fn filled() -> impl Strategy<Value = Filled> {
    let numbers = Just(vec![1_u32, 2]).prop_shuffle();
    let answers = numbers.prop_flat_map(|numbers| {
        let texts = prop::collection::vec(prop::option::of(text()), numbers.len());
        texts.prop_map(move |texts| numbers.iter().copied().zip(texts).collect())
    });
    let kinds = prop_oneof![
        answers.prop_map(|answers| (answers, None)),
        text().prop_map(|single| (Vec::new(), Some(single))),
    ];
    (
        prop::option::of(text()),
        kinds,
        prop::option::of(1..=5_u8),
        habit(),
    )
        .prop_map(|(restate, (answers, single), score, habit)| Filled {
            restate,
            answers,
            single,
            score,
            habit,
        })
}

impl Filled {
    /// The block as plain text, with what mail programs put around it.
    fn pasted(&self, sent: &str) -> String {
        let Habit {
            number, between, ..
        } = self.habit;
        let mut block = String::new();
        let labelled = |block: &mut String, label: &str, text: Option<&str>| {
            block.push_str(label);
            if let Some(text) = text {
                let _ = write!(block, "{between}{text}");
            }
            block.push('\n');
        };
        if self.restate.is_some() || self.habit.labels_stand {
            labelled(&mut block, WORDS.restate, self.restate.as_deref());
        }
        if let Some(single) = &self.single {
            labelled(&mut block, WORDS.answer, Some(single));
        } else if self.habit.labels_stand {
            labelled(&mut block, WORDS.numbers, None);
        }
        for (at, text) in &self.answers {
            let number = number.replace('N', &at.to_string());
            let _ = writeln!(block, "{number}{}", text.as_deref().unwrap_or_default());
        }
        if self.score.is_some() || self.habit.labels_stand {
            let score = self.score.map(|score| score.to_string());
            labelled(&mut block, WORDS.score, score.as_deref());
        }
        if self.habit.quoted {
            block = block.lines().map(|line| format!("> {line}\n")).collect();
        }
        let mut mail = String::new();
        if self.habit.opening {
            mail.push_str("Hello Alex,\n\n");
        }
        mail.push_str(&block);
        if self.habit.farewell {
            mail.push_str("\nKind regards,\nKim\n\n-- \nKim Sample\n");
        }
        match self.habit.below {
            Below::Nothing => {}
            Below::Quoted => {
                mail.push_str("\nOn 19 Nov 2026, Alex Example wrote:\n");
                mail.extend(sent.lines().map(|line| format!("> {line}\n")));
            }
            Below::Outlook => {
                let _ = write!(
                    mail,
                    "\n-----Original Message-----\nFrom: Alex\nSent: today\n\n{sent}\n"
                );
            }
        }
        mail.replace('\n', self.habit.line_end)
    }

    /// The same as HTML.
    fn pasted_html(&self, sent: &str) -> String {
        let text = self.pasted(sent).replace("\r\n", "\n").replace('\r', "\n");
        let escaped = text
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        let lines = escaped.lines().map(|line| match line {
            "" => "<div><br></div>\n".to_owned(),
            // HTML shows white space once, unless it is one that does not break.
            line => format!("<div>{}</div>\n", line.replace("  ", "&nbsp;&nbsp;")),
        });
        lines.collect()
    }

    fn meant(&self) -> Reply {
        let mut answers: Vec<_> = self
            .answers
            .iter()
            .filter_map(|(number, text)| {
                let text = text.clone()?;
                Some(Answer {
                    number: *number,
                    text,
                })
            })
            .collect();
        answers.sort_by_key(|answer| answer.number);
        let opening = self.habit.opening.then_some("Hello Alex,");
        let farewell = self
            .habit
            .farewell
            .then_some("Kind regards,\nKim\n\n--\nKim Sample");
        let rest: Vec<_> = opening.into_iter().chain(farewell).collect();
        Reply {
            restate: self.restate.clone(),
            answers,
            answer: self.single.clone(),
            score: self.score,
            rest: rest.join("\n\n"),
        }
    }
}

/// The same cases in every run, and no files left behind.
fn cases() -> Config {
    Config {
        cases: 512,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_126),
        ..Config::default()
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_block_filled_in_any_way_is_read_as_it_was_filled_in(filled in filled()) {
        let text = sent_text(filled.single.is_none());
        let numbered = if filled.single.is_none() { 2 } else { 0 };
        let sent = Sent { labels: WORDS, numbered, text: Some(&text) };
        prop_assert_eq!(read_reply(&filled.pasted(&text), &sent), Ok(filled.meant()));
        prop_assert_eq!(read_reply_html(&filled.pasted_html(&text), &sent), Ok(filled.meant()));
    }

    #[test]
    fn no_word_that_was_typed_is_lost(typed in "(([a-z]{2,6}|[1-9][.:)]|>|\\||--|From:|On|My answer:|What I understood:) ?\n?){0,40}") {
        let text = sent_text(true);
        let sent = Sent { labels: WORDS, numbered: 2, text: Some(&text) };
        let reply = read_reply(&typed, &sent).unwrap();
        let mut kept = serde_json::to_string(&reply).unwrap();
        kept.retain(|c| !c.is_whitespace());
        for word in typed.split(|c: char| !c.is_ascii_lowercase()).filter(|word| word.len() > 1) {
            let is_label = ["nswer", "hat", "understood", "rom"].contains(&word);
            prop_assert!(is_label || kept.contains(word), "{} in {}", word, kept);
        }
    }
}

#[test]
fn what_is_too_long_is_refused_by_its_size() {
    let sent = Sent {
        labels: WORDS,
        numbered: 2,
        text: None,
    };
    let long = "a".repeat(MAX_REPLY_BYTES + 1);
    let refused = Refused::TooLong {
        bytes: MAX_REPLY_BYTES + 1,
        limit: MAX_REPLY_BYTES,
    };
    assert_eq!(read_reply(&long, &sent), Err(refused));
    assert_eq!(read_reply_html(&long, &sent), Err(refused));
    assert!(read_reply(&long[1..], &sent).is_ok());
}

#[test]
fn answers_beyond_the_limit_stay_in_the_rest() {
    let sent = Sent {
        labels: WORDS,
        numbered: 300,
        text: None,
    };
    let text: String = (1..=300)
        .map(|number| format!("{number}: answer {number}\n"))
        .collect();
    let reply = read_reply(&text, &sent).unwrap();
    assert_eq!(reply.answers.len(), MAX_ANSWERS);
    assert!(reply.rest.starts_with("201: answer 201\n\n202: answer 202"));
    assert!(reply.rest.ends_with("300: answer 300"));
}
