//! Strict sites: held back by the browser, asked about on a page of Baton's own, let through for good.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_app::Answer;
use baton_app::Sender;
use baton_asking::{Change, Manner};
use baton_protocol::{
    Failure, OwnReply, OwnRequest, PageCommand, PromptMount, PromptReply, PromptRequest, Reply,
    Request, Site, SiteUse,
};
use futures_executor::block_on;
use serde_json::{Value, json};
use stage::*;

const LISTING: &str = "https://calendly.com/alex-example";

/// Baton's page in the place of a strict one, in tab 1.
fn strict_page() -> Sender {
    Sender {
        path: "/strict.html".to_owned(),
        tab: Some(1),
        frame: Some(0),
        ..popup()
    }
}

impl Stage {
    fn set(&self, site: &str, manner: Option<Manner>) {
        let site = site.to_owned();
        let change = serde_json::to_string(&Change::OnSite { site, manner }).unwrap();
        self.own(OwnRequest::ChangeAsking { change }).unwrap();
    }

    fn own_as(&self, sender: &Sender, ask: OwnRequest) -> Result<OwnReply, Failure> {
        match block_on(self.app.handle(sender, Request::Own(ask))) {
            Answer::Own(Reply::Done(done)) => Ok(done),
            Answer::Own(Reply::Failed(failure)) | Answer::Refused(Reply::Failed(failure)) => {
                Err(failure)
            }
            other => panic!("not an answer: {other:?}"),
        }
    }

    fn stopped(&self, url: &str) -> Option<PromptMount> {
        let url = url.to_owned();
        match self
            .own_as(&strict_page(), OwnRequest::Strict { url })
            .unwrap()
        {
            OwnReply::Strict(mount) => mount,
            other => panic!("not about a strict page: {other:?}"),
        }
    }

    /// The domains that are held back.
    fn domains(&self) -> Vec<String> {
        let rules = self.app.ports().browser.request_rules.borrow();
        let rules: Value = serde_json::from_str(&rules).unwrap();
        let domains = &rules[0]["condition"]["requestDomains"];
        serde_json::from_value(domains.clone()).unwrap_or_default()
    }

    /// The conditions of the last rules that let something through.
    fn passed(&self) -> Vec<Value> {
        let rules = self.app.ports().browser.session_rules.borrow();
        let rules: Vec<Value> = serde_json::from_str(rules.last().unwrap()).unwrap();
        let condition = |rule: Value| rule["condition"].clone();
        rules.into_iter().map(condition).collect()
    }

    fn last_command(&self) -> Option<PageCommand> {
        let commands = self.app.ports().browser.commands.borrow();
        commands.last().map(|(_, _, told)| told.clone())
    }
}

#[test]
fn exactly_the_strict_sites_are_held_back() {
    let stage = Stage::new();
    stage.set("calendly", Some(Manner::Strict));
    stage.set("calcom", Some(Manner::Pause));
    assert!(stage.domains().contains(&"calendly.com".to_owned()));
    assert!(!stage.domains().iter().any(|domain| domain == "cal.com"));
    stage.set("calendly", None);
    assert!(stage.domains().is_empty());
}

#[test]
fn strict_everywhere_means_every_system_that_has_hosts_of_its_own_and_the_persons_own() {
    let stage = Stage::new();
    let site = Site {
        host: "meet.acme.example".to_owned(),
        what: SiteUse::Booking {
            provider: "calcom".to_owned(),
        },
    };
    let is_allowed = true;
    let tab = None;
    let allow = OwnRequest::ChangeSite {
        site,
        is_allowed,
        tab,
    };
    stage.own(allow).unwrap();
    let change = serde_json::to_string(&Change::Elsewhere(Manner::Strict)).unwrap();
    stage.own(OwnRequest::ChangeAsking { change }).unwrap();
    let domains = stage.domains();
    for domain in ["calendly.com", "cal.com", "meet.acme.example"] {
        assert!(domains.iter().any(|one| one == domain), "{domains:?}");
    }
    // Hosts that serve much else are none of Baton's.
    for domain in ["google.com", "calendar.google.com", "outlook.office365.com"] {
        assert!(!domains.iter().any(|one| one == domain), "{domains:?}");
    }
}

#[test]
fn a_booking_page_is_asked_about_and_goes_on_with_its_steps() {
    let stage = Stage::new();
    stage.set("calendly", Some(Manner::Strict));
    let mount = stage.stopped(&format!("{PAGE}?month=2026-04#x")).unwrap();
    let prompt = prompt_in(1, 7);
    let ticket = mount.ticket.unwrap();
    let view = stage
        .ask(&prompt, PromptRequest::Redeem { ticket })
        .unwrap();
    assert!(matches!(view, PromptReply::View(_)));
    stage.ask(&prompt, NOT_NOW).unwrap();
    assert_eq!(stage.last_command(), Some(PageCommand::GoOn));
    let expected = json!([{ "urlFilter": format!("|{PAGE}^"), "resourceTypes": ["main_frame"] }]);
    assert_eq!(Value::from(stage.passed()), expected);
    // The page that loads then asks no second time, nor does a second tab's.
    assert_eq!(stage.see_in(1, PAGE).prompt, None);
    assert_eq!(stage.stopped(PAGE), None);
}

#[test]
fn who_goes_on_to_the_page_is_not_asked_there_again() {
    let stage = Stage::new();
    stage.set("calendly", Some(Manner::Strict));
    for is_redeemed in [false, true] {
        let url = format!("{PAGE}?x={is_redeemed}");
        let ticket = stage.stopped(&url).unwrap().ticket.unwrap();
        let prompt = prompt_in(1, 7);
        if is_redeemed {
            stage
                .ask(&prompt, PromptRequest::Redeem { ticket })
                .unwrap();
        }
        let go_on = OwnRequest::LetThrough { url: url.clone() };
        stage.own_as(&strict_page(), go_on).unwrap();
        assert_eq!(stage.see_in(1, &url).prompt, None);
        // In another tab it is another visit.
        assert!(stage.see_in(2, &url).prompt.is_some());
        block_on(stage.app.tab_closed(1));
    }
}

#[test]
fn a_short_link_that_is_gone_on_to_and_leads_to_the_page_asks_once() {
    const SHORT: &str = "https://calendar.app.google/AbCdEfGhJkLmNpQr1";
    let long = |end: &str| {
        format!("https://calendar.google.com/calendar/appointments/schedules/AcZssZ0example{end}")
    };
    let not_now = || {
        let stage = Stage::new();
        stage.set("google", Some(Manner::Strict));
        let ticket = stage.stopped(SHORT).unwrap().ticket.unwrap();
        let prompt = prompt_in(1, 7);
        stage
            .ask(&prompt, PromptRequest::Redeem { ticket })
            .unwrap();
        stage.ask(&prompt, NOT_NOW).unwrap();
        stage
    };
    let stage = not_now();
    assert_eq!(stage.see_in(1, &long("")).prompt, None);
    assert_eq!(stage.see_in(1, &long("")).prompt, None);
    // One is led to; whoever goes to another one is asked.
    assert!(stage.see_in(1, &long("2")).prompt.is_some());
    // It may be stopped, too.
    let stage = not_now();
    assert_eq!(stage.stopped(&long("")), None);
    assert_eq!(stage.see_in(1, &long("")).prompt, None);
    // Not by another tab, another system, or much later.
    let stage = not_now();
    assert!(stage.see_in(2, &long("")).prompt.is_some());
    assert!(stage.see_in(1, PAGE).prompt.is_some());
    let stage = not_now();
    stage.later(1);
    assert!(stage.see_in(1, &long("")).prompt.is_some());
}

#[test]
fn what_is_no_booking_page_goes_on_at_once_and_alone() {
    let stage = Stage::new();
    stage.set("calendly", Some(Manner::Strict));
    let long = format!("https://calendly.com/{}", "x".repeat(9_000));
    for url in [
        "https://calendly.com/pricing",
        LISTING,
        long.as_str(),
        "nothing",
    ] {
        assert_eq!(stage.stopped(url), None);
        assert_eq!(stage.passed()[0]["urlFilter"], format!("|{url}|"));
        stage.later(1);
    }
}

#[test]
fn a_site_that_is_strict_no_more_is_let_through() {
    let stage = Stage::new();
    stage.set("calendly", Some(Manner::Pause));
    assert_eq!(stage.stopped(PAGE), None);
}

#[test]
fn a_tab_that_goes_round_in_a_circle_is_let_through_whole() {
    let stage = Stage::new();
    stage.set("calendly", Some(Manner::Strict));
    for number in 0..5 {
        stage.stopped(&format!("https://calendly.com/login?turn={number}"));
        assert_eq!(stage.passed()[0].get("tabIds"), None, "{number}");
    }
    stage.stopped("https://calendly.com/login?turn=5");
    assert_eq!(stage.passed()[0]["tabIds"], json!([1]));
    // A person who comes back later is asked as before.
    stage.later(1);
    stage.stopped("https://calendly.com/login?turn=6");
    assert_eq!(stage.passed()[0].get("tabIds"), None);
}

#[test]
fn where_a_page_of_batons_cannot_stand_nothing_is_held_back_and_the_page_asks() {
    let stage = Stage::new();
    stage.app.ports().browser.stops_nothing.set(true);
    stage.set("calendly", Some(Manner::Strict));
    assert!(stage.domains().is_empty());
    let mount = stage.see(PAGE, "").prompt.unwrap();
    assert_eq!(mount.manner, Manner::Strict);
}

#[test]
fn a_strict_page_that_loads_has_the_sites_held_back_again() {
    let stage = Stage::new();
    stage.set("calendly", Some(Manner::Strict));
    let held = stage.domains();
    // As after a start that nobody was told of.
    stage.app.ports().browser.request_rules.take();
    let mount = stage.see(PAGE, "").prompt.unwrap();
    assert_eq!(mount.manner, Manner::Strict);
    assert_eq!(stage.domains(), held);
}

#[test]
fn a_page_of_somebody_else_cannot_ask_for_it() {
    let stage = Stage::new();
    let url = PAGE.to_owned();
    let page = page_in(1, 0, PAGE);
    let asked = stage.own_as(&page, OwnRequest::LetThrough { url });
    assert_eq!(asked, Err(Failure::Refused));
}
