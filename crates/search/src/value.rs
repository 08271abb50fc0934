//! The value of a fact, such as a person's name: what it is found by.

use crate::document::Fact;
use crate::words::{Kind, words};

/// What a value is found by, in bytes; of more only the beginning counts.
const MAX_KEY_BYTES: usize = 200;
/// So many words of a value, from its beginning, may be the first of several.
const MAX_BEGINS: usize = 16;
/// What a value as a whole begins with, and no word does.
pub(crate) const WHOLE: char = '=';

pub(crate) const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// The words a fact is found by: each word of the value, the value as a whole, and all words from each
/// on, as several that are asked for may begin anywhere in it. Those from the first on stand last.
pub(crate) fn value_words(fact: Fact, value: &str) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut all = signs(value);
    let mut begins = Vec::new();
    words(value, |word| {
        found.push(key(fact, word.text));
        // In a query, too, a run without spaces is its pairs.
        if word.kind != (Kind::Single { after_pairs: true }) {
            all.push(' ');
            if begins.len() < MAX_BEGINS {
                begins.push(all.len());
            }
            all.push_str(word.text);
        }
    });
    if !value.is_empty() {
        found.push(key(fact, &all));
    }
    for begin in begins.into_iter().rev() {
        found.push(key(fact, all.get(begin..).unwrap_or_default()));
    }
    found
}

/// What the dictionary has for a word of a value, for several side by side, or for the whole.
// Once for all who ask: this crate is made for speed, and a copy for each would be larger than the rest.
#[inline(never)]
pub(crate) fn key(fact: Fact, text: &str) -> Vec<u8> {
    let mut key = vec![fact.byte()];
    key.extend(text.bytes().take(MAX_KEY_BYTES - 1));
    key
}

/// What tells of whom or what a note is: the value as a whole, or its only word.
pub(crate) fn whole_value(fact: Fact, value: &str) -> Option<Vec<u8>> {
    let mut found = value_words(fact, value);
    // One word stands there twice, beside the whole.
    if found.len() <= 3 {
        return found.pop();
    }
    let is_whole = |key: &Vec<u8>| key.get(1).copied() == u8::try_from(WHOLE).ok();
    found.into_iter().find(is_whole)
}

/// What stands before the words of a value as a whole: its signs, so that `C++` is not `C`. Marks that are
/// written in several ways, or left out, are none of them: *O'Brien*, *Dr. Sample*, *follow-up*. Nor are
/// quotes, as a value in quotes has none.
#[inline(never)]
pub(crate) fn signs(value: &str) -> String {
    let mut signs = String::from(WHOLE);
    for byte in value.bytes() {
        if byte.is_ascii_punctuation() && !matches!(byte, b'"' | b'\'' | b'.' | b',' | b'-') {
            signs.push(char::from(byte));
        }
    }
    signs
}
