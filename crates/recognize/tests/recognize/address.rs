//! Our reading of a URL against the `url` crate's, which reads as browsers do.

use baton_recognize::{Label, recognize};
use proptest::prelude::*;
use proptest::sample::select;
use url::Url;

use crate::fixed_cases;

/// Pieces from which URLs are thrown together; most are whole, some are odd.
fn written_url() -> impl Strategy<Value = String> {
    let scheme = select(vec!["https", "https", "http", "HTTPS", "hTtP", "ftp", "ws"]);
    let slashes = select(vec!["://", "://", ":/", ":", ":\\\\", ":///"]);
    let user = select(vec!["", "", "", "user@", "user:pw@", "a@b@", ":@"]);
    let host = select(vec![
        "calendly.com",
        "Cal.com",
        "acme.cal.com",
        "zcal.co",
        "savvycal.com.",
        "evil.example",
    ]);
    let port = select(vec!["", "", "", "", ":", ":443", ":80", ":0443", ":8080"]);
    let part = select(vec![
        "acme",
        "acme",
        "30min",
        "30min",
        "d",
        "team",
        "Login",
        ".",
        "..",
        "%2e",
        "%2E%2e",
        ".%2e",
        "...",
        "%6Cogin",
        "a%2Fb",
        "a b",
        "\u{e9}",
        "2026-03-12T10:30:00+01:00",
        "embed",
        "",
    ]);
    let part = (select(vec!["/", "/", "/", "\\"]), part);
    let path = prop::collection::vec(part, 0..12).prop_map(|parts| {
        parts
            .into_iter()
            .flat_map(|(slash, part)| [slash, part])
            .collect()
    });
    let query = select(vec![
        "",
        "",
        "?",
        "?month=2026-03",
        "?uid=a%20b",
        "?form=1&rescheduleUid=2",
        "?a=/../login",
    ]);
    let fragment = select(vec!["", "", "#", "#/acme/30min", "#?uid=1"]);
    (scheme, slashes, user, host, port, path, query, fragment).prop_map(
        |(scheme, slashes, user, host, port, path, query, fragment): (
            _,
            _,
            _,
            _,
            _,
            String,
            _,
            _,
        )| { format!("{scheme}{slashes}{user}{host}{port}{path}{query}{fragment}") },
    )
}

proptest! {
    #![proptest_config(fixed_cases(3_000))]

    #[test]
    fn a_url_as_written_is_what_its_serialised_form_is(written in written_url()) {
        let seen = recognize(&written);
        match Url::parse(&written) {
            Err(_) => prop_assert_eq!(seen.label, Label::Not, "{}", written),
            Ok(url) => {
                let serialised = recognize(url.as_str());
                prop_assert_eq!(seen.label, serialised.label, "{} {}", written, url);
                prop_assert_eq!(seen.target, serialised.target, "{} {}", written, url);
                prop_assert_eq!(seen.details, serialised.details, "{} {}", written, url);
            }
        }
    }

    #[test]
    fn a_target_is_a_serialised_url_and_its_own_target(written in written_url()) {
        let seen = recognize(&written);
        if let Some(target) = seen.target {
            let url = Url::parse(&target).unwrap();
            let bare = if url.path() == "/" { format!("{target}/") } else { target.clone() };
            prop_assert_eq!(url.as_str(), bare);
            let again = recognize(&target);
            prop_assert_eq!(again.label, seen.label);
            prop_assert_eq!(again.target, Some(target));
        }
    }
}

#[test]
fn a_path_may_climb_back_from_any_depth() {
    let down = "/x".repeat(40);
    let up = "/..".repeat(39);
    assert_eq!(
        recognize(&format!("https://calendly.com{down}{up}/30min"))
            .target
            .as_deref(),
        Some("https://calendly.com/x/30min")
    );
    assert_eq!(
        recognize(&format!("https://calendly.com{down}")).label,
        Label::Not
    );
}

#[test]
fn the_length_limit_is_exact() {
    let url = |length: usize| format!("{:a<length$}", "https://calendly.com/acme/");
    assert_eq!(
        recognize(&url(baton_recognize::MAX_URL_BYTES)).label,
        Label::Book
    );
    assert_eq!(
        recognize(&url(baton_recognize::MAX_URL_BYTES + 1)).label,
        Label::Not
    );
}
