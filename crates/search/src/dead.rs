//! Which documents of a segment no longer count, because they were deleted or replaced.

use crate::bytes::{Reader, write_number};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dead {
    bits: Vec<u64>,
    count: u32,
}

impl Dead {
    /// None of `documents` is dead.
    pub(crate) fn none(documents: u32) -> Self {
        Self {
            bits: vec![0; documents.div_ceil(64) as usize],
            count: 0,
        }
    }

    pub(crate) const fn count(&self) -> u32 {
        self.count
    }

    #[inline]
    pub(crate) fn has(&self, ordinal: u32) -> bool {
        let word = self.bits.get(ordinal as usize / 64);
        word.is_some_and(|word| word >> (ordinal % 64) & 1 == 1)
    }

    /// Whether it counted until now.
    pub(crate) fn add(&mut self, ordinal: u32) -> bool {
        match self.bits.get_mut(ordinal as usize / 64) {
            Some(word) if *word >> (ordinal % 64) & 1 == 0 => {
                *word |= 1 << (ordinal % 64);
                self.count += 1;
                true
            }
            _ => false,
        }
    }

    /// The dead ones, in order.
    pub(crate) fn each(&self) -> impl Iterator<Item = u32> {
        let words = (0..).step_by(64).zip(&self.bits);
        let filled = words.filter(|(_, word)| **word != 0);
        filled.flat_map(|(base, _)| (base..base + 64).filter(|ordinal| self.has(*ordinal)))
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        write_number(out, u64::from(self.count));
        let mut next = 0;
        for ordinal in self.each() {
            write_number(out, u64::from(ordinal - next));
            next = ordinal + 1;
        }
    }

    pub(crate) fn read(reader: &mut Reader<'_>, documents: u32) -> Option<Self> {
        let mut dead = Self::none(documents);
        let mut next = 0_u64;
        for _ in 0..reader.number()? {
            let ordinal = next.checked_add(reader.number()?)?;
            if ordinal >= u64::from(documents) {
                return None;
            }
            dead.add(ordinal as u32);
            next = ordinal + 1;
        }
        Some(dead)
    }
}
