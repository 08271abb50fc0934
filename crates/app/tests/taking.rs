//! Notes that leave whole, some at a time.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_app::ports::{Records, StoreFault};
use baton_app::{Asked, take_each};
use baton_notes::{Note, NoteId, Source, encode};
use baton_protocol::{MAX_TAKEN_BYTES, TakenNote, TransferReply, TransferRequest};
use baton_worktime::UtcMillis;
use futures_executor::block_on;
use stage::*;

fn id(number: i64) -> NoteId {
    NoteId::from_parts(UtcMillis(number), [7; 16])
}

#[test]
fn small_notes_leave_many_at_a_time_and_none_is_passed_over() {
    let stage = Stage::new();
    let records: Vec<(String, String)> = (0..600)
        .map(|number| {
            let id = id(number);
            (format!("note/{id}"), "of a later Baton".to_owned())
        })
        .collect();
    block_on(stage.app.ports().records.write(&records)).unwrap();
    let (mut after, mut answers, mut left) = (None, Vec::new(), Vec::new());
    while let TransferReply::Taken { notes, next } =
        stage.transfer(TransferRequest::TakeAll { after }).unwrap()
    {
        answers.push(notes.len());
        left.extend(notes.into_iter().map(|note| format!("note/{}", note.id)));
        if next.is_none() {
            break;
        }
        after = next;
    }
    assert_eq!(answers, [250, 250, 100, 0]);
    assert!(left.iter().eq(records.iter().map(|(key, _)| key)));
}

#[test]
fn large_notes_leave_a_few_at_a_time() {
    let stage = Stage::new();
    let long = |number: u8| {
        let mut note = Note::draft(id(number.into()), NOW, Source::default());
        note.answers.tried = "x".repeat(MAX_TAKEN_BYTES / 3);
        note
    };
    let notes: Vec<Note> = (1..=40).map(long).collect();
    let records = notes.iter().map(|note| {
        let key = format!("note/{}", note.id);
        (key, encode(note))
    });
    block_on(
        stage
            .app
            .ports()
            .records
            .write(&records.collect::<Vec<_>>()),
    )
    .unwrap();
    let ids: Vec<NoteId> = notes.iter().map(|note| note.id.clone()).collect();
    let of = |ask| match stage.transfer(ask).unwrap() {
        TransferReply::Taken { notes, next } => {
            let ids: Vec<NoteId> = notes.into_iter().map(|note| note.id).collect();
            (ids, next)
        }
        other => panic!("not notes: {other:?}"),
    };
    let all = |after: Option<&NoteId>| TransferRequest::TakeAll {
        after: after.cloned(),
    };
    let two = (ids[..2].to_vec(), Some(ids[1].clone()));
    assert_eq!(of(all(None)), two);
    assert_eq!(of(all(Some(&ids[37]))).0, ids[38..]);
    assert_eq!(of(TransferRequest::Take { ids: ids.clone() }), two);
    // No more than ten are held at once to see that two fit.
    let most = stage.app.ports().records.most_read.get();
    assert!(most < 11 * MAX_TAKEN_BYTES / 3, "{most} bytes");
    let rest = ids[38..].to_vec();
    assert_eq!(
        of(TransferRequest::Take { ids: rest.clone() }),
        (rest, None)
    );
}

/// The lots in which all that is asked for is handed over, until so many came.
fn lots(stage: &Stage, asked: Asked<'_>, until: usize) -> Vec<Vec<TakenNote>> {
    let mut lots: Vec<Vec<TakenNote>> = Vec::new();
    let give = async |lot| {
        lots.push(lot);
        lots.len() < until
    };
    let records = &stage.app.ports().records;
    block_on(take_each(records, asked, give)).unwrap();
    lots
}

#[test]
fn who_reads_beside_the_store_gets_every_note_with_its_earlier_texts_in_lots() {
    let stage = Stage::new();
    let ids: Vec<NoteId> = (0..700).map(id).collect();
    let mut records: Vec<(String, String)> = ids
        .iter()
        .map(|id| (format!("note/{id}"), format!("of a later Baton: {id}")))
        .collect();
    records.push((format!("versions/{}", ids[650]), "earlier".to_owned()));
    records.push(("note/no id".to_owned(), "no note".to_owned()));
    block_on(stage.app.ports().records.write(&records)).unwrap();

    let all = lots(&stage, Asked::all(None, usize::MAX), usize::MAX);
    // As many as weigh little, but never more than could be held if they weighed much.
    let sizes: Vec<usize> = all.iter().map(Vec::len).collect();
    assert_eq!(sizes, [10, 40, 160, 250, 240]);
    let all: Vec<TakenNote> = all.into_iter().flatten().collect();
    assert!(all.iter().map(|note| &note.id).eq(&ids));
    assert!(
        all.iter()
            .all(|note| note.record.ends_with(note.id.as_str()))
    );
    let earlier = all.iter().filter(|note| note.earlier.is_some());
    assert!(earlier.map(|note| &note.id).eq([&ids[650]]));

    // Hundreds that are not there keep nobody from those behind them.
    let absent = (1_000..1_400).map(id);
    let some: Vec<NoteId> = absent.chain([ids[3].clone()]).collect();
    let found = lots(&stage, Asked::These(&some), usize::MAX);
    assert!(found.iter().flatten().map(|note| &note.id).eq([&ids[3]]));

    // Who has enough is given no more.
    assert_eq!(lots(&stage, Asked::all(None, usize::MAX), 2).len(), 2);
    assert!(lots(&stage, Asked::These(&[]), usize::MAX).is_empty());
    let five = lots(&stage, Asked::all(Some(&ids[2]), 5), usize::MAX);
    assert!(five.iter().flatten().map(|note| &note.id).eq(&ids[3..8]));
}

#[test]
fn one_note_beyond_all_bounds_leaves_alone_and_those_behind_it_together() {
    let stage = Stage::new();
    let text = |number| match number {
        0..10 => "x".repeat(MAX_TAKEN_BYTES + 1),
        _ => "small".to_owned(),
    };
    let records: Vec<(String, String)> = (0..200)
        .map(|number| (format!("note/{}", id(number)), text(number)))
        .collect();
    block_on(stage.app.ports().records.write(&records)).unwrap();
    let lots = lots(&stage, Asked::all(None, usize::MAX), usize::MAX);
    let sizes: Vec<usize> = lots.iter().map(Vec::len).collect();
    assert_eq!(sizes, [10, 1, 4, 16, 64, 105]);
}

#[test]
fn what_was_handed_over_before_a_fault_holds() {
    let stage = Stage::new();
    let ids: Vec<NoteId> = (0..300).map(id).collect();
    let records: Vec<(String, String)> = ids
        .iter()
        .map(|id| (format!("note/{id}"), "of a later Baton".to_owned()))
        .collect();
    let store = &stage.app.ports().records;
    block_on(store.write(&records)).unwrap();
    let mut had = Vec::new();
    let give = async |lot: Vec<TakenNote>| {
        had.extend(lot.into_iter().map(|note| note.id));
        if had.len() > 100 {
            *store.fault.borrow_mut() = Some(StoreFault::Broken("torn".to_owned()));
        }
        true
    };
    let read = block_on(take_each(store, Asked::all(None, usize::MAX), give));
    assert_eq!(read, Err(StoreFault::Broken("torn".to_owned())));
    assert_eq!(had, ids[..210]);
}

#[test]
fn who_reads_beside_the_store_holds_few_large_notes_at_once() {
    let stage = Stage::new();
    let records: Vec<(String, String)> = (0..60)
        .map(|number| {
            let id = id(number);
            (format!("note/{id}"), "x".repeat(MAX_TAKEN_BYTES / 4))
        })
        .collect();
    block_on(stage.app.ports().records.write(&records)).unwrap();
    let lots = lots(&stage, Asked::all(None, usize::MAX), usize::MAX);
    let sizes: Vec<usize> = lots.iter().map(Vec::len).collect();
    assert_eq!(sizes[..2], [10, 4]);
    assert!(sizes[1..].iter().all(|size| *size <= 4), "{sizes:?}");
    assert_eq!(sizes.iter().sum::<usize>(), 60);
}
