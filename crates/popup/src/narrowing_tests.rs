use super::NarrowEvent;
use crate::filters::FilterName;
use crate::list::tests::with_many_notes;
use crate::model::{Effect, Event, Model};
use baton_protocol::{Failure, ListChoices, NoteOrder, SavedView, ViewChange};

fn does(model: &mut Model, event: NarrowEvent) -> Vec<Effect> {
    model.update(event.into())
}

/// What the list is asked for.
fn asked(effects: &[Effect]) -> (String, NoteOrder) {
    let ask = effects.iter().find_map(|effect| match effect {
        Effect::List(_, filter, order, 0) => Some((filter.clone(), *order)),
        _ => None,
    });
    ask.expect("a list is asked for")
}

fn filtered(name: FilterName, value: &str) -> NarrowEvent {
    NarrowEvent::Filtered(name, value.to_owned())
}

fn open_ones() -> SavedView {
    SavedView {
        name: "Open".to_owned(),
        filter: "state:\"sent\" tag:\"q3\"".to_owned(),
        order: NoteOrder::Oldest,
    }
}

#[test]
fn choices_are_asked_for_at_the_start_of_the_notes_page_only() {
    for (page, asks) in [
        (crate::model::Page::Notes, true),
        (crate::model::Page::Popup, false),
    ] {
        let started = Model::on(page).update(Event::Started);
        assert_eq!(started.contains(&Effect::AskChoices), asks);
    }
}

#[test]
fn a_chosen_filter_stands_in_the_text_and_is_taken_out_of_it_again() {
    let mut model = with_many_notes();
    model.update(Event::Typed("hall".to_owned()));
    let effects = does(&mut model, filtered(FilterName::State, "sent"));
    assert_eq!(asked(&effects).0, "hall state:\"sent\"");
    let effects = does(&mut model, filtered(FilterName::Person, "Kim Sample"));
    let both = "hall state:\"sent\" person:\"Kim Sample\"";
    assert_eq!(asked(&effects).0, both);
    assert_eq!(model.filter, both);
    let effects = does(&mut model, NarrowEvent::Unfiltered(0));
    assert_eq!(asked(&effects).0, "hall person:\"Kim Sample\"");
    assert!(effects.contains(&Effect::Focus("search".to_owned())));
    assert!(does(&mut model, NarrowEvent::Unfiltered(7)).is_empty());
}

#[test]
fn another_order_lists_the_same_anew_from_the_top() {
    let mut model = with_many_notes();
    let effects = does(&mut model, NarrowEvent::Ordered(NoteOrder::Oldest));
    assert_eq!(asked(&effects), (String::new(), NoteOrder::Oldest));
    assert!(effects.contains(&Effect::Reveal(0)));
    let more = model.update(Event::Started);
    assert_eq!(asked(&more).1, NoteOrder::Oldest);
}

#[test]
fn a_view_is_kept_with_what_is_shown_and_shown_again() {
    let mut model = with_many_notes();
    does(&mut model, filtered(FilterName::State, "sent"));
    does(&mut model, filtered(FilterName::Tag, "q3"));
    does(&mut model, NarrowEvent::Ordered(NoteOrder::Oldest));
    let nameless = does(&mut model, NarrowEvent::Kept(None));
    assert_eq!(nameless, [Effect::Focus("view-name".to_owned())]);
    does(&mut model, NarrowEvent::NameTyped(" Open ".to_owned()));
    let kept = does(&mut model, NarrowEvent::Kept(None));
    let keep = ViewChange::Keep {
        view: open_ones(),
        instead_of: None,
    };
    assert_eq!(kept, [Effect::ChangeViews(keep)]);
    let choices = ListChoices {
        views: vec![open_ones()],
        providers: Vec::new(),
    };
    does(&mut model, NarrowEvent::ViewsChanged(Ok(choices)));
    assert_eq!(model.narrowing.view_name(), "Open");

    does(&mut model, NarrowEvent::Unfiltered(0));
    does(&mut model, NarrowEvent::Ordered(NoteOrder::Best));
    let shown = does(&mut model, NarrowEvent::Shown(open_ones()));
    assert_eq!(asked(&shown), (open_ones().filter, NoteOrder::Oldest));
    assert_eq!(model.filter, open_ones().filter);
}

#[test]
fn a_shown_view_is_renamed_in_its_place_and_forgotten() {
    let mut model = with_many_notes();
    does(&mut model, NarrowEvent::Shown(open_ones()));
    does(&mut model, NarrowEvent::NameTyped("Waiting".to_owned()));
    let kept = does(&mut model, NarrowEvent::Kept(Some("Open".to_owned())));
    let keep = ViewChange::Keep {
        view: SavedView {
            name: "Waiting".to_owned(),
            ..open_ones()
        },
        instead_of: Some("Open".to_owned()),
    };
    assert_eq!(kept, [Effect::ChangeViews(keep)]);
    let name = "Waiting".to_owned();
    let gone = does(&mut model, NarrowEvent::Forgotten(name.clone()));
    assert_eq!(gone[0], Effect::ChangeViews(ViewChange::Forget { name }));
    assert_eq!(model.narrowing.view_name(), "");
    does(
        &mut model,
        NarrowEvent::ViewsChanged(Err(Failure::StoreFull)),
    );
    assert_eq!(model.failure, Some(Failure::StoreFull));
}
