//! What is inside of redirect wrappers, and that the wrapper itself is nobody's page.

use baton_recognize::{
    End, Label, MAX_LAYERS, MAX_URL_BYTES, Unwrapped, label_of, recognize, unwrapped,
};
use proptest::prelude::*;
use proptest::sample::select;
use serde::Deserialize;
use url::form_urlencoded::byte_serialize;

use crate::corpus::label_named;
use crate::{fixed_cases, fixture};

#[derive(Deserialize)]
struct WrapperFile {
    wrapper: Vec<Wrapper>,
    shortener: Vec<Shortener>,
}

#[derive(Deserialize)]
struct Wrapper {
    name: String,
    example: String,
    leads_to: String,
}

#[derive(Deserialize)]
struct Shortener {
    name: String,
    hosts: Vec<String>,
}

fn wrappers() -> WrapperFile {
    toml::from_str(include_str!("../../wrappers.toml")).unwrap()
}

fn inner(unwrapped: Option<Unwrapped>) -> Option<String> {
    match unwrapped?.end {
        End::Url { url, .. } => Some(url),
        _ => None,
    }
}

/// The label alone is the one that the whole answer has.
#[track_caller]
pub fn assert_same_label(link: &str) {
    let whole = match unwrapped(link).map(|unwrapped| unwrapped.end) {
        Some(End::Url { seen, .. }) => seen.label,
        Some(_) => Label::Not,
        None => recognize(link).label,
    };
    assert_eq!(label_of(link), whole, "{link:?}");
}

#[test]
fn what_browsers_drop_changes_no_label() {
    for link in [
        "https://calendly.com/acme/30min",
        "https://www.google.com/url?q=https%3A%2F%2Fcal.com%2Falex-example",
        "https://protect-EU.mimecast.com/s/abc",
        "https://www.acme.example/30min",
    ] {
        assert_same_label(link);
        for place in 0..=link.len() {
            for dropped in ["\n", "\t", " "] {
                let (before, after) = link.split_at(place);
                assert_same_label(&format!("{before}{dropped}{after}"));
            }
        }
    }
    assert_eq!(
        label_of(" ht\ntps://calendly.com/ac\tme/30min\n"),
        Label::Book
    );
}

#[test]
fn each_row_leads_where_it_leads_and_is_nothing_by_itself() {
    let text = fixture("wrappers.dev.tsv");
    let mut checked = 0;
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [link, wrapper, url, label, owner, _] = fields[..] else {
            panic!("not six columns: {line}");
        };
        let seen = recognize(link);
        assert_eq!((seen.label, seen.provider), (Label::Not, None), "{link}");
        assert_same_label(link);
        let unwrapped = unwrapped(link);
        if wrapper.starts_with("opaque:") {
            assert_eq!(unwrapped.unwrap().end, End::Hidden, "{link}");
        } else if wrapper == "fake-wrapper" {
            assert_eq!(unwrapped, None, "{link}");
        } else {
            let End::Url { url: found, seen } = unwrapped.unwrap().end else {
                panic!("nothing in {link}");
            };
            assert_eq!(found, url);
            assert_eq!(seen.label, label_named(label), "{link}");
            let provider = seen.provider.map(|provider| provider.id);
            assert!(
                seen.label == Label::Not || provider == Some(owner),
                "{link}"
            );
        }
        checked += 1;
    }
    assert!(checked > 20, "the fixture is cut short");
}

#[test]
fn every_example_of_the_file_leads_where_it_says() {
    let file = wrappers();
    for wrapper in file.wrapper {
        let unwrapped = unwrapped(&wrapper.example).expect(&wrapper.example);
        assert_eq!(unwrapped.through, [wrapper.name.as_str()]);
        assert_eq!(inner(Some(unwrapped)), Some(wrapper.leads_to));
    }
    for shortener in file.shortener {
        for host in shortener.hosts {
            let host = host.replace("??", "eu");
            let unwrapped = unwrapped(&format!("https://{host}/acme-30min")).expect(&host);
            assert_eq!(unwrapped.through, [shortener.name.as_str()]);
            assert_eq!(unwrapped.end, End::Hidden);
        }
    }
}

fn wrapped(url: &str) -> String {
    let encoded: String = byte_serialize(url.as_bytes()).collect();
    format!("https://slack-redir.net/link?url={encoded}&v=3")
}

#[test]
fn wrappers_in_wrappers_are_taken_off_as_far_as_it_is_reasonable() {
    let page = "https://calendly.com/acme/30min";
    let through_google = format!("https://www.google.com/url?q={}", wrapped(page));
    let unwrapped = unwrapped(&through_google).unwrap();
    assert_eq!(unwrapped.through, ["Google", "Slack"]);
    assert_eq!(inner(Some(unwrapped)).as_deref(), Some(page));

    let mut link = page.to_owned();
    for layers in 1..=MAX_LAYERS + 1 {
        link = format!(
            "https://slack-redir.net/link?url={}",
            link.replace('%', "%25").replace('&', "%26")
        );
        let unwrapped = baton_recognize::unwrapped(&link).unwrap();
        if layers <= MAX_LAYERS {
            assert_eq!(unwrapped.through.len(), layers);
            assert_eq!(inner(Some(unwrapped)).as_deref(), Some(page));
        } else {
            assert_eq!(unwrapped.end, End::TooDeep);
        }
    }
}

#[test]
fn a_shortener_in_a_wrapper_stays_hidden() {
    let unwrapped = unwrapped(&wrapped("https://lnkd.in/aB3dE5gH")).unwrap();
    assert_eq!(unwrapped.through, ["Slack", "LinkedIn"]);
    assert_eq!(unwrapped.end, End::Hidden);
}

#[test]
fn only_http_and_https_come_out() {
    for inside in [
        "javascript:alert(1)",
        "data:text/html,https://calendly.com/acme/30min",
        "ftp://calendly.com/acme/30min",
        "calendly.com/acme/30min",
        "/acme/30min",
        "blob:https://calendly.com/acme",
        "\u{0}",
        "",
    ] {
        let link = wrapped(inside);
        assert_eq!(unwrapped(&link).unwrap().end, End::Unreadable, "{link}");
    }
    for link in [
        "https://slack-redir.net/link",
        "https://slack-redir.net/link?v=3",
        "https://slack-redir.net/link?url=%FF%FE",
        "https://urldefense.com/v3/",
        "https://urldefense.com/v3/__https://calendly.com/acme*x__;!!A!b$",
        "https://urldefense.com/v3/__https://calendly.com/acme**Zx__;Pw!!A!b$",
        "https://urldefense.com/v3/__https://calendly.com/acme__;?!!A!b$",
        "https://urldefense.com/v3/__javascript:alert(1)__;!!A!b$",
    ] {
        assert_eq!(unwrapped(link).unwrap().end, End::Unreadable, "{link}");
    }
}

#[test]
fn characters_that_were_taken_out_are_put_back() {
    for (link, url) in [
        // Runs: `**A` is two, `**B` three.
        (
            "https://urldefense.com/v3/__https://x.example/**Ab*c__;w6TDtiM!!A!b$",
            "https://x.example/\u{e4}\u{f6}b#c",
        ),
        (
            "https://protect.checkpoint.com/v2/___https:/x.example/a___b?c=1___.YzJ1",
            "https://x.example/a___b?c=1",
        ),
        (
            "https://urldefense.com/v3/__https:/x.example/a__;!!A!b$",
            "https://x.example/a",
        ),
        (
            "https://urldefense.com/v3/__http://x.example/a__b__;!!A!b$",
            "http://x.example/a__b",
        ),
    ] {
        assert_eq!(inner(unwrapped(link)).as_deref(), Some(url), "{link}");
    }
}

#[test]
fn links_that_only_look_like_wrappers_are_left_alone() {
    let q =
        "q=https%3A%2F%2Fcalendly.com%2Facme%2F30min&url=https%3A%2F%2Fcalendly.com%2Facme%2F30min";
    for link in [
        format!("https://www.google.com.evil.example/url?{q}"),
        format!("https://google.com@evil.example/url?{q}"),
        format!("https://www.google.com:8443/url?{q}"),
        format!("https://www.google.com/search?{q}"),
        format!("https://evilslack-redir.net/link?{q}"),
        format!("https://a.b.safelinks.protection.outlook.com/?{q}"),
        format!("https://safelinks.protection.outlook.com.example/?{q}"),
        format!("https://www.linkedin.com/in/acme?{q}"),
        format!("https://www.acme.example/redirect?{q}"),
        "https://calendly.com/acme/30min".to_owned(),
        "nonsense".to_owned(),
        String::new(),
        format!(
            "https://slack-redir.net/link?{q}{}",
            "x".repeat(MAX_URL_BYTES)
        ),
    ] {
        assert_eq!(unwrapped(&link), None, "{link}");
    }
}

proptest! {
    #![proptest_config(fixed_cases(2_000))]

    #[test]
    fn any_url_comes_out_as_it_went_in(rest in "(?s).{0,120}") {
        let url = format!("https://cal.com/{rest}");
        prop_assert_eq!(inner(unwrapped(&wrapped(&url).replace('+', "%20"))), Some(url));
    }

    #[test]
    fn any_text_in_a_wrapper_gets_an_answer(
        before in select(&["https://urldefense.com/v3/__http", "https://urldefense.com/v3/",
            "https://urldefense.proofpoint.com/v2/url?u=http", "https://www.google.com/url?q="][..]),
        text in "(?s)[-_*:/;!a-zA-Z%]{0,20}.{0,20}[-_*;!A-C]{0,12}",
    ) {
        if let Some(unwrapped) = unwrapped(&format!("{before}{text}")) {
            prop_assert!(!unwrapped.through.is_empty() && unwrapped.through.len() <= MAX_LAYERS);
            if let End::Url { url, seen } = unwrapped.end {
                prop_assert!(url.len() <= MAX_URL_BYTES);
                prop_assert_eq!(*seen, recognize(&url));
            }
        }
    }
}
