//! Notes that leave whole and come back, also when the worker is stopped in between.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_app::ports::{Records, StoreFault};
use baton_notes::{Attachment, Note, NoteId, Source, Stored, decode, encode, file_text};
use baton_protocol::{
    Failure, MAX_TAKEN, NoteChange, NoteOrder, OwnReply, OwnRequest, PromptReply, PromptRequest,
    Request, ShowReply, ShowRequest, Staged, TakenNote, TransferReply, TransferRequest,
};
use baton_worktime::UtcMillis;
use futures_executor::block_on;
use stage::*;

fn note(number: u8, title: &str) -> Note {
    let id = NoteId::from_parts(UtcMillis(NOW.0 + i64::from(number)), [number; 16]);
    let source = Source {
        event: Some(title.to_owned()),
        target: format!("https://calendly.com/alex-example/{number}"),
        ..Source::default()
    };
    Note::draft(id, NOW, source)
}

fn staged(note: &Note, over: Option<u64>) -> Staged {
    Staged::Note {
        over,
        record: encode(note),
        earlier: None,
    }
}

fn stage_part(
    stage: &Stage,
    import: &str,
    part: u32,
    entries: &[Staged],
) -> Result<TransferReply, Failure> {
    let ask = TransferRequest::Stage {
        import: import.to_owned(),
        part,
        entries: serde_json::to_string(entries).unwrap(),
    };
    stage.transfer(ask)
}

fn finish(stage: &Stage, import: &str, parts: u32) -> Result<TransferReply, Failure> {
    let import = import.to_owned();
    stage.transfer(TransferRequest::Finish { import, parts })
}

fn progress(done: u32, of: u32) -> Result<TransferReply, Failure> {
    Ok(TransferReply::Progress { done, of })
}

fn titles(stage: &Stage) -> Vec<String> {
    let mut titles: Vec<String> = stage.list("").into_iter().map(|line| line.title).collect();
    titles.sort();
    titles
}

fn taken(stage: &Stage, ask: TransferRequest) -> Vec<TakenNote> {
    match stage.transfer(ask).unwrap() {
        TransferReply::Taken { notes, .. } => notes,
        other => panic!("not notes: {other:?}"),
    }
}

#[test]
fn notes_leave_as_their_records_stand_deleted_ones_too() {
    let stage = Stage::new();
    let first = stage.drafted("Which plan for Q3?", PAGE);
    let second = note(2, "Who takes over?");
    stage_part(&stage, "one", 0, &[staged(&second, None)]).unwrap();
    finish(&stage, "one", 1).unwrap();
    let second = second.id;
    let change = NoteChange::Delete;
    let id = second.clone();
    stage.own(OwnRequest::Change { id, change }).unwrap();
    let all = taken(&stage, TransferRequest::TakeAll { after: None });
    let kept = stage.app.ports().records.kept.borrow();
    let records: Vec<&String> = all.iter().map(|note| &note.record).collect();
    assert_eq!(
        records,
        [
            &kept[&format!("note/{first}")],
            &kept[&format!("note/{second}")]
        ]
    );
    drop(kept);
    let ids = vec![second.clone()];
    let one = taken(&stage, TransferRequest::Take { ids });
    assert_eq!(one, all[1..]);
    let after = Some(second);
    assert_eq!(taken(&stage, TransferRequest::TakeAll { after }), []);
    let ids = vec![first; MAX_TAKEN + 1];
    let many = stage.transfer(TransferRequest::Take { ids });
    assert_eq!(many, Err(Failure::Malformed));
}

#[test]
fn nothing_of_an_import_is_seen_before_it_is_finished() {
    let stage = Stage::new();
    stage_part(&stage, "one", 0, &[staged(&note(1, "First"), None)]).unwrap();
    stage_part(&stage, "one", 1, &[staged(&note(2, "Second"), None)]).unwrap();
    assert_eq!(titles(&stage), Vec::<String>::new());
    assert_eq!(finish(&stage, "one", 2), progress(0, 2));
    // Whoever asks from now on finds all of it.
    assert_eq!(titles(&stage), ["First", "Second"]);
    assert_eq!(finish(&stage, "one", 2), progress(2, 2));
    let kept = stage.app.ports().records.kept.borrow();
    assert!(kept["staged/00000000"].is_empty() && kept["staged/00000001"].is_empty());
}

#[test]
fn it_is_brought_in_part_by_part() {
    let stage = Stage::new();
    for part in 0..3 {
        let note = note(u8::try_from(part).unwrap(), "Note");
        stage_part(&stage, "one", part, &[staged(&note, None)]).unwrap();
    }
    finish(&stage, "one", 3).unwrap();
    let steps: Vec<_> = (0..5)
        .map(|_| stage.transfer(TransferRequest::GoOn))
        .collect();
    // The last step of all throws the parts away.
    let done = [(1, 3), (2, 3), (3, 3), (3, 3), (3, 3)];
    assert_eq!(steps, done.map(|(done, of)| progress(done, of)));
    assert_eq!(titles(&stage).len(), 3);
}

/// A worker that starts anew: the store is as it was.
fn restarted(stage: Stage) -> Stage {
    let records = stage.app.ports().records.kept.take();
    let fresh = Stage::new();
    *fresh.app.ports().records.kept.borrow_mut() = records;
    fresh
}

#[test]
fn a_worker_that_was_stopped_in_the_middle_goes_on_or_begins_anew() {
    for steps in 0..4 {
        let mut stage = Stage::new();
        for part in 0..3 {
            let note = note(u8::try_from(part).unwrap(), "Note");
            stage_part(&stage, "one", part, &[staged(&note, None)]).unwrap();
            stage = restarted(stage);
        }
        finish(&stage, "one", 3).unwrap();
        for _ in 0..steps {
            stage.transfer(TransferRequest::GoOn).unwrap();
        }
        stage = restarted(stage);
        assert_eq!(titles(&stage).len(), 3, "after {steps} steps");
    }
    // The browser started anew before all was there: the old state stands.
    let stage = Stage::new();
    stage_part(&stage, "one", 0, &[staged(&note(1, "First"), None)]).unwrap();
    let stage = restarted(stage);
    block_on(stage.app.started());
    assert_eq!(finish(&stage, "one", 1), Err(Failure::OtherImport));
    assert_eq!(titles(&stage), Vec::<String>::new());
    assert!(stage.app.ports().records.kept.borrow()["staged/00000000"].is_empty());
}

#[test]
fn the_answer_may_get_lost_and_another_import_may_come_between() {
    let stage = Stage::new();
    let first = [staged(&note(1, "First"), None)];
    stage_part(&stage, "one", 0, &first).unwrap();
    stage_part(&stage, "one", 0, &first).unwrap();
    // A part is missing.
    assert_eq!(
        stage_part(&stage, "one", 2, &first),
        Err(Failure::Malformed)
    );
    assert_eq!(finish(&stage, "one", 2), Err(Failure::OtherImport));
    // Begun once more: what was staged before is over.
    stage_part(&stage, "one", 1, &[staged(&note(3, "Third"), None)]).unwrap();
    stage_part(&stage, "one", 0, &first).unwrap();
    assert_eq!(finish(&stage, "one", 2), Err(Failure::OtherImport));
    // Another begins, and the first is over.
    stage_part(&stage, "two", 0, &[staged(&note(2, "Second"), None)]).unwrap();
    assert_eq!(
        stage_part(&stage, "one", 1, &first),
        Err(Failure::OtherImport)
    );
    assert_eq!(finish(&stage, "one", 1), Err(Failure::OtherImport));
    finish(&stage, "two", 1).unwrap();
    assert_eq!(titles(&stage), ["Second"]);
    // One that is thrown away leaves nothing.
    stage_part(&stage, "three", 0, &first).unwrap();
    let import = "three".to_owned();
    stage.transfer(TransferRequest::Discard { import }).unwrap();
    assert_eq!(finish(&stage, "three", 1), Err(Failure::OtherImport));
    assert_eq!(titles(&stage), ["Second"]);
}

#[test]
fn what_may_not_be_kept_is_refused_before_anything_is() {
    let stage = Stage::new();
    let refused = |entries: &[Staged]| {
        assert_eq!(
            stage_part(&stage, "one", 0, entries),
            Err(Failure::Malformed),
            "{entries:?}"
        );
    };
    let record = |record: &str, earlier: Option<&str>| Staged::Note {
        over: None,
        record: record.to_owned(),
        earlier: earlier.map(str::to_owned),
    };
    let sound = encode(&note(1, "First"));
    refused(&[record("{}", None)]);
    refused(&[record(&sound, None), record("not JSON", None)]);
    refused(&[record(&sound, Some("[]"))]);
    let mut beyond = note(1, "First");
    beyond.tags = vec!["tag".to_owned(); 1_000];
    refused(&[staged(&beyond, None)]);
    refused(&[Staged::File {
        sha256: "0".repeat(64),
        content: file_text(b"another"),
    }]);
    for name in ["", "a b", "ä", &"x".repeat(65)] {
        let sound = [staged(&note(1, "First"), None)];
        assert_eq!(stage_part(&stage, name, 0, &sound), Err(Failure::Malformed));
    }
    assert!(stage.app.ports().records.kept.borrow().is_empty());
}

#[test]
fn a_note_that_was_changed_meanwhile_stays_and_the_other_text_is_kept_beside_it() {
    let stage = Stage::new();
    let id = stage.drafted("Which plan for Q3?", PAGE);
    let all = taken(&stage, TransferRequest::TakeAll { after: None });
    let Stored::Current(mut note) = decode(&all[0].record).unwrap() else {
        panic!("a note of this schema");
    };
    let over = Some(note.revision);
    note.brief = Some(brief("Imported?"));
    note.revision += 1;
    stage_part(&stage, "one", 0, &[staged(&note, over)]).unwrap();
    // Somebody writes on.
    let change = NoteChange::Delete;
    let ask = OwnRequest::Change {
        id: id.clone(),
        change,
    };
    stage.own(ask).unwrap();
    let change = NoteChange::Restore;
    stage
        .own(OwnRequest::Change {
            id: id.clone(),
            change,
        })
        .unwrap();
    finish(&stage, "one", 1).unwrap();
    let ShowReply::Note(view) = stage.show(ShowRequest::Note { id }).unwrap() else {
        panic!("a note");
    };
    assert_eq!(view.title, "Which plan for Q3?");
    assert!(format!("{view:?}").contains("Imported?"), "{view:?}");
}

#[test]
fn what_points_to_a_note_comes_with_it() {
    let stage = Stage::new();
    let content = file_text(b"the plan");
    let file = Attachment::of("plan.txt", "text/plain", &content).unwrap();
    let mut imported = note(1, "First");
    imported.attachments = vec![file.clone()];
    imported.state = baton_notes::State::Draft;
    let sha256 = file.sha256.clone();
    let parts = [
        Staged::File {
            sha256: sha256.clone(),
            content: content.clone(),
        },
        staged(&imported, None),
    ];
    stage_part(&stage, "one", 0, &parts).unwrap();
    finish(&stage, "one", 1).unwrap();
    let id = imported.id.clone();
    let found = stage.own(OwnRequest::Attachment { id, sha256 });
    assert_eq!(found, Ok(OwnReply::Attachment { content }));
    // Its booking page finds it again.
    let (_, view) = stage.prompt_on(&imported.source.target);
    assert!(view.resumed);
}

#[test]
fn everything_is_erased() {
    let stage = Stage::new();
    stage.drafted("Which plan for Q3?", PAGE);
    assert_eq!(titles(&stage).len(), 1);
    stage.transfer(TransferRequest::Erase).unwrap();
    assert!(stage.app.ports().records.kept.borrow().is_empty());
    assert_eq!(titles(&stage), Vec::<String>::new());
    // Its words are gone with the note, also those that were stored before the index went on in memory.
    let pieces = stage.app.ports().index.pieces();
    stage.drafted("Which plan for Q3?", PAGE);
    assert_eq!(titles(&stage).len(), 1);
    *pieces.fault.borrow_mut() = Some(StoreFault::Full);
    stage.later(1);
    stage.drafted("Who takes over?", "https://calendly.com/kim-example/30min");
    assert_eq!(titles(&stage).len(), 2);
    assert!(!pieces.kept.borrow().is_empty());
    let still_there = stage.transfer(TransferRequest::Erase);
    assert_eq!(still_there, Err(Failure::StoreBroken));
    *pieces.fault.borrow_mut() = None;
    stage.transfer(TransferRequest::Erase).unwrap();
    assert!(pieces.kept.borrow().is_empty());
    *stage.app.ports().records.fault.borrow_mut() = Some(StoreFault::Full);
    let full = stage.transfer(TransferRequest::Erase);
    assert_eq!(full, Err(Failure::StoreFull));
    assert!(block_on(stage.app.ports().records.report()).is_err());
}

#[test]
fn the_prompt_leads_to_where_it_is_set_when_baton_asks() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    let told = stage.ask(&prompt, PromptRequest::OpenAsking);
    assert_eq!(told, Ok(PromptReply::Ok));
    assert!(stage.app.ports().browser.asking_opened.get());
}

/// A part cannot be brought in: nobody sees half of the import, and once it can, it is whole.
#[test]
fn an_import_that_is_stuck_shows_nothing_until_it_goes_on() {
    let stage = Stage::new();
    stage_part(&stage, "one", 0, &[staged(&note(1, "First"), None)]).unwrap();
    stage_part(&stage, "one", 1, &[staged(&note(2, "Second"), None)]).unwrap();
    finish(&stage, "one", 2).unwrap();
    stage.transfer(TransferRequest::GoOn).unwrap();
    let is_full = &stage.app.ports().records.is_full;
    is_full.set(true);
    let list = || OwnRequest::Ids {
        filter: String::new(),
        order: NoteOrder::Best,
        offset: 0,
        limit: 9,
    };
    let asked = block_on(stage.app.handle(&popup(), Request::Own(list())));
    assert_eq!(asked.to_json(), r#"{"failed":"store_full"}"#);
    // Nor does another import take its place.
    let other = Request::Transfer(TransferRequest::Stage {
        import: "two".to_owned(),
        part: 0,
        entries: "[]".to_owned(),
    });
    let refused = block_on(stage.app.handle(&popup(), other));
    assert_eq!(refused.to_json(), r#"{"failed":"store_full"}"#);
    // Everything can be erased, and the settings be seen.
    assert!(stage.own(OwnRequest::Settings).is_ok());
    is_full.set(false);
    assert_eq!(titles(&stage), ["First", "Second"]);
}

#[test]
fn a_note_of_a_very_long_address_is_imported_and_changed() {
    let stage = Stage::new();
    let mut long = note(1, "First");
    long.source.target = format!("https://calendly.com/{}", "x".repeat(4_000));
    stage_part(&stage, "one", 0, &[staged(&long, None)]).unwrap();
    finish(&stage, "one", 1).unwrap();
    assert_eq!(titles(&stage), ["First"]);
    let (id, change) = (long.id, NoteChange::Delete);
    assert_eq!(
        stage.own(OwnRequest::Change { id, change }),
        Ok(OwnReply::Ok)
    );
}
