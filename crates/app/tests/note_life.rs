//! What becomes of a note after it was sent.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_notes::{CommentDraft, Delivered, Names, NoteId, State, Written};
use baton_protocol::{
    Failure, Handover, NoteChange, OwnReply, OwnRequest, PromptRequest, ShowReply, ShowRequest,
};
use baton_settings::Settings;
use stage::*;

fn send_a_brief(stage: &Stage) {
    let (prompt, _) = stage.prompt_on(PAGE);
    let delivered = PromptRequest::Delivered {
        what: Handover {
            text: Written {
                answers: answers(),
                brief: Some(brief("Which plan for Q3?")),
            },
            was: Vec::new(),
        },
        how: Delivered::Copied,
    };
    let sent = stage.ask(&prompt, delivered);
    assert!(sent.is_ok(), "{sent:?}");
}

fn changed(stage: &Stage, id: &NoteId, change: NoteChange) -> Result<OwnReply, Failure> {
    let id = id.clone();
    stage.own(OwnRequest::Change { id, change })
}

#[test]
fn a_note_takes_steps_tags_and_comments_and_refuses_a_step_that_is_none() {
    let stage = Stage::new();
    send_a_brief(&stage);
    let id = stage.list("")[0].id.clone();
    let change = |change| changed(&stage, &id, change);
    let tags = Names {
        add: vec![" q3".to_owned(), "budget".to_owned(), "q3".to_owned()],
        ..Names::default()
    };
    let comment = NoteChange::Comment {
        text: "Settled without a call.".to_owned(),
        score: Some(5),
        was: Vec::new(),
    };
    for done in [
        NoteChange::Advance {
            to: State::Answered,
        },
        NoteChange::Tag(tags),
        comment.clone(),
        // Told again, because the answer got lost.
        comment,
    ] {
        assert_eq!(change(done), Ok(OwnReply::Ok));
    }
    assert_eq!(
        change(NoteChange::Advance {
            to: State::Acknowledged
        }),
        Err(Failure::NoSuchStep)
    );
    let unsound = NoteChange::Comment {
        text: String::new(),
        score: Some(6),
        was: Vec::new(),
    };
    assert_eq!(change(unsound), Err(Failure::Malformed));
    let Ok(ShowReply::Note(note)) = stage.show(ShowRequest::Note { id: id.clone() }) else {
        panic!("the note opens")
    };
    assert_eq!(note.state, State::Answered);
    assert_eq!(note.tags, ["q3", "budget"]);
    assert_eq!(note.comments.len(), 1);
    assert_eq!(stage.list("settled")[0].id, id, "found by its comment");
}

#[test]
fn steps_and_comments_are_signed_with_the_name_in_the_settings() {
    let stage = Stage::new();
    send_a_brief(&stage);
    let settings = Settings {
        name: " Kim Sample ".to_owned(),
        ..Settings::default()
    };
    let saved = stage.own(OwnRequest::SaveSettings(Box::new(settings)));
    assert!(saved.is_ok(), "{saved:?}");
    let id = stage.list("")[0].id.clone();
    let comment = NoteChange::Comment {
        text: "Settled.".to_owned(),
        score: None,
        was: Vec::new(),
    };
    let to = State::Answered;
    for change in [NoteChange::Advance { to }, comment] {
        assert_eq!(changed(&stage, &id, change), Ok(OwnReply::Ok));
    }
    let Ok(ShowReply::Note(note)) = stage.show(ShowRequest::Note { id }) else {
        panic!("the note opens")
    };
    let kim = Some("Kim Sample");
    assert_eq!(note.history.last().and_then(|step| step.by.as_deref()), kim);
    assert_eq!(note.comments[0].by.as_deref(), kim);
}

#[test]
fn half_a_comment_of_another_window_is_not_written_over() {
    let stage = Stage::new();
    send_a_brief(&stage);
    let id = stage.list("")[0].id.clone();
    let change = |change| changed(&stage, &id, change);
    let half = |text: &str| CommentDraft {
        text: text.to_owned(),
        score: None,
    };
    let drafting = |text: &str, was: &str| NoteChange::DraftComment {
        draft: half(text),
        was: vec![half(was)],
    };
    let standing = || {
        let Ok(ShowReply::Note(note)) = stage.show(ShowRequest::Note { id: id.clone() }) else {
            panic!("the note opens")
        };
        (note.comment_draft.text, note.comments.len())
    };
    assert_eq!(change(drafting("Theirs", "")), Ok(OwnReply::Ok));
    assert_eq!(change(drafting("Mine", "")), Err(Failure::CommentElsewhere));
    assert_eq!(standing(), ("Theirs".to_owned(), 0));
    let mine = NoteChange::Comment {
        text: "Mine".to_owned(),
        score: None,
        was: vec![half("")],
    };
    assert_eq!(change(mine), Ok(OwnReply::Ok));
    assert_eq!(standing(), ("Theirs".to_owned(), 1));
}

#[test]
fn an_answer_is_the_other_sides_comment_and_step_and_counts_once() {
    let stage = Stage::new();
    send_a_brief(&stage);
    let id = stage.list("")[0].id.clone();
    let half_said = NoteChange::DraftComment {
        draft: CommentDraft {
            text: "I think".to_owned(),
            score: None,
        },
        was: Vec::new(),
    };
    changed(&stage, &id, half_said).unwrap();
    let answer = NoteChange::Answer {
        text: "1. yes\n2. no".to_owned(),
        score: Some(4),
        by: Some("Kim Sample".to_owned()),
    };
    for _ in 0..2 {
        assert_eq!(changed(&stage, &id, answer.clone()), Ok(OwnReply::Ok));
    }
    let view = match stage.show(ShowRequest::Note { id: id.clone() }) {
        Ok(ShowReply::Note(view)) => view,
        other => panic!("not a note: {other:?}"),
    };
    assert_eq!(view.state, State::Answered);
    let steps = view
        .history
        .iter()
        .filter(|step| step.state == State::Answered);
    let by: Vec<_> = steps.map(|step| step.by.as_deref()).collect();
    assert_eq!(by, [Some("Kim Sample")]);
    assert_eq!(view.comments.len(), 1);
    assert_eq!(view.comments[0].by.as_deref(), Some("Kim Sample"));
    assert_eq!(view.comment_draft.text, "I think", "one's own stays");
    assert_eq!(stage.list("no")[0].id, id, "found by what was answered");

    // A matter that ended keeps what is said later, and stays ended.
    let to = State::Dropped;
    changed(&stage, &id, NoteChange::Advance { to }).unwrap();
    let late = NoteChange::Answer {
        text: "Sorry, I was away.".to_owned(),
        score: None,
        by: None,
    };
    changed(&stage, &id, late).unwrap();
    assert_eq!(stage.list("away")[0].state, Some(State::Dropped));
}
