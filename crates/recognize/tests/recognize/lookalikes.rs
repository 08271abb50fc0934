//! Hosts and URLs that only look like a scheduling system's.

use baton_recognize::{Label, recognize};
use proptest::prelude::*;
use proptest::sample::select;

use crate::{fixed_cases, provider_id};

const REAL: [&str; 7] = [
    "calendly.com",
    "www.calendly.com",
    "cal.com",
    "acme.cal.com",
    "savvycal.com",
    "tidycal.com",
    "zcal.co",
];

const PATHS: [&str; 4] = ["/acme/30min", "/i/aB3dE5gH", "/acme", "/team/acme/30min"];

fn assert_nobodys(url: &str) {
    let seen = recognize(url);
    assert_eq!(
        (seen.label, seen.provider),
        (Label::Not, None),
        "{url}: {:?}",
        seen.evidence
    );
}

/// Letters that look like the one, in other scripts or as another letter.
const CONFUSABLE: [(char, &[&str]); 8] = [
    ('a', &["\u{430}", "\u{251}", "\u{e0}", "4", "xn--a"]),
    ('c', &["\u{441}", "\u{e7}", "(", "k"]),
    ('e', &["\u{435}", "\u{e9}", "3"]),
    ('l', &["1", "I1", "\u{4cf}", "\u{142}", "|"]),
    ('o', &["0", "\u{43e}", "\u{f8}"]),
    ('d', &["cl", "\u{501}"]),
    ('y', &["\u{443}", "\u{fd}", "v"]),
    (
        '.',
        &[
            "-", "", "..", "\u{3002}", "\u{ff0e}", "%2e", "%00.", ".\u{ad}", ".xn--",
        ],
    ),
];

#[test]
fn hosts_with_one_letter_changed_are_nobodys() {
    let mut tried = 0;
    for host in REAL {
        for (letter, others) in CONFUSABLE {
            for (place, _) in host.match_indices(letter) {
                for other in others {
                    let changed = format!("{}{other}{}", &host[..place], &host[place + 1..]);
                    // A label of an organisation's own is a real host, whatever its letters.
                    if changed.is_ascii() && place < "acme".len() && host.starts_with("acme.") {
                        continue;
                    }
                    for path in PATHS {
                        assert_nobodys(&format!("https://{changed}{path}"));
                        tried += 1;
                    }
                }
            }
        }
    }
    assert!(tried > 600, "only {tried} tried");
}

#[test]
fn hosts_around_a_real_one_are_nobodys() {
    // Whatever stands before www.calendly.com is a host of Calendly's own.
    for host in REAL.into_iter().filter(|host| !host.starts_with("www.")) {
        for path in PATHS {
            for url in [
                format!("https://{host}.evil.example{path}"),
                format!("https://{host}.com.example{path}"),
                format!("https://evil-{host}{path}").replace("evil-acme.", "evil.acme."),
                format!("https://x{host}{path}").replace("xacme.", "x.acme."),
                format!("https://a.b.{host}{path}"),
                format!("https://.{host}{path}"),
                format!("https://{host}..{path}"),
                format!("https://{host}.evil.example.{path}"),
                format!("https://{}{path}", host.replace('.', "-")),
                format!("https://{}.example{path}", host.replace(".co", "")),
                format!(
                    "https://{}.org{path}",
                    host.trim_end_matches(".com").trim_end_matches(".co")
                ),
                format!("https://{host}@evil.example{path}"),
                format!("https://{host}:443@evil.example{path}"),
                format!("https://user:{host}@evil.example{path}"),
                format!("https://{host}%40evil.example{path}"),
                format!("https://{host}%2F@evil.example{path}"),
                format!("https://evil.example\\@{host}{path}"),
                format!("https://evil.example#@{host}{path}"),
                format!("https://evil.example?@{host}{path}"),
                format!("https://evil.example/{host}{path}"),
                format!("https://evil.example/?u=https://{host}{path}"),
                format!("https://evil.example/#https://{host}{path}"),
                format!("https://{host}:8443{path}"),
                format!("https://{host}:80{path}"),
                format!("http://{host}:443{path}"),
                format!("https://{host}:0{path}"),
                format!("https://{host}:99999{path}"),
                format!("https://{host}:x{path}"),
                format!("https://[{host}]{path}"),
                format!("https://xn--{host}{path}"),
                format!("ftp://{host}{path}"),
                format!("ws://{host}{path}"),
                format!("httpss://{host}{path}"),
                format!("view-source:https://{host}{path}"),
                format!("blob:https://{host}{path}"),
                format!("javascript:'https://{host}{path}'"),
                format!("data:text/html,https://{host}{path}"),
                format!("//{host}{path}"),
                format!("{host}{path}"),
            ] {
                assert_nobodys(&url);
            }
        }
    }
}

#[test]
fn the_real_host_counts_not_what_stands_before_it() {
    for host in REAL {
        for before in ["user@", "user:pass@", "evil.example@", "https:@", "a@b@"] {
            let url = format!("https://{before}{host}/acme/30min");
            let seen = recognize(&url);
            assert_eq!(seen.label, Label::Book, "{url}");
            assert!(!seen.target.unwrap().contains('@'), "{url}");
        }
        // One trailing dot is the same name in DNS.
        assert_eq!(
            recognize(&format!("https://{host}./acme/30min")).label,
            Label::Book
        );
    }
}

#[test]
fn other_hosts_of_a_vendor_are_known_but_carry_no_pages() {
    for (host, id) in [
        ("app.calendly.com", "calendly"),
        ("anything.calendly.com", "calendly"),
        ("calendly-embed.com", "calendly"),
        ("docs.cal.com", "calcom"),
        ("embed.savvycal.com", "savvycal"),
        ("roadmap.tidycal.com", "tidycal"),
        ("static.zcal.co", "zcal"),
    ] {
        for path in PATHS {
            let url = format!("https://{host}{path}");
            assert_eq!(recognize(&url).label, Label::Not, "{url}");
            assert_eq!(provider_id(&url), Some(id), "{url}");
        }
    }
}

proptest! {
    #![proptest_config(fixed_cases(3_000))]

    #[test]
    fn a_host_with_any_edit_is_nobodys_or_an_organisations(
        host in select(&REAL[..]),
        place in 0_usize..17,
        insert in "[a-z0-9.@:%-]{0,2}|\\PC",
        remove in 0_usize..2,
        path in select(&PATHS[..]),
    ) {
        let (start, end) = (place.min(host.len()), (place + remove).min(host.len()));
        let edited = format!("{}{insert}{}", &host[..start], &host[end..]);
        let url = format!("https://{edited}{path}");
        if recognize(&url).label != Label::Not {
            // Then a browser goes to a real host too.
            let parsed = url::Url::parse(&url).unwrap();
            let real = parsed.host_str().unwrap().trim_end_matches('.');
            prop_assert!(REAL.contains(&real) || is_organisation(real), "{}", url);
            prop_assert_eq!(parsed.port(), None, "{}", url);
        }
    }
}

fn is_organisation(host: &str) -> bool {
    host.strip_suffix(".cal.com")
        .is_some_and(|label| !label.contains('.') && label.is_ascii())
        || ["www.savvycal.com", "www.tidycal.com", "www.zcal.co"].contains(&host)
}
