//! A brief written without the gate before it: one that stands, or one from nothing.

use super::{Desk, asked, view};
use crate::session::{Event, Kept, Screen, Session};
use baton_gate::{Purpose, TemplateId};
use baton_notes::{Delivered, Source};
use baton_protocol::{PromptReply, PromptRequest, PromptView};

pub(super) fn desk(view: PromptView) -> Desk {
    let mut desk = Desk::new();
    desk.session = Session::at_the_brief(view.into(), desk.host());
    desk
}

fn from_nothing() -> Desk {
    desk(PromptView {
        source: Source::default(),
        ..view()
    })
}

#[test]
fn a_new_note_begins_as_an_empty_handoff_of_which_nothing_is_kept_yet() {
    let mut desk = from_nothing();
    assert_eq!(desk.session.screen, Screen::Writing);
    assert_eq!(desk.brief().template, TemplateId::Handoff);
    desk.tick = 60_000.0;
    let begun = desk.tell(Event::Begun);
    assert!(
        matches!(asked(&begun), Some(PromptRequest::Related(_))),
        "{begun:?}"
    );
    assert_eq!(begun.len(), 1);
    assert!(desk.tell(Event::Leaving).is_empty());
    assert_eq!(desk.session.kept, Kept::Untouched);
}

#[test]
fn choosing_another_kind_is_nothing_to_keep_before_something_was_typed() {
    let mut desk = from_nothing();
    desk.tell(Event::TemplatePicked(TemplateId::Record));
    assert_eq!(desk.brief().template, TemplateId::Record);
    assert_eq!(desk.session.kept, Kept::Untouched);
    let mut brief = desk.brief().clone();
    brief.ask = "What we agreed on".to_owned();
    desk.tell(Event::Written(brief));
    assert_eq!(desk.session.kept, Kept::OnTheWay);
    desk.tell(Event::TemplatePicked(TemplateId::Close));
    assert_eq!(desk.brief().ask, "What we agreed on");
    desk.tick = 500.0;
    let saved = desk.tell(Event::SaveDue);
    let Some(PromptRequest::SaveDraft(what)) = asked(&saved) else {
        panic!("{saved:?}")
    };
    let brief = what.text.brief.as_ref().unwrap();
    assert_eq!(brief.template, TemplateId::Close);
    assert!(what.was.is_empty());
}

#[test]
fn a_brief_that_stands_is_shown_as_it_is_and_known_as_what_the_note_holds() {
    let written = from_nothing().brief().clone();
    let mut desk = desk(PromptView {
        brief: Some(written.clone()),
        resumed: true,
        ..view()
    });
    assert!(!desk.session.greets);
    assert_eq!(desk.session.kept, Kept::Saved);
    assert_eq!(*desk.brief(), written);
    let mut brief = written.clone();
    brief.ask = "Changed".to_owned();
    desk.tell(Event::Written(brief));
    let saved = desk.tell(Event::Leaving);
    let Some(PromptRequest::SaveDraft(what)) = asked(&saved) else {
        panic!("{saved:?}")
    };
    assert_eq!(what.was.len(), 1);
    assert_eq!(what.was[0].brief, Some(written));
}

#[test]
fn a_note_that_has_only_answers_begins_with_the_brief_they_lead_to() {
    let mut answered = view();
    answered.answers.purpose = Some(Purpose::Decide);
    answered.answers.done_when = "the date stands".to_owned();
    answered.resumed = true;
    let desk = desk(answered);
    assert_eq!(desk.brief().template, TemplateId::Decide);
    assert_eq!(desk.session.kept, Kept::Saved, "it is only drafted");
}

#[test]
fn one_writes_on_after_the_brief_has_left() {
    let mut desk = from_nothing();
    let mut brief = desk.brief().clone();
    brief.ask = "What Kim needs to know".to_owned();
    desk.tell(Event::Written(brief));
    let effects = desk.tell(Event::HandedOver(Delivered::Copied, Some(true)));
    let request = asked(&effects).unwrap().clone();
    let saved = PromptReply::Saved { diverged: false };
    desk.tell(Event::Answer(Box::new(request), Ok(saved)));
    assert_eq!(desk.session.screen, Screen::Sent(Delivered::Copied));
    desk.tell(Event::Back);
    assert_eq!(desk.session.screen, Screen::Writing);
}
