//! What differs between two texts: by lines first, then by words in the lines between.

use crate::common_parts::common_parts;

/// A stretch of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch<'a> {
    /// The text.
    pub text: &'a str,
    /// Whether the other text does not have it here.
    pub differs: bool,
}

/// Two texts in stretches that stand in both and stretches that do not. Joined, the stretches of
/// each are that text again.
#[must_use]
pub fn difference<'a>(one: &'a str, other: &'a str) -> [Vec<Stretch<'a>>; 2] {
    let (left, right) = (lines(one), lines(other));
    let mut sides = [Side::of(one), Side::of(other)];
    let mut common = common_parts(&left, &right);
    // What is behind the last common line is compared as well.
    common.push((left.len(), right.len()));
    let mut done = (0, 0);
    for (this, that) in common {
        let between = [left[done.0..this].concat(), right[done.1..that].concat()];
        by_words(&between, &mut sides);
        for (side, line) in sides.iter_mut().zip([left.get(this), right.get(that)]) {
            side.take(line.map_or(0, |line| line.len()), false);
        }
        done = (this + 1, that + 1);
    }
    sides.map(|side| side.stretches)
}

fn by_words(between: &[String; 2], sides: &mut [Side; 2]) {
    let [left, right] = between.each_ref().map(|text| words(text));
    let mut same = [vec![false; left.len()], vec![false; right.len()]];
    for (this, that) in common_parts(&left, &right) {
        same[0][this] = true;
        same[1][that] = true;
    }
    for ((side, words), same) in sides.iter_mut().zip([&left, &right]).zip(&same) {
        for (place, word) in words.iter().enumerate() {
            side.take(word.len(), !same[place] || is_between(place, words, same));
        }
    }
}

/// Whether this is the blank between two words that differ: it goes with them.
fn is_between(place: usize, words: &[&str], same: &[bool]) -> bool {
    let differs = |place: Option<usize>| {
        let same = place.and_then(|place| same.get(place));
        same.is_some_and(|same| !same)
    };
    words[place] == " " && differs(place.checked_sub(1)) && differs(place.checked_add(1))
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// A text that is taken in from its beginning.
struct Side<'a> {
    text: &'a str,
    at: usize,
    stretches: Vec<Stretch<'a>>,
}

impl<'a> Side<'a> {
    const fn of(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            stretches: Vec::new(),
        }
    }

    /// Takes in the next so many bytes; what is like the stretch before them belongs to it.
    fn take(&mut self, bytes: usize, differs: bool) {
        if bytes == 0 {
            return;
        }
        let end = self.at + bytes;
        let mut begin = self.at;
        if let Some(last) = self.stretches.pop_if(|last| last.differs == differs) {
            begin -= last.text.len();
        }
        self.stretches.push(Stretch {
            text: &self.text[begin..end],
            differs,
        });
        self.at = end;
    }
}

/// Letters belong together, other signs stand alone, as do those of scripts that set no blanks
/// between words: there a word would be a whole sentence.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut begin = 0;
    let mut before = Kind::Joiner;
    for (at, c) in text.char_indices() {
        let kind = Kind::of(c);
        let goes_on = matches!(
            (before, kind),
            (_, Kind::Accent | Kind::Joiner) | (Kind::Joiner, _) | (Kind::Letter, Kind::Letter)
        );
        if !goes_on {
            words.push(&text[begin..at]);
            begin = at;
        }
        // An accent is no end of a word.
        if kind != Kind::Accent {
            before = kind;
        }
    }
    if begin < text.len() {
        words.push(&text[begin..]);
    }
    words
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It makes a word with those beside it.
    Letter,
    /// It is a word.
    Sign,
    /// It belongs to what stands before it: an accent, the colour of an emoji.
    Accent,
    /// It makes one of what stands before it and behind it.
    Joiner,
}

impl Kind {
    const fn of(c: char) -> Self {
        match c {
            '\u{200d}' => Self::Joiner,
            '\u{300}'..='\u{36f}'
            | '\u{e31}'
            | '\u{e34}'..='\u{e3a}'
            | '\u{e47}'..='\u{e4e}'
            | '\u{200c}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{3099}'..='\u{309a}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{1f3fb}'..='\u{1f3ff}' => Self::Accent,
            '0'..='9' | 'a'..='z' | 'A'..='Z' => Self::Letter,
            // ASCII's other signs, and those of Latin-1.
            '\0'..='\u{a9}' | '\u{ab}'..='\u{b4}' | '\u{b6}'..='\u{b9}' | '\u{bb}'..='\u{bf}' => {
                Self::Sign
            }
            // Thai, Lao, Burmese, Khmer; general signs; Chinese, Japanese; emoji.
            '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{2000}'..='\u{2bff}'
            | '\u{2e80}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff00}'..='\u{ffef}'
            | '\u{1f000}'.. => Self::Sign,
            _ => Self::Letter,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::difference;

    /// The stretches as one line each, with what differs in brackets.
    fn shown(one: &str, other: &str) -> [String; 2] {
        difference(one, other).map(|stretches| {
            let shown = stretches.iter().map(|stretch| {
                if stretch.differs {
                    format!("[{}]", stretch.text)
                } else {
                    stretch.text.to_owned()
                }
            });
            shown.collect()
        })
    }

    #[test]
    fn a_changed_word_is_marked_in_both() {
        assert_eq!(
            shown("Which plan for Q3?", "Which plan for Q4?"),
            ["Which plan for [Q3]?", "Which plan for [Q4]?"]
        );
    }

    #[test]
    fn what_was_added_is_marked_where_it_stands() {
        assert_eq!(
            shown("Rent the hall.", "Rent the large hall by Friday."),
            ["Rent the hall.", "Rent the [large ]hall[ by Friday]."]
        );
    }

    #[test]
    fn texts_that_are_the_same_or_empty_have_no_mark() {
        assert_eq!(shown("a b", "a b"), ["a b", "a b"]);
        assert_eq!(shown("", ""), ["", ""]);
        assert_eq!(shown("", "a"), ["", "[a]"]);
    }

    #[test]
    fn a_changed_line_leaves_the_lines_around_it_unmarked() {
        assert_eq!(
            shown("one\ntwo words\nthree", "one\nother text\nthree"),
            ["one\n[two words]\nthree", "one\n[other text]\nthree"]
        );
        assert_eq!(
            shown("one\nthree", "one\ntwo\nthree"),
            ["one\nthree", "one\n[two\n]three"]
        );
    }

    #[test]
    fn scripts_without_blanks_are_compared_sign_by_sign() {
        assert_eq!(
            shown("会议在周三举行", "会议在周五举行"),
            ["会议在周[三]举行", "会议在周[五]举行"]
        );
        assert_eq!(shown("ที่นี่", "ที่นั่น"), ["ที่[นี่]", "ที่[นั่น]"]);
    }

    #[test]
    fn an_emoji_and_an_accent_stay_whole() {
        assert_eq!(shown("👩🏽‍💻", "👩🏽‍🔬"), ["[👩🏽‍💻]", "[👩🏽‍🔬]"]);
        assert_eq!(
            shown("שלום cafe\u{301}", "שלום cafe"),
            ["שלום [cafe\u{301}]", "שלום [cafe]"]
        );
        assert_eq!(
            shown("naïve “x”", "naïve „x”"),
            ["naïve [“]x”", "naïve [„]x”"]
        );
    }

    #[test]
    fn of_long_texts_nothing_is_lost() {
        let text = |step: usize| {
            let words = (0..40_000).map(|n| format!("w{}", (n * step) % 7_919));
            words.collect::<Vec<_>>().join(" ")
        };
        let (one, other) = (text(3), text(5));
        let [left, right] = difference(&one, &other).map(|stretches| {
            let texts = stretches.iter().map(|stretch| stretch.text);
            texts.collect::<String>()
        });
        assert!(left == one && right == other);
    }
}
