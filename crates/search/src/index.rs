//! The index: its segments, what is loaded of them, and how it changes.

use crate::batch::Batch;
use crate::dead::Dead;
use crate::dictionary::Unreadable;
use crate::documents::PackedId;
use crate::manifest::{self, Row};
use crate::merging::Merging;
use crate::piece::{Fault, PieceKey};
use crate::segment::Segment;
use std::fmt;

/// Stored bytes that cannot be used.
///
/// Of a segment: [`Index::discard`] it and put the notes in again that [`Index::lacks`] names. Of the
/// manifest: begin with [`Index::new`] and put all of them in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged {
    /// The segment; `None` for the manifest.
    pub segment: Option<u32>,
    /// What is wrong.
    pub fault: Fault,
}

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.segment {
            Some(segment) => write!(f, "segment {segment} of the index: {}", self.fault),
            None => write!(f, "manifest of the index: {}", self.fault),
        }
    }
}

impl std::error::Error for Damaged {}

/// What came of asking the index for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step<T> {
    /// It is done.
    Done(T),
    /// These pieces must be loaded and [`supplied`](Index::supply) first; then ask again. Nothing
    /// was changed.
    Needs(Vec<PieceKey>),
}

/// What has to be stored after a change: all of it in one transaction, or none.
///
/// The index in memory is ahead of the store until then. When storing fails, open it anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Pieces to write.
    pub write: Vec<(PieceKey, Vec<u8>)>,
    /// Pieces that are no longer needed.
    pub delete: Vec<PieceKey>,
    /// The manifest to write in the place of the old one.
    pub manifest: Vec<u8>,
}

/// One segment, loaded or not.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    pub row: Row,
    pub segment: Option<Segment>,
}

impl Slot {
    pub(crate) const fn live(&self) -> u32 {
        self.row.count - self.row.dead.count()
    }

    pub(crate) const fn damaged(&self, fault: Fault) -> Damaged {
        Damaged {
            segment: Some(self.row.number),
            fault,
        }
    }

    pub(crate) fn find(&self, id: &PackedId) -> Result<Option<u32>, Damaged> {
        let Some(segment) = &self.segment else {
            return Ok(None);
        };
        let found = segment.documents().find(id);
        let found = found.map_err(|Unreadable| self.damaged(Fault::Content))?;
        Ok(found.filter(|ordinal| !self.row.dead.has(*ordinal)))
    }

    fn keys(&self) -> impl Iterator<Item = PieceKey> {
        let segment = self.row.number;
        (0..=self.row.parts).map(move |part| PieceKey { segment, part })
    }
}

/// A full-text index over notes, of which any part may not be loaded yet.
#[derive(Debug, Clone)]
pub struct Index {
    pub(crate) slots: Vec<Slot>,
    next: u32,
    pub(crate) merging: Option<Merging>,
}

impl Default for Index {
    fn default() -> Self {
        Self::new()
    }
}

impl Index {
    /// An empty index.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            slots: Vec::new(),
            next: 1,
            merging: None,
        }
    }

    /// The index of a stored manifest, with nothing loaded yet.
    ///
    /// # Errors
    /// [`Damaged`] when the manifest cannot be used.
    pub fn open(manifest: &[u8]) -> Result<Self, Damaged> {
        let manifest = manifest::read(manifest).map_err(|fault| Damaged {
            segment: None,
            fault,
        })?;
        let slot = |row| Slot { row, segment: None };
        Ok(Self {
            slots: manifest.rows.into_iter().map(slot).collect(),
            next: manifest.next,
            merging: manifest.begun.map(Merging::new),
        })
    }

    /// How many documents are in it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.iter().map(|slot| slot.live() as usize).sum()
    }

    /// Whether there is none in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many segments it has. A query takes longer with each: see [`Index::next_merge`].
    #[must_use]
    pub const fn segments(&self) -> usize {
        self.slots.len()
    }

    /// Bytes of the pieces that are loaded.
    #[must_use]
    pub fn loaded_bytes(&self) -> usize {
        let segments = self.slots.iter().filter_map(|slot| slot.segment.as_ref());
        segments.map(Segment::bytes).sum()
    }

    /// Every piece it is stored in, beside the manifest. Others under such keys are left over.
    pub fn keys(&self) -> impl Iterator<Item = PieceKey> {
        let merging = self.merging.iter().flat_map(Merging::keys);
        self.slots.iter().flat_map(Slot::keys).chain(merging)
    }

    /// Takes a piece that was loaded. One of a segment that is no longer there is left out.
    ///
    /// # Errors
    /// [`Damaged`] when it cannot be used.
    pub fn supply(&mut self, key: PieceKey, bytes: &[u8]) -> Result<(), Damaged> {
        if let Some(merging) = self.merging.as_mut().filter(|own| own.is(key.segment)) {
            return merging.supply(key, bytes);
        }
        let found = self
            .slots
            .iter_mut()
            .find(|slot| slot.row.number == key.segment);
        let Some(slot) = found else { return Ok(()) };
        let supplied = match (&mut slot.segment, key.part) {
            (Some(_), 0) => Ok(()),
            (Some(segment), part) => segment.supply(part, bytes),
            (None, 0) => Segment::open(key.segment, bytes).and_then(|segment| {
                let told = (slot.row.count, slot.row.parts);
                if (segment.count(), segment.parts()) != told {
                    return Err(Fault::Content);
                }
                slot.segment = Some(segment);
                Ok(())
            }),
            // A piece of lists is of no use before the words; it will be asked for.
            (None, _) => Ok(()),
        };
        supplied.map_err(|fault| slot.damaged(fault))
    }

    /// Forgets the pieces of lists, which take the most memory; they are asked for again.
    pub fn shed(&mut self) {
        let segments = self
            .slots
            .iter_mut()
            .filter_map(|slot| slot.segment.as_mut());
        segments.for_each(Segment::shed);
    }

    /// The first pieces of segments that are not loaded.
    pub(crate) fn missing_heads(&self) -> Vec<PieceKey> {
        let missing = self.slots.iter().filter(|slot| slot.segment.is_none());
        missing
            .map(|slot| PieceKey::head(slot.row.number))
            .collect()
    }

    /// Puts documents in; those that have one of their ids are replaced.
    ///
    /// # Errors
    /// [`Damaged`] when a stored segment cannot be used; nothing was changed.
    pub fn put(&mut self, batch: &Batch) -> Result<Step<Change>, Damaged> {
        let missing = self.missing_heads();
        if !missing.is_empty() {
            return Ok(Step::Needs(missing));
        }
        let dying = self.find_all(batch.ids())?;
        let mut change = Change::default();
        if !batch.is_empty() {
            let number = self.take_number()?;
            self.append(batch.write(number), &mut change)?;
        }
        self.bury(dying, &mut change);
        Ok(Step::Done(change))
    }

    /// Takes the documents with these ids out. Ids that are not in it do nothing.
    ///
    /// # Errors
    /// [`Damaged`] when a stored segment cannot be used; nothing was changed.
    pub fn remove<'a>(
        &mut self,
        ids: impl IntoIterator<Item = &'a str>,
    ) -> Result<Step<Change>, Damaged> {
        let missing = self.missing_heads();
        if !missing.is_empty() {
            return Ok(Step::Needs(missing));
        }
        let ids: Vec<_> = ids.into_iter().filter_map(PackedId::new).collect();
        let dying = self.find_all(ids.iter())?;
        let mut change = Change::default();
        self.bury(dying, &mut change);
        Ok(Step::Done(change))
    }

    /// Those of `ids` that are not in the index.
    ///
    /// # Errors
    /// [`Damaged`] when a stored segment cannot be used.
    pub fn lacks<'a>(
        &self,
        ids: impl IntoIterator<Item = &'a str>,
    ) -> Result<Step<Vec<&'a str>>, Damaged> {
        let missing = self.missing_heads();
        if !missing.is_empty() {
            return Ok(Step::Needs(missing));
        }
        let mut lacking = Vec::new();
        for id in ids {
            let packed = PackedId::new(id);
            if self.find_all(packed.iter())?.is_empty() {
                lacking.push(id);
            }
        }
        Ok(Step::Done(lacking))
    }

    /// Gives a segment up with all its documents; of one that is being written by a merge, only what
    /// the merge has done.
    pub fn discard(&mut self, segment: u32) -> Change {
        let mut change = Change::default();
        self.slots.retain(|slot| {
            let stays = slot.row.number != segment;
            if !stays {
                change.delete.extend(slot.keys());
            }
            stays
        });
        if self.merging.as_ref().is_some_and(|own| own.is(segment)) {
            self.give_up_merge(&mut change);
        }
        self.settle(&mut change);
        change
    }

    /// Brings the change to its end when segments may have gone.
    fn settle(&mut self, change: &mut Change) {
        if self
            .merging
            .as_ref()
            .is_some_and(|own| !own.can_go_on(&self.slots))
        {
            self.give_up_merge(change);
        }
        change.manifest = self.manifest();
    }

    /// The stored form of what segments there are.
    #[must_use]
    pub fn manifest(&self) -> Vec<u8> {
        let rows = self.slots.iter().map(|slot| &slot.row);
        let begun = self.merging.as_ref().map(Merging::begun);
        manifest::write(self.next, rows, begun)
    }

    /// Where documents with these ids are: the slot and the ordinal in it.
    fn find_all<'a>(
        &self,
        ids: impl Iterator<Item = &'a PackedId>,
    ) -> Result<Vec<(usize, u32)>, Damaged> {
        let mut found = Vec::new();
        for id in ids {
            for (at, slot) in self.slots.iter().enumerate() {
                found.extend(slot.find(id)?.map(|ordinal| (at, ordinal)));
            }
        }
        Ok(found)
    }

    /// The number of a new segment.
    pub(crate) fn take_number(&mut self) -> Result<u32, Damaged> {
        let number = self.next;
        self.next = number.checked_add(1).ok_or(Damaged {
            segment: None,
            fault: Fault::Content,
        })?;
        Ok(number)
    }

    /// Takes a segment in that was just written, piece 0 first.
    pub(crate) fn append(
        &mut self,
        pieces: Vec<(PieceKey, Vec<u8>)>,
        change: &mut Change,
    ) -> Result<(), Damaged> {
        let number = pieces.first().map_or(0, |(key, _)| key.segment);
        let damaged = |fault| Damaged {
            segment: Some(number),
            fault,
        };
        let head = pieces.first().map_or(&[][..], |(_, head)| head.as_slice());
        let segment = Segment::open(number, head).map_err(damaged)?;
        self.slots.push(Slot {
            row: Row {
                number,
                count: segment.count(),
                parts: segment.parts(),
                dead: Dead::none(segment.count()),
            },
            segment: Some(segment),
        });
        change.write.extend(pieces);
        Ok(())
    }

    /// Marks documents as dead and drops segments in which none is left.
    pub(crate) fn bury(&mut self, dying: Vec<(usize, u32)>, change: &mut Change) {
        for (at, ordinal) in dying {
            if let Some(slot) = self.slots.get_mut(at) {
                slot.row.dead.add(ordinal);
            }
        }
        self.slots.retain(|slot| {
            let stays = slot.live() > 0;
            if !stays {
                change.delete.extend(slot.keys());
            }
            stays
        });
        self.settle(change);
    }
}
