//! What becomes of what was typed when a request fails.

use super::{Desk, asked};
use crate::session::{Effect, Event, Kept, Screen};
use baton_brief::Brief;
use baton_notes::Delivered;
use baton_protocol::{Failure, Handover, Later, PromptReply, PromptRequest};

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
    ] {
        let mut desk = Desk::new();
        desk.tell(Event::Write);
        desk.answer(|answers| answers.done_when = "it".to_owned());
        let name = format!("{last:?}");
        let told = desk.tell(last);
        assert_eq!(desk.tell(Event::Leaving), [], "{name} carries it");
        desk.reply(&told[0], Err(Failure::StoreFull));
        assert_eq!(desk.session.kept, Kept::OnTheWay, "{name}");
        desk.tick += 500.0;
        let effects = desk.tell(Event::SaveDue);
        let Some(PromptRequest::SaveDraft(Handover { text, .. })) = asked(&effects) else {
            panic!("{name}: {effects:?}")
        };
        assert_eq!(text.answers.done_when, "it");
        desk.reply(&effects[0], Ok(()));
        assert_eq!(desk.session.kept, Kept::Saved);
    }
}

/// What a draft says it is done when, and the request that ends the prompt behind it.
fn draft_and_end(effects: &[Effect]) -> (&str, &PromptRequest) {
    let [
        Effect::Ask(PromptRequest::SaveDraft(Handover { text, .. })),
        Effect::Ask(end),
    ] = effects
    else {
        panic!("{effects:?}")
    };
    (&text.answers.done_when, end)
}

#[test]
fn what_is_not_saved_yet_goes_before_a_request_that_ends_the_prompt() {
    let later = Later::Visit;
    for (press, end) in [
        (Event::NotNow(later), PromptRequest::NotNow { later }),
        (Event::Close, PromptRequest::Close),
    ] {
        let mut desk = Desk::new();
        desk.tell(Event::Write);
        desk.tick += 500.0;
        let earlier = desk.tell(Event::SaveDue);
        desk.answer(|answers| answers.done_when = "it".to_owned());
        let told = desk.tell(press);
        assert_eq!(draft_and_end(&told), ("it", &end));
        assert_eq!(desk.tell(Event::Leaving), [], "it is on its way");
        desk.reply(&earlier[0], Ok(()));
        desk.reply(&told[0], Ok(()));
        desk.reply(&told[1], Err(Failure::Page));
        desk.answer(|answers| answers.done_when = "it, and more".to_owned());
        let again = desk.tell(Event::Retry);
        assert_eq!(draft_and_end(&again), ("it, and more", &end));
        desk.reply(&again[0], Ok(()));
        desk.reply(&again[1], Ok(()));
        assert_eq!(desk.session.screen, Screen::SteppingAside);
    }
}

#[test]
fn what_is_saved_is_not_sent_again_with_the_end() {
    let mut desk = Desk::new();
    desk.tell(Event::Write);
    desk.tick += 500.0;
    let draft = desk.tell(Event::SaveDue);
    desk.reply(&draft[0], Ok(()));
    let later = Later::Visit;
    let end = Effect::Ask(PromptRequest::NotNow { later });
    assert_eq!(desk.tell(Event::NotNow(later)), [end]);
}

#[test]
fn a_failed_not_now_makes_no_draft_of_nothing() {
    let mut desk = Desk::new();
    let told = desk.tell(Event::NotNow(Later::Visit));
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
    let effects = desk.tell(Event::NotNow(Later::Visit));
    desk.reply(&effects[0], Err(Failure::Stale));
    assert_eq!(
        desk.session
            .trouble
            .as_ref()
            .map(|trouble| trouble.again.is_some()),
        Some(false)
    );
}

/// The asks of the texts a save says the note may hold.
fn was(effects: &[Effect]) -> Vec<String> {
    match asked(effects) {
        Some(PromptRequest::SaveDraft(Handover { was, .. })) => {
            let briefs = was.iter().filter_map(|text| text.brief.as_ref());
            briefs.map(|brief| brief.ask.clone()).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_save_tells_which_texts_are_its_own_and_another_tabs_text_is_said() {
    let mut desk = Desk::new();
    desk.tell(Event::Write);
    let write = |desk: &mut Desk, ask: &str| {
        let brief = Brief {
            ask: ask.to_owned(),
            ..desk.brief().clone()
        };
        desk.tell(Event::Written(brief));
        desk.tick += 1_000.0;
        desk.tell(Event::SaveDue)
    };
    let first = write(&mut desk, "One");
    assert_eq!(was(&first), Vec::<String>::new());
    desk.reply(&first[0], Ok(()));
    let second = write(&mut desk, "Two");
    assert_eq!(was(&second), ["One"]);
    desk.reply(&second[0], Err(Failure::NoAnswer));
    desk.tick += 60_000.0;
    // It may have been saved all the same.
    let third = write(&mut desk, "Three");
    assert_eq!(was(&third), ["One", "Two"]);
    let Effect::Ask(request) = &third[0] else {
        panic!("{third:?}")
    };
    let saved = PromptReply::Saved { diverged: true };
    desk.tell(Event::Answer(Box::new(request.clone()), Ok(saved)));
    assert!(desk.session.diverged);
    assert_eq!(was(&write(&mut desk, "Four")), ["Three"]);
}
