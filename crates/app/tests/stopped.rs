//! The browser stops the worker whenever it likes: between any two steps of a message, which its sender
//! then sends once more. What a person said about when to ask holds all the same, and counts once.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_app::{Answer, Sender};
use baton_asking::{About, Asking, Change, Manner};
use baton_protocol::{Failure, Later, OwnRequest, PageCommand, PromptRequest, Reply, Request};
use stage::*;
use std::collections::BTreeMap;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// More steps than any message here takes.
const MOST_STEPS: usize = 200;

impl Stage {
    /// Sends a message and stops the worker after so many of its waits; `true` when it was answered
    /// before.
    fn is_done_within(&self, waits: usize, sender: &Sender, request: Request) -> bool {
        let mut answer = pin!(self.app.handle(sender, request));
        let mut context = Context::from_waker(Waker::noop());
        let mut polls = (0..=waits).map(|_| answer.as_mut().poll(&mut context));
        polls.any(|poll| match poll {
            Poll::Ready(Answer::Own(Reply::Done(_)) | Answer::Prompt(Reply::Done(_))) => true,
            Poll::Ready(other) => panic!("not done: {other:?}"),
            Poll::Pending => false,
        })
    }

    /// The stage after the browser has started again: what was stored, and nothing else.
    fn started_again(self) -> Self {
        let next = Self::new();
        let kept = self.app.ports().records.kept.take();
        next.app.ports().records.kept.replace(kept);
        next
    }

    fn kept(&self) -> BTreeMap<String, String> {
        self.app.ports().records.kept.borrow().clone()
    }

    fn asking(&self) -> Asking {
        let record = self.kept().remove("asking");
        record.map_or_else(Asking::default, |text| Asking::decode(&text).unwrap())
    }

    fn was_let_go(&self) -> bool {
        let commands = self.app.ports().browser.commands.borrow();
        let mut told = commands.iter().map(|(_, _, command)| command);
        told.any(|command| *command == PageCommand::Dismiss)
    }
}

/// Plays `act` with the worker stopped after no wait, after one, and so on until it is not met; `act`
/// says whether it was.
fn at_each_wait(act: impl Fn(usize) -> bool) {
    let met = (0..MOST_STEPS).take_while(|waits| act(*waits)).count();
    assert!((2..MOST_STEPS).contains(&met), "{met} waits were met");
}

/// *Not now* in a prompt, with the worker stopped after so many waits and the message sent again. Gives
/// the stage, and whether the stop was met.
fn not_now_stopped(page: &str, title: &str, later: Later, waits: usize) -> (Stage, bool) {
    let stage = Stage::new();
    let ticket = stage.see(page, title).prompt.unwrap().ticket.unwrap();
    let prompt = prompt_in(1, 7);
    let redeem = PromptRequest::Redeem { ticket };
    stage.ask(&prompt, redeem).unwrap();
    let not_now = PromptRequest::NotNow { later };
    if stage.is_done_within(waits, &prompt, Request::Prompt(not_now.clone())) {
        return (stage, false);
    }
    stage.later(1);
    match stage.ask(&prompt, not_now) {
        Ok(_) => {}
        // It may be forgotten, but not before the page has let it go.
        Err(Failure::Ticket) => assert!(stage.was_let_go(), "{waits}"),
        Err(other) => panic!("{waits}: {other:?}"),
    }
    (stage, true)
}

#[test]
fn what_is_said_with_not_now_holds_wherever_the_worker_was_stopped() {
    for later in [Later::Today, Later::Person, Later::Never] {
        at_each_wait(|waits| {
            let title = "30 Minute Meeting - Alex Example";
            let (stage, is_met) = not_now_stopped(PAGE, title, later, waits);
            let stage = stage.started_again();
            let other = "https://calendly.com/alex-example/60min";
            assert_eq!(stage.see_in(1, other).prompt, None, "{later:?}, {waits}");
            let skips = stage.asking().skips;
            assert_eq!(skips, [], "{later:?}, {waits}: nothing was only skipped");
            is_met
        });
    }
}

#[test]
fn a_skip_counts_once_at_most_wherever_the_worker_was_stopped() {
    // Where nobody is named, nothing can be said about them: that is a skip too.
    let nameless = "https://calendly.com/d/abc-123-xyz/intro";
    for (page, later) in [(PAGE, Later::Visit), (nameless, Later::Person)] {
        at_each_wait(|waits| {
            let (stage, is_met) = not_now_stopped(page, "", later, waits);
            let skips = stage.asking().skips.len();
            assert!(skips <= 1, "{later:?}, {waits}: {skips} skips");
            let is_counted = skips == 1 || stage.was_let_go();
            assert!(is_counted, "{later:?}, {waits}: it is counted or over");
            if !is_met {
                assert_eq!(skips, 1, "{later:?}");
            }
            is_met
        });
    }
}

#[test]
fn a_choice_of_when_to_ask_stands_wherever_the_worker_was_stopped() {
    let on = |manner| Change::OnSite {
        site: "calendly".to_owned(),
        manner,
    };
    let pause = |about, is_today_only| Change::Pause {
        about,
        is_today_only,
    };
    for change in [
        on(Some(Manner::Never)),
        on(Some(Manner::Strict)),
        on(None),
        Change::Elsewhere(Manner::Strict),
        pause(About::Everything, true),
        pause(About::Person("Kim Sample".to_owned()), false),
        Change::Resume(About::Everything),
    ] {
        let request = Request::Own(OwnRequest::ChangeAsking {
            change: serde_json::to_string(&change).unwrap(),
        });
        let before = || {
            let stage = Stage::new();
            for change in [on(Some(Manner::Pause)), pause(About::Everything, false)] {
                let change = serde_json::to_string(&change).unwrap();
                stage.own(OwnRequest::ChangeAsking { change }).unwrap();
            }
            stage
        };
        let result = |stage: &Stage| {
            let rules = stage.app.ports().browser.request_rules.borrow();
            (stage.kept(), rules.clone())
        };
        let undisturbed = before();
        assert!(undisturbed.is_done_within(MOST_STEPS, &popup(), request.clone()));
        at_each_wait(|waits| {
            let stage = before();
            let is_done = stage.is_done_within(waits, &popup(), request.clone());
            if !is_done {
                assert!(stage.is_done_within(MOST_STEPS, &popup(), request.clone()));
            }
            assert_eq!(result(&stage), result(&undisturbed), "{change:?}, {waits}");
            !is_done
        });
    }
}
