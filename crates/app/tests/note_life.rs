//! What becomes of a note after it was sent.
#![allow(clippy::panic, reason = "a test fails by panicking")]

mod stage;

use baton_notes::{Delivered, Names, State, Written};
use baton_protocol::{Failure, Handover, NoteChange, OwnReply, OwnRequest, PromptRequest};
use stage::*;

#[test]
fn a_note_takes_steps_tags_and_comments_and_refuses_a_step_that_is_none() {
    let stage = Stage::new();
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
    stage.ask(&prompt, delivered).unwrap();
    let id = stage.list("")[0].id.clone();
    let change = |change| {
        let id = id.clone();
        stage.own(OwnRequest::Change { id, change })
    };
    let tags = Names {
        add: vec![" q3".to_owned(), "budget".to_owned(), "q3".to_owned()],
        ..Names::default()
    };
    let comment = NoteChange::Comment {
        text: "Settled without a call.".to_owned(),
        score: Some(5),
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
    };
    assert_eq!(change(unsound), Err(Failure::Malformed));
    let Ok(OwnReply::Note(note)) = stage.own(OwnRequest::Open { id: id.clone() }) else {
        panic!("the note opens")
    };
    assert_eq!(note.state, State::Answered);
    assert_eq!(note.tags, ["q3", "budget"]);
    assert_eq!(note.comments.len(), 1);
    assert_eq!(stage.list("settled")[0].id, id, "found by its comment");
}
