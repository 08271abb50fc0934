//! Going through a dictionary word by word.

use super::{BLOCK, Dictionary, LONG, List, ROW, Unreadable};
use crate::bytes::Reader;

/// Goes through the words in order.
#[derive(Debug)]
pub(crate) struct Cursor<'a> {
    dictionary: Dictionary<'a>,
    reader: Reader<'a>,
    index: usize,
    word: Vec<u8>,
    shared: usize,
    list: List,
}

impl<'a> Cursor<'a> {
    /// A cursor before the first word of a block.
    pub(super) fn at(dictionary: Dictionary<'a>, block: usize) -> Result<Self, Unreadable> {
        let mut cursor = Self {
            dictionary,
            reader: Reader::new(dictionary.entries, 0),
            index: block * BLOCK,
            word: Vec::new(),
            shared: 0,
            list: List::default(),
        };
        cursor.enter().map(|()| cursor)
    }

    /// How many bytes the word it stands on has in common with the word before.
    pub(super) const fn shared(&self) -> usize {
        self.shared
    }

    /// The word it stands on.
    pub(crate) fn word(&self) -> &[u8] {
        &self.word
    }

    /// The list of the word it stands on.
    pub(crate) const fn list(&self) -> List {
        self.list
    }

    /// Moves to the beginning of the block `index` is in.
    fn enter(&mut self) -> Result<(), Unreadable> {
        if self.index >= self.dictionary.count {
            return Ok(());
        }
        let row = self.index / BLOCK * ROW;
        let mut reader = Reader::new(self.dictionary.rows, row);
        let mut next = || reader.u32().ok_or(Unreadable);
        let at = next()? as usize;
        self.list = List {
            count: 0,
            part: next()?,
            from: next()?,
            bytes: 0,
        };
        self.reader = Reader::new(self.dictionary.entries, at);
        Ok(())
    }

    /// Moves to the next word; false behind the last one.
    #[inline]
    pub(crate) fn advance(&mut self) -> Result<bool, Unreadable> {
        if self.index >= self.dictionary.count {
            return Ok(false);
        }
        if self.index.is_multiple_of(BLOCK) {
            self.enter()?;
        }
        self.step().ok_or(Unreadable)?;
        self.index += 1;
        Ok(true)
    }

    #[inline]
    fn step(&mut self) -> Option<()> {
        let (shared, rest) = read_suffix(&mut self.reader)?;
        if shared > self.word.len() {
            return None;
        }
        // A word that begins a block is whole, but shares letters all the same.
        self.shared = if shared == 0 {
            let pairs = self.word.iter().zip(rest);
            pairs.take_while(|(a, b)| a == b).count()
        } else {
            shared
        };
        self.word.truncate(shared);
        self.word.extend(rest);
        self.list.from = self.list.from.checked_add(self.list.bytes)?;
        self.list.count = u32::try_from(self.reader.number()?).ok()?;
        self.list.bytes = u32::try_from(self.reader.number()?).ok()?;
        Some(())
    }

    /// Passes over the blocks in which every word begins as this one does, with the same `length`
    /// bytes.
    pub(super) fn skip_blocks(&mut self, length: usize) -> Result<(), Unreadable> {
        let start = self.word.get(..length).unwrap_or_default();
        let dictionary = self.dictionary;
        let here = self.index.div_ceil(BLOCK);
        let has_start = |block: usize| -> Result<bool, Unreadable> {
            Ok(block < dictionary.blocks() && dictionary.first(block)?.starts_with(start))
        };
        // The block before one that begins with `start` ends with it, too.
        let mut step = 1;
        while has_start(here + step)? {
            step *= 2;
        }
        let (mut low, mut high) = (step / 2, step);
        while low + 1 < high {
            let middle = low.midpoint(high);
            if has_start(here + middle)? {
                low = middle;
            } else {
                high = middle;
            }
        }
        if low > 0 {
            self.index = (here + low) * BLOCK;
            // The word before the block is not known any more; it had the same beginning.
            self.word.truncate(length);
        }
        Ok(())
    }
}

/// How many bytes are shared with the word before, and those that follow.
pub(super) fn read_suffix<'a>(reader: &mut Reader<'a>) -> Option<(usize, &'a [u8])> {
    let halves = usize::from(reader.byte()?);
    let (mut shared, mut length) = (halves >> 4, halves & LONG);
    if shared == LONG {
        shared = usize::from(reader.byte()?);
    }
    if length == LONG {
        length = usize::from(reader.byte()?);
    }
    Some((shared, reader.take(length)?))
}
