//! Web addresses in the text of a page.

/// The addresses in a word, as they were written, with `https://` before those that lack it.
///
/// A word is everything between two blanks: brackets, quotes and the full stop of a sentence are
/// not part of an address. An address without its scheme needs a path, or every host that somebody
/// names would be a link.
pub(super) fn addresses(word: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut with_scheme = false;
    for piece in word.split([
        '<', '>', '"', '\'', '`', '|', '{', '}', '\u{201c}', '\u{201d}',
    ]) {
        let Some(start) = scheme(piece) else {
            continue;
        };
        with_scheme = true;
        found.push(trimmed(&piece[start..]).to_owned());
    }
    if !with_scheme {
        let ends = |c: char| "<>\"'`|{}()[],;\u{201c}\u{201d}".contains(c);
        for piece in word.split(ends).map(trimmed) {
            let host = piece.split(['?', '#']).next().unwrap_or_default();
            if let Some((host, path)) = host.split_once('/')
                && host.contains('.')
                && !host.contains([':', '@'])
                && !path.is_empty()
            {
                found.push(format!("https://{piece}"));
            }
        }
    }
    found
}

/// Where `http://` or `https://` begins.
fn scheme(piece: &str) -> Option<usize> {
    let bytes = piece.as_bytes();
    let colon = piece.find("://")?;
    ["https", "http"].iter().find_map(|scheme| {
        let start = colon.checked_sub(scheme.len())?;
        let written = bytes.get(start..colon)?;
        written
            .eq_ignore_ascii_case(scheme.as_bytes())
            .then_some(start)
    })
}

/// Without what ends the sentence or the bracket around it.
fn trimmed(piece: &str) -> &str {
    let count = |c: char| piece.matches(c).count();
    let mut round = count(')').saturating_sub(count('('));
    let mut square = count(']').saturating_sub(count('['));
    piece.trim_end_matches(|last| {
        let open = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '*' | '\u{2026}' => return true,
            ')' => &mut round,
            ']' => &mut square,
            _ => return false,
        };
        let closes = *open > 0;
        *open = open.saturating_sub(1);
        closes
    })
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn an_address_ends_where_the_sentence_does() {
        for (word, expected) in [
            (
                "(https://calendly.com/acme/30min).",
                "https://calendly.com/acme/30min",
            ),
            (
                "<https://cal.com/alex/30min>,",
                "https://cal.com/alex/30min",
            ),
            (
                "\"https://zcal.co/alex/30min\";",
                "https://zcal.co/alex/30min",
            ),
            ("[here](HTTPS://cal.com/alex)", "HTTPS://cal.com/alex"),
            ("**https://cal.com/alex**", "https://cal.com/alex"),
            ("https://a.example/b_(c)", "https://a.example/b_(c)"),
            ("https://a.example/?x=true.", "https://a.example/?x=true"),
            ("calendly.com/acme,", "https://calendly.com/acme"),
            (
                "(calendly.com/acme/30min)",
                "https://calendly.com/acme/30min",
            ),
        ] {
            assert_eq!(addresses(word), [expected], "{word}");
        }
    }

    #[test]
    fn a_word_that_is_no_address_is_left_alone() {
        for word in [
            "calendly.com",
            "calendly.com/",
            "alex@cal.com/x",
            "and/or",
            "ftp://cal.com/alex",
            "javascript:location='x'",
            "://",
            "",
        ] {
            assert_eq!(addresses(word), Vec::<String>::new(), "{word}");
        }
    }

    #[test]
    fn two_addresses_may_stand_in_one_word() {
        assert_eq!(
            addresses("https://cal.com/a<https://cal.com/b>"),
            ["https://cal.com/a", "https://cal.com/b"]
        );
    }

    #[test]
    fn brackets_without_end_are_read_in_a_moment() {
        let word = format!("https://cal.com/{}", ")".repeat(60_000));
        assert_eq!(addresses(&word).len(), 1);
    }
}
