//! The stored search index with damage that its checksums do not show: changes, one a line.
//!
//! A line is `piece place value`: the piece (0 is the manifest), the place in its content in bytes, and
//! what is put there; `piece place` cuts the piece off at that place.

use baton_search::{Batch, Damaged, Document, Fact, Fault, Field, Index, PieceKey, Query, Step};
use baton_worktime::UtcMillis;
use crc::{CRC_32_ISO_HDLC, Crc};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Bytes of a piece that say what it is, and of its checksum.
const HEAD: usize = 12;
const TAIL: usize = 4;
/// Notes in each segment: the first has lists in pieces of their own and frequent first letters.
const NOTES: [usize; 4] = [1_200, 30, 20, 1];
/// How many times pieces may be asked for before something is done.
const ROUNDS: usize = 40;

#[derive(Clone, Default)]
struct Stored {
    manifest: Vec<u8>,
    pieces: BTreeMap<PieceKey, Vec<u8>>,
}

pub(crate) fn hold(text: &str) {
    let mut stored = sound().clone();
    for line in text.lines() {
        let mut numbers = line.split(' ').map(|number| number.parse::<usize>().ok());
        let (Some(Some(piece)), Some(Some(place))) = (numbers.next(), numbers.next()) else {
            continue;
        };
        let count = stored.pieces.len();
        let bytes = match piece % (count + 1) {
            0 => Some(&mut stored.manifest),
            at => stored.pieces.values_mut().nth(at - 1),
        };
        if let Some(bytes) = bytes {
            change(bytes, place, numbers.next().flatten());
        }
    }
    // Damage is named, and giving the segment up is always possible: in the end there is an index.
    for _ in 0..=NOTES.len() + 1 {
        match used(&mut stored) {
            Ok(()) => return,
            Err(Damaged { segment: None, .. }) => return,
            Err(Damaged {
                segment: Some(segment),
                fault,
            }) => {
                assert!(
                    matches!(fault, Fault::Content | Fault::NotAPiece),
                    "{fault:?}"
                );
                let mut index = Index::open(&stored.manifest).expect("it was opened before");
                let change = index.discard(segment);
                stored.keep(change);
            }
        }
    }
    panic!("segments are damaged without end");
}

/// Changes the content and puts the right checksum behind it.
fn change(bytes: &mut Vec<u8>, place: usize, value: Option<usize>) {
    bytes.truncate(bytes.len() - TAIL);
    if bytes.len() > HEAD {
        let place = HEAD + place % (bytes.len() - HEAD);
        match (value, bytes.get_mut(place)) {
            (Some(value), Some(byte)) => *byte = value as u8,
            _ => bytes.truncate(place),
        }
    }
    let sum = Crc::<u32>::new(&CRC_32_ISO_HDLC).checksum(bytes);
    bytes.extend(sum.to_le_bytes());
}

/// Does everything there is to do with a stored index.
fn used(stored: &mut Stored) -> Result<(), Damaged> {
    let mut index = Index::open(&stored.manifest)?;
    for typed in [
        "plan",
        "w",
        "wo",
        "supliers",
        "-plan",
        "\"w1 w2\"",
        "tag:t1 w3 after:1970",
    ] {
        let query = Query::parse(typed);
        let hits = stored.load(&mut index, |index| index.search(&query, 20))?;
        assert!(hits.best.len() <= 20);
    }
    let mut batch = Batch::new();
    batch.add(&note(3)).expect("a sound id");
    let put = stored.load(&mut index, |index| index.put(&batch))?;
    stored.keep(put);
    let removed = stored.load(&mut index, |index| index.remove(["n5"]))?;
    stored.keep(removed);
    for _ in 0..ROUNDS {
        let Some(segments) = index.next_merge() else {
            return Ok(());
        };
        let merged = stored.load(&mut index, |index| index.merge(&segments))?;
        stored.keep(merged);
    }
    panic!("it merges without end");
}

impl Stored {
    fn load<T>(
        &self,
        index: &mut Index,
        mut ask: impl FnMut(&mut Index) -> Result<Step<T>, Damaged>,
    ) -> Result<T, Damaged> {
        for _ in 0..ROUNDS {
            match ask(index)? {
                Step::Done(done) => return Ok(done),
                Step::Needs(keys) => {
                    for key in keys {
                        let bytes = self.pieces.get(&key).map_or(&[][..], Vec::as_slice);
                        index.supply(key, bytes)?;
                    }
                }
            }
        }
        panic!("it asks for pieces without end");
    }

    fn keep(&mut self, change: baton_search::Change) {
        for key in change.delete {
            self.pieces.remove(&key);
        }
        self.pieces.extend(change.write);
        self.manifest = change.manifest;
    }
}

/// An index of several segments, some notes of which are gone, with a merge that was begun.
fn sound() -> &'static Stored {
    static SOUND: OnceLock<Stored> = OnceLock::new();
    SOUND.get_or_init(|| {
        let mut stored = Stored::default();
        let mut index = Index::new();
        let mut next = 0;
        for count in NOTES {
            let mut batch = Batch::new();
            for at in next..next + count {
                batch.add(&note(at)).expect("a sound id");
            }
            next += count;
            let put = stored.load(&mut index, |index| index.put(&batch));
            stored.keep(put.expect("a sound index"));
        }
        let removed = stored.load(&mut index, |index| index.remove(["n7", "n1210"]));
        stored.keep(removed.expect("a sound index"));
        let begun = stored.load(&mut index, |index| index.merge(&[1, 2]));
        stored.keep(begun.expect("a sound index"));
        assert!(
            index.next_merge().is_some(),
            "the merge was done in one slice"
        );
        stored
    })
}

/// A note whose words are made from its number; most begin with `w`.
fn note(at: usize) -> Document {
    let words = (0..90).map(|word| format!("w{}", (at * 31 + word * word * 7) % 997));
    Document {
        id: format!("n{at}"),
        moment: UtcMillis(at as i64 * 600_000),
        texts: vec![
            (Field::Title, "plan suppliers".to_owned()),
            (Field::Body, words.collect::<Vec<_>>().join(" ")),
        ],
        facts: vec![(Fact::Tag, format!("t{} one", at % 5))],
    }
}
