//! Writes the table by which letters are folded: what a character becomes when case, accents and
//! ways of writing the same letter no longer count.
//!
//! Only characters are in it whose folded form is not simply their lower case, in order. First
//! comes their number, a varint; then for each how far it is from the one before, a varint; then
//! how many bytes the folded form of each has; then these forms in UTF-8. Kept apart, the parts
//! compress better.

use std::env;
use std::fs;
use std::path::Path;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;

/// Letters that differ from another by a stroke or are two in one, which Unicode does not take
/// apart, and letters of Arabic that are written for one another.
const ALSO: [(char, &str); 24] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ł', "l"),
    ('ŧ', "t"),
    ('ŋ', "n"),
    ('ς', "σ"),
    ('ə', "e"),
    ('ƒ', "f"),
    ('ɨ', "i"),
    ('ɓ', "b"),
    ('ɗ', "d"),
    ('ƙ', "k"),
    ('ɛ', "e"),
    ('ɔ', "o"),
    ('ٱ', "ا"),
    ('ى', "ي"),
    ('ة', "ه"),
];

/// Hangul syllables are taken apart by reckoning.
const HANGUL: std::ops::RangeInclusive<u32> = 0xAC00..=0xD7A3;

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=build/main.rs");
    let (mut gaps, mut lengths, mut forms) = (Vec::new(), Vec::new(), Vec::new());
    let mut before = 0;
    for c in (0x80..=0x10_FFFF)
        .filter(|c| !HANGUL.contains(c))
        .filter_map(char::from_u32)
    {
        let folded = fold(c);
        if folded != c.to_lowercase().collect::<String>() {
            varint(&mut gaps, u32::from(c) - before);
            before = u32::from(c);
            lengths.push(folded.len() as u8);
            forms.extend(folded.as_bytes());
        }
    }
    let mut table = Vec::new();
    varint(&mut table, lengths.len() as u32);
    table.extend([gaps, lengths, forms].concat());
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&out).join("folds.bin"), table)
}

fn fold(c: char) -> String {
    let mut text = c.to_string();
    // Lower case can bring marks of its own, and a part can be a capital: until nothing changes.
    loop {
        let lower: String = text.nfkd().flat_map(char::to_lowercase).nfkd().collect();
        let mut next = String::new();
        for c in lower.chars().filter(|c| !is_accent(*c)) {
            match ALSO.iter().find(|(from, _)| *from == c) {
                Some((_, to)) => next.push_str(to),
                None => next.push(digit(c)),
            }
        }
        if next == text {
            break;
        }
        text = next;
    }
    // A voiced kana is a letter of its own, one character in the composed form.
    if text.chars().any(|c| ('\u{3041}'..='\u{30FF}').contains(&c)) {
        text = text.nfc().collect();
    }
    text
}

/// Arabic and Persian digits are digits.
fn digit(c: char) -> char {
    let code = u32::from(c);
    let value = match code {
        0x660..=0x669 => code - 0x660,
        0x6F0..=0x6F9 => code - 0x6F0,
        _ => return c,
    };
    char::from_digit(value, 10).unwrap_or(c)
}

/// Marks that make no other letter: accents, Hebrew and Arabic points, nuktas, and the stroke that
/// makes Arabic words longer. Viramas, the voicing of kana, and the vowels and tones of Thai, Lao,
/// Telugu and Tibetan do.
fn is_accent(c: char) -> bool {
    if c == '\u{640}' {
        return true;
    }
    !matches!(
        canonical_combining_class(c),
        0 | 8 | 9 | 84 | 91 | 103 | 107 | 118 | 122 | 129 | 130 | 132
    )
}

fn varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
