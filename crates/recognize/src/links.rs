//! Links that stand in running text.

/// The http and https URLs in `text`, in their order, as far as a reader would take them to go: to
/// the next blank, bracket or quote, without a sentence's last signs.
///
/// ```
/// let text = "Pick a time (https://cal.com/alex-example/30min), or call.";
/// assert!(baton_recognize::links_in(text).eq(["https://cal.com/alex-example/30min"]));
/// ```
pub fn links_in(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let colon = rest.find("://")?;
            let (before, after) = (&rest[..colon], &rest[colon + 3..]);
            let whole = rest;
            rest = after;
            let mut schemes = ["https", "http"].into_iter();
            let Some(scheme) = schemes.find(|scheme| ends_with_word(before, scheme)) else {
                continue;
            };
            let length = body(after).len();
            if length > 0 {
                rest = &after[length..];
                return whole.get(colon - scheme.len()..colon + 3 + length);
            }
        }
    })
}

/// What stands behind the scheme.
fn body(after: &str) -> &str {
    let end = after.find(ends_link).unwrap_or(after.len());
    let body = after[..end].trim_end_matches(is_last_sign);
    // A bracket that the link itself opened belongs to it.
    match after[body.len()..].starts_with(')') && opens_more(body) {
        true => &after[..=body.len()],
        false => body,
    }
}

fn ends_link(c: char) -> bool {
    const SIGNS: &[char] = &[
        '<', '>', '"', '`', '{', '}', '|', '。', '，', '、', '」', '）',
    ];
    c.is_whitespace() || c.is_control() || SIGNS.contains(&c)
}

const fn is_last_sign(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '\'' | '…'
    )
}

fn opens_more(body: &str) -> bool {
    let count = |sign| body.matches(sign).count();
    count('(') > count(')')
}

/// Whatever its case, and not as the end of a longer word.
fn ends_with_word(text: &str, word: &str) -> bool {
    let Some(start) = text.len().checked_sub(word.len()) else {
        return false;
    };
    let spelled = text.get(start..);
    spelled.is_some_and(|spelled| spelled.eq_ignore_ascii_case(word))
        && !text[..start].ends_with(|c: char| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::links_in;

    #[track_caller]
    fn found(text: &str, expected: &[&str]) {
        assert_eq!(Vec::from_iter(links_in(text)), expected, "{text}");
    }

    #[test]
    fn a_link_ends_where_a_reader_ends_it() {
        found("https://cal.com/a/b", &["https://cal.com/a/b"]);
        found(
            "See HTTPS://cal.com/a/b. Or <http://cal.com/c/d>!",
            &["HTTPS://cal.com/a/b", "http://cal.com/c/d"],
        );
        found("[book](https://cal.com/a/b)", &["https://cal.com/a/b"]);
        found("(https://a.example/x_(y)) ok", &["https://a.example/x_(y)"]);
        found("予約 https://cal.com/a/b。どうぞ", &["https://cal.com/a/b"]);
    }

    #[test]
    fn what_is_no_web_link_is_passed_over() {
        found("", &[]);
        found("://", &[]);
        found("https:// nothing", &[]);
        found("ftp://a.example/ xhttps://cal.com/a/b", &[]);
        found("a://b://https://cal.com/a/b", &["https://cal.com/a/b"]);
        found("javascript://%0aalert(1)", &[]);
    }
}
