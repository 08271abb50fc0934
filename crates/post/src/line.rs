//! Lines of a mail, each with the depth it is quoted at.

/// A line of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// How often it is quoted; 0 is what the writer of the mail typed.
    pub depth: u8,
    /// Its text without the marks of quoting and without white space at its end.
    pub text: String,
}

impl Line {
    pub(crate) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// The lines of a plain text, by every kind of line end. Of blank lines that follow each other
/// one is kept.
pub(crate) fn plain_lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    for part in text.split('\n') {
        let part = part.strip_suffix('\r').unwrap_or(part);
        for raw in part.split(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
            push_line(&mut lines, 0, raw);
        }
    }
    lines
}

/// Adds a line that stands in `depth` quotations already, and may have marks of more.
pub(crate) fn push_line(lines: &mut Vec<Line>, depth: u8, raw: &str) {
    let cleaned = clean(raw);
    let (marks, text) = unquoted(cleaned.trim_end());
    let line = Line {
        depth: depth.saturating_add(marks),
        text: text.to_owned(),
    };
    let repeats = |last: &Line| last.is_blank() && last.depth == line.depth;
    if !line.is_blank() || !lines.last().is_some_and(repeats) {
        lines.push(line);
    }
}

/// Lines as one text, each behind the marks of its quoting.
pub(crate) fn joined(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        if !text.is_empty() {
            text.push('\n');
        }
        for _ in 0..line.depth {
            text.push('>');
        }
        if line.depth > 0 && !line.is_blank() {
            text.push(' ');
        }
        text.push_str(&line.text);
    }
    text
}

/// A text as it is seen: spaces of every width are one kind of space, marks that nobody sees are
/// gone (they stand before numbers in mails from right-to-left systems), and control characters
/// are made visible. The joiners of scripts and emoji stay.
pub(crate) fn clean(raw: &str) -> String {
    // Most lines are ASCII, and need nothing.
    if raw.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t')) {
        return raw.to_owned();
    }
    let mut cleaned = String::with_capacity(raw.len());
    for c in raw.chars() {
        match c {
            '\u{a0}' | '\u{2007}' | '\u{202f}' => cleaned.push(' '),
            '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}'
            | '\u{feff}' => {}
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            '\t' => cleaned.push('\t'),
            _ if c.is_control() => cleaned.push(char::REPLACEMENT_CHARACTER),
            _ => cleaned.push(c),
        }
    }
    cleaned
}

/// How many marks of quoting stand before a line, and what stands behind them.
fn unquoted(line: &str) -> (u8, &str) {
    // A row of a table begins and ends with the mark that some programs quote with.
    let is_row = line.len() > 1 && line.ends_with('|');
    let (mut depth, mut rest) = (0_u8, line);
    loop {
        let start = rest.trim_start_matches(' ');
        let after = start.strip_prefix('>').or_else(|| {
            let after = start.strip_prefix('|')?;
            (!is_row && (after.is_empty() || after.starts_with(' '))).then_some(after)
        });
        match after {
            Some(after) => {
                depth = depth.saturating_add(1);
                rest = after;
            }
            None if depth == 0 => return (0, line),
            None => return (depth, rest.strip_prefix(' ').unwrap_or(rest)),
        }
    }
}

/// A text without any white space: how two texts are compared that were wrapped differently.
pub(crate) fn squeezed(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        squeezed.push_str(word);
    }
    squeezed
}

/// What of `text` stands behind its first `bytes` bytes, white space not counted.
pub(crate) fn behind(text: &str, bytes: usize) -> &str {
    let mut seen = 0;
    for (at, c) in text.char_indices() {
        if seen >= bytes {
            return text.get(at..).unwrap_or_default();
        }
        if !c.is_whitespace() {
            seen += c.len_utf8();
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth_and_text(raw: &str) -> (u8, String) {
        let lines = plain_lines(raw);
        (lines[0].depth, lines[0].text.clone())
    }

    #[test]
    fn marks_of_quoting_are_counted_and_taken_off() {
        for (raw, depth, text) in [
            ("plain", 0, "plain"),
            ("> once", 1, "once"),
            (">> twice", 2, "twice"),
            ("> > twice", 2, "twice"),
            (" | by a bar", 1, "by a bar"),
            (">   code", 1, "  code"),
            ("| a | row |", 0, "| a | row |"),
            ("a > b", 0, "a > b"),
            ("  indented", 0, "  indented"),
        ] {
            assert_eq!(depth_and_text(raw), (depth, text.to_owned()), "{raw}");
        }
    }

    #[test]
    fn what_nobody_sees_is_gone_and_joiners_stay() {
        assert_eq!(
            clean("\u{200f}1\u{202c}:\u{a0}a\u{200d}b\u{1}"),
            "1: a\u{200d}b\u{fffd}"
        );
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        let lines = plain_lines("a\r\nb\rc\u{2028}d\n\n\ne");
        let texts: Vec<_> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["a", "b", "c", "d", "", "e"]);
    }

    #[test]
    fn what_stands_behind_is_found_however_it_is_spaced() {
        assert_eq!(behind("a b  c d", 3), " d");
        assert_eq!(behind("ab", 2), "");
    }
}
