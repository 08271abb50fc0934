use super::{NameList, RelationEvent};
use crate::model::tests::{id, note, opens, summary, with_an_open_note};
use crate::model::{Effect, Event, Model, Undo};
use baton_notes::{Attachment, Link, LinkKind, Names, NoteId, file_text};
use baton_protocol::{Failure, NoteChange, NoteSummary};
use baton_worktime::UtcMillis;

fn does(model: &mut Model, event: RelationEvent) -> Vec<Effect> {
    model.update(Event::Relation(event))
}

fn other() -> NoteId {
    NoteId::from_parts(UtcMillis(1_700_000_000_001), [2; 16])
}

fn file() -> Attachment {
    Attachment::of("plan.txt", "text/plain", &file_text(b"a")).unwrap()
}

#[test]
fn a_name_is_added_when_its_field_is_left_and_at_each_comma() {
    let mut model = with_an_open_note();
    let typed = |text: &str| RelationEvent::NameTyped(NameList::Tags, text.to_owned());
    assert_eq!(does(&mut model, typed("q3")), []);
    let add = |names: &[&str]| {
        let add = names.iter().map(|name| (*name).to_owned()).collect();
        let remove = Vec::new();
        [Effect::Change(id(), NoteChange::Tag(Names { add, remove }))]
    };
    let at_a_comma = does(&mut model, typed("q3, bud"));
    assert_eq!(at_a_comma, add(&["q3"]));
    assert_eq!(model.relations.tag, "bud");
    let left = RelationEvent::NameDone(NameList::Tags);
    assert_eq!(does(&mut model, left.clone()), add(&["bud"]));
    assert_eq!(model.relations.tag, "");
    assert_eq!(does(&mut model, left), [], "nothing is typed");
    does(&mut model, typed("hiring"));
    let closed = model.update(Event::Back);
    assert_eq!(closed[..1], add(&["hiring"]), "kept when the note is left");
}

#[test]
fn a_name_that_could_not_be_kept_is_in_its_field_again() {
    let mut model = with_an_open_note();
    does(
        &mut model,
        RelationEvent::NameTyped(NameList::People, "Kim Sample".to_owned()),
    );
    let added = does(&mut model, RelationEvent::NameDone(NameList::People));
    let [Effect::Change(_, change)] = &added[..] else {
        panic!("{added:?}")
    };
    let full = Err(Failure::StoreFull);
    model.update(Event::Changed(id(), change.clone(), full));
    assert_eq!(model.relations.person, "Kim Sample");
    assert_eq!(model.failure, Some(Failure::StoreFull));
}

#[test]
fn a_link_is_chosen_from_what_the_last_search_found() {
    let mut model = with_an_open_note();
    does(
        &mut model,
        RelationEvent::KindChosen(LinkKind::SupersededBy),
    );
    let typed = |text: &str| RelationEvent::SearchTyped(text.to_owned());
    assert_eq!(does(&mut model, typed("ha")), [Effect::PauseSearch(2)]);
    assert_eq!(does(&mut model, typed(" hall ")), [Effect::PauseSearch(3)]);
    assert_eq!(does(&mut model, RelationEvent::SearchPauseOver(2)), []);
    let search = does(&mut model, RelationEvent::SearchPauseOver(3));
    assert_eq!(search, [Effect::Search(3, "hall".to_owned())]);
    let hall = NoteSummary {
        id: other(),
        ..summary()
    };
    let found = |search| RelationEvent::Found(search, Ok(vec![summary(), hall.clone()]));
    does(&mut model, found(2));
    assert_eq!(model.relations.found, None, "an older search");
    does(&mut model, found(3));
    assert_eq!(
        model.relations.found,
        Some(vec![hall.clone()]),
        "never itself"
    );
    let chosen = does(&mut model, RelationEvent::Linked(other()));
    let link = Link {
        kind: LinkKind::SupersededBy,
        note: other(),
    };
    assert_eq!(chosen[0], Effect::Change(id(), NoteChange::Link(link)));
    assert_eq!(
        (&*model.relations.search, &model.relations.found),
        ("", &None)
    );
}

#[test]
fn a_file_is_on_its_way_until_it_is_kept_or_could_not_be() {
    let mut model = with_an_open_note();
    let attached = RelationEvent::Attached(id(), "a".to_owned(), String::new(), "QQ==".to_owned());
    let effects = [
        does(&mut model, attached.clone()),
        does(&mut model, attached),
    ]
    .concat();
    assert_eq!(model.relations.on_their_way, 2);
    let [Effect::Change(_, first), Effect::Change(_, second)] = &effects[..] else {
        panic!("{effects:?}")
    };
    let kept = model.update(Event::Changed(id(), first.clone(), Ok(())));
    assert_eq!(kept, [Effect::Reopen(id())]);
    model.update(Event::Changed(
        id(),
        second.clone(),
        Err(Failure::StoreFull),
    ));
    assert_eq!(model.relations.on_their_way, 0);
    assert_eq!(model.failure, Some(Failure::StoreFull));
}

#[test]
fn a_file_goes_to_the_note_it_was_chosen_for_also_when_another_is_open_by_now() {
    let mut model = with_an_open_note();
    let late = RelationEvent::Attached(other(), "a".to_owned(), String::new(), "QQ==".to_owned());
    let effects = does(&mut model, late);
    let [Effect::Change(note, NoteChange::Attach { .. })] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!(*note, other());
    assert_eq!(model.relations.on_their_way, 0);
}

#[test]
fn a_file_that_was_taken_away_can_be_brought_back() {
    let mut model = with_an_open_note();
    let gone = does(&mut model, RelationEvent::Detached(file()));
    let [Effect::Change(_, change)] = &gone[..] else {
        panic!("{gone:?}")
    };
    assert_eq!(model.undo, None, "nothing is said before it is done");
    model.update(Event::Changed(id(), change.clone(), Ok(())));
    assert_eq!(model.undo, Some(Undo::Detached(id(), file())));
    let back = NoteChange::Reattach(file());
    assert_eq!(
        model.update(Event::Undo),
        [Effect::Change(id(), back.clone())]
    );
    model.update(Event::Changed(id(), back, Ok(())));
    assert_eq!(model.undo, None);
}

#[test]
fn of_two_files_that_are_taken_away_quickly_the_one_that_went_last_can_be_brought_back() {
    let mut model = with_an_open_note();
    let other = Attachment::of("b.txt", "text/plain", &file_text(b"b")).unwrap();
    let files = [file(), other];
    let mut changes = Vec::new();
    for file in &files {
        changes.extend(does(&mut model, RelationEvent::Detached(file.clone())));
    }
    for (file, change) in files.into_iter().zip(changes) {
        let Effect::Change(_, change) = change else {
            panic!("{change:?}")
        };
        model.update(Event::Changed(id(), change, Ok(())));
        assert_eq!(model.undo, Some(Undo::Detached(id(), file)));
    }
}

#[test]
fn a_file_that_could_not_be_taken_away_is_not_brought_back_in_the_place_of_another() {
    let mut model = with_an_open_note();
    let sha256 = file().sha256;
    let change = NoteChange::Detach { sha256 };
    does(&mut model, RelationEvent::Detached(file()));
    let full = Err(Failure::StoreFull);
    model.update(Event::Changed(id(), change.clone(), full));
    assert_eq!((&model.undo, &*model.detaching), (&None, &[][..]));
}

#[test]
fn a_file_is_asked_for_and_saved_under_its_name() {
    let mut model = with_an_open_note();
    let ask = does(&mut model, RelationEvent::SaveFile(file()));
    assert_eq!(ask, [Effect::FetchFile(id(), file())]);
    let came = RelationEvent::FileCame(file(), Ok("YQ==".to_owned()));
    let save = Effect::SaveFile("plan.txt".to_owned(), "YQ==".to_owned());
    assert_eq!(does(&mut model, came), [save]);
    does(
        &mut model,
        RelationEvent::FileCame(file(), Err(Failure::NoSuchFile)),
    );
    assert_eq!(model.failure, Some(Failure::NoSuchFile));
}

#[test]
fn what_is_typed_about_one_note_is_gone_with_the_next() {
    let mut model = with_an_open_note();
    does(&mut model, RelationEvent::SearchTyped("hall".to_owned()));
    let mut next = note();
    next.id = other();
    opens(&mut model, next);
    assert_eq!(model.relations.search, "");
    assert_eq!(does(&mut model, RelationEvent::SearchPauseOver(1)), []);
}
