//! What a person is told of the page in a tab.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use baton_app::scout::{MAX_SNAPSHOT_JSON_BYTES, PageSurvey, survey_page};
use baton_locale::Catalogue;
use baton_protocol::LinkKind;
use baton_recognize::survey::Kind;
use serde_json::json;

fn surveyed(snapshot: &str) -> PageSurvey {
    survey_page(snapshot, &Catalogue::english())
}

#[test]
fn a_wrapped_link_and_a_widget_are_told_as_what_they_are_with_the_reasons() {
    let snapshot = r#"{
      "url": "https://mail.acme.example/",
      "documents": [[
        {"link": {"text": "https://slack-redir.net/link?url=https%3A%2F%2Fcal.com%2Falex-example%2F30min"}},
        {"click": {"text": "Calendly.initPopupWidget({url: 'https://calendly.com/acme/30min'})"}}
      ]]
    }"#;
    let survey = surveyed(snapshot);
    let [link, popup] = survey.found.as_slice() else {
        panic!("not two: {survey:?}");
    };
    assert_eq!(
        (link.stands, link.kind),
        (Kind::WrappedLink, LinkKind::Book)
    );
    assert_eq!(link.through, ["Slack"]);
    assert_eq!(
        link.target.as_deref(),
        Some("https://cal.com/alex-example/30min")
    );
    assert_eq!(popup.provider_name.as_deref(), Some("Calendly"));
    assert_eq!(
        popup.evidence,
        [
            "A script in the page calls Calendly: Calendly.initPopupWidget(",
            "The address is on a host where Calendly has booking pages: calendly.com",
            "Its path looks like a booking link: /{owner}/{event}",
        ]
    );
}

#[test]
fn a_page_on_a_host_of_somebodys_own_is_told_as_such() {
    let snapshot = json!({
        "url": "https://cloud.acme.example/apps/calendar/appointment/aB3dE5gH7jK9",
        "documents": [[{ "element": { "marks": [{ "mark": "#appointment-booking" }] } }]],
    });
    let survey = surveyed(&snapshot.to_string());
    let [page] = survey.found.as_slice() else {
        panic!("not one: {survey:?}");
    };
    assert_eq!((page.stands, page.kind), (Kind::Page, LinkKind::Book));
    assert!(page.is_on_own_host);
    assert_eq!(page.provider.as_deref(), Some("nextcloud"));
}

#[test]
fn of_what_is_no_snapshot_nothing_is_seen() {
    let long = format!(
        r#"{{"url":"","documents":[],"x":"{}"}}"#,
        "x".repeat(MAX_SNAPSHOT_JSON_BYTES)
    );
    for text in ["", "null", "[]", r#"{"url": 1, "documents": []}"#, &long] {
        let survey = surveyed(text);
        assert!(survey.found.is_empty() && survey.cut);
    }
}
