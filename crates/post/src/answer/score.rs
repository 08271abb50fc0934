//! The score, in the ways people write it.

use crate::number::digit;

/// What may stand behind a score without saying more than it.
const SAYS_NO_MORE: [&str; 12] = [
    "",
    "/5",
    "of 5",
    "out of 5",
    "von 5",
    "sur 5",
    "de 5",
    "(yes)",
    "(no)",
    "yes",
    "no",
    "\u{fe0f}\u{20e3}",
];

/// A score from 1 to 5, and whether `text` says nothing else.
pub(super) fn score(text: &str) -> Option<(u8, bool)> {
    let text = text.trim_start_matches(['*', '_', ' ', '(']);
    let first = text.chars().next()?;
    let value = digit(first).filter(|value| (1..=5).contains(value))?;
    let rest = text.get(first.len_utf8()..)?;
    let mut behind = rest.chars();
    let next = behind.next();
    let is_more = |c| digit(c).is_some();
    let is_fraction = matches!(next, Some('.' | ',')) && behind.next().is_some_and(is_more);
    if is_fraction || next.is_some_and(|c| is_more(c) || c == '-' || c == '–') {
        return None;
    }
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || ".!*_)".contains(c));
    let rest = if rest == "(yes" || rest == "(no" {
        ""
    } else {
        rest
    };
    let says_no_more = SAYS_NO_MORE.iter().any(|known| {
        let squeezed = rest.replace("/ ", "/");
        squeezed.eq_ignore_ascii_case(known)
    });
    Some((value as u8, says_no_more))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_read_however_it_is_written() {
        for (text, expected) in [
            ("4", Some((4, true))),
            ("*4*", Some((4, true))),
            ("4/5", Some((4, true))),
            ("4 / 5", Some((4, true))),
            ("4 out of 5.", Some((4, true))),
            ("5 (yes)", Some((5, true))),
            ("４", Some((4, true))),
            ("٤", Some((4, true))),
            ("4️⃣", Some((4, true))),
            ("5 - thanks for asking", Some((5, false))),
            ("6", None),
            ("0", None),
            ("4.5", None),
            ("45", None),
            ("4-5", None),
            ("yes", None),
            ("", None),
        ] {
            assert_eq!(score(text), expected, "{text}");
        }
    }
}
