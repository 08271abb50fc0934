//! Tags and names of people, as other programs write them.

use std::collections::BTreeSet;

/// Tags in one text: between commas, or else between spaces.
pub(super) fn words(text: &str) -> Vec<String> {
    let words: Vec<&str> = if text.contains(',') {
        text.split(',').collect()
    } else {
        text.split_whitespace().collect()
    };
    each_once(words.into_iter().map(ToOwned::to_owned).collect())
}

/// Names in one text, between commas or semicolons.
pub(super) fn names(text: &str) -> Vec<String> {
    each_once(text.split([',', ';']).map(ToOwned::to_owned).collect())
}

/// A name out of a link to a note about a person: `[[people/Sam|Sam]]` is Sam.
pub(super) fn unlinked(name: &str) -> String {
    let name = name.trim();
    let inner = name
        .strip_prefix("[[")
        .and_then(|rest| rest.strip_suffix("]]"));
    let Some(inner) = inner else {
        return name.to_owned();
    };
    let shown = inner.rsplit('|').next().unwrap_or(inner);
    let last = if inner.contains('|') {
        shown
    } else {
        shown.rsplit('/').next().unwrap_or(shown)
    };
    last.trim().to_owned()
}

/// Without white space around them, none blank, each once.
pub(super) fn each_once(names: Vec<String>) -> Vec<String> {
    let mut known = BTreeSet::new();
    let tidy = names.into_iter().map(|name| name.trim().to_owned());
    tidy.filter(|name| !name.is_empty() && known.insert(name.clone()))
        .collect()
}

/// The `#tags` in a text, in order: letters, digits, `_`, `-` and `/`, and not digits alone. In code
/// there are none.
pub(super) fn in_text(body: &str) -> impl Iterator<Item = &str> {
    let mut fence: Option<&str> = None;
    let lines = body.lines().filter(move |line| {
        let line = line.trim_start();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| line.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => {
                fence = Some(mark);
                false
            }
            (Some(open), Some(mark)) if open == mark => {
                fence = None;
                false
            }
            (open, _) => open.is_none(),
        }
    });
    // Every second piece between backticks is code.
    lines.flat_map(|line| line.split('`').step_by(2).flat_map(in_words))
}

fn in_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || "([{,;".contains(c))
        .filter_map(|word| {
            let rest = word.strip_prefix('#')?;
            let end = rest.find(|c: char| !is_tag(c)).unwrap_or(rest.len());
            let tag = rest[..end].trim_end_matches('/');
            let is_tag = tag.chars().any(|c| !c.is_ascii_digit());
            (!tag.is_empty() && is_tag).then_some(tag)
        })
}

fn is_tag(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_stand_in_text_and_not_in_code() {
        let body = "# Heading\n#one and (#two/three), not a#b or #12 but #12a.\n\
                    `#code` #four`#x` ## #-\n```\n#fenced\n~~~\n```\n#プロジェクト #end/";
        let found: Vec<&str> = in_text(body).collect();
        assert_eq!(
            found,
            [
                "one",
                "two/three",
                "12a",
                "four",
                "-",
                "プロジェクト",
                "end"
            ]
        );
    }

    #[test]
    fn names_come_out_of_links() {
        for (link, name) in [
            ("[[Sam Example]]", "Sam Example"),
            ("[[people/Sam|Sammy]]", "Sammy"),
            ("[[people/Sam]]", "Sam"),
            (" Sam ", "Sam"),
            ("[[", "[["),
            ("[[]]", ""),
        ] {
            assert_eq!(unlinked(link), name);
        }
    }
}
