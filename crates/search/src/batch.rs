//! Documents on their way into a segment.

use crate::document::{Document, second};
use crate::documents::PackedId;
use crate::limits::MAX_SEGMENT_DOCUMENTS;
use crate::order::by_bytes;
use crate::piece::PieceKey;
use crate::postings::pack;
use crate::segment::SegmentWriter;
use crate::stand::{Place, STAND_BITS, Stand};
use crate::value::value_words;
use crate::words::words;
use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasherDefault, Hasher};

/// Words left free between two texts of a document, so that no phrase reaches across.
const APART: u32 = 2;

/// Why a document cannot be put into a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The batch has [`MAX_SEGMENT_DOCUMENTS`].
    Full,
    /// The id is empty or longer than [`MAX_ID_BYTES`](crate::MAX_ID_BYTES).
    Id,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full => "the batch is full",
            Self::Id => "the id is empty or too long",
        })
    }
}

impl std::error::Error for Refused {}

/// Documents that become one segment: one note that was saved, or many that are indexed at once.
///
/// Few large batches make a better index than many small ones, which have to be merged later. A
/// batch keeps about 40 bytes of memory a word and note, not the texts.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    documents: Vec<(PackedId, u32)>,
    numbers: HashMap<Box<[u8]>, u32, BuildHasherDefault<WordHasher>>,
    /// By word number: postings in the order the documents came. How the word stands is in the lowest
    /// bits, the ordinal above them.
    lists: Vec<Vec<u32>>,
    /// The words of the document being read, from the highest bits on: number, place, weight.
    read: Vec<u64>,
}

impl Batch {
    /// An empty batch.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many documents are in it.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there is none in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Adds a document. Of several with one id the last one counts.
    ///
    /// # Errors
    /// [`Refused`], and the batch is as before.
    pub fn add(&mut self, document: &Document) -> Result<(), Refused> {
        let id = PackedId::new(&document.id).ok_or(Refused::Id)?;
        if self.len() >= MAX_SEGMENT_DOCUMENTS {
            return Err(Refused::Full);
        }
        let ordinal = self.len() as u32;
        self.documents.push((id, second(document.moment)));
        self.add_texts(ordinal, document);
        for (fact, value) in &document.facts {
            for word in value_words(*fact, value) {
                let number = self.number(&word);
                self.push(number, ordinal, 0);
            }
        }
        Ok(())
    }

    fn add_texts(&mut self, ordinal: u32, document: &Document) {
        let mut read = std::mem::take(&mut self.read);
        let mut begin = 0_u32;
        for (field, text) in &document.texts {
            let mut next = begin;
            words(text, |word| {
                let number = self.number(word.text.as_bytes());
                let place = begin.wrapping_add(word.place);
                let rest = u32::from(Place::of(place).bits()) << 8 | field.weight();
                read.push(u64::from(number) << 32 | u64::from(rest));
                next = place.wrapping_add(APART);
            });
            begin = next;
        }
        let length = read.len() as u32;
        read.sort_unstable();
        for same in read.chunk_by(|a, b| a >> 32 == b >> 32) {
            let weight = same.iter().map(|word| *word as u32 & 0xFF).sum();
            let places = same.iter().map(|word| Place::from_bits((*word >> 8) as u8));
            let place = places.reduce(Place::or).unwrap_or(Place::ANYWHERE);
            let stand = Stand::new(stand_weight(weight, length), place);
            if let Some(word) = same.first() {
                self.push((word >> 32) as u32, ordinal, stand.bits());
            }
        }
        read.clear();
        self.read = read;
    }

    fn number(&mut self, word: &[u8]) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.lists.len() as u32;
        self.numbers.insert(word.into(), number);
        self.lists.push(Vec::new());
        number
    }

    fn push(&mut self, number: u32, ordinal: u32, bits: u8) {
        let Some(list) = self.lists.get_mut(number as usize) else {
            return;
        };
        // A fact can name a word twice.
        if list.last().is_none_or(|last| last >> STAND_BITS != ordinal) {
            list.push(ordinal << STAND_BITS | u32::from(bits));
        }
    }

    /// The places of the documents in the order of their ids, each id once.
    fn order(&self) -> Vec<usize> {
        let id = |at: usize| self.documents.get(at).map(|(id, _)| id);
        let mut order = by_bytes(self.documents.iter().map(|(id, _)| id.bytes()));
        // The last of several is the one that stays.
        order.reverse();
        order.dedup_by_key(|at| id(*at));
        order.reverse();
        order
    }

    /// The ids, each once, in order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &PackedId> {
        let order = self.order().into_iter();
        order.filter_map(|at| self.documents.get(at).map(|(id, _)| id))
    }

    /// The segment's pieces, piece 0 first.
    pub(crate) fn write(&self, number: u32) -> Vec<(PieceKey, Vec<u8>)> {
        let mut ordinals = vec![None; self.len()];
        let mut documents = Vec::new();
        for at in self.order() {
            if let (Some(slot), Some(document)) = (ordinals.get_mut(at), self.documents.get(at)) {
                *slot = Some(documents.len() as u32);
                documents.push(document.clone());
            }
        }
        let mut writer = SegmentWriter::new(number, documents);
        let words: Vec<(&[u8], u32)> = self.numbers.iter().map(|(w, n)| (&**w, *n)).collect();
        let mut list = Vec::new();
        for at in by_bytes(words.iter().map(|(word, _)| *word)) {
            let Some((word, number)) = words.get(at) else {
                continue;
            };
            list.clear();
            let postings = self.lists.get(*number as usize).into_iter().flatten();
            list.extend(postings.filter_map(|posting| {
                let ordinal = (*ordinals.get((posting >> STAND_BITS) as usize)?)?;
                Some(pack((ordinal, Stand::from_bits(*posting as u8))))
            }));
            list.sort_unstable();
            writer.add(word, &list);
        }
        writer.finish()
    }
}

/// How much a word weighs in a document: the part of BM25 (k1 = 1.2, b = 0.6) that depends on the
/// document, where a document of a hundred words is one of average length, in four steps: a word
/// lost in a long text, one among others, one said several times, and one in the title.
fn stand_weight(weight: u32, length: u32) -> u8 {
    let weight = u64::from(weight) * 100;
    let saturation = 48 + u64::from(length) * 72 / 100;
    match weight * 100 / (weight + saturation) {
        0..30 => 0,
        30..55 => 1,
        55..72 => 2,
        _ => 3,
    }
}

/// A quick hash without randomness: `Fx`, as in the Rust compiler.
#[derive(Debug, Clone, Copy, Default)]
struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        // The table looks at the highest bits and the lowest.
        self.0.rotate_left(26)
    }

    fn write(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some((eight, more)) = rest.split_first_chunk() {
            self.write_u64(u64::from_le_bytes(*eight));
            rest = more;
        }
        let last = rest
            .iter()
            .rev()
            .fold(0, |word, byte| word << 8 | u64::from(*byte));
        self.write_u64(last);
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0xf135_7aea_2e62_a9c5);
    }

    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }
}
