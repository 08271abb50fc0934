use super::{Listing, PAGE_ROWS};
use crate::model::tests::{list_request, note, opens as press, summary};
use crate::model::{Effect, Event, Key, Model, Opened, Page};
use baton_notes::NoteId;
use baton_protocol::NoteSummary;
use baton_worktime::UtcMillis;

pub(crate) const TOTAL: u32 = 100_000;

pub(crate) fn id_at(place: u32) -> NoteId {
    NoteId::from_parts(UtcMillis(1_700_000_000_000 - i64::from(place)), [3; 16])
}

fn rows_of(page: u32) -> Vec<NoteSummary> {
    let first = page * PAGE_ROWS;
    let row = |place| NoteSummary {
        id: id_at(place),
        ..summary()
    };
    (first..(first + PAGE_ROWS).min(TOTAL)).map(row).collect()
}

/// Answers every question about rows, and the questions that follow; gives what else is to be done.
pub(crate) fn answered(model: &mut Model, effects: Vec<Effect>) -> Vec<Effect> {
    let mut others = Vec::new();
    let mut left = effects;
    while !left.is_empty() {
        for effect in std::mem::take(&mut left) {
            match effect {
                Effect::List(asked, _, _, page) => {
                    let rows = Ok((rows_of(page), TOTAL));
                    left.extend(model.update(Event::Listed(asked, page, rows)));
                }
                other => others.push(other),
            }
        }
    }
    others
}

pub(crate) fn with_many_notes() -> Model {
    let mut model = Model::on(Page::Notes);
    let started = model.update(Event::Started);
    answered(&mut model, started);
    model
}

fn pages(effects: &[Effect]) -> Vec<u32> {
    let page = |effect: &Effect| match effect {
        Effect::List(_, _, _, page) => Some(*page),
        _ => None,
    };
    effects.iter().filter_map(page).collect()
}

fn is_loaded(model: &Model, place: u32) -> bool {
    matches!(&model.listing, Listing::Notes(rows) if rows.row(place).is_some())
}

pub(crate) fn opens(model: &mut Model, place: u32) {
    let mut opened = note();
    opened.id = id_at(place);
    press(model, opened);
}

#[test]
fn the_pages_in_view_are_asked_for_and_no_others() {
    let mut model = with_many_notes();
    assert!(is_loaded(&model, 0) && !is_loaded(&model, PAGE_ROWS));
    assert!(model.update(Event::Seen(10..20)).is_empty());
    assert_eq!(pages(&model.update(Event::Seen(60..75))), [1]);
    let again = model.update(Event::Seen(61..76));
    assert!(again.is_empty(), "under way: {again:?}");
    let deep = model.update(Event::Seen(50_010..50_020));
    assert_eq!(pages(&deep), [499], "two at a time");
    answered(&mut model, deep);
    assert!(is_loaded(&model, 50_015));
    let end = model.update(Event::Seen(TOTAL - 8..TOTAL));
    answered(&mut model, end);
    assert!(is_loaded(&model, TOTAL - 1) && !is_loaded(&model, TOTAL));
}

#[test]
fn who_scrolls_far_holds_few_rows() {
    let mut model = with_many_notes();
    for first in (0..TOTAL).step_by(500) {
        let effects = model.update(Event::Seen(first..first + 10));
        answered(&mut model, effects);
        assert!(is_loaded(&model, first));
    }
    let Listing::Notes(rows) = &model.listing else {
        panic!("{:?}", model.listing)
    };
    assert!(rows.loaded().count() <= 1_200);
}

#[test]
fn what_is_shown_stays_until_the_new_list_comes() {
    let mut model = with_many_notes();
    let anew = model.update(Event::Started);
    assert!(is_loaded(&model, 0));
    let (asked, _) = list_request(&anew);
    model.update(Event::Listed(
        asked,
        0,
        Ok((rows_of(0)[1..].to_vec(), TOTAL - 1)),
    ));
    let Listing::Notes(rows) = &model.listing else {
        panic!("{:?}", model.listing)
    };
    assert_eq!(rows.place_of(&id_at(1)), Some(0));
    assert_eq!(rows.place_of(&id_at(0)), None);
}

#[test]
fn a_page_of_which_a_note_vanished_is_not_asked_for_for_ever() {
    let mut model = with_many_notes();
    let effects = model.update(Event::Seen(160..170));
    let (asked, _) = list_request(&effects);
    let came = Ok((rows_of(1)[..60].to_vec(), TOTAL));
    let next = model.update(Event::Listed(asked, 1, came));
    assert!(next.is_empty(), "{next:?}");
}

#[test]
fn another_filter_starts_at_the_top() {
    let mut model = with_many_notes();
    let deep = model.update(Event::Seen(50_000..50_010));
    answered(&mut model, deep);
    let typed = model.update(Event::Typed("hall".to_owned()));
    let [Effect::Pause(pause)] = typed[..] else {
        panic!("{typed:?}")
    };
    let effects = model.update(Event::PauseOver(pause));
    assert_eq!(pages(&effects), [0]);
    assert!(effects.contains(&Effect::Reveal(0)));
}

#[test]
fn keys_reach_rows_that_are_not_loaded_yet() {
    let mut model = with_many_notes();
    let last = TOTAL - 1;
    let to_the_end = model.update(Event::Key(Key::Last));
    assert_eq!(to_the_end[0], Effect::Reveal(last));
    let there = answered(&mut model, to_the_end);
    assert!(there.contains(&Effect::Open(id_at(last))), "{there:?}");
    opens(&mut model, last);
    assert_eq!(model.update(Event::Key(Key::Below)), []);
    let above = model.update(Event::Key(Key::Above));
    assert!(above.contains(&Effect::Open(id_at(last - 1))));
    opens(&mut model, last - 1);
    let first = model.update(Event::Key(Key::First));
    let there = answered(&mut model, first);
    assert!(there.contains(&Effect::Open(id_at(0))), "{there:?}");
}

#[test]
fn a_row_far_from_view_is_not_let_go_before_it_is_opened() {
    let mut model = with_many_notes();
    for first in (0..1_100).step_by(100) {
        let effects = model.update(Event::Seen(first..first + 10));
        answered(&mut model, effects);
    }
    let to_the_end = model.update(Event::Key(Key::Last));
    let there = answered(&mut model, to_the_end);
    assert!(there.contains(&Effect::Open(id_at(TOTAL - 1))), "{there:?}");
}

#[test]
fn a_walk_goes_on_from_where_a_note_was_that_left_the_list() {
    let mut model = with_many_notes();
    for place in 0..3 {
        model.update(Event::Key(Key::Below));
        opens(&mut model, place);
    }
    // The note at place 2 moved out of the list; the one below it took its place.
    let (asked, _) = list_request(&model.update(Event::Started));
    let mut rows = rows_of(0);
    rows.remove(2);
    model.update(Event::Listed(asked, 0, Ok((rows, TOTAL - 1))));
    let below = model.update(Event::Key(Key::Below));
    assert_eq!(below, [Effect::Reveal(2), Effect::Open(id_at(3))]);
}

#[test]
fn the_note_that_was_pressed_last_is_the_one_that_opens() {
    let mut model = with_many_notes();
    let came = |place| {
        let mut came = note();
        came.id = id_at(place);
        Event::Opened(Ok(Opened::Note(Box::new(came))))
    };
    let open = |model: &Model| model.open.as_ref().map(|open| open.id().clone());
    model.update(Event::Open(id_at(3)));
    model.update(Event::Open(id_at(7)));
    model.update(came(7));
    model.update(Event::CommentTyped("Clear.".to_owned()));
    assert_eq!(model.update(came(3)), [], "an answer that came late");
    assert_eq!(open(&model), Some(id_at(7)));
    model.update(Event::Key(Key::Below));
    model.update(Event::Key(Key::Above));
    model.update(came(8));
    assert_eq!(
        open(&model),
        Some(id_at(7)),
        "the key pressed last led to 6"
    );
    model.update(came(6));
    assert_eq!(open(&model), Some(id_at(6)));
}
