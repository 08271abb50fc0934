//! The list of documents a word stands in.
//!
//! Which documents they are stands apart from how the word stands in them, so that either is read
//! without the other, at any place. A list that has one document of four or more is a row of bits, one
//! a document. Any other is in Elias-Fano coding: the low bits of each ordinal as they are, and the
//! high ones as a row of bits, in which a one is a document and a zero the end of a bucket; so ordinals
//! with the same high bits are in one bucket.
//!
//! | what | bits |
//! | --- | --- |
//! | ranks: how many documents stand before each 64th or 256th bucket | 16 each |
//! | the row | one a document of the segment; or one a document of the list and one a bucket |
//! | low bits | the same number for each document of the list |
//! | weights | two for each, if there are any |
//! | places | three for each, if there are any |
//!
//! What there is follows from how many documents have the word, so none of it is stored.

mod layout;

use crate::limits::MAX_SEGMENT_DOCUMENTS;
use crate::stand::{MAX_WEIGHT, PLACE_BITS, Place, Stand, WEIGHT_BITS};
use layout::{Bits, DENSE_STEP, Layout, MAX_BITS, RANK_BITS, SPARSE_STEP};
pub(crate) use layout::{Shape, write};
use std::cmp::Ordering;

/// One document of a list: its ordinal, and how the word stands in it.
pub(crate) type Posting = (u32, Stand);

/// A posting as one number. Numbers ascend as ordinals do, so that sorting a list takes no code of
/// its own.
pub(crate) const fn pack((ordinal, stand): Posting) -> u64 {
    (ordinal as u64) << 8 | stand.bits() as u64
}

pub(crate) const fn unpack(packed: u64) -> Posting {
    ((packed >> 8) as u32, Stand::from_bits(packed as u8))
}

/// A list, to be read in order or looked up in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Postings<'a> {
    bits: Bits<'a>,
    layout: Layout,
}

impl<'a> Postings<'a> {
    /// `None` when the bytes are too few, or the list would have more documents than there are.
    pub(crate) fn new(bytes: &'a [u8], documents: u32, shape: Shape, count: u32) -> Option<Self> {
        if count > documents || documents as usize > MAX_SEGMENT_DOCUMENTS {
            return None;
        }
        let layout = Layout::new(documents, count, shape);
        let is_whole = layout.end.div_ceil(8) as usize <= bytes.len();
        is_whole.then_some(Self {
            bits: Bits(bytes),
            layout,
        })
    }

    /// How many documents it has.
    pub(crate) const fn count(&self) -> u32 {
        self.layout.count
    }

    /// How the word stands in the document that is the `at`-th of the list.
    #[inline]
    pub(crate) fn stand(&self, at: u32) -> Stand {
        let layout = &self.layout;
        let place = match layout.shape {
            Shape::Stands => self
                .bits
                .get(layout.places_at + at * PLACE_BITS, PLACE_BITS),
            Shape::Bare | Shape::Weights => u64::from(Place::ANYWHERE.bits()),
        };
        let weight = self.weights(at, 1);
        Stand::from_bits((weight << PLACE_BITS | place) as u8)
    }

    /// The weights of some documents, one behind the other.
    #[inline]
    fn weights(&self, at: u32, count: u32) -> u64 {
        match self.layout.shape {
            Shape::Bare => 0,
            Shape::Weights | Shape::Stands => {
                let from = self.layout.weights_at + at * WEIGHT_BITS;
                self.bits.get(from, count * WEIGHT_BITS)
            }
        }
    }

    /// The ordinal of the document that is the `at`-th of the list and has its bit at `place` of
    /// the row. `None` when that makes no sense.
    #[inline]
    fn ordinal(&self, at: u32, place: u32) -> Option<u32> {
        let ordinal = match self.layout.low {
            None => place,
            Some(low) => place.checked_sub(at)? << low | self.low(at, low),
        };
        (ordinal < self.layout.documents).then_some(ordinal)
    }

    #[inline]
    fn low(&self, at: u32, low: u32) -> u32 {
        self.bits.get(self.layout.row_end + at * low, low) as u32
    }

    /// The documents in order.
    pub(crate) const fn iter(&self) -> Iter<'a> {
        Iter {
            postings: *self,
            word: 0,
            base: 0,
            end: 0,
            at: 0,
            next: 0,
        }
    }

    /// Which of the list a document is, if it is in it.
    #[inline]
    pub(crate) fn find(&self, ordinal: u32) -> Option<u32> {
        if ordinal >= self.layout.documents {
            return None;
        }
        match self.layout.low {
            None => self.find_dense(ordinal),
            Some(low) => self.find_sparse(ordinal, low),
        }
    }

    /// Whether it is quicker to look documents up than to read the list, when there are so many.
    pub(crate) const fn is_quick_to_find(&self, wanted: usize) -> bool {
        self.layout.low.is_none() || wanted < self.layout.count as usize / 4
    }

    /// How many documents stand before the bucket that has this rank.
    #[inline]
    fn rank(&self, number: u32) -> u32 {
        number
            .checked_sub(1)
            .map_or(0, |at| self.bits.get(at * RANK_BITS, RANK_BITS) as u32)
    }

    fn find_dense(&self, ordinal: u32) -> Option<u32> {
        let row_at = self.layout.row_at;
        if self.bits.get(row_at + ordinal, 1) == 0 {
            return None;
        }
        let number = ordinal / DENSE_STEP;
        let mut at = self.rank(number);
        let mut from = number * DENSE_STEP;
        while from < ordinal {
            let some = (ordinal - from).min(MAX_BITS);
            at += self.bits.get(row_at + from, some).count_ones();
            from += some;
        }
        Some(at)
    }

    fn find_sparse(&self, ordinal: u32, low: u32) -> Option<u32> {
        let Layout {
            row_at, row_end, ..
        } = self.layout;
        let bucket = ordinal >> low;
        let number = bucket / SPARSE_STEP;
        let mut at = self.rank(number);
        let mut from = row_at + number * SPARSE_STEP + at;
        // Ends of buckets to be passed: as many words of bits as have no more, then one by one.
        let mut ends = bucket % SPARSE_STEP;
        let mut word = self.bits.get(from, MAX_BITS);
        while MAX_BITS - word.count_ones() < ends && from < row_end {
            at += word.count_ones();
            ends -= MAX_BITS - word.count_ones();
            from += MAX_BITS;
            word = self.bits.get(from, MAX_BITS);
        }
        for _ in 0..ends {
            let ones = word.trailing_ones();
            at += ones;
            from += ones + 1;
            word >>= ones + 1;
        }
        let wanted = ordinal & ((1 << low) - 1);
        while from < row_end && self.bits.get(from, 1) == 1 {
            match self.low(at, low).cmp(&wanted) {
                Ordering::Less => {}
                Ordering::Equal => return Some(at),
                Ordering::Greater => return None,
            }
            at += 1;
            from += 1;
        }
        None
    }

    /// Hands over the documents from the last to the first, with what the word weighs in each.
    /// `visit` says what the next ones must weigh to be of interest; the others are passed over.
    ///
    /// False when the list makes no sense.
    pub(crate) fn heavy_from_last(&self, mut visit: impl FnMut(u32, u8) -> u8) -> bool {
        let Layout {
            row_at, row_end, ..
        } = self.layout;
        let mut least = 0;
        let mut at = self.layout.count;
        let mut to = row_end - row_at;
        while let Some(last) = to.checked_sub(1) {
            let from = last / AT_ONCE * AT_ONCE;
            let mut row = self.bits.get(row_at + from, to - from);
            to = from;
            let Some(first) = at.checked_sub(row.count_ones()) else {
                return false;
            };
            let weights = self.weights(first, row.count_ones());
            let is_any_heavy = match least {
                0 => true,
                1 => weights != 0,
                2 => weights & EACH_HIGH != 0,
                _ => weights & (weights << 1) & EACH_HIGH != 0,
            };
            if !is_any_heavy {
                at = first;
                continue;
            }
            while let Some(bit) = row.checked_ilog2() {
                row ^= 1 << bit;
                at -= 1;
                let weight = (weights >> ((at - first) * WEIGHT_BITS)) as u8 & MAX_WEIGHT;
                if weight >= least {
                    let Some(ordinal) = self.ordinal(at, from + bit) else {
                        return false;
                    };
                    least = visit(ordinal, weight);
                }
            }
        }
        at == 0
    }
}

/// Bits of a row that are looked at together: as many as the weights of all fit one number.
const AT_ONCE: u32 = MAX_BITS / WEIGHT_BITS;
/// The high bit of every weight.
const EACH_HIGH: u64 = 0xAAAA_AAAA_AAAA_AAAA;

/// Reads a list in order: ordinals, and which of the list each is. It ends early, with
/// [`Iter::is_sound`] false, where the list makes no sense.
#[derive(Debug, Clone)]
pub(crate) struct Iter<'a> {
    postings: Postings<'a>,
    /// Bits of the row from `base` on that were not handed over yet.
    word: u64,
    base: u32,
    end: u32,
    at: u32,
    next: u32,
}

impl Iter<'_> {
    /// Whether every document of the list was read.
    pub(crate) const fn is_sound(&self) -> bool {
        self.at == self.postings.layout.count
    }

    #[cold]
    fn stop(&mut self) {
        self.word = 0;
        self.end = u32::MAX;
        self.at = u32::MAX;
    }
}

impl Iterator for Iter<'_> {
    type Item = (u32, u32);

    #[inline]
    fn next(&mut self) -> Option<(u32, u32)> {
        let layout = &self.postings.layout;
        let row = layout.row_end - layout.row_at;
        while self.word == 0 {
            if self.end >= row {
                return None;
            }
            let some = (row - self.end).min(MAX_BITS);
            self.base = self.end;
            self.end += some;
            self.word = self.postings.bits.get(layout.row_at + self.base, some);
        }
        let place = self.base + self.word.trailing_zeros();
        self.word &= self.word - 1;
        let at = self.at;
        match self.postings.ordinal(at, place) {
            Some(ordinal) if ordinal >= self.next && at < layout.count => {
                self.next = ordinal + 1;
                self.at += 1;
                Some((ordinal, at))
            }
            _ => {
                self.stop();
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn shape() -> impl Strategy<Value = Shape> {
        prop::sample::select(vec![Shape::Bare, Shape::Weights, Shape::Stands])
    }

    /// What a shape keeps of a stand.
    fn kept(shape: Shape, bits: u8) -> Stand {
        match shape {
            Shape::Bare => Stand::from_bits(Place::ANYWHERE.bits()),
            Shape::Weights => Stand::from_bits(bits | Place::ANYWHERE.bits()),
            Shape::Stands => Stand::from_bits(bits),
        }
    }

    proptest! {
        #![proptest_config(crate::cases())]

        #[test]
        fn lists_come_back(
            documents in prop_oneof![1..2_000_u32, 1..65_537_u32],
            chosen in prop::collection::btree_map(any::<u32>(), 0..32_u8, 0..900),
            shape in shape(),
            asked in prop::collection::vec(any::<u32>(), 20),
        ) {
            let list: BTreeMap<u32, Stand> = chosen
                .into_iter()
                .map(|(at, bits)| (at % documents, kept(shape, bits)))
                .collect();
            let mut bytes = Vec::new();
            let packed: Vec<u64> = list.iter().map(|(at, stand)| pack((*at, *stand))).collect();
            write(&mut bytes, documents, shape, &packed);
            let count = list.len() as u32;
            prop_assert!(Postings::new(&bytes[..bytes.len() - 1], documents, shape, count).is_none());
            let postings = Postings::new(&bytes, documents, shape, count).unwrap();
            let mut iter = postings.iter();
            let read: BTreeMap<u32, Stand> =
                iter.by_ref().map(|(ordinal, at)| (ordinal, postings.stand(at))).collect();
            prop_assert!(iter.is_sound());
            prop_assert_eq!(&read, &list);
            let asked = asked.into_iter().map(|at| at % (documents + 9)).chain(list.keys().copied());
            for ordinal in asked {
                let found = postings.find(ordinal).map(|at| postings.stand(at));
                prop_assert_eq!(found, list.get(&ordinal).copied(), "{}", ordinal);
            }
        }

        #[test]
        fn the_heavy_ones_are_found_from_the_last_on(
            documents in 1..3_000_u32,
            chosen in prop::collection::btree_map(any::<u32>(), 0..32_u8, 0..900),
            shape in shape(),
            least in 0..4_u8,
        ) {
            let list: BTreeMap<u32, Stand> = chosen
                .into_iter()
                .map(|(at, bits)| (at % documents, kept(shape, bits)))
                .collect();
            let packed: Vec<u64> = list.iter().map(|(at, stand)| pack((*at, *stand))).collect();
            let mut bytes = Vec::new();
            write(&mut bytes, documents, shape, &packed);
            let postings = Postings::new(&bytes, documents, shape, list.len() as u32).unwrap();
            let mut visited = Vec::new();
            // The first is always of interest: nothing was said before.
            let is_sound = postings.heavy_from_last(|ordinal, weight| {
                visited.push((ordinal, weight));
                least
            });
            prop_assert!(is_sound);
            let last = list.keys().next_back().copied();
            let is_heavy = |at: u32, stand: Stand| stand.weight() >= least || Some(at) == last;
            let expected: Vec<_> = list
                .iter()
                .rev()
                .filter(|(at, stand)| is_heavy(**at, **stand))
                .map(|(at, stand)| (*at, stand.weight()))
                .collect();
            prop_assert_eq!(visited, expected);
        }

        #[test]
        fn any_bytes_give_an_ascending_list_within_the_segment(
            bytes in prop::collection::vec(any::<u8>(), 0..400),
            documents in prop_oneof![0..400_u32, 0..70_000_u32],
            count in prop_oneof![0..60_u32, 0..70_000_u32],
            shape in shape(),
            asked in any::<u32>(),
        ) {
            let Some(postings) = Postings::new(&bytes, documents, shape, count) else {
                return Ok(());
            };
            let read: Vec<_> = postings.iter().collect();
            prop_assert!(read.is_sorted_by(|a, b| a.0 < b.0));
            prop_assert!(read.iter().all(|(ordinal, at)| *ordinal < documents && *at < count));
            postings.heavy_from_last(|ordinal, _| {
                assert!(ordinal < documents);
                0
            });
            let at = postings.find(asked % (documents + 1));
            at.map(|at| postings.stand(at));
        }
    }
}
