//! The two parts of a Markdown file: front matter and body.

/// A Markdown file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Parts<'a> {
    /// The lines of the front matter, without those around it; `None` where there is none.
    pub(crate) head: Option<&'a str>,
    /// What follows.
    pub(crate) body: &'a str,
}

/// Front matter is what stands between a first line of `---` and the next one (or one of `...`).
/// Without the second line there is none.
pub(crate) fn parts(file: &str) -> Parts<'_> {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    let whole = Parts {
        head: None,
        body: file,
    };
    let mut lines = file.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else {
        return whole;
    };
    let mut end = first.len();
    for line in lines {
        let after = end + line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return Parts {
                head: Some(&file[first.len()..end]),
                body: &file[after..],
            };
        }
        end = after;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_stands_between_two_lines() {
        for (file, head, body) in [
            ("---\na: b\n---\ntext", Some("a: b\n"), "text"),
            (
                "\u{feff}---\r\na: b\r\n--- \r\ntext\r\n",
                Some("a: b\r\n"),
                "text\r\n",
            ),
            ("---\n---", Some(""), ""),
            ("---\na\n...\n---\n", Some("a\n"), "---\n"),
            ("---\na: b\n", None, "---\na: b\n"),
            ("--- x\n---\n", None, "--- x\n---\n"),
            ("\n---\n---\n", None, "\n---\n---\n"),
            ("", None, ""),
        ] {
            assert_eq!(parts(file), Parts { head, body }, "{file:?}");
        }
    }
}
