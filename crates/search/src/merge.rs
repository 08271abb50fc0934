//! Merging: several small segments become one, and documents that no longer count are gone.
//!
//! A merge of many notes takes longer than a worker may be busy at once, so it goes in slices. Each
//! slice writes some pieces of the new segment and a draft of its piece 0, from which whoever comes
//! next goes on, be it a worker that knows nothing yet. The old segments answer queries until the last
//! slice puts the new one in their place.

use crate::index::{Change, Damaged, Index, Slot, Step};
use crate::limits::MAX_SEGMENT_DOCUMENTS;
use crate::manifest::Begun;
use crate::merging::{Merging, Slice};
use crate::order::by_number;
use crate::piece::PieceKey;

/// So many segments of about one size become one: each document is written anew once for every
/// power of eight, and there are at most seven segments of each size.
const FAN: usize = 8;

impl Index {
    /// The segments that should be merged next, if any: those whose merge was begun, those of a size
    /// of which there are eight, or one in which most documents no longer count.
    ///
    /// Nothing has to be merged at once; a query only takes longer with every segment. Merge when
    /// nobody waits, until this is `None`.
    #[must_use]
    pub fn next_merge(&self) -> Option<Vec<u32>> {
        if let Some(merging) = &self.merging {
            return Some(merging.numbers().collect());
        }
        let hollow = self
            .slots
            .iter()
            .find(|slot| slot.row.dead.count() > slot.live());
        if let Some(slot) = hollow {
            return Some(vec![slot.row.number]);
        }
        let order = by_number(self.slots.iter().map(Slot::live)).into_iter();
        let slots: Vec<&Slot> = order.filter_map(|at| self.slots.get(at)).collect();
        slots
            .chunk_by(|a, b| size(a) == size(b))
            .filter(|same| same.len() >= FAN)
            .find_map(|same| {
                let mut documents = 0;
                let fits = same.iter().take(FAN).take_while(|slot| {
                    documents += slot.live() as usize;
                    documents <= MAX_SEGMENT_DOCUMENTS
                });
                let numbers: Vec<_> = fits.map(|slot| slot.row.number).collect();
                (numbers.len() > 1).then_some(numbers)
            })
    }

    /// Goes on with merging segments, such as those [`Index::next_merge`] names, for one slice: some
    /// milliseconds of work. They are merged when [`Index::next_merge`] does not name them again.
    ///
    /// Between two slices the index can be searched and changed, stored and opened again; then the
    /// merge goes on where it was. Another merge that was begun is given up first, which is a slice,
    /// too. Numbers of segments that are not there do nothing, and segments that together have more
    /// than [`MAX_SEGMENT_DOCUMENTS`] stay as they are.
    ///
    /// # Errors
    /// [`Damaged`] when a stored segment cannot be used; nothing was changed.
    pub fn merge(&mut self, segments: &[u32]) -> Result<Step<Change>, Damaged> {
        let mut change = Change::default();
        let is_chosen = |slot: &&Slot| segments.contains(&slot.row.number);
        let chosen: Vec<&Slot> = self.slots.iter().filter(is_chosen).collect();
        let documents: usize = chosen.iter().map(|slot| slot.live() as usize).sum();
        let is_other = |merging: &Merging| {
            let numbers = chosen.iter().map(|slot| slot.row.number);
            !merging.numbers().eq(numbers)
        };
        let fits = (1..=MAX_SEGMENT_DOCUMENTS).contains(&documents);
        let cannot_go_on = |merging: &Merging| !fits || is_other(merging);
        if self.merging.as_ref().is_some_and(cannot_go_on) {
            self.give_up_merge(&mut change);
        } else if fits {
            let missing = chosen.iter().filter(|slot| slot.segment.is_none());
            let missing: Vec<_> = missing
                .map(|slot| PieceKey::head(slot.row.number))
                .collect();
            if !missing.is_empty() {
                return Ok(Step::Needs(missing));
            }
            let sources = chosen.iter();
            let sources = sources.map(|slot| (slot.row.number, slot.row.dead.clone()));
            let sources = sources.collect();
            let mut merging = match self.merging.take() {
                Some(merging) => merging,
                None => Merging::new(Begun {
                    number: self.take_number()?,
                    parts: 0,
                    sources,
                }),
            };
            match merging.slice(&mut self.slots) {
                Ok(Slice::Finished { pieces, died }) => {
                    self.append(pieces, &mut change)?;
                    if let Some(new) = self.slots.last_mut() {
                        for ordinal in died {
                            new.row.dead.add(ordinal);
                        }
                    }
                    for number in merging.numbers() {
                        change.delete.extend(self.discard(number).delete);
                    }
                    self.bury(Vec::new(), &mut change);
                }
                Ok(Slice::Stored(pieces)) => {
                    change.write = pieces;
                    self.merging = Some(merging);
                }
                Ok(Slice::Needs(keys)) => {
                    self.merging = Some(merging);
                    return Ok(Step::Needs(keys));
                }
                Err(damaged) => {
                    self.merging = Some(merging);
                    return Err(damaged);
                }
            }
        }
        change.manifest = self.manifest();
        Ok(Step::Done(change))
    }

    /// Forgets the merge that was begun, with what is stored of it.
    pub(crate) fn give_up_merge(&mut self, change: &mut Change) {
        let merging = self.merging.take();
        change.delete.extend(merging.iter().flat_map(Merging::keys));
    }
}

/// Which power of eight the documents of a segment come to.
fn size(slot: &Slot) -> u32 {
    slot.live().max(1).ilog2() / FAN.ilog2()
}
