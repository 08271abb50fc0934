//! *You may have answered this*: when it is asked, what is shown, what a click does.

use super::{Desk, asked, view};
use crate::session::{Effect, Event, Kept};
use baton_asking::{Ask, Manner};
use baton_notes::NoteId;
use baton_protocol::{Failure, PromptReply, PromptRequest, PromptView, RelatedNote};
use baton_worktime::UtcMillis;

fn note(number: u8) -> RelatedNote {
    RelatedNote {
        note: NoteId::from_parts(UtcMillis(1_781_690_000_000), [number; 16]).to_string(),
        title: format!("Note {number}"),
        state: "Answered".to_owned(),
        updated: UtcMillis(1_781_690_000_000),
    }
}

/// The questions about what is like the note, among these effects.
fn looks(effects: &[Effect]) -> Vec<&str> {
    let mut looks = Vec::new();
    for effect in effects {
        if let Effect::Ask(PromptRequest::Related(text)) = effect {
            looks.push(text.trim());
        }
    }
    looks
}

impl Desk {
    fn told(&mut self, text: &str, reply: Result<Vec<RelatedNote>, Failure>) -> Vec<Effect> {
        let text = text.to_owned();
        let asked = Box::new(PromptRequest::Related(text));
        self.tell(Event::Answer(asked, reply.map(PromptReply::Related)))
    }

    /// Types, and pauses.
    fn pause_after(&mut self, done_when: &str) -> Vec<Effect> {
        self.answer(|answers| answers.done_when = done_when.to_owned());
        self.tick += 500.0;
        self.tell(Event::SaveDue)
    }
}

/// The text that was asked with last.
fn text_of(effects: &[Effect]) -> String {
    let text = |effect: &Effect| match effect {
        Effect::Ask(PromptRequest::Related(text)) => Some(text.clone()),
        _ => None,
    };
    effects.iter().find_map(text).expect("it was asked")
}

#[test]
fn it_is_asked_at_the_start_and_at_each_pause_with_what_is_new() {
    let mut desk = Desk::new();
    assert_eq!(looks(&desk.tell(Event::Begun)), [""]);
    let effects = desk.pause_after("the valve is chosen");
    assert_eq!(looks(&effects), ["the valve is chosen"]);
    let save = effects.first().expect("it is saved too").clone();
    desk.reply(&save, Ok(()));
    // Nothing new was said.
    desk.answer(|answers| answers.minutes = Some(15));
    desk.tick += 500.0;
    assert_eq!(looks(&desk.tell(Event::SaveDue)), [""; 0]);
}

#[test]
fn in_a_private_window_and_behind_a_pill_nothing_is_asked() {
    let mut desk = Desk::with(PromptView {
        private: true,
        ..view()
    });
    assert_eq!(desk.tell(Event::Begun), []);
    let mut quiet = Desk::with(PromptView {
        ask: Some(Ask {
            manner: Manner::Quiet,
            wording: 0,
            skips_left: None,
            offer: None,
        }),
        ..view()
    });
    assert_eq!(quiet.tell(Event::Begun), []);
    assert_eq!(looks(&quiet.tell(Event::Fold(false))), [""]);
}

#[test]
fn what_was_told_is_shown_unless_it_is_old_or_not_wanted() {
    let mut desk = Desk::new();
    let first = text_of(&desk.tell(Event::Begun));
    let second = text_of(&desk.pause_after("the valve"));
    desk.told(&second, Ok(vec![note(1)]));
    desk.told(&first, Ok(vec![note(2)]));
    assert_eq!(desk.session.related.notes, [note(1)]);
    // It is no trouble when nobody answers.
    desk.told(&second, Err(Failure::NoAnswer));
    assert_eq!(desk.session.related.notes, [note(1)]);
    assert_eq!(desk.session.trouble, None);
    desk.tell(Event::RelatedDismissed);
    assert_eq!(desk.session.related.notes, []);
    desk.told(&second, Ok(vec![note(1)]));
    assert_eq!(desk.session.related.notes, []);
    assert_eq!(looks(&desk.pause_after("another one")), [""; 0]);
}

#[test]
fn a_link_is_made_at_once_where_the_note_is_stored() {
    let mut desk = Desk::new();
    let effects = desk.pause_after("the valve");
    desk.reply(&effects[0], Ok(()));
    assert_eq!(desk.session.kept, Kept::Saved);
    let to = note(1).note;
    let effects = desk.tell(Event::LinkTo(to.clone()));
    assert_eq!(asked(&effects), Some(&PromptRequest::Link(to.clone())));
    assert_eq!(desk.session.related.linked, [""; 0]);
    desk.reply(&effects[0], Ok(()));
    assert_eq!(desk.session.related.linked, [to]);
}

#[test]
fn a_note_that_is_not_stored_is_saved_before_it_is_linked() {
    let to = note(1).note;
    let link = PromptRequest::Link(to.clone());
    let mut desk = Desk::new();
    let save = desk.tell(Event::LinkTo(to.clone()));
    assert!(matches!(asked(&save), Some(PromptRequest::SaveDraft(_))));
    let linking = desk.reply(&save[0], Ok(()));
    assert_eq!(asked(&linking), Some(&link));
    // While a save is under way, the link waits for it.
    let mut desk = Desk::new();
    let save = desk.pause_after("the valve");
    assert_eq!(desk.tell(Event::LinkTo(to.clone())), []);
    let failed = desk.reply(&save[0], Err(Failure::StoreFull));
    assert_eq!(failed, []);
    let again = desk.tell(Event::Retry);
    assert_eq!(asked(&desk.reply(&again[0], Ok(()))), Some(&link));
}

#[test]
fn a_link_that_failed_can_be_tried_again() {
    let mut desk = Desk::new();
    let save = desk.tell(Event::LinkTo(note(1).note));
    let linking = desk.reply(&save[0], Ok(()));
    desk.reply(&linking[0], Err(Failure::NoAnswer));
    assert!(desk.session.trouble.is_some());
    assert_eq!(desk.tell(Event::Retry), linking);
    desk.reply(&linking[0], Ok(()));
    assert_eq!(desk.session.trouble, None);
}
