//! Each provider's own examples, and what the files add up to.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use baton_recognize::{
    Label, host_permissions, host_suffixes, match_patterns, provider, providers, recognize,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct ProviderFile {
    id: String,
    example: Vec<Example>,
}

#[derive(Deserialize)]
struct Example {
    url: String,
    label: Label,
    target: Option<String>,
}

fn files() -> Vec<ProviderFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("providers");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        files.push(toml::from_str::<ProviderFile>(&text).unwrap());
    }
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

#[test]
fn match_patterns_cover_the_hosts_with_pages_and_no_others() {
    let expected = [
        "*://*.cal.com/*",
        "*://calendly.com/*",
        "*://savvycal.com/*",
        "*://tidycal.com/*",
        "*://www.calendly.com/*",
        "*://www.savvycal.com/*",
        "*://www.tidycal.com/*",
        "*://www.zcal.co/*",
        "*://zcal.co/*",
    ];
    assert_eq!(match_patterns(), expected);
    assert_eq!(host_permissions(), expected);
}

#[test]
fn host_suffixes_are_the_shortest_endings() {
    let expected = [
        "cal.com",
        "calendly.com",
        "savvycal.com",
        "tidycal.com",
        "zcal.co",
    ];
    assert_eq!(host_suffixes(), expected);
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
            "path rule 4: /{owner:slugs}/{event}/embed?",
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
