//! The list of documents a word stands in.
//!
//! Ascending ordinals as gaps in Rice coding (the gap's high bits as that many ones and a zero, its
//! low bits as they are), each followed by a [`Stand`] of five bits where the word is one of a text.
//! How many low bits there are follows from how many documents have the word, so it is not stored.

/// How a word stands in a document: how much it weighs there, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stand(u8);

/// Places are kept by their remainder, which is enough to leave out nearly all documents in which
/// the words of a phrase are not neighbours.
const PLACES: u32 = 7;
/// The remainder of a word that stands at several places.
const ANYWHERE: u8 = 7;
/// The heaviest weight.
pub(crate) const MAX_WEIGHT: u8 = 3;
/// Bits of a stand.
pub(crate) const STAND_BITS: u32 = 5;

impl Stand {
    /// A word of this weight (cut at [`MAX_WEIGHT`]) at one place.
    pub(crate) const fn new(weight: u8, place: Place) -> Self {
        let weight = if weight > MAX_WEIGHT {
            MAX_WEIGHT
        } else {
            weight
        };
        Self(weight << 3 | place.0)
    }

    pub(crate) const fn from_bits(bits: u8) -> Self {
        Self(bits & 0x1F)
    }

    pub(crate) const fn bits(self) -> u8 {
        self.0
    }

    /// 0 to [`MAX_WEIGHT`].
    pub(crate) const fn weight(self) -> u8 {
        self.0 >> 3
    }

    pub(crate) const fn place(self) -> Place {
        Place::from_bits(self.0)
    }
}

/// The remainder of a place, or anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place(u8);

impl Place {
    /// Nothing is known.
    pub(crate) const ANYWHERE: Self = Self(ANYWHERE);

    pub(crate) const fn of(place: u32) -> Self {
        Self((place % PLACES) as u8)
    }

    pub(crate) const fn from_bits(bits: u8) -> Self {
        Self(bits & 7)
    }

    pub(crate) const fn bits(self) -> u8 {
        self.0
    }

    /// Where a phrase begins, of which this is the place of the word that is `offset` words in.
    pub(crate) const fn back(self, offset: u32) -> Self {
        if self.0 == ANYWHERE {
            return self;
        }
        Self(((self.0 as u32 + PLACES - offset % PLACES) % PLACES) as u8)
    }

    /// What is known when a thing stands at this place or at the other.
    pub(crate) const fn or(self, other: Self) -> Self {
        if self.0 == other.0 {
            self
        } else {
            Self::ANYWHERE
        }
    }

    /// What is known when a thing stands at both places at once; `None` when it cannot.
    pub(crate) const fn and(self, other: Self) -> Option<Self> {
        match (self.0, other.0) {
            (ANYWHERE, _) => Some(other),
            (_, ANYWHERE) => Some(self),
            (own, others) if own == others => Some(self),
            _ => None,
        }
    }
}

/// One document of a list: its ordinal, and how the word stands in it.
pub(crate) type Posting = (u32, Stand);

/// A posting as one number. Numbers ascend as ordinals do, so that sorting a list takes no code of
/// its own.
pub(crate) const fn pack((ordinal, stand): Posting) -> u64 {
    (ordinal as u64) << 8 | stand.0 as u64
}

const fn unpack(packed: u64) -> Posting {
    ((packed >> 8) as u32, Stand::from_bits(packed as u8))
}

/// How many low bits the gaps have, of a list of `count` among `documents`.
fn low_bits(documents: u32, count: u32) -> u32 {
    // The best is near the mean gap times ln 2.
    let gap = u64::from(documents) * 177 / (u64::from(count).max(1) * 256);
    gap.max(1).ilog2()
}

/// Appends the list. The ordinals in `postings` ascend strictly and stay below `documents`.
pub(crate) fn write(out: &mut Vec<u8>, documents: u32, has_stands: bool, postings: &[u64]) {
    let low = low_bits(documents, postings.len() as u32);
    let mut bits = BitWriter {
        out,
        word: 0,
        used: 0,
    };
    let mut next = 0;
    for (ordinal, stand) in postings.iter().copied().map(unpack) {
        let gap = ordinal - next;
        next = ordinal + 1;
        bits.ones(gap >> low);
        bits.put(u64::from(gap) & ((1 << low) - 1), low);
        if has_stands {
            bits.put(u64::from(stand.bits()), STAND_BITS);
        }
    }
    bits.finish();
}

struct BitWriter<'a> {
    out: &'a mut Vec<u8>,
    word: u64,
    used: u32,
}

impl BitWriter<'_> {
    /// Puts at most 32 bits.
    fn put(&mut self, value: u64, count: u32) {
        self.word |= value << self.used;
        self.used += count;
        while self.used >= 8 {
            self.out.push(self.word as u8);
            self.word >>= 8;
            self.used -= 8;
        }
    }

    fn ones(&mut self, mut count: u32) {
        while count >= 16 {
            self.put(0xFFFF, 16);
            count -= 16;
        }
        self.put((1 << count) - 1, count + 1);
    }

    fn finish(self) {
        if self.used > 0 {
            self.out.push(self.word as u8);
        }
    }
}

/// Reads a list. It ends early, with [`Postings::is_sound`] false, where the bytes make no sense.
#[derive(Debug, Clone)]
pub(crate) struct Postings<'a> {
    bytes: &'a [u8],
    at: usize,
    word: u64,
    filled: u32,
    low: u32,
    has_stands: bool,
    left: u32,
    next: u32,
    documents: u32,
}

impl<'a> Postings<'a> {
    pub(crate) fn new(bytes: &'a [u8], documents: u32, has_stands: bool, count: u32) -> Self {
        Self {
            bytes,
            at: 0,
            word: 0,
            filled: 0,
            low: low_bits(documents, count),
            has_stands,
            left: count,
            next: 0,
            documents,
        }
    }

    /// Whether every document of the list was read.
    pub(crate) const fn is_sound(&self) -> bool {
        self.left == 0
    }

    /// Fills the word to at least 56 bits; behind the end there are zeros.
    #[inline]
    fn fill(&mut self) {
        if let Some((eight, _)) = self
            .bytes
            .get(self.at..)
            .and_then(|rest| rest.split_first_chunk::<8>())
        {
            self.word |= u64::from_le_bytes(*eight) << self.filled;
            let taken = (63 - self.filled) / 8;
            self.at += taken as usize;
            self.filled += taken * 8;
        } else {
            while self.filled <= 56 {
                let byte = self.bytes.get(self.at).copied().unwrap_or(0);
                self.word |= u64::from(byte) << self.filled;
                self.at += 1;
                self.filled += 8;
            }
        }
    }

    #[inline]
    const fn skip(&mut self, count: u32) {
        self.word >>= count;
        self.filled -= count;
    }

    #[inline]
    fn read(&mut self) -> Option<Posting> {
        self.fill();
        let mut ones = self.word.trailing_ones();
        if ones < 32 {
            self.skip(ones + 1);
        } else {
            ones = self.long_run()?;
        }
        if self.filled < self.low + STAND_BITS {
            self.fill();
        }
        let mask = (1_u64 << self.low) - 1;
        let gap = (u64::from(ones) << self.low) | (self.word & mask);
        self.skip(self.low);
        let mut stand = Stand(0);
        if self.has_stands {
            stand = Stand::from_bits(self.word as u8);
            self.skip(STAND_BITS);
        }
        let ordinal = u64::from(self.next) + gap;
        if ordinal >= u64::from(self.documents) || self.at > self.bytes.len() + 8 {
            return None;
        }
        self.next = ordinal as u32 + 1;
        self.left -= 1;
        Some((ordinal as u32, stand))
    }

    #[cold]
    fn long_run(&mut self) -> Option<u32> {
        let mut ones = 0;
        loop {
            let run = self.word.trailing_ones().min(32);
            ones += run;
            self.skip(run);
            if run < 32 {
                self.skip(1);
                self.fill();
                return Some(ones);
            }
            if ones > self.documents {
                return None;
            }
            self.fill();
        }
    }
}

impl Iterator for Postings<'_> {
    type Item = Posting;

    #[inline]
    fn next(&mut self) -> Option<Posting> {
        if self.left == 0 {
            return None;
        }
        self.read()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #![proptest_config(crate::cases())]

        #[test]
        fn lists_come_back(
            documents in 1..65_537_u32,
            chosen in prop::collection::btree_map(any::<u32>(), 0..32_u8, 0..300),
            has_stands: bool,
        ) {
            let chosen: BTreeMap<u32, u8> =
                chosen.into_iter().map(|(at, bits)| (at % documents, bits)).collect();
            let list: Vec<Posting> = chosen
                .into_iter()
                .map(|(at, bits)| (at, Stand(if has_stands { bits } else { 0 })))
                .collect();
            let mut bytes = Vec::new();
            let packed: Vec<u64> = list.iter().copied().map(pack).collect();
            write(&mut bytes, documents, has_stands, &packed);
            let mut read = Postings::new(&bytes, documents, has_stands, list.len() as u32);
            let back: Vec<Posting> = read.by_ref().collect();
            prop_assert_eq!(back, list);
            prop_assert!(read.is_sound());
        }

        #[test]
        fn any_bytes_give_an_ascending_list_within_the_segment(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
            documents in 0..70_000_u32,
            count in 0..70_000_u32,
            has_stands: bool,
        ) {
            let read: Vec<u32> = Postings::new(&bytes, documents, has_stands, count)
                .map(|(ordinal, _)| ordinal)
                .collect();
            prop_assert!(read.is_sorted_by(|a, b| a < b));
            prop_assert!(read.iter().all(|ordinal| *ordinal < documents));
        }
    }

    #[test]
    fn a_phrase_is_placed_by_any_of_its_words() {
        let first = Place::of(20);
        assert_eq!(Place::of(23).back(3), first);
        assert_eq!(first.and(Place::of(23).back(3)), Some(first));
        assert_eq!(first.and(Place::of(24).back(3)), None);
        assert_eq!(Place::ANYWHERE.back(3).and(first), Some(first));
        assert_eq!(first.or(Place::of(21)), Place::ANYWHERE);
    }
}
