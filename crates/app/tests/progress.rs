//! How a booking goes on once its prompt was there: the slot chosen, the confirmation it ends on.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod stage;

use baton_app::ports::StoreFault;
use baton_brief::{Brief, FieldValue};
use baton_gate::TemplateId;
use baton_notes::{Delivered, Note, Origin, State, Stored, Written, decode};
use baton_protocol::{
    Handover, NoteChange, OwnRequest, PageRequest, PromptReply, PromptRequest, ShowReply,
    ShowRequest, WriteRequest,
};
use baton_worktime::UtcMillis;
use stage::*;

const SLOT: &str = "https://calendly.com/alex-example/30min/2026-03-16T10:30:00-07:00";
const DONE: &str =
    "https://calendly.com/alex-example/30min/invitees/0849b451-da1a-494a-9818-4fc8ce627571";
const OTHER_DONE: &str =
    "https://calendly.com/alex-example/60min/invitees/0849b451-da1a-494a-9818-4fc8ce627571";
const CAL: &str = "https://cal.com/kim-sample/intro";
const CAL_DONE: &str =
    "https://cal.com/booking/aB3dE5gH7jK9mN1pQ3sT5v?isSuccessBookingPage=true&eventTypeSlug=intro";

/// What a frame's content script reports.
fn seen_in(stage: &Stage, tab: i32, frame: i64, url: &str) {
    let seen = PageRequest::Seen {
        url: url.to_owned(),
        title: String::new(),
        mounted: None,
        can_prompt: true,
        form: None,
    };
    stage.page(&page_in(tab, frame, url), seen).unwrap();
}

/// Moves within the page in tab 1 whose prompt stands.
fn moves_to(stage: &Stage, key: &str, url: &str) {
    let seen = PageRequest::Seen {
        url: url.to_owned(),
        title: String::new(),
        mounted: Some(key.to_owned()),
        can_prompt: true,
        form: None,
    };
    stage.page(&page_in(1, 0, url), seen).unwrap();
}

fn notes(stage: &Stage) -> Vec<Note> {
    let kept = stage.app.ports().records.kept.borrow();
    let records = kept.iter().filter(|(key, _)| key.starts_with("note/"));
    records
        .map(|(_, text)| match decode(text) {
            Ok(Stored::Current(note)) => *note,
            other => panic!("{other:?}"),
        })
        .collect()
}

fn note(stage: &Stage) -> Note {
    let mut all = notes(stage);
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn hand_over(ask: &str) -> Handover {
    Handover {
        text: Written {
            answers: answers(),
            brief: Some(brief(ask)),
        },
        was: Vec::new(),
    }
}

/// The steps of the one note.
fn steps(stage: &Stage) -> Vec<(State, Origin)> {
    let history = note(stage).history.into_iter();
    history.map(|step| (step.state, step.from)).collect()
}

const BOOKED: (State, Origin) = (State::Booked, Origin::Confirmation);

#[test]
fn the_confirmation_books_the_note_of_its_booking_once() {
    let stage = Stage::new();
    stage.drafted("Which plan?", PAGE);
    moves_to(&stage, PAGE, SLOT);
    moves_to(&stage, PAGE, DONE);
    assert_eq!(steps(&stage), [BOOKED]);
    assert_eq!(stage.list("")[0].state, Some(State::Booked));
    let told = note(&stage);
    // A reload, a step back and forth, a message told again.
    for url in [DONE, SLOT, DONE] {
        seen_in(&stage, 1, 0, url);
    }
    assert_eq!(note(&stage), told);
}

#[test]
fn what_people_do_with_a_booked_note_stands() {
    let stage = Stage::new();
    let id = stage.drafted("Which plan?", PAGE);
    moves_to(&stage, PAGE, DONE);
    let change = NoteChange::Advance { to: State::Sent };
    stage.own(OwnRequest::Change { id, change }).unwrap();
    seen_in(&stage, 1, 0, DONE);
    assert_eq!(note(&stage).state, State::Sent);
}

#[test]
fn a_note_whose_brief_was_sent_or_went_into_the_booking_is_booked_too() {
    let sent = Stage::new();
    let (prompt, _) = sent.prompt_on(PAGE);
    let deliver = PromptRequest::Delivered {
        what: hand_over("Which plan?"),
        how: Delivered::Copied,
    };
    sent.ask(&prompt, deliver).unwrap();
    moves_to(&sent, PAGE, DONE);
    assert_eq!(steps(&sent), [(State::Sent, Origin::Prompt), BOOKED]);

    let booked = Stage::new();
    let (prompt, _) = booked.prompt_on(PAGE);
    booked
        .ask(&prompt, PromptRequest::Book(hand_over("Which plan?")))
        .unwrap();
    seen_in(&booked, 1, 0, DONE);
    assert_eq!(steps(&booked), [(State::Booked, Origin::Prompt)]);
}

#[test]
fn a_confirmation_that_belongs_to_no_note_does_nothing() {
    let stage = Stage::new();
    stage.drafted("Which plan?", PAGE);
    let untouched = note(&stage);
    // In another tab, in another frame, of another event, on another host, of another vendor.
    seen_in(&stage, 2, 0, DONE);
    seen_in(&stage, 1, 5, DONE);
    seen_in(&stage, 1, 0, OTHER_DONE);
    seen_in(
        &stage,
        1,
        0,
        "https://cal.com/booking/aB3dE5gH7jK9mN1pQ3sT5v",
    );
    // About an existing booking, but no confirmation.
    seen_in(
        &stage,
        1,
        0,
        "https://calendly.com/cancellations/0849b451-da1a-494a-9818-4fc8ce627571",
    );
    assert_eq!(note(&stage), untouched);
    seen_in(&stage, 1, 0, DONE);
    assert_eq!(note(&stage).state, State::Booked);
}

#[test]
fn a_confirmation_without_a_name_is_of_the_booking_last_begun_in_its_frame() {
    let stage = Stage::new();
    let first = stage.drafted("Which plan?", PAGE);
    let second = stage.drafted("Which room?", CAL);
    seen_in(
        &stage,
        1,
        0,
        "https://acme.cal.com/booking/aB3dE5gH7jK9mN1pQ3sT5v",
    );
    seen_in(&stage, 1, 0, CAL_DONE);
    for note in notes(&stage) {
        let booked = note.id == second;
        assert!(booked || note.id == first);
        assert_eq!(note.state == State::Booked, booked, "{}", note.title());
    }
}

#[test]
fn a_page_turned_to_meanwhile_is_what_gets_confirmed() {
    let stage = Stage::new();
    stage.drafted("Which plan?", CAL);
    // Nothing was written about the second one.
    seen_in(&stage, 1, 0, "https://cal.com/kim-sample/review");
    seen_in(&stage, 1, 0, CAL_DONE);
    assert_eq!(note(&stage).state, State::Draft);
}

/// A booking that costs something: its form, the payment, the confirmation.
#[test]
fn a_page_about_the_booking_itself_keeps_it_under_way() {
    for between in [
        "https://cal.com/payment/6f1c1a52-8d2e-4f0e-9a3b-2f6f8f3f4f10?date=2026-03-16&name=Kim",
        "https://app.cal.com/payment/6f1c1a52-8d2e-4f0e-9a3b-2f6f8f3f4f10",
        "https://cal.com/reschedule/aB3dE5gH7jK9mN1pQ3sT5v",
        "https://cal.com/kim-sample/intro?rescheduleUid=aB3dE5gH7jK9mN1pQ3sT5v",
    ] {
        let stage = Stage::new();
        stage.drafted("Which plan?", CAL);
        let asked = stage.see(between, "").prompt;
        assert_eq!(asked, None, "{between}");
        assert_eq!(note(&stage).state, State::Draft, "{between}");
        seen_in(&stage, 1, 0, CAL_DONE);
        assert_eq!(steps(&stage), [BOOKED], "{between}");
    }
}

/// The chosen time becomes a part of the path there: the same page, whose prompt stays.
#[test]
fn a_slot_in_the_path_of_a_longer_address_is_kept_and_its_prompt_stays() {
    let page = "https://acme.as.me/schedule/7d558012/appointment/1602/calendar/4291";
    let chosen = format!("{page}/datetime/2026-03-16T09:00:00-06:00?appointmentTypeIds[]=1602");
    let stage = Stage::new();
    stage.drafted("Which plan?", page);
    let seen = PageRequest::Seen {
        url: chosen.clone(),
        title: String::new(),
        mounted: Some(page.to_owned()),
        can_prompt: true,
        form: None,
    };
    let prompt = stage.page(&page_in(1, 0, &chosen), seen).unwrap().prompt;
    assert_eq!(prompt.map(|it| it.key).as_deref(), Some(page));
    assert_eq!(
        note(&stage).source.slot.as_deref(),
        Some("2026-03-16T09:00:00-06:00")
    );
}

#[test]
fn a_confirmation_days_later_is_another_bookings() {
    let stage = Stage::new();
    stage.drafted("Which plan?", CAL);
    stage.later(25 * 60);
    seen_in(&stage, 1, 0, CAL_DONE);
    assert_eq!(note(&stage).state, State::Draft);
}

#[test]
fn a_link_in_a_mail_to_an_existing_booking_confirms_nothing() {
    let stage = Stage::new();
    stage.drafted("Which plan?", CAL);
    for why in ["changes=true", "cancel=true", "reschedule=true"] {
        let url = format!("https://cal.com/booking/aB3dE5gH7jK9mN1pQ3sT5v?{why}");
        seen_in(&stage, 1, 0, &url);
        assert_eq!(note(&stage).state, State::Draft, "{why}");
    }
}

#[test]
fn a_widget_loaded_anew_after_its_brief_was_sent_still_knows_its_note() {
    let stage = Stage::new();
    let seen = PageRequest::Seen {
        url: PAGE.to_owned(),
        title: String::new(),
        mounted: None,
        can_prompt: true,
        form: None,
    };
    let mount = stage.page(&page_in(1, 3, PAGE), seen).unwrap().prompt;
    let prompt = prompt_in(1, 7);
    let ticket = mount.unwrap().ticket.unwrap();
    stage
        .ask(&prompt, PromptRequest::Redeem { ticket })
        .unwrap();
    let deliver = PromptRequest::Delivered {
        what: hand_over("Which plan?"),
        how: Delivered::Mailed,
    };
    stage.ask(&prompt, deliver).unwrap();
    // The page around it was loaded again: the browser numbers its frames anew.
    seen_in(&stage, 1, 9, PAGE);
    seen_in(&stage, 1, 9, SLOT);
    seen_in(&stage, 1, 9, DONE);
    assert_eq!(note(&stage).state, State::Booked);
    assert_eq!(
        note(&stage).source.slot.as_deref(),
        Some("2026-03-16T10:30:00-07:00")
    );
}

#[test]
fn a_store_that_fails_is_told_again_by_the_same_page() {
    let stage = Stage::new();
    stage.drafted("Which plan?", PAGE);
    *stage.app.ports().records.fault.borrow_mut() = Some(StoreFault::Full);
    let mounted = stage.see(DONE, "").prompt;
    assert_eq!(mounted, None, "the prompt goes all the same");
    *stage.app.ports().records.fault.borrow_mut() = None;
    assert_eq!(note(&stage).state, State::Draft);
    seen_in(&stage, 1, 0, DONE);
    assert_eq!(steps(&stage), [BOOKED]);
}

/// The worker was stopped between the note and what it remembers of the booking.
#[test]
fn a_confirmation_told_again_after_it_was_kept_books_no_second_time() {
    let stage = Stage::new();
    stage.drafted("Which plan?", PAGE);
    let remembered = stage.app.ports().session.0.borrow().clone();
    seen_in(&stage, 1, 0, DONE);
    let booked = note(&stage);
    *stage.app.ports().session.0.borrow_mut() = remembered;
    stage.later(1);
    seen_in(&stage, 1, 0, DONE);
    assert_eq!(note(&stage), booked);
}

#[test]
fn a_deleted_note_is_not_touched_and_one_never_written_is_not_made() {
    let stage = Stage::new();
    let id = stage.drafted("Which plan?", PAGE);
    let change = NoteChange::Delete;
    stage.own(OwnRequest::Change { id, change }).unwrap();
    let deleted = note(&stage);
    moves_to(&stage, PAGE, SLOT);
    moves_to(&stage, PAGE, DONE);
    assert_eq!(note(&stage), deleted);

    let unwritten = Stage::new();
    unwritten.prompt_on(PAGE);
    moves_to(&unwritten, PAGE, SLOT);
    moves_to(&unwritten, PAGE, DONE);
    assert_eq!(notes(&unwritten), []);
}

#[test]
fn a_slot_chosen_later_is_kept_in_the_note_at_once() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    stage
        .ask(&prompt, PromptRequest::SaveDraft(hand_over("Which plan?")))
        .unwrap();
    assert_eq!(note(&stage).source.slot, None);
    moves_to(&stage, PAGE, &format!("{PAGE}?date=2026-03-16"));
    assert_eq!(note(&stage).source.slot.as_deref(), Some("2026-03-16"));
    moves_to(&stage, PAGE, SLOT);
    let kept = note(&stage);
    assert_eq!(
        kept.source.slot.as_deref(),
        Some("2026-03-16T10:30:00-07:00")
    );
    // The page shown again without one, as after a reload, takes nothing back.
    seen_in(&stage, 1, 0, PAGE);
    assert_eq!(note(&stage), kept);
}

#[test]
fn the_form_that_stands_open_on_the_note_keeps_the_slot() {
    let stage = Stage::new();
    let id = stage.drafted("Which plan?", PAGE);
    moves_to(&stage, PAGE, SLOT);
    let what = hand_over("Which plan for Q3?");
    let save = WriteRequest::SaveDraft { note: id, what };
    stage.write(save).unwrap();
    let kept = note(&stage);
    assert_eq!(kept.title(), "Which plan for Q3?");
    assert_eq!(
        kept.source.slot.as_deref(),
        Some("2026-03-16T10:30:00-07:00")
    );
}

#[test]
fn a_meetings_brief_goes_into_the_booking_with_the_slot_chosen_last() {
    let meeting = || Brief {
        template: TemplateId::Meet,
        ..brief("Which plan?")
    };
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    let preview = || {
        let ask = PromptRequest::PreviewBooking { brief: meeting() };
        match stage.ask(&prompt, ask).unwrap() {
            PromptReply::Booking(preview) => preview.field_text,
            other => panic!("{other:?}"),
        }
    };
    let early = preview();
    moves_to(&stage, PAGE, SLOT);
    let shown = preview();
    assert_ne!(early, shown);
    assert!(shown.contains("17:30"), "10:30 in California: {shown}");

    let mut what = hand_over("Which plan?");
    what.text.brief = Some(meeting());
    stage.ask(&prompt, PromptRequest::Book(what)).unwrap();
    let at = FieldValue::Moment(UtcMillis(1_773_682_200_000));
    assert_eq!(note(&stage).brief.unwrap().fields["when"], at);
}

#[test]
fn the_popup_shows_the_note_as_booked_by_the_page() {
    let stage = Stage::new();
    let id = stage.drafted("Which plan?", PAGE);
    moves_to(&stage, PAGE, DONE);
    match stage.show(ShowRequest::Note { id }).unwrap() {
        ShowReply::Note(note) => assert_eq!(note.state, State::Booked),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_second_booking_of_the_same_page_is_asked_about_and_leaves_the_first_note_alone() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    let book = PromptRequest::Book(hand_over("Which plan?"));
    stage.ask(&prompt, book).unwrap();
    moves_to(&stage, PAGE, SLOT);
    moves_to(&stage, PAGE, DONE);
    let first = note(&stage);
    assert_eq!(first.state, State::Booked);

    assert!(stage.see(PAGE, "").prompt.is_some(), "asked again");
    let later = SLOT.replace("16T10", "18T15");
    seen_in(&stage, 1, 0, &later);
    assert_eq!(note(&stage), first);
}
