//! The days somebody looks for are days in their own zone, whatever their clocks show now.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use baton_app::finder::{Done, Job, NoteIndex, Search};
use baton_app::memory::MemoryPieces;
use baton_locale::Catalogue;
use baton_notes::{Note, NoteId, Source, encode};
use baton_protocol::NoteOrder;
use baton_worktime::{UtcMillis, ZoneError, ZoneName, Zones};
use futures_executor::block_on;

/// Clocks that are put forward on 2026-03-29, from one hour ahead to two.
struct Berlin;

impl Zones for Berlin {
    fn offset_seconds(&self, _: &ZoneName, at: UtcMillis) -> Result<i32, ZoneError> {
        match at.0 < 1_774_746_000_000 {
            true => Ok(3_600),
            false => Ok(7_200),
        }
    }
}

#[test]
fn a_day_begins_by_the_clocks_of_that_day() {
    let index = NoteIndex::new(MemoryPieces::default());
    let zone = ZoneName::new("Europe/Berlin").unwrap();
    let words = Catalogue::english();
    let work = |job| block_on(index.work(job, (&Berlin, &zone), &words));
    // Half past midnight in Berlin: on 2026-01-31 in winter, on 2026-03-31 in summer.
    let moments = [1_769_815_800_000, 1_774_909_800_000].map(UtcMillis);
    let ids = moments.map(|at| NoteId::from_parts(at, [7; 16]));
    let note = |(id, at): (&NoteId, UtcMillis)| {
        let note = Note::draft(id.clone(), at, Source::default());
        (id.clone(), Some(encode(&note)))
    };
    let epoch = || "a".to_owned();
    for job in [
        Job::Begin { epoch: epoch() },
        Job::Take {
            epoch: epoch(),
            notes: ids.iter().zip(moments).map(note).collect(),
        },
        Job::Finish {
            epoch: epoch(),
            unreadable: 0,
        },
    ] {
        assert_eq!(work(job), Done::Taken);
    }
    for (query, expected) in [
        ("after:2026-01-31 before:2026-02-01", &ids[..1]),
        ("before:2026-01-31", &[]),
        ("after:2026-03-31 before:2026-04-01", &ids[1..]),
        ("after:2026-03-30 before:2026-03-31", &[]),
        ("-after:2026-03-31", &ids[..1]),
    ] {
        let found = work(Job::Find(Search {
            epoch: epoch(),
            query: query.to_owned(),
            order: NoteOrder::Oldest,
            offset: 0,
            limit: 9,
        }));
        let Done::Found(found) = found else {
            panic!("not found: {found:?}");
        };
        let found: Vec<_> = found.hits.into_iter().map(|(id, _)| id).collect();
        assert_eq!(found, expected, "{query}");
    }
}
