//! The segments of an index while something is looked up in all of them.

use crate::expand::{Term, Words};
use crate::index::{Damaged, Index, Slot};
use crate::piece::PieceKey;
use crate::segment::Segment;

/// A segment that is being searched.
pub(crate) struct Open<'a> {
    pub slot: &'a Slot,
    pub segment: &'a Segment,
    pub words: Words<'a>,
}

impl Index {
    /// The segments that are loaded.
    pub(crate) fn open_segments(&self) -> Result<Vec<Open<'_>>, Damaged> {
        let mut open = Vec::with_capacity(self.slots.len());
        for slot in &self.slots {
            if let Some(segment) = &slot.segment {
                let dictionary = segment.dictionary();
                open.push(Open {
                    slot,
                    segment,
                    words: Words {
                        dictionary: dictionary.map_err(|fault| slot.damaged(fault))?,
                        beginnings: segment.beginnings(),
                    },
                });
            }
        }
        Ok(open)
    }
}

/// How many documents there are, those that are dead counted.
pub(crate) fn documents(open: &[Open<'_>]) -> u32 {
    open.iter().map(|one| one.segment.count()).sum()
}

/// The second in which the last of them was written.
pub(crate) fn newest(open: &[Open<'_>]) -> u32 {
    let newest = open.iter().map(|one| one.segment.newest());
    newest.max().unwrap_or(0)
}

/// The pieces with the lists of these terms that are not loaded.
pub(crate) fn needs<'a>(open: &[Open<'_>], terms: impl Iterator<Item = &'a Term>) -> Vec<PieceKey> {
    let mut keys: Vec<u64> = Vec::new();
    for term in terms {
        for (one, lists) in open.iter().zip(&term.lists) {
            let lacking = lists
                .iter()
                .filter_map(|found| one.segment.lacks(found.list));
            keys.extend(lacking.map(|key| u64::from(key.segment) << 32 | u64::from(key.part)));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    let key = |packed: u64| PieceKey {
        segment: (packed >> 32) as u32,
        part: packed as u32,
    };
    keys.into_iter().map(key).collect()
}
