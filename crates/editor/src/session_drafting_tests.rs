//! Briefs in the person's own templates: asked for, taken in, and what was typed kept.

use super::{Desk, asked, view};
use crate::session::{Effect, Event, Screen};
use baton_brief::{Brief, FieldValue, OwnForm, OwnFormField, OwnTemplateId, Takes};
use baton_gate::{Purpose, TemplateId};
use baton_protocol::{DraftedBrief, Failure, PromptReply, PromptRequest};
use std::collections::BTreeMap;

fn supplier() -> OwnTemplateId {
    OwnTemplateId("supplier".to_owned())
}

fn own_brief(ask: &str) -> Brief {
    let field = |id: &str| OwnFormField {
        id: id.to_owned(),
        label: id.to_owned(),
        hint: String::new(),
        takes: Takes::Text,
        choices: Vec::new(),
        unit: String::new(),
        required: false,
        answered: false,
    };
    Brief {
        template: TemplateId::Ask,
        own: Some(OwnForm {
            id: supplier(),
            name: "Supplier".to_owned(),
            fields: vec![field("offer"), field("price")],
        }),
        ask: ask.to_owned(),
        needed_by: None,
        if_no_reply: String::new(),
        owner: String::new(),
        links: Vec::new(),
        fields: BTreeMap::from([("offer".to_owned(), text("drafted"))]),
    }
}

fn text(text: &str) -> FieldValue {
    FieldValue::Text(text.to_owned())
}

fn drafted(brief: Option<Brief>, why: Option<&str>) -> PromptReply {
    PromptReply::Drafted(Box::new(DraftedBrief {
        brief,
        why: why.map(str::to_owned),
        left_out: Vec::new(),
    }))
}

fn fault() -> PromptReply {
    PromptReply::TemplateFault {
        sentence: "Line 1: what is this?".to_owned(),
    }
}

/// A desk whose person has bindings.
fn bound() -> Desk {
    let mut view = view();
    view.binds = true;
    Desk::with(view)
}

fn answer(desk: &mut Desk, effects: &[Effect], reply: Result<PromptReply, Failure>) -> Vec<Effect> {
    let request = asked(effects).expect("a draft is asked for").clone();
    desk.tell(Event::Answer(Box::new(request), reply))
}

/// A desk on which a brief in the own template was drafted by a binding.
fn in_own_template() -> Desk {
    let mut desk = bound();
    let effects = desk.tell(Event::Write);
    let reply = drafted(Some(own_brief("Which offer?")), Some("Your rule 1."));
    answer(&mut desk, &effects, Ok(reply));
    desk
}

fn template_asked_for(effects: &[Effect]) -> Option<Option<&str>> {
    match asked(effects) {
        Some(PromptRequest::Draft { template, .. }) => {
            Some(template.as_ref().map(|id| id.0.as_str()))
        }
        _ => None,
    }
}

#[test]
fn without_bindings_nothing_is_asked_before_writing() {
    let mut desk = Desk::new();
    assert_eq!(asked(&desk.tell(Event::Write)), None);
    assert_eq!(desk.session.screen, Screen::Writing);
}

#[test]
fn a_binding_chooses_the_template_and_says_why() {
    let mut desk = bound();
    let effects = desk.tell(Event::Write);
    assert_eq!(template_asked_for(&effects), Some(None));
    assert_ne!(desk.session.screen, Screen::Writing, "still awaited");
    let reply = drafted(Some(own_brief("Which offer?")), Some("Your rule 1."));
    answer(&mut desk, &effects, Ok(reply));
    assert_eq!(desk.session.screen, Screen::Writing);
    assert_eq!(desk.brief(), &own_brief("Which offer?"));
    assert_eq!(desk.session.why.as_deref(), Some("Your rule 1."));
}

#[test]
fn when_no_binding_holds_the_brief_is_drafted_as_usual() {
    let mut desk = bound();
    desk.answer(|answers| answers.purpose = Some(Purpose::Decide));
    let effects = desk.tell(Event::Write);
    answer(&mut desk, &effects, Ok(drafted(None, None)));
    let mut usual = Desk::new();
    usual.answer(|answers| answers.purpose = Some(Purpose::Decide));
    usual.tell(Event::Write);
    assert_eq!(desk.brief(), usual.brief());
    assert_eq!(desk.session.screen, Screen::Writing);
}

#[test]
fn a_draft_that_fails_keeps_nobody_from_writing() {
    for failed in [Ok(fault()), Err(Failure::NoAnswer)] {
        let mut desk = bound();
        let effects = desk.tell(Event::Write);
        answer(&mut desk, &effects, failed.clone());
        assert_eq!(desk.session.screen, Screen::Writing);
        assert_eq!(desk.brief().own, None);
        let said = desk.session.remarks.len() + usize::from(desk.session.trouble.is_some());
        assert_eq!(said, 1, "{failed:?}");
    }
}

#[test]
fn a_failed_draft_is_asked_for_again_and_keeps_what_was_typed_meanwhile() {
    let mut desk = bound();
    let effects = desk.tell(Event::Write);
    answer(&mut desk, &effects, Err(Failure::NoAnswer));
    let typed = Brief {
        ask: "Typed?".to_owned(),
        ..desk.brief().clone()
    };
    desk.tell(Event::Written(typed));
    let again = desk.tell(Event::Retry);
    assert_eq!(desk.session.trouble, None);
    answer(
        &mut desk,
        &again,
        Ok(drafted(Some(own_brief("Drafted?")), None)),
    );
    assert_eq!(desk.brief().ask, "Typed?");
    assert_eq!(desk.brief().fields["offer"], text("drafted"));
}

#[test]
fn picking_an_own_template_keeps_what_was_typed_and_drafts_the_rest() {
    let mut desk = Desk::new();
    desk.tell(Event::Write);
    let mut typed = desk.brief().clone();
    typed.owner = "Kim Sample".to_owned();
    typed.fields.insert("context".to_owned(), text("typed"));
    desk.tell(Event::Written(typed));
    let effects = desk.tell(Event::OwnTemplatePicked(supplier()));
    assert_eq!(template_asked_for(&effects), Some(Some("supplier")));
    assert_eq!(desk.session.awaited_template(), Some(&supplier()));
    assert_eq!(desk.brief().own, None, "the form stays while it is awaited");
    answer(
        &mut desk,
        &effects,
        Ok(drafted(Some(own_brief("Which offer?")), None)),
    );
    let brief = desk.brief();
    assert_eq!(
        (brief.ask.as_str(), brief.owner.as_str()),
        ("Which offer?", "Kim Sample")
    );
    assert_eq!(brief.fields["context"], text("typed"), "kept out of view");
    assert_eq!(desk.session.awaited_template(), None);
}

/// The choices of a template of one's own are words, those of a built-in one are not.
#[test]
fn a_choice_that_was_made_is_said_in_words_in_an_own_template() {
    let mut desk = Desk::new();
    desk.answer(|answers| answers.purpose = Some(Purpose::Answer));
    desk.tell(Event::Write);
    let mut typed = desk.brief().clone();
    let chosen = FieldValue::Choice("yes_no".to_owned());
    typed.fields.insert("answer_kind".to_owned(), chosen);
    desk.tell(Event::Written(typed));
    let effects = desk.tell(Event::OwnTemplatePicked(supplier()));
    let mut own = own_brief("Which offer?");
    let form = own.own.as_mut().unwrap();
    form.fields[0] = OwnFormField {
        id: "answer_kind".to_owned(),
        takes: Takes::Choice,
        choices: vec!["Yes or no".to_owned()],
        ..form.fields[0].clone()
    };
    answer(&mut desk, &effects, Ok(drafted(Some(own), None)));
    let words = FieldValue::Choice("Yes or no".to_owned());
    assert_eq!(desk.brief().fields["answer_kind"], words);
}

#[test]
fn leaving_an_own_template_keeps_what_was_typed_there_only() {
    let mut desk = in_own_template();
    let mut typed = desk.brief().clone();
    typed.fields.insert("price".to_owned(), text("typed"));
    desk.tell(Event::Written(typed));
    desk.tell(Event::TemplatePicked(TemplateId::Review));
    let brief = desk.brief();
    assert_eq!((brief.template, &brief.own), (TemplateId::Review, &None));
    assert_ne!(brief.ask, "Which offer?");
    assert_eq!(brief.fields.get("price"), Some(&text("typed")));
    assert_eq!(brief.fields.get("offer"), None);
    assert_eq!(desk.session.why, None);
}

#[test]
fn a_template_that_cannot_be_used_leaves_the_form_as_it_was() {
    let mut desk = Desk::new();
    desk.tell(Event::Write);
    let before = desk.brief().clone();
    let effects = desk.tell(Event::OwnTemplatePicked(supplier()));
    answer(&mut desk, &effects, Ok(fault()));
    assert_eq!(desk.brief(), &before);
    assert_eq!(desk.session.remarks, ["Line 1: what is this?"]);
    desk.tell(Event::TemplatePicked(TemplateId::Review));
    assert!(desk.session.remarks.is_empty());
}

#[test]
fn a_late_draft_does_not_undo_a_later_choice() {
    let mut desk = Desk::new();
    desk.tell(Event::Write);
    let effects = desk.tell(Event::OwnTemplatePicked(supplier()));
    desk.tell(Event::TemplatePicked(TemplateId::Review));
    answer(
        &mut desk,
        &effects,
        Ok(drafted(Some(own_brief("Late?")), None)),
    );
    assert_eq!(desk.brief().template, TemplateId::Review);
    assert_eq!(desk.brief().own, None);

    let mut gone = bound();
    let effects = gone.tell(Event::Write);
    gone.tell(Event::SeeVerdict);
    answer(&mut gone, &effects, Ok(drafted(None, None)));
    assert_eq!(gone.session.screen, Screen::Verdict);
}

#[test]
fn a_booking_takes_the_answers_as_they_are_now() {
    let mut desk = Desk::new();
    desk.answer(|answers| {
        answers.purpose = Some(Purpose::Decide);
        answers.done_when = "the date stands".to_owned();
    });
    desk.tell(Event::Write);
    desk.tell(Event::Back);
    desk.answer(|answers| answers.done_when = "the hall stands".to_owned());
    let effects = desk.tell(Event::BookAsked);
    let Some(PromptRequest::PreviewBooking { brief }) = asked(&effects) else {
        panic!("{effects:?}")
    };
    assert!(brief.ask.contains("the hall stands"), "{}", brief.ask);
}

#[test]
fn other_answers_are_drafted_anew_in_the_template_that_was_picked() {
    let mut desk = in_own_template();
    desk.tell(Event::Back);
    assert_eq!(
        asked(&desk.tell(Event::Write)),
        None,
        "the answers are the same"
    );
    desk.tell(Event::Back);
    desk.answer(|answers| answers.done_when = "it is signed".to_owned());
    let effects = desk.tell(Event::Write);
    assert_eq!(
        template_asked_for(&effects),
        Some(None),
        "a binding chose it"
    );
    answer(
        &mut desk,
        &effects,
        Ok(drafted(Some(own_brief("Anew?")), None)),
    );
    assert_eq!(desk.brief().ask, "Anew?");

    desk.tell(Event::Back);
    desk.answer(|answers| answers.done_when = "it is paid".to_owned());
    let effects = desk.tell(Event::Write);
    assert_eq!(
        template_asked_for(&effects),
        Some(Some("supplier")),
        "nothing else chose it"
    );
}

/// A desk at which a draft in the own template is taken up again, and what is asked then.
fn resumed(brief: Brief) -> (Desk, Vec<Effect>) {
    let mut view = view();
    view.resumed = true;
    view.answers.done_when = "it is signed".to_owned();
    view.brief = Some(brief);
    let mut desk = Desk::with(view);
    let effects = recalls(desk.tell(Event::Begun));
    (desk, effects)
}

/// The effects at the start, without the look for what is like the note.
fn recalls(mut begun: Vec<Effect>) -> Vec<Effect> {
    begun.retain(|effect| !matches!(effect, Effect::Ask(PromptRequest::Related(_))));
    begun
}

/// A brief in which the price was typed, and nothing else.
fn with_a_price(ask: &str) -> Brief {
    let mut brief = own_brief(ask);
    brief.fields.insert("price".to_owned(), text("typed"));
    brief
}

#[test]
fn a_draft_in_an_own_template_that_is_taken_up_again_follows_other_answers() {
    let (mut desk, recall) = resumed(with_a_price("Until it is signed?"));
    assert_eq!(template_asked_for(&recall), Some(Some("supplier")));
    let reply = drafted(Some(own_brief("Until it is signed?")), None);
    assert_eq!(answer(&mut desk, &recall, Ok(reply)), []);
    assert_eq!(desk.brief(), &with_a_price("Until it is signed?"));
    assert_eq!(desk.session.saves.due_at(), None, "nothing changed");

    desk.tell(Event::Back);
    desk.answer(|answers| answers.done_when = "it is paid".to_owned());
    let effects = desk.tell(Event::Write);
    let anew = drafted(Some(own_brief("Until it is paid?")), None);
    answer(&mut desk, &effects, Ok(anew));
    assert_eq!(desk.brief(), &with_a_price("Until it is paid?"));
}

#[test]
fn what_was_recalled_late_takes_the_place_of_no_newer_draft() {
    let (mut desk, recall) = resumed(own_brief("Until it is signed?"));
    desk.tell(Event::Back);
    desk.answer(|answers| answers.done_when = "it is paid".to_owned());
    let effects = desk.tell(Event::Write);
    let old = drafted(Some(own_brief("Until it is signed?")), None);
    answer(&mut desk, &recall, Ok(old));
    assert_eq!(desk.session.awaited_template(), Some(&supplier()));
    let anew = drafted(Some(own_brief("Until it is paid?")), None);
    answer(&mut desk, &effects, Ok(anew));
    assert_eq!(desk.brief().ask, "Until it is paid?");
}

#[test]
fn what_cannot_be_recalled_counts_as_typed_and_nothing_is_said() {
    for failed in [Ok(fault()), Err(Failure::NoAnswer)] {
        let (mut desk, recall) = resumed(own_brief("Until it is signed?"));
        assert_eq!(answer(&mut desk, &recall, failed), []);
        assert!(desk.session.remarks.is_empty());
        assert_eq!(desk.session.trouble, None);
        desk.tell(Event::TemplatePicked(TemplateId::Review));
        assert_eq!(desk.brief().ask, "Until it is signed?");
    }
}

#[test]
fn nothing_is_recalled_where_baton_drafts_itself() {
    assert_eq!(recalls(Desk::new().tell(Event::Begun)), []);
    let mut brief = own_brief("Which offer?");
    brief.own = None;
    let (_, effects) = resumed(brief);
    assert_eq!(effects, []);
}

#[test]
fn answers_that_change_while_a_draft_is_awaited_are_drafted_from_the_next_time() {
    let mut desk = bound();
    let effects = desk.tell(Event::Write);
    desk.answer(|answers| answers.done_when = "it is paid".to_owned());
    let reply = drafted(Some(own_brief("Which offer?")), Some("Your rule 1."));
    answer(&mut desk, &effects, Ok(reply));
    desk.tell(Event::Back);
    assert_eq!(template_asked_for(&desk.tell(Event::Write)), Some(None));
}
