//! Sites where a person allowed something.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_app::Answer;
use baton_protocol::{
    Activity, Failure, MarkRequest, OwnReply, OwnRequest, PromptReply, PromptRequest, Request,
    Site, SiteUse, WriteReply, WriteRequest,
};
use futures_executor::block_on;
use stage::*;

const OWN_PAGE: &str = "https://cloud.acme.example/apps/calendar/appointment/aB3dE5gH7jK9";

fn marks(host: &str) -> Site {
    Site {
        host: host.to_owned(),
        what: SiteUse::Marks,
    }
}

fn nextcloud() -> Site {
    Site {
        host: "cloud.acme.example".to_owned(),
        what: SiteUse::Booking {
            provider: "nextcloud".to_owned(),
        },
    }
}

impl Stage {
    fn allow(&self, site: Site) -> Result<OwnReply, Failure> {
        self.change(site, true)
    }

    fn change(&self, site: Site, is_allowed: bool) -> Result<OwnReply, Failure> {
        self.own(OwnRequest::ChangeSite {
            site,
            is_allowed,
            tab: is_allowed.then_some(1),
        })
    }

    fn sites(&self) -> Vec<Site> {
        match self.own(OwnRequest::Sites).unwrap() {
            OwnReply::Sites(sites) => sites,
            other => panic!("not sites: {other:?}"),
        }
    }

    /// Each script that runs on sites, with the hosts.
    fn scripts(&self) -> Vec<(&'static str, Vec<String>)> {
        let scripts = self.app.ports().browser.scripts.borrow();
        scripts
            .iter()
            .map(|script| (script.file, script.matches.clone()))
            .collect()
    }

    fn activity(&self) -> Activity {
        match self.own(OwnRequest::Activity { tab: 1 }).unwrap() {
            OwnReply::Activity(shown) => shown.activity,
            other => panic!("not an activity: {other:?}"),
        }
    }
}

#[test]
fn a_booking_page_on_a_host_of_somebodys_own_is_asked_on_once_it_is_allowed() {
    let stage = Stage::new();
    assert_eq!(stage.see(OWN_PAGE, "").prompt, None);
    assert_eq!(stage.activity(), Activity::NotBooking);

    let site = nextcloud();
    assert_eq!(stage.allow(site.clone()), Ok(OwnReply::Ok));

    assert_eq!(stage.sites(), [site]);
    let pattern = "*://cloud.acme.example/*".to_owned();
    assert_eq!(stage.scripts(), [("content.js", vec![pattern])]);
    let ran = stage.app.ports().browser.ran.borrow().clone();
    assert_eq!(ran, [(1, "content.js".to_owned())], "it begins at once");

    assert_eq!(stage.see(OWN_PAGE, "").prompt.unwrap().key, OWN_PAGE);
    let other_page = "https://cloud.acme.example/apps/files/";
    assert_eq!(stage.see(other_page, "").prompt, None);
    let other_host = "https://cloud.globex.example/apps/calendar/appointment/aB3dE5gH7jK9";
    assert_eq!(stage.see(other_host, "").prompt, None);
}

#[test]
fn a_site_is_kept_once_and_forgotten_on_request() {
    let stage = Stage::new();
    let site = marks("mail.acme.example");
    for _ in 0..2 {
        assert_eq!(stage.allow(site.clone()), Ok(OwnReply::Ok));
    }
    assert_eq!(stage.sites().len(), 1);
    assert_eq!(stage.change(site, false), Ok(OwnReply::Ok));
    assert!(stage.sites().is_empty());
    assert!(stage.scripts().is_empty());
}

#[test]
fn a_person_can_say_which_system_runs_on_a_host() {
    let stage = Stage::new();
    let page = "https://meet.acme.example/alex-example/30min";
    assert_eq!(stage.see(page, "").prompt, None);
    let site = Site {
        host: "meet.acme.example".to_owned(),
        what: SiteUse::Booking {
            provider: "calcom".to_owned(),
        },
    };
    stage.allow(site).unwrap();
    let (_, view) = stage.prompt_on(page);
    assert_eq!(view.provider_name, "Cal.com");
    assert_eq!(view.source.target, page);
    let settings = "https://meet.acme.example/settings/profile";
    assert_eq!(stage.see(settings, "").prompt, None);
}

#[test]
fn a_brief_goes_into_the_field_of_a_page_on_a_host_of_somebodys_own() {
    let stage = Stage::new();
    // A host with letters beyond ASCII is one too.
    for host in ["meet.acme.example", "termine.xn--mller-kva.example"] {
        let site = Site {
            host: host.to_owned(),
            what: SiteUse::Booking {
                provider: "calcom".to_owned(),
            },
        };
        stage.allow(site).unwrap();
        let (prompt, _) = stage.prompt_on(&format!("https://{host}/alex-example/30min"));
        let ask = PromptRequest::PreviewBooking {
            brief: brief("Which plan?"),
        };
        let PromptReply::Booking(preview) = stage.ask(&prompt, ask).unwrap() else {
            panic!("not a preview")
        };
        assert!(preview.field_text.contains("Which plan?"), "{host}");
    }
}

#[test]
fn what_is_allowed_on_a_host_is_allowed_on_each_of_its_ports_and_nowhere_else() {
    let stage = Stage::new();
    stage.allow(marks("mail.acme.example")).unwrap();
    for (origin, is_allowed) in [
        ("https://mail.acme.example", true),
        ("https://mail.acme.example:2096", true),
        ("http://mail.acme.example:8080", true),
        ("https://mail.acme.example:2096.evil.example", false),
        ("https://mail.acme.example:x@evil.example", false),
        ("https://mail.acme.example:2096@evil.example", false),
        ("https://evil.example:2096", false),
        ("null", false),
        ("", false),
    ] {
        let page = page_in(1, 0, origin);
        let begin = Request::Mark(MarkRequest::Begin);
        let answer = block_on(stage.app.handle(&page, begin));
        let refused = answer == Answer::Mark(Err(Failure::Refused));
        assert_eq!(!refused, is_allowed, "{origin}");
    }
}

#[test]
fn a_link_with_a_password_is_not_on_the_host_that_it_names_first() {
    let stage = Stage::new();
    stage.allow(nextcloud()).unwrap();
    let path = "apps/calendar/appointment/aB3dE5gH7jK9";
    for (host, name) in [
        ("cloud.acme.example", "Nextcloud appointments"),
        ("cloud.acme.example:443", "Nextcloud appointments"),
        ("cloud.acme.example:443@evil.example", ""),
        ("cloud.acme.example:x@evil.example", ""),
    ] {
        let begin = WriteRequest::Begin {
            note: None,
            about: Some(format!("https://{host}/{path}")),
            is_private: false,
        };
        let Ok(WriteReply::View { view, .. }) = stage.write(begin) else {
            panic!("not a view: {host}");
        };
        assert_eq!(view.provider_name, name, "{host}");
    }
}

#[test]
fn an_update_brings_the_scripts_back() {
    let stage = Stage::new();
    for site in [
        marks("mail.acme.example"),
        marks("chat.acme.example"),
        nextcloud(),
    ] {
        stage.allow(site).unwrap();
    }
    let before = stage.scripts();
    assert_eq!(before.len(), 2, "one of each script: {before:?}");
    stage.app.ports().browser.scripts.borrow_mut().clear();
    block_on(stage.app.arrange_sites());
    assert_eq!(stage.scripts(), before);
}

#[test]
fn what_is_no_single_host_is_refused() {
    let stage = Stage::new();
    for host in [
        "",
        "*",
        "*.acme.example",
        "acme.example/x",
        "Acme.example",
        "a:8443",
        ".acme",
    ] {
        let site = marks(host);
        assert_eq!(stage.allow(site), Err(Failure::Malformed), "{host}");
    }
    let unknown = Site {
        what: SiteUse::Booking {
            provider: "nobody".to_owned(),
        },
        ..nextcloud()
    };
    assert_eq!(stage.allow(unknown), Err(Failure::Malformed));
}

#[test]
fn a_damaged_record_is_put_aside_and_one_of_a_newer_baton_is_left_alone() {
    let stage = Stage::new();
    let site = marks("mail.acme.example");
    let kept = &stage.app.ports().records.kept;
    let put = |text: &str| {
        kept.borrow_mut()
            .insert("sites".to_owned(), text.to_owned())
    };
    put("not a record");
    assert!(stage.sites().is_empty());
    stage.allow(site.clone()).unwrap();
    let aside = format!("sites-damaged/{}", NOW.0);
    assert_eq!(
        kept.borrow().get(&aside).map(String::as_str),
        Some("not a record")
    );

    put(r#"{"schema": 2}"#);
    assert_eq!(stage.allow(site), Err(Failure::StoreNewer));
    assert_eq!(kept.borrow()["sites"], r#"{"schema": 2}"#);
}
