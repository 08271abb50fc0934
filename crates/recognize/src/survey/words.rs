//! Web addresses in the text of a page.

use crate::links::links_in;

/// The addresses in a word of a page's text, with `https://` before one that lacks it.
///
/// Without a scheme it needs a path, or every host that somebody names would be a link.
pub(super) fn addresses(word: &str) -> Vec<String> {
    // Markdown's stars are no part of an address.
    let word = word.trim_matches('*');
    let found = Vec::from_iter(links_in(word).map(str::to_owned));
    if found.is_empty() && !word.contains("://") {
        let bracket = |c: char| "<>\"'`|{}()[],;".contains(c);
        let pieces = word.split(bracket).filter(|piece| is_address(piece));
        let written = pieces.map(|piece| format!("https://{piece}"));
        return written
            .map(|url| url.trim_end_matches(['.', ':', '!', '?']).to_owned())
            .collect();
    }
    found
}

fn is_address(piece: &str) -> bool {
    let before_query = piece.split(['?', '#']).next().unwrap_or_default();
    before_query.split_once('/').is_some_and(|(host, path)| {
        host.contains('.') && !host.contains([':', '@']) && !path.is_empty()
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
