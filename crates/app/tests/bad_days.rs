//! A store that fails: what was typed is not lost, and the page is never held.

mod stage;

use baton_app::ports::StoreFault;
use baton_notes::{Delivered, State, Written};
use baton_protocol::{
    ExportFormat, Failure, Handover, OwnRequest, PageCommand, PromptReply, PromptRequest,
    ShowRequest,
};
use stage::*;

fn save_draft() -> PromptRequest {
    PromptRequest::SaveDraft(Handover {
        text: Written {
            answers: answers(),
            brief: Some(brief("Which plan?")),
        },
        was: Vec::new(),
    })
}

#[test]
fn each_fault_of_the_store_is_told_and_the_next_save_works() {
    for (fault, failure) in [
        (StoreFault::Full, Failure::StoreFull),
        (
            StoreFault::Closed("InvalidStateError".to_owned()),
            Failure::StoreClosed,
        ),
        (StoreFault::Newer(2), Failure::StoreNewer),
        (
            StoreFault::Broken("UnknownError".to_owned()),
            Failure::StoreBroken,
        ),
    ] {
        let stage = Stage::new();
        let (prompt, _) = stage.prompt_on(PAGE);
        *stage.app.ports().records.fault.borrow_mut() = Some(fault);
        assert_eq!(stage.ask(&prompt, save_draft()), Err(failure));
        assert_eq!(stage.own(OwnRequest::Health), Err(failure));
        *stage.app.ports().records.fault.borrow_mut() = None;
        assert!(matches!(
            stage.ask(&prompt, save_draft()),
            Ok(PromptReply::Saved { .. })
        ));
        assert_eq!(stage.titles(), ["Which plan?"]);
    }
}

#[test]
fn a_prompt_still_asks_when_the_store_cannot_be_read() {
    let stage = Stage::new();
    *stage.app.ports().records.fault.borrow_mut() = Some(StoreFault::Closed(String::new()));
    let (prompt, view) = stage.prompt_on(PAGE);
    assert!(!view.resumed);
    assert_eq!(stage.ask(&prompt, NOT_NOW), Err(Failure::StoreClosed));
    let commands = stage.app.ports().browser.commands.borrow().clone();
    assert!(
        commands
            .iter()
            .any(|(_, _, command)| *command == PageCommand::Dismiss),
        "the prompt leaves although the count could not be kept: {commands:?}"
    );
}

#[test]
fn a_booking_whose_note_cannot_be_kept_says_so_before_the_page_moves() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    *stage.app.ports().records.fault.borrow_mut() = Some(StoreFault::Full);
    let book = PromptRequest::Book(Handover {
        text: Written {
            answers: answers(),
            brief: Some(brief("Which plan?")),
        },
        was: Vec::new(),
    });
    assert_eq!(stage.ask(&prompt, book.clone()), Err(Failure::StoreFull));
    let moved = |stage: &Stage| {
        let commands = stage.app.ports().browser.commands.borrow().clone();
        commands
            .iter()
            .any(|(_, _, command)| matches!(command, PageCommand::Navigate { .. }))
    };
    assert!(!moved(&stage));
    *stage.app.ports().records.fault.borrow_mut() = None;
    assert!(stage.ask(&prompt, book).is_ok());
    assert!(moved(&stage));
}

#[test]
fn a_page_that_is_gone_keeps_the_note_and_can_be_tried_again() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    let gone = |gone| stage.app.ports().browser.pages_gone.set(gone);
    let book = PromptRequest::Book(Handover {
        text: Written {
            answers: answers(),
            brief: Some(brief("Which plan?")),
        },
        was: Vec::new(),
    });
    let state = || {
        let notes = stage.list("");
        assert_eq!(notes.len(), 1, "{notes:?}");
        assert_eq!(notes[0].title, "Which plan?");
        notes[0].state
    };
    gone(true);
    for _ in 0..2 {
        assert_eq!(stage.ask(&prompt, book.clone()), Err(Failure::Page));
        assert_eq!(state(), Some(State::Draft), "nothing was booked");
    }
    // What the failure advises.
    let copied = PromptRequest::Delivered {
        what: Handover {
            text: Written {
                answers: answers(),
                brief: Some(brief("Which plan?")),
            },
            was: Vec::new(),
        },
        how: Delivered::Copied,
    };
    stage.ask(&prompt, copied).unwrap();
    assert_eq!(state(), Some(State::Sent));
    assert_eq!(
        stage.ask(&prompt, PromptRequest::Close),
        Err(Failure::Page),
        "the card stands there still"
    );

    gone(false);
    stage.ask(&prompt, book).unwrap();
    assert_eq!(state(), Some(State::Booked));
}

/// A worker stopped between the page's step and the answer leaves the question unanswered, and it
/// is asked again: so each must be done as well when it comes twice.
#[test]
fn what_ends_a_prompt_can_be_repeated_while_the_page_has_not_heard_it() {
    let book = PromptRequest::Book(Handover {
        text: Written {
            answers: answers(),
            brief: Some(brief("Which plan?")),
        },
        was: Vec::new(),
    });
    for ask in [book, NOT_NOW, PromptRequest::Close] {
        let stage = Stage::new();
        let (prompt, _) = stage.prompt_on(PAGE);
        stage.app.ports().browser.pages_gone.set(true);
        assert_eq!(stage.ask(&prompt, ask.clone()), Err(Failure::Page));
        stage.app.ports().browser.pages_gone.set(false);
        assert!(stage.ask(&prompt, ask.clone()).is_ok(), "{ask:?}");
        let commands = stage.app.ports().browser.commands.borrow().clone();
        assert!(
            matches!(
                commands.last(),
                Some((1, 0, PageCommand::Navigate { .. } | PageCommand::Dismiss))
            ),
            "{ask:?}: {commands:?}"
        );
        assert_eq!(stage.see(PAGE, "").prompt, None, "{ask:?}: it steps aside");
    }
}

#[test]
fn a_damaged_note_is_left_out_and_the_others_are_found() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    stage.ask(&prompt, save_draft()).unwrap();
    let damaged = ("note/zzz".to_owned(), "{\"schema\":1,".to_owned());
    stage
        .app
        .ports()
        .records
        .kept
        .borrow_mut()
        .extend([damaged]);
    assert_eq!(stage.titles(), ["Which plan?"]);
}

#[test]
fn without_the_desk_a_brief_is_written_as_usual_and_a_note_is_not_shown() {
    let stage = Stage::new();
    let text = "{\"baton_templates\": 1, \"templates\": [{\"id\": \"note\", \"name\": \"A note\", \
                \"fields\": []}], \"bindings\": []}";
    let save = |base| OwnRequest::SaveTemplates {
        text: text.to_owned(),
        base,
    };
    stage.own(save(0)).unwrap();
    stage.app.ports().no_desk.set(true);
    let (prompt, view) = stage.prompt_on(PAGE);
    assert!(view.own_templates.is_empty() && !view.binds);
    assert!(matches!(
        stage.ask(&prompt, save_draft()),
        Ok(PromptReply::Saved { .. })
    ));
    let export = ShowRequest::File {
        ids: None,
        format: ExportFormat::Markdown,
    };
    assert_eq!(stage.show(export), Err(Failure::Engine));
    assert_eq!(stage.own(save(1)), Err(Failure::Engine));
    let id = stage.list("")[0].id.clone();
    assert_eq!(stage.show(ShowRequest::Note { id }), Err(Failure::Engine));
}

#[test]
fn without_the_desk_nothing_is_booked_and_what_was_written_is_kept() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    stage.app.ports().no_desk.set(true);
    let brief = brief("Which plan?");
    let preview = PromptRequest::PreviewBooking {
        brief: brief.clone(),
    };
    assert_eq!(stage.ask(&prompt, preview), Err(Failure::Engine));
    let book = PromptRequest::Book(Handover {
        text: Written {
            answers: answers(),
            brief: Some(brief),
        },
        was: Vec::new(),
    });
    assert_eq!(stage.ask(&prompt, book.clone()), Err(Failure::Engine));
    assert_eq!(stage.titles(), ["Which plan?"]);
    assert_eq!(stage.list("")[0].state, Some(State::Draft));
    let moved = |command: &(i32, i64, PageCommand)| {
        matches!(
            command.2,
            PageCommand::Navigate { .. } | PageCommand::Dismiss
        )
    };
    assert!(
        !stage
            .app
            .ports()
            .browser
            .commands
            .borrow()
            .iter()
            .any(moved)
    );

    stage.app.ports().no_desk.set(false);
    stage.ask(&prompt, book).unwrap();
    assert_eq!(stage.list("")[0].state, Some(State::Booked));
}
