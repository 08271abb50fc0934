//! Texts in calendar files: their escapes, and how much of them is kept.

use crate::html::html_lines;
use crate::line::{clean, joined, plain_lines};

/// A text on one line, at most `limit` characters of it; nothing when it is blank.
pub(super) fn one_line(value: &str, limit: usize) -> Option<String> {
    let mut line = String::new();
    for part in unescaped(value, limit).split(['\n', '\r']) {
        let part = clean(part);
        let part = part.trim();
        if !line.is_empty() && !part.is_empty() {
            line.push(' ');
        }
        line.push_str(part);
    }
    (!line.is_empty()).then_some(line)
}

/// A text of several lines, at most `limit` characters of it; nothing when it is blank. Calendars
/// on the web write HTML into descriptions: its text is kept.
pub(super) fn lines(value: &str, limit: usize) -> Option<String> {
    let text = unescaped(value, limit);
    let is_html = text.contains("</") || text.contains("<br");
    let lines = if is_html {
        html_lines(&text)
    } else {
        plain_lines(&text)
    };
    let kept = joined(&lines);
    let kept = kept.trim();
    (!kept.is_empty()).then(|| kept.to_owned())
}

/// The first `limit` characters of a value, its escapes read. A backslash that escapes nothing is
/// one.
fn unescaped(value: &str, limit: usize) -> String {
    let mut text = String::new();
    let mut rest = value.chars();
    for _ in 0..limit {
        let Some(c) = rest.next() else { break };
        if c != '\\' {
            text.push(c);
            continue;
        }
        match rest.clone().next() {
            Some('n' | 'N') => text.push('\n'),
            Some(escaped @ ('\\' | ',' | ';' | ':' | '"')) => text.push(escaped),
            _ => {
                text.push('\\');
                continue;
            }
        }
        rest.next();
    }
    text
}

/// The value of a parameter: `^n`, `^'` and `^^` stand for what it cannot hold (RFC 6868).
pub(super) fn parameter_text(value: &str, limit: usize) -> Option<String> {
    let plain = value
        .replace("^n", " ")
        .replace("^'", "\"")
        .replace("^^", "^");
    // Some programs escape here as they do in values.
    one_line(&plain, limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read() {
        assert_eq!(
            lines(r"a\nb\, c\; d\\n \N\N\N e\x", 100).unwrap(),
            "a\nb, c; d\\n\n\n e\\x"
        );
        assert_eq!(one_line(r"a\n \n b", 100).unwrap(), "a b");
        assert_eq!(one_line(r" \n ", 100), None);
        assert_eq!(one_line("abcdef", 3).unwrap(), "abc");
        assert_eq!(
            parameter_text("^'Kim^' Sample", 100).unwrap(),
            "\"Kim\" Sample"
        );
    }

    #[test]
    fn descriptions_in_html_are_text() {
        assert_eq!(
            lines(
                "<p>Agenda</p><ol><li>one<li>two</ol><a href=\"https://acme.example\">join</a>",
                200
            )
            .unwrap(),
            "Agenda\n1. one\n2. two\njoin (https://acme.example)"
        );
    }
}
