//! The block of `key: "value"` lines at the head of exported Markdown: a small, strict part of
//! YAML.
//!
//! Every value is a string in double quotes on one line, or a list of such strings. Whatever a
//! value holds, it reads back the same and stays inside its quotes. Some programs show the block
//! as Markdown; so what could start a tag, a link or an image is written as an escape too.

use std::fmt::Write as _;

/// The lines of a block, without what stands around them.
#[derive(Debug, Default)]
pub(crate) struct FrontMatter {
    lines: String,
}

impl FrontMatter {
    pub(crate) fn text(&mut self, key: &'static str, value: &str) {
        self.lines.push_str(key);
        self.lines.push_str(": ");
        push_quoted(&mut self.lines, value);
        self.lines.push('\n');
    }

    pub(crate) fn optional(&mut self, key: &'static str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    /// An empty list is left out.
    pub(crate) fn list(&mut self, key: &'static str, values: &[String]) {
        if values.is_empty() {
            return;
        }
        self.lines.push_str(key);
        self.lines.push_str(": [");
        for (at, value) in values.iter().enumerate() {
            if at > 0 {
                self.lines.push_str(", ");
            }
            push_quoted(&mut self.lines, value);
        }
        self.lines.push_str("]\n");
    }

    /// As the head of a file.
    pub(crate) fn as_head(&self) -> String {
        format!("---\n{}---\n", self.lines)
    }

    /// As a code block, for the middle of a file.
    pub(crate) fn as_code(&self) -> String {
        format!("```yaml\n{}```\n", self.lines)
    }
}

fn push_quoted(out: &mut String, value: &str) {
    out.push('"');
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if needs_escape(c) => push_escape(out, c),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// What YAML does not take as it is, what turns the direction of writing, and what could start
/// a tag (`<`), a link or an image (`[`).
pub(crate) fn needs_escape(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '<' | '['
            | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{fffe}' | '\u{ffff}')
}

fn push_escape(out: &mut String, c: char) {
    let code = u32::from(c);
    // Writing to a String does not fail.
    let _ = if code < 0x100 {
        write!(out, "\\x{code:02X}")
    } else {
        write!(out, "\\u{code:04X}")
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::{Config, RngSeed};
    use std::collections::BTreeMap;

    fn block(person: &str, tags: &[String]) -> FrontMatter {
        let mut block = FrontMatter::default();
        block.text("person", person);
        block.list("tags", tags);
        block
    }

    fn read_back(block: &FrontMatter) -> (String, Vec<String>) {
        let mut read: BTreeMap<String, serde_norway::Value> =
            serde_norway::from_str(&block.lines).unwrap();
        let person = serde_norway::from_value(read.remove("person").unwrap()).unwrap();
        let tags = read
            .remove("tags")
            .map(|tags| serde_norway::from_value(tags).unwrap());
        assert!(read.is_empty());
        (person, tags.unwrap_or_default())
    }

    #[test]
    fn values_are_quoted_and_escaped() {
        let block = block(
            "a \"b\" \\ \n---\n<c> [d](e) \u{202e}\u{85}",
            &["x".into(), "y, z".into()],
        );
        assert_eq!(
            block.lines,
            concat!(
                r#"person: "a \"b\" \\ \n---\n\x3Cc> \x5Bd](e) \u202E\x85""#,
                "\n",
                r#"tags: ["x", "y, z"]"#,
                "\n",
            )
        );
    }

    #[test]
    fn words_that_mean_something_in_yaml_stay_text() {
        for word in [
            "", "true", "null", "~", "1.0", "- x", "a: b", "#c", "&a", "*a", "!t", "%", "@",
        ] {
            assert_eq!(read_back(&block(word, &[])).0, word);
        }
    }

    proptest! {
        #![proptest_config(Config {
            cases: 500,
            failure_persistence: None,
            rng_seed: RngSeed::Fixed(42),
            ..Config::default()
        })]

        #[test]
        fn any_text_reads_back_the_same_and_stays_on_its_line(
            person in any::<String>(), tags in proptest::collection::vec(any::<String>(), 0..4)
        ) {
            let block = block(&person, &tags);
            prop_assert_eq!(block.lines.lines().count(), 1 + usize::from(!tags.is_empty()));
            prop_assert_eq!(read_back(&block), (person, tags));
        }

        #[test]
        fn every_character_reads_back_the_same(c: char) {
            prop_assert_eq!(read_back(&block(&c.to_string(), &[])).0, c.to_string());
        }
    }
}
