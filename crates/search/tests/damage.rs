//! Stored bytes that were cut, changed, mixed up or made up are refused, never believed or crashed on.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod corpus;
mod store;

use baton_search::{Batch, Damaged, Document, Fault, Index, PieceKey, Query, Step};
use corpus::{Corpus, Kind};
use crc::{CRC_32_ISO_HDLC, Crc};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::sync::OnceLock;
use store::Kept;

/// A small segment, and one large enough to have pieces of lists.
fn kept() -> &'static Kept {
    static KEPT: OnceLock<Kept> = OnceLock::new();
    KEPT.get_or_init(|| {
        let mut corpus = Corpus::new(3);
        let mut kept = Kept::default();
        for (from, to) in [(0, 40), (40, 900)] {
            let notes: Vec<_> = (from..to).map(|at| corpus.note(at)).collect();
            kept.put(&notes);
        }
        let gone = corpus.note(2).id;
        kept.remove(&[&gone]);
        assert!(kept.pieces.len() > 3);
        kept
    })
}

/// A note that is in it.
fn known() -> &'static Document {
    static KNOWN: OnceLock<Document> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut corpus = Corpus::new(3);
        (0..6).map(|at| corpus.note(at)).last().unwrap()
    })
}

/// Puts the right checksum behind changed content.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let body = bytes.len().saturating_sub(4);
    let sum = Crc::<u32>::new(&CRC_32_ISO_HDLC).checksum(&bytes[..body]);
    bytes.truncate(body);
    bytes.extend(sum.to_le_bytes());
    bytes
}

/// Does everything there is to do, with one piece exchanged.
fn use_it(manifest: &[u8], changed: PieceKey, bytes: &[u8]) -> Result<(), Damaged> {
    let mut index = Index::open(manifest)?;
    let kept = kept();
    let mut load = |ask: &mut dyn FnMut(&mut Index) -> Result<Step<()>, Damaged>| {
        for _ in 0..4 {
            let Step::Needs(keys) = ask(&mut index)? else {
                return Ok(());
            };
            for key in keys {
                let own = kept.pieces.get(&key).map_or(&[][..], Vec::as_slice);
                index.supply(key, if key == changed { bytes } else { own })?;
            }
        }
        Ok(())
    };
    let done = |step| match step {
        Step::Done(_) => Step::Done(()),
        Step::Needs(keys) => Step::Needs(keys),
    };
    for typed in [
        "ba",
        "bakode",
        "-ba",
        "\"ba bo\"",
        "tag:work person:\"ba",
        "state:met after:2020-10",
    ] {
        let query = Query::parse(typed);
        load(&mut |index| match index.search(&query, 50)? {
            Step::Done(_) => Ok(Step::Done(())),
            Step::Needs(keys) => Ok(Step::Needs(keys)),
        })?;
    }
    let note = known();
    for limit in [0, 3] {
        load(&mut |index| match index.related(note, limit)? {
            Step::Done(_) => Ok(Step::Done(())),
            Step::Needs(keys) => Ok(Step::Needs(keys)),
        })?;
    }
    let mut batch = Batch::new();
    batch.add(note).unwrap();
    load(&mut |index| index.put(&batch).map(done))?;
    load(&mut |index| index.remove(["n1", note.id.as_str()]).map(done))?;
    let numbers: Vec<u32> = (0..5).collect();
    load(&mut |index| index.merge(&numbers).map(done))
}

fn cases() -> ProptestConfig {
    ProptestConfig {
        cases: 200,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_126),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn content_that_makes_no_sense_never_panics(
        at in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        let kept = kept();
        let keys: Vec<_> = kept.pieces.keys().collect();
        let key = *keys[at.index(keys.len())];
        let mut bytes = kept.pieces[&key].clone();
        // The frame is left alone: it is what checks the rest.
        if let Some(cut) = cut {
            bytes.truncate(16 + cut.index(bytes.len() - 16));
        }
        let end = bytes.len() - 4;
        for (place, value) in changes.iter().filter(|_| end > 12) {
            bytes[12 + place.index(end - 12)] ^= value;
        }
        let _ = use_it(&kept.manifest, key, &sealed(bytes));
    }

    #[test]
    fn a_manifest_that_makes_no_sense_never_panics(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let kept = kept();
        let mut bytes = kept.manifest.clone();
        let end = bytes.len() - 4;
        for (place, value) in changes {
            bytes[12 + place.index(end - 12)] ^= value;
        }
        let none = PieceKey { segment: 0, part: 0 };
        let _ = use_it(&sealed(bytes), none, &[]);
    }

    #[test]
    fn any_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Index::open(&bytes).is_err());
        let kept = kept();
        for key in kept.pieces.keys().filter(|key| key.part == 0) {
            let mut index = Index::open(&kept.manifest).unwrap();
            prop_assert!(index.supply(*key, &bytes).is_err());
        }
    }
}

#[test]
fn what_is_whole_is_used() {
    let none = PieceKey {
        segment: 0,
        part: 0,
    };
    assert_eq!(use_it(&kept().manifest, none, &[]), Ok(()));
}

#[test]
fn a_piece_under_the_key_of_another_is_refused() {
    let kept = kept();
    let keys: Vec<_> = kept.pieces.keys().copied().collect();
    for (key, other) in keys.iter().zip(keys.iter().skip(1)) {
        let damaged = use_it(&kept.manifest, *key, &kept.pieces[other]);
        let fault = Fault::OtherPiece;
        let segment = Some(key.segment);
        // A piece of lists no query needs is not looked at before the merge.
        assert_eq!(damaged, Err(Damaged { segment, fault }), "{key:?}");
    }
}

#[test]
fn a_newer_form_is_named() {
    let mut bytes = kept().manifest.clone();
    bytes[2] = 9;
    let damaged = Index::open(&sealed(bytes)).unwrap_err();
    assert_eq!(damaged.fault, Fault::OtherVersion(9));
}

#[test]
fn a_damaged_segment_is_given_up_and_its_notes_are_put_in_again() {
    let mut kept = kept().clone();
    kept.wake();
    let mut corpus = Corpus::new(3);
    let notes: Vec<_> = (0..900).map(|at| corpus.note(at)).collect();
    let first = *kept.pieces.keys().next().unwrap();
    kept.pieces.get_mut(&first).unwrap()[40] ^= 1;
    let query = Query::parse("ba");
    let damaged = kept.load(|index| index.search(&query, 5)).unwrap_err();
    assert_eq!(damaged.fault, Fault::Checksum);
    let change = kept.index.discard(damaged.segment.unwrap());
    kept.store(change);
    let ids: Vec<&str> = notes.iter().map(|note| note.id.as_str()).collect();
    let lacking: Vec<String> = kept
        .load(|index| index.lacks(ids.iter().copied()).map(own))
        .unwrap();
    assert_eq!(lacking.len(), 40);
    let again: Vec<_> = notes
        .into_iter()
        .filter(|note| lacking.contains(&note.id))
        .collect();
    kept.put(&again);
    assert_eq!(kept.index.len(), 900);
    assert!(
        !kept
            .search(&corpus.queries(Kind::OneWord, 1)[0], 5)
            .best
            .is_empty()
    );
}

fn own(step: Step<Vec<&str>>) -> Step<Vec<String>> {
    match step {
        Step::Done(ids) => Step::Done(ids.into_iter().map(str::to_owned).collect()),
        Step::Needs(keys) => Step::Needs(keys),
    }
}
