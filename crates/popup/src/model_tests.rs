use super::{Effect, Event, Key, Listing, Model, Opened, Page, Undo, row_id};
use baton_notes::{CommentDraft, NoteId, State};
use baton_protocol::{
    ExportFormat, ExportedFile, Failure, NewerNote, NoteChange, NoteSummary, NoteView, StoreHealth,
};
use baton_worktime::UtcMillis;

#[path = "model_text_tests.rs"]
mod texts;

pub(crate) fn id() -> NoteId {
    NoteId::from_parts(UtcMillis(1_700_000_000_000), [1; 16])
}

pub(crate) fn summary() -> NoteSummary {
    NoteSummary {
        id: id(),
        title: "Which date do we ship?".to_owned(),
        person: Some("Alex Example".to_owned()),
        provider_name: "Calendly".to_owned(),
        tags: Vec::new(),
        state: Some(State::Sent),
        updated: UtcMillis(1_700_000_000_000),
        marked_title: Vec::new(),
        excerpt: Vec::new(),
    }
}

pub(crate) fn list_request(effects: &[Effect]) -> (u64, String) {
    effects
        .iter()
        .find_map(|effect| match effect {
            Effect::List(asked, filter, _, _) => Some((*asked, filter.clone())),
            _ => None,
        })
        .expect("a list is asked for")
}

fn with_one_note() -> Model {
    let mut model = Model::on(Page::Popup);
    let (asked, _) = list_request(&model.update(Event::Started));
    model.update(Event::Listed(asked, 0, Ok((vec![summary()], 1))));
    model
}

#[test]
fn at_the_start_list_activity_and_health_are_asked_for_at_once() {
    let effects = Model::on(Page::Popup).update(Event::Started);
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
    model.update(Event::Listed(old, 0, Ok((Vec::new(), 0))));
    assert!(matches!(&model.listing, Listing::Notes(rows) if rows.total == 1));
}

#[test]
fn a_deleted_note_can_be_brought_back() {
    let mut model = with_one_note();
    assert_eq!(
        model.update(Event::Delete(id())),
        [Effect::Change(id(), NoteChange::Delete)]
    );
    assert_eq!(model.undo, None, "nothing is said before it is done");
    let effects = model.update(Event::Deleted(id(), Ok(())));
    assert!(effects.contains(&Effect::Focus("undo".to_owned())));
    assert_eq!(model.undo, Some(Undo::Deleted(vec![id()])));
    assert_eq!(
        model.update(Event::Undo),
        [Effect::Change(id(), NoteChange::Restore)]
    );
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
    assert_eq!(model.undo, Some(Undo::Deleted(vec![id()])));
    assert_eq!(
        model.update(Event::Undo),
        [Effect::Change(id(), NoteChange::Restore)]
    );
}

#[test]
fn an_exported_file_is_offered_for_saving() {
    let mut model = with_one_note();
    assert_eq!(
        model.update(Event::Export(Some(id()), ExportFormat::Markdown)),
        [Effect::Export(Some(vec![id()]), ExportFormat::Markdown)]
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
        notes: Some(1),
        unreadable: Some(2),
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
    let mut model = Model::on(Page::Popup);
    let (asked, _) = list_request(&model.update(Event::Started));
    model.update(Event::Listed(asked, 0, Err(Failure::Engine)));
    assert_eq!(model.listing, Listing::Failed(Failure::Engine));
    assert!(list_request(&model.update(Event::Started)).0 > asked);
}

#[test]
fn settings_open_on_their_own_page_and_a_page_that_does_not_open_is_said() {
    let mut model = with_one_note();
    assert_eq!(model.update(Event::Settings), [Effect::OpenSettings]);
    model.update(Event::PageOpened(true));
    assert_eq!(model.failure, None);
    model.update(Event::PageOpened(false));
    assert_eq!(model.failure, Some(Failure::NoAnswer));
}

pub(crate) fn note() -> NoteView {
    NoteView {
        id: id(),
        title: "Which date do we ship?".to_owned(),
        person: None,
        minutes: None,
        state: State::Sent,
        brief: String::new(),
        verdict: None,
        answers: Vec::new(),
        target: String::new(),
        history: Vec::new(),
        tags: vec!["ship".to_owned()],
        people: Vec::new(),
        links: Vec::new(),
        attachments: Vec::new(),
        comments: Vec::new(),
        comment_draft: CommentDraft::default(),
        deliveries: Vec::new(),
        follow_up: None,
        earlier: Vec::new(),
    }
}

/// Presses a note, and answers with it.
pub(crate) fn opens(model: &mut Model, note: NoteView) -> Vec<Effect> {
    model.update(Event::Open(note.id.clone()));
    model.update(Event::Opened(Ok(Opened::Note(Box::new(note)))))
}

pub(crate) fn with_an_open_note() -> Model {
    let mut model = with_one_note();
    opens(&mut model, note());
    model
}

#[test]
fn a_step_is_told_and_the_note_is_read_anew() {
    let mut model = with_an_open_note();
    let step = NoteChange::Advance {
        to: State::Answered,
    };
    assert_eq!(
        model.update(Event::Change(step.clone())),
        [Effect::Change(id(), step.clone())]
    );
    assert_eq!(
        model.update(Event::Changed(id(), step, Ok(()))),
        [Effect::Reopen(id()), Effect::Focus("note-title".to_owned())]
    );
    assert_eq!(model.done, Some("popup_done_step"));
    let mut answered = note();
    answered.state = State::Answered;
    let answered = Opened::Note(Box::new(answered));
    model.update(Event::Reopened(Ok(answered.clone())));
    assert_eq!(model.open, Some(answered.clone()));
    // Gone back meanwhile: a late answer opens nothing.
    model.update(Event::Back);
    model.update(Event::Reopened(Ok(answered)));
    assert_eq!(model.open, None);
}

#[test]
fn a_comment_in_the_making_is_kept_after_a_pause_and_gone_once_it_is_added() {
    let mut model = with_an_open_note();
    let first = model.update(Event::CommentTyped("Cl".to_owned()));
    let second = model.update(Event::CommentTyped("Clear.".to_owned()));
    let third = model.update(Event::Scored(Some(5)));
    // One pause, however many keys are pressed in it.
    let [Effect::PauseEdit(pause)] = [&first[..], &second[..], &third[..]].concat()[..] else {
        panic!("{first:?} {second:?} {third:?}")
    };
    let draft = CommentDraft {
        text: "Clear.".to_owned(),
        score: Some(5),
    };
    let keep = NoteChange::DraftComment {
        draft: draft.clone(),
        was: vec![CommentDraft::default()],
    };
    assert_eq!(
        model.update(Event::EditPauseOver(pause)),
        [Effect::Change(id(), keep.clone())]
    );
    assert_eq!(model.update(Event::Changed(id(), keep, Ok(()))), []);
    assert_eq!(model.update(Event::Leaving), [], "kept already");
    let comment = NoteChange::Comment {
        text: "Clear.".to_owned(),
        score: Some(5),
        was: vec![draft],
    };
    assert_eq!(
        model.update(Event::CommentAdded),
        [Effect::Change(id(), comment.clone())]
    );
    assert_eq!(model.comment.draft.text, "Clear.", "until it is durable");
    model.update(Event::Changed(id(), comment, Ok(())));
    assert_eq!(model.comment.draft, CommentDraft::default());
    assert_eq!(model.update(Event::CommentAdded), [], "nothing to add");
}

#[test]
fn a_failed_comment_stays_in_its_field_and_a_kept_one_is_there_again() {
    let mut model = with_an_open_note();
    model.update(Event::CommentTyped("Clear.".to_owned()));
    let comment = NoteChange::Comment {
        text: "Clear.".to_owned(),
        score: None,
        was: Vec::new(),
    };
    model.update(Event::Changed(id(), comment, Err(Failure::StoreFull)));
    assert_eq!(model.comment.draft.text, "Clear.");
    assert_eq!(model.failure, Some(Failure::StoreFull));
    let mut kept = note();
    kept.comment_draft.text = "Half a".to_owned();
    let mut model = Model::on(Page::Notes);
    opens(&mut model, kept);
    assert_eq!(model.comment.draft.text, "Half a");
}

#[test]
fn the_keys_of_the_notes_page_walk_through_the_list() {
    let other = NoteId::from_parts(UtcMillis(1_700_000_000_001), [2; 16]);
    let mut second = summary();
    second.id = other.clone();
    let mut model = Model::on(Page::Notes);
    let started = model.update(Event::Started);
    assert!(!started.contains(&Effect::AskActivity));
    let (asked, _) = list_request(&started);
    model.update(Event::Listed(asked, 0, Ok((vec![summary(), second], 2))));
    let leads = |place, id: &NoteId| [Effect::Reveal(place), Effect::Open(id.clone())];
    assert_eq!(model.update(Event::Key(Key::Below)), leads(0, &id()));
    opens(&mut model, note());
    assert_eq!(model.update(Event::Key(Key::Below)), leads(1, &other));
    assert_eq!(model.update(Event::Key(Key::Above)), leads(0, &id()));
    let mut last = note();
    last.id = other;
    opens(&mut model, last);
    assert_eq!(
        model.update(Event::Key(Key::Below)),
        [],
        "there is none below"
    );
    model.update(Event::Key(Key::Close));
    assert_eq!(model.open, None);
    assert_eq!(
        model.update(Event::Key(Key::Search)),
        [Effect::Focus("search".to_owned())]
    );
    model.update(Event::Key(Key::Help));
    assert!(model.helps);
}

#[test]
fn a_second_press_while_a_step_is_under_way_is_none() {
    let mut model = with_an_open_note();
    let step = |to| Event::Change(NoteChange::Advance { to });
    assert_eq!(model.update(step(State::Acknowledged)).len(), 1);
    assert_eq!(model.update(step(State::Booked)), []);
    let taken = NoteChange::Advance {
        to: State::Acknowledged,
    };
    model.update(Event::Changed(id(), taken, Ok(())));
    assert_eq!(model.update(step(State::Answered)).len(), 1);
}

#[test]
fn what_is_begun_while_a_comment_is_added_stays_and_the_added_one_does_not_come_back() {
    let mut model = with_an_open_note();
    let pause = model.update(Event::CommentTyped("Clear.".to_owned()));
    let [Effect::PauseEdit(edits)] = pause[..] else {
        panic!("{pause:?}")
    };
    model.update(Event::CommentAdded);
    assert_eq!(model.update(Event::EditPauseOver(edits)), [], "it is added");
    model.update(Event::CommentTyped("Clear. And".to_owned()));
    let comment = NoteChange::Comment {
        text: "Clear.".to_owned(),
        score: None,
        was: Vec::new(),
    };
    model.update(Event::Changed(id(), comment, Ok(())));
    assert_eq!(model.comment.draft.text, "Clear. And");
}

#[test]
fn a_comment_that_cannot_be_kept_is_said_beside_it_and_held_when_the_note_is_left() {
    let mut model = with_an_open_note();
    model.update(Event::CommentTyped("Clear.".to_owned()));
    let draft = CommentDraft {
        text: "Clear.".to_owned(),
        score: None,
    };
    let keep = NoteChange::DraftComment {
        draft: draft.clone(),
        was: vec![CommentDraft::default()],
    };
    let full = || Err(Failure::StoreFull);
    model.update(Event::Changed(id(), keep.clone(), full()));
    assert_eq!(model.comment.outcome, full());
    assert_eq!(
        model.update(Event::KeepComment),
        [Effect::Change(id(), keep.clone())]
    );
    let left = model.update(Event::Back);
    let again = NoteChange::DraftComment {
        draft: draft.clone(),
        was: vec![draft, CommentDraft::default()],
    };
    assert_eq!(left[0], Effect::Change(id(), again));
    model.update(Event::Changed(id(), keep, full()));
    assert_eq!(model.failure, Some(Failure::StoreFull));
    opens(&mut model, note());
    assert_eq!(model.comment.draft.text, "Clear.");
}

#[test]
fn a_late_answer_about_another_note_touches_no_field() {
    let mut model = with_an_open_note();
    model.update(Event::CommentTyped("Half a".to_owned()));
    let other = NoteId::from_parts(UtcMillis(1_700_000_000_001), [2; 16]);
    let comment = NoteChange::Comment {
        text: "Half a".to_owned(),
        score: None,
        was: Vec::new(),
    };
    assert_eq!(model.update(Event::Changed(other, comment, Ok(()))), []);
    assert_eq!(model.comment.draft.text, "Half a");
}

#[test]
fn what_was_half_said_is_held_when_another_note_is_opened_and_each_for_itself() {
    let mut model = with_an_open_note();
    let other = || {
        let mut other = note();
        other.id = NoteId::from_parts(UtcMillis(1_700_000_000_001), [2; 16]);
        other
    };
    model.update(Event::CommentTyped("Of the first".to_owned()));
    let left = opens(&mut model, other());
    let [Effect::Change(_, first), ..] = &left[..] else {
        panic!("{left:?}")
    };
    model.update(Event::CommentTyped("Of the second".to_owned()));
    let left = opens(&mut model, note());
    let [Effect::Change(_, second), ..] = &left[..] else {
        panic!("{left:?}")
    };
    assert_eq!(model.comment.draft.text, "Of the first");
    for (id, change) in [(id(), first), (other().id, second)] {
        let full = Err(Failure::StoreFull);
        model.update(Event::Changed(id, change.clone(), full));
    }
    opens(&mut model, other());
    assert_eq!(model.comment.draft.text, "Of the second");
    let kept = Event::Changed(id(), first.clone(), Ok(()));
    model.update(kept);
    let mut stands = note();
    stands.comment_draft.text = "Of the first, and more".to_owned();
    opens(&mut model, stands);
    assert_eq!(
        model.comment.draft.text, "Of the first, and more",
        "it was kept"
    );
}

#[test]
fn another_windows_comment_is_not_known_by_leaving_and_coming_back() {
    let mut model = with_an_open_note();
    model.update(Event::CommentTyped("Mine".to_owned()));
    let left = model.update(Event::Back);
    let [Effect::Change(_, keep), ..] = &left[..] else {
        panic!("{left:?}")
    };
    let refused = Err(Failure::CommentElsewhere);
    model.update(Event::Changed(id(), keep.clone(), refused));
    let mut stands = note();
    stands.comment_draft.text = "Theirs".to_owned();
    opens(&mut model, stands);
    assert_eq!(model.comment.draft.text, "Mine");
    let again = model.update(Event::KeepComment);
    assert_eq!(
        again,
        [Effect::Change(id(), keep.clone())],
        "Theirs is not known"
    );
    let shown = model.update(Event::Changed(id(), keep.clone(), refused));
    assert_eq!(shown, [Effect::Reopen(id())], "to be shown beside mine");
}
