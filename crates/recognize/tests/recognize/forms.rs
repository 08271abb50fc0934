//! Forms in which an event with guests is made: each file's examples, and what they add up to.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use baton_recognize::{
    Fact, Label, MAX_GUESTS, MAX_TEXT_CHARS, MAX_URL_BYTES, form, forms, recognize, recognize_form,
};
use proptest::prelude::*;
use proptest::sample::select;
use serde::Deserialize;
use url::Url;

use crate::fixed_cases;
use crate::provider_files::{self, pattern_takes};

/// What these tests read of a form's file.
#[derive(Deserialize)]
struct FormFile {
    id: String,
    site: Site,
    example: Vec<Example>,
}

#[derive(Deserialize)]
struct Site {
    hosts: Vec<String>,
}

#[derive(Deserialize)]
struct Example {
    url: String,
    form: bool,
    title: Option<String>,
    #[serde(default)]
    guests: Vec<String>,
    start: Option<String>,
    end: Option<String>,
}

fn files() -> Vec<FormFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("forms");
    let texts = fs::read_dir(folder).unwrap();
    let texts = texts.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    texts.map(|text| toml::from_str(&text).unwrap()).collect()
}

fn form_of(url: &str) -> Option<&'static str> {
    recognize_form(url).map(|seen| seen.form.id)
}

#[test]
fn every_example_is_its_own_forms_or_nobodys_and_says_what_it_says() {
    for file in files() {
        for example in file.example {
            let url = &example.url;
            let expected = example.form.then_some(file.id.as_str());
            assert_eq!(form_of(url), expected, "{url}");
            let Some(seen) = recognize_form(url) else {
                continue;
            };
            assert_eq!(seen.title, example.title, "{url}");
            assert_eq!(seen.guests, example.guests, "{url}");
            assert_eq!(
                (seen.start, seen.end),
                (example.start, example.end),
                "{url}"
            );
        }
    }
}

#[test]
fn every_file_is_in_the_tables() {
    let written: BTreeSet<String> = files().into_iter().map(|file| file.id).collect();
    let built: BTreeSet<String> = forms().iter().map(|form| form.id.to_owned()).collect();
    assert_eq!(written, built);
    for id in &built {
        assert_eq!(form(id).map(|form| form.id), Some(id.as_str()));
    }
    assert_eq!(form("nobody"), None);
}

#[test]
fn no_form_is_a_booking_page_and_no_booking_page_a_form() {
    let mut checked = 0;
    for example in files().iter().flat_map(|file| &file.example) {
        if example.form {
            assert_eq!(recognize(&example.url).label, Label::Not, "{}", example.url);
            checked += 1;
        }
    }
    let files = provider_files::files();
    let examples = files.iter().flat_map(|file| &file.example);
    for example in examples.filter(|example| example.label != Label::Not) {
        assert_eq!(form_of(&example.url), None, "{}", example.url);
        checked += 1;
    }
    assert!(checked > 150, "only {checked} checked");
}

#[test]
fn a_browser_hands_over_every_form_and_is_asked_for_no_mail() {
    for file in files() {
        let patterns = form(&file.id).unwrap().match_patterns();
        let taken = |url: &str| {
            let url = Url::parse(url).unwrap();
            patterns.iter().any(|pattern| pattern_takes(pattern, &url))
        };
        for example in file.example.iter().filter(|example| example.form) {
            assert!(taken(&example.url), "{}", example.url);
        }
        for host in file.site.hosts {
            let host = host.replace('*', "acme");
            for path in ["/", "/mail/inbox", "/owa/", "/profile"] {
                let url = format!("https://{host}{path}");
                assert!(!taken(&url), "{url}");
            }
        }
    }
}

#[test]
fn every_form_can_be_told_from_its_page_and_its_title_and_guests_read() {
    for form in forms() {
        assert!((1..=3).contains(&form.marks().len()), "{form:?}");
        for fact in [Fact::Title, Fact::Guests] {
            assert!(!form.elements(fact).is_empty(), "{form:?} {fact:?}");
        }
        assert_eq!(form.elements(Fact::Span), [""; 0], "{form:?}: links only");
    }
}

#[test]
fn hosts_that_only_look_alike_have_no_form() {
    for host in [
        "calendar.google.com.evil.example",
        "calendar-google.com",
        "calendar.google.co",
        "calendar.google.com@evil.example",
        "calendar.google.com:8443",
        "calendar.googl\u{435}.com",
        "evil.example/calendar.google.com",
        "google.com",
        "xn--calendar-9ya.google.com",
        "a.calendar.google.com",
        "localendar.google.com",
    ] {
        let url = format!("https://{host}/calendar/r/eventedit");
        assert_eq!(form_of(&url), None, "{url}");
    }
    for host in [
        "zoom.us.example",
        "zoom.uss",
        "notzoom.us",
        "us02web.zoom.us.evil.example",
        ".zoom.us",
    ] {
        assert_eq!(
            form_of(&format!("https://{host}/meeting/schedule")),
            None,
            "{host}"
        );
    }
    for host in [
        "CALENDAR.google.com",
        "calendar.google.com.",
        "calendar.google.com:443",
    ] {
        let url = format!("https://{host}/calendar/r/eventedit");
        assert_eq!(form_of(&url), Some("googlecalendar"), "{url}");
    }
}

#[test]
fn the_reasons_are_the_host_and_the_rule() {
    let reasons = |url: &str| -> Vec<String> {
        let seen = recognize_form(url).unwrap();
        seen.evidence.iter().map(ToString::to_string).collect()
    };
    assert_eq!(
        reasons("https://calendar.google.com/calendar/event?action=TEMPLATE"),
        [
            "host calendar.google.com",
            "path rule 2: /calendar/event",
            "parameter action"
        ]
    );
    assert_eq!(
        reasons("https://kim@us02web.zoom.us/meeting/schedule"),
        [
            "user info before the host",
            "host *.zoom.us",
            "path rule 1: /meeting/schedule"
        ]
    );
}

#[test]
fn what_is_no_guest_or_no_moment_is_left_out() {
    let link = |query: &str| format!("https://calendar.google.com/calendar/r/eventedit?{query}");
    let seen = |query: &str| recognize_form(&link(query)).unwrap();
    assert_eq!(
        seen("add=alex@acme.example;%20kim%2Bnews%40acme.example,nobody,@x.example,a@b@c.example,Kim%20%3Ckim@acme.example%3E,ALEX@acme.example").guests,
        ["alex@acme.example", "kim+news@acme.example"]
    );
    for dates in [
        "now",
        "20260312",
        "20260312T10/20260312T11",
        "2026031/20260312",
        "/",
        "%FF/%FF",
    ] {
        let seen = seen(&format!("dates={dates}"));
        assert_eq!((seen.start, seen.end), (None, None), "{dates}");
    }
    let many: Vec<String> = (0..500).map(|n| format!("k{n}@x.example")).collect();
    let guests = seen(&format!("add={}", many.join(","))).guests;
    assert_eq!(guests, many[..MAX_GUESTS]);
    // Who reads it must not be misled by what is invisible.
    assert_eq!(seen("text=%E2%80%AEegduB").title.as_deref(), Some("egduB"));
    assert_eq!(seen("add=kim%E2%80%AE@acme.example").guests, [""; 0]);
}

#[test]
fn too_long_an_address_has_no_form() {
    let long = "a".repeat(MAX_URL_BYTES);
    assert_eq!(
        form_of(&format!("https://zoom.us/meeting/schedule?x={long}")),
        None
    );
}

/// A host of each kind that there is.
fn hosts() -> Vec<String> {
    let files = files();
    let hosts = files.iter().flat_map(|file| &file.site.hosts);
    hosts.map(|host| host.replace('*', "us02web")).collect()
}

proptest! {
    #![proptest_config(fixed_cases(2_000))]

    #[test]
    fn whatever_a_link_says_is_bounded_and_an_event_that_exists_is_no_form(
        host in select(hosts()),
        path in select(vec![
            "/calendar/r/eventedit", "/calendar/u/0/r/eventedit", "/calendar/deeplink/compose",
            "/meeting/schedule",
        ]),
        id in "[A-Za-z0-9_-]{1,40}",
        query in "(text|add|dates|ctz|details|subject|to|startdt|enddt|body)=(?s).{0,200}",
        more in "(?s).{0,60}",
    ) {
        let url = format!("https://{host}{path}?{query}&{more}");
        if let Some(seen) = recognize_form(&url) {
            let texts = [&seen.title, &seen.start, &seen.end, &seen.zone, &seen.details];
            for text in texts.into_iter().flatten().chain(&seen.guests) {
                prop_assert!(!text.is_empty() && text.chars().count() <= MAX_TEXT_CHARS, "{url}");
                prop_assert!(!text.contains(|c: char| c.is_control()), "{url}");
            }
            prop_assert!(seen.evidence.len() >= 2, "{url}");
        }
        let exists = format!("https://{host}{path}/{id}?{query}");
        prop_assert_eq!(form_of(&exists), None, "{}", exists);
    }
}
