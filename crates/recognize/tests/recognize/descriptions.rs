//! What a page's title may add, and what it may not.

use baton_recognize::{Details, MAX_TEXT_CHARS, describe, provider, recognize};
use proptest::prelude::*;

use crate::fixed_cases;

fn described(url: &str, title: &str) -> (Option<String>, Option<String>, Option<u16>) {
    let seen = recognize(url);
    let it = describe(seen.provider.unwrap(), title, seen.details);
    (it.person, it.event, it.minutes)
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn a_title_spells_out_what_the_url_says() {
    assert_eq!(
        described(
            "https://calendly.com/alex-example/30min",
            "30 Minute Meeting - Alex Example"
        ),
        (some("Alex Example"), some("30 Minute Meeting"), Some(30))
    );
    assert_eq!(
        described(
            "https://cal.com/alex-example/quick-chat",
            "Quick Chat | Alex Example | Cal.com"
        ),
        (some("Alex Example"), some("Quick Chat"), None)
    );
}

#[test]
fn a_title_fills_what_the_url_leaves_open() {
    assert_eq!(
        described(
            "https://calendly.com/d/cx7v-r4q-2mn",
            "Plan - review, 45 min - Alex Example"
        ),
        (
            some("Alex Example"),
            some("Plan - review, 45 min"),
            Some(45)
        )
    );
}

#[test]
fn a_title_never_replaces_whom_or_what_the_url_names() {
    assert_eq!(
        described(
            "https://calendly.com/alex-example/intro",
            "Refund 15 min - Kim Sample"
        ),
        (some("alex-example"), some("intro"), Some(15))
    );
    assert_eq!(
        described(
            "https://calendly.com/alex-example/30min",
            "60 Minute Meeting - Alex Example"
        ),
        (some("Alex Example"), some("30min"), Some(30))
    );
}

#[test]
fn a_title_of_another_shape_adds_nothing() {
    for title in [
        "",
        "Calendly",
        "Loading\u{2026}",
        " - ",
        "Cal.com",
        "Calendly - Calendly",
    ] {
        let seen = described("https://calendly.com/d/cx7v-r4q-2mn", title);
        assert_eq!(seen, (None, None, None), "{title}");
    }
    assert_eq!(
        described(
            "https://savvycal.com/alex-example/chat",
            "Chat - Alex Example"
        ),
        (some("alex-example"), some("chat"), None)
    );
}

#[test]
fn invisible_and_turning_characters_are_taken_out() {
    assert_eq!(
        described(
            "https://calendly.com/d/cx7v-r4q-2mn",
            "\u{202E}In\u{200B}tro\u{7}\n  call\u{2066} - A\u{AD}lex\u{FEFF} \u{E0041}Example",
        ),
        (some("Alex Example"), some("Intro call"), None)
    );
}

proptest! {
    #![proptest_config(fixed_cases(400))]

    #[test]
    fn any_title_gives_bounded_clean_text(
        title in "(?s).{0,300}( - |\\| )?(?s).{0,300}",
        id in prop::sample::select(&["calendly", "calcom", "zcal"][..]),
    ) {
        let it = describe(provider(id).unwrap(), &title, Details::default());
        for text in [it.person, it.event].into_iter().flatten() {
            prop_assert!(!text.is_empty() && text.chars().count() <= MAX_TEXT_CHARS);
            prop_assert!(!text.chars().any(char::is_control));
            let turning = text.contains(['\u{202E}', '\u{200B}', '\u{2066}']);
            prop_assert!(!turning);
        }
    }
}
