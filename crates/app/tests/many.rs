//! Many notes changed at once.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_app::ports::StoreFault;
use baton_notes::{Names, NoteId, State};
use baton_protocol::{
    Failure, MAX_MANY, ManyChanged, NoteChange, NoteOrder, OwnReply, OwnRequest, Refusal,
};
use stage::*;

/// Kept, each of a page of its own.
fn notes(stage: &Stage, asks: &[&str]) -> Vec<NoteId> {
    let kept = asks.iter().enumerate().map(|(page, ask)| {
        stage.later(1);
        stage.drafted(ask, &format!("https://calendly.com/alex-example/{page}min"))
    });
    kept.collect()
}

fn change(stage: &Stage, ids: &[NoteId], change: NoteChange) -> Result<ManyChanged, Failure> {
    let ids = ids.to_vec();
    match stage.own(OwnRequest::ChangeMany { ids, change })? {
        OwnReply::ManyChanged(told) => Ok(told),
        other => panic!("not what became of many: {other:?}"),
    }
}

fn ids(stage: &Stage, filter: &str, offset: u32) -> Vec<NoteId> {
    let ask = OwnRequest::Ids {
        filter: filter.to_owned(),
        order: NoteOrder::Best,
        offset,
        limit: 9,
    };
    match stage.own(ask) {
        Ok(OwnReply::Ids(ids)) => ids,
        other => panic!("not ids: {other:?}"),
    }
}

#[test]
fn all_that_match_are_deleted_and_brought_back() {
    let stage = Stage::new();
    let all = notes(&stage, &["Hall: where?", "Hall: when?", "Who pays?"]);
    let which = ids(&stage, "hall", 0);
    assert_eq!(which, [all[1].clone(), all[0].clone()]);
    assert_eq!(ids(&stage, "hall", 1), all[..1]);
    assert_eq!(ids(&stage, "\"hall when\"", 0), all[1..2]);
    let told = change(&stage, &which, NoteChange::Delete).unwrap();
    assert_eq!((told.changed, told.refused), (which.clone(), vec![]));
    assert_eq!(stage.titles(), ["Who pays?"]);
    change(&stage, &which, NoteChange::Restore).unwrap();
    assert_eq!(stage.titles().len(), 3);
    // Each draft is taken up again at its page: the pointers to them came back too.
    let (_, view) = stage.prompt_on("https://calendly.com/alex-example/0min");
    assert!(view.resumed);
}

#[test]
fn a_deletion_that_is_asked_for_twice_can_be_undone_as_if_once() {
    let stage = Stage::new();
    let all = notes(&stage, &["Hall: where?", "Hall: when?", "Who pays?"]);
    let delete = |ids| change(&stage, ids, NoteChange::Delete).unwrap();
    delete(&all[..2]);
    // The worker was stopped before it could answer.
    let told = delete(&all[..2]);
    assert_eq!((told.changed, told.already), (all[..2].to_vec(), vec![]));

    let told = delete(&all);
    assert_eq!(told.changed, all[2..], "only this one was there");
    assert_eq!(told.already, all[..2]);

    stage.later(1);
    let told = delete(&all);
    assert_eq!((told.changed, told.already), (vec![], all));
}

#[test]
fn notes_that_cannot_be_changed_are_left_as_they_are_and_counted() {
    let stage = Stage::new();
    let mut all = notes(&stage, &["Which hall?", "Which date?", "Who pays?"]);
    let sent = NoteChange::Advance { to: State::Sent };
    change(&stage, &all[..1], sent).unwrap();
    change(&stage, &all[2..], NoteChange::Delete).unwrap();
    all.push(NoteId::from_parts(NOW, [9; 16]));
    let answered = NoteChange::Advance {
        to: State::Answered,
    };
    let told = change(&stage, &all, answered).unwrap();
    assert_eq!(told.changed, all[..1]);
    let refusal = |why, count| Refusal { why, count };
    let refused = [
        refusal(Failure::NoSuchStep, 1),
        refusal(Failure::NoSuchNote, 2),
    ];
    assert_eq!(told.refused, refused);
}

#[test]
fn a_tag_for_many_is_found_in_each_and_nothing_else_is_changed() {
    let stage = Stage::new();
    let all = notes(&stage, &["Which hall?", "Which date?"]);
    let tag = NoteChange::Tag(Names::adding("offsite"));
    let told = change(&stage, &all, tag.clone()).unwrap();
    assert_eq!(told.changed.len(), 2);
    let again = change(&stage, &all, tag).unwrap();
    assert!(again.changed.is_empty());
    assert_eq!(again.already, all, "told twice");
    assert_eq!(stage.list("tag:offsite").len(), 2);
}

#[test]
fn what_is_no_change_for_many_and_too_many_are_refused() {
    let stage = Stage::new();
    let all = notes(&stage, &["Which hall?"]);
    let comment = NoteChange::Comment {
        text: "Settled.".to_owned(),
        score: None,
        was: Vec::new(),
    };
    assert_eq!(change(&stage, &all, comment), Err(Failure::Malformed));
    let many = vec![all[0].clone(); MAX_MANY + 1];
    let told = change(&stage, &many, NoteChange::Delete);
    assert_eq!(told, Err(Failure::Malformed));
    assert_eq!(stage.titles(), ["Which hall?"]);
}

#[test]
fn a_full_disk_changes_none_of_them() {
    let stage = Stage::new();
    let all = notes(&stage, &["Which hall?", "Which date?"]);
    *stage.app.ports().records.fault.borrow_mut() = Some(StoreFault::Full);
    let told = change(&stage, &all, NoteChange::Delete);
    assert_eq!(told, Err(Failure::StoreFull));
    *stage.app.ports().records.fault.borrow_mut() = None;
    assert_eq!(stage.titles().len(), 2);
}
