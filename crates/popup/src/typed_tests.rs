use crate::model::tests::{id, note, opens, with_an_open_note};
use crate::model::{Effect, Event, Model, Opened, Undo};
use crate::relations::{NameList, RelationEvent};
use baton_notes::{CommentDraft, Names, NoteId, State};
use baton_protocol::{Failure, NoteChange};
use baton_worktime::UtcMillis;

fn other() -> NoteId {
    NoteId::from_parts(UtcMillis(1_700_000_000_001), [2; 16])
}

fn keeps(text: &str) -> Effect {
    let draft = CommentDraft {
        text: text.to_owned(),
        score: None,
    };
    let was = vec![CommentDraft::default()];
    Effect::Change(id(), NoteChange::DraftComment { draft, was })
}

fn tags(name: &str) -> Effect {
    Effect::Change(id(), NoteChange::Tag(Names::adding(name)))
}

#[test]
fn what_was_typed_last_is_kept_before_the_page_goes() {
    let mut model = with_an_open_note();
    model.update(Event::CommentTyped("Clear.".to_owned()));
    let tag = RelationEvent::NameTyped(NameList::Tags, "offsite".to_owned());
    model.update(Event::Relation(tag));
    let going = model.update(Event::Leaving);
    assert_eq!(going, [keeps("Clear."), tags("offsite")]);
    assert_eq!(model.update(Event::Leaving), [], "once");
}

#[test]
fn what_was_typed_last_is_kept_before_its_note_is_deleted() {
    let mut model = with_an_open_note();
    model.update(Event::CommentTyped("Clear.".to_owned()));
    let pressed = model.update(Event::Delete(id()));
    let delete = Effect::Change(id(), NoteChange::Delete);
    assert_eq!(pressed, [keeps("Clear."), delete]);
}

#[test]
fn what_could_not_be_kept_any_more_is_there_when_the_deleted_note_comes_back() {
    let mut model = with_an_open_note();
    model.update(Event::Delete(id()));
    model.update(Event::CommentTyped("Typed late".to_owned()));
    let gone = model.update(Event::Deleted(id(), Ok(())));
    assert_eq!(model.open, None);
    let changes = |effect: &Effect| matches!(effect, Effect::Change(..));
    assert!(!gone.iter().any(changes), "a deleted note takes nothing");
    model.update(Event::Undo);
    model.update(Event::Restored(id(), Ok(())));
    opens(&mut model, note());
    assert_eq!(model.comment.draft.text, "Typed late");
}

#[test]
fn another_note_that_is_deleted_in_the_list_leaves_the_open_one_open() {
    let mut model = with_an_open_note();
    model.update(Event::Delete(other()));
    model.update(Event::CommentTyped("Clear.".to_owned()));
    model.update(Event::Deleted(other(), Ok(())));
    assert_eq!(model.open, Some(Opened::Note(Box::new(note()))));
    assert_eq!(model.comment.draft.text, "Clear.");
    assert_eq!(model.undo, Some(Undo::Deleted(vec![other()])));
    model.update(Event::Deleted(id(), Err(Failure::StoreFull)));
    assert!(model.open.is_some());
}

/// Presses *Add*; gives the comment that is sent.
fn adds(model: &mut Model) -> NoteChange {
    let added = model.update(Event::CommentAdded);
    let [Effect::Change(_, comment @ NoteChange::Comment { .. })] = &added[..] else {
        panic!("{added:?}")
    };
    comment.clone()
}

#[test]
fn a_comment_that_is_being_added_is_not_kept_as_half_a_one_when_its_note_is_left() {
    let mut model = with_an_open_note();
    model.update(Event::CommentTyped("Clear.".to_owned()));
    let comment = adds(&mut model);
    assert_eq!(model.update(Event::Leaving), []);
    let left = model.update(Event::Back);
    let changes = |effect: &Effect| matches!(effect, Effect::Change(..));
    assert!(!left.iter().any(changes), "{left:?}");
    model.update(Event::Changed(id(), comment, Ok(())));
    opens(&mut model, note());
    assert_eq!(model.comment.draft.text, "");
}

/// Its text was kept before, so nothing of it is left to keep.
#[test]
fn a_comment_that_is_being_added_is_added_once_though_its_note_is_left_and_opened_again() {
    let mut model = with_an_open_note();
    model.update(Event::CommentTyped("Clear.".to_owned()));
    let kept = model.update(Event::Leaving);
    let [Effect::Change(_, draft)] = &kept[..] else {
        panic!("{kept:?}")
    };
    model.update(Event::Changed(id(), draft.clone(), Ok(())));
    adds(&mut model);
    model.update(Event::Back);
    let mut again = note();
    again.comment_draft.text = "Clear.".to_owned();
    opens(&mut model, again);
    assert_eq!(model.update(Event::CommentAdded), []);
}

#[test]
fn a_comment_that_could_not_be_added_is_kept_also_of_a_note_that_was_left() {
    for leaves in [false, true] {
        let mut model = with_an_open_note();
        model.update(Event::CommentTyped("Clear.".to_owned()));
        let comment = adds(&mut model);
        if leaves {
            model.update(Event::Back);
        }
        let full = Err(Failure::StoreFull);
        let failed = model.update(Event::Changed(id(), comment, full));
        assert_eq!(failed, [keeps("Clear.")]);
        assert_eq!(model.failure, Some(Failure::StoreFull));
    }
}

#[test]
fn a_comment_is_added_while_a_step_is_taken_and_once() {
    let mut model = with_an_open_note();
    let to = State::Answered;
    model.update(Event::Change(NoteChange::Advance { to }));
    model.update(Event::CommentTyped("Clear.".to_owned()));
    adds(&mut model);
    assert_eq!(model.update(Event::CommentAdded), []);
    assert_eq!(model.update(Event::Change(NoteChange::Advance { to })), []);
}

#[test]
fn what_is_pressed_in_one_note_waits_for_no_other() {
    let mut model = with_an_open_note();
    let step = || {
        let to = State::Answered;
        Event::Change(NoteChange::Advance { to })
    };
    assert_eq!(model.update(step()).len(), 1);
    let mut next = note();
    next.id = other();
    opens(&mut model, next);
    model.update(Event::CommentTyped("Clear.".to_owned()));
    adds(&mut model);
    opens(&mut model, note());
    assert_eq!(model.update(step()), [], "this one is still under way");
}
