//! Where everything stands in a list, and writing it.

use super::unpack;
use crate::stand::{PLACE_BITS, WEIGHT_BITS};

/// What a list says of each document beside its ordinal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Nothing: the list of a fact.
    Bare,
    /// How much the word weighs: the list of a beginning.
    Weights,
    /// How the word stands in it: the list of a word of texts.
    Stands,
}

impl Shape {
    const fn weight_bits(self) -> u32 {
        match self {
            Self::Bare => 0,
            Self::Weights | Self::Stands => WEIGHT_BITS,
        }
    }

    const fn place_bits(self) -> u32 {
        match self {
            Self::Bare | Self::Weights => 0,
            Self::Stands => PLACE_BITS,
        }
    }
}

/// Buckets from one rank to the next, in a row with a bit a document and in any other.
pub(super) const DENSE_STEP: u32 = 256;
pub(super) const SPARSE_STEP: u32 = 64;
/// Bits of a rank.
pub(super) const RANK_BITS: u32 = 16;

/// Where everything stands in a list, in bits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    /// Documents of the segment.
    pub documents: u32,
    /// Documents of the list.
    pub count: u32,
    pub shape: Shape,
    /// How many low bits each ordinal has; `None` when the row has a bit a document.
    pub low: Option<u32>,
    pub row_at: u32,
    pub row_end: u32,
    pub weights_at: u32,
    pub places_at: u32,
    pub end: u32,
}

impl Layout {
    /// `count` is at most `documents`, which is at most [`MAX_SEGMENT_DOCUMENTS`].
    pub(super) fn new(documents: u32, count: u32, shape: Shape) -> Self {
        let low = (count * 4 < documents).then(|| (documents / count.max(1)).ilog2());
        let shift = low.unwrap_or(0);
        let buckets = documents.div_ceil(1 << shift);
        let step = if low.is_some() {
            SPARSE_STEP
        } else {
            DENSE_STEP
        };
        let row_at = buckets.saturating_sub(1) / step * RANK_BITS;
        // The last bucket needs no end.
        let row = if low.is_some() {
            buckets - 1 + count
        } else {
            documents
        };
        let row_end = row_at + row;
        let weights_at = row_end + count * shift;
        let places_at = weights_at + count * shape.weight_bits();
        Self {
            documents,
            count,
            shape,
            low,
            row_at,
            row_end,
            weights_at,
            places_at,
            end: places_at + count * shape.place_bits(),
        }
    }
}

/// Appends the list. The ordinals in `postings` ascend strictly and stay below `documents`.
pub(crate) fn write(out: &mut Vec<u8>, documents: u32, shape: Shape, postings: &[u64]) {
    let layout = Layout::new(documents, postings.len() as u32, shape);
    let each = || postings.iter().copied().map(unpack);
    let mut bits = BitWriter {
        out,
        word: 0,
        used: 0,
    };
    let shift = layout.low.unwrap_or(0);
    let step = if layout.low.is_some() {
        SPARSE_STEP
    } else {
        DENSE_STEP
    };
    let mut before = each().map(|(ordinal, _)| ordinal >> shift).peekable();
    let mut rank = 0;
    for number in 1..=layout.row_at / RANK_BITS {
        while before.next_if(|bucket| *bucket < number * step).is_some() {
            rank += 1;
        }
        bits.put(rank, RANK_BITS);
    }
    let mut written = 0;
    for (at, (ordinal, _)) in (0..).zip(each()) {
        let place = match layout.low {
            Some(low) => (ordinal >> low) + at,
            None => ordinal,
        };
        bits.zeros(place - written);
        bits.put(1, 1);
        written = place + 1;
    }
    bits.zeros(layout.row_end - layout.row_at - written);
    for (ordinal, _) in each() {
        bits.put(u64::from(ordinal), shift);
    }
    for (_, stand) in each() {
        bits.put(u64::from(stand.weight()), shape.weight_bits());
    }
    for (_, stand) in each() {
        bits.put(u64::from(stand.place().bits()), shape.place_bits());
    }
    bits.finish();
}

struct BitWriter<'a> {
    out: &'a mut Vec<u8>,
    word: u64,
    used: u32,
}

impl BitWriter<'_> {
    /// Puts the lowest bits of a number, at most 32 of them.
    fn put(&mut self, value: u64, count: u32) {
        self.word |= (value & ((1 << count) - 1)) << self.used;
        self.used += count;
        while self.used >= 8 {
            self.out.push(self.word as u8);
            self.word >>= 8;
            self.used -= 8;
        }
    }

    fn zeros(&mut self, mut count: u32) {
        while count > 0 {
            let some = count.min(32);
            self.put(0, some);
            count -= some;
        }
    }

    fn finish(self) {
        if self.used > 0 {
            self.out.push(self.word as u8);
        }
    }
}

/// Bits in bytes, the low ones first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bits<'a>(pub &'a [u8]);

/// The most bits that are read at once, wherever they stand.
pub(super) const MAX_BITS: u32 = 56;

impl Bits<'_> {
    /// At most [`MAX_BITS`]; behind the end there are zeros.
    #[inline]
    pub(super) fn get(self, at: u32, count: u32) -> u64 {
        let rest = self.0.get(at as usize / 8..).unwrap_or_default();
        let word = match rest.split_first_chunk::<8>() {
            Some((eight, _)) => u64::from_le_bytes(*eight),
            None => Self::last(rest),
        };
        word >> (at % 8) & ((1 << count) - 1)
    }

    #[cold]
    fn last(rest: &[u8]) -> u64 {
        let bytes = rest.iter().rev();
        bytes.fold(0, |word, byte| word << 8 | u64::from(*byte))
    }
}
