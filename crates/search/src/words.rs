//! Texts taken apart into words.
//!
//! A word is a run of letters and digits, cut at [`MAX_WORD_CHARS`]. Scripts without spaces have no
//! words to see: there every two neighbours make one (`東京都` gives `東京` and `京都`), and the last
//! character of a run one more by itself, so that a single character is found as a beginning.

use crate::fold::{Class, class, fold, is_voicing, voiced};
use crate::limits::MAX_WORD_CHARS;
use std::ops::Range;

/// One word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    /// The folded word.
    pub text: &'a str,
    /// Which word of the text it is, from 0. Neighbours differ by one.
    pub place: u32,
    /// Where it stands in the text, in bytes.
    pub from: usize,
    /// Where it ends, accents included.
    pub to: usize,
    /// What kind of word it is.
    pub kind: Kind,
}

impl Word<'_> {
    pub(crate) const fn range(&self) -> Range<usize> {
        self.from..self.to
    }
}

/// What a word is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters and digits.
    Letters,
    /// Two characters of a script without spaces.
    Pair,
    /// The last character of a run in such a script, or the only one.
    Single {
        /// Whether pairs stand before it in its run.
        after_pairs: bool,
    },
    /// An emoji or another sign.
    Sign,
}

/// One character of a run without spaces, folded.
struct Unit {
    c: char,
    from: usize,
    to: usize,
}

struct Splitter<'a, F: FnMut(Word<'_>)> {
    out: &'a mut F,
    place: u32,
    /// The letters of the word that is being read.
    letters: String,
    chars: usize,
    from: usize,
    to: usize,
    /// The character before, in a run without spaces.
    unit: Option<Unit>,
    after_pairs: bool,
}

/// Hands over the words of `text` in order.
pub(crate) fn words(text: &str, mut out: impl FnMut(Word<'_>)) {
    let mut splitter = Splitter {
        out: &mut out,
        place: 0,
        letters: String::new(),
        chars: 0,
        from: 0,
        to: 0,
        unit: None,
        after_pairs: false,
    };
    for (from, c) in text.char_indices() {
        let to = from + c.len_utf8();
        if c.is_ascii_alphanumeric() {
            splitter.letter(c.to_ascii_lowercase(), from, to);
            continue;
        }
        let mut is_seen = false;
        fold(c, |c| {
            is_seen = true;
            splitter.take(c, from, to);
        });
        if !is_seen {
            splitter.extend(to);
        }
    }
    splitter.end();
}

impl<F: FnMut(Word<'_>)> Splitter<'_, F> {
    fn take(&mut self, c: char, from: usize, to: usize) {
        if is_voicing(c) {
            if let Some(unit) = &mut self.unit {
                unit.c = voiced(unit.c, c).unwrap_or(unit.c);
            }
            return self.extend(to);
        }
        match class(c) {
            Class::Letter => self.letter(c, from, to),
            Class::Unspaced => self.unspaced(Unit { c, from, to }),
            Class::Sign => {
                self.end();
                self.letters.push(c);
                (self.from, self.to) = (from, to);
                self.give_letters(Kind::Sign);
            }
            Class::Gap => self.end(),
        }
    }

    fn letter(&mut self, c: char, from: usize, to: usize) {
        self.end_run();
        if self.chars == 0 {
            self.from = from;
        }
        self.to = to;
        self.chars += 1;
        if self.chars <= MAX_WORD_CHARS {
            self.letters.push(c);
        }
    }

    fn unspaced(&mut self, unit: Unit) {
        self.end_letters();
        if let Some(before) = self.unit.take() {
            self.letters.extend([before.c, unit.c]);
            (self.from, self.to) = (before.from, unit.to);
            self.give_letters(Kind::Pair);
            self.after_pairs = true;
        }
        self.unit = Some(unit);
    }

    /// What is not seen belongs to the word before it.
    const fn extend(&mut self, to: usize) {
        if let Some(unit) = &mut self.unit {
            unit.to = to;
        } else if self.chars > 0 {
            self.to = to;
        }
    }

    fn end(&mut self) {
        self.end_letters();
        self.end_run();
    }

    fn end_letters(&mut self) {
        if self.chars > 0 {
            self.give_letters(Kind::Letters);
        }
    }

    fn end_run(&mut self) {
        if let Some(unit) = self.unit.take() {
            self.letters.push(unit.c);
            (self.from, self.to) = (unit.from, unit.to);
            let after_pairs = self.after_pairs;
            self.give_letters(Kind::Single { after_pairs });
        }
        self.after_pairs = false;
    }

    fn give_letters(&mut self, kind: Kind) {
        (self.out)(Word {
            text: &self.letters,
            place: self.place,
            from: self.from,
            to: self.to,
            kind,
        });
        self.place = self.place.saturating_add(1);
        self.letters.clear();
        self.chars = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<String> {
        let mut seen = Vec::new();
        words(text, |word| {
            let range = &text[word.range()];
            seen.push(match word.text == range {
                true => range.to_owned(),
                false => format!("{}={range}", word.text),
            });
        });
        seen
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(
            seen("follow-up: Q3/2026, café."),
            ["follow", "up", "q3=Q3", "2026", "cafe=café"]
        );
        assert_eq!(seen("cafe\u{301}s"), ["cafes=cafe\u{301}s"]);
        assert_eq!(seen(" \u{202E}!?\u{200B} "), Vec::<String>::new());
        assert_eq!(seen("zero\u{200B}width"), ["zero", "width"]);
    }

    #[test]
    fn scripts_without_spaces_give_pairs_and_a_last_single() {
        assert_eq!(seen("東京都"), ["東京", "京都", "都"]);
        assert_eq!(seen("猫"), ["猫"]);
        assert_eq!(seen("新iPhone手机"), ["新", "iphone=iPhone", "手机", "机"]);
        assert_eq!(seen("か\u{3099}く"), ["がく=か\u{3099}く", "く"]);
        assert_eq!(seen("ไทย"), ["ไท", "ทย", "ย"]);
    }

    #[test]
    fn every_emoji_is_a_word() {
        assert_eq!(seen("go🚀🚀"), ["go", "🚀", "🚀"]);
        assert_eq!(seen("👩\u{200D}💻"), ["👩", "💻"]);
        assert_eq!(seen("👍🏽"), ["👍"]);
    }

    #[test]
    fn a_long_word_is_cut() {
        let mut lengths = Vec::new();
        words(&"x".repeat(5_000), |word| {
            lengths.push((word.text.len(), word.to));
        });
        assert_eq!(lengths, [(MAX_WORD_CHARS, 5_000)]);
    }
}
