//! Words that say nothing about what a note is about, however few notes have them.
//!
//! In many notes such words are common, and so they count for nothing. Among a handful nothing can be
//! told from how many have a word.

/// Function words of English, parts of addresses, and what every booking is called; of shorter ones than
/// four letters nothing is told among few notes anyway.
const COMMONPLACE: &str = include_str!("commonplace.txt");

/// Whether a folded word is one of them.
pub(crate) fn is_commonplace(word: &str) -> bool {
    let mut lines = COMMONPLACE.lines();
    let line = lines.find(|line| line.as_bytes().first() == word.as_bytes().first());
    line.is_some_and(|line| line.split(' ').any(|known| known == word))
}

#[cfg(test)]
mod tests {
    use super::{COMMONPLACE, is_commonplace};
    use crate::words::words;

    #[test]
    fn every_word_is_found() {
        for word in COMMONPLACE.split_ascii_whitespace() {
            assert!(is_commonplace(word), "{word}");
        }
        for word in ["supplier", "valve", "", "京都"] {
            assert!(!is_commonplace(word), "{word}");
        }
    }

    #[test]
    fn they_are_written_as_the_index_has_them() {
        for line in COMMONPLACE.lines() {
            let mut folded = Vec::new();
            words(line, |word| folded.push(word.text.to_owned()));
            assert_eq!(folded.join(" "), line);
        }
    }

    #[test]
    fn each_letter_has_one_line() {
        let firsts: Vec<_> = COMMONPLACE.lines().map(|line| &line[..1]).collect();
        assert!(firsts.is_sorted_by(|a, b| a < b), "{firsts:?}");
    }
}
