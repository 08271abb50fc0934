use crate::model::tests::{id, note, with_an_open_note};
use crate::model::{Effect, Event, Opened, Undo};
use crate::relations::{NameList, RelationEvent};
use baton_notes::{CommentDraft, Names, NoteId};
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
    model.update(Event::Opened(Ok(Opened::Note(Box::new(note())))));
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
