//! Hosts and URLs that only look like a scheduling system's.

use std::collections::BTreeSet;

use baton_recognize::{Label, recognize};
use proptest::prelude::*;
use proptest::sample::select;

use crate::provider_files::{Hosts, files};
use crate::{fixed_cases, provider_id};

const REAL: [&str; 8] = [
    "calendly.com",
    "www.calendly.com",
    "cal.com",
    "acme.cal.com",
    "cal.eu",
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

/// Whether a browser that goes to `url` ends up on a host with pages of a system; read from the
/// files alone.
fn leads_to_a_real_host(url: &str, real: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let Ok(url) = url::Url::parse(url) else {
        return false;
    };
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_suffix('.').unwrap_or(host);
    let any_label = host
        .split_once('.')
        .map(|(_, parent)| format!("*.{parent}"));
    let is_real = real.contains(host) || any_label.is_some_and(|any| real.contains(&any));
    let by_default = matches!(url.scheme(), "http" | "https") && url.port().is_none();
    is_real && by_default && !other.contains(host)
}

/// One address made to look like another in every way that we know of.
fn lookalikes(host: &str, rest: &str) -> Vec<String> {
    let mut hosts = Vec::new();
    for (letter, others) in CONFUSABLE {
        for (place, _) in host.match_indices(letter) {
            for other in others {
                hosts.push(format!("{}{other}{}", &host[..place], &host[place + 1..]));
            }
        }
    }
    let (name, ending) = host.rsplit_once('.').unwrap_or_default();
    for wrong in [
        "org",
        "net",
        "app",
        "co",
        "com",
        "io",
        "example",
        "com.example",
    ] {
        hosts.push(format!("{name}.{wrong}"));
    }
    hosts.push(format!("{name}{ending}"));
    hosts.push(format!("{host}.evil.example"));
    hosts.push(format!("evil-{host}"));
    hosts.push(format!("x{host}"));
    hosts.push(format!("{host}.."));
    hosts.push(format!(".{host}"));
    hosts.push(format!("{}.example", host.replace('.', "-")));
    hosts.push(format!("{host}@evil.example"));
    hosts.push(format!("user:{host}@evil.example"));
    hosts.push(format!("{host}%40evil.example"));
    hosts.push(format!("{host}\\@evil.example:8443"));
    hosts.push(format!("{host}:8443"));
    hosts.push(format!("{host}:0"));
    hosts.push(format!("xn--{host}"));
    let punycode = hosts.iter().filter_map(|host| {
        let url = url::Url::parse(&format!("https://{host}/")).ok()?;
        url.host_str()
            .filter(|host| host.contains("xn--"))
            .map(str::to_owned)
    });
    let punycode: Vec<String> = punycode.collect();
    let mut urls: Vec<String> = hosts
        .iter()
        .chain(&punycode)
        .map(|host| format!("https://{host}{rest}"))
        .collect();
    for shape in [
        "https://evil.example/HOST",
        "https://evil.example/?u=https://HOST",
        "https://evil.example/#https://HOST",
        "https://evil.example?@HOST",
        "https://evil.example#@HOST",
        "https://calendly.evil.example/HOST",
        "ftp://HOST",
        "wss://HOST",
        "view-source:https://HOST",
        "javascript:'https://HOST'",
        "//HOST",
        "HOST",
    ] {
        urls.push(shape.replace("HOST", &format!("{host}{rest}")));
    }
    urls
}

/// Each booking page among the examples of all systems, and everything that looks like it.
#[test]
fn of_thousands_of_lookalikes_none_is_taken_for_real() {
    let files = files();
    let hosts = |pick: fn(&Hosts) -> Vec<&String>| -> BTreeSet<String> {
        let hosts = files.iter().flat_map(|file| pick(&file.hosts));
        hosts.cloned().collect()
    };
    let mut real = hosts(|hosts| hosts.shown().collect());
    // Hosts of a region, which the sample below does not go to otherwise.
    real.extend((0..=9).flat_map(|digit| {
        ["eu", "na"].map(|region| format!("meetings-{region}{digit}.hubspot.com"))
    }));
    let other = hosts(|hosts| hosts.other.iter().collect());
    let pages = files.iter().flat_map(|file| &file.example);
    let (mut tried, mut taken) = (BTreeSet::new(), Vec::new());
    for page in pages.filter(|page| page.label == Label::Book) {
        let url = url::Url::parse(&page.url).unwrap();
        let host = url.host_str().unwrap();
        let (_, rest) = page.url.split_at("https://".len() + host.len());
        let rest = if rest.starts_with('/') { rest } else { "/" };
        for url in lookalikes(host, rest) {
            if leads_to_a_real_host(&url, &real, &other) || !tried.insert(url.clone()) {
                continue;
            }
            if recognize(&url).label != Label::Not {
                taken.push(url);
            }
        }
    }
    println!(
        "{} of {} look-alikes taken for real",
        taken.len(),
        tried.len()
    );
    assert!(taken.is_empty(), "{taken:#?}");
    assert!(tried.len() >= 5_000, "only {} tried", tried.len());
}

fn is_organisation(host: &str) -> bool {
    host.strip_suffix(".cal.com")
        .is_some_and(|label| !label.contains('.') && label.is_ascii())
        || ["www.savvycal.com", "www.tidycal.com", "www.zcal.co"].contains(&host)
}
