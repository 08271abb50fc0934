//! What a person is told of the page in a tab.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_protocol::{Failure, FoundKind, LinkKind, OwnReply, OwnRequest, PageSurvey};
use stage::*;

const TAB: i32 = 7;

impl Stage {
    fn survey(&self, snapshot: Option<&str>) -> Result<PageSurvey, Failure> {
        if let Some(snapshot) = snapshot {
            let browser = self.app.ports();
            let snapshots = &browser.browser.snapshots;
            snapshots.borrow_mut().insert(TAB, snapshot.to_owned());
        }
        match self.own(OwnRequest::Survey { tab: TAB })? {
            OwnReply::Survey(survey) => Ok(survey),
            other => panic!("not a survey: {other:?}"),
        }
    }
}

#[test]
fn a_wrapped_link_and_a_widget_are_told_as_what_they_are_with_the_reasons() {
    let snapshot = r#"{
      "url": "https://mail.acme.example/",
      "documents": [[
        {"link": {"url": "https://slack-redir.net/link?url=https%3A%2F%2Fcal.com%2Falex-example%2F30min"}},
        {"click": {"text": "Calendly.initPopupWidget({url: 'https://calendly.com/acme/30min'})"}}
      ]]
    }"#;
    let survey = Stage::new().survey(Some(snapshot)).unwrap();
    let [link, popup] = survey.found.as_slice() else {
        panic!("not two: {survey:?}");
    };
    assert_eq!(
        (link.kind, link.label),
        (FoundKind::WrappedLink, LinkKind::Book)
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
fn a_page_baton_may_not_look_into_is_not_told_of() {
    assert_eq!(Stage::new().survey(None), Err(Failure::NoPermission));
}

#[test]
fn what_is_no_snapshot_is_refused() {
    let long = format!(
        r#"{{"url":"","documents":[],"x":"{}"}}"#,
        "x".repeat(9_000_000)
    );
    for text in ["", "null", "[]", r#"{"url": 1, "documents": []}"#, &long] {
        assert_eq!(Stage::new().survey(Some(text)), Err(Failure::Page));
    }
}
