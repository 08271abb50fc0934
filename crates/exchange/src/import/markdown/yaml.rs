//! The front matter that people write: a bounded reader of flat YAML.
//!
//! Keys at the start of a line, with scalars (plain, quoted, in blocks) and lists of scalars (in
//! brackets, or a line each). What is deeper or cleverer, such as maps, anchors and tags of types, has
//! no value here and stays the text it is, so nothing is refused and nothing can be expanded.

use super::scalar::{block, flow_list, folded, quoted};

/// The most entries of a list; a longer one stays text.
const MAX_ENTRIES: usize = 10_000;

/// The most keys; what follows belongs to the last one.
const MAX_KEYS: usize = 1_000;

/// What a key says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// One text; empty where nothing is said.
    Text(String),
    /// Several.
    List(Vec<String>),
}

/// A key with its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field<'a> {
    /// The key; empty for lines above the first one.
    pub(super) key: String,
    /// All of its lines as they stand.
    pub(super) lines: &'a str,
    /// What it says; `None` for what is kept as text.
    pub(super) value: Option<Value>,
}

/// The keys of front matter, in order.
pub(super) fn fields(head: &str) -> Vec<Field<'_>> {
    let mut fields = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in head.split_inclusive('\n') {
        if at > start && fields.len() + 1 < MAX_KEYS && key_of(line).is_some() {
            fields.push(field(&head[start..at]));
            start = at;
        }
        at += line.len();
    }
    if at > start {
        fields.push(field(&head[start..at]));
    }
    fields
}

fn field(lines: &str) -> Field<'_> {
    let (key, value) = match key_of(lines) {
        Some((key, rest)) => (key, value(rest)),
        None => (String::new(), None),
    };
    Field { key, lines, value }
}

/// The key a line starts with, and what follows its colon.
fn key_of(line: &str) -> Option<(String, &str)> {
    let first = line.chars().next()?;
    if matches!(first, '"' | '\'') {
        let (key, rest) = quoted(line)?;
        let rest = rest.trim_start_matches([' ', '\t']).strip_prefix(':')?;
        return is_apart(rest).then_some((key, rest));
    }
    let no_key = |c: char| c.is_whitespace() || "#-?[]{},&*!|>%@`:".contains(c);
    // A hyphen may start a key when no space follows.
    let starts_list = first == '-' && is_apart(&line[1..]);
    if (no_key(first) && first != '-') || starts_list {
        return None;
    }
    let end = line.find(['\n', '\r']).unwrap_or(line.len());
    let (colon, _) = (line[..end].match_indices(':')).find(|(at, _)| is_apart(&line[at + 1..]))?;
    let key = line[..colon].trim_end();
    (!key.contains(" #")).then(|| (key.to_owned(), &line[colon + 1..]))
}

/// Whether white space follows, or nothing.
fn is_apart(rest: &str) -> bool {
    rest.chars().next().is_none_or(char::is_whitespace)
}

/// Whether a line below a key is a key itself. In quotes a colon says nothing.
fn is_map(line: &str) -> bool {
    let line = line.trim();
    let mut colons = line.match_indices(':');
    !line.starts_with(['"', '\'']) && colons.any(|(at, _)| is_apart(&line[at + 1..]))
}

/// The value that follows a colon; `None` for what is kept as text.
fn value(rest: &str) -> Option<Value> {
    // Breaks of lines to some readers, letters to others.
    if rest.contains(['\u{85}', '\u{2028}', '\u{2029}']) {
        return None;
    }
    let (first, more) = rest.split_once('\n').unwrap_or((rest, ""));
    let first = first.trim();
    match first.chars().next() {
        None | Some('#') => below(more),
        Some('"' | '\'') => {
            let (text, after) = quoted(rest.trim_start())?;
            is_comment(after).then_some(Value::Text(text))
        }
        // A link as note programs write it is a list in a list to YAML, and a name to people.
        Some('[') if first.starts_with("[[") && first.ends_with("]]") && more.trim().is_empty() => {
            let inner = &first[2..first.len() - 2];
            (!inner.contains(['[', ']'])).then(|| Value::Text(first.to_owned()))
        }
        Some('[') => {
            let (list, after) = flow_list(rest.trim_start(), MAX_ENTRIES)?;
            is_comment(after).then_some(Value::List(list))
        }
        Some('|' | '>') => block(first, more).map(Value::Text),
        Some('{' | '&' | '*' | '!' | '?' | '@' | '`' | '%' | ']' | '}' | ',') => None,
        Some('-') if is_apart(&first[1..]) => None,
        Some(_) => plain(first, more).map(Value::Text),
    }
}

/// What stands on the lines below a key: a list, a text, or nothing.
fn below(lines: &str) -> Option<Value> {
    let mut said = lines
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        .peekable();
    let Some(first) = said.peek().copied() else {
        return Some(Value::Text(String::new()));
    };
    if entry_of(first).is_some() {
        let indent = indent(first);
        let mut list = Vec::new();
        for line in said {
            if self::indent(line) != indent || list.len() == MAX_ENTRIES {
                return None;
            }
            list.push(entry(entry_of(line)?)?);
        }
        return Some(Value::List(list));
    }
    if first.starts_with(char::is_whitespace) && !is_map(first) {
        match value(lines.trim_start())? {
            text @ Value::Text(_) => return Some(text),
            Value::List(_) => return None,
        }
    }
    None
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// What follows the hyphen of a list's entry.
fn entry_of(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(' ').strip_prefix('-')?;
    is_apart(rest).then(|| rest.trim())
}

/// A scalar on one line.
fn entry(text: &str) -> Option<String> {
    if text.is_empty() || text.starts_with('#') {
        return Some(String::new());
    }
    if is_map(text) || text.starts_with('|') || text.starts_with('>') {
        return None;
    }
    match value(text)? {
        Value::Text(text) => Some(text),
        Value::List(_) => None,
    }
}

/// A text without quotes, over several lines where they are indented.
fn plain(first: &str, more: &str) -> Option<String> {
    let (text, has_comment) = without_comment(first);
    if more.trim().is_empty() {
        return Some(spoken(text));
    }
    let mut lines = vec![text];
    for line in more.trim_end().lines() {
        let (text, is_last) = without_comment(line.trim());
        let is_deeper = line.is_empty() || line.starts_with(char::is_whitespace);
        // Behind a comment a text does not go on, and a key inside of it makes it a map.
        if text.is_empty() && is_last {
            continue;
        }
        if !is_deeper || has_comment || is_last || is_map(text) {
            return None;
        }
        lines.push(text);
    }
    Some(spoken(&folded(&lines)))
}

/// The words by which YAML says that nothing is said are no text.
fn spoken(text: &str) -> String {
    match text {
        "~" | "null" | "Null" | "NULL" => String::new(),
        text => text.to_owned(),
    }
}

fn without_comment(line: &str) -> (&str, bool) {
    if line.starts_with('#') {
        return ("", true);
    }
    let comment = [" #", "\t#"]
        .iter()
        .filter_map(|mark| line.find(mark))
        .min();
    comment.map_or((line.trim(), false), |at| (line[..at].trim(), true))
}

/// Whether only comments and white space are left.
fn is_comment(rest: &str) -> bool {
    let is_apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
    is_apart
        && rest
            .lines()
            .map(str::trim)
            .all(|line| line.is_empty() || line.starts_with('#'))
}

#[cfg(test)]
#[path = "yaml_tests.rs"]
mod tests;
