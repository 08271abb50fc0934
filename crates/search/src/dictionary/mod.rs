//! The words of a segment in the order of their bytes, each with where its list stands.
//!
//! Words are written as what they have more than the word before, and every sixteenth whole, so that
//! one is found by bisection. Facts stand in front: the byte of their [`Fact`](crate::Fact), then a
//! word of the value.

mod cursor;

use crate::bytes::{Reader, write_number};
use crate::typo::{Nearly, State};
pub(crate) use cursor::Cursor;
use cursor::read_suffix;

/// Words from one whole word to the next. Their lists are all in one piece.
const BLOCK: usize = 16;
/// A block's row in the table: where it begins (4 bytes), the piece of its lists (4), where they
/// begin in it (4).
const ROW: usize = 12;
/// In half a byte: the number follows in a byte of its own.
const LONG: usize = 15;

/// The bytes make no sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unreadable;

/// A word's list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct List {
    /// How many documents are in it.
    pub count: u32,
    /// The piece it is in.
    pub part: u32,
    /// Where it begins there, in bytes.
    pub from: u32,
    /// How many bytes it has.
    pub bytes: u32,
}

/// Takes words in ascending order.
#[derive(Debug, Clone, Default)]
pub(crate) struct DictionaryWriter {
    entries: Vec<u8>,
    rows: Vec<u8>,
    before: Vec<u8>,
    count: usize,
}

impl DictionaryWriter {
    /// Whether the next word begins a block, so that its list may be in another piece.
    pub(crate) const fn begins_block(&self) -> bool {
        self.count.is_multiple_of(BLOCK)
    }

    pub(crate) fn add(&mut self, word: &[u8], list: List) {
        let mut shared = 0;
        if self.begins_block() {
            self.rows.extend((self.entries.len() as u32).to_le_bytes());
            self.rows.extend(list.part.to_le_bytes());
            self.rows.extend(list.from.to_le_bytes());
        } else {
            let pairs = word.iter().zip(&self.before);
            shared = pairs.take_while(|(a, b)| a == b).count();
        }
        let rest = word.get(shared..).unwrap_or_default();
        let halves = shared.min(LONG) << 4 | rest.len().min(LONG);
        self.entries.push(halves as u8);
        for length in [shared, rest.len()].into_iter().filter(|n| *n >= LONG) {
            self.entries.push(length as u8);
        }
        self.entries.extend(rest);
        write_number(&mut self.entries, u64::from(list.count));
        write_number(&mut self.entries, u64::from(list.bytes));
        self.before.clear();
        self.before.extend(word);
        self.count += 1;
    }

    /// The word that was added last; empty before the first.
    pub(crate) fn last_word(&self) -> &[u8] {
        &self.before
    }

    /// Writes everything.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        write_number(out, self.count as u64);
        write_number(out, self.entries.len() as u64);
        out.extend(&self.entries);
        out.extend(&self.rows);
    }

    /// Goes on behind the last word of what was written.
    pub(crate) fn resume(written: Dictionary<'_>, last_word: &[u8]) -> Self {
        Self {
            entries: written.entries.to_vec(),
            rows: written.rows.to_vec(),
            before: last_word.to_vec(),
            count: written.count,
        }
    }
}

/// A dictionary as it was written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dictionary<'a> {
    entries: &'a [u8],
    rows: &'a [u8],
    count: usize,
}

impl<'a> Dictionary<'a> {
    /// Reads where everything is; words are read when they are asked for.
    pub(crate) fn read(reader: &mut Reader<'a>) -> Option<Self> {
        let count = reader.size()?;
        let length = reader.size()?;
        let entries = reader.take(length)?;
        let rows = reader.take(count.div_ceil(BLOCK).checked_mul(ROW)?)?;
        Some(Self {
            entries,
            rows,
            count,
        })
    }

    const fn blocks(&self) -> usize {
        self.rows.len() / ROW
    }

    /// A cursor before the first word of a block.
    fn block(&self, block: usize) -> Result<Cursor<'a>, Unreadable> {
        Cursor::at(*self, block)
    }

    /// The whole word a block begins with.
    fn first(&self, block: usize) -> Result<&'a [u8], Unreadable> {
        let row = Reader::new(self.rows, block * ROW).u32();
        let at = row.ok_or(Unreadable)? as usize;
        let mut reader = Reader::new(self.entries, at);
        read_suffix(&mut reader)
            .map(|(_, word)| word)
            .ok_or(Unreadable)
    }

    /// A cursor before the last block whose first word is not after `word`.
    fn seek(&self, word: &[u8]) -> Result<Cursor<'a>, Unreadable> {
        let (mut low, mut high) = (0, self.blocks());
        while low < high {
            let middle = low.midpoint(high);
            if self.first(middle)? <= word {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        self.block(low.saturating_sub(1))
    }

    /// The list of exactly this word.
    pub(crate) fn find(&self, word: &[u8]) -> Result<Option<List>, Unreadable> {
        let mut cursor = self.seek(word)?;
        while cursor.advance()? {
            if cursor.word() >= word {
                return Ok((cursor.word() == word).then_some(cursor.list()));
            }
        }
        Ok(None)
    }

    /// Hands over every word that begins with `start`, in order.
    pub(crate) fn beginning(
        &self,
        start: &[u8],
        mut found: impl FnMut(&[u8], List),
    ) -> Result<(), Unreadable> {
        let mut cursor = self.seek(start)?;
        while cursor.advance()? {
            if cursor.word().starts_with(start) {
                found(cursor.word(), cursor.list());
            } else if cursor.word() > start {
                break;
            }
        }
        Ok(())
    }

    /// Hands over every word at most one typo away, or, when `open`, with a beginning that is.
    pub(crate) fn nearly(
        &self,
        nearly: &Nearly,
        open: bool,
        mut found: impl FnMut(&[u8], List),
    ) -> Result<(), Unreadable> {
        // Words of texts begin behind the facts.
        let mut cursor = self.seek(b" ")?;
        // The states after the beginnings of the word, each with its length in bytes.
        let mut states: Vec<(usize, State)> = vec![(0, Nearly::START)];
        let mut reached_at = None;
        while cursor.advance()? {
            let word = cursor.word();
            if word.first().is_none_or(|byte| *byte < b' ') {
                continue;
            }
            while states.len() > 1 && states.last().is_some_and(|(at, _)| *at > cursor.shared()) {
                states.pop();
            }
            if reached_at.is_some_and(|at| at > cursor.shared()) {
                reached_at = None;
            }
            let (mut at, mut state) = states.last().copied().ok_or(Unreadable)?;
            let was_dead = Nearly::is_dead(state);
            while reached_at.is_none() && at < word.len() && !Nearly::is_dead(state) {
                let (c, length) = first_char(word.get(at..).unwrap_or_default())?;
                state = nearly.step(state, c);
                at += length;
                states.push((at, state));
                if open && nearly.is_reached(state) {
                    reached_at = Some(at);
                }
            }
            if reached_at.is_some() || at == word.len() && nearly.is_reached(state) {
                found(word, cursor.list());
            } else if Nearly::is_dead(state) && !was_dead {
                cursor.skip_blocks(at)?;
            }
        }
        Ok(())
    }

    /// A cursor on the first word behind `word`, and whether there is one.
    pub(crate) fn behind(&self, word: &[u8]) -> Result<(Cursor<'a>, bool), Unreadable> {
        let mut cursor = self.seek(word)?;
        while cursor.advance()? {
            if cursor.word() > word {
                return Ok((cursor, true));
            }
        }
        Ok((cursor, false))
    }
}

/// The first character and its length in bytes.
#[inline]
fn first_char(bytes: &[u8]) -> Result<(char, usize), Unreadable> {
    match bytes.first() {
        Some(&byte) if byte < 0x80 => Ok((byte as char, 1)),
        Some(&byte) => {
            let length = byte.leading_ones() as usize;
            let one = bytes.get(..length).ok_or(Unreadable)?;
            let text = std::str::from_utf8(one).map_err(|_| Unreadable)?;
            text.chars().next().map(|c| (c, length)).ok_or(Unreadable)
        }
        None => Err(Unreadable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn written(words: &BTreeMap<String, u32>) -> Vec<u8> {
        let mut writer = DictionaryWriter::default();
        let mut from = 0;
        for (word, count) in words {
            let list = List {
                count: *count,
                part: 0,
                from,
                bytes: count % 5,
            };
            writer.add(word.as_bytes(), list);
            from += count % 5;
        }
        let mut bytes = Vec::new();
        writer.write(&mut bytes);
        bytes
    }

    fn collect(
        look: impl FnOnce(&mut dyn FnMut(&[u8], List)) -> Result<(), Unreadable>,
    ) -> Vec<(String, u32)> {
        let mut found = Vec::new();
        let mut add = |word: &[u8], list: List| {
            found.push((String::from_utf8(word.to_vec()).unwrap(), list.count));
        };
        look(&mut add).unwrap();
        found
    }

    #[test]
    fn blocks_without_a_near_word_are_passed_over_and_no_others() {
        let mut words = BTreeMap::new();
        let mut last = vec![String::new()];
        for _ in 0..5 {
            let longer = last
                .iter()
                .flat_map(|word| ["a", "b", "c"].map(|c| format!("{word}{c}")));
            last = longer.collect();
            words.extend(last.iter().cloned().zip(1..));
        }
        let bytes = written(&words);
        let dictionary = Dictionary::read(&mut Reader::new(&bytes, 0)).unwrap();
        for asked in words.keys().chain([&"ddd".to_owned()]) {
            for open in [false, true] {
                let nearly = Nearly::new(asked);
                let near = collect(|add| dictionary.nearly(&nearly, open, add));
                let expected = words.iter().filter(|(word, _)| nearly.accepts(word, open));
                let expected: Vec<_> = expected.map(|(w, n)| (w.clone(), *n)).collect();
                assert_eq!(near, expected, "{asked} {open}");
            }
        }
    }

    proptest! {
        #![proptest_config(crate::cases())]

        #[test]
        fn words_are_found_whole_by_beginning_and_with_a_typo(
            words in prop::collection::btree_map("[\u{1}]?[abcé猫]{1,7}", 0..99_u32, 1..200),
            asked in "[abcé]{1,6}",
            open: bool,
        ) {
            let bytes = written(&words);
            let dictionary = Dictionary::read(&mut Reader::new(&bytes, 0)).unwrap();
            for (word, count) in &words {
                let list = dictionary.find(word.as_bytes()).unwrap();
                prop_assert_eq!(list.map(|list| list.count), Some(*count));
            }
            let whole = dictionary.find(asked.as_bytes()).unwrap();
            prop_assert_eq!(whole.map(|list| list.count), words.get(&asked).copied());

            let begins = collect(|add| dictionary.beginning(asked.as_bytes(), add));
            let expected: Vec<_> = words
                .iter()
                .filter(|(word, _)| word.starts_with(&asked))
                .map(|(word, count)| (word.clone(), *count))
                .collect();
            prop_assert_eq!(begins, expected);

            let nearly = Nearly::new(&asked);
            let near = collect(|add| dictionary.nearly(&nearly, open, add));
            let expected: Vec<_> = words
                .iter()
                .filter(|(word, _)| !word.starts_with('\u{1}') && nearly.accepts(word, open))
                .map(|(word, count)| (word.clone(), *count))
                .collect();
            prop_assert_eq!(near, expected);
        }

        #[test]
        fn any_bytes_are_a_dictionary_or_none(
            bytes in prop::collection::vec(any::<u8>(), 0..300),
            asked in "[a-c]{1,3}",
        ) {
            if let Some(dictionary) = Dictionary::read(&mut Reader::new(&bytes, 0)) {
                let _ = dictionary.find(asked.as_bytes());
                let _ = dictionary.beginning(asked.as_bytes(), |_, _| ());
                let _ = dictionary.nearly(&Nearly::new(&asked), true, |_, _| ());
            }
        }
    }
}
