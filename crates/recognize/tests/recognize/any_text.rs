//! No text makes the crate panic or trust a stranger.

use baton_recognize::{Label, describe, recognize, with_prefill};
use proptest::prelude::*;
use proptest::sample::select;

use crate::fixed_cases;
use crate::provider_files::files;
use crate::unwrapping::assert_same_label;

fn check(text: &str) {
    let seen = recognize(text);
    assert_eq!(seen.label == Label::Not, seen.target.is_none());
    assert!(!seen.evidence.is_empty());
    assert_same_label(text);
    let _ = with_prefill(text, text);
    if let Some(provider) = seen.provider {
        let _ = describe(provider, text, seen.details);
    }
}

/// A host of each kind that there is.
fn hosts() -> Vec<String> {
    let files = files();
    let pages = files.iter().flat_map(|file| &file.hosts.pages);
    pages
        .map(|host| {
            host.replace('*', "acme")
                .replace("??#", "eu1")
                .replace('#', "4")
        })
        .collect()
}

proptest! {
    #![proptest_config(fixed_cases(2_000))]

    #[test]
    fn arbitrary_text_gets_an_answer(text in "(?s).{0,80}") {
        check(&text);
    }

    #[test]
    fn arbitrary_text_behind_a_real_host_gets_an_answer(
        host in select(hosts()),
        rest in "(?s)[/?#:@%\\\\]?.{0,60}",
        more in "[/.%a-f0-9{}?&=#\\\\@:+T\u{e9}\u{1F680}-]{0,60}",
    ) {
        check(&format!("https://{host}{rest}"));
        check(&format!("https://{host}/{more}"));
    }
}

#[test]
fn broken_escapes_and_bytes_that_are_no_text_get_an_answer() {
    for path in [
        "%",
        "%2",
        "%zz",
        "%ff%fe",
        "%C3",
        "a%00b",
        "%2e%2",
        "%%%",
        "\u{FFFD}",
        "%E2%80%AE",
    ] {
        check(&format!("https://calendly.com/{path}"));
        check(&format!(
            "https://calendly.com/acme/{path}?{path}={path}#{path}"
        ));
    }
}
