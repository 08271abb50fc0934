//! The words that inputs are put together from.
//!
//! A field's name that must be spelled right is not found by chance. What a target starts from has
//! them all, so its words are the dictionary, and there is none to be kept up.

use crate::failure::{Failure, Outcome};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The longest word, in bytes: libFuzzer takes up to 64.
const MOST_BYTES: usize = 40;

/// The words of all files in a folder, in the form libFuzzer reads.
pub fn of(folder: &Path) -> Outcome<String> {
    let mut words = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(Failure::file(folder))? {
        let path = entry.map_err(Failure::file(folder))?.path();
        let text = fs::read(&path).map_err(Failure::file(&path))?;
        words.extend(words_in(&String::from_utf8_lossy(&text)));
    }
    Ok(words
        .iter()
        .map(|word| format!("\"{}\"\n", escaped(word)))
        .collect())
}

/// Runs of letters and the like, and runs of ASCII signs such as `{{` or `":{"`.
fn words_in(text: &str) -> BTreeSet<String> {
    let in_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let names = text.split(|c| !in_word(c));
    let signs = text.split(|c: char| !c.is_ascii_punctuation() || in_word(c));
    let fits = |word: &&str| (2..=MOST_BYTES).contains(&word.len());
    names.chain(signs).filter(fits).map(str::to_owned).collect()
}

fn escaped(word: &str) -> String {
    word.replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_signs_are_words_and_what_is_typed_by_chance_is_not() {
        let words = words_in("{\"done_when\":\"é a\"} {{x|upper}}");
        let words: Vec<_> = words.iter().map(String::as_str).collect();
        assert_eq!(
            words,
            ["\":\"", "\"}", "done_when", "upper", "{\"", "{{", "}}"]
        );
    }

    #[test]
    fn quotes_and_backslashes_stand_for_themselves() {
        assert_eq!(escaped(r#"\"x"#), r#"\\\"x"#);
    }
}
