//! Records this version cannot show: those of a newer one, and those that are no notes at all.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod stage;

use baton_notes::{NoteId, Written};
use baton_protocol::{
    ExportFormat, Failure, Handover, NoteChange, OwnReply, OwnRequest, PromptRequest, ShowReply,
    ShowRequest, StoreHealth,
};
use baton_worktime::UtcMillis;
use stage::*;

/// A note of schema 9, begun an hour after [`NOW`], as it stands in the store.
fn newer() -> (NoteId, String) {
    let id = NoteId::from_parts(UtcMillis(NOW.0 + 3_600_000), [9; 16]);
    let record = format!(r#"{{"schema":9,"id":"{id}", "mood": 1.10}}"#);
    (id, record)
}

/// A stage with a note of this version, one of a newer version, and a record cut short.
fn stage() -> Stage {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    let save = PromptRequest::SaveDraft(Handover {
        text: Written {
            answers: answers(),
            brief: Some(brief("Which plan?")),
        },
        was: Vec::new(),
    });
    stage.ask(&prompt, save).unwrap();
    let (id, record) = newer();
    stage.app.ports().records.kept.borrow_mut().extend([
        (format!("note/{id}"), record),
        ("note/zzz".to_owned(), "{\"schema\":1,".to_owned()),
    ]);
    stage
}

fn health(stage: &Stage) -> StoreHealth {
    match stage.own(OwnRequest::Health).unwrap() {
        OwnReply::Health(health) => health,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_note_of_a_newer_version_is_listed_by_its_moment_and_says_what_it_is() {
    let stage = stage();
    assert_eq!(stage.titles(), ["A note of a newer Baton", "Which plan?"]);
    let listed = &stage.list("")[0];
    assert_eq!(listed.id, newer().0);
    assert_eq!(listed.state, None);
    assert_eq!(listed.updated, UtcMillis(NOW.0 + 3_600_000));
}

#[test]
fn a_search_finds_only_what_can_be_read() {
    assert_eq!(stage().list("plan").len(), 1);
    assert_eq!(stage().list("mood").len(), 0);
}

#[test]
fn opening_a_note_of_a_newer_version_explains_it() {
    let (id, _) = newer();
    let ShowReply::Newer(opened) = stage().show(ShowRequest::Note { id: id.clone() }).unwrap()
    else {
        panic!("not a newer note")
    };
    assert_eq!(opened.id, id);
    assert_eq!(opened.title, "A note of a newer Baton");
    assert!(opened.text.contains("(format 9)"), "{}", opened.text);
    assert!(opened.text.contains("Update Baton"), "{}", opened.text);
}

#[test]
fn a_note_of_a_newer_version_is_exported_to_the_letter_and_never_changed() {
    let stage = stage();
    let (id, record) = newer();
    for ids in [None, Some(vec![id.clone()])] {
        let export = ShowRequest::File {
            ids,
            format: ExportFormat::Json,
        };
        let ShowReply::File(file) = stage.show(export).unwrap() else {
            panic!("not a file")
        };
        assert!(file.content.contains(&record), "{}", file.content);
    }
    for change in [
        OwnRequest::Change {
            id: id.clone(),
            change: NoteChange::Delete,
        },
        OwnRequest::Change {
            id: id.clone(),
            change: NoteChange::Restore,
        },
    ] {
        assert_eq!(stage.own(change), Err(Failure::StoreNewer));
    }
    let kept = stage.app.ports().records.kept.borrow();
    assert_eq!(kept[&format!("note/{id}")], record);
}

#[test]
fn what_cannot_be_read_is_counted_and_kept() {
    let stage = stage();
    let health = health(&stage);
    assert_eq!((health.notes, health.unreadable), (Some(2), Some(1)));
    let kept = stage.app.ports().records.kept.borrow();
    assert_eq!(kept["note/zzz"], "{\"schema\":1,");
}
