//! What becomes of what was typed when a request fails.

use super::{Desk, asked};
use crate::session::{Event, Kept, Screen};
use baton_brief::Brief;
use baton_notes::Delivered;
use baton_protocol::{Failure, Handover, PromptRequest};

#[test]
fn no_draft_follows_a_delivery() {
    let mut desk = Desk::new();
    desk.tell(Event::Write);
    desk.tell(Event::HandedOver(Delivered::Copied, Some(true)));
    desk.tick = 5000.0;
    assert_eq!(desk.tell(Event::SaveDue), []);
    assert_eq!(desk.tell(Event::Leaving), []);
}

#[test]
fn a_delivery_that_was_not_kept_is_told_again_with_what_was_typed_since() {
    let mut desk = Desk::new();
    desk.tell(Event::Write);
    let told = desk.tell(Event::HandedOver(Delivered::Copied, Some(true)));
    desk.reply(&told[0], Err(Failure::NoAnswer));
    assert_eq!(desk.session.screen, Screen::Writing);
    let typed = Brief {
        ask: "Which date?".to_owned(),
        ..desk.brief().clone()
    };
    desk.tell(Event::Written(typed.clone()));
    let again = desk.tell(Event::Retry);
    let Some(PromptRequest::Delivered { what, how }) = asked(&again) else {
        panic!("{again:?}")
    };
    assert_eq!((&what.text.brief, *how), (&Some(typed), Delivered::Copied));
    assert_eq!(desk.session.trouble, None);
    desk.reply(&again[0], Ok(()));
    assert_eq!(desk.session.screen, Screen::Sent(Delivered::Copied));
    assert_eq!(desk.session.kept, Kept::Saved);
}

#[test]
fn what_a_failed_request_carried_is_saved_after_all() {
    for last in [
        Event::HandedOver(Delivered::Copied, Some(true)),
        Event::BookConfirmed(None),
        Event::NotNow,
    ] {
        let mut desk = Desk::new();
        desk.tell(Event::Write);
        desk.answer(|answers| answers.done_when = "it".to_owned());
        let told = desk.tell(last.clone());
        assert_eq!(desk.tell(Event::Leaving), [], "{last:?} carries it");
        desk.reply(&told[0], Err(Failure::StoreFull));
        assert_eq!(desk.session.kept, Kept::OnTheWay, "{last:?}");
        desk.tick += 500.0;
        let effects = desk.tell(Event::SaveDue);
        let Some(PromptRequest::SaveDraft(Handover { text, .. })) = asked(&effects) else {
            panic!("{last:?}: {effects:?}")
        };
        assert_eq!(text.answers.done_when, "it");
        desk.reply(&effects[0], Ok(()));
        assert_eq!(desk.session.kept, Kept::Saved);
    }
}

#[test]
fn a_failed_not_now_makes_no_draft_of_nothing() {
    let mut desk = Desk::new();
    let told = desk.tell(Event::NotNow);
    desk.reply(&told[0], Err(Failure::Page));
    desk.tick += 500.0;
    assert_eq!(desk.tell(Event::SaveDue), []);
    assert_eq!(desk.tell(Event::Leaving), []);
    assert_eq!(desk.session.kept, Kept::Untouched);
    assert_eq!(desk.tell(Event::Retry), told);
}

#[test]
fn saved_is_not_said_while_a_delivery_with_more_is_under_way() {
    let mut desk = Desk::new();
    desk.tell(Event::Write);
    desk.tick += 500.0;
    let draft = desk.tell(Event::SaveDue);
    desk.answer(|answers| answers.done_when = "it".to_owned());
    let delivery = desk.tell(Event::HandedOver(Delivered::Copied, Some(true)));
    desk.reply(&draft[0], Ok(()));
    assert_eq!(desk.session.kept, Kept::OnTheWay);
    desk.reply(&delivery[0], Ok(()));
    assert_eq!(desk.session.kept, Kept::Saved);
}

#[test]
fn a_stale_page_is_not_offered_to_try_again() {
    let mut desk = Desk::new();
    let effects = desk.tell(Event::NotNow);
    desk.reply(&effects[0], Err(Failure::Stale));
    assert_eq!(
        desk.session
            .trouble
            .as_ref()
            .map(|trouble| trouble.again.is_some()),
        Some(false)
    );
}
