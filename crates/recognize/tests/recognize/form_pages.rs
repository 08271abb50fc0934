//! What the pages of forms show: `tests/fixtures/recognize/forms.json`, and whatever else a page says.

use std::fs;
use std::path::Path;

use baton_recognize::{
    FormShown, MAX_GUESTS, MAX_TEXT_CHARS, form_over, form_plan, forms, recognize_form,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde::Deserialize;

use crate::fixed_cases;

#[derive(Deserialize)]
struct Case {
    about: String,
    url: String,
    shown: FormShown,
    title: Option<String>,
    guests: Vec<String>,
    start: Option<String>,
    end: Option<String>,
    minutes: Option<u16>,
}

#[test]
fn every_page_says_what_it_says() {
    let path = "../../tests/fixtures/recognize/forms.json";
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let cases: Vec<Case> = serde_json::from_str(&text).unwrap();
    assert!(cases.len() > 5);
    for case in cases {
        let about = case.about;
        let seen = recognize_form(&case.url).unwrap().and_shown(&case.shown);
        assert_eq!(seen.title, case.title, "{about}");
        assert_eq!(seen.guests, case.guests, "{about}");
        assert_eq!((seen.start, seen.end), (case.start, case.end), "{about}");
        assert_eq!(seen.minutes, case.minutes, "{about}");
    }
}

#[test]
fn a_form_opens_over_a_calendar_and_over_nothing_else() {
    let over = |url: &str| form_over(url).map(|form| form.id);
    for url in [
        "https://outlook.office.com/calendar/view/week",
        "https://outlook.live.com/calendar/0/view/month",
        "https://outlook.cloud.microsoft/calendar/view/day/2026/3/12?x=y",
    ] {
        assert_eq!(over(url), Some("outlook"), "{url}");
    }
    for url in [
        "https://outlook.office.com/mail/inbox",
        "https://outlook.office.com/calendar/item/AAkALgAAAAAAHYQDEapm",
        "https://outlook.office.com/calendar/0/deeplink/compose",
        "https://outlook.office.com.evil.example/calendar/view/week",
        "https://calendar.google.com/calendar/u/0/r/week",
        "https://calendar.google.com/calendar/u/0/r/eventedit/NjRxM2ZkOWcwYWJj",
        "https://zoom.us/meeting/schedule",
        "",
    ] {
        assert_eq!(over(url), None, "{url}");
    }
}

#[test]
fn the_plan_has_every_form_and_copies_nothing_that_is_written_about_an_event() {
    let plan = serde_json::to_value(form_plan()).unwrap();
    let planned = plan["forms"].as_array().unwrap();
    assert_eq!(planned.len(), forms().len());
    for form in planned {
        let facts = form["facts"].as_array().unwrap();
        let facts: Vec<&str> = facts
            .iter()
            .map(|it| it["fact"].as_str().unwrap())
            .collect();
        assert!(
            facts.contains(&"title") && facts.contains(&"guests"),
            "{facts:?}"
        );
        assert!(!facts.contains(&"details"), "{facts:?}");
        assert_ne!(form["marks"], serde_json::json!([]));
    }
}

proptest! {
    #![proptest_config(fixed_cases(2_000))]

    #[test]
    fn whatever_a_page_shows_is_bounded_and_plain(
        title in option::of("(?s).{0,300}"),
        guests in vec("(?s).{0,40}", 0..130),
        day in option::of("([0-9-]{10}|(?s).{0,40})"),
        start in option::of("([0-9]{1,2}:[0-9]{2} ?(am|PM)?|(?s).{0,40})"),
        end_day in option::of("([0-9-]{10}|(?s).{0,40})"),
        end in option::of("([0-9]{1,2}:[0-9]{2} ?(am|PM)?|(?s).{0,40})"),
    ) {
        let shown = FormShown { title, guests, day, start, end_day, end };
        let seen = recognize_form("https://zoom.us/meeting/schedule").unwrap().and_shown(&shown);
        prop_assert!(seen.guests.len() <= MAX_GUESTS);
        for text in [&seen.title, &seen.start, &seen.end].into_iter().flatten().chain(&seen.guests) {
            prop_assert!(!text.is_empty() && text.chars().count() <= MAX_TEXT_CHARS, "{text:?}");
            prop_assert!(!text.contains(|c: char| c.is_control()), "{text:?}");
        }
        prop_assert!(seen.minutes.is_none_or(|minutes| (1..24 * 60).contains(&minutes)));
        for moment in [&seen.start, &seen.end].into_iter().flatten() {
            prop_assert_eq!(moment.len(), 16, "{}", moment);
        }
    }
}
