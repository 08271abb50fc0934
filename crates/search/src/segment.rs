//! A segment: up to [`MAX_SEGMENT_DOCUMENTS`](crate::MAX_SEGMENT_DOCUMENTS) documents, written once
//! and never changed.
//!
//! Piece 0 holds the documents, the dictionary and, when they are short, the lists. Longer lists
//! stand in pieces of their own, so that a worker that has just woken loads those a query needs.

use crate::beginnings::{Beginnings, BeginningsWriter};
use crate::bytes::{Reader, write_number};
use crate::dictionary::{Dictionary, DictionaryWriter, List};
use crate::documents::{self, Documents, PackedId};
use crate::piece::{self, Fault, PieceKey, Role};
use crate::postings::{self, Postings, Shape};
use std::ops::Range;

/// Lists of at most this many bytes stand in piece 0.
const INLINE_BYTES: usize = 32 * 1024;
/// A piece of lists is closed when it has this many bytes.
const PIECE_BYTES: usize = 64 * 1024;

/// What the list of a word says of each document. Facts are there or not.
pub(crate) fn shape(word: &[u8]) -> Shape {
    match word.first() {
        Some(byte) if *byte >= b' ' => Shape::Stands,
        _ => Shape::Bare,
    }
}

/// Writes a segment. Words come in ascending order.
#[derive(Debug, Clone)]
pub(crate) struct SegmentWriter {
    number: u32,
    documents: Vec<(PackedId, u32)>,
    dictionary: DictionaryWriter,
    beginnings: BeginningsWriter,
    /// Lists that are in no piece yet.
    lists: Vec<u8>,
    /// How many pieces of lists were closed.
    parts: u32,
    /// Those that were not handed over yet.
    closed: Vec<(PieceKey, Vec<u8>)>,
}

impl SegmentWriter {
    /// `documents` in the order of their ids, each with its moment in seconds.
    pub(crate) fn new(number: u32, documents: Vec<(PackedId, u32)>) -> Self {
        Self {
            number,
            beginnings: BeginningsWriter::new(documents.len() as u32),
            documents,
            dictionary: DictionaryWriter::default(),
            lists: Vec::new(),
            parts: 0,
            closed: Vec::new(),
        }
    }

    /// `list` is made of postings as [`postings::pack`] gives them, in order.
    pub(crate) fn add(&mut self, word: &[u8], list: &[u64]) {
        if list.is_empty() {
            return;
        }
        let from = self.lists.len();
        let count = self.documents.len() as u32;
        let shape = shape(word);
        postings::write(&mut self.lists, count, shape, list);
        let found = List {
            count: list.len() as u32,
            part: self.parts,
            from: from as u32,
            bytes: (self.lists.len() - from) as u32,
        };
        self.dictionary.add(word, found);
        if shape == Shape::Stands {
            self.beginnings.add(word, list);
        }
        if self.lists.len() >= PIECE_BYTES && self.dictionary.begins_block() {
            self.close();
        }
    }

    /// Closes the piece of lists that is being filled.
    pub(crate) fn close(&mut self) {
        if !self.lists.is_empty() {
            let lists = std::mem::take(&mut self.lists);
            self.close_as_piece(&lists);
        }
        if let Some(lists) = self.beginnings.close(self.parts) {
            self.close_as_piece(&lists);
        }
    }

    fn close_as_piece(&mut self, lists: &[u8]) {
        self.parts += 1;
        let key = PieceKey {
            segment: self.number,
            part: self.parts,
        };
        let mut framed = piece::begin(Role::Segment, key);
        framed.extend(lists);
        self.closed.push((key, piece::seal(framed)));
    }

    /// Whether every list is in a closed piece, so that [`Self::draft`] says all there is to say.
    pub(crate) const fn is_closed(&self) -> bool {
        self.lists.is_empty()
    }

    /// The word that was added last; empty before the first.
    pub(crate) fn last_word(&self) -> &[u8] {
        self.dictionary.last_word()
    }

    /// How many pieces of lists were closed.
    pub(crate) const fn parts(&self) -> u32 {
        self.parts
    }

    /// The closed pieces that were not handed over yet.
    pub(crate) fn take_closed(&mut self) -> Vec<(PieceKey, Vec<u8>)> {
        std::mem::take(&mut self.closed)
    }

    /// What [`Self::resume`] goes on from, beside the documents: piece 0 as long as there is no more.
    pub(crate) fn draft(&self) -> (PieceKey, Vec<u8>) {
        let key = PieceKey::head(self.number);
        let mut draft = piece::begin(Role::Draft, key);
        write_number(&mut draft, u64::from(self.parts));
        self.dictionary.write(&mut draft);
        write_number(&mut draft, self.last_word().len() as u64);
        draft.extend(self.last_word());
        self.beginnings.write(&mut draft);
        self.beginnings.write_open(&mut draft);
        (key, piece::seal(draft))
    }

    /// Goes on from the content of a draft.
    pub(crate) fn resume(
        number: u32,
        documents: Vec<(PackedId, u32)>,
        draft: &[u8],
    ) -> Option<Self> {
        let mut reader = Reader::new(draft, 0);
        let parts = u32::try_from(reader.number()?).ok()?;
        let words = Dictionary::read(&mut reader)?;
        let length = reader.size()?;
        let dictionary = DictionaryWriter::resume(words, reader.take(length)?);
        let beginnings = BeginningsWriter::resume(&mut reader, documents.len() as u32)?;
        Some(Self {
            number,
            documents,
            dictionary,
            beginnings,
            lists: Vec::new(),
            parts,
            closed: Vec::new(),
        })
    }

    /// The pieces that were not handed over yet, piece 0 among them.
    pub(crate) fn finish(mut self) -> Vec<(PieceKey, Vec<u8>)> {
        self.beginnings.finish();
        let is_short = self.lists.len() <= INLINE_BYTES && self.beginnings.is_closed();
        let is_inline = self.parts == 0 && is_short;
        if !is_inline {
            self.close();
        }
        let key = PieceKey::head(self.number);
        let mut head = piece::begin(Role::Segment, key);
        write_number(&mut head, u64::from(self.parts));
        documents::write(&mut head, &self.documents);
        self.dictionary.write(&mut head);
        self.beginnings.write(&mut head);
        head.extend(self.lists);
        let mut pieces = vec![(key, piece::seal(head))];
        pieces.append(&mut self.closed);
        pieces
    }
}

/// Piece 0 of a segment, and what has been loaded of the others.
#[derive(Debug, Clone)]
pub(crate) struct Segment {
    number: u32,
    documents: Documents,
    newest: u32,
    beginnings: Beginnings,
    /// Dictionary, beginnings and inline lists.
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
        let beginnings = Beginnings::read(&mut reader)?;
        let inline = reader.at()..words.len();
        // Each piece of lists has words or beginnings of its own, each of at least four bytes.
        if parts > words.len() {
            return None;
        }
        Some(Self {
            number,
            newest: documents.seconds().iter().copied().max().unwrap_or(0),
            documents,
            beginnings,
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

    /// The latest moment in it, in seconds.
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

    /// The pieces that were not supplied yet among the next `count` from `part` on.
    pub(crate) fn lacking(&self, part: u32, count: usize) -> impl Iterator<Item = PieceKey> {
        let numbered = (1..).zip(&self.parts).skip(part as usize).take(count);
        let missing = numbered.filter(|(_, lists)| lists.is_none());
        let segment = self.number;
        missing.map(move |(part, _)| PieceKey { segment, part })
    }

    /// Forgets the pieces of lists before `part`.
    pub(crate) fn shed_before(&mut self, part: u32) {
        let before = self.parts.iter_mut().take(part as usize);
        before.for_each(|lists| *lists = None);
    }

    /// How many pieces of lists it has.
    pub(crate) const fn parts(&self) -> u32 {
        self.parts.len() as u32
    }

    /// A list, whose piece was supplied.
    pub(crate) fn postings(&self, list: List, shape: Shape) -> Result<Postings<'_>, Fault> {
        let lists = if self.parts.is_empty() {
            self.words.get(self.inline.clone())
        } else {
            self.parts
                .get(list.part as usize)
                .and_then(Option::as_deref)
        };
        let to = list.from.checked_add(list.bytes).ok_or(Fault::Content)?;
        let bytes = lists.and_then(|lists| lists.get(list.from as usize..to as usize));
        let postings = Postings::new(
            bytes.ok_or(Fault::Content)?,
            self.count(),
            shape,
            list.count,
        );
        postings.ok_or(Fault::Content)
    }

    pub(crate) const fn beginnings(&self) -> &Beginnings {
        &self.beginnings
    }
}
