//! Forms in which an event is made, on a site where a person allowed it.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_app::ports::Badge;
use baton_notes::Written;
use baton_protocol::{
    Activity, Failure, Handover, MAX_FORM_JSON_BYTES, OwnReply, OwnRequest, PageReply, PageRequest,
    PromptReply, PromptRequest, PromptView, Site, SiteUse,
};
use stage::*;

const GOOGLE: &str = "https://calendar.google.com/calendar/u/0/r/eventedit";
const OUTLOOK: &str = "https://outlook.office.com/calendar/view/week";
const ZOOM: &str = "https://us02web.zoom.us/meeting/schedule";

const ALONE: &str = r#"{"title": "Deep work", "guests": []}"#;
const WITH_ALEX: &str = r#"{"title": "Budget", "guests": ["alex@acme.example"],
    "day": "2026-03-12", "start": "10:00", "end_day": "2026-03-12", "end": "10:30"}"#;

/// A form that is allowed on the host of `url`.
fn allowed(url: &str) -> Stage {
    let stage = Stage::new();
    let site = Site {
        host: url.split('/').nth(2).unwrap().to_owned(),
        what: SiteUse::Forms,
    };
    let allow = OwnRequest::ChangeSite {
        site,
        is_allowed: true,
        tab: None,
    };
    assert_eq!(stage.own(allow), Ok(OwnReply::Ok));
    stage
}

impl Stage {
    fn see_form(&self, url: &str, form: Option<&str>) -> PageReply {
        self.see_form_beside(url, form, None)
    }

    /// `mounted` is the key of the prompt that stands.
    fn see_form_beside(&self, url: &str, form: Option<&str>, mounted: Option<&str>) -> PageReply {
        let seen = PageRequest::Seen {
            url: url.to_owned(),
            title: "Calendar".to_owned(),
            mounted: mounted.map(str::to_owned),
            can_prompt: true,
            form: form.map(str::to_owned),
        };
        self.page(&page_in(1, 0, url), seen).unwrap()
    }

    fn view(&self, reply: PageReply) -> Box<PromptView> {
        let ticket = reply.prompt.unwrap().ticket.unwrap();
        match self.ask(&prompt_in(1, 7), PromptRequest::Redeem { ticket }) {
            Ok(PromptReply::View(view)) => view,
            other => panic!("not a view: {other:?}"),
        }
    }

    fn activity(&self) -> (Activity, Option<String>) {
        match self.own(OwnRequest::Activity { tab: 1 }).unwrap() {
            OwnReply::Activity(shown) => (shown.activity, shown.provider_name),
            other => panic!("not an activity: {other:?}"),
        }
    }

    fn badge(&self) -> Badge {
        self.app.ports().browser.badges.borrow()[&1]
    }
}

#[test]
fn nothing_is_asked_and_nothing_watched_where_it_is_not_allowed() {
    let stage = Stage::new();
    for (url, form) in [(GOOGLE, Some(WITH_ALEX)), (OUTLOOK, None)] {
        let reply = stage.see_form(url, form);
        assert_eq!((reply.prompt, reply.watch), (None, false), "{url}");
    }
}

#[test]
fn an_event_is_asked_about_once_somebody_is_asked_to_come() {
    let stage = allowed(GOOGLE);
    let reply = stage.see_form(GOOGLE, Some(ALONE));
    assert_eq!((reply.prompt, reply.watch), (None, true));
    let calendar = Some("Google Calendar".to_owned());
    assert_eq!(stage.activity(), (Activity::NoGuests, calendar));
    assert_eq!(stage.badge(), Badge::Clear);

    let view = stage.view(stage.see_form(GOOGLE, Some(WITH_ALEX)));
    assert_eq!(view.source.person.as_deref(), Some("alex@acme.example"));
    assert_eq!(view.source.event.as_deref(), Some("Budget"));
    assert_eq!(view.source.slot.as_deref(), Some("2026-03-12T10:00"));
    assert_eq!(view.source.minutes, Some(30));
    assert!(!view.takes_text);
    let path = "/calendar/(u)/({id:digits})/(r)/eventedit";
    let reason = format!("An event is made here in Google Calendar: {path}");
    assert_eq!(view.evidence, [reason]);
}

#[test]
fn a_link_says_who_is_asked_until_the_page_does() {
    let stage = allowed(GOOGLE);
    let link = "https://calendar.google.com/calendar/render?action=TEMPLATE&text=Chat&\
                dates=20260312T100000Z/20260312T103000Z&add=alex@acme.example";
    let view = stage.view(stage.see_form(link, Some("{}")));
    assert_eq!(view.source.person.as_deref(), Some("alex@acme.example"));
    assert_eq!(view.source.event.as_deref(), Some("Chat"));
    assert_eq!(view.source.slot.as_deref(), Some("2026-03-12T10:00:00Z"));
    assert_eq!(view.source.minutes, Some(30));
}

#[test]
fn each_visit_is_about_another_event() {
    let stage = allowed(GOOGLE);
    stage.view(stage.see_form(GOOGLE, Some(WITH_ALEX)));
    stage.ask(&prompt_in(1, 7), NOT_NOW).unwrap();
    for form in [WITH_ALEX, ALONE] {
        assert_eq!(stage.see_form(GOOGLE, Some(form)).prompt, None, "{form}");
        assert_eq!(stage.activity().0, Activity::SteppedAside, "in this visit");
    }
    let week = "https://calendar.google.com/calendar/u/0/r/week";
    let reply = stage.see_form(week, None);
    assert_eq!((reply.prompt, reply.watch), (None, false));
    stage.view(stage.see_form(GOOGLE, Some(WITH_ALEX)));
}

#[test]
fn a_page_that_changed_its_shape_is_left_to_the_toolbar_button() {
    let stage = allowed(GOOGLE);
    for form in [None, Some("no json"), Some(r#"{"guests": 1}"#)] {
        let link = format!("{GOOGLE}?add=alex@acme.example");
        let reply = stage.see_form(&link, form);
        assert_eq!((reply.prompt, reply.watch), (None, true), "{form:?}");
        assert_eq!(stage.activity().0, Activity::CannotPrompt, "{form:?}");
        assert_eq!(stage.badge(), Badge::Booking, "{form:?}");
    }
}

#[test]
fn a_prompt_that_stands_stays_while_the_page_draws_its_form_anew() {
    let stage = allowed(GOOGLE);
    let reply = stage.see_form(GOOGLE, Some(WITH_ALEX));
    let key = reply.prompt.as_ref().unwrap().key.clone();
    stage.view(reply);
    for form in [None, Some(ALONE), Some(WITH_ALEX)] {
        let mount = stage.see_form_beside(GOOGLE, form, Some(&key)).prompt;
        let mount = mount.unwrap();
        assert_eq!((mount.key, mount.ticket), (key.clone(), None), "{form:?}");
        assert_eq!(stage.activity().0, Activity::Prompting);
    }
}

#[test]
fn a_form_without_an_address_is_known_by_its_page_and_ends_with_it() {
    let stage = allowed(OUTLOOK);
    let reply = stage.see_form(OUTLOOK, None);
    assert_eq!((reply.prompt, reply.watch), (None, true), "one can open");
    assert_eq!(stage.activity().0, Activity::NotBooking);
    assert_eq!(stage.see_form(OUTLOOK, Some(ALONE)).prompt, None);
    assert_eq!(stage.activity().0, Activity::NoGuests);

    let reply = stage.see_form(OUTLOOK, Some(WITH_ALEX));
    let first = reply.prompt.as_ref().unwrap().key.clone();
    let view = stage.view(reply);
    assert_eq!(view.provider_name, "Outlook");
    assert_eq!(
        view.evidence,
        ["An event is made here in Outlook: the page shows its form"]
    );
    let closed = stage.see_form_beside(OUTLOOK, None, Some(&first));
    assert_eq!((closed.prompt, closed.watch), (None, true));
    let again = stage.see_form(OUTLOOK, Some(WITH_ALEX)).prompt.unwrap();
    assert_ne!(again.key, first);

    // An event that exists.
    let item = "https://outlook.office.com/calendar/item/AAkALgAAAAAAHYQDEapm";
    let reply = stage.see_form(item, Some(WITH_ALEX));
    assert_eq!((reply.prompt, reply.watch), (None, false));
}

#[test]
fn a_meeting_is_one_without_named_guests_too() {
    let stage = allowed(ZOOM);
    let view = stage.view(stage.see_form(ZOOM, Some(r#"{"title": "Weekly"}"#)));
    assert_eq!(view.source.event.as_deref(), Some("Weekly"));
    assert_eq!(view.source.person, None);
}

#[test]
fn a_hundred_guests_are_one_line_that_a_note_takes() {
    let stage = allowed(GOOGLE);
    let guests: Vec<String> = (0..100)
        .map(|n| format!(r#""guest-number-{n:03}@acme.example""#))
        .collect();
    let form = format!(r#"{{"guests": [{}]}}"#, guests.join(","));
    let view = stage.view(stage.see_form(GOOGLE, Some(&form)));
    let person = view.source.person.unwrap();
    assert!(person.starts_with("guest-number-000@acme.example, guest-number-001@"));
    assert!(person.ends_with(" +94"), "{person}");
    let text = Written {
        answers: answers(),
        brief: Some(brief("Which plan?")),
    };
    let was = Vec::new();
    let keep = PromptRequest::SaveDraft(Handover { text, was });
    let kept = stage.ask(&prompt_in(1, 7), keep);
    assert!(matches!(kept, Ok(PromptReply::Saved { .. })), "{kept:?}");
}

#[test]
fn an_account_of_a_form_that_is_too_long_is_refused() {
    let stage = allowed(GOOGLE);
    let seen = PageRequest::Seen {
        url: GOOGLE.to_owned(),
        title: String::new(),
        mounted: None,
        can_prompt: true,
        form: Some(" ".repeat(MAX_FORM_JSON_BYTES + 1)),
    };
    let page = page_in(1, 0, GOOGLE);
    assert_eq!(stage.page(&page, seen), Err(Failure::Malformed));
}
