//! A text filled into a link comes out as it went in, and the rest of the link stays.

use baton_recognize::{Label, Prefilled, provider, recognize, with_own_prefill, with_prefill};
use proptest::prelude::*;
use proptest::sample::select;
use url::Url;

use crate::fixed_cases;

fn pairs(url: &str) -> Vec<(String, String)> {
    Url::parse(url)
        .unwrap()
        .query_pairs()
        .into_owned()
        .collect()
}

fn filled(url: &str, text: &str) -> String {
    match with_prefill(url, text) {
        Prefilled::Url(url) => url,
        other => panic!("{url}: {other:?}"),
    }
}

#[test]
fn the_text_is_appended_and_slot_embed_parameters_and_fragment_stay() {
    assert_eq!(
        filled(
            "https://calendly.com/acme/30min/2026-03-12T10:30:00-07:00?embed_domain=x.example&back=1#f",
            "Decide: A & B #1 +50%\n2: yes \u{1F469}\u{200D}\u{1F680}",
        ),
        "https://calendly.com/acme/30min/2026-03-12T10:30:00-07:00?embed_domain=x.example&back=1\
         &a1=Decide%3A%20A%20%26%20B%20%231%20%2B50%25%0A2%3A%20yes%20\
         %F0%9F%91%A9%E2%80%8D%F0%9F%9A%80#f"
    );
    assert_eq!(
        filled("https://cal.com/acme/30min?slot=2026-03-12T10:30:00Z", "Hi"),
        "https://cal.com/acme/30min?slot=2026-03-12T10:30:00Z&notes=Hi"
    );
    assert_eq!(
        filled("https://zcal.co/acme/30min", "Hi"),
        "https://zcal.co/acme/30min?a0=Hi"
    );
    assert_eq!(
        filled("https://zcal.co/acme/30min?x=1", ""),
        "https://zcal.co/acme/30min?x=1"
    );
}

#[test]
fn an_empty_field_of_the_link_is_filled_and_a_full_one_is_left() {
    assert_eq!(
        filled("https://calendly.com/acme/30min?a1=&a2=b", "Hi"),
        "https://calendly.com/acme/30min?a2=b&a1=Hi"
    );
    for url in [
        "https://calendly.com/acme/30min?a1=Agenda",
        "https://calendly.com/acme/30min?name=Alex&%61%31=Agenda",
        "https://cal.com/acme/30min?notes=%20",
    ] {
        assert_eq!(with_prefill(url, "Hi"), Prefilled::FieldTaken, "{url}");
    }
}

#[test]
fn a_text_longer_than_the_field_is_refused_with_the_limit() {
    let max_chars = provider("calendly").unwrap().prefill().unwrap().max_chars;
    let limit = usize::from(max_chars);
    let url = "https://calendly.com/acme/30min";
    assert_eq!(
        pairs(&filled(url, &"\u{1F680}".repeat(limit)))[0]
            .1
            .chars()
            .count(),
        limit
    );
    assert_eq!(
        with_prefill(url, &"x".repeat(limit + 1)),
        Prefilled::TooLong { max_chars }
    );
    let long = format!("{url}?x={}", "x".repeat(8_000));
    assert_eq!(
        with_prefill(&long, &"y".repeat(limit)),
        Prefilled::TooLong { max_chars }
    );
}

#[test]
fn nothing_is_filled_where_nothing_is_offered_or_booked() {
    assert_eq!(
        with_prefill("https://savvycal.com/acme/chat", "Hi"),
        Prefilled::NotOffered
    );
    assert_eq!(
        with_prefill("https://tidycal.com/acme/chat", "Hi"),
        Prefilled::NotOffered
    );
    for url in [
        "https://calendly.com/acme",
        "https://calendly.com/pricing",
        "https://cal.com/acme/30min?rescheduleUid=1",
        "https://acme.example/30min",
        "nonsense",
    ] {
        assert_eq!(with_prefill(url, "Hi"), Prefilled::NotABookingPage, "{url}");
    }
}

#[test]
fn a_page_on_a_host_of_somebodys_own_is_filled_where_its_system_is_known() {
    let own = |url: &str, system: &str| with_own_prefill(url, provider(system).unwrap(), "Hi");
    for (url, filled) in [
        (
            "https://meet.acme.example/alex-example/30min?slot=2026-03-12T10:30:00Z#f",
            "https://meet.acme.example/alex-example/30min?slot=2026-03-12T10:30:00Z&notes=Hi#f",
        ),
        (
            "https://termine.xn--mller-kva.example/alex/30min",
            "https://termine.xn--mller-kva.example/alex/30min?notes=Hi",
        ),
        (
            "https://cal.eu/alex-example/30min",
            "https://cal.eu/alex-example/30min?notes=Hi",
        ),
    ] {
        assert_eq!(own(url, "calcom"), Prefilled::Url(filled.to_owned()));
    }
    for (url, system) in [
        ("https://meet.acme.example/alex-example", "calcom"),
        ("https://meet.acme.example/login", "calcom"),
        ("https://docs.cal.com/alex-example/30min", "calcom"),
        // Never on a host of others.
        ("https://meet.acme.example/alex-example/30min", "zcal"),
    ] {
        assert_eq!(own(url, system), Prefilled::NotABookingPage, "{url}");
    }
    // A host that is known is what it is known for.
    assert_eq!(
        own("https://calendly.com/acme/30min", "calcom"),
        Prefilled::Url("https://calendly.com/acme/30min?a1=Hi".to_owned())
    );
}

proptest! {
    #![proptest_config(fixed_cases(500))]

    #[test]
    fn any_text_comes_out_as_it_went_in(
        page in select(&["https://calendly.com/acme/30min", "https://app.cal.com/acme/x/embed",
            "http://www.zcal.co/i/aB3dE5gH/"][..]),
        others in prop::collection::vec("[a-z]{2,8}(=[a-zA-Z0-9%25+._-]{0,8})?", 0..4),
        fragment in "(|#|#[a-z?&=]{1,6})",
        text in "(?s).{1,300}",
    ) {
        let query = if others.is_empty() { String::new() } else { format!("?{}", others.join("&")) };
        let url = format!("{page}{query}{fragment}");
        let out = filled(&url, &text);
        let (mut after, before) = (pairs(&out), pairs(&url));
        let (key, value) = after.pop().unwrap();
        prop_assert_eq!(value, text);
        let param = recognize(&url).provider.unwrap().prefill().unwrap().param;
        prop_assert_eq!(key, param);
        prop_assert_eq!(after, before);
        let (out_url, in_url) = (Url::parse(&out).unwrap(), Url::parse(&url).unwrap());
        prop_assert_eq!(out_url.fragment(), in_url.fragment());
        prop_assert_eq!(out_url.path(), in_url.path());
        prop_assert_eq!(recognize(&out).label, Label::Book);
        prop_assert_eq!(recognize(&out).target, recognize(&url).target);
        prop_assert_eq!(with_prefill(&out, "again"), Prefilled::FieldTaken);
    }
}
