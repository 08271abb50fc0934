use super::SelectionEvent;
use crate::filters::FilterName;
use crate::list::tests::{TOTAL, answered, id_at, opens, with_many_notes};
use crate::model::tests::{list_request, summary};
use crate::model::{Effect, Event, Key, Model, Undo};
use crate::narrowing::NarrowEvent;
use baton_notes::{Names, NoteId, State};
use baton_protocol::{
    ExportFormat, Failure, MAX_MANY, ManyChanged, NoteChange, NoteOrder, NoteSummary,
};

fn does(model: &mut Model, event: SelectionEvent) -> Vec<Effect> {
    model.update(event.into())
}

fn selected(model: &Model) -> Vec<NoteId> {
    model.selection.ids.iter().cloned().collect()
}

fn ids(places: std::ops::Range<u32>) -> Vec<NoteId> {
    let mut ids: Vec<NoteId> = places.map(id_at).collect();
    ids.sort();
    ids
}

/// The batch that is sent off.
fn batch(effects: &[Effect]) -> (Vec<NoteId>, NoteChange) {
    match effects {
        [Effect::ChangeMany(ids, change)] => (ids.clone(), change.clone()),
        other => panic!("not one batch: {other:?}"),
    }
}

fn all(changed: Vec<NoteId>) -> SelectionEvent {
    SelectionEvent::Changed(Ok(ManyChanged {
        already: Vec::new(),
        changed,
        refused: Vec::new(),
    }))
}

#[test]
fn a_range_reaches_from_the_last_one_selected() {
    let mut model = with_many_notes();
    does(&mut model, SelectionEvent::Toggled(7, false));
    does(&mut model, SelectionEvent::Toggled(3, true));
    assert_eq!(selected(&model), ids(3..8));
    does(&mut model, SelectionEvent::Toggled(5, false));
    assert_eq!(selected(&model).len(), 4);
    let escape = model.update(Event::Key(Key::Close));
    assert_eq!((escape, selected(&model)), (vec![], vec![]));
}

#[test]
fn of_a_range_that_is_not_loaded_the_ids_are_asked_for() {
    let mut model = with_many_notes();
    does(&mut model, SelectionEvent::Toggled(90, false));
    let deep = model.update(Event::Seen(50_000..50_010));
    answered(&mut model, deep);
    let asked = does(&mut model, SelectionEvent::Toggled(50_000, true));
    assert_eq!(
        asked,
        [Effect::AskForIds(
            1,
            String::new(),
            NoteOrder::Best,
            90,
            49_911
        )]
    );
    let came = SelectionEvent::IdsCame(1, Ok((90..50_001).map(id_at).collect()));
    assert_eq!(does(&mut model, came), []);
    assert_eq!(selected(&model).len(), 49_911);
}

#[test]
fn a_range_of_rows_that_have_moved_selects_none_and_is_listed_anew() {
    // Upwards and downwards.
    for (from, to) in [(90, 3_000), (3_000, 90)] {
        let mut model = with_many_notes();
        for place in [from, to] {
            let there = model.update(Event::Seen(place..place + 10));
            answered(&mut model, there);
            does(&mut model, SelectionEvent::Toggled(place, place == to));
        }
        // A note was saved in another tab and stands at the top now.
        let moved = SelectionEvent::IdsCame(1, Ok((89..3_000).map(id_at).collect()));
        let anew = does(&mut model, moved);
        assert!(matches!(anew[..], [Effect::List(..), ..]), "{anew:?}");
        assert_eq!(selected(&model), [id_at(from)]);
        // What is asked for next is no range.
        let asked = does(&mut model, SelectionEvent::All);
        assert!(matches!(asked[..], [Effect::AskForIds(2, ..)]), "{asked:?}");
        does(&mut model, SelectionEvent::IdsCame(2, Ok(ids(0..9))));
        assert_eq!(selected(&model).len(), 10);
    }
}

#[test]
fn a_range_that_could_not_be_asked_for_is_said() {
    let mut model = with_many_notes();
    does(&mut model, SelectionEvent::Toggled(90, false));
    let deep = model.update(Event::Seen(3_000..3_010));
    answered(&mut model, deep);
    does(&mut model, SelectionEvent::Toggled(3_000, true));
    let failed = SelectionEvent::IdsCame(1, Err(Failure::Engine));
    assert_eq!(does(&mut model, failed), []);
    assert_eq!(model.failure, Some(Failure::Engine));
    assert_eq!(selected(&model), [id_at(90)]);
}

#[test]
fn the_key_selects_the_note_that_is_open() {
    let mut model = with_many_notes();
    for place in 0..3 {
        model.update(Event::Key(Key::Below));
        opens(&mut model, place);
        if place != 1 {
            let is_range = place == 2;
            model.update(Event::Key(Key::Select { is_range }));
        }
    }
    assert_eq!(selected(&model), ids(0..3));
    model.update(Event::Key(Key::Close));
    assert_eq!(selected(&model).len(), 3, "Escape closed the note");
}

#[test]
fn all_that_match_are_deleted_in_batches_and_all_of_them_can_be_brought_back() {
    let mut model = with_many_notes();
    does(&mut model, SelectionEvent::Toggled(0, false));
    let asked = does(&mut model, SelectionEvent::All);
    assert_eq!(
        asked,
        [Effect::AskForIds(
            1,
            String::new(),
            NoteOrder::Best,
            0,
            TOTAL
        )]
    );
    let many = ids(0..450);
    does(&mut model, SelectionEvent::IdsCame(1, Ok(many.clone())));
    let mut effects = does(&mut model, SelectionEvent::Deleted);
    let mut deleted = Vec::new();
    for size in [MAX_MANY, MAX_MANY, 50] {
        let (ids, change) = batch(&effects);
        assert_eq!((ids.len(), change), (size, NoteChange::Delete));
        assert_eq!(model.undo, None, "nothing is said before all is done");
        deleted.extend(ids.clone());
        effects = does(&mut model, all(ids));
    }
    assert_eq!(deleted, many);
    assert!(effects.contains(&Effect::Focus("undo".to_owned())));
    assert_eq!(model.undo, Some(Undo::Deleted(many.clone())));
    assert_eq!(selected(&model), []);

    let (first, change) = batch(&model.update(Event::Undo));
    assert_eq!((first.len(), change), (MAX_MANY, NoteChange::Restore));
    does(&mut model, all(first));
    does(&mut model, all(many[MAX_MANY..2 * MAX_MANY].to_vec()));
    does(&mut model, all(many[2 * MAX_MANY..].to_vec()));
    assert_eq!((&model.undo, &model.selection.work), (&None, &None));
}

#[test]
fn notes_that_could_not_be_changed_are_counted_by_their_reason() {
    let mut model = with_many_notes();
    does(&mut model, SelectionEvent::Toggled(0, false));
    does(&mut model, SelectionEvent::Toggled(9, true));
    let to = State::Answered;
    let (ids, _) = batch(&does(&mut model, SelectionEvent::Advanced(to)));
    let mut told = ManyChanged {
        already: Vec::new(),
        changed: ids[..7].to_vec(),
        refused: Vec::new(),
    };
    told.refuse(Failure::NoSuchStep, 2);
    told.refuse(Failure::NoSuchNote, 1);
    does(&mut model, SelectionEvent::Changed(Ok(told)));
    let refused = model.selection.refused.iter();
    let refused: Vec<_> = refused
        .map(|refusal| (refusal.why, refusal.count))
        .collect();
    assert_eq!(
        refused,
        [(Failure::NoSuchStep, 2), (Failure::NoSuchNote, 1)]
    );
    assert_eq!(selected(&model).len(), 10, "they stay selected");
}

#[test]
fn a_batch_that_fails_ends_the_work_and_what_is_done_can_be_undone() {
    let mut model = with_many_notes();
    does(&mut model, SelectionEvent::All);
    does(&mut model, SelectionEvent::IdsCame(1, Ok(ids(0..450))));
    let (first, _) = batch(&does(&mut model, SelectionEvent::Deleted));
    does(&mut model, all(first.clone()));
    does(&mut model, SelectionEvent::Changed(Err(Failure::StoreFull)));
    assert_eq!(model.failure, Some(Failure::StoreFull));
    assert_eq!(model.undo, Some(Undo::Deleted(first)));
    assert_eq!(selected(&model).len(), 250);
}

#[test]
fn who_stops_gets_what_is_under_way_and_no_more() {
    let mut model = with_many_notes();
    does(&mut model, SelectionEvent::All);
    does(&mut model, SelectionEvent::IdsCame(1, Ok(ids(0..450))));
    let (first, _) = batch(&does(&mut model, SelectionEvent::Deleted));
    does(&mut model, SelectionEvent::Stopped);
    does(&mut model, all(first.clone()));
    assert_eq!(model.undo, Some(Undo::Deleted(first)));
    assert_eq!(model.selection.work, None);
}

#[test]
fn an_undo_of_many_that_fails_or_is_stopped_goes_on_from_where_it_was() {
    let deleted = ids(0..450);
    for stops in [false, true] {
        let mut model = with_many_notes();
        model.undo = Some(Undo::Deleted(deleted.clone()));
        let (first, _) = batch(&model.update(Event::Undo));
        let (second, _) = batch(&does(&mut model, all(first)));
        // Of the second batch two come back, or none.
        let mut told = ManyChanged::default();
        if stops {
            does(&mut model, SelectionEvent::Stopped);
            told.changed.push(second[0].clone());
            told.already.push(second[1].clone());
            told.refuse(Failure::StoreFull, 198);
        }
        let answer = if stops {
            Ok(told)
        } else {
            Err(Failure::StoreFull)
        };
        does(&mut model, SelectionEvent::Changed(answer));
        let back = if stops { MAX_MANY + 2 } else { MAX_MANY };
        let left = deleted[back..].to_vec();
        assert_eq!(model.undo, Some(Undo::Deleted(left.clone())));
        let (again, change) = batch(&model.update(Event::Undo));
        assert_eq!((&*again, change), (&left[..MAX_MANY], NoteChange::Restore));
        does(&mut model, all(again));
        does(&mut model, all(left[MAX_MANY..].to_vec()));
        assert_eq!(model.undo, None);
    }
}

#[test]
fn a_tag_is_typed_once_for_all_of_them() {
    let mut model = with_many_notes();
    does(&mut model, SelectionEvent::Toggled(0, false));
    assert_eq!(does(&mut model, SelectionEvent::Tagged), [], "none typed");
    does(&mut model, SelectionEvent::TagTyped(" offsite ".to_owned()));
    let (ids, change) = batch(&does(&mut model, SelectionEvent::Tagged));
    assert_eq!(change, NoteChange::Tag(Names::adding("offsite")));
    assert_eq!(
        does(&mut model, SelectionEvent::Deleted),
        [],
        "one at a time"
    );
    does(&mut model, all(ids));
    assert_eq!(model.selection.tag, "");
    assert_eq!(model.done, Some("selection_done"));
}

#[test]
fn the_selected_notes_are_saved_as_one_file() {
    let mut model = with_many_notes();
    does(&mut model, SelectionEvent::Toggled(4, false));
    let saved = does(&mut model, SelectionEvent::Exported(ExportFormat::Json));
    assert_eq!(saved, [Effect::Export(Some(ids(4..5)), ExportFormat::Json)]);
}

#[test]
fn another_search_selects_anew() {
    let mut model = with_many_notes();
    does(&mut model, SelectionEvent::Toggled(4, false));
    does(&mut model, SelectionEvent::All);
    model.update(Event::Typed("hall".to_owned()));
    does(&mut model, SelectionEvent::IdsCame(1, Ok(ids(0..9))));
    assert_eq!(selected(&model), []);
}

/// A list narrowed to a tag, in which the first notes are selected.
fn selected_by_a_filter(count: u32) -> Model {
    let mut model = with_many_notes();
    let filter = NarrowEvent::Filtered(FilterName::Tag, "q1".to_owned());
    let narrowed = model.update(filter.into());
    answered(&mut model, narrowed);
    (0..count).for_each(|place| {
        does(&mut model, SelectionEvent::Toggled(place, false));
    });
    model
}

/// The number of the question which notes the list has.
fn check(effects: &[Effect]) -> u64 {
    let asked = effects.iter().find_map(|effect| match effect {
        Effect::AskForIds(asked, filter, _, 0, _) if filter == "tag:\"q1\"" => Some(*asked),
        _ => None,
    });
    asked.expect("the ids are asked for")
}

#[test]
fn a_note_that_a_step_took_out_of_the_list_is_not_deleted_with_the_others() {
    let mut model = selected_by_a_filter(3);
    let (step, _) = batch(&does(&mut model, SelectionEvent::Advanced(State::Answered)));
    let asked = check(&does(&mut model, all(step)));
    let pressed = does(&mut model, SelectionEvent::Deleted);
    assert_eq!(pressed, [], "what is still there is not known yet");
    let there = SelectionEvent::IdsCame(asked, Ok(ids(1..9)));
    let (deleted, change) = batch(&does(&mut model, there));
    assert_eq!((deleted, change), (ids(1..3), NoteChange::Delete));
    assert_eq!(selected(&model), ids(1..3));
}

#[test]
fn where_it_cannot_be_told_which_notes_are_still_there_none_stays_selected() {
    let mut model = selected_by_a_filter(3);
    let asked = check(&model.update(Event::Started));
    does(&mut model, SelectionEvent::Deleted);
    let failed = SelectionEvent::IdsCame(asked, Err(Failure::Engine));
    assert_eq!(does(&mut model, failed), []);
    assert_eq!(selected(&model), []);
    assert_eq!(model.failure, Some(Failure::Engine));
}

#[test]
fn a_range_begins_at_the_note_that_was_selected_wherever_it_stands_by_now() {
    let mut model = with_many_notes();
    does(&mut model, SelectionEvent::Toggled(4, false));
    // The first two notes left the list; the others moved up.
    let (asked, _) = list_request(&model.update(Event::Started));
    let rows = (2..102).map(|place| NoteSummary {
        id: id_at(place),
        ..summary()
    });
    model.update(Event::Listed(asked, 0, Ok((rows.collect(), TOTAL - 2))));
    does(&mut model, SelectionEvent::Toggled(5, true));
    assert_eq!(selected(&model), ids(4..8));
}

#[test]
fn what_was_typed_last_is_kept_before_the_open_note_is_deleted_with_others() {
    let mut model = with_many_notes();
    opens(&mut model, 0);
    does(&mut model, SelectionEvent::Toggled(0, false));
    model.update(Event::CommentTyped("Clear.".to_owned()));
    let pressed = does(&mut model, SelectionEvent::Deleted);
    let [
        Effect::Change(id, NoteChange::DraftComment { draft, .. }),
        rest @ ..,
    ] = &pressed[..]
    else {
        panic!("{pressed:?}")
    };
    assert_eq!((id, &*draft.text), (&id_at(0), "Clear."));
    let (gone, _) = batch(rest);
    does(&mut model, all(gone));
    assert_eq!(model.open, None);
}
