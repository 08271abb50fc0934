//! From a note to where it is written, and choosing between two of its texts.

use super::{id, note, opens, with_an_open_note, with_one_note};
use crate::model::{Effect, Event, Key, Opened};
use baton_notes::NoteId;
use baton_protocol::{Failure, NewerNote, NoteChange};
use baton_worktime::UtcMillis;

const AT: UtcMillis = UtcMillis(1_700_000_000_000);

fn written(effects: &[Effect]) -> Vec<Option<NoteId>> {
    let written = effects.iter().filter_map(|effect| match effect {
        Effect::Write(note) => Some(note.clone()),
        _ => None,
    });
    written.collect()
}

#[test]
fn the_open_note_is_edited_by_button_and_by_key() {
    for event in [Event::Edit, Event::Key(Key::Edit)] {
        let mut model = with_an_open_note();
        assert_eq!(written(&model.update(event)), [Some(id())]);
    }
}

#[test]
fn nothing_is_edited_while_no_note_is_open_or_a_newer_version_wrote_it() {
    let mut model = with_one_note();
    assert!(model.update(Event::Key(Key::Edit)).is_empty());
    model.update(Event::Open(id()));
    model.update(Event::Opened(Ok(Opened::Newer(NewerNote {
        id: id(),
        title: "A note of a newer Baton".to_owned(),
        text: "Update Baton.".to_owned(),
    }))));
    assert!(model.update(Event::Key(Key::Edit)).is_empty());
}

#[test]
fn a_new_note_is_begun_and_a_comment_in_the_making_kept() {
    for event in [Event::New, Event::Key(Key::New)] {
        let mut model = with_an_open_note();
        model.update(Event::CommentTyped("half said".to_owned()));
        let effects = model.update(event);
        assert!(matches!(
            &effects[..],
            [
                Effect::Change(_, NoteChange::DraftComment { .. }),
                Effect::Write(None)
            ]
        ));
    }
}

#[test]
fn two_texts_are_compared_until_one_is_chosen() {
    for change in [
        NoteChange::UseText { at: AT },
        NoteChange::LeaveText { at: AT },
    ] {
        let mut model = with_an_open_note();
        let effects = model.update(Event::Compare(Some(AT)));
        assert_eq!(effects, [Effect::Focus("compared-heading".to_owned())]);
        assert_eq!(model.compared, Some(AT));
        let effects = model.update(Event::Change(change.clone()));
        assert_eq!(effects, [Effect::Change(id(), change.clone())]);
        // A second press, before it is done.
        assert!(model.update(Event::Change(change.clone())).is_empty());
        let effects = model.update(Event::Changed(id(), change.clone(), Ok(())));
        assert_eq!(model.compared, None);
        assert!(model.done.is_some());
        assert!(effects.contains(&Effect::Reopen(id())));
        // The next press counts again.
        assert!(!model.update(Event::Change(change)).is_empty());
    }
}

#[test]
fn a_choice_that_failed_leaves_both_texts_in_view() {
    let mut model = with_an_open_note();
    model.update(Event::Compare(Some(AT)));
    let change = NoteChange::UseText { at: AT };
    model.update(Event::Change(change.clone()));
    model.update(Event::Changed(id(), change, Err(Failure::StoreFull)));
    assert_eq!(model.compared, Some(AT));
    assert_eq!(model.failure, Some(Failure::StoreFull));
}

#[test]
fn another_note_is_not_compared_with_a_text_of_this_one() {
    let mut model = with_an_open_note();
    model.update(Event::Compare(Some(AT)));
    opens(&mut model, note());
    assert_eq!(model.compared, None);
}
