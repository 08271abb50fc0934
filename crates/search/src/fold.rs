//! Folding: letters that people take for the same become the same.
//!
//! Case, accents, half and full width, ligatures, and composed or decomposed writing do not count.
//! `build/main.rs` makes the table; Hangul and the voicing marks of kana are reckoned here.

use crate::bytes::Reader;
use std::sync::OnceLock;

/// See `build/main.rs` for its form.
static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/folds.bin"));

/// The table with its characters apart, so that one is found by bisection.
struct Folds {
    /// The characters, ascending.
    from: Vec<u32>,
    /// Where in [`TABLE`] the folded form begins and ends.
    to: Vec<(u16, u16)>,
}

fn folds() -> &'static Folds {
    static FOLDS: OnceLock<Folds> = OnceLock::new();
    FOLDS.get_or_init(|| {
        let mut reader = Reader::new(TABLE, 0);
        let mut number = || reader.number().unwrap_or_default() as u32;
        let count = number();
        let mut code = 0;
        let from: Vec<u32> = (0..count)
            .map(|_| {
                code += number();
                code
            })
            .collect();
        let lengths = reader.take(from.len()).unwrap_or_default();
        let mut end = reader.at() as u16;
        let to = lengths.iter().map(|length| {
            let begin = end;
            end += u16::from(*length);
            (begin, end)
        });
        let to = to.collect();
        Folds { from, to }
    })
}

/// Hands over what `c` folds to, a character at a time; nothing for an accent and for characters
/// that are not seen, such as those that turn the direction of writing.
///
/// The voicing marks of kana come through; [`voiced`] joins them to the kana before.
pub(crate) fn fold(c: char, mut out: impl FnMut(char)) {
    if c.is_ascii() {
        return out(c.to_ascii_lowercase());
    }
    let code = u32::from(c);
    if (0xAC00..=0xD7A3).contains(&code) {
        return hangul(code - 0xAC00, out);
    }
    if is_unseen(c) {
        return;
    }
    let folds = folds();
    let Ok(at) = folds.from.binary_search(&code) else {
        return c.to_lowercase().for_each(out);
    };
    let folded = folds
        .to
        .get(at)
        .and_then(|&(from, to)| TABLE.get(usize::from(from)..usize::from(to)))
        .and_then(|bytes| std::str::from_utf8(bytes).ok());
    folded.unwrap_or_default().chars().for_each(&mut out);
}

/// Characters without a look of their own: they neither count nor part words. The zero-width space
/// is not among them, because it does part words; skin tones are.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}'
        | '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{1F3FB}'..='\u{1F3FF}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// A syllable taken apart, as Unicode reckons it (chapter 3.12 of the standard).
fn hangul(index: u32, mut out: impl FnMut(char)) {
    let parts = [
        0x1100 + index / 588,
        0x1161 + index % 588 / 28,
        0x11A7 + index % 28,
    ];
    let has_end = !index.is_multiple_of(28);
    let parts = parts.into_iter().take(2 + usize::from(has_end));
    parts.filter_map(char::from_u32).for_each(&mut out);
}

/// Whether `c` is the mark that voices the kana before it, or half voices it.
pub(crate) const fn is_voicing(c: char) -> bool {
    matches!(c, '\u{3099}' | '\u{309A}')
}

/// The voiced form of a kana, if it has one with this mark.
pub(crate) fn voiced(kana: char, mark: char) -> Option<char> {
    let code = u32::from(kana);
    let half = mark == '\u{309A}';
    // Katakana stand 0x60 behind hiragana.
    let hiragana = if code >= 0x30A1 { code - 0x60 } else { code };
    let has_both = matches!(hiragana, 0x306F | 0x3072 | 0x3075 | 0x3078 | 0x307B);
    let has_one = match hiragana {
        0x304B..=0x3061 => hiragana % 2 == 1,
        0x3064 | 0x3066 | 0x3068 | 0x309D => true,
        _ => has_both,
    };
    let step = match hiragana {
        _ if half => has_both.then_some(2)?,
        0x3046 => 0x4E,
        0x308F..=0x3092 if code != hiragana => 8,
        _ => has_one.then_some(1)?,
    };
    char::from_u32(code + step)
}

/// How a character takes part in words, after folding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// A letter or digit of a script that puts spaces between words.
    Letter,
    /// A character of a script that does not; each is a unit of its own.
    Unspaced,
    /// An emoji or another sign people look for; a word of its own.
    Sign,
    /// Everything else parts words.
    Gap,
}

/// The class of a folded character.
pub(crate) fn class(c: char) -> Class {
    match u32::from(c) {
        code if code < 0x80 => match c.is_ascii_alphanumeric() {
            true => Class::Letter,
            false => Class::Gap,
        },
        // Thai to Tibetan: vowels and tones are marks that Unicode counts as no letters, so what is
        // punctuation is told apart instead.
        0xE2F | 0xE4F | 0xE5A..=0xE5B | 0xEAF | 0xF01..=0xF17 | 0xF3A..=0xF3D | 0xF85 => Class::Gap,
        0xFBE..=0xFFF | 0x104A..=0x104F | 0x17D4..=0x17DB => Class::Gap,
        0xE01..=0x109F | 0x1780..=0x17E9 => Class::Unspaced,
        // Viramas of the Indic scripts join the letters around them.
        code @ 0x900..=0xD7F if code & 0x7F == 0x4D => Class::Letter,
        0xDCA => Class::Letter,
        0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3021..=0x3029 | 0x3041..=0x3096 => Class::Unspaced,
        0x309D..=0x309F | 0x30A1..=0x30FA | 0x30FC..=0x30FF => Class::Unspaced,
        0x3105..=0x312F | 0x31A0..=0x31BF | 0x31F0..=0x31FF | 0x3400..=0x4DBF => Class::Unspaced,
        0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF => Class::Unspaced,
        0x2300..=0x23FF | 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0x1F000..=0x1FAFF => Class::Sign,
        _ if c.is_alphanumeric() => Class::Letter,
        _ => Class::Gap,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization as _;

    /// What a whole text folds to, kana joined with their marks.
    fn folded(text: &str) -> String {
        let mut out = String::new();
        for c in text.chars() {
            fold(c, |c| {
                if is_voicing(c) {
                    let joined = out.chars().next_back().and_then(|kana| voiced(kana, c));
                    if let Some(joined) = joined {
                        out.pop();
                        out.push(joined);
                    }
                } else {
                    out.push(c);
                }
            });
        }
        out
    }

    #[test]
    fn case_and_accents_do_not_count() {
        for (typed, plain) in [
            ("Straße", "strasse"),
            ("STRASSE", "strasse"),
            ("STRAẞE", "strasse"),
            ("Élève", "eleve"),
            ("ÅNGSTRÖM", "angstrom"),
            ("Łódź", "lodz"),
            ("İstanbul ısı", "istanbul isi"),
            ("ΟΔΟΣ", "οδοσ"),
            ("οδός", "οδοσ"),
            ("Ёлка", "елка"),
            ("ｆｕｌｌ ﬁt", "full fit"),
            ("ｶﾞｷﾞ", "ガギ"),
            ("مُحَمَّد", "محمد"),
            ("مــد", "مد"),
            ("٢٠٢٦", "2026"),
            ("أحمد", "احمد"),
            ("a\u{202E}b\u{200D}c\u{FE0F}", "abc"),
            ("👍🏽", "👍"),
        ] {
            assert_eq!(folded(typed), plain, "{typed:?}");
        }
    }

    #[test]
    fn every_character_folds_alike_however_it_is_composed() {
        for c in (0..=0x10_FFFF).filter_map(char::from_u32) {
            let text = c.to_string();
            let own = folded(&text);
            let canonical: [String; 2] = [text.nfc().collect(), text.nfd().collect()];
            for other in canonical {
                assert_eq!(folded(&other), own, "U+{:04X}", u32::from(c));
            }
        }
    }

    #[test]
    fn folding_what_is_folded_changes_nothing() {
        for c in (0..=0x10_FFFF).filter_map(char::from_u32) {
            let once = folded(&c.to_string());
            assert_eq!(folded(&once), once, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn voiced_kana_stay_letters_of_their_own() {
        assert_ne!(folded("が"), folded("か"));
        assert_eq!(folded("か\u{3099}"), "が");
        assert_eq!(folded("ハ\u{309A}"), "パ");
        assert_eq!(folded("あ\u{3099}"), "あ");
    }

    #[test]
    fn scripts_are_told_apart() {
        for (c, expected) in [
            ('a', Class::Letter),
            ('ф', Class::Letter),
            ('\u{94D}', Class::Letter),
            ('猫', Class::Unspaced),
            ('ก', Class::Unspaced),
            ('\u{E48}', Class::Unspaced),
            ('ー', Class::Unspaced),
            ('😀', Class::Sign),
            ('-', Class::Gap),
            ('。', Class::Gap),
            ('・', Class::Gap),
        ] {
            assert_eq!(class(c), expected, "{c}");
        }
    }
}
