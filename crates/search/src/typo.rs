//! One typo: a letter too many, one missing, a wrong one, or two neighbours exchanged.
//!
//! The automaton that recognises the words at most one typo away from a given one. It reads a word
//! a character at a time; its state is the set of letters of the given word it may stand before,
//! without a typo so far, with one, and in the middle of an exchange.

use crate::limits::MAX_WORD_CHARS;

/// A word and everything one typo away from it.
#[derive(Debug, Clone)]
pub(crate) struct Nearly {
    /// For each ASCII character, the places at which the word has it.
    ascii: [u64; 128],
    /// The same for other characters.
    other: Vec<(char, u64)>,
    /// The place behind the last letter.
    end: u64,
}

/// What was read so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct State {
    none: u64,
    one: u64,
    exchange: u64,
}

// A place for every letter and one behind the last.
const _: () = assert!(MAX_WORD_CHARS < 63);

impl Nearly {
    /// `word` has at most [`MAX_WORD_CHARS`] characters; the rest is left out.
    pub(crate) fn new(word: &str) -> Self {
        let mut nearly = Self {
            ascii: [0; 128],
            other: Vec::new(),
            end: 1,
        };
        for c in word.chars().take(MAX_WORD_CHARS) {
            let place = nearly.end;
            if let Some(mask) = nearly.ascii.get_mut(c as usize) {
                *mask |= place;
            } else if let Some((_, mask)) = nearly.other.iter_mut().find(|(known, _)| *known == c) {
                *mask |= place;
            } else {
                nearly.other.push((c, place));
            }
            nearly.end <<= 1;
        }
        nearly
    }

    pub(crate) const START: State = State {
        none: 1,
        one: 0b10,
        exchange: 0,
    };

    /// The state after one more character.
    #[inline]
    pub(crate) fn step(&self, state: State, c: char) -> State {
        let has = match self.ascii.get(c as usize) {
            Some(mask) => *mask,
            None => self
                .other
                .iter()
                .find(|(known, _)| *known == c)
                .map_or(0, |(_, mask)| *mask),
        };
        let none = (state.none & has) << 1;
        let kept = (state.one & has) << 1;
        let too_many = state.none;
        let wrong = state.none << 1;
        let missing = none << 1;
        let exchanged = (state.exchange & has) << 2;
        State {
            none,
            one: (kept | too_many | wrong | missing | exchanged) & (self.end << 1).wrapping_sub(1),
            exchange: state.none & (has >> 1),
        }
    }

    /// Whether what was read is the word or one typo away from it.
    pub(crate) const fn is_reached(&self, state: State) -> bool {
        (state.none | state.one) & self.end != 0
    }

    /// Whether nothing that follows can lead to the word.
    pub(crate) const fn is_dead(state: State) -> bool {
        state.none | state.one | state.exchange == 0
    }

    /// Whether `word` is at most one typo away, or, when `open`, has such a beginning.
    pub(crate) fn accepts(&self, word: &str, open: bool) -> bool {
        let mut state = Self::START;
        for c in word.chars() {
            state = self.step(state, c);
            if open && self.is_reached(state) {
                return true;
            }
            if Self::is_dead(state) {
                return false;
            }
        }
        self.is_reached(state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The distance of Damerau and Levenshtein in which no letter is touched twice.
    fn distance(a: &str, b: &str) -> usize {
        let a: Vec<char> = a.chars().collect();
        let b: Vec<char> = b.chars().collect();
        let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                rows[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let wrong = usize::from(a[i - 1] != b[j - 1]);
                    let mut least = (rows[i - 1][j] + 1)
                        .min(rows[i][j - 1] + 1)
                        .min(rows[i - 1][j - 1] + wrong);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        least = least.min(rows[i - 2][j - 2] + 1);
                    }
                    least
                };
            }
        }
        rows[a.len()][b.len()]
    }

    proptest! {
        #![proptest_config(crate::cases())]

        #[test]
        fn agrees_with_the_distance(a in "[abäc]{1,6}", b in "[abäc]{0,7}") {
            let nearly = Nearly::new(&a);
            prop_assert_eq!(nearly.accepts(&b, false), distance(&a, &b) <= 1);
            let ends = b.char_indices().map(|(at, c)| at + c.len_utf8());
            let has_beginning = ends.into_iter().any(|end| distance(&a, &b[..end]) <= 1);
            let is_whole = distance(&a, &b) <= 1;
            prop_assert_eq!(nearly.accepts(&b, true), has_beginning || is_whole);
        }
    }

    #[test]
    fn the_four_typos_are_forgiven_and_no_second_one() {
        let nearly = Nearly::new("calendly");
        for word in [
            "calendly",
            "calendy",
            "callendly",
            "calenbly",
            "caelndly",
            "alendly",
        ] {
            assert!(nearly.accepts(word, false), "{word}");
        }
        for word in ["calend", "caelndyl", "clandly", "calendly2u"] {
            assert!(!nearly.accepts(word, false), "{word}");
        }
    }
}
