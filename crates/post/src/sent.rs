//! What was sent, to know its copies in a reply.

use crate::labels::{Found, Label, Labels, label};
use crate::line::{behind, plain_lines, squeezed};
use crate::number::marker;

/// The brief somebody answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent<'a> {
    /// The words of its reply block. English ones are known besides.
    pub labels: Labels<'a>,
    /// How many numbered lines it has, from 1 to this number. 0 where it asks for one answer.
    pub numbered: u32,
    /// Its plain text, so that copies of it are known and left out. Without it they are kept,
    /// because they may have been changed.
    pub text: Option<&'a str>,
}

/// From so many bytes on a part of a line is taken for the line, broken by a mail program.
const PART_FROM: usize = 24;
/// How many lines that begin alike are compared.
const MOST_ALIKE: usize = 8;

/// A line of what was sent.
struct SentLine {
    /// Where it stands in the text without white space.
    start: usize,
    end: usize,
    /// The number it has, or that the lines above it have.
    number: Option<u32>,
}

/// A line of the reply that is a copy of what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Copy {
    /// The number it belongs to.
    pub number: Option<u32>,
    /// Whether nothing more of the line, or of the numbered entry, follows.
    pub complete: bool,
}

/// The text that was sent, read from its start to its end while a reply is.
pub(crate) struct Original {
    /// The text without white space: however it is wrapped, it is the same.
    text: String,
    lines: Vec<SentLine>,
    /// The lines by a hash of their beginnings.
    beginnings: Vec<(u64, usize)>,
    /// The line of each number, from 1.
    entries: Vec<usize>,
    /// Where the last copy ended: in which line, and where in the text.
    line: usize,
    at: usize,
}

impl Original {
    pub(crate) fn new(sent: &Sent, known: &[Labels]) -> Self {
        let mut original = Self {
            text: String::new(),
            lines: Vec::new(),
            beginnings: Vec::new(),
            entries: Vec::new(),
            line: 0,
            at: 0,
        };
        let mut number = None;
        for line in plain_lines(sent.text.unwrap_or_default()) {
            if line.is_blank() {
                number = None;
                continue;
            }
            let expected = original.entries.len() as u32 + 1;
            let in_block = matches!(label(&line.text, known), Found::Label(Label::Restate, _));
            let numbered = marker(&line.text).filter(|marker| {
                !marker.colon && marker.number == expected && expected <= sent.numbered
            });
            if numbered.is_some() {
                number = Some(expected);
                original.entries.push(original.lines.len());
            } else if in_block || !line.text.starts_with(' ') {
                number = None;
            }
            original.push(&line.text, number);
        }
        original.beginnings.sort_unstable();
        original
    }

    fn push(&mut self, text: &str, number: Option<u32>) {
        let squeezed = squeezed(text);
        let start = self.text.len();
        self.beginnings
            .push((hash(beginning(&squeezed)), self.lines.len()));
        self.text.push_str(&squeezed);
        let end = self.text.len();
        self.lines.push(SentLine { start, end, number });
    }

    /// Whether `line` is a copy. One that stands in a quotation may be any line of what was sent;
    /// what somebody typed is only taken for a copy where it goes on with one, or is too long to
    /// be one by chance.
    pub(crate) fn copied(&mut self, line: &str, quoted: bool) -> Option<Copy> {
        let line = squeezed(line);
        if line.is_empty() || self.lines.is_empty() {
            return None;
        }
        if self.goes_on(&line) {
            self.at += line.len();
        } else {
            self.line = self.anywhere(&line, quoted)?;
            self.at = self.lines.get(self.line)?.start + line.len();
        }
        while self
            .lines
            .get(self.line)
            .is_some_and(|line| line.end < self.at)
        {
            self.line += 1;
        }
        let current = self.lines.get(self.line)?;
        let number = current.number;
        let ended = current.end == self.at;
        let next = self.lines.get(self.line + 1).and_then(|line| line.number);
        if ended {
            self.line += 1;
        }
        Some(Copy {
            number,
            complete: ended && (number.is_none() || next != number),
        })
    }

    /// Whether the text goes on with `line` where the last copy ended.
    fn goes_on(&self, line: &str) -> bool {
        let goes_on = self
            .text
            .get(self.at..)
            .is_some_and(|rest| rest.starts_with(line));
        let end = self.at + line.len();
        let ends = self
            .lines
            .get(self.line)
            .is_some_and(|line| line.end == end);
        goes_on && (ends || line.len() >= PART_FROM)
    }

    /// The line that `line` is, or begins; one behind the last copy first.
    fn anywhere(&self, line: &str, quoted: bool) -> Option<usize> {
        let key = hash(beginning(line));
        let from = self
            .beginnings
            .partition_point(|entry| *entry < (key, self.line));
        let first = self.beginnings.partition_point(|entry| *entry < (key, 0));
        let alike = |start: usize| {
            let entries = self.beginnings.get(start..).unwrap_or_default();
            entries
                .iter()
                .take(MOST_ALIKE)
                .take_while(move |(found, _)| *found == key)
                .map(|(_, at)| *at)
        };
        alike(from).chain(alike(first)).find(|at| {
            self.lines.get(*at).is_some_and(|sent| {
                let whole = sent.end - sent.start == line.len();
                let rest = self.text.get(sent.start..sent.end).unwrap_or_default();
                let is_long = line.len() >= PART_FROM;
                rest.starts_with(line)
                    && if quoted {
                        whole || is_long
                    } else {
                        whole && is_long
                    }
            })
        })
    }

    /// Whether `line` is one of what was sent, wherever it stands.
    pub(crate) fn holds(&self, line: &str) -> bool {
        let line = squeezed(line);
        !line.is_empty() && self.anywhere(&line, true).is_some()
    }

    /// Whether `line` may be where a copy begins that is not quoted: the first line of what was
    /// sent, or one that is too long to be a copy by chance.
    pub(crate) fn opens_with(&self, line: &str) -> bool {
        let line = squeezed(line);
        let first = self
            .lines
            .first()
            .and_then(|first| self.text.get(..first.end));
        first == Some(line.as_str())
            || line.len() >= PART_FROM && self.anywhere(&line, true).is_some()
    }

    /// What stands behind the question of this number in `text`, when `text` begins with it.
    pub(crate) fn behind_question<'a>(&self, number: u32, text: &'a str) -> Option<&'a str> {
        let at = *self.entries.get(number.checked_sub(1)? as usize)?;
        let line = self.lines.get(at)?;
        let question = marker(self.text.get(line.start..line.end)?)?.text;
        let starts = !question.is_empty() && squeezed(text).starts_with(question);
        starts.then(|| behind(text, question.len()).trim())
    }

    /// Goes on behind the question of this number.
    pub(crate) fn pass(&mut self, number: u32) {
        let Some(at) = self.entries.get(number.saturating_sub(1) as usize) else {
            return;
        };
        if let Some(line) = self.lines.get(*at) {
            self.at = line.end;
            self.line = at + 1;
        }
    }
}

/// What of a line it is found by.
fn beginning(line: &str) -> &[u8] {
    line.as_bytes().get(..PART_FROM).unwrap_or(line.as_bytes())
}

/// FNV-1a.
fn hash(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}
