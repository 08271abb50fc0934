use super::*;
use baton_notes::MAX_ATTACHMENT_BYTES;

const NOTE: &str = "0198a000-0000-7000-8000-000000000001";

fn note() -> NoteId {
    NoteId::parse(NOTE).unwrap()
}

/// A page whose note came.
fn opened() -> Model {
    let mut model = Model::new(Some(note()));
    assert_eq!(
        model.update(0.0, Event::Started),
        [Effect::LoadNote(note())]
    );
    model.update(0.0, Event::NoteKnown(Ok(("Which hall?".to_owned(), 0))));
    model
}

/// A page that records since the moment 1000.
fn recording(kind: Kind) -> Model {
    let mut model = opened();
    model.update(0.0, Event::KindChosen(kind));
    assert_eq!(model.update(0.0, Event::Record), [Effect::Begin(kind)]);
    assert!(!model.would_lose());
    assert_eq!(model.update(1_000.0, Event::Began), [Effect::Focus("stop")]);
    model
}

/// A page with a recording of two seconds and 7000 bytes.
fn recorded() -> (Model, Take) {
    let mut model = recording(Kind::Voice);
    model.update(2_000.0, Event::Piece(3_000));
    assert_eq!(model.update(3_000.0, Event::Stop), [Effect::Stop]);
    model.update(3_010.0, Event::Piece(4_000));
    let effects = model.update(3_020.0, Event::Ended);
    assert_eq!(effects, [Effect::Show(2), Effect::Focus("keep")]);
    let take = take_of(&model);
    (model, take)
}

fn take_of(model: &Model) -> Take {
    match model.stage {
        Stage::Recorded(take) => take,
        ref other => panic!("{other:?}"),
    }
}

#[test]
fn what_was_recorded_up_to_the_press_is_there_and_asks_before_it_goes() {
    let (model, take) = recorded();
    assert_eq!((take.pieces, take.bytes), (2, 7_000));
    assert!((take.millis - 2_000.0).abs() < 0.1);
    assert_eq!(take.ending, Ending::Stopped);
    assert!(model.would_lose());
}

#[test]
fn it_is_kept_when_the_store_says_so_and_not_before() {
    let (mut model, take) = recorded();
    assert_eq!(model.update(0.0, Event::Keep), [Effect::Keep(note(), take)]);
    assert!(model.would_lose());
    assert_eq!(model.update(0.0, Event::Keep), [], "once is enough");
    let name = "Voice note.webm".to_owned();
    model.update(0.0, Event::Kept(Ok(name.clone())));
    assert_eq!(model.stage, Stage::Kept(name, take));
    assert!(!model.would_lose());
}

#[test]
fn a_store_that_is_full_loses_nothing() {
    let (mut model, take) = recorded();
    model.update(0.0, Event::Keep);
    model.update(0.0, Event::Kept(Err(Failure::StoreFull)));
    assert_eq!(model.failure, Some(Failure::StoreFull));
    assert_eq!(model.stage, Stage::Recorded(take));
    assert_eq!(
        model.update(0.0, Event::SaveToDisk),
        [Effect::SaveToDisk(take)]
    );
    assert_eq!(model.update(0.0, Event::Keep), [Effect::Keep(note(), take)]);
    assert_eq!(model.failure, None);
}

#[test]
fn it_stops_by_itself_before_a_file_is_full_and_keeps_what_there_is() {
    let mut model = recording(Kind::Screen);
    let most = Kind::Screen.full_at();
    assert_eq!(model.update(2_000.0, Event::Piece(most - 1)), []);
    assert_eq!(model.update(3_000.0, Event::Piece(1)), [Effect::Stop]);
    // The last piece is larger than anybody reckoned.
    model.update(3_010.0, Event::Piece(MAX_ATTACHMENT_BYTES));
    model.update(3_020.0, Event::Ended);
    let take = take_of(&model);
    assert_eq!((take.pieces, take.bytes), (2, most));
    assert_eq!(take.ending, Ending::Full);
}

#[test]
fn a_pause_is_not_part_of_it() {
    let mut model = recording(Kind::Voice);
    let effects = model.update(2_000.0, Event::Pause);
    assert_eq!(effects, [Effect::Pause, Effect::Focus("resume")]);
    model.update(5_000.0, Event::Heard(Some(90)));
    let effects = model.update(9_000.0, Event::Resume);
    assert_eq!(effects, [Effect::Resume, Effect::Focus("pause")]);
    model.update(10_000.0, Event::Piece(1));
    model.update(10_000.0, Event::Stop);
    model.update(10_000.0, Event::Ended);
    assert!((take_of(&model).millis - 2_000.0).abs() < 0.1);
}

#[test]
fn a_refusal_is_said_and_can_be_tried_again() {
    let mut model = opened();
    model.update(0.0, Event::Record);
    let effects = model.update(0.0, Event::Faulted(Fault::MicrophoneRefused));
    assert_eq!(effects, [Effect::Focus("record")]);
    assert_eq!(model.fault, Some(Fault::MicrophoneRefused));
    assert_eq!(
        model.update(0.0, Event::Record),
        [Effect::Begin(Kind::Voice)]
    );
    assert_eq!(model.fault, None);
}

#[test]
fn what_was_recorded_before_the_microphone_went_is_there() {
    let mut model = recording(Kind::Voice);
    model.update(2_000.0, Event::Piece(3_000));
    model.update(2_500.0, Event::Ended);
    assert_eq!(take_of(&model).ending, Ending::SourceGone);
}

#[test]
fn a_screen_that_is_not_shown_any_more_ends_it() {
    let mut model = recording(Kind::ScreenAndVoice);
    model.update(2_000.0, Event::Piece(3_000));
    assert_eq!(model.update(2_500.0, Event::SourceGone), [Effect::Stop]);
    model.update(2_600.0, Event::Ended);
    assert_eq!(take_of(&model).ending, Ending::SourceGone);
}

#[test]
fn a_recorder_that_fails_ends_by_itself_and_says_why() {
    let mut model = recording(Kind::Voice);
    model.update(2_000.0, Event::Piece(3_000));
    assert_eq!(model.update(2_500.0, Event::Broke), []);
    model.update(2_600.0, Event::Ended);
    assert_eq!(take_of(&model).ending, Ending::Broke);
}

#[test]
fn a_recording_of_nothing_is_none() {
    let mut model = recording(Kind::Voice);
    model.update(1_001.0, Event::Stop);
    model.update(1_002.0, Event::Piece(0));
    model.update(1_003.0, Event::Ended);
    assert_eq!(model.fault, Some(Fault::Nothing));
    assert_eq!(model.stage, Stage::Choosing);
}

#[test]
fn what_was_discarded_comes_back_until_another_is_recorded() {
    let (mut model, take) = recorded();
    model.update(0.0, Event::Discard);
    assert_eq!(model.stage, Stage::Choosing);
    assert!(!model.would_lose());
    model.update(0.0, Event::Undo);
    assert_eq!(model.stage, Stage::Recorded(take));
    model.update(0.0, Event::Discard);
    model.update(0.0, Event::Record);
    assert_eq!(model.update(0.0, Event::Undo), [], "the browser asks");
    model.update(0.0, Event::Faulted(Fault::Busy));
    model.update(0.0, Event::Undo);
    assert_eq!(model.stage, Stage::Recorded(take), "nothing took its place");
    model.update(0.0, Event::Discard);
    model.update(0.0, Event::Record);
    model.update(0.0, Event::Began);
    model.update(0.0, Event::Stop);
    model.update(0.0, Event::Ended);
    assert_eq!(model.stage, Stage::Choosing, "nothing was recorded");
    assert_eq!(model.update(0.0, Event::Undo), []);
}

#[test]
fn a_page_without_a_note_says_so() {
    let mut model = Model::new(None);
    assert_eq!(model.update(0.0, Event::Started), []);
    assert_eq!(model.failure, Some(Failure::NoSuchNote));
}

#[test]
fn a_note_with_all_its_files_has_no_room() {
    let mut model = opened();
    assert!(model.has_room());
    let full = ("Which hall?".to_owned(), MAX_ATTACHMENTS);
    model.update(0.0, Event::NoteKnown(Ok(full)));
    assert!(!model.has_room());
}
