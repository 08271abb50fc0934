//! When Baton asks: said in the prompt and on our own pages, followed by every page that is open.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_app::Sender;
use baton_asking::{About, Asking, Change, Manner, SiteManner};
use baton_protocol::{
    Activity, Failure, Later, OwnReply, OwnRequest, PageCommand, PageRequest, PromptReply,
    PromptRequest, TabActivity,
};
use stage::*;

const OTHER_PAGE: &str = "https://cal.com/kim-sample/intro";

impl Stage {
    fn asking(&self) -> Asking {
        match self.own(OwnRequest::Asking).unwrap() {
            OwnReply::Asking(record) => {
                record.map_or_else(Asking::default, |text| Asking::decode(&text).unwrap())
            }
            other => panic!("not when to ask: {other:?}"),
        }
    }

    fn tell(&self, change: &Change) -> Result<OwnReply, Failure> {
        let change = serde_json::to_string(change).unwrap();
        self.own(OwnRequest::ChangeAsking { change })
    }

    fn activity(&self) -> TabActivity {
        match self.own(OwnRequest::Activity { tab: 1 }).unwrap() {
            OwnReply::Activity(shown) => shown,
            other => panic!("not an activity: {other:?}"),
        }
    }

    fn say_later(&self, prompt: &Sender, later: Later) {
        let said = self.ask(prompt, PromptRequest::NotNow { later });
        assert_eq!(said, Ok(PromptReply::Ok));
    }

    fn is_asked(&self, url: &str) -> bool {
        self.see(url, "").prompt.is_some()
    }

    /// How often pages were told to look anew.
    fn looks(&self) -> usize {
        let commands = self.app.ports().browser.commands.borrow();
        let looks = commands
            .iter()
            .filter(|(_, _, told)| *told == PageCommand::Look);
        looks.count()
    }
}

#[test]
fn one_not_now_lets_the_booking_page_through_in_every_tab_for_an_hour() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    stage.say_later(&prompt, Later::Visit);
    for tab in [1, 2] {
        assert_eq!(stage.see_in(tab, PAGE).prompt, None, "tab {tab}");
    }
    assert!(stage.is_asked(OTHER_PAGE));
    stage.later(61);
    assert_eq!(stage.see_in(1, PAGE).prompt, None, "the tab itself");
    assert!(stage.see_in(2, PAGE).prompt.is_some(), "another tab");
}

#[test]
fn not_again_today_is_quiet_everywhere_until_tomorrow() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    stage.say_later(&prompt, Later::Today);
    assert!(!stage.is_asked(OTHER_PAGE));
    let shown = stage.activity();
    assert_eq!(shown.activity, Activity::Quiet);
    assert_eq!(shown.evidence[0], "Baton does not ask again today.");
    // It is 10:00.
    stage.later(14 * 60);
    assert!(stage.is_asked(OTHER_PAGE));
}

#[test]
fn what_keeps_it_quiet_is_taken_back_by_what_the_popup_is_told() {
    for (later, sentence) in [
        (Later::Today, "Baton does not ask again today."),
        (Later::Person, "Baton does not ask about Alex Example."),
        (Later::Never, "Baton does not ask on this site."),
    ] {
        let stage = Stage::new();
        let (prompt, _) = stage.prompt_on(PAGE);
        stage.say_later(&prompt, later);
        let elsewhere = "https://calendly.com/alex-example/60min";
        assert_eq!(stage.see_in(1, elsewhere).prompt, None);
        let shown = stage.activity();
        assert_eq!(shown.evidence[0], sentence);
        let change = shown.undo.unwrap();
        stage.own(OwnRequest::ChangeAsking { change }).unwrap();
        assert!(stage.see_in(1, elsewhere).prompt.is_some(), "{later:?}");
        assert_eq!(stage.activity().undo, None);
    }
}

#[test]
fn every_open_page_follows_what_was_said_in_one() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    stage.see_in(2, OTHER_PAGE);
    stage.say_later(&prompt, Later::Never);
    assert_eq!(stage.looks(), 2);
    stage.tell(&Change::Resume(About::Everything)).unwrap();
    assert_eq!(stage.looks(), 4);
}

#[test]
fn after_five_skips_a_quieter_manner_is_offered_and_taken() {
    let stage = Stage::new();
    let mut prompt = None;
    for number in 0..6 {
        let page = format!("https://calendly.com/alex-example/meeting-{number}");
        let (sender, view) = stage.prompt_on(&page);
        let ask = view.ask.unwrap();
        assert_eq!(ask.offer.is_some(), number == 5, "{number}");
        assert_eq!(ask.wording, [0, 1, 2, 0, 1, 2][number]);
        if number < 5 {
            stage.say_later(&sender, Later::Visit);
            stage.later(1);
        }
        prompt = Some(sender);
    }
    let taken = PromptRequest::Offered { is_taken: true };
    stage.ask(&prompt.unwrap(), taken).unwrap();
    assert_eq!(stage.asking().manner_on("calendly"), Manner::Quiet);
    assert_eq!(stage.asking().manner_on("calcom"), Manner::Nudge);
}

#[test]
fn a_page_is_told_how_insistently_to_ask() {
    let stage = Stage::new();
    stage.tell(&Change::Elsewhere(Manner::Pause)).unwrap();
    let mount = stage.see(PAGE, "").prompt.unwrap();
    assert_eq!(mount.manner, Manner::Pause);
}

#[test]
fn nothing_said_in_a_private_window_is_kept() {
    let stage = Stage::new();
    let mut page = page_in(1, 0, PAGE);
    page.private = true;
    let seen = PageRequest::Seen {
        url: PAGE.to_owned(),
        title: String::new(),
        mounted: None,
        can_prompt: true,
        form: None,
    };
    let mount = stage.page(&page, seen).unwrap().prompt.unwrap();
    let mut prompt = prompt_in(1, 7);
    prompt.private = true;
    let ticket = mount.ticket.unwrap();
    stage
        .ask(&prompt, PromptRequest::Redeem { ticket })
        .unwrap();
    stage.say_later(&prompt, Later::Never);
    assert_eq!(stage.asking(), Asking::default());
    assert!(stage.is_asked(OTHER_PAGE));
}

#[test]
fn what_is_no_change_is_refused_and_changes_nothing() {
    let stage = Stage::new();
    for change in ["", "never", r#"{"on_site":{"site":"","manner":"never"}}"#] {
        let change = change.to_owned();
        let told = stage.own(OwnRequest::ChangeAsking { change });
        assert_eq!(told, Err(Failure::Malformed));
    }
    assert_eq!(stage.asking(), Asking::default());
}

#[test]
fn a_full_list_says_so_and_what_is_in_it_can_be_changed_and_taken_out() {
    let stage = Stage::new();
    let on = |site: &str, manner| Change::OnSite {
        site: site.to_owned(),
        manner,
    };
    let host = |number| format!("meet{number}.acme.example");
    let site = |number| SiteManner {
        site: host(number),
        manner: Manner::Pause,
    };
    let full = Asking {
        sites: (0..5_000).map(site).collect(),
        ..Asking::default()
    };
    let kept = &stage.app.ports().records.kept;
    kept.borrow_mut().insert("asking".to_owned(), full.encode());
    let never = Some(Manner::Never);
    let told = stage.tell(&on("calendly", never));
    assert_eq!(told, Err(Failure::ListFull));
    assert_eq!(stage.asking(), full);

    // In the prompt too, and the way to the booking is free all the same.
    let (prompt, _) = stage.prompt_on(PAGE);
    let later = Later::Never;
    let said = stage.ask(&prompt, PromptRequest::NotNow { later });
    assert_eq!(said, Err(Failure::ListFull));
    let commands = stage.app.ports().browser.commands.borrow().clone();
    let mut told = commands.iter().map(|(_, _, command)| command);
    assert!(told.any(|command| *command == PageCommand::Dismiss));

    stage.tell(&on(&host(7), never)).unwrap();
    stage.tell(&on(&host(8), None)).unwrap();
    stage.tell(&on("calendly", never)).unwrap();
    assert_eq!(stage.asking().manner_on("calendly"), Manner::Never);
    assert!(!stage.is_asked("https://calendly.com/alex-example/60min"));
}

#[test]
fn a_record_as_it_was_stored_first_holds() {
    let stage = Stage::new();
    let record = include_str!("../../asking/tests/asking-1.json").trim_end();
    let kept = &stage.app.ports().records.kept;
    kept.borrow_mut()
        .insert("asking".to_owned(), record.to_owned());
    assert_eq!(stage.asking().manner_on("calendly"), Manner::Strict);
    assert_eq!(stage.see(PAGE, "").prompt.unwrap().manner, Manner::Strict);
    let about_kim = stage.see(OTHER_PAGE, "Intro | Kim Sample | Cal.com");
    assert_eq!(about_kim.prompt, None);
    assert_eq!(kept.borrow()["asking"], record, "reading changes nothing");
}

#[test]
fn a_damaged_record_asks_as_usual_and_is_put_aside_and_a_newer_one_is_left_alone() {
    let stage = Stage::new();
    let kept = &stage.app.ports().records.kept;
    let put = |text: &str| {
        kept.borrow_mut()
            .insert("asking".to_owned(), text.to_owned())
    };
    put("not a record");
    assert!(stage.is_asked(PAGE));
    stage.tell(&Change::Elsewhere(Manner::Pause)).unwrap();
    let aside = format!("asking-damaged/{}", NOW.0);
    assert_eq!(kept.borrow()[&aside], "not a record");

    let newer = r#"{"schema":2,"asking":7}"#;
    put(newer);
    let told = stage.tell(&Change::Elsewhere(Manner::Never));
    assert_eq!(told, Err(Failure::StoreNewer));
    assert_eq!(kept.borrow()["asking"], newer);
    // Nor is it shown as nothing.
    assert_eq!(stage.own(OwnRequest::Asking), Err(Failure::StoreNewer));
}

#[test]
fn what_was_said_is_kept_though_the_page_does_not_let_the_prompt_go() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    stage.app.ports().browser.pages_gone.set(true);
    let later = Later::Never;
    let said = stage.ask(&prompt, PromptRequest::NotNow { later });
    assert_eq!(said, Err(Failure::Page));
    assert_eq!(stage.asking().manner_on("calendly"), Manner::Never);
}
