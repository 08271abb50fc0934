//! Pages that move, come again and go while their prompt is on its way or stands.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod stage;

use baton_app::ports::Badge;
use baton_app::{Answer, Sender};
use baton_notes::Written;
use baton_protocol::{
    Failure, Handover, PageCommand, PageReply, PageRequest, PromptReply, PromptRequest, Reply,
    Request,
};
use futures_executor::block_on;
use futures_util::future::join;
use stage::*;

const SLOT: &str = "https://calendly.com/alex-example/30min/2026-03-16T10:30:00-07:00";

/// What the content script reports of a page whose prompt it has mounted.
fn moved_to(url: &str) -> PageRequest {
    PageRequest::Seen {
        url: url.to_owned(),
        title: String::new(),
        mounted: Some(PAGE.to_owned()),
        can_prompt: true,
        form: None,
    }
}

fn seen(stage: &Stage, sender: &Sender, url: &str) -> PageReply {
    let seen = PageRequest::Seen {
        url: url.to_owned(),
        title: String::new(),
        mounted: None,
        can_prompt: true,
        form: None,
    };
    stage.page(sender, seen).unwrap()
}

fn ticket(reply: PageReply) -> String {
    reply.prompt.unwrap().ticket.unwrap()
}

fn save(ask: &str) -> PromptRequest {
    PromptRequest::SaveDraft(Handover {
        text: Written {
            answers: answers(),
            brief: Some(brief(ask)),
        },
        was: Vec::new(),
    })
}

/// Books, and gives the address the page is sent to.
fn booked_at(stage: &Stage, prompt: &Sender) -> String {
    let book = PromptRequest::Book(Handover {
        text: Written {
            answers: answers(),
            brief: Some(brief("Which plan?")),
        },
        was: Vec::new(),
    });
    stage.ask(prompt, book).unwrap();
    let commands = stage.app.ports().browser.commands.borrow().clone();
    match commands.last() {
        Some((_, _, PageCommand::Navigate { url })) => url.clone(),
        other => panic!("the page was not moved: {other:?}"),
    }
}

#[test]
fn a_slot_chosen_later_is_kept_in_the_booking() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    let mount = stage.page(&page_in(1, 0, SLOT), moved_to(SLOT)).unwrap();
    let mount = mount.prompt.unwrap();
    assert_eq!(
        (mount.key.as_str(), mount.ticket),
        (PAGE, None),
        "the prompt stays as it is"
    );
    let url = booked_at(&stage, &prompt);
    assert!(url.starts_with(SLOT), "{url}");
}

#[test]
fn a_slot_chosen_before_the_prompt_is_up_is_kept_in_the_booking() {
    let stage = Stage::new();
    let ticket = ticket(stage.see(PAGE, ""));
    stage.page(&page_in(1, 0, SLOT), moved_to(SLOT)).unwrap();
    let prompt = prompt_in(1, 7);
    let redeem = PromptRequest::Redeem { ticket };
    let PromptReply::View(view) = stage.ask(&prompt, redeem).unwrap() else {
        panic!("not a view")
    };
    assert!(view.source.slot.is_some());
    let url = booked_at(&stage, &prompt);
    assert!(url.starts_with(SLOT), "{url}");
}

/// The page's report and the ticket may meet at any point of each other's work.
#[test]
fn a_move_while_the_prompt_comes_up_neither_doubles_the_draft_nor_loses_the_slot() {
    for head_start in 0..12 {
        let stage = Stage::new();
        let (first, _) = stage.prompt_on(PAGE);
        stage.ask(&first, save("Which plan?")).unwrap();
        let ticket = ticket(stage.see(PAGE, ""));

        let prompt = prompt_in(1, 8);
        let redeem = Request::Prompt(PromptRequest::Redeem { ticket });
        let page = page_in(1, 0, SLOT);
        let report = async {
            // Each look at the session's values lets the other side go one step further.
            for _ in 0..head_start {
                baton_app::ports::Session::get(&stage.app.ports().session, "").await;
            }
            stage.app.handle(&page, Request::Page(moved_to(SLOT))).await
        };
        let (view, _) = block_on(join(stage.app.handle(&prompt, redeem), report));
        let Answer::Prompt(Reply::Done(PromptReply::View(view))) = view else {
            panic!("{head_start}: not a view: {view:?}")
        };
        assert!(view.resumed, "{head_start}");

        stage.ask(&prompt, save("Which plan for Q3?")).unwrap();
        assert_eq!(stage.titles(), ["Which plan for Q3?"], "{head_start}");
        let url = booked_at(&stage, &prompt);
        assert!(url.starts_with(SLOT), "{head_start}: {url}");
    }
}

/// Some systems have their pages behind the `#`.
#[test]
fn a_page_that_is_told_by_its_fragment_is_another_when_that_moves() {
    let stage = Stage::new();
    let at = |id: &str| format!("https://acme.zohobookings.com/#/{id}");
    let (first, second) = (at("1234567890123456789"), at("9876543210987654321"));
    let mount = seen(&stage, &page_in(1, 0, &first), &first).prompt.unwrap();
    assert_eq!(mount.key, first);
    let moved = PageRequest::Seen {
        url: second.clone(),
        title: String::new(),
        mounted: Some(first),
        can_prompt: true,
        form: None,
    };
    let mount = stage.page(&page_in(1, 0, &second), moved).unwrap().prompt;
    let mount = mount.unwrap();
    assert_eq!(mount.key, second);
    assert!(mount.ticket.is_some(), "another booking, another prompt");
}

#[test]
fn a_fragment_that_tells_nothing_is_not_remembered() {
    let stage = Stage::new();
    stage.prompt_on(&format!("{PAGE}#a-word"));
    let remembered = format!("{:?}", stage.app.ports().session);
    assert!(remembered.contains(PAGE) && !remembered.contains("a-word"));
}

#[test]
fn a_page_that_asks_again_and_again_has_one_ticket_and_one_prompt() {
    let stage = Stage::new();
    let long = format!("{PAGE}?utm_source={}", "a".repeat(7_000));
    let remembered = |stage: &Stage| {
        let values = stage.app.ports().session.0.borrow().clone();
        let size: usize = values.values().map(String::len).sum();
        (values.len(), size)
    };
    let mut last = String::new();
    for frame in 7..11 {
        last = ticket(stage.see(&long, ""));
        let redeem = PromptRequest::Redeem {
            ticket: last.clone(),
        };
        stage.ask(&prompt_in(1, frame), redeem).unwrap();
    }
    let once = remembered(&stage);
    for frame in 11..40 {
        let first = ticket(stage.see(&long, ""));
        last = ticket(stage.see(&long, ""));
        let redeem = |ticket: &str| PromptRequest::Redeem {
            ticket: ticket.to_owned(),
        };
        let prompt = prompt_in(1, frame);
        assert_eq!(stage.ask(&prompt, redeem(&first)), Err(Failure::Ticket));
        stage.ask(&prompt, redeem(&last)).unwrap();
    }
    let (count, size) = remembered(&stage);
    assert_eq!(count, once.0, "{:?}", stage.app.ports().session);
    assert!(size < once.1 + 100, "{size} bytes after {} bytes", once.1);
    assert!(!last.is_empty());
}

#[test]
fn a_prompt_can_save_until_the_one_after_it_is_up() {
    let stage = Stage::new();
    let (before, _) = stage.prompt_on(PAGE);
    let after = ticket(stage.see("https://calendly.com/alex-example/60min", ""));
    assert!(stage.ask(&before, save("Which plan?")).is_ok());
    let redeem = PromptRequest::Redeem { ticket: after };
    stage.ask(&prompt_in(1, 8), redeem).unwrap();
    assert_eq!(
        stage.ask(&before, save("Which plan for Q3?")),
        Err(Failure::Ticket)
    );
    assert_eq!(stage.titles(), ["Which plan?"]);
}

#[test]
fn prompts_of_two_widgets_in_a_tab_stand_side_by_side() {
    let stage = Stage::new();
    let [one, two] = [3, 4].map(|frame| ticket(seen(&stage, &page_in(1, frame, PAGE), PAGE)));
    for (frame, ticket) in [(7, two), (8, one)] {
        let redeem = PromptRequest::Redeem { ticket };
        stage.ask(&prompt_in(1, frame), redeem).unwrap();
    }
    for frame in [7, 8] {
        assert!(stage.ask(&prompt_in(1, frame), save("Which?")).is_ok());
    }
}

#[test]
fn the_badge_goes_with_the_last_widget_that_books() {
    let stage = Stage::new();
    let badge = || stage.app.ports().browser.badges.borrow()[&1];
    for frame in [3, 4] {
        seen(&stage, &page_in(1, frame, PAGE), PAGE);
    }
    let done = format!("{PAGE}/invitees/0849b451-da1a-494a-9818-4fc8ce627571");
    seen(&stage, &page_in(1, 3, PAGE), &done);
    assert_eq!(badge(), Badge::Booking, "the other widget still books");
    seen(&stage, &page_in(1, 4, PAGE), &done);
    assert_eq!(badge(), Badge::Clear);
}
