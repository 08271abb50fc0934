//! Unpacking one file, never further than it should go.

use super::MAX_UNPACKED_BYTES;
use super::index::Packed;
use crate::checksum::CRC;
use crate::import::refusal::Reason;
use flate2::{Decompress, FlushDecompress, Status};
use rawzip::CompressionMethod;
use std::collections::BTreeSet;

/// The largest file, unpacked, in bytes.
pub(super) const MAX_FILE_BYTES: usize = crate::import::markdown::MAX_MARKDOWN_BYTES;
/// A file up to this size may be packed however well.
const SMALL: u64 = 8_000_000;
/// How many times its packed size a larger one may have. Text packs to a fifth, at best to a
/// thirtieth.
const MOST_PACKED: u64 = 200;
/// What any archive may unpack to in all, besides [`MOST_PACKED`] times its size.
const MOST_SMALL: u64 = 64_000_000;

/// Unpacks files, and knows how much it has unpacked.
#[derive(Debug)]
pub(super) struct Unpacker {
    inflate: Decompress,
    /// What may still be unpacked, in bytes.
    left: u64,
    /// Where contents begin that were unpacked: one that many notes have counts once.
    known: BTreeSet<usize>,
}

impl Unpacker {
    pub(super) fn new(archive_bytes: usize) -> Self {
        let plausible = MOST_SMALL + MOST_PACKED * archive_bytes as u64;
        Self {
            inflate: Decompress::new(false),
            left: plausible.min(MAX_UNPACKED_BYTES),
            known: BTreeSet::new(),
        }
    }

    /// The content of a file.
    pub(super) fn unpack(
        &mut self,
        archive: &[u8],
        packed: &Packed,
        most: usize,
    ) -> Result<Vec<u8>, Reason> {
        let size = packed.size;
        if size > most as u64 {
            return Err(Reason::TooLarge {
                bytes: size,
                most: most as u64,
            });
        }
        let content = archive.get(packed.content.clone()).unwrap_or_default();
        let is_implausible = size > SMALL && size > MOST_PACKED * content.len() as u64;
        let is_new = !self.known.contains(&packed.content.start);
        if is_implausible || (is_new && size > self.left) {
            return Err(Reason::Bomb);
        }
        if is_new {
            self.left -= size;
            self.known.insert(packed.content.start);
        }
        let broken = || Reason::NotReadable("its content is broken".to_owned());
        let unpacked = match packed.method {
            CompressionMethod::STORE => content.to_vec(),
            _ => self.inflated(content, size).ok_or_else(broken)?,
        };
        let fits = unpacked.len() as u64 == size && CRC.checksum(&unpacked) == packed.crc;
        fits.then_some(unpacked).ok_or_else(broken)
    }

    /// As many bytes as there should be; `None` when there are fewer or more.
    fn inflated(&mut self, content: &[u8], size: u64) -> Option<Vec<u8>> {
        self.inflate.reset(false);
        // One more, to see whether it ends.
        let mut out = Vec::with_capacity(usize::try_from(size).ok()? + 1);
        loop {
            let (read, written) = (self.inflate.total_in(), out.len());
            let rest = content.get(usize::try_from(read).ok()?..)?;
            let status = self
                .inflate
                .decompress_vec(rest, &mut out, FlushDecompress::Finish)
                .ok()?;
            if status == Status::StreamEnd {
                return Some(out);
            }
            let stands_still = self.inflate.total_in() == read && out.len() == written;
            if stands_still || out.len() == out.capacity() {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_many_notes_have_counts_once() {
        let content = vec![b'x'; SMALL as usize];
        let archive = [content.clone(), content.clone()].concat();
        let crc = CRC.checksum(&content);
        let at = |start: usize| Packed {
            name: 0..0,
            content: start..start + content.len(),
            method: CompressionMethod::STORE,
            size: SMALL,
            crc,
            changed: None,
            fault: None,
        };
        let mut unpacker = Unpacker::new(0);
        unpacker.left = SMALL + 1;
        for _ in 0..3 {
            let unpacked = unpacker.unpack(&archive, &at(0), content.len());
            assert_eq!(unpacked.map(|bytes| bytes.len()), Ok(content.len()));
        }
        // Another one is too much.
        let unpacked = unpacker.unpack(&archive, &at(content.len()), content.len());
        assert_eq!(unpacked, Err(Reason::Bomb));
    }
}
