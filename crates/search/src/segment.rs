//! A segment: up to [`MAX_SEGMENT_DOCUMENTS`](crate::MAX_SEGMENT_DOCUMENTS) documents, written once
//! and never changed.
//!
//! Piece 0 holds the documents, the dictionary and, when they are short, the lists. Longer lists
//! stand in pieces of their own, so that a worker that has just woken loads those a query needs.

use crate::bytes::{Reader, write_number};
use crate::dictionary::{Dictionary, DictionaryWriter, List};
use crate::documents::{self, Documents, PackedId};
use crate::piece::{self, Fault, PieceKey, Role};
use crate::postings::{self, Posting, Postings};
use std::ops::Range;

/// Lists of at most this many bytes stand in piece 0.
const INLINE_BYTES: usize = 32 * 1024;
/// A piece of lists is closed when it has this many bytes.
const PIECE_BYTES: usize = 64 * 1024;

/// Whether the lists of this word say how it stands in each document. Facts have none.
fn has_stands(word: &[u8]) -> bool {
    word.first().is_some_and(|byte| *byte >= b' ')
}

/// Writes a segment. Words come in ascending order.
#[derive(Debug)]
pub(crate) struct SegmentWriter {
    number: u32,
    documents: Vec<(PackedId, u32)>,
    dictionary: DictionaryWriter,
    closed: Vec<Vec<u8>>,
    lists: Vec<u8>,
}

impl SegmentWriter {
    /// `documents` in the order of their ids, each with its moment in minutes.
    pub(crate) fn new(number: u32, documents: Vec<(PackedId, u32)>) -> Self {
        Self {
            number,
            documents,
            dictionary: DictionaryWriter::default(),
            closed: Vec::new(),
            lists: Vec::new(),
        }
    }

    /// `list` is made of postings as [`postings::pack`] gives them, in order.
    pub(crate) fn add(&mut self, word: &[u8], list: &[u64]) {
        if list.is_empty() {
            return;
        }
        if self.lists.len() >= PIECE_BYTES && self.dictionary.begins_block() {
            self.closed.push(std::mem::take(&mut self.lists));
        }
        let from = self.lists.len();
        let count = self.documents.len() as u32;
        postings::write(&mut self.lists, count, has_stands(word), list);
        let list = List {
            count: list.len() as u32,
            part: self.closed.len() as u32,
            from: from as u32,
            bytes: (self.lists.len() - from) as u32,
        };
        self.dictionary.add(word, list);
    }

    /// The pieces in order.
    pub(crate) fn finish(mut self) -> Vec<Vec<u8>> {
        let is_inline = self.closed.is_empty() && self.lists.len() <= INLINE_BYTES;
        self.closed.push(self.lists);
        let mut head = piece::begin(Role::Segment, PieceKey::head(self.number));
        write_number(
            &mut head,
            if is_inline {
                0
            } else {
                self.closed.len() as u64
            },
        );
        documents::write(&mut head, &self.documents);
        self.dictionary.finish(&mut head);
        if is_inline {
            self.closed.drain(..).for_each(|lists| head.extend(lists));
        }
        let mut pieces = vec![piece::seal(head)];
        for (part, lists) in (1..).zip(self.closed) {
            let segment = self.number;
            let mut framed = piece::begin(Role::Segment, PieceKey { segment, part });
            framed.extend(lists);
            pieces.push(piece::seal(framed));
        }
        pieces
    }
}

/// Piece 0 of a segment, and what has been loaded of the others.
#[derive(Debug, Clone)]
pub(crate) struct Segment {
    number: u32,
    documents: Documents,
    newest: u32,
    /// Dictionary and inline lists.
    words: Vec<u8>,
    inline: Range<usize>,
    /// Lists by part, from part 1; contents without their frames. Empty when inline.
    parts: Vec<Option<Vec<u8>>>,
}

impl Segment {
    /// Reads piece 0.
    pub(crate) fn open(number: u32, bytes: &[u8]) -> Result<Self, Fault> {
        let content = piece::open(bytes, Role::Segment, PieceKey::head(number))?;
        Self::read(number, content).ok_or(Fault::Content)
    }

    fn read(number: u32, content: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(content, 0);
        let parts = reader.size()?;
        let documents = Documents::read(&mut reader)?;
        let words = content.get(reader.at()..)?.to_vec();
        let mut reader = Reader::new(&words, 0);
        Dictionary::read(&mut reader)?;
        let inline = reader.at()..words.len();
        // Each piece of lists has a block of words of its own, each of at least four bytes.
        if parts > words.len() {
            return None;
        }
        Some(Self {
            number,
            newest: documents.minutes().iter().copied().max().unwrap_or(0),
            documents,
            words,
            inline,
            parts: vec![None; parts],
        })
    }

    /// Keeps a piece of lists.
    pub(crate) fn supply(&mut self, part: u32, bytes: &[u8]) -> Result<(), Fault> {
        let segment = self.number;
        let content = piece::open(bytes, Role::Segment, PieceKey { segment, part })?;
        let slot = (part as usize).checked_sub(1);
        let slot = slot.and_then(|slot| self.parts.get_mut(slot));
        *slot.ok_or(Fault::OtherPiece)? = Some(content.to_vec());
        Ok(())
    }

    /// Forgets the pieces of lists.
    pub(crate) fn shed(&mut self) {
        self.parts.iter_mut().for_each(|part| *part = None);
    }

    /// Bytes held in memory.
    pub(crate) fn bytes(&self) -> usize {
        let parts = self.parts.iter().flatten().map(Vec::len);
        self.words.len() + self.documents.bytes() + parts.sum::<usize>()
    }

    pub(crate) const fn documents(&self) -> &Documents {
        &self.documents
    }

    pub(crate) const fn count(&self) -> u32 {
        self.documents.count() as u32
    }

    /// The latest moment in it, in minutes.
    pub(crate) const fn newest(&self) -> u32 {
        self.newest
    }

    pub(crate) fn dictionary(&self) -> Result<Dictionary<'_>, Fault> {
        Dictionary::read(&mut Reader::new(&self.words, 0)).ok_or(Fault::Content)
    }

    /// The piece that must be supplied before a list can be read, if any.
    pub(crate) fn lacks(&self, list: List) -> Option<PieceKey> {
        let is_missing = self.parts.get(list.part as usize) == Some(&None);
        is_missing.then_some(PieceKey {
            segment: self.number,
            part: list.part + 1,
        })
    }

    /// Every piece that was not supplied yet.
    pub(crate) fn lacking(&self) -> impl Iterator<Item = PieceKey> {
        (1..)
            .zip(&self.parts)
            .filter(|(_, part)| part.is_none())
            .map(|(part, _)| PieceKey {
                segment: self.number,
                part,
            })
    }

    /// How many pieces of lists it has.
    pub(crate) const fn parts(&self) -> u32 {
        self.parts.len() as u32
    }

    /// The documents of a list, whose piece was supplied.
    pub(crate) fn postings(&self, list: List, is_text: bool) -> Result<Postings<'_>, Fault> {
        let lists = if self.parts.is_empty() {
            self.words.get(self.inline.clone())
        } else {
            self.parts
                .get(list.part as usize)
                .and_then(Option::as_deref)
        };
        let to = list.from.checked_add(list.bytes).ok_or(Fault::Content)?;
        let bytes = lists.and_then(|lists| lists.get(list.from as usize..to as usize));
        let bytes = bytes.ok_or(Fault::Content)?;
        Ok(Postings::new(bytes, self.count(), is_text, list.count))
    }

    /// The documents of a word's list, all read.
    pub(crate) fn list(&self, word: &[u8], list: List) -> Result<Vec<Posting>, Fault> {
        let mut postings = self.postings(list, has_stands(word))?;
        let read = postings.by_ref().collect();
        if postings.is_sound() {
            Ok(read)
        } else {
            Err(Fault::Content)
        }
    }
}
