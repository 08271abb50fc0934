//! Pieces: the bytes the index is stored in, and how damage to them is noticed.
//!
//! A piece is framed: `BS`, the version, what it is (one byte), the segment's number and the piece's
//! own (four bytes each, low ones first), the content, and a CRC-32 of all that. So a piece that was
//! cut, changed, or stored under the key of another is refused.

use crate::bytes::Reader;
use crc::{CRC_32_ISO_HDLC, Crc};
use std::fmt;

/// The version of the stored form. Pieces of another version are refused; the index is then built
/// anew from the notes.
pub const VERSION: u8 = 3;

const MAGIC: [u8; 2] = *b"BS";
const HEAD: usize = 12;
const TAIL: usize = 4;

static CRC: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);

/// Which piece: the key it is stored under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PieceKey {
    /// The segment, from 1.
    pub segment: u32,
    /// 0 for the words and documents of the segment; from 1 its lists, in pieces of about 64 KB.
    /// A small segment has piece 0 only.
    pub part: u32,
}

impl PieceKey {
    /// The key of the segment's words and documents.
    pub(crate) const fn head(segment: u32) -> Self {
        Self { segment, part: 0 }
    }
}

/// What is wrong with stored bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// They are not a piece of this index: too short, or they begin with something else.
    NotAPiece,
    /// They were written by a Baton with another form of the index.
    OtherVersion(u8),
    /// They are another piece than the one asked for.
    OtherPiece,
    /// The checksum does not fit: they were changed or cut.
    Checksum,
    /// The checksum fits, but the content makes no sense.
    Content,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPiece => f.write_str("not a piece of a search index"),
            Self::OtherVersion(version) => {
                write!(f, "version {version} of the index, not {VERSION}")
            }
            Self::OtherPiece => f.write_str("another piece than the one asked for"),
            Self::Checksum => f.write_str("the checksum does not fit"),
            Self::Content => f.write_str("the content makes no sense"),
        }
    }
}

impl std::error::Error for Fault {}

/// What a framed run of bytes is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Segment = 1,
    Manifest = 2,
    /// Piece 0 of a segment that is not written to its end.
    Draft = 3,
}

/// Begins a frame; [`seal`] ends it.
pub(crate) fn begin(role: Role, key: PieceKey) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64);
    bytes.extend(MAGIC);
    bytes.push(VERSION);
    bytes.push(role as u8);
    bytes.extend(key.segment.to_le_bytes());
    bytes.extend(key.part.to_le_bytes());
    bytes
}

/// Ends a frame.
pub(crate) fn seal(mut bytes: Vec<u8>) -> Vec<u8> {
    let sum = CRC.checksum(&bytes);
    bytes.extend(sum.to_le_bytes());
    bytes
}

/// Checks a frame and gives its content.
pub(crate) fn open(bytes: &[u8], role: Role, key: PieceKey) -> Result<&[u8], Fault> {
    let body = bytes.len().checked_sub(TAIL).ok_or(Fault::NotAPiece)?;
    let (body, tail) = bytes.split_at_checked(body).ok_or(Fault::NotAPiece)?;
    let content = body.get(HEAD..).ok_or(Fault::NotAPiece)?;
    if !body.starts_with(&MAGIC) || body.get(3) != Some(&(role as u8)) {
        return Err(Fault::NotAPiece);
    }
    match body.get(2) {
        Some(&VERSION) => {}
        other => return Err(Fault::OtherVersion(other.copied().unwrap_or_default())),
    }
    let mut reader = Reader::new(body, 4);
    if Reader::new(tail, 0).u32() != Some(CRC.checksum(body)) {
        return Err(Fault::Checksum);
    }
    if (reader.u32(), reader.u32()) != (Some(key.segment), Some(key.part)) {
        return Err(Fault::OtherPiece);
    }
    Ok(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: PieceKey = PieceKey {
        segment: 7,
        part: 2,
    };

    #[test]
    fn damage_is_named() {
        let mut bytes = begin(Role::Segment, KEY);
        bytes.extend(b"content");
        let bytes = seal(bytes);
        let read = |bytes: &[u8], key| open(bytes, Role::Segment, key).map(<[u8]>::to_vec);
        assert_eq!(read(&bytes, KEY), Ok(b"content".to_vec()));
        assert_eq!(read(&bytes, PieceKey::head(7)), Err(Fault::OtherPiece));
        assert_eq!(open(&bytes, Role::Manifest, KEY), Err(Fault::NotAPiece));
        for length in 0..bytes.len() {
            let cut = read(&bytes[..length], KEY);
            assert!(matches!(cut, Err(Fault::NotAPiece | Fault::Checksum)));
        }
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut changed = bytes.clone();
                changed[at] ^= 1 << bit;
                assert!(read(&changed, KEY).is_err(), "byte {at}, bit {bit}");
            }
        }
    }
}
