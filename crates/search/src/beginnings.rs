//! Lists of what begins with a letter.
//!
//! Who has typed one letter is shown something too, and thousands of words may begin with it. So a
//! segment keeps the list of all documents that have such a word, with the heaviest weight in each,
//! of every first character that is frequent enough. Longer beginnings have fewer words, whose lists
//! are put together when they are asked for.

use crate::bytes::{Reader, write_number};
use crate::dictionary::List;
use crate::postings::{self, Postings, Shape, pack};
use crate::stand::{Place, Stand};

/// Segments with fewer documents do without.
const MIN_DOCUMENTS: u32 = 1_024;

/// Takes the words of texts in ascending order and puts the lists of first characters together.
#[derive(Debug, Clone, Default)]
pub(crate) struct BeginningsWriter {
    documents: u32,
    /// The first character of the last word.
    start: Vec<u8>,
    /// By ordinal: the heaviest weight of a word with that character, from 1 on; 0 for none.
    heaviest: Vec<u8>,
    /// Documents of all its words.
    postings: u64,
    /// Lists that were finished and are in no piece yet, with places in `lists`.
    open: Vec<(Vec<u8>, List)>,
    lists: Vec<u8>,
    /// Lists in pieces.
    closed: Vec<(Vec<u8>, List)>,
}

impl BeginningsWriter {
    pub(crate) fn new(documents: u32) -> Self {
        Self {
            documents,
            ..Self::default()
        }
    }

    /// `list` is made of postings as [`pack`] gives them, in order.
    pub(crate) fn add(&mut self, word: &[u8], list: &[u64]) {
        if self.documents < MIN_DOCUMENTS {
            return;
        }
        let start = first_char(word);
        if start != self.start {
            self.finish_list();
            self.start = start.to_vec();
        }
        self.heaviest.resize(self.documents as usize, 0);
        self.postings += list.len() as u64;
        for (ordinal, stand) in list.iter().copied().map(postings::unpack) {
            if let Some(weight) = self.heaviest.get_mut(ordinal as usize) {
                *weight = (*weight).max(stand.weight() + 1);
            }
        }
    }

    /// The documents of the first character that is being put together.
    fn list(&self) -> Vec<u64> {
        let each = (0..).zip(&self.heaviest);
        let posting = |(ordinal, weight): (u32, &u8)| {
            let weight = weight.checked_sub(1)?;
            Some(pack((ordinal, Stand::new(weight, Place::ANYWHERE))))
        };
        each.filter_map(posting).collect()
    }

    fn finish_list(&mut self) {
        // Fewer are put together as quickly when they are asked for.
        if self.postings >= u64::from(self.documents) && !self.heaviest.is_empty() {
            let list = self.list();
            let from = self.lists.len();
            postings::write(&mut self.lists, self.documents, Shape::Weights, &list);
            let list = List {
                count: list.len() as u32,
                part: 0,
                from: from as u32,
                bytes: (self.lists.len() - from) as u32,
            };
            self.open.push((std::mem::take(&mut self.start), list));
        }
        self.start.clear();
        self.heaviest.clear();
        self.postings = 0;
    }

    /// The lists that were finished, when there are any; they become this piece.
    pub(crate) fn close(&mut self, part: u32) -> Option<Vec<u8>> {
        if self.open.is_empty() {
            return None;
        }
        let closed = self.open.drain(..);
        self.closed
            .extend(closed.map(|(start, list)| (start, List { part, ..list })));
        Some(std::mem::take(&mut self.lists))
    }

    /// Whether every finished list is in a piece.
    pub(crate) const fn is_closed(&self) -> bool {
        self.open.is_empty()
    }

    /// No more words come.
    pub(crate) fn finish(&mut self) {
        self.finish_list();
    }

    /// Writes where the lists are that are in pieces.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        write_number(out, self.closed.len() as u64);
        for (start, list) in &self.closed {
            write_number(out, start.len() as u64);
            out.extend(start);
            for number in [list.count, list.part, list.from, list.bytes] {
                write_number(out, u64::from(number));
            }
        }
    }

    /// Writes what it knows besides, so that [`Self::resume`] goes on where it stopped. No finished
    /// list is without a piece then.
    pub(crate) fn write_open(&self, out: &mut Vec<u8>) {
        debug_assert!(self.open.is_empty());
        write_number(out, self.start.len() as u64);
        out.extend(&self.start);
        let list = self.list();
        write_number(out, self.postings);
        write_number(out, list.len() as u64);
        let mut bytes = Vec::new();
        postings::write(&mut bytes, self.documents, Shape::Weights, &list);
        write_number(out, bytes.len() as u64);
        out.extend(bytes);
    }

    /// Goes on after [`Self::write`] and [`Self::write_open`].
    pub(crate) fn resume(reader: &mut Reader<'_>, documents: u32) -> Option<Self> {
        let closed = Beginnings::read(reader)?.0;
        let length = reader.size()?;
        let start = reader.take(length)?.to_vec();
        let postings = reader.number()?;
        let count = u32::try_from(reader.number()?).ok()?;
        let length = reader.size()?;
        let list = reader.take(length)?;
        let list = Postings::new(list, documents, Shape::Weights, count)?;
        let mut heaviest = Vec::new();
        if !start.is_empty() {
            heaviest.resize(documents as usize, 0);
        }
        for (ordinal, at) in list.iter() {
            *heaviest.get_mut(ordinal as usize)? = list.stand(at).weight() + 1;
        }
        Some(Self {
            documents,
            start,
            heaviest,
            postings,
            closed,
            ..Self::default()
        })
    }
}

/// The bytes of the first character.
fn first_char(word: &[u8]) -> &[u8] {
    let goes_on = |byte: &&u8| **byte & 0xC0 == 0x80;
    let length = 1 + word.iter().skip(1).take_while(goes_on).count();
    word.get(..length).unwrap_or(word)
}

/// Where the lists of a segment's frequent first characters are.
#[derive(Debug, Clone, Default)]
pub(crate) struct Beginnings(Vec<(Vec<u8>, List)>);

impl Beginnings {
    pub(crate) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let mut lists = Vec::new();
        for _ in 0..reader.number()? {
            let length = reader.size()?;
            let start = reader.take(length)?.to_vec();
            let mut next = || u32::try_from(reader.number()?).ok();
            let list = List {
                count: next()?,
                part: next()?,
                from: next()?,
                bytes: next()?,
            };
            lists.push((start, list));
        }
        Some(Self(lists))
    }

    /// The list of everything that begins so, if it is kept.
    pub(crate) fn find(&self, start: &[u8]) -> Option<List> {
        let found = self.0.iter().find(|(known, _)| known == start);
        found.map(|(_, list)| *list)
    }
}
