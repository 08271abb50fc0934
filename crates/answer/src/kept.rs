//! The text an answer is kept as: a comment of the note, in the order in which it was asked. And the one it is
//! shown as, which can be changed.

use baton_post::{Labels, Reply};

/// What was answered, each part under the words it was asked with, and last what could not be placed.
#[must_use]
pub fn kept_text(reply: &Reply, labels: &Labels) -> String {
    joined(reply, labels, None)
}

/// The same with the score, which is kept beside the text: what is changed by hand is read again, and would
/// lose it.
#[must_use]
pub fn shown_text(reply: &Reply, labels: &Labels) -> String {
    joined(reply, labels, reply.score)
}

fn joined(reply: &Reply, labels: &Labels, score: Option<u8>) -> String {
    let mut parts: Vec<String> = Vec::new();
    if let Some(restate) = &reply.restate {
        parts.push([labels.restate, restate].join(" "));
    }
    let numbered = reply.answers.iter();
    let numbered = numbered.map(|one| [&one.number.to_string(), ". ", &one.text].concat());
    let numbered: Vec<String> = numbered.collect();
    if !numbered.is_empty() {
        parts.push(numbered.join("\n"));
    }
    if let Some(answer) = &reply.answer {
        parts.push([labels.answer, answer].join(" "));
    }
    if let Some(score) = score {
        parts.push([labels.score, &score.to_string()].join(" "));
    }
    if !reply.rest.is_empty() {
        parts.push(reply.rest.clone());
    }
    parts.join("\n\n")
}

/// How many numbered lines a brief's reply block asks for: those behind its line on numbers, each
/// `<number>:` by itself.
#[must_use]
pub fn numbered(brief: &str, labels: &Labels) -> u32 {
    let mut lines = brief.lines().map(str::trim);
    if !lines.any(|line| line == labels.numbers) {
        return 0;
    }
    let asked = |line: &&str, number: u32| line.trim_end_matches(':').parse() == Ok(number);
    let mut count = 0;
    for line in lines {
        if !asked(&line, count + 1) {
            break;
        }
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::{kept_text, numbered, shown_text};
    use baton_post::{Answer, Labels, Reply};

    #[test]
    fn everything_that_was_said_is_kept_in_order() {
        let reply = Reply {
            restate: Some("Pick a date".to_owned()),
            answers: vec![
                Answer {
                    number: 1,
                    text: "yes".to_owned(),
                },
                Answer {
                    number: 3,
                    text: "no,\nnot yet".to_owned(),
                },
            ],
            answer: None,
            score: Some(4),
            rest: "Kind regards\nKim".to_owned(),
        };
        let expected =
            "What I understood: Pick a date\n\n1. yes\n3. no,\nnot yet\n\nKind regards\nKim";
        assert_eq!(kept_text(&reply, &Labels::ENGLISH), expected);
        let shown = "What I understood: Pick a date\n\n1. yes\n3. no,\nnot yet\n\n\
            Was writing enough, from 1 (no) to 5 (yes): 4\n\nKind regards\nKim";
        assert_eq!(shown_text(&reply, &Labels::ENGLISH), shown);
        assert_eq!(kept_text(&Reply::default(), &Labels::ENGLISH), "");
    }

    #[test]
    fn the_numbers_that_were_asked_for_are_counted() {
        let block = |lines: &str| format!("1. a\n2. b\n\n{}\n{lines}", Labels::ENGLISH.numbers);
        for (lines, expected) in [("1:\n2:\nMore", 2), ("1:\n3:", 1), ("", 0)] {
            assert_eq!(numbered(&block(lines), &Labels::ENGLISH), expected);
        }
        assert_eq!(numbered("1. a\n2. b", &Labels::ENGLISH), 0);
    }
}
