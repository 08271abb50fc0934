//! Merging: several small segments become one, and documents that no longer count are gone.

use crate::dictionary::Cursor;
use crate::documents::PackedId;
use crate::index::{Change, Damaged, Index, Slot, Step};
use crate::limits::MAX_SEGMENT_DOCUMENTS;
use crate::order::{by_bytes, by_number};
use crate::piece::Fault;
use crate::postings::pack;
use crate::segment::{Segment, SegmentWriter};

/// So many segments of about one size become one: each document is written anew once for every
/// power of eight, and there are at most seven segments of each size.
const FAN: usize = 8;

impl Index {
    /// The segments that should be merged next, if any: those of a size of which there are eight,
    /// or one in which most documents no longer count.
    ///
    /// Nothing has to be merged at once; a query only takes longer with every segment. Merge when
    /// nobody waits, until this is `None`.
    #[must_use]
    pub fn next_merge(&self) -> Option<Vec<u32>> {
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

    /// Merges segments, such as those [`Index::next_merge`] names. Numbers of segments that are not
    /// there do nothing, and segments that together have more than
    /// [`MAX_SEGMENT_DOCUMENTS`] stay as they are.
    ///
    /// # Errors
    /// [`Damaged`] when a stored segment cannot be used; nothing was changed.
    pub fn merge(&mut self, segments: &[u32]) -> Result<Step<Change>, Damaged> {
        let chosen: Vec<&Slot> = self
            .slots
            .iter()
            .filter(|slot| segments.contains(&slot.row.number))
            .collect();
        let needs: Vec<_> = chosen.iter().flat_map(|slot| slot.lacking()).collect();
        if !needs.is_empty() {
            return Ok(Step::Needs(needs));
        }
        let documents: usize = chosen.iter().map(|slot| slot.live() as usize).sum();
        let mut change = Change::default();
        if documents <= MAX_SEGMENT_DOCUMENTS {
            let pieces = write(self.next_number(), &chosen)?;
            let gone: Vec<u32> = chosen.iter().map(|slot| slot.row.number).collect();
            if documents > 0 {
                self.append(pieces, &mut change)?;
            }
            for number in gone {
                change.delete.extend(self.discard(number).delete);
            }
        }
        change.manifest = self.manifest();
        Ok(Step::Done(change))
    }
}

/// Which power of eight the documents of a segment come to.
fn size(slot: &Slot) -> u32 {
    slot.live().max(1).ilog2() / FAN.ilog2()
}

impl Slot {
    /// The pieces that must be loaded before it can be merged.
    fn lacking(&self) -> Vec<crate::PieceKey> {
        match &self.segment {
            Some(segment) => segment.lacking().collect(),
            None => vec![crate::PieceKey::head(self.row.number)],
        }
    }
}

/// A segment that goes into the new one.
struct Part<'a> {
    slot: &'a Slot,
    segment: &'a Segment,
    cursor: Cursor<'a>,
    /// Whether the cursor stands on a word.
    is_on: bool,
    /// By old ordinal, the new one; `None` for the dead.
    ordinals: Vec<Option<u32>>,
}

fn write(number: u32, slots: &[&Slot]) -> Result<Vec<Vec<u8>>, Damaged> {
    let mut parts = Vec::new();
    for &slot in slots {
        if let Some(segment) = &slot.segment {
            let damaged = |_| slot.damaged(Fault::Content);
            let dictionary = segment.dictionary().map_err(damaged)?;
            let mut cursor = dictionary
                .start()
                .map_err(|_| slot.damaged(Fault::Content))?;
            let is_on = cursor.advance().map_err(|_| slot.damaged(Fault::Content))?;
            parts.push(Part {
                slot,
                segment,
                cursor,
                is_on,
                ordinals: vec![None; segment.documents().count()],
            });
        }
    }
    let documents = number_anew(&mut parts)?;
    let mut writer = SegmentWriter::new(number, documents);
    let mut word: Vec<u8> = Vec::new();
    let mut list: Vec<u64> = Vec::new();
    loop {
        let words = parts.iter().filter(|part| part.is_on);
        let Some(first) = words.map(|part| part.cursor.word()).min() else {
            break;
        };
        word.clear();
        word.extend(first);
        list.clear();
        for part in &mut parts {
            part.take(&word, &mut list)?;
        }
        list.sort_unstable();
        writer.add(&word, &list);
    }
    Ok(writer.finish())
}

/// Gives the living documents their new ordinals, in the order of their ids.
fn number_anew(parts: &mut [Part<'_>]) -> Result<Vec<(PackedId, u32)>, Damaged> {
    let mut living: Vec<(PackedId, u32, usize, usize)> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let documents = part.segment.documents();
        let ids = documents
            .ids()
            .map_err(|_| part.slot.damaged(Fault::Content))?;
        for (old, (id, minute)) in ids.into_iter().zip(documents.minutes()).enumerate() {
            if !part.slot.row.dead.has(old as u32) {
                living.push((id, *minute, at, old));
            }
        }
    }
    let mut documents = Vec::with_capacity(living.len());
    for place in by_bytes(living.iter().map(|(id, ..)| id.bytes())) {
        let Some((id, minute, at, old)) = living.get(place) else {
            continue;
        };
        let part = parts.get_mut(*at);
        if let Some(ordinal) = part.and_then(|part| part.ordinals.get_mut(*old)) {
            *ordinal = Some(documents.len() as u32);
        }
        documents.push((id.clone(), *minute));
    }
    Ok(documents)
}

impl Part<'_> {
    /// Adds what it has of `word` to `list` and moves on, if it stands on that word.
    fn take(&mut self, word: &[u8], list: &mut Vec<u64>) -> Result<(), Damaged> {
        if !self.is_on || self.cursor.word() != word {
            return Ok(());
        }
        let damaged = |_| self.slot.damaged(Fault::Content);
        let own = self
            .segment
            .list(word, self.cursor.list())
            .map_err(damaged)?;
        for (old, stand) in own {
            let new = self.ordinals.get(old as usize).copied().flatten();
            list.extend(new.map(|new| pack((new, stand))));
        }
        let before = word;
        self.is_on = self
            .cursor
            .advance()
            .map_err(|_| self.slot.damaged(Fault::Content))?;
        // Words that do not ascend would never come to an end.
        if self.is_on && self.cursor.word() <= before {
            return Err(self.slot.damaged(Fault::Content));
        }
        Ok(())
    }
}
