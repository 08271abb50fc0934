//! Texts taken apart into words.
//!
//! A word is a run of letters and digits, cut at [`MAX_WORD_CHARS`]. Scripts without spaces have no
//! words to see: there every two neighbours make one (`東京都` gives `東京` and `京都`), and the last
//! character of a run one more by itself, so that a single character is found as a beginning.

use crate::fold::{Class, class, fold, is_voicing, voiced};
use crate::limits::MAX_WORD_CHARS;

/// One word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    /// The folded word.
    pub text: &'a str,
    /// Which word of the text it is, from 0. Neighbours differ by one.
    pub place: u32,
    /// Where it begins in the text, in bytes.
    pub from: usize,
    /// Where it ends, accents included.
    pub to: usize,
    /// Where the first character of a pair ends; of other words the same as `to`.
    pub first_to: usize,
    /// What kind of word it is.
    pub kind: Kind,
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
#[derive(Debug, Clone, Copy)]
struct Unit {
    c: char,
    from: usize,
    to: usize,
}

struct Splitter<'a> {
    out: &'a mut dyn FnMut(Word<'_>),
    place: u32,
    /// The letters of the word that is being read, or the sign.
    letters: String,
    chars: usize,
    is_sign: bool,
    from: usize,
    to: usize,
    /// The last two characters of a run without spaces. A mark can still change the last one.
    before: Option<Unit>,
    last: Option<Unit>,
    after_pairs: bool,
}

/// Hands over the words of `text` in order.
pub(crate) fn words(text: &str, mut out: impl FnMut(Word<'_>)) {
    split(text, &mut out);
}

/// Once for all who ask: a copy for each would be a tenth of the module.
fn split(text: &str, out: &mut dyn FnMut(Word<'_>)) {
    let mut splitter = Splitter {
        out,
        place: 0,
        letters: String::new(),
        chars: 0,
        is_sign: false,
        from: 0,
        to: 0,
        before: None,
        last: None,
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

impl Splitter<'_> {
    fn take(&mut self, c: char, from: usize, to: usize) {
        if is_voicing(c) {
            if let Some(last) = &mut self.last {
                last.c = voiced(last.c, c).unwrap_or(last.c);
            }
            return self.extend(to);
        }
        match class(c) {
            Class::Letter => self.letter(c, from, to),
            Class::Unspaced => self.unspaced(Unit { c, from, to }),
            Class::Sign => {
                self.end();
                self.letter(c, from, to);
                self.is_sign = true;
            }
            Class::Gap => self.end(),
        }
    }

    fn letter(&mut self, c: char, from: usize, to: usize) {
        self.end_run();
        if self.is_sign {
            self.end_letters();
        }
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
        self.give_pair();
        self.before = self.last.replace(unit);
    }

    /// What is not seen belongs to the word before it.
    const fn extend(&mut self, to: usize) {
        if let Some(last) = &mut self.last {
            last.to = to;
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
            let kind = if self.is_sign {
                Kind::Sign
            } else {
                Kind::Letters
            };
            self.give(kind, self.to);
            self.chars = 0;
            self.is_sign = false;
        }
    }

    fn end_run(&mut self) {
        self.give_pair();
        self.before = None;
        if let Some(last) = self.last.take() {
            self.letters.push(last.c);
            (self.from, self.to) = (last.from, last.to);
            let after_pairs = self.after_pairs;
            self.give(Kind::Single { after_pairs }, last.to);
        }
        self.after_pairs = false;
    }

    fn give_pair(&mut self) {
        if let (Some(before), Some(last)) = (self.before, self.last) {
            self.letters.extend([before.c, last.c]);
            (self.from, self.to) = (before.from, last.to);
            self.give(Kind::Pair, before.to);
            self.after_pairs = true;
        }
    }

    fn give(&mut self, kind: Kind, first_to: usize) {
        (self.out)(Word {
            text: &self.letters,
            place: self.place,
            from: self.from,
            to: self.to,
            first_to,
            kind,
        });
        self.place = self.place.saturating_add(1);
        self.letters.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    fn seen(text: &str) -> Vec<String> {
        let mut seen = Vec::new();
        words(text, |word| {
            let range = &text[word.from..word.to];
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
        assert_eq!(seen("👩\u{200D}💻"), ["👩=👩\u{200D}", "💻"]);
        assert_eq!(seen("👍🏽x"), ["👍=👍🏽", "x"]);
    }

    #[test]
    fn a_long_word_is_cut() {
        let mut lengths = Vec::new();
        words(&"x".repeat(5_000), |word| {
            lengths.push((word.text.len(), word.to));
        });
        assert_eq!(lengths, [(MAX_WORD_CHARS, 5_000)]);
    }

    proptest! {
        #![proptest_config(crate::cases())]

        #[test]
        fn texts_that_look_alike_have_the_same_words(text in "([がプゔサa-cé한국กำ ]|\\PC){0,30}") {
            let plain = |text: &str| {
                let mut plain = Vec::new();
                words(text, |word| plain.push((word.text.to_owned(), word.place, word.kind)));
                plain
            };
            let own = plain(&text);
            prop_assert_eq!(&plain(&text.nfc().collect::<String>()), &own);
            prop_assert_eq!(&plain(&text.nfd().collect::<String>()), &own);
        }
    }
}
