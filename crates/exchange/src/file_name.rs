//! File names that every system takes.

use baton_worktime::{LocalTime, UtcMillis};

/// The longest name, in bytes. Common file systems take 255, but some programs put a folder or a
/// counter of their own in front.
pub const MAX_NAME_BYTES: usize = 120;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind<'a> {
    /// One note.
    Note {
        /// The note's title, in whatever words.
        title: &'a str,
    },
    /// All notes, or several.
    AllNotes,
}

/// The name of a file: `baton-2026-03-12-which-plan-for-q3.md`, `baton-notes-2026-03-12.json`.
///
/// Of the title letters and digits of every script stay, in lower case, and all else becomes a
/// hyphen: so there are no separators, control or direction marks, and no dot or space at the end.
/// The word in front keeps it clear of the names some systems reserve. The date is the UTC day of
/// `at`. `extension` is one of ours, without its dot.
#[must_use]
pub fn file_name(kind: FileKind, at: UtcMillis, extension: &'static str) -> String {
    let date = LocalTime::from_clock_millis(at.0).date();
    let mut name = match kind {
        FileKind::Note { .. } => format!("baton-{date}"),
        FileKind::AllNotes => format!("baton-notes-{date}"),
    };
    let room = MAX_NAME_BYTES.saturating_sub(extension.len() + 1);
    if let FileKind::Note { title } = kind {
        push_words(&mut name, title, room);
    }
    name.push('.');
    name.push_str(extension);
    name
}

/// Appends `-word` for each word, as long as there is room; the last one is cut.
pub(crate) fn push_words(name: &mut String, title: &str, room: usize) {
    let mut in_word = false;
    for c in title.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || (in_word && is_mark(c)) {
            let hyphen = usize::from(!in_word);
            if name.len() + hyphen + c.len_utf8() > room {
                return;
            }
            if !in_word {
                name.push('-');
            }
            name.push(c);
            in_word = true;
        } else {
            in_word = false;
        }
    }
}

/// The marks inside words that do not count as letters: accents written apart from their letter,
/// the joins of Indic scripts, Thai and Lao tones.
const fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}'
        | '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}' | '\u{a3c}' | '\u{a4d}' | '\u{abc}'
        | '\u{acd}' | '\u{b3c}' | '\u{b4d}' | '\u{bcd}' | '\u{c4d}' | '\u{cbc}' | '\u{ccd}'
        | '\u{d4d}' | '\u{dca}'
        | '\u{e47}'..='\u{e4e}' | '\u{ec8}'..='\u{ecd}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::{Config, RngSeed};

    /// 2026-03-12T23:59:59Z.
    const EVENING: UtcMillis = UtcMillis(1_773_359_999_000);

    fn named(title: &str) -> String {
        file_name(FileKind::Note { title }, EVENING, "md")
    }

    #[test]
    fn a_note_is_named_after_its_day_and_title() {
        assert_eq!(
            named("Which plan for Q3?"),
            "baton-2026-03-12-which-plan-for-q3.md"
        );
        assert_eq!(named("Größe: ½ or ¼?"), "baton-2026-03-12-größe-½-or-¼.md");
        assert_eq!(
            named("打ち合わせ 計画"),
            "baton-2026-03-12-打ち合わせ-計画.md"
        );
        assert_eq!(
            named("हिन्दी ไม้เอก e\u{301}te\u{301}"),
            "baton-2026-03-12-हिन्दी-ไม้เอก-e\u{301}te\u{301}.md"
        );
    }

    #[test]
    fn all_notes_are_named_after_the_day() {
        let name = file_name(FileKind::AllNotes, EVENING, "json");
        assert_eq!(name, "baton-notes-2026-03-12.json");
    }

    #[test]
    fn a_title_without_letters_leaves_the_day() {
        for title in ["", "...", "☕ 🎉", "\u{202e}\u{200b}", "../..", "\u{301}"] {
            assert_eq!(named(title), "baton-2026-03-12.md", "{title:?}");
        }
    }

    #[test]
    fn nothing_dangerous_is_left() {
        assert_eq!(named("../../etc/passwd"), "baton-2026-03-12-etc-passwd.md");
        assert_eq!(named("C:\\CON.md "), "baton-2026-03-12-c-con-md.md");
        assert_eq!(
            named("plan\u{202e}dm.exe"),
            "baton-2026-03-12-plan-dm-exe.md"
        );
        assert_eq!(
            named("a\0b\nc|d*e?f<g>h\"i:j"),
            "baton-2026-03-12-a-b-c-d-e-f-g-h-i-j.md"
        );
    }

    #[test]
    fn a_long_title_is_cut_between_characters() {
        let name = named(&"é".repeat(300));
        assert!(
            name.len() <= MAX_NAME_BYTES && name.len() > MAX_NAME_BYTES - 2,
            "{name}"
        );
        let words = named(&"word ".repeat(300));
        assert!(
            words.len() <= MAX_NAME_BYTES && !words.contains("-.md"),
            "{words}"
        );
    }

    proptest! {
        #![proptest_config(Config {
            cases: 1_000,
            failure_persistence: None,
            rng_seed: RngSeed::Fixed(120),
            ..Config::default()
        })]

        #[test]
        fn every_title_makes_a_safe_name(title in any::<String>(), at: i64) {
            let at = UtcMillis(at.rem_euclid(253_402_300_800_000));
            let name = file_name(FileKind::Note { title: &title }, at, "json");
            prop_assert!(name.len() <= MAX_NAME_BYTES);
            prop_assert!(name.starts_with("baton-"));
            let stem = name.strip_suffix(".json").unwrap();
            prop_assert!(!stem.ends_with('-'));
            prop_assert!(stem.chars().all(|c| c == '-' || c.is_alphanumeric() || is_mark(c)));
        }
    }
}
