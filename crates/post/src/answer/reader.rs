//! Walks down a reply and tells what each line is.

use super::pieces::{Pieces, Place};
use super::score::score;
use crate::labels::{Found, Label, Labels, label};
use crate::line::Line;
use crate::month::is_day;
use crate::number::{Marker, bare_marker, marker};
use crate::origin::{Origin, origin};
use crate::sent::{Copy, Original, Sent};
use crate::trailer::{is_farewell, is_footer, is_signature_mark};

/// The line that stands above the reply block in a plain text.
const RULE: &str = "----------";
/// An entry so many characters further in than the one above belongs to it.
const NESTED_FROM: usize = 2;

pub(super) struct Reader<'a> {
    lines: &'a [Line],
    known: [Labels<'a>; 2],
    numbered: u32,
    /// Whether the text that was sent is known.
    is_known: bool,
    original: Original,
    pieces: Pieces,
    /// What the next line is for, unless it says otherwise.
    place: Place,
    /// How far in the number of that place stands, when it was typed.
    indent: Option<usize>,
    /// Whether what comes is the original, though it may not be quoted.
    in_original: bool,
    /// Whether a quoted line may be somebody's own words: behind a question or a label.
    may_be_filled: bool,
    in_signature: bool,
    /// Whether a quoted line stands right above.
    below_quoted: bool,
    /// Whether a quoted question stands above, and nothing is typed below it yet.
    below_question: bool,
    /// The number of the line above, when such lines count by bare numbers; else 0.
    counted: u32,
}

impl<'a> Reader<'a> {
    pub(super) fn new(lines: &'a [Line], sent: &Sent<'a>) -> Self {
        let known = [sent.labels, Labels::ENGLISH];
        Self {
            lines,
            known,
            numbered: sent.numbered,
            is_known: sent.text.is_some_and(|text| !text.trim().is_empty()),
            original: Original::new(sent, &known),
            pieces: Pieces::default(),
            place: Place::Free,
            indent: None,
            in_original: false,
            may_be_filled: false,
            in_signature: false,
            below_quoted: false,
            below_question: false,
            counted: 0,
        }
    }

    pub(super) fn read(mut self) -> Pieces {
        let mut at = 0;
        while let Some(line) = self.lines.get(at) {
            if line.is_blank() {
                self.pieces.part();
                self.below_quoted = false;
                at += 1;
            } else {
                at += self.line(at, line);
            }
        }
        self.pieces
    }

    /// Reads what begins at a line; how many lines that was.
    fn line(&mut self, at: usize, line: &Line) -> usize {
        let depth = line.depth.saturating_add(u8::from(self.in_original));
        let quoted = depth > 0;
        let text = line.text.as_str();
        let counted = std::mem::take(&mut self.counted);
        if let Some(lines) = self.labelled(at, line, depth) {
            return lines;
        }
        if text == RULE {
            self.turn(Place::Free);
            return 1;
        }
        if let Some(origin) = origin(self.lines, at) {
            return self.origin(at, origin, depth);
        }
        if !quoted && is_signature_mark(text) {
            self.begin(Place::Rest, depth, "", text);
            self.in_signature = true;
            return 1;
        }
        if let Some(marker) = marker(text).or_else(|| self.counting(at, text, depth, counted))
            && self.numbered_line(at, line, &marker, depth)
        {
            return 1;
        }
        if let Some(copy) = self.original.copied(text, quoted) {
            self.copy(copy);
            self.below_quoted = quoted;
            self.below_question = quoted && copy.number.is_some();
            return 1;
        }
        if quoted {
            self.quoted(line, depth);
        } else {
            self.own(text);
        }
        1
    }

    /// A line of the reply block.
    fn labelled(&mut self, at: usize, line: &Line, depth: u8) -> Option<usize> {
        match label(&line.text, &self.known) {
            Found::None => return None,
            Found::Label(label, value) => {
                self.fill(label, value, depth);
                return Some(1);
            }
            Found::Half => {}
        }
        let next = self.lines.get(at + 1)?;
        if next.depth != line.depth {
            return None;
        }
        let mut joined = line.text.clone();
        joined.push(' ');
        joined.push_str(&next.text);
        let Found::Label(label, value) = label(&joined, &self.known) else {
            return None;
        };
        self.fill(label, value, depth);
        Some(2)
    }

    fn is_label(&self, text: &str) -> bool {
        matches!(label(text, &self.known), Found::Label(..))
    }

    fn fill(&mut self, label: Label, value: &str, depth: u8) {
        match label {
            Label::Heading | Label::Intro => self.turn(Place::Free),
            Label::Restate => self.begin(Place::Restate, depth, "", value),
            Label::Answer => self.begin(Place::Single, depth, "", value),
            Label::Numbers => {
                self.begin(Place::Free, depth, "", "");
                match marker(value).filter(|marker| marker.number <= self.numbered) {
                    Some(marker) => self.number(value, &marker, depth),
                    None if value.is_empty() => {}
                    None => self.pieces.add(Place::Free, depth, value),
                }
            }
            Label::Score => {
                self.begin(Place::Score, depth, "", value);
                if !value.is_empty() {
                    self.turn(Place::Free);
                }
            }
        }
        self.may_be_filled = true;
        self.below_quoted = depth > 0;
    }

    /// "On … wrote:" and heads. They are told only where what follows is no copy.
    fn origin(&mut self, at: usize, origin: Origin, depth: u8) -> usize {
        let mut next = at + origin.lines;
        while self.lines.get(next).is_some_and(Line::is_blank) {
            next += 1;
        }
        let follows = self.lines.get(next);
        let is_copy = follows.is_some_and(|line| match line.depth {
            0 => self.original.opens_with(&line.text),
            _ => self.original.holds(&line.text) || self.is_label(&line.text),
        });
        self.begin(Place::Rest, depth, "", "");
        if !is_copy {
            let lines = self.lines.get(at..at + origin.lines).unwrap_or_default();
            for line in lines {
                self.keep(line);
            }
        }
        let is_quoted = follows.is_some_and(|line| line.depth > 0);
        if origin.unquoted || is_copy && !is_quoted {
            self.in_original = true;
        }
        self.turn(Place::Free);
        origin.lines
    }

    /// A line with a bare number before it, where typed lines count on from 1 by such numbers: `counted` is
    /// that of the line above. Within an answer they are its own list.
    fn counting<'b>(
        &mut self,
        at: usize,
        text: &'b str,
        depth: u8,
        counted: u32,
    ) -> Option<Marker<'b>> {
        let marker = bare_marker(text)?;
        let begins = || {
            let mut below = self.lines.iter().skip(at + 1);
            let below = below.find(|line| !line.is_blank());
            let next = below.filter(|line| line.depth == 0);
            let next = next.and_then(|line| bare_marker(&line.text));
            self.numbered > 1
                && !matches!(self.place, Place::Number(_))
                && next.is_some_and(|next| next.number == 2)
        };
        let counts = depth == 0
            && marker.number == counted + 1
            && marker.number <= self.numbered
            && (counted > 0 || begins());
        counts.then(|| {
            self.counted = marker.number;
            marker
        })
    }

    /// A line with a number before it; `false` when the number is part of a text.
    fn numbered_line(&mut self, at: usize, line: &Line, marker: &Marker, depth: u8) -> bool {
        let quoted = depth > 0;
        let is_nested = self
            .indent
            .is_some_and(|indent| marker.indent >= indent + NESTED_FROM && !quoted);
        let in_signature = self.in_signature && !self.pieces.is_parted();
        if is_nested || in_signature {
            return false;
        }
        // Right below a question it is what was asked for: how many, or which day.
        let is_amount = marker.number > self.numbered || is_day(marker);
        if is_amount && self.below_question && !quoted {
            return false;
        }
        if marker.number > self.numbered {
            // Beside other numbers it is one that nobody asked about.
            let is_beside = matches!(self.place, Place::Number(_)) && !quoted;
            if is_beside {
                self.begin(Place::Free, depth, "", line.text.trim_start());
            }
            return is_beside;
        }
        let number = marker.number;
        if marker.text.is_empty() {
            self.number(&line.text, marker, depth);
        } else if let Some(own) = self.original.behind_question(number, marker.text)
            && (quoted || !marker.colon && self.is_question(at, own))
        {
            self.original.pass(number);
            self.indent = None;
            self.begin_number(number, depth, "", own);
            self.below_question = quoted && own.is_empty();
        } else if quoted && !marker.colon && !self.is_known {
            // A question, as far as anybody can tell.
            self.keep(line);
            self.place = Place::Number(number);
            self.may_be_filled = false;
            self.below_question = true;
        } else if quoted && !marker.colon && self.original.holds(&line.text) {
            return false;
        } else {
            self.number(&line.text, marker, depth);
        }
        self.below_quoted = quoted;
        true
    }

    /// Whether a typed line that repeats a question is there to be answered below, or stands in a
    /// copy. Alone it is an answer: the option somebody chose.
    fn is_question(&self, at: usize, own: &str) -> bool {
        let mut below = self
            .lines
            .iter()
            .skip(at + 1)
            .filter(|line| !line.is_blank());
        let mut above = self
            .lines
            .iter()
            .take(at)
            .rev()
            .filter(|line| !line.is_blank());
        let is_part = |line: &Line| self.original.holds(&line.text);
        let is_answer = |line: &Line| {
            line.depth == 0
                && !self.is_label(&line.text)
                && marker(&line.text).is_none()
                && !is_farewell(&line.text, true)
                && !is_footer(&line.text)
                && !is_signature_mark(&line.text)
        };
        !own.is_empty()
            || above.next().is_some_and(is_part)
            || below
                .next()
                .is_some_and(|line| is_part(line) || is_answer(line))
    }

    /// An answer that begins behind its number.
    fn number(&mut self, line: &str, marker: &Marker, depth: u8) {
        let lead = line.strip_suffix(marker.text).unwrap_or_default().trim();
        let mut lead = lead.to_owned();
        lead.push(' ');
        self.begin_number(marker.number, depth, &lead, marker.text);
        self.indent = (depth == 0).then_some(marker.indent);
    }

    fn begin_number(&mut self, number: u32, depth: u8, lead: &str, text: &str) {
        self.begin(Place::Number(number), depth, lead, text);
        self.may_be_filled = true;
    }

    /// A copy of what was sent, left out. What comes below is about it.
    fn copy(&mut self, copy: Copy) {
        self.turn(copy.number.map_or(Place::Free, Place::Number));
        self.may_be_filled = copy.complete && copy.number.is_some();
    }

    /// A quoted line that is no copy.
    fn quoted(&mut self, line: &Line, depth: u8) {
        let is_for_place = !matches!(self.place, Place::Free | Place::Rest);
        if self.is_known && self.may_be_filled && is_for_place {
            return self.for_place(&line.text, depth);
        }
        // Right below a quoted question it is more of the question.
        if !self.below_quoted && is_for_place {
            self.turn(Place::Free);
        }
        self.keep(line);
        self.below_quoted = true;
    }

    /// A line somebody typed.
    fn own(&mut self, text: &str) {
        self.below_quoted = false;
        self.below_question = false;
        if is_footer(text) || is_farewell(text, self.pieces.is_parted()) {
            self.begin(Place::Rest, 0, "", text);
            return;
        }
        self.for_place(text, 0);
    }

    /// A line for the place that is open.
    fn for_place(&mut self, text: &str, depth: u8) {
        if self.place == Place::Score {
            self.place = Place::Free;
            if matches!(score(text), Some((_, true))) {
                return self.pieces.add(Place::Score, depth, text);
            }
        }
        self.pieces.add(self.place, depth, text);
    }

    /// Keeps a line that is no copy, quoted as it was.
    fn keep(&mut self, line: &Line) {
        let mut kept = String::new();
        for _ in 0..line.depth {
            kept.push('>');
        }
        if line.depth > 0 {
            kept.push(' ');
        }
        kept.push_str(&line.text);
        self.pieces.add(Place::Rest, line.depth, &kept);
    }

    fn begin(&mut self, place: Place, depth: u8, lead: &str, text: &str) {
        self.turn(place);
        self.pieces.begin(place, depth, lead, text);
    }

    fn turn(&mut self, place: Place) {
        self.place = place;
        self.indent = None;
        self.may_be_filled = false;
        self.in_signature = false;
        self.below_question = false;
    }
}
