//! The documents of a segment in the order of their ids: moments and ids.

use crate::bytes::{Reader, write_number};
use crate::dictionary::Unreadable;
use crate::limits::{MAX_ID_BYTES, MAX_SEGMENT_DOCUMENTS};
use std::cmp::Ordering;

/// Ids from one whole id to the next.
const BLOCK: usize = 32;
/// A block's row in the table: where it begins.
const ROW: usize = 4;
/// In front of an id that is a UUID: 16 bytes follow.
const UUID: u8 = 0;
/// In front of any other id: its bytes follow.
const TEXT: u8 = 1;

/// An id as it is kept. The order of these bytes is the order of documents.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PackedId(Vec<u8>);

impl PackedId {
    /// `None` when the id is empty or longer than [`MAX_ID_BYTES`].
    pub(crate) fn new(id: &str) -> Option<Self> {
        if id.is_empty() || id.len() > MAX_ID_BYTES {
            return None;
        }
        Some(Self(uuid_bytes(id).unwrap_or_else(|| {
            let mut packed = vec![TEXT];
            packed.extend(id.as_bytes());
            packed
        })))
    }

    fn read(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The id as it was given.
    pub(crate) fn unpack(&self) -> Result<String, Unreadable> {
        match self.0.split_first() {
            Some((&TEXT, rest)) => String::from_utf8(rest.to_vec()).map_err(|_| Unreadable),
            Some((&UUID, rest)) if rest.len() == 16 => Ok(uuid_text(rest)),
            _ => Err(Unreadable),
        }
    }
}

const fn is_hyphen(at: usize) -> bool {
    matches!(at, 8 | 13 | 18 | 23)
}

fn uuid_bytes(id: &str) -> Option<Vec<u8>> {
    if id.len() != 36 {
        return None;
    }
    let mut packed = vec![UUID];
    let mut high = None;
    for (at, byte) in id.bytes().enumerate() {
        let digit = match byte {
            b'-' if is_hyphen(at) => continue,
            b'0'..=b'9' if !is_hyphen(at) => byte - b'0',
            b'a'..=b'f' if !is_hyphen(at) => byte - b'a' + 10,
            _ => return None,
        };
        match high.take() {
            Some(high) => packed.push(high << 4 | digit),
            None => high = Some(digit),
        }
    }
    Some(packed)
}

fn uuid_text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(36);
    for byte in bytes {
        if is_hyphen(text.len()) {
            text.push('-');
        }
        for digit in [byte >> 4, byte & 0xF] {
            text.extend(char::from_digit(u32::from(digit), 16));
        }
    }
    text
}

/// Appends documents, whose ids ascend strictly, with their moments in seconds.
pub(crate) fn write(out: &mut Vec<u8>, documents: &[(PackedId, u32)]) {
    write_number(out, documents.len() as u64);
    let mut before = 0;
    for (_, second) in documents {
        let step = i64::from(*second) - before;
        before = i64::from(*second);
        // The sign goes to the lowest bit, so that small steps back are short too.
        write_number(out, ((step << 1) ^ (step >> 63)).cast_unsigned());
    }
    let (mut entries, mut rows) = (Vec::new(), Vec::new());
    let mut last: &[u8] = &[];
    for (index, (PackedId(id), _)) in documents.iter().enumerate() {
        let mut shared = 0;
        if index.is_multiple_of(BLOCK) {
            rows.extend((entries.len() as u32).to_le_bytes());
        } else {
            shared = id.iter().zip(last).take_while(|(a, b)| a == b).count();
        }
        let rest = id.get(shared..).unwrap_or_default();
        entries.extend([shared as u8, rest.len() as u8]);
        entries.extend(rest);
        last = id;
    }
    write_number(out, entries.len() as u64);
    out.extend(entries);
    out.extend(rows);
}

/// The documents of a segment as they were written.
#[derive(Debug, Clone)]
pub(crate) struct Documents {
    seconds: Vec<u32>,
    entries: Vec<u8>,
    rows: Vec<u8>,
}

impl Documents {
    pub(crate) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let count = reader.size()?;
        if count > MAX_SEGMENT_DOCUMENTS {
            return None;
        }
        let mut seconds = Vec::with_capacity(count);
        let mut second = 0_i64;
        for _ in 0..count {
            let step = reader.number()?;
            let step = (step >> 1).cast_signed() ^ -(step & 1).cast_signed();
            second = second.checked_add(step)?;
            seconds.push(u32::try_from(second).ok()?);
        }
        let length = reader.size()?;
        Some(Self {
            seconds,
            entries: reader.take(length)?.to_vec(),
            rows: reader.take(count.div_ceil(BLOCK) * ROW)?.to_vec(),
        })
    }

    pub(crate) const fn count(&self) -> usize {
        self.seconds.len()
    }

    /// Bytes held in memory.
    pub(crate) const fn bytes(&self) -> usize {
        self.seconds.len() * 4 + self.entries.len() + self.rows.len()
    }

    /// The moments in seconds, by ordinal.
    pub(crate) fn seconds(&self) -> &[u32] {
        &self.seconds
    }

    fn block(&self, block: usize) -> Result<Reader<'_>, Unreadable> {
        let at = Reader::new(&self.rows, block * ROW).u32();
        Ok(Reader::new(&self.entries, at.ok_or(Unreadable)? as usize))
    }

    fn step(reader: &mut Reader<'_>, id: &mut Vec<u8>) -> Result<(), Unreadable> {
        let mut read = || {
            let shared = usize::from(reader.byte()?);
            let length = usize::from(reader.byte()?);
            Some((shared, reader.take(length)?))
        };
        let (shared, rest) = read().ok_or(Unreadable)?;
        id.truncate(shared);
        id.extend(rest);
        Ok(())
    }

    /// The id of a document.
    pub(crate) fn id(&self, ordinal: u32) -> Result<PackedId, Unreadable> {
        let ordinal = ordinal as usize;
        let mut reader = self.block(ordinal / BLOCK)?;
        let mut id = Vec::new();
        for _ in 0..=ordinal % BLOCK {
            Self::step(&mut reader, &mut id)?;
        }
        Ok(PackedId::read(&id))
    }

    /// Every id in order.
    pub(crate) fn ids(&self) -> Result<Vec<PackedId>, Unreadable> {
        let mut ids = Vec::with_capacity(self.count());
        let (mut reader, mut id) = (Reader::new(&self.entries, 0), Vec::new());
        for _ in 0..self.count() {
            Self::step(&mut reader, &mut id)?;
            ids.push(PackedId::read(&id));
        }
        Ok(ids)
    }

    /// The ordinal of the document with this id.
    pub(crate) fn find(&self, id: &PackedId) -> Result<Option<u32>, Unreadable> {
        let blocks = self.count().div_ceil(BLOCK);
        let (mut low, mut high) = (0, blocks);
        let mut known = Vec::new();
        while low < high {
            let middle = low.midpoint(high);
            Self::step(&mut self.block(middle)?, &mut known)?;
            if known <= id.0 {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let Some(block) = low.checked_sub(1) else {
            return Ok(None);
        };
        let mut reader = self.block(block)?;
        let first = block * BLOCK;
        for ordinal in first..(first + BLOCK).min(self.count()) {
            Self::step(&mut reader, &mut known)?;
            match known.cmp(&id.0) {
                Ordering::Less => {}
                Ordering::Equal => return Ok(Some(ordinal as u32)),
                Ordering::Greater => break,
            }
        }
        Ok(None)
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
        fn documents_come_back(
            documents in prop::collection::btree_map(
                "[a-c0-9-]{1,5}|[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}",
                any::<u32>(),
                0..120,
            ),
            other in "[a-c0-9-]{1,5}",
        ) {
            let documents: BTreeMap<PackedId, u32> = documents
                .into_iter()
                .filter_map(|(id, second)| Some((PackedId::new(&id)?, second)))
                .collect();
            let list: Vec<_> = documents.clone().into_iter().collect();
            let mut bytes = Vec::new();
            write(&mut bytes, &list);
            let read = Documents::read(&mut Reader::new(&bytes, 0)).unwrap();
            for (at, (id, second)) in list.iter().enumerate() {
                prop_assert_eq!(&read.id(at as u32).unwrap(), id);
                prop_assert_eq!(read.find(id).unwrap(), Some(at as u32));
                prop_assert_eq!(read.seconds()[at], *second);
                let text = id.unpack().unwrap();
                prop_assert_eq!(&PackedId::new(&text).unwrap(), id);
            }
            prop_assert_eq!(read.ids().unwrap().len(), list.len());
            let other = PackedId::new(&other).unwrap();
            prop_assert_eq!(read.find(&other).unwrap().is_some(), documents.contains_key(&other));
        }

        #[test]
        fn any_bytes_are_documents_or_none(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            if let Some(read) = Documents::read(&mut Reader::new(&bytes, 0)) {
                let _ = read.ids();
                let _ = read.find(&PackedId::new("a").unwrap());
            }
        }
    }
}
