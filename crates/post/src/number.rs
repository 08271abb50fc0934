//! Numbers before an answer, in the ways people write them.

use crate::limits::MAX_NUMBER;

/// A number at the beginning of a line, and what stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marker<'a> {
    /// From 1 to [`MAX_NUMBER`].
    pub number: u32,
    /// Whether a colon stands behind it, as in the reply block; lists of a brief have a full stop.
    pub colon: bool,
    /// Characters of white space before it.
    pub indent: usize,
    /// What stands behind it.
    pub text: &'a str,
}

/// The zeros of the scripts people write numbers in; nine digits follow each.
const ZEROS: [u32; 22] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
    0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0x1810, 0xa9d0, 0xff10,
];

/// Words people write before a number: "Re 2:", "Frage 2:".
const WORDS: [&str; 15] = [
    "question",
    "pregunta",
    "respuesta",
    "réponse",
    "antwort",
    "answer",
    "frage",
    "punkt",
    "point",
    "no.",
    "nr.",
    "ad",
    "re",
    "zu",
    "q",
];

/// The value of a decimal digit of any script.
pub(crate) fn digit(c: char) -> Option<u32> {
    let code = u32::from(c);
    let zero = ZEROS
        .into_iter()
        .find(|zero| (*zero..zero + 10).contains(&code))?;
    Some(code - zero)
}

/// The number a line begins with, when it is one before an answer: `1.` `1)` `1:` `(1)` `#1`
/// `1 -` `1.-` `1/` `1=` `①`, with a word before it or not. Times (`1:30`), decimals (`1.5`) and ranges (`1-2`)
/// are none.
pub(crate) fn marker(line: &str) -> Option<Marker<'_>> {
    let start = line.trim_start();
    let indent = line.len() - start.len();
    let start = start.trim_start_matches(['*', '_']);
    let (word, start) = without_word(start);
    let (open, start) = match start.strip_prefix(['(', '（']) {
        Some(inside) => (true, inside),
        None => (false, start),
    };
    let (hash, start) = match start.strip_prefix(['#', '＃', '№']) {
        Some(behind) => (true, behind.trim_start()),
        None => (false, start),
    };
    let (number, whole, rest) = number(start)?;
    if !(1..=MAX_NUMBER).contains(&number) {
        return None;
    }
    let rest = if open {
        rest.strip_prefix([')', '）'])?
    } else {
        rest
    };
    let (colon, text) = match separated(rest) {
        Some(found) => found,
        None if word => return None,
        None if open || whole => (false, rest),
        None if hash && (rest.is_empty() || rest.starts_with(char::is_whitespace)) => (false, rest),
        None => return None,
    };
    Some(Marker {
        number,
        colon,
        indent,
        text: text.trim_start_matches(['*', '_']).trim(),
    })
}

/// A number with nothing but white space behind it, as in `1 yes`. It is one before an answer only where
/// lines count on: `2 of them` is a text.
pub(crate) fn bare_marker(line: &str) -> Option<Marker<'_>> {
    let start = line.trim_start();
    let (number, whole, rest) = number(start)?;
    let text = rest.trim_start();
    let first = text.chars().next()?;
    let is_text = digit(first).is_none() && !first.is_ascii_punctuation();
    (!whole && text.len() < rest.len() && is_text).then(|| Marker {
        number,
        colon: false,
        indent: line.len() - start.len(),
        text: text.trim_end(),
    })
}

/// Takes a word off that people write before a number.
fn without_word(start: &str) -> (bool, &str) {
    for word in WORDS {
        let Some((head, rest)) = start.split_at_checked(word.len()) else {
            continue;
        };
        if head.eq_ignore_ascii_case(word) {
            let rest = rest.trim_start();
            if rest.starts_with(|c| c == '#' || digit(c).is_some()) {
                return (true, rest);
            }
        }
    }
    (false, start)
}

/// A number of up to three digits, whether its sign stands for itself (`①`, `1️⃣`), and the rest.
fn number(start: &str) -> Option<(u32, bool, &str)> {
    let first = start.chars().next()?;
    if let circled @ 0x2460..=0x2473 = u32::from(first) {
        let rest = start.get(first.len_utf8()..)?;
        return Some((circled - 0x245f, true, rest));
    }
    let (mut number, mut rest) = (0, start);
    for _ in 0..3 {
        let Some(c) = rest.chars().next() else { break };
        let Some(value) = digit(c) else { break };
        number = number * 10 + value;
        rest = rest.get(c.len_utf8()..)?;
    }
    if rest.len() == start.len() || starts_with_digit(rest) {
        return None;
    }
    let keycap = rest
        .strip_prefix("\u{fe0f}\u{20e3}")
        .or_else(|| rest.strip_prefix('\u{20e3}'));
    Some(match keycap {
        Some(behind) => (number, true, behind),
        None => (number, false, rest),
    })
}

/// What stands behind a separator, and whether that was a colon.
fn separated(rest: &str) -> Option<(bool, &str)> {
    let close = rest.trim_start();
    let spaced = close.len() < rest.len();
    let sign = close.chars().next()?;
    let behind = close.get(sign.len_utf8()..)?;
    match sign {
        ':' | '：' if spaced || !starts_with_digit(behind) => Some((true, behind)),
        '.' | '．' if !spaced && !starts_with_digit(behind) => {
            let dash = || {
                let behind = behind.strip_prefix(['-', '–'])?;
                (!starts_with_digit(behind)).then_some(behind)
            };
            let closed = behind.strip_prefix(')').or_else(dash);
            Some((false, closed.unwrap_or(behind)))
        }
        '/' if !spaced => {
            let parted = behind.starts_with(char::is_whitespace);
            (parted && !starts_with_digit(behind.trim_start())).then_some((false, behind))
        }
        '=' => (!starts_with_digit(behind.trim_start())).then_some((false, behind)),
        ')' | '）' if !spaced => match behind.strip_prefix(':') {
            Some(behind) => Some((true, behind)),
            None => Some((false, behind)),
        },
        '、' if !spaced => Some((false, behind)),
        '-' | '–' | '—' if spaced => {
            let parted = behind.is_empty() || behind.starts_with(char::is_whitespace);
            (parted && !starts_with_digit(behind.trim_start())).then_some((false, behind))
        }
        _ => None,
    }
}

fn starts_with_digit(text: &str) -> bool {
    text.chars().next().and_then(digit).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_in_every_way_people_write_it() {
        for line in [
            "2. yes",
            "2) yes",
            "2: yes",
            "2:yes",
            "(2) yes",
            "(2): yes",
            "#2 yes",
            "#2: yes",
            "2 - yes",
            "2 – yes",
            "2 : yes",
            "2.) yes",
            "  2. yes",
            "*2:* yes",
            "**2.** yes",
            "Re 2: yes",
            "Question 2: yes",
            "Frage 2) yes",
            "Réponse 2 : yes",
            "02. yes",
            "２．yes",
            "２：yes",
            "٢: yes",
            "२) yes",
            "② yes",
            "2️⃣ yes",
            "2、yes",
            "Q2: yes",
            "2.- yes",
            "2.-yes",
            "2/ yes",
            "2= yes",
            "2=yes",
            "2 = yes",
        ] {
            let found = marker(line).map(|marker| (marker.number, marker.text));
            assert_eq!(found, Some((2, "yes")), "{line}");
        }
    }

    #[test]
    fn what_is_no_number_before_an_answer_is_text() {
        for line in [
            "2:30 works",
            "1.5 hours",
            "1-2 days",
            "1 - 2 weeks",
            "2 of them",
            "2",
            "2026. That year",
            "0: no",
            "yes",
            "",
            "1234: no",
            "1.12. is a Tuesday",
            "Question 2 is hard",
            "[1] a footnote",
            "#2abc",
            "- 2",
            "re: 2",
            "1/2 of it",
            "1/ 2 of it",
            "2/3",
            "2/yes",
            "1 = 1",
            "2 yes",
        ] {
            assert_eq!(marker(line), None, "{line}");
        }
    }
}
