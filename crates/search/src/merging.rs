//! A merge that was begun: the new segment as far as it is written, and the next slice of it.

use crate::dictionary::{Cursor, Unreadable};
use crate::documents::PackedId;
use crate::index::{Damaged, Slot};
use crate::manifest::Begun;
use crate::order::by_bytes;
use crate::piece::{self, Fault, PieceKey, Role};
use crate::postings::pack;
use crate::segment::{Segment, SegmentWriter, shape};

/// What a slice may cost, where a document of a list costs one.
const SLICE: usize = 150_000;
/// What a word costs beside the documents of its list.
const WORD: usize = 8;
/// What it costs to give a document its new ordinal.
const DOCUMENT: usize = 4;
/// How many pieces of each segment are asked for at once.
const AHEAD: usize = 4;

/// A merge that was begun.
#[derive(Debug, Clone)]
pub(crate) struct Merging {
    begun: Begun,
    /// The content of the stored draft, when it was supplied.
    draft: Option<Vec<u8>>,
    making: Option<Making>,
}

/// The new segment as far as it is written.
#[derive(Debug, Clone)]
struct Making {
    writer: SegmentWriter,
    /// By source and old ordinal, the new one; `None` for those that do not count.
    ordinals: Vec<Vec<Option<u32>>>,
}

/// What came of a slice.
pub(crate) enum Slice {
    /// These pieces must be loaded first.
    Needs(Vec<PieceKey>),
    /// These pieces are to be stored, and there is more to do.
    Stored(Vec<(PieceKey, Vec<u8>)>),
    /// It is done.
    Finished {
        /// The last pieces, piece 0 first.
        pieces: Vec<(PieceKey, Vec<u8>)>,
        /// Documents in it that no longer count, but did when the merge began.
        died: Vec<u32>,
    },
}

/// A segment that goes into the new one.
struct Part<'a> {
    slot: &'a Slot,
    segment: &'a Segment,
    cursor: Cursor<'a>,
    /// Whether the cursor stands on a word.
    is_on: bool,
    ordinals: &'a [Option<u32>],
}

impl Merging {
    pub(crate) const fn new(begun: Begun) -> Self {
        Self {
            begun,
            draft: None,
            making: None,
        }
    }

    pub(crate) const fn begun(&self) -> &Begun {
        &self.begun
    }

    /// Whether this is the number of the segment that is being written.
    pub(crate) const fn is(&self, number: u32) -> bool {
        self.begun.number == number
    }

    /// What is stored of the new segment.
    pub(crate) fn keys(&self) -> impl Iterator<Item = PieceKey> + use<> {
        let Begun { number, parts, .. } = self.begun;
        let parts = (parts > 0).then_some(0..=parts).into_iter().flatten();
        parts.map(move |part| PieceKey {
            segment: number,
            part,
        })
    }

    /// The segments that are merged.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u32> {
        self.begun.sources.iter().map(|(number, _)| *number)
    }

    /// Whether all that is merged is still there.
    pub(crate) fn can_go_on(&self, slots: &[Slot]) -> bool {
        let mut numbers = self.numbers();
        numbers.all(|number| slots.iter().any(|slot| slot.row.number == number))
    }

    pub(crate) fn supply(&mut self, key: PieceKey, bytes: &[u8]) -> Result<(), Damaged> {
        if key.part == 0 {
            let draft = piece::open(bytes, Role::Draft, key);
            self.draft = Some(draft.map_err(|fault| self.damaged(fault))?.to_vec());
        }
        Ok(())
    }

    const fn damaged(&self, fault: Fault) -> Damaged {
        Damaged {
            segment: Some(self.begun.number),
            fault,
        }
    }

    /// Does as much as a slice may cost.
    pub(crate) fn slice(&mut self, slots: &mut [Slot]) -> Result<Slice, Damaged> {
        let mut cost = 0;
        if self.making.is_none() {
            if self.begun.parts > 0 && self.draft.is_none() {
                return Ok(Slice::Needs(vec![PieceKey::head(self.begun.number)]));
            }
            let (documents, ordinals) = number_anew(slots, &self.begun)?;
            cost += documents.len() * DOCUMENT;
            let number = self.begun.number;
            let writer = match self.draft.take() {
                Some(draft) => SegmentWriter::resume(number, documents, &draft)
                    .ok_or_else(|| self.damaged(Fault::Content))?,
                None => SegmentWriter::new(number, documents),
            };
            if writer.parts() != self.begun.parts {
                return Err(self.damaged(Fault::Content));
            }
            self.making = Some(Making { writer, ordinals });
        }
        let Some(making) = &mut self.making else {
            return Err(self.damaged(Fault::Content));
        };
        let Making { writer, ordinals } = making;
        let mut parts = Vec::new();
        for (slot, ordinals) in sources(slots, &self.begun).zip(ordinals.iter()) {
            parts.extend(Part::behind(writer.last_word(), slot, ordinals)?);
        }
        let needs = add_words(writer, &mut parts, &mut cost)?;
        if !needs.is_empty() {
            return Ok(Slice::Needs(needs));
        }
        let is_done = parts.iter().all(|part| !part.is_on);
        // Piece 0 of a large segment is work for a slice of its own.
        if is_done && cost < SLICE / 2 {
            let died = parts.iter().flat_map(Part::died).collect();
            let writer = self.making.take().map(|making| making.writer.finish());
            return Ok(Slice::Finished {
                pieces: writer.unwrap_or_default(),
                died,
            });
        }
        let passed: Vec<_> = parts.iter().map(Part::passed).collect();
        if is_done {
            writer.close();
        }
        let mut pieces = writer.take_closed();
        pieces.push(writer.draft());
        self.begun.parts = writer.parts();
        for (number, part) in passed {
            let slot = slots.iter_mut().find(|slot| slot.row.number == number);
            if let Some(segment) = slot.and_then(|slot| slot.segment.as_mut()) {
                segment.shed_before(part);
            }
        }
        Ok(Slice::Stored(pieces))
    }
}

/// The slots that are merged.
fn sources<'a>(slots: &'a [Slot], begun: &'a Begun) -> impl Iterator<Item = &'a Slot> {
    let numbers = begun.sources.iter().map(|(number, _)| *number);
    numbers.filter_map(|number| slots.iter().find(|slot| slot.row.number == number))
}

/// Adds words until they are all there or have cost enough; gives the pieces that are missing.
fn add_words(
    writer: &mut SegmentWriter,
    parts: &mut [Part<'_>],
    cost: &mut usize,
) -> Result<Vec<PieceKey>, Damaged> {
    let mut word: Vec<u8> = Vec::new();
    let mut list: Vec<u64> = Vec::new();
    loop {
        let words = parts.iter().filter(|part| part.is_on);
        let Some(first) = words.map(|part| part.cursor.word()).min() else {
            return Ok(Vec::new());
        };
        word.clear();
        word.extend(first);
        let needs = parts.iter().filter(|part| part.is_at(&word));
        if needs.clone().any(Part::lacks_list) {
            let needs = parts.iter().filter(|part| part.is_on);
            return Ok(needs.flat_map(Part::lacking).collect());
        }
        list.clear();
        for part in parts.iter_mut().filter(|part| part.is_at(&word)) {
            part.take(&word, &mut list)?;
            *cost += WORD;
        }
        list.sort_unstable();
        writer.add(&word, &list);
        *cost += list.len();
        if *cost >= SLICE && writer.is_closed() {
            return Ok(Vec::new());
        }
    }
}

/// The living documents in the order of their ids, and by source and old ordinal their new ones.
#[expect(clippy::type_complexity, reason = "two lists, named above")]
fn number_anew(
    slots: &[Slot],
    begun: &Begun,
) -> Result<(Vec<(PackedId, u32)>, Vec<Vec<Option<u32>>>), Damaged> {
    let mut living: Vec<(PackedId, u32, usize, usize)> = Vec::new();
    let mut ordinals = Vec::new();
    for (at, (slot, (_, dead))) in sources(slots, begun).zip(&begun.sources).enumerate() {
        let Some(segment) = &slot.segment else {
            continue;
        };
        let documents = segment.documents();
        ordinals.push(vec![None; documents.count()]);
        let ids = documents.ids();
        let ids = ids.map_err(|Unreadable| slot.damaged(Fault::Content))?;
        for (old, (id, second)) in ids.into_iter().zip(documents.seconds()).enumerate() {
            if !dead.has(old as u32) {
                living.push((id, *second, at, old));
            }
        }
    }
    let mut documents = Vec::with_capacity(living.len());
    for place in by_bytes(living.iter().map(|(id, ..)| id.bytes())) {
        let Some((id, second, at, old)) = living.get(place) else {
            continue;
        };
        let ordinals: Option<&mut Vec<Option<u32>>> = ordinals.get_mut(*at);
        if let Some(ordinal) = ordinals.and_then(|ordinals| ordinals.get_mut(*old)) {
            *ordinal = Some(documents.len() as u32);
        }
        documents.push((id.clone(), *second));
    }
    Ok((documents, ordinals))
}

impl<'a> Part<'a> {
    /// A segment whose words up to `last` were added.
    fn behind(
        last: &[u8],
        slot: &'a Slot,
        ordinals: &'a [Option<u32>],
    ) -> Result<Option<Self>, Damaged> {
        let Some(segment) = &slot.segment else {
            return Ok(None);
        };
        let dictionary = segment.dictionary().map_err(|fault| slot.damaged(fault))?;
        let behind = dictionary.behind(last);
        let (cursor, is_on) = behind.map_err(|Unreadable| slot.damaged(Fault::Content))?;
        Ok(Some(Self {
            slot,
            segment,
            cursor,
            is_on,
            ordinals,
        }))
    }

    fn is_at(&self, word: &[u8]) -> bool {
        self.is_on && self.cursor.word() == word
    }

    fn lacks_list(&self) -> bool {
        self.segment.lacks(self.cursor.list()).is_some()
    }

    /// The pieces it needs next.
    fn lacking(&self) -> impl Iterator<Item = PieceKey> {
        self.segment.lacking(self.cursor.list().part, AHEAD)
    }

    /// Its number, and the part before which it needs none any more.
    fn passed(&self) -> (u32, u32) {
        let part = match self.is_on {
            true => self.cursor.list().part,
            false => self.segment.parts(),
        };
        (self.slot.row.number, part)
    }

    /// New ordinals of documents that no longer count, but did when the merge began.
    fn died(&self) -> impl Iterator<Item = u32> {
        let dead = self.slot.row.dead.each();
        dead.filter_map(|old| self.ordinals.get(old as usize).copied().flatten())
    }

    /// Adds what it has of the word it stands on to `list`, and moves on.
    fn take(&mut self, word: &[u8], list: &mut Vec<u64>) -> Result<(), Damaged> {
        let damaged = |fault| self.slot.damaged(fault);
        let postings = self.segment.postings(self.cursor.list(), shape(word));
        let postings = postings.map_err(damaged)?;
        let mut iter = postings.iter();
        for (old, at) in iter.by_ref() {
            let new = self.ordinals.get(old as usize).copied().flatten();
            list.extend(new.map(|new| pack((new, postings.stand(at)))));
        }
        if !iter.is_sound() {
            return Err(damaged(Fault::Content));
        }
        let on = self.cursor.advance();
        self.is_on = on.map_err(|Unreadable| damaged(Fault::Content))?;
        // Words that do not ascend would never come to an end.
        if self.is_on && self.cursor.word() <= word {
            return Err(damaged(Fault::Content));
        }
        Ok(())
    }
}
