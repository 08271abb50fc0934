//! What may be done to typed text without changing what it says.

use std::borrow::Cow;

/// `text` with every kind of line end as `\n`, tabs kept, and other control characters made
/// visible as U+FFFD, so that no receiver's program acts on them or stops at them.
pub(crate) fn with_plain_line_ends(text: &str) -> Cow<'_, str> {
    // Most text needs nothing. A byte of 0xC2 or 0xE2 may begin a control character or line end.
    let in_doubt = |byte| matches!(byte, 0..=8 | 0x0b..=0x1f | 0x7f | 0xc2 | 0xe2);
    if !text.bytes().any(in_doubt) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' => {
                rest.next_if_eq(&'\n');
                plain.push('\n');
            }
            '\n' | '\u{0b}' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => plain.push('\n'),
            '\t' => plain.push(c),
            _ if c.is_control() => plain.push(char::REPLACEMENT_CHARACTER),
            _ => plain.push(c),
        }
    }
    Cow::Owned(plain)
}

/// `text` on one line: line ends and the white space around them become one space.
#[must_use]
pub fn one_line(text: &str) -> String {
    let plain = with_plain_line_ends(text);
    let mut line = String::with_capacity(plain.len());
    for part in plain
        .split('\n')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(part);
    }
    line
}

/// The paragraphs of `text`: runs of lines that are not blank, ends of lines trimmed.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    let plain = with_plain_line_ends(text);
    let mut found = Vec::new();
    let mut current = String::new();
    for line in plain.split('\n').map(str::trim_end) {
        if line.is_empty() {
            if !current.is_empty() {
                found.push(std::mem::take(&mut current));
            }
            continue;
        }
        if !current.is_empty() {
            current.push('\n');
        }
        current.push_str(line);
    }
    if !current.is_empty() {
        found.push(current);
    }
    found
}

/// A list entry: its lines without blank ones, or nothing when all are blank.
#[must_use]
pub fn entry(text: &str) -> Option<String> {
    let lines = paragraphs(text).join("\n");
    let lines = lines.trim_start();
    (!lines.is_empty()).then(|| lines.to_owned())
}

/// The longest start of `text` whose characters cost at most `budget` together, with `…` behind
/// it when something is left out; empty when not even `…` fits.
///
/// The cut never falls inside a character, nor before a mark, joiner or skin tone that belongs
/// to the character before it.
pub fn shortened(text: &str, budget: usize, cost: impl Fn(char) -> usize) -> String {
    let mut whole = 0usize;
    if text.chars().all(|c| {
        whole = whole.saturating_add(cost(c));
        whole <= budget
    }) {
        return text.to_owned();
    }
    let Some(room) = budget.checked_sub(cost('…')) else {
        return String::new();
    };
    let (mut used, mut cut) = (0, 0);
    let mut before = None;
    for (at, c) in text.char_indices() {
        if !attaches(before, c) {
            cut = at;
        }
        used += cost(c);
        if used > room {
            break;
        }
        before = Some(c);
    }
    format!("{}…", text[..cut].trim_end())
}

/// Whether `c` belongs to the character `before` it.
fn attaches(before: Option<char>, c: char) -> bool {
    const JOINER: char = '\u{200d}';
    before == Some(JOINER)
        || matches!(c,
            JOINER
            | '\u{300}'..='\u{36f}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{1f3fb}'..='\u{1f3ff}')
}
