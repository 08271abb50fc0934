//! A merge goes in slices, and whoever comes next goes on with it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod corpus;
mod store;

use baton_search::{Document, Fault};
use corpus::{Corpus, Kind};
use std::collections::BTreeMap;
use store::Kept;

/// Segments that are merged, and notes in each.
const SEGMENTS: usize = 8;
const EACH: usize = 500;

fn notes(corpus: &mut Corpus) -> Vec<Document> {
    (0..SEGMENTS * EACH).map(|at| corpus.note(at)).collect()
}

/// Segments enough that a merge is due, which takes several slices.
fn due(notes: &[Document]) -> Kept {
    let mut kept = Kept::default();
    notes.chunks(EACH).for_each(|chunk| kept.put(chunk));
    assert_eq!(kept.index.segments(), SEGMENTS);
    kept
}

#[test]
fn a_worker_that_woke_between_slices_writes_what_one_alone_writes() {
    let notes = notes(&mut Corpus::new(21));
    let mut alone = due(&notes);
    alone.merge();
    let mut woken = due(&notes);
    let mut slices = 0;
    while let Some(written) = woken.merge_slice() {
        slices += 1;
        assert!(written < 1_000_000, "{written} bytes in one slice");
        woken.wake();
    }
    assert!(slices > 2, "{slices} slices");
    assert_eq!(woken.index.segments(), 1);
    assert!(woken.pieces == alone.pieces && woken.manifest == alone.manifest);
}

#[test]
fn a_slice_loads_little_and_keeps_little() {
    let mut kept = due(&notes(&mut Corpus::new(22)));
    kept.wake();
    let stored = kept.bytes();
    kept.merge_slice().unwrap();
    let heads = |kept: &Kept| -> usize {
        let heads = kept.pieces.iter().filter(|(key, _)| key.part == 0);
        heads.map(|(_, bytes)| bytes.len()).sum()
    };
    let loaded: usize = kept.loaded.iter().map(|key| kept.pieces[key].len()).sum();
    assert!(loaded <= stored, "{loaded} of {stored} bytes");
    while kept.index.segments() > 1 {
        kept.merge_slice().unwrap();
    }
    let (held, heads) = (kept.index.loaded_bytes(), heads(&kept));
    assert!(
        held < heads * 2,
        "{held} bytes are held, pieces 0 are {heads}"
    );
}

#[test]
fn notes_change_while_they_are_merged() {
    let mut corpus = Corpus::new(23);
    let mut notes = notes(&mut corpus);
    let mut kept = due(&notes);
    let mut at = 0;
    while kept.merge_slice().is_some() {
        // One is replaced, one is gone, and one is new.
        let mut other = corpus.note(at + 1);
        other.id.clone_from(&notes[at + 1].id);
        let new = corpus.note(notes.len() + at);
        kept.put(&[other.clone(), new.clone()]);
        kept.remove(&[&notes[at].id]);
        notes[at + 1] = other;
        notes.remove(at);
        notes.push(new);
        at += 700;
        assert_eq!(kept.index.len(), notes.len());
        if at % 2 == 0 {
            kept.wake();
        }
    }
    let mut built = Kept::default();
    built.put(&notes);
    let texts: BTreeMap<&str, &Document> =
        notes.iter().map(|note| (note.id.as_str(), note)).collect();
    for kind in Kind::ALL {
        for typed in corpus.queries(kind, 8) {
            let query = baton_search::Query::parse(&typed);
            let proven = |id: &String| !query.wants_proof() || query.holds_in(texts[id.as_str()]);
            let ids = |kept: &mut Kept| {
                let mut ids = kept.ids(&typed, notes.len());
                ids.retain(proven);
                ids.sort();
                ids
            };
            assert_eq!(ids(&mut kept), ids(&mut built), "{typed}");
        }
    }
}

#[test]
fn a_merge_is_given_up_with_a_segment_that_is() {
    let mut kept = due(&notes(&mut Corpus::new(24)));
    kept.merge_slice().unwrap();
    let merged = kept.index.next_merge().unwrap();
    let change = kept.index.discard(merged[3]);
    // The store checks that nothing is left of the slice.
    kept.store(change);
    assert_eq!(kept.index.segments(), SEGMENTS - 1);
    assert_eq!(kept.index.next_merge(), None);
}

#[test]
fn another_merge_takes_the_place_of_the_one_that_was_begun() {
    let mut kept = due(&notes(&mut Corpus::new(25)));
    kept.merge_slice().unwrap();
    let begun = kept.index.next_merge().unwrap();
    let two = &begun[..2];
    while kept.index.segments() == SEGMENTS {
        let change = kept.load(|index| index.merge(two)).unwrap();
        kept.store(change);
    }
    assert_eq!(kept.index.segments(), SEGMENTS - 1);
    assert_eq!(kept.index.len(), SEGMENTS * EACH);
}

#[test]
fn a_damaged_draft_is_given_up_and_the_merge_begins_anew() {
    let mut kept = due(&notes(&mut Corpus::new(26)));
    kept.merge_slice().unwrap();
    kept.wake();
    let segments = kept.index.next_merge().unwrap();
    let draft = kept
        .pieces
        .keys()
        .rfind(|key| key.part == 0)
        .copied()
        .unwrap();
    assert!(!segments.contains(&draft.segment));
    kept.pieces.get_mut(&draft).unwrap()[30] ^= 1;
    let damaged = kept.load(|index| index.merge(&segments)).unwrap_err();
    assert_eq!(
        (damaged.segment, damaged.fault),
        (Some(draft.segment), Fault::Checksum)
    );
    let change = kept.index.discard(draft.segment);
    kept.store(change);
    kept.merge();
    assert_eq!(kept.index.segments(), 1);
    assert_eq!(kept.index.len(), SEGMENTS * EACH);
}
