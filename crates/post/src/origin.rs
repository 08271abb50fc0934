//! What mail programs write above the mail that is answered.

use crate::line::Line;
use crate::number::digit;

/// Who wrote, as in "On Thursday, Alex Example wrote:".
const WROTE: [&str; 11] = [
    "wrote:",
    "wrote ",
    "schrieb:",
    "a écrit",
    "escribió",
    "schrieb ",
    "ha scritto",
    "escreveu",
    "schreef",
    "napisał",
    "написал",
];
/// The first line of the head of a mail: who wrote it.
const FROM: [&str; 6] = ["from:", "von:", "de:", "de :", "da:", "van:"];
/// The other lines of a head.
const HEAD: [&str; 24] = [
    "sent:",
    "date:",
    "to:",
    "cc:",
    "bcc:",
    "subject:",
    "reply-to:",
    "gesendet:",
    "datum:",
    "an:",
    "betreff:",
    "kopie:",
    "envoyé:",
    "envoyé :",
    "à:",
    "à :",
    "objet:",
    "objet :",
    "date :",
    "cc :",
    "enviado:",
    "enviado el:",
    "para:",
    "asunto:",
];
/// The most lines of a head.
const MOST_HEAD_LINES: usize = 10;
/// The most lines over which "… wrote:" is broken, and the most bytes of them.
const MOST_WROTE_LINES: usize = 3;
const MOST_WROTE_BYTES: usize = 400;

/// How the mail that is answered is announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Origin {
    /// Over how many lines.
    pub lines: usize,
    /// Whether what follows is the original though it may not be quoted.
    pub unquoted: bool,
}

/// Whether the line `at` announces the mail that is answered.
pub(crate) fn origin(lines: &[Line], at: usize) -> Option<Origin> {
    let first = lines.get(at)?;
    if is_rule(&first.text) || starts_head(lines, at) {
        let same = |line: &&Line| line.depth == first.depth && !line.is_blank();
        let head = lines.get(at + 1..)?.iter().take(MOST_HEAD_LINES);
        let in_head = |line: &&Line| same(line) && (is_head(&line.text) || is_from(&line.text));
        // A subject or a list of people may go over several lines; they end with the head.
        let last = head
            .take_while(same)
            .enumerate()
            .filter(|(_, line)| in_head(line))
            .last();
        return Some(Origin {
            lines: 1 + last.map_or(0, |(at, _)| at + 1),
            unquoted: true,
        });
    }
    let is_end = |line: &Line| line.text.ends_with([':', '：']);
    if !lines.iter().skip(at).take(MOST_WROTE_LINES).any(is_end) {
        return None;
    }
    let mut joined = String::new();
    for count in 1..=MOST_WROTE_LINES {
        let line = lines.get(at + count - 1)?;
        if line.depth != first.depth || line.is_blank() || line.text.len() > MOST_WROTE_BYTES {
            return None;
        }
        joined.push_str(&line.text);
        joined.push(' ');
        if says_who_wrote(&joined) {
            return Some(Origin {
                lines: count,
                unquoted: false,
            });
        }
    }
    None
}

/// "-----Original Message-----" and "---------- Forwarded message ---------", in any language, and
/// the line that Outlook draws.
fn is_rule(text: &str) -> bool {
    let text = text.trim();
    let words = text.trim_matches('-').trim();
    let dashes = text.len().saturating_sub(words.len());
    let named = text.starts_with("---") && text.ends_with("---") && dashes >= 8;
    let drawn = text.len() >= 20 && text.bytes().all(|byte| byte == b'_');
    drawn || named && words.len() > 3 && words.len() <= 60
}

/// A line "From:" with another line of a head close below it.
fn starts_head(lines: &[Line], at: usize) -> bool {
    let is_near = |line: &Line| is_head(&line.text);
    lines.get(at).is_some_and(|line| is_from(&line.text))
        && lines.iter().skip(at + 1).take(2).any(is_near)
}

/// Whether a line is one of a mail's head.
pub(crate) fn is_of_head(text: &str) -> bool {
    is_from(text) || is_head(text)
}

fn is_from(text: &str) -> bool {
    FROM.iter().any(|word| begins(text, word))
}

fn is_head(text: &str) -> bool {
    HEAD.iter().any(|word| begins(text, word))
}

/// Whether a line begins with a word, which may be bold; its case does not count.
fn begins(text: &str, word: &str) -> bool {
    let text = text.trim_start_matches([' ', '\t', '*']);
    let start = text.get(..word.len());
    // The stars of bold type may stand before the colon.
    start.is_some_and(|start| start.eq_ignore_ascii_case(word))
}

fn says_who_wrote(text: &str) -> bool {
    let text = text.trim_end();
    let holds_date = || text.chars().any(|c| c == '@' || digit(c).is_some());
    text.len() <= MOST_WROTE_BYTES
        && text.ends_with([':', '：'])
        && WROTE.iter().any(|word| text.contains(word))
        && holds_date()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::plain_lines;

    fn lines_of_origin(text: &str) -> Option<usize> {
        origin(&plain_lines(text), 0).map(|origin| origin.lines)
    }

    #[test]
    fn the_line_above_a_quotation_is_known_in_four_languages() {
        for (text, lines) in [
            (
                "On Thu, 19 Nov 2026 at 10:00, Alex Example <alex@sample.example> wrote:\n> x",
                1,
            ),
            (
                "On Thu, 19 Nov 2026 at 10:00, Alex Example\n<alex@sample.example> wrote:\n> x",
                2,
            ),
            ("Am 19.11.2026 um 10:00 schrieb Alex Example:\n> x", 1),
            (
                "Alex Example <alex@sample.example> schrieb am Do., 19. Nov. 2026, 10:00:",
                1,
            ),
            ("Le jeu. 19 nov. 2026 à 10:00, Alex Example a écrit :", 1),
            ("El jue, 19 nov 2026 a las 10:00, Alex Example escribió:", 1),
        ] {
            assert_eq!(lines_of_origin(text), Some(lines), "{text}");
        }
    }

    #[test]
    fn a_head_is_known_in_four_languages() {
        for (text, lines) in [
            (
                "From: Alex Example\nSent: Thursday\nTo: Kim Sample\nSubject: Question\n\nQuestion",
                4,
            ),
            (
                "Von: Alex Example\nGesendet: Donnerstag\nAn: Kim Sample\nBetreff: Frage",
                4,
            ),
            (
                "De : Alex Example\nEnvoyé : jeudi\nÀ : Kim Sample\nObjet : Question",
                4,
            ),
            (
                "De: Alex Example\nEnviado el: jueves\nPara: Kim Sample\nAsunto: Pregunta",
                4,
            ),
            (
                "-----Original Message-----\nFrom: Alex Example\nSent: Thursday",
                3,
            ),
            ("-----Ursprüngliche Nachricht-----\nVon: Alex Example", 2),
            ("________________________________\nFrom: Alex Example", 2),
        ] {
            assert_eq!(lines_of_origin(text), Some(lines), "{text}");
        }
    }

    #[test]
    fn what_somebody_says_about_writing_is_no_origin() {
        for text in [
            "Kim wrote:",
            "I wrote: no",
            "From: here to there",
            "----------",
            "- x -",
            "On 2026",
        ] {
            assert_eq!(lines_of_origin(text), None, "{text}");
        }
    }
}
