//! Each provider's own examples, and what the files add up to.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use baton_recognize::{
    Evidence, Label, host_permissions, host_suffixes, match_patterns, provider, providers,
    recognize, recognize_own,
};
use serde::Deserialize;
use url::Url;

/// What these tests read of a provider's file.
#[derive(Deserialize)]
pub struct ProviderFile {
    pub id: String,
    pub hosts: Hosts,
    pub example: Vec<Example>,
}

#[derive(Deserialize)]
pub struct Hosts {
    #[serde(default)]
    pub pages: Vec<String>,
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub aliases_of: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub other: Vec<String>,
    #[serde(default)]
    pub shared: Vec<String>,
}

impl Hosts {
    /// All hosts with pages.
    pub fn shown(&self) -> impl Iterator<Item = &String> {
        let aliases = self
            .aliases
            .iter()
            .chain(self.aliases_of.values().flatten());
        self.pages.iter().chain(aliases)
    }
}

#[derive(Deserialize)]
pub struct Example {
    pub url: String,
    pub label: Label,
    pub target: Option<String>,
}

pub fn files() -> Vec<ProviderFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("providers");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        files.push(toml::from_str::<ProviderFile>(&text).unwrap());
    }
    files.sort_by(|left, right| left.id.cmp(&right.id));
    files
}

#[test]
fn every_example_gets_its_label_and_its_target_from_its_own_provider() {
    for file in files() {
        for example in file.example {
            let seen = recognize(&example.url);
            assert_eq!(
                seen.label, example.label,
                "{}: {:?}",
                example.url, seen.evidence
            );
            assert_eq!(seen.target, example.target, "{}", example.url);
            let owner = seen.provider.map(|provider| provider.id.to_owned());
            if example.label == Label::Not {
                assert!(
                    owner.is_none_or(|owner| owner == file.id),
                    "{}",
                    example.url
                );
            } else {
                assert_eq!(owner, Some(file.id.clone()), "{}", example.url);
            }
        }
    }
}

#[test]
fn every_file_is_in_the_tables() {
    let written: BTreeSet<String> = files().into_iter().map(|file| file.id).collect();
    let built: BTreeSet<String> = providers().iter().map(|it| it.id.to_owned()).collect();
    assert_eq!(written, built);
    for id in &built {
        assert_eq!(provider(id).map(|provider| provider.id), Some(id.as_str()));
    }
    assert_eq!(provider("nobody"), None);
}

/// No host of one system is another's, whatever its page markers say.
#[test]
fn every_example_is_nobody_elses() {
    let mut checked = 0;
    for file in files() {
        for example in &file.example {
            for other in providers().iter().filter(|other| other.id != file.id) {
                let seen = recognize_own(&example.url, other);
                let taken = seen.label != Label::Not && seen.provider == Some(other);
                // Where the host is nobody's, its page has the word.
                let decided_by_page = seen.evidence.contains(&Evidence::OwnHost);
                assert!(!taken || decided_by_page, "{} by {}", example.url, other.id);
                checked += 1;
            }
        }
    }
    assert!(checked > 10_000, "only {checked} checked");
}

/// As browsers match: `*.` takes the host itself and all below, other stars any text.
pub fn pattern_takes(pattern: &str, url: &Url) -> bool {
    let (_, place) = pattern.split_once("://").unwrap();
    let (host, path) = place.split_at(place.find('/').unwrap());
    let own = url.host_str().unwrap();
    let host_fits = match host.strip_prefix("*.") {
        Some(parent) => own == parent || own.ends_with(&format!(".{parent}")),
        None => own == host,
    };
    let text = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let mut rest = text.as_str();
    let mut pieces = path.split('*');
    let start = pieces.next().unwrap();
    let Some(after) = rest.strip_prefix(start) else {
        return false;
    };
    rest = after;
    let mut open = false;
    for piece in pieces {
        open = true;
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    host_fits && (open || rest.is_empty())
}

#[test]
fn a_browser_hands_over_every_page_that_is_booked_on() {
    let patterns = match_patterns();
    for file in files() {
        for example in &file.example {
            let url = Url::parse(&example.url).unwrap();
            let host = url.host_str().unwrap().trim_end_matches('.');
            // A host of a region that is not listed: known, but not asked for.
            let unlisted = host == "meetings-na9.hubspot.com";
            if matches!(example.label, Label::Book | Label::Listing) && !unlisted {
                assert!(
                    patterns.iter().any(|it| pattern_takes(it, &url)),
                    "{}",
                    example.url
                );
            }
        }
    }
}

#[test]
fn hosts_that_serve_much_else_are_asked_for_by_path() {
    let permissions = host_permissions();
    for file in files() {
        for host in file.hosts.shared {
            assert!(
                !permissions.contains(&format!("*://{host}/*").as_str()),
                "{host}"
            );
        }
        let exact = file.hosts.other.iter().filter(|host| !host.contains('*'));
        for host in exact {
            let pattern = format!("*://{host}/*");
            assert!(!match_patterns().contains(&pattern.as_str()), "{host}");
        }
    }
    for (address, asked) in [
        ("https://calendar.google.com/calendar/u/0/r/week", false),
        ("https://outlook.office.com/mail/inbox", false),
        ("https://app.hubspot.com/contacts/1", false),
        ("https://acme.square.site/product/1", false),
        ("https://acme.square.site/?utm_source=x", true),
    ] {
        let url = Url::parse(address).unwrap();
        let takes = |pattern: &&str| pattern_takes(pattern, &url);
        assert_eq!(match_patterns().iter().any(takes), asked, "{address}");
        assert!(!permissions.iter().any(takes), "{address}");
    }
}

#[test]
fn host_suffixes_are_the_shortest_endings() {
    let suffixes = host_suffixes();
    for file in files() {
        for host in file.hosts.shown() {
            let fits = |suffix: &&str| host == *suffix || host.ends_with(&format!(".{suffix}"));
            assert_eq!(suffixes.iter().filter(|it| fits(it)).count(), 1, "{host}");
        }
    }
}

/// A module carries every byte of the tables; see how `build/tables.rs` keeps them small.
#[test]
fn the_tables_of_a_module_hold_no_examples_and_no_sources() {
    let tables = include_str!(concat!(env!("OUT_DIR"), "/tables.rs"));
    assert!(!tables.contains("alex-example") && !tables.contains("public code"));
}

#[test]
fn reserved_words_hold_whatever_their_case_and_spelling() {
    for host in [
        "calendly.com",
        "cal.com",
        "savvycal.com",
        "tidycal.com",
        "zcal.co",
    ] {
        for word in ["pricing", "Pricing", "PRICING", "%70ricing", "pric%49ng"] {
            for tail in ["", "/", "/30min", "/30min/", "?month=2026-03", "#top"] {
                let url = format!("https://{host}/{word}{tail}");
                let seen = recognize(&url);
                assert_eq!(seen.label, Label::Not, "{url}");
                assert_eq!(
                    seen.evidence.last().unwrap().to_string(),
                    "reserved word pricing"
                );
            }
        }
    }
}

#[test]
fn evidence_reads_as_a_reason() {
    let reasons = |url: &str| -> Vec<String> {
        recognize(url)
            .evidence
            .iter()
            .map(ToString::to_string)
            .collect()
    };
    assert_eq!(reasons("https://cal.com/x?rescheduleUid=1").len(), 2);
    assert_eq!(
        reasons("https://user@cal.com/alex-example/30min?rescheduleUid=1"),
        [
            "user info before the host",
            "host cal.com",
            "path rule 6: /{owner:slugs}/{event}/embed?",
            "parameter rescheduleUid",
        ]
    );
    assert_eq!(
        reasons("https://x.calendly.com/a/b"),
        ["other host of the vendor *.calendly.com"]
    );
    assert_eq!(
        reasons("https://zcal.co/a/b.js"),
        ["host zcal.co", "file ending .js"]
    );
    assert_eq!(
        reasons("https://zcal.co/a//b"),
        ["host zcal.co", "no path rule"]
    );
    assert_eq!(reasons("https://zcal.co.example/a"), ["unknown host"]);
    assert_eq!(reasons("https://zcal.co:8443/a"), ["other port"]);
    assert_eq!(reasons("https://zc\u{e4}l.co/a"), ["unusual host"]);
    assert_eq!(reasons("mailto:alex@zcal.co"), ["not http"]);
    assert_eq!(
        reasons(&format!("https://zcal.co/{}", "a".repeat(9_000))),
        ["too long"]
    );
}

#[test]
fn a_recognition_serialises_to_plain_values() {
    let seen = recognize("https://calendly.com/acme/30min");
    let json = serde_json::to_value(&seen).unwrap();
    assert_eq!(json["label"], "book");
    assert_eq!(json["provider"], "calendly");
    assert_eq!(json["evidence"][0], "host calendly.com");
    assert_eq!(json["details"]["minutes"], 30);
}
