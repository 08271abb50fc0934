use super::{Effect, Event, Listing, Model, Opened, row_id};
use baton_notes::{NoteId, State};
use baton_protocol::{ExportFormat, ExportedFile, Failure, NewerNote, NoteSummary, StoreHealth};
use baton_worktime::UtcMillis;

fn id() -> NoteId {
    NoteId::from_parts(UtcMillis(1_700_000_000_000), [1; 16])
}

fn summary() -> NoteSummary {
    NoteSummary {
        id: id(),
        title: "Which date do we ship?".to_owned(),
        person: Some("Alex Example".to_owned()),
        provider_name: "Calendly".to_owned(),
        state: Some(State::Sent),
        updated: UtcMillis(1_700_000_000_000),
    }
}

fn list_request(effects: &[Effect]) -> (u64, String) {
    effects
        .iter()
        .find_map(|effect| match effect {
            Effect::List(asked, filter) => Some((*asked, filter.clone())),
            _ => None,
        })
        .expect("a list is asked for")
}

fn with_one_note() -> Model {
    let mut model = Model::default();
    let (asked, _) = list_request(&model.update(Event::Started));
    model.update(Event::Listed(asked, Ok((vec![summary()], 1))));
    model
}

#[test]
fn at_the_start_list_activity_and_health_are_asked_for_at_once() {
    let effects = Model::default().update(Event::Started);
    assert_eq!(list_request(&effects).1, "");
    assert!(effects.contains(&Effect::AskActivity));
    assert!(effects.contains(&Effect::AskHealth));
}

#[test]
fn only_the_last_pause_in_typing_asks_for_notes() {
    let mut model = with_one_note();
    let first = model.update(Event::Typed("a".to_owned()));
    let second = model.update(Event::Typed(" al ".to_owned()));
    let [Effect::Pause(first)] = first[..] else {
        panic!("{first:?}")
    };
    let [Effect::Pause(second)] = second[..] else {
        panic!("{second:?}")
    };
    assert_eq!(model.update(Event::PauseOver(first)), []);
    assert_eq!(
        list_request(&model.update(Event::PauseOver(second))).1,
        "al"
    );
}

#[test]
fn an_answer_to_an_older_filter_is_dropped() {
    let mut model = with_one_note();
    let (old, _) = list_request(&model.update(Event::Started));
    model.update(Event::Typed("x".to_owned()));
    model.update(Event::Listed(old, Ok((Vec::new(), 0))));
    assert!(matches!(&model.listing, Listing::Notes { notes, .. } if notes.len() == 1));
}

#[test]
fn a_deleted_note_can_be_brought_back() {
    let mut model = with_one_note();
    assert_eq!(model.update(Event::Delete(id())), [Effect::Delete(id())]);
    assert_eq!(model.undo, None, "nothing is said before it is done");
    let effects = model.update(Event::Deleted(id(), Ok(())));
    assert!(effects.contains(&Effect::Focus("undo".to_owned())));
    assert_eq!(model.undo, Some(id()));
    assert_eq!(model.update(Event::Undo), [Effect::Restore(id())]);
    model.update(Event::Restored(id(), Ok(())));
    assert_eq!(model.undo, None);
}

#[test]
fn undo_stays_until_the_next_action() {
    let mut model = with_one_note();
    model.update(Event::Deleted(id(), Ok(())));
    model.update(Event::PauseOver(0));
    assert!(model.undo.is_some());
    model.update(Event::Export(None, ExportFormat::Json));
    assert_eq!(model.undo, None);
}

#[test]
fn a_failed_deletion_says_so_and_offers_no_undo() {
    let mut model = with_one_note();
    model.update(Event::Delete(id()));
    model.update(Event::Deleted(id(), Err(Failure::StoreFull)));
    assert_eq!(model.failure, Some(Failure::StoreFull));
    assert_eq!(model.undo, None);
}

#[test]
fn an_undo_that_fails_can_be_tried_again() {
    let mut model = with_one_note();
    model.update(Event::Deleted(id(), Ok(())));
    model.update(Event::Undo);
    model.update(Event::Restored(id(), Err(Failure::NoAnswer)));
    assert_eq!(model.undo, Some(id()));
    assert_eq!(model.update(Event::Undo), [Effect::Restore(id())]);
}

#[test]
fn an_exported_file_is_offered_for_saving() {
    let mut model = with_one_note();
    assert_eq!(
        model.update(Event::Export(Some(id()), ExportFormat::Markdown)),
        [Effect::Export(Some(id()), ExportFormat::Markdown)]
    );
    let file = ExportedFile {
        name: "note.md".to_owned(),
        media_type: "text/markdown".to_owned(),
        content: "# Note".to_owned(),
    };
    assert_eq!(
        model.update(Event::Exported(Ok(file.clone()))),
        [Effect::Save(file)]
    );
}

#[test]
fn a_note_of_a_newer_version_opens_to_its_explanation_and_back_again() {
    let mut model = with_one_note();
    assert_eq!(model.update(Event::Open(id())), [Effect::Open(id())]);
    let newer = Opened::Newer(NewerNote {
        id: id(),
        title: "A note of a newer Baton".to_owned(),
        text: "Update Baton to read it.".to_owned(),
    });
    assert_eq!(
        model.update(Event::Opened(Ok(newer.clone()))),
        [Effect::Focus("note-title".to_owned())]
    );
    assert_eq!(model.open, Some(newer));
    let effects = model.update(Event::Back);
    assert!(effects.contains(&Effect::Focus(row_id(&id()))));
    assert_eq!(model.open, None);
}

#[test]
fn the_number_of_unreadable_records_stays_in_view_while_a_note_is_looked_at() {
    let mut model = with_one_note();
    let health = StoreHealth {
        notes: 1,
        unreadable: 2,
        rebuilt: None,
        damaged: 0,
        both_lost: false,
    };
    model.update(Event::HealthKnown(Ok(health.clone())));
    model.update(Event::Open(id()));
    assert_eq!(model.health, Some(health));
}

#[test]
fn a_list_that_cannot_be_had_says_why_and_try_again_asks_anew() {
    let mut model = Model::default();
    let (asked, _) = list_request(&model.update(Event::Started));
    model.update(Event::Listed(asked, Err(Failure::Engine)));
    assert_eq!(model.listing, Listing::Failed(Failure::Engine));
    assert!(list_request(&model.update(Event::Started)).0 > asked);
}

#[test]
fn settings_open_on_their_own_page_and_a_page_that_does_not_open_is_said() {
    let mut model = with_one_note();
    assert_eq!(model.update(Event::Settings), [Effect::OpenSettings]);
    model.update(Event::SettingsOpened(true));
    assert_eq!(model.failure, None);
    model.update(Event::SettingsOpened(false));
    assert_eq!(model.failure, Some(Failure::NoAnswer));
}
