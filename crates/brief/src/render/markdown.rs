//! Markdown (CommonMark), for issue trackers, wikis and the export.

use super::{is_web_link, lines, room_for};
use crate::document::{Block, Document};

/// The brief as CommonMark: what was typed is shown as typed and can never become markup.
///
/// White space at the start of a line, which Markdown would not show, is left out.
#[must_use]
pub fn markdown(document: &Document) -> String {
    let mut out = room_for(document);
    let mut before = None;
    for block in &document.blocks {
        if before.is_some() {
            out.push('\n');
        }
        push_block(&mut out, block, before);
        before = Some(block);
    }
    out
}

fn push_block(out: &mut String, block: &Block, before: Option<&Block>) {
    match block {
        Block::Title(text) => push_heading(out, "# ", text),
        Block::Heading(text) => push_heading(out, "## ", text),
        Block::Paragraph(text) => {
            push_lines(out, text, "\\\n");
            out.push('\n');
        }
        Block::Line { label, text } => {
            push_label(out, label);
            out.push(' ');
            push_one_line(out, text);
            out.push('\n');
        }
        Block::Links { label, links } => {
            push_label(out, label);
            match links.as_slice() {
                [link] => {
                    out.push(' ');
                    push_link(out, link);
                    out.push('\n');
                }
                links => {
                    out.push_str("\n\n");
                    for link in links {
                        out.push_str("- ");
                        push_link(out, link);
                        out.push('\n');
                    }
                }
            }
        }
        Block::Numbered { start, items } => {
            // Lists that follow each other would run into one, were their marks the same.
            let mark = if matches!(before, Some(Block::Numbered { .. })) {
                ')'
            } else {
                '.'
            };
            for (number, item) in (*start..).zip(items) {
                let marker = format!("{number}{mark} ");
                let next_line = format!("\\\n{}", " ".repeat(marker.len()));
                out.push_str(&marker);
                push_lines(out, item, &next_line);
                out.push('\n');
            }
        }
        Block::Reply {
            heading,
            intro,
            lines,
        } => {
            push_heading(out, "## ", heading);
            out.push('\n');
            push_lines(out, intro, "\\\n");
            out.push('\n');
            // As code, so that they are copied without marks.
            for line in lines.iter().flat_map(|line| super::lines(line)) {
                out.push_str("\n    ");
                out.push_str(line);
            }
            out.push('\n');
        }
    }
}

fn push_heading(out: &mut String, mark: &str, text: &str) {
    out.push_str(mark);
    push_one_line(out, text);
    out.push('\n');
}

fn push_label(out: &mut String, label: &str) {
    out.push_str("**");
    push_one_line(out, label);
    out.push_str(":**");
}

fn push_link(out: &mut String, link: &str) {
    if is_web_link(link) {
        out.push('<');
        out.push_str(link);
        out.push('>');
    } else {
        // A part of it is not made to work either.
        for (at, line) in lines(link).enumerate() {
            if at > 0 {
                out.push(' ');
            }
            let rest = push_escaped_start(out, line.trim());
            push_escaped(out, rest);
        }
    }
}

fn push_lines(out: &mut String, text: &str, between: &str) {
    for (at, line) in lines(text).enumerate() {
        if at > 0 {
            out.push_str(between);
        }
        push_line(out, line.trim());
    }
}

/// A line of text. An address in it stays one: it would lead elsewhere with marks escaped in it.
fn push_line(out: &mut String, line: &str) {
    let mut rest = push_escaped_start(out, line);
    while let Some((before, link, behind)) = first_link(rest) {
        push_escaped(out, before);
        push_link(out, link);
        rest = behind;
    }
    push_escaped(out, rest);
}

/// The first address of the web in a line, with what stands before it and behind it. Marks that end a sentence
/// or a bracket around it are no part of it.
fn first_link(line: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(at) = line[from..].find("http").map(|at| from + at) {
        from = at + "http".len();
        let (before, rest) = line.split_at(at);
        let begins = !before.ends_with(char::is_alphanumeric);
        if begins && (rest.starts_with("http://") || rest.starts_with("https://")) {
            let word = rest.split_whitespace().next().unwrap_or_default();
            let link = without_marks_around(word);
            if is_web_link(link) {
                return Some((before, link, &rest[link.len()..]));
            }
            // What is in it is no address either.
            from = at + word.len();
        }
    }
    None
}

/// A word without the marks at its end that belong to the sentence, or to a bracket that began before it.
fn without_marks_around(word: &str) -> &str {
    let count = |mark: char| word.matches(mark).count();
    let mut too_many = [('(', ')'), ('[', ']')].map(|(opens, closes)| {
        let unopened = count(closes).saturating_sub(count(opens));
        (closes, unopened)
    });
    let is_around = |mark: char| match too_many.iter_mut().find(|(closes, _)| *closes == mark) {
        Some((_, 0)) => false,
        Some((_, left)) => {
            *left -= 1;
            true
        }
        None => matches!(
            mark,
            '.' | ',' | ';' | ':' | '!' | '?' | '"' | '\'' | '>' | '*' | '`' | '|'
        ),
    };
    word.trim_end_matches(is_around)
}

fn push_one_line(out: &mut String, text: &str) {
    push_lines(out, text, " ");
}

/// A part of a line, escaped.
fn push_escaped(out: &mut String, line: &str) {
    let bytes = line.as_bytes();
    let mut copied = 0;
    // Everything that needs escaping is ASCII, so bytes will do, and runs are copied whole.
    for (at, byte) in bytes.iter().enumerate() {
        let special = match byte {
            b'\\' | b'`' | b'*' | b'[' | b']' | b'<' | b'~' | b'|' | b'$' | b'\0' => true,
            // Only as in `snake_case` is an underscore never emphasis.
            b'_' => !is_inside_word(line, at),
            // At the start it makes a heading, at the end it closes one.
            b'#' => at == 0 || at + 1 == bytes.len(),
            b'&' => is_entity(&line[at + 1..]),
            _ => false,
        };
        if special {
            out.push_str(&line[copied..at]);
            copied = at;
            if *byte == b'\0' {
                out.push(char::REPLACEMENT_CHARACTER);
                copied += 1;
            } else {
                out.push('\\');
            }
        }
    }
    out.push_str(&line[copied..]);
}

/// Escapes what means something only at the start of a block; gives back what is left to do.
fn push_escaped_start<'a>(out: &mut String, line: &'a str) -> &'a str {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    let mut chars = rest.chars();
    let (first, second) = (chars.next(), chars.next());
    let ends_marker = matches!(second, None | Some(' ' | '\t'));
    let special = match first {
        Some('.' | ')') if digits > 0 => ends_marker,
        Some('-') if digits == 0 => ends_marker || second == Some('-'),
        Some('+') if digits == 0 => ends_marker || second == Some('+'),
        Some('>' | '=' | ':') if digits == 0 => true,
        _ => false,
    };
    if !special {
        return line;
    }
    out.push_str(number);
    out.push('\\');
    out.extend(first);
    chars = rest.chars();
    chars.next();
    chars.as_str()
}

/// Whether the one-byte character at `at` has letters or digits on both sides.
fn is_inside_word(line: &str, at: usize) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    is_word(line[..at].chars().next_back()) && is_word(line[at + 1..].chars().next())
}

/// Whether the text behind a `&` makes it a character reference.
fn is_entity(after: &str) -> bool {
    let name = after.strip_prefix('#').unwrap_or(after);
    let end = name
        .bytes()
        .take(40)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    end > 0 && name.as_bytes().get(end) == Some(&b';')
}
