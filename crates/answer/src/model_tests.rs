use super::*;
use crate::choice::tests::{id, line};
use baton_notes::{CommentDraft, State};

const BRIEF: &str = "Ask: Which dates?\n1. The first?\n2. The second?\n\n----------\nReply\n\
    Copy these lines into your answer and fill them in.\nWhat I understood:\n\
    Answers by number, such as \"2: yes\":\n1:\n2:\n\
    Was writing enough, from 1 (no) to 5 (yes):";

fn note() -> Box<NoteView> {
    Box::new(NoteView {
        id: id(7),
        title: "Which dates?".to_owned(),
        person: Some("Kim Sample".to_owned()),
        minutes: None,
        state: State::Sent,
        brief: BRIEF.to_owned(),
        verdict: None,
        answers: Vec::new(),
        target: String::new(),
        history: Vec::new(),
        tags: Vec::new(),
        people: Vec::new(),
        links: Vec::new(),
        attachments: Vec::new(),
        comments: Vec::new(),
        comment_draft: CommentDraft::default(),
        deliveries: Vec::new(),
        follow_up: None,
        earlier: Vec::new(),
    })
}

const WORDS: Words = Words {
    block: Labels::ENGLISH,
    ask: "Ask",
};

fn opened() -> Model {
    let mut model = Model::new(WORDS, Some(id(7)));
    assert_eq!(model.update(Event::Started), [Effect::Load(id(7))]);
    model.update(Event::NoteKnown(Ok(note())));
    model
}

/// Presses *Keep it*: what is to be kept, and from whom.
fn keep(model: &mut Model) -> (Answered, Option<String>) {
    let effects = model.update(Event::Keep);
    let [Effect::Keep(what, by)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    (what.clone(), by.clone())
}

/// The searches among effects.
fn searches(effects: &[Effect]) -> Vec<Search> {
    let look = |effect: &Effect| match effect {
        Effect::Look((search, ..)) => Some(*search),
        _ => None,
    };
    effects.iter().filter_map(look).collect()
}

#[test]
fn what_was_answered_lands_at_its_numbers_and_is_kept_with_who_said_it() {
    let mut model = opened();
    assert!(!model.can_keep(), "nothing was pasted");
    let pasted = "Hi,\n\n> 2. The second?\nNo.\n> 1. The first?\nYes, please.\n\n\
        Was writing enough, from 1 (no) to 5 (yes): 4";
    model.update(Event::Typed(pasted.to_owned()));
    let (what, by) = keep(&mut model);
    let expected = Answered {
        note: id(7),
        text: "1. Yes, please.\n2. No.\n\nHi,".to_owned(),
        score: Some(4),
    };
    assert_eq!((&what, by.as_deref()), (&expected, Some("Kim Sample")));
    assert_eq!(model.update(Event::Kept(what, Ok(()))), [Effect::Forget]);
    assert!(model.is_kept);
    assert!(!model.can_keep(), "it is kept once");
}

#[test]
fn a_mail_programs_form_becomes_text_in_order() {
    let mut model = opened();
    let html = "<p>Sure!</p><ol><li>Yes</li><li>No</li></ol><script>alert(1)</script>";
    model.update(Event::Pasted(html.to_owned()));
    assert_eq!(model.text, "1. Yes\n2. No\n\nSure!");
    assert!(model.can_keep());
}

#[test]
fn a_score_survives_a_change_by_hand_until_it_is_changed_or_taken_out() {
    let mut model = opened();
    let html = "<p>Sure!</p><ol><li>Yes</li><li>No</li></ol>\
        <p>Was writing enough, from 1 (no) to 5 (yes): 4 - thanks for asking</p>";
    model.update(Event::Pasted(html.to_owned()));
    assert_eq!(model.reply.score, Some(4));
    let read = model.reply.clone();
    model.update(Event::Typed(model.text.clone()));
    assert_eq!(model.reply, read, "what is shown is read as it was");

    model.update(Event::Typed(model.text.replace("No", "No, wait")));
    let (Answered { text, score, .. }, _) = keep(&mut model);
    assert_eq!(score, Some(4));
    assert!(text.contains("2. No, wait") && !text.contains("Was writing"));

    model.update(Event::Typed(model.text.replace(": 4", ": 2")));
    assert_eq!(model.reply.score, Some(2));
    model.update(Event::Typed("1. Yes".to_owned()));
    assert_eq!(model.reply.score, None);
}

#[test]
fn only_into_a_blank_field_or_over_all_of_it_a_mail_programs_form_is_pasted() {
    assert!(takes_all("", 0, 0));
    assert!(takes_all(" \n", 1, 1));
    assert!(takes_all("Yes 👍", 0, 6));
    assert!(!takes_all("Yes 👍", 6, 6), "at its end");
    assert!(!takes_all("Yes 👍", 0, 4));
    assert!(!takes_all("Yes 👍", 1, 6));
}

#[test]
fn what_is_too_long_is_said_and_not_kept() {
    let mut model = opened();
    model.update(Event::Typed("x".repeat(1_100_000)));
    assert_eq!(model.fault, Some(Fault::TooLong));
    model.update(Event::Typed("x ".repeat(15_000)));
    assert_eq!(model.fault, Some(Fault::TooMuch));
    assert_eq!(model.update(Event::Keep), []);
    model.update(Event::Typed("Yes.".to_owned()));
    assert_eq!(model.fault, None);
    assert!(model.can_keep());
}

#[test]
fn a_change_after_keeping_can_be_kept_too_and_a_failure_keeps_what_stands() {
    let mut model = opened();
    model.update(Event::Typed("Yes.".to_owned()));
    let (what, _) = keep(&mut model);
    model.update(Event::Kept(what.clone(), Err(Failure::StoreFull)));
    assert_eq!(model.failure, Some(Failure::StoreFull));
    assert_eq!(model.text, "Yes.");
    assert!(model.can_keep());
    model.update(Event::Kept(what, Ok(())));
    assert!(model.is_kept && model.failure.is_none());
    model.update(Event::Typed("Yes, all of it.".to_owned()));
    assert!(model.can_keep());
}

#[test]
fn what_is_corrected_while_it_is_being_kept_is_not_kept_yet() {
    let mut model = opened();
    model.update(Event::Typed("Yes, in Mai.".to_owned()));
    let (what, _) = keep(&mut model);
    model.update(Event::Typed("Yes, in May.".to_owned()));
    assert_eq!(model.update(Event::Kept(what, Ok(()))), []);
    assert!(model.can_keep());
    let (what, _) = keep(&mut model);
    assert_eq!(what.text, "Yes, in May.");
    assert_eq!(model.update(Event::Kept(what, Ok(()))), [Effect::Forget]);
    assert!(model.is_kept);
}

#[test]
fn what_one_note_keeps_is_not_said_of_another_one() {
    let mut model = opened();
    model.update(Event::Typed("Yes.".to_owned()));
    let (what, _) = keep(&mut model);
    model.update(Event::Another);
    let kept = Event::Kept(what, Ok(()));
    assert_eq!(model.update(kept.clone()), [], "which one is not known");
    model.update(Event::Chosen(id(8)));
    let other = NoteView {
        id: id(8),
        ..*note()
    };
    model.update(Event::NoteKnown(Ok(Box::new(other))));
    assert_eq!(model.update(kept), []);
    assert!(!model.is_kept && model.can_keep());
}

#[test]
fn a_mail_that_was_handed_over_is_read_against_the_brief_once_its_note_is_chosen() {
    let mut model = Model::new(WORDS, None);
    let waiting = searches(&model.update(Event::Started));
    assert_eq!(waiting.len(), 1);
    let mail = "<p>Sure.</p><blockquote><p>Ask: Which dates?</p><ol><li>The first?</li></ol>\
        </blockquote><p>Yes, please.</p><script>alert(1)</script>";
    let handed = Event::Handed(Some(Came::Html(mail.to_owned())));
    let effects = model.update(handed);
    assert_eq!(effects[0], Effect::Remember);
    let [waiting, quoted] = searches(&effects)[..] else {
        panic!("{effects:?}");
    };
    assert!(model.text.contains("Yes, please.") && !model.text.contains("alert"));
    assert!(!model.can_keep(), "no note is chosen");
    model.update(Event::Found(waiting, Ok(vec![line(1), line(7)])));
    model.update(Event::Found(quoted, Ok(vec![line(7)])));
    let effects = model.update(Event::FirstChosen);
    assert_eq!(
        effects,
        [
            Effect::Stand(Some(id(7))),
            Effect::Load(id(7)),
            Effect::Focus("read-heading")
        ]
    );
    model.update(Event::NoteKnown(Ok(note())));
    assert_eq!(model.text, "1. Yes, please.\n\nSure.");
    assert!(model.can_keep());
}

#[test]
fn another_note_is_chosen_without_a_loss() {
    let mut model = opened();
    model.update(Event::Typed("Yes, in May.".to_owned()));
    let effects = model.update(Event::Another);
    assert_eq!(effects[0], Effect::Stand(None));
    assert_eq!(effects.last(), Some(&Effect::Focus("look")));
    assert_eq!(model.text, "Yes, in May.");
    assert_eq!(model.by, "", "it was the other note's person");
    model.update(Event::NoteKnown(Ok(note())));
    assert!(model.note.is_none(), "it came too late");
    model.update(Event::Chosen(id(7)));
    model.update(Event::NoteKnown(Ok(note())));
    assert_eq!(model.text, "Yes, in May.");
    assert_eq!(model.by, "Kim Sample");
    assert!(model.can_keep());
}

#[test]
fn what_is_no_note_is_said_and_another_one_can_be_chosen() {
    let mut model = Model::new(WORDS, Some(id(7)));
    model.update(Event::Started);
    let effects = model.update(Event::NoteKnown(Err(Failure::NoSuchNote)));
    assert_eq!(searches(&effects).len(), 1);
    assert_eq!(model.failure, Some(Failure::NoSuchNote));
    model.update(Event::Chosen(id(7)));
    assert_eq!(model.failure, None);
}

#[test]
fn a_text_that_is_gone_is_said_until_one_comes() {
    let mut model = Model::new(WORDS, None);
    model.update(Event::Handed(None));
    assert!(model.is_gone);
    model.update(Event::Typed("Yes.".to_owned()));
    assert!(!model.is_gone);
    model.update(Event::Handed(Some(Came::Text(String::new()))));
    assert_eq!((model.text.as_str(), model.fault), ("", None));
}
