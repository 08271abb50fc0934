//! In a private window nothing is stored: what was typed is known to be lost with the page.

use super::{Desk, view};
use crate::event::{Effect, Event, Kept};
use baton_brief::Brief;
use baton_gate::TemplateId;
use baton_notes::Delivered;
use baton_protocol::{Failure, PromptView};

fn private() -> Desk {
    Desk::with(PromptView {
        private: true,
        ..view()
    })
}

fn type_ask(desk: &mut Desk, ask: &str) {
    let brief = Brief {
        ask: ask.to_owned(),
        ..desk.brief().clone()
    };
    desk.tell(Event::Written(brief));
}

/// A brief in which something was typed.
fn written() -> Desk {
    let mut desk = private();
    desk.tell(Event::Write);
    type_ask(&mut desk, "The chair");
    assert!(desk.session.would_lose);
    desk
}

#[test]
fn a_private_window_sends_no_drafts() {
    let mut desk = private();
    assert!(!desk.session.would_lose);
    desk.answer(|answers| answers.done_when = "secret".to_owned());
    desk.tick = 5000.0;
    assert_eq!(desk.tell(Event::SaveDue), []);
    assert_eq!(desk.tell(Event::Leaving), []);
    assert_eq!(desk.session.kept, Kept::Untouched);
    assert!(desk.session.would_lose);
}

#[test]
fn choosing_another_kind_before_something_was_typed_loses_nothing() {
    let mut desk = super::brief::desk(PromptView {
        private: true,
        ..view()
    });
    desk.tell(Event::TemplatePicked(TemplateId::Record));
    assert!(!desk.session.would_lose);
}

#[test]
fn what_left_baton_is_not_lost_until_something_is_typed_again() {
    let mut desk = written();
    desk.tell(Event::HandedOver(Delivered::Copied, Some(true)));
    assert!(!desk.session.would_lose);
    type_ask(&mut desk, "The other chair");
    assert!(desk.session.would_lose);
    desk.tell(Event::SavedAsFile);
    assert!(!desk.session.would_lose);
}

#[test]
fn what_the_clipboard_refused_has_not_left() {
    let mut desk = written();
    desk.tell(Event::HandedOver(Delivered::Copied, Some(false)));
    assert!(desk.session.would_lose);
    // Copied by hand it has, even if the background does not answer.
    let copied = desk.tell(Event::CopiedByHand);
    assert!(matches!(copied[..], [Effect::Ask(_)]));
    desk.reply(&copied[0], Err(Failure::NoAnswer));
    assert!(!desk.session.would_lose);
}

#[test]
fn where_drafts_are_kept_nothing_would_be_lost() {
    let mut desk = Desk::new();
    desk.tell(Event::Write);
    type_ask(&mut desk, "The chair");
    assert!(!desk.session.would_lose);
}
