//! One cell of a table: text that stays text, and lists.
//!
//! Spreadsheets run a cell that begins with `=`, `+`, `-` or `@` as a formula. Such a text gets an
//! apostrophe in front, the mark by which spreadsheets themselves keep a text. To read it back
//! exactly one is taken away, and only where one was put: a text that would need one behind its first
//! apostrophe. So `'tis` stays as it is, and `'=x` becomes `''=x` and comes back.
//!
//! In countries where numbers have commas, a double click opens the table as if semicolons parted its cells.
//! Then lines and parts inside of a cell become cells of their own. So each of them is kept the same way where
//! it could do something: call a function, or reach another program. A list of `- points` stays as it is.

use std::borrow::Cow;

/// Appends the text as a cell (RFC 4180).
pub(super) fn push_cell(out: &mut String, text: &str) {
    let kept = kept(text);
    let edge = |c: Option<char>| c.is_some_and(char::is_whitespace);
    let parts_cells = |byte| matches!(byte, b'"' | b',' | b';' | b'\t' | b'\r' | b'\n');
    let quoted = matches!(kept, Cow::Owned(_))
        || kept.bytes().any(parts_cells)
        || edge(text.chars().next())
        || edge(text.chars().next_back());
    if quoted {
        out.push('"');
        push_doubled(out, &kept);
        out.push('"');
    } else {
        out.push_str(text);
    }
}

/// The text with an apostrophe in front of each part that is live.
fn kept(text: &str) -> Cow<'_, str> {
    // Most texts have nothing that could begin a formula, nor end a cell. Signs in full width begin with
    // the last of these bytes.
    let is_suspect = |byte| {
        matches!(
            byte,
            b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n' | 0xef
        )
    };
    if !text.bytes().any(is_suspect) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut copied = 0;
    for part in parts_of(text).filter(|part| part.is_live(part.text)) {
        out.push_str(&text[copied..part.at]);
        out.push('\'');
        copied = part.at;
    }
    if out.is_empty() {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// The text that a cell written by [`push_cell`] stands for; of any other cell, the cell.
#[cfg(feature = "import")]
pub(crate) fn text_of(cell: Cow<'_, str>) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    let mut is_kept = false;
    if cell.contains('\'') {
        for part in parts_of(&cell) {
            // What was kept is live behind its apostrophe.
            let behind = part.text.strip_prefix('\'');
            if behind.is_some_and(|behind| part.is_live(behind)) {
                out.push_str(&cell[copied..part.at]);
                copied = part.at + 1;
                is_kept = true;
            }
        }
    }
    if !is_kept {
        return cell;
    }
    out.push_str(&cell[copied..]);
    Cow::Owned(out)
}

/// A part of a text that could become a cell.
struct Part<'a> {
    /// Where it begins.
    at: usize,
    text: &'a str,
    /// Whether something that calls follows on its line, as far as a formula could go.
    calls: bool,
    /// What ends it.
    end: Option<u8>,
}

fn parts_of(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut next = Some(0);
    // Where the line ends, and where something last calls on it.
    let (mut line_end, mut last_call) = (0, 0);
    let mut is_line = true;
    std::iter::from_fn(move || {
        let at = next?;
        if is_line {
            let line = text[at..].split(['\r', '\n']).next().unwrap_or_default();
            line_end = at + line.len();
            let call = line.rfind(['(', '|', '\u{ff08}', '\u{ff5c}']);
            last_call = call.map_or(at, |call| at + call);
        }
        let rest = &text[at..line_end];
        let end = rest.find(['\t', ';']).map_or(line_end, |end| at + end);
        is_line = end == line_end;
        let ends_in = text.as_bytes().get(end).copied();
        next = ends_in.map(|_| end + 1);
        Some(Part {
            at,
            text: &text[at..end],
            calls: at < last_call,
            end: ends_in,
        })
    })
}

impl Part<'_> {
    /// Whether a spreadsheet may do something with it, when this is what it shows.
    fn is_live(&self, shown: &str) -> bool {
        match (begin(shown), self.at) {
            (Begin::Formula, 0) => true,
            (Begin::Formula, _) => self.calls,
            // A tab or the end of a line in front of a cell is live itself.
            (Begin::Nothing, 0) => self.end.is_some_and(|end| end != b';'),
            _ => false,
        }
    }
}

/// What a part begins with, for a program that drops what does not show.
enum Begin {
    Formula,
    Text,
    Nothing,
}

fn begin(part: &str) -> Begin {
    for c in part.chars() {
        match c {
            c if begins_formula(c) => return Begin::Formula,
            // An apostrophe is passed over, so that those in front of a formula can be told apart; a
            // quote, because to whoever parts cells in another way it may be none.
            '\'' | '"' => {}
            c if c.is_whitespace() || is_unseen(c) => {}
            _ => return Begin::Text,
        }
    }
    Begin::Nothing
}

/// The four signs, and the same in full width, which some take for them.
const fn begins_formula(c: char) -> bool {
    matches!(
        c,
        '=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}'
    )
}

/// Control characters, and those without a width.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Several texts for one cell: `a; b; "c; d"`. One that could be read otherwise stands in quotes.
pub(super) fn list(texts: &[String]) -> String {
    let mut out = String::new();
    for (at, text) in texts.iter().enumerate() {
        if at > 0 {
            out.push_str("; ");
        }
        let plain = !text.is_empty()
            && text.trim().len() == text.len()
            && !text.contains(['"', ';', ',', '\r', '\n']);
        if plain {
            out.push_str(text);
        } else {
            out.push('"');
            push_doubled(&mut out, text);
            out.push('"');
        }
    }
    out
}

/// The texts of a cell: what [`list`] wrote, or what people write: parted by `;` or by line ends, and
/// where there are none, by commas. What is in quotes is taken to the letter.
#[cfg(feature = "import")]
pub(crate) fn entries(cell: &str) -> Vec<String> {
    let strong = parts(cell, &[';', '\n', '\r']);
    if strong.len() > 1 {
        return strong.into_iter().flatten().collect();
    }
    parts(cell, &[',']).into_iter().flatten().collect()
}

/// The texts of a cell as [`entries`], but commas part nothing: addresses have some.
#[cfg(feature = "import")]
pub(crate) fn lines(cell: &str) -> Vec<String> {
    parts(cell, &[';', '\n', '\r'])
        .into_iter()
        .flatten()
        .collect()
}

/// The parts between separators that stand outside of quotes; `None` for one that is blank.
#[cfg(feature = "import")]
fn parts(cell: &str, separators: &[char]) -> Vec<Option<String>> {
    let mut found = Vec::new();
    let mut rest = Some(cell);
    while let Some(text) = rest {
        let begin =
            text.trim_start_matches(|c: char| c.is_whitespace() && !separators.contains(&c));
        if let Some((quoted, behind)) = begin.strip_prefix('"').and_then(quoted) {
            let behind =
                behind.trim_start_matches(|c: char| c.is_whitespace() && !separators.contains(&c));
            if behind.is_empty() || behind.starts_with(separators) {
                found.push(Some(quoted));
                rest = behind.split_once(separators).map(|(_, behind)| behind);
                continue;
            }
        }
        let (part, behind) = match text.split_once(separators) {
            Some((part, behind)) => (part, Some(behind)),
            None => (text, None),
        };
        let part = part.trim();
        found.push((!part.is_empty()).then(|| part.to_owned()));
        rest = behind;
    }
    found
}

/// What stands before the closing quote, and what behind it.
#[cfg(feature = "import")]
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut inside = String::new();
    let mut rest = text;
    loop {
        let (part, behind) = rest.split_once('"')?;
        inside.push_str(part);
        match behind.strip_prefix('"') {
            Some(behind) => {
                inside.push('"');
                rest = behind;
            }
            None => return Some((inside, behind)),
        }
    }
}

fn push_doubled(out: &mut String, text: &str) {
    for (at, part) in text.split('"').enumerate() {
        if at > 0 {
            out.push_str("\"\"");
        }
        out.push_str(part);
    }
}

#[cfg(all(test, feature = "import"))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::{Config, RngSeed};

    fn cell(text: &str) -> String {
        let mut out = String::new();
        push_cell(&mut out, text);
        out
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_text() {
        for (text, expected) in [
            ("=1+1", "\"'=1+1\""),
            ("+49 30 1234", "\"'+49 30 1234\""),
            ("-2", "\"'-2\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            ("＝1+1", "\"'＝1+1\""),
            (" \u{200b}=1", "\"' \u{200b}=1\""),
            ("'=1", "\"''=1\""),
            ("'tis", "'tis"),
            ("''", "''"),
            ("a=1", "a=1"),
            ("points:\n- one\n- two", "\"points:\n- one\n- two\""),
            ("a\n=cmd(1)\n'=b|c", "\"a\n'=cmd(1)\n''=b|c\""),
            ("a; =x(1); -b", "\"a;' =x(1); -b\""),
            ("a\n\"=x(1)", "\"a\n'\"\"=x(1)\""),
            ("\n\nx", "\"'\n\nx\""),
            ("; x", "\"; x\""),
            ("a \"b\", c", "\"a \"\"b\"\", c\""),
            ("", ""),
        ] {
            assert_eq!(cell(text), expected, "{text:?}");
        }
    }

    #[test]
    fn lists_are_read_as_people_write_them() {
        for (written, read) in [
            ("", &[][..]),
            (" ; ", &[]),
            ("budget", &["budget"]),
            ("a, b ,c", &["a", "b", "c"]),
            ("Doe, Jane; Roe, Sam", &["Doe, Jane", "Roe, Sam"]),
            ("a\nb\r\nc", &["a", "b", "c"]),
            ("\"a; b\"; c", &["a; b", "c"]),
            ("\"a\" b; c", &["\"a\" b", "c"]),
            ("\"open", &["\"open"]),
        ] {
            assert_eq!(entries(written), read, "{written:?}");
        }
    }

    /// Text of the characters that matter here, and any text at all.
    fn odd_text() -> impl Strategy<Value = String> {
        let pieces = proptest::sample::select(vec![
            "'", "\"", "=", "+", "-", "@", "\t", "\r", "\n", " ", ";", ",", "＝", "＋", "－", "＠",
            "\u{200b}", "\u{feff}", "\0", "x", "é", "(", "|",
        ]);
        prop_oneof![
            3 => proptest::collection::vec(pieces, 0..7).prop_map(|pieces| pieces.concat()),
            1 => any::<String>(),
        ]
    }

    proptest! {
        #![proptest_config(Config {
            cases: 2_000,
            failure_persistence: None,
            rng_seed: RngSeed::Fixed(4_180),
            ..Config::default()
        })]

        #[test]
        fn every_text_comes_back_and_none_is_live(text in odd_text()) {
            let file = format!("x,{}\r\n", cell(&text));
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(file.as_bytes());
            let record = reader.records().next().unwrap().unwrap();
            prop_assert_eq!(record.len(), 2);
            prop_assert_eq!(text_of(Cow::Borrowed(&record[1])), text);
            let shown = record[1].trim_start_matches(|c: char| c.is_whitespace() || is_unseen(c));
            prop_assert!(!shown.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']));
            prop_assert!(!record[1].starts_with(['\t', '\r', '\n']));
        }

        #[test]
        fn no_part_can_call_anything_where_other_marks_part_cells(text in odd_text()) {
            let file = format!("x,{},x\r\n", cell(&text));
            for delimiter in [b';', b'\t'] {
                let mut reader = csv::ReaderBuilder::new()
                    .has_headers(false)
                    .flexible(true)
                    .delimiter(delimiter)
                    .from_reader(file.as_bytes());
                for record in reader.records() {
                    for part in &record.unwrap() {
                        let is_formula = matches!(begin(part.trim_start_matches('"')), Begin::Formula);
                        let shown = part.trim_start_matches(|c: char| c.is_whitespace() || is_unseen(c));
                        let can_call = part.contains(['(', '|']) && !shown.starts_with('\'');
                        prop_assert!(!(is_formula && can_call), "{part:?} of {file:?}");
                    }
                }
            }
        }

        #[test]
        fn every_list_comes_back(texts in proptest::collection::vec(odd_text(), 0..5)) {
            prop_assert_eq!(entries(&list(&texts)), texts);
        }
    }
}
