//! Scalars of YAML: in quotes, in brackets, in blocks.

use std::str::Chars;

/// A text in quotes at the start, and what follows its end.
pub(super) fn quoted(text: &str) -> Option<(String, &str)> {
    let quote = text.chars().next()?;
    let mut rest = text.strip_prefix(quote)?;
    let mut out = String::new();
    // Up to here white space is part of the text even at the end of a line: it was escaped.
    let mut fixed = 0;
    loop {
        let mut chars = rest.chars();
        let c = chars.next()?;
        match c {
            '\'' if quote == '\'' && chars.as_str().starts_with('\'') => {
                chars.next();
                out.push('\'');
            }
            c if c == quote => return Some((out, chars.as_str())),
            '\\' if quote == '"' => {
                match chars.next()? {
                    // Escaped, the end of a line joins it with the next one.
                    '\n' => chars = past_breaks(chars.as_str(), &mut out).chars(),
                    escape => out.push(escaped(escape, &mut chars)?),
                }
                fixed = out.len();
            }
            '\n' => {
                let kept = out.trim_end_matches([' ', '\t']).len();
                out.truncate(kept.max(fixed));
                let before = out.len();
                chars = past_breaks(chars.as_str(), &mut out).chars();
                if out.len() == before {
                    out.push(' ');
                }
                fixed = out.len();
            }
            c => out.push(c),
        }
        rest = chars.as_str();
    }
}

/// Skips white space; each blank line in it is a break of the text.
fn past_breaks<'a>(rest: &'a str, out: &mut String) -> &'a str {
    let after = rest.trim_start_matches([' ', '\t', '\n']);
    let skipped = &rest[..rest.len() - after.len()];
    (0..skipped.matches('\n').count()).for_each(|_| out.push('\n'));
    after
}

fn escaped(escape: char, chars: &mut Chars) -> Option<char> {
    let digits = match escape {
        '0' => return Some('\0'),
        'a' => return Some('\u{7}'),
        'b' => return Some('\u{8}'),
        't' | '\t' => return Some('\t'),
        'n' => return Some('\n'),
        'v' => return Some('\u{b}'),
        'f' => return Some('\u{c}'),
        'r' => return Some('\r'),
        'e' => return Some('\u{1b}'),
        'N' => return Some('\u{85}'),
        '_' => return Some('\u{a0}'),
        'L' => return Some('\u{2028}'),
        'P' => return Some('\u{2029}'),
        ' ' | '"' | '/' | '\\' => return Some(escape),
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => return None,
    };
    let mut code = 0_u32;
    for _ in 0..digits {
        let digit = chars.next()?;
        code = code.checked_mul(16)? + digit.to_digit(16)?;
    }
    char::from_u32(code)
}

/// A list in brackets at the start, and what follows its end. `None` with anything in it but scalars.
pub(super) fn flow_list(text: &str, most: usize) -> Option<(Vec<String>, &str)> {
    let mut rest = text.strip_prefix('[')?;
    let mut list = Vec::new();
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix(']') {
            return Some((list, after));
        }
        let (entry, after) = if rest.starts_with(['"', '\'']) {
            quoted(rest)?
        } else {
            let end = rest.find([',', ']', '[', '{', '}', '\n'])?;
            let entry = rest[..end].trim();
            let odd = entry.is_empty()
                || entry.starts_with(['&', '*', '!', '|', '>', '%', '@', '`', '#', '?'])
                || [": ", ":\t", " #", "\t#"]
                    .iter()
                    .any(|mark| entry.contains(mark))
                || entry.ends_with(':')
                || entry == "-"
                || entry.starts_with("- ");
            if odd || rest[end..].starts_with(['[', '{', '}']) {
                return None;
            }
            (entry.to_owned(), &rest[end..])
        };
        if list.len() == most {
            return None;
        }
        list.push(entry);
        rest = after.trim_start();
        match rest.strip_prefix(',') {
            Some(after) => rest = after,
            None if rest.starts_with(']') => {}
            None => return None,
        }
    }
}

/// Lines of a text as one: a break is a space, and each blank line a break.
pub(super) fn folded(lines: &[&str]) -> String {
    let mut out = String::new();
    let mut blank = 0;
    for (at, line) in lines.iter().enumerate() {
        if line.is_empty() {
            blank += 1;
            continue;
        }
        if blank > 0 {
            (0..blank).for_each(|_| out.push('\n'));
        } else if at > 0 {
            out.push(' ');
        }
        blank = 0;
        out.push_str(line);
    }
    out
}

/// A block of lines below `|` or `>`.
pub(super) fn block(mark: &str, lines: &str) -> Option<String> {
    let folds = mark.starts_with('>');
    let (mut chomp, mut indent) = (' ', None);
    let marks = mark.get(1..)?;
    let marks = marks.split(" #").next().unwrap_or_default().trim();
    for c in marks.chars() {
        match c {
            '+' | '-' if chomp == ' ' => chomp = c,
            '1'..='9' if indent.is_none() => indent = c.to_digit(10),
            _ => return None,
        }
    }
    let indent = match indent {
        Some(indent) => indent as usize,
        None => {
            let first = lines
                .lines()
                .find(|line| !line.trim_matches(' ').is_empty());
            first.map_or(0, |line| line.len() - line.trim_start_matches(' ').len())
        }
    };
    let mut taken = Vec::new();
    for line in lines.lines() {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        let is_first = taken.iter().all(|line: &&str| line.is_empty());
        if spaces == line.len() && spaces <= indent {
            taken.push("");
        } else if spaces == line.len() && is_first {
            // Readers differ on how deep such a block is.
            return None;
        } else if spaces >= indent && indent > 0 {
            taken.push(&line[indent..]);
        } else if line.starts_with('#') && indent > 0 {
            // A comment at the start of a line ends the block.
            break;
        } else {
            return None;
        }
    }
    let end = taken.iter().rposition(|line| !line.is_empty());
    let said = &taken[..end.map_or(0, |end| end + 1)];
    let trailing = taken.len() - said.len();
    let mut out = if folds {
        fold_block(said)
    } else {
        said.join("\n")
    };
    match chomp {
        '-' => {}
        '+' => (0..trailing + usize::from(!said.is_empty())).for_each(|_| out.push('\n')),
        _ if said.is_empty() => {}
        _ => out.push('\n'),
    }
    Some(out)
}

/// As [`folded`], but around lines that are indented further breaks stay.
fn fold_block(lines: &[&str]) -> String {
    let is_deeper = |line: &str| line.starts_with([' ', '\t']);
    let mut out = String::new();
    let mut blank = 0;
    let mut before: Option<&str> = None;
    for line in lines {
        if line.is_empty() {
            blank += 1;
            continue;
        }
        let keeps = is_deeper(line) || before.is_some_and(is_deeper);
        match before {
            None => (0..blank).for_each(|_| out.push('\n')),
            Some(_) if keeps => (0..=blank).for_each(|_| out.push('\n')),
            Some(_) if blank > 0 => (0..blank).for_each(|_| out.push('\n')),
            Some(_) => out.push(' '),
        }
        blank = 0;
        before = Some(line);
        out.push_str(line);
    }
    out
}
