//! Tags: where one ends, what it is called, what its attributes say.

/// A tag, or something else between `<` and `>` that is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Empty for a comment, a doctype, a processing instruction.
    pub name: &'a str,
    pub closes: bool,
    attributes: &'a str,
}

/// The tag that `html` begins with, and its bytes; nothing when `<` is a character of the text.
/// What is not closed goes to the end, as in a browser.
pub(super) fn tag(html: &str) -> Option<(Tag<'_>, usize)> {
    let unnamed = Tag {
        name: "",
        closes: false,
        attributes: "",
    };
    let inside = html.strip_prefix('<')?;
    if let Some(comment) = inside.strip_prefix("!--") {
        let end = comment.find("-->").map(|at| at + "<!---->".len());
        return Some((unnamed, end.unwrap_or(html.len())));
    }
    if inside.starts_with(['!', '?']) {
        let end = html.find('>').map(|at| at + 1);
        return Some((unnamed, end.unwrap_or(html.len())));
    }
    let (closes, inside) = match inside.strip_prefix('/') {
        Some(inside) => (true, inside),
        None => (false, inside),
    };
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let is_name = |byte: &u8| !byte.is_ascii_whitespace() && !b"/>".contains(byte);
    let length = inside.bytes().take_while(is_name).count();
    let (name, rest) = inside.split_at_checked(length)?;
    let end = end_of(rest);
    let tag = Tag {
        name,
        closes,
        attributes: rest.get(..end).unwrap_or(rest),
    };
    let before = html.len() - rest.len();
    Some((tag, (before + end + 1).min(html.len())))
}

/// Where the `>` of a tag is; one in a quoted value is none.
fn end_of(rest: &str) -> usize {
    let (mut quote, mut behind_equals) = (None, false);
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return at,
            (None, b'"' | b'\'') if behind_equals => quote = Some(byte),
            (None, _) => {}
        }
        behind_equals = byte == b'=' || behind_equals && byte.is_ascii_whitespace();
    }
    rest.len()
}

impl<'a> Tag<'a> {
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    pub(super) fn is_one_of(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.is(name))
    }

    /// The value of an attribute as it is written.
    pub(super) fn attribute(&self, wanted: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let is_name = |byte: &u8| !byte.is_ascii_whitespace() && *byte != b'=';
            // A stray `=` is a name of its own, so that each turn takes something.
            let length = rest.bytes().take_while(is_name).count().max(1);
            let (name, behind) = rest.split_at_checked(length)?;
            let behind = behind.trim_start();
            let (value, behind) = match behind.strip_prefix('=') {
                None => ("", behind),
                Some(value) => split_value(value.trim_start())?,
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(value);
            }
            rest = behind;
        }
    }
}

fn split_value(text: &str) -> Option<(&str, &str)> {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return Some(inside.split_once(quote).unwrap_or((inside, "")));
        }
    }
    let length = text.bytes().take_while(|byte| !byte.is_ascii_whitespace());
    text.split_at_checked(length.count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_ends_where_a_browser_says() {
        for (html, name, bytes) in [
            ("<p>x", "p", 3),
            ("<a title='a > b' href=\"x\">y", "a", 26),
            ("<p title=\"open", "p", 14),
            ("<!-- a > b -->x", "", 14),
            ("<!doctype html>x", "", 15),
            ("<![if !supportLists]>x", "", 21),
            ("<!-- open", "", 9),
            ("<p it's>x", "p", 8),
        ] {
            let found = tag(html).map(|(tag, bytes)| (tag.name, bytes));
            assert_eq!(found, Some((name, bytes)), "{html}");
        }
        for html in ["< 5", "<3", "<", "<>", "x"] {
            assert_eq!(tag(html), None, "{html}");
        }
    }

    #[test]
    fn attributes_are_read_however_they_are_quoted() {
        let (tag, _) = tag("<a HREF = 'x y' class=one checked = id=\"z\" / start=3>").unwrap();
        assert_eq!(tag.attribute("href"), Some("x y"));
        assert_eq!(tag.attribute("class"), Some("one"));
        assert_eq!(tag.attribute("start"), Some("3"));
        assert_eq!(tag.attribute("none"), None);
    }
}
