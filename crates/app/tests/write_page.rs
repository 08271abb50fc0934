//! The page where a note is written: a note that stands, or one from nothing.
#![allow(clippy::panic, reason = "a test fails by panicking")]

mod stage;

use baton_app::{Answer, Sender};
use baton_gate::{Answers, TemplateId};
use baton_notes::{Delivered, NoteId, Origin, State, VersionKind, Written};
use baton_protocol::{
    Failure, Handover, NoteChange, NoteView, OwnReply, OwnRequest, PromptReply, PromptRequest,
    PromptView, Reply, Request, ShowReply, ShowRequest, WriteReply, WriteRequest,
};
use futures_executor::block_on;
use stage::*;

fn ask(stage: &Stage, sender: &Sender, ask: WriteRequest) -> Result<WriteReply, Failure> {
    match block_on(stage.app.handle(sender, Request::Write(ask))) {
        Answer::Writer(Reply::Done(done)) => Ok(done),
        Answer::Writer(Reply::Failed(failure)) | Answer::Refused(Reply::Failed(failure)) => {
            Err(failure)
        }
        other => panic!("not an answer to the write page: {other:?}"),
    }
}

fn begin(
    stage: &Stage,
    sender: &Sender,
    note: Option<NoteId>,
) -> Result<(NoteId, PromptView), Failure> {
    match ask(
        stage,
        sender,
        WriteRequest::Begin {
            note,
            about: None,
            is_private: false,
        },
    )? {
        WriteReply::View { note, view, .. } => Ok((note, *view)),
        other => panic!("not a view: {other:?}"),
    }
}

/// A handoff from nothing, or the sent brief of [`sent`] with another ask.
fn text(ask: &str, template: TemplateId) -> Written {
    let answers = match template {
        TemplateId::Handoff => Answers::default(),
        _ => answers(),
    };
    let mut brief = brief(ask);
    brief.template = template;
    Written {
        answers,
        brief: Some(brief),
    }
}

fn save(note: &NoteId, text: Written, was: &[Written]) -> WriteRequest {
    WriteRequest::SaveDraft {
        note: note.clone(),
        what: Handover {
            text,
            was: was.to_vec(),
        },
    }
}

fn saved(reply: Result<WriteReply, Failure>) -> bool {
    match reply {
        Ok(WriteReply::Writing(PromptReply::Saved { diverged })) => !diverged,
        other => panic!("not saved: {other:?}"),
    }
}

fn open(stage: &Stage, id: &NoteId) -> NoteView {
    match stage.show(ShowRequest::Note { id: id.clone() }) {
        Ok(ShowReply::Note(note)) => *note,
        other => panic!("{other:?}"),
    }
}

fn change(stage: &Stage, id: &NoteId, change: NoteChange) -> Result<OwnReply, Failure> {
    let id = id.clone();
    stage.own(OwnRequest::Change { id, change })
}

/// A brief that was copied in a prompt, and its note.
fn sent(stage: &Stage, ask: &str) -> (Sender, NoteId) {
    let (prompt, _) = stage.prompt_on(PAGE);
    let delivered = PromptRequest::Delivered {
        what: Handover {
            text: text(ask, TemplateId::Ask),
            was: Vec::new(),
        },
        how: Delivered::Copied,
    };
    assert!(stage.ask(&prompt, delivered).is_ok());
    (prompt, stage.list("")[0].id.clone())
}

#[test]
fn a_note_is_written_from_nothing_and_delivered() {
    let stage = Stage::new();
    let (id, view) = begin(&stage, &writer(), None).unwrap();
    assert!(!view.resumed && view.evidence.is_empty() && view.source.target.is_empty());
    assert!(stage.titles().is_empty(), "nothing was typed yet");
    let first = text("What Kim needs to know", TemplateId::Handoff);
    assert!(saved(ask(&stage, &writer(), save(&id, first.clone(), &[]))));
    assert_eq!(stage.titles(), ["What Kim needs to know"]);
    let delivered = WriteRequest::Delivered {
        note: id.clone(),
        what: Handover {
            text: first.clone(),
            was: vec![first.clone()],
        },
        how: Delivered::Copied,
    };
    assert!(saved(ask(&stage, &writer(), delivered)));
    let note = open(&stage, &id);
    assert_eq!(note.state, State::Sent);
    assert_eq!(note.history[0].from, Origin::Notes);
    assert!(note.verdict.is_none() && note.answers.is_empty());
    // It points to no booking page, and none points to it.
    let kept = stage.app.ports().records.kept.borrow();
    assert!(
        kept.keys().all(|key| !key.starts_with("draft/")),
        "{kept:?}"
    );
}

#[test]
fn a_sent_brief_can_be_changed_and_what_was_sent_is_kept() {
    let stage = Stage::new();
    let (_, id) = sent(&stage, "Which plan for Q3?");
    let verdict = open(&stage, &id).verdict;
    let (note, view) = begin(&stage, &writer(), Some(id.clone())).unwrap();
    assert!(note == id && view.resumed);
    assert_eq!(view.brief.unwrap().ask, "Which plan for Q3?");
    assert_eq!(view.source.person.as_deref(), Some("Alex Example"));
    let stood = text("Which plan for Q3?", TemplateId::Ask);
    let once = text("Which plan for Q4?", TemplateId::Ask);
    let twice = text("Which plan for Q4, please?", TemplateId::Ask);
    // A minute later: what left Baton is kept all the same, what was half typed is not.
    stage.later(1);
    assert!(saved(ask(
        &stage,
        &writer(),
        save(&id, once.clone(), &[stood])
    )));
    assert!(saved(ask(&stage, &writer(), save(&id, twice, &[once]))));
    let note = open(&stage, &id);
    assert_eq!(note.title, "Which plan for Q4, please?");
    assert_eq!(note.state, State::Sent, "writing is no step");
    assert_eq!(note.verdict, verdict);
    assert_eq!(note.earlier.len(), 1);
    assert_eq!(note.earlier[0].kind, VersionKind::Replaced);
    assert!(note.earlier[0].brief.contains("Which plan for Q3?"));
}

#[test]
fn a_prompt_and_the_write_page_on_one_note_overwrite_nothing_silently() {
    let stage = Stage::new();
    let (prompt, id) = sent(&stage, "One");
    let one = text("One", TemplateId::Ask);
    let (_, view) = begin(&stage, &writer(), Some(id.clone())).unwrap();
    assert_eq!(view.brief, one.brief);
    let two = PromptRequest::SaveDraft(Handover {
        text: text("Two", TemplateId::Ask),
        was: vec![one.clone()],
    });
    stage.ask(&prompt, two).unwrap();
    let three = save(&id, text("Three", TemplateId::Ask), &[one]);
    assert!(!saved(ask(&stage, &writer(), three)), "it is said");
    let note = open(&stage, &id);
    assert_eq!(note.title, "Three");
    let theirs = &note.earlier[0];
    assert_eq!(theirs.kind, VersionKind::Diverged);
    assert!(theirs.brief.contains("Two"));

    // Theirs is the better one after all; mine is kept in its place, and can come back.
    stage.later(1);
    let use_text = NoteChange::UseText { at: theirs.at };
    change(&stage, &id, use_text.clone()).unwrap();
    change(&stage, &id, use_text).unwrap();
    let note = open(&stage, &id);
    assert_eq!(note.title, "Two");
    let briefs: Vec<_> = note.earlier.iter().map(|kept| &kept.brief).collect();
    assert_eq!(briefs.len(), 2, "{briefs:?}");
    assert!(briefs[0].contains("Three") && briefs[1].contains("One"));
    assert!(
        note.earlier
            .iter()
            .all(|kept| kept.kind == VersionKind::Replaced)
    );
    let back = NoteChange::UseText {
        at: note.earlier[0].at,
    };
    change(&stage, &id, back).unwrap();
    assert_eq!(open(&stage, &id).title, "Three");
}

#[test]
fn a_text_of_another_window_can_be_left() {
    let stage = Stage::new();
    let (id, _) = begin(&stage, &writer(), None).unwrap();
    let theirs = text("Theirs", TemplateId::Handoff);
    ask(&stage, &writer(), save(&id, theirs, &[])).unwrap();
    let mine = text("Mine", TemplateId::Handoff);
    assert!(!saved(ask(&stage, &writer(), save(&id, mine, &[]))));
    let at = open(&stage, &id).earlier[0].at;
    for _ in 0..2 {
        change(&stage, &id, NoteChange::LeaveText { at }).unwrap();
    }
    let note = open(&stage, &id);
    assert_eq!(note.title, "Mine");
    assert_eq!(note.earlier[0].kind, VersionKind::Replaced);
}

#[test]
fn a_text_that_is_not_there_is_not_put_in_the_place_of_one_that_is() {
    let stage = Stage::new();
    let (_, id) = sent(&stage, "One");
    let nothing = NoteChange::UseText { at: NOW };
    assert_eq!(change(&stage, &id, nothing), Err(Failure::NoSuchStep));
    assert_eq!(open(&stage, &id).title, "One");
}

#[test]
fn a_note_deleted_while_it_is_edited_comes_back_with_what_was_typed() {
    let stage = Stage::new();
    let (_, id) = sent(&stage, "One");
    begin(&stage, &writer(), Some(id.clone())).unwrap();
    change(&stage, &id, NoteChange::Delete).unwrap();
    assert_eq!(
        begin(&stage, &writer(), Some(id.clone())),
        Err(Failure::NoSuchNote),
        "a deleted note is not begun"
    );
    let was = text("One", TemplateId::Ask);
    let two = save(&id, text("Two", TemplateId::Ask), &[was]);
    assert!(saved(ask(&stage, &writer(), two)));
    assert_eq!(stage.titles(), ["Two"]);
}

#[test]
fn a_note_of_a_newer_schema_is_refused_and_stays_as_it_is() {
    let stage = Stage::new();
    let id = NoteId::from_parts(NOW, [3; 16]);
    let record = format!("{{\"schema\":99,\"id\":\"{id}\"}}");
    let key = format!("note/{id}");
    let records = &stage.app.ports().records.kept;
    records.borrow_mut().insert(key.clone(), record.clone());
    assert_eq!(
        begin(&stage, &writer(), Some(id.clone())),
        Err(Failure::StoreNewer)
    );
    let over = save(&id, text("Over it", TemplateId::Ask), &[]);
    assert_eq!(ask(&stage, &writer(), over), Err(Failure::StoreNewer));
    assert_eq!(records.borrow()[&key], record);
}

#[test]
fn a_note_that_is_not_there_is_not_begun() {
    let stage = Stage::new();
    let id = NoteId::from_parts(NOW, [3; 16]);
    assert_eq!(begin(&stage, &writer(), Some(id)), Err(Failure::NoSuchNote));
}

#[test]
fn of_a_new_note_in_a_private_window_nothing_is_kept_and_a_stored_one_can_be_changed() {
    let stage = Stage::new();
    let private = Sender {
        private: true,
        ..writer()
    };
    let (id, view) = begin(&stage, &private, None).unwrap();
    assert!(view.private);
    let handoff = save(&id, text("Between us", TemplateId::Handoff), &[]);
    assert!(saved(ask(&stage, &private, handoff)));
    assert!(stage.app.ports().records.kept.borrow().is_empty());
    let (_, id) = sent(&stage, "One");
    assert!(!begin(&stage, &private, Some(id.clone())).unwrap().1.private);
    let was = text("One", TemplateId::Ask);
    let two = save(&id, text("Two", TemplateId::Ask), &[was]);
    assert!(saved(ask(&stage, &private, two)));
    assert_eq!(stage.titles(), ["Two"]);
}

/// Its page can stand in an ordinary window: what an invitation in a private one led to.
#[test]
fn a_new_note_that_was_begun_privately_is_kept_nowhere_wherever_its_page_stands() {
    let stage = Stage::new();
    let begin = WriteRequest::Begin {
        note: None,
        about: None,
        is_private: true,
    };
    let Ok(WriteReply::View { note, view, .. }) = ask(&stage, &writer(), begin) else {
        panic!("no view");
    };
    assert!(view.private);
    let handoff = save(&note, text("Between us", TemplateId::Handoff), &[]);
    assert!(saved(ask(&stage, &writer(), handoff)));
    assert!(stage.app.ports().records.kept.borrow().is_empty());
}

#[test]
fn where_no_tab_tells_whether_the_window_is_private_a_new_note_is_not_kept() {
    let stage = Stage::new();
    let panel = Sender {
        tab: None,
        frame: None,
        ..writer()
    };
    let (id, view) = begin(&stage, &panel, None).unwrap();
    assert!(view.private);
    let handoff = save(&id, text("From the side", TemplateId::Handoff), &[]);
    assert!(saved(ask(&stage, &panel, handoff)));
    assert!(stage.app.ports().records.kept.borrow().is_empty());
    let (_, id) = sent(&stage, "One");
    assert!(!begin(&stage, &panel, Some(id)).unwrap().1.private);
}

#[test]
fn a_note_about_an_invitation_says_who_what_and_when_and_keeps_only_links_to_the_web() {
    for (link, target, provider) in [
        (
            "https://acme.example/budget",
            "https://acme.example/budget",
            "",
        ),
        (PAGE, PAGE, "Calendly"),
        ("javascript:alert(1)", "", ""),
    ] {
        let stage = Stage::new();
        let source = serde_json::json!({
            "provider": "nobody", "target": link, "person": "Kim Sample", "event": "Budget round",
            "slot": "2026-11-30T10:00:00", "minutes": 60,
        });
        let begin = WriteRequest::Begin {
            note: None,
            about: Some(source.to_string()),
            is_private: false,
        };
        let Ok(WriteReply::View { view, .. }) = stage.write(begin) else {
            panic!("no view");
        };
        assert_eq!(view.source.person.as_deref(), Some("Kim Sample"));
        assert_eq!(view.source.event.as_deref(), Some("Budget round"));
        assert_eq!(view.source.minutes, Some(60));
        assert_eq!(view.source.target, target);
        assert_eq!(view.provider_name, provider);
    }
}
