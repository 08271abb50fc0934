//! Finding what is like a text, rather than what has every word of it.
//!
//! Of the text's words those tell the most that few others have. A note is like it when it is about
//! the same person, or when it shares so many telling words that hardly any note would by chance.

use crate::batch::value_words;
use crate::best::{Heap, hits, of_segment, recent, take_place};
use crate::candidates::{TYPED, rarity};
use crate::commonplace::is_commonplace;
use crate::dictionary::Unreadable;
use crate::document::{Document, Fact, Field};
use crate::documents::PackedId;
use crate::expand::{Found, Nearness, Term};
use crate::index::{Damaged, Index, Step};
use crate::limits::MAX_LIKE_WORDS;
use crate::open::{Open, documents, needs, newest};
use crate::order::{by_bytes, by_number};
use crate::piece::Fault;
use crate::rank::Order;
use crate::search::Hit;
use crate::segment::shape;
use crate::stand::{STAND_BITS, Stand};
use crate::words::{Kind, Word, words};
use std::collections::BinaryHeap;

/// The most words by which notes are found: those that tell the most.
const MOST_WORDS: usize = 16;
/// Words that are looked at to choose them when the note itself is in the index: in most of its
/// rarest words it stands alone.
const MOST_CHOICES: usize = 48;
/// The most people whose notes are found.
const MOST_PEOPLE: usize = 4;
/// Notes in an index that is large enough to tell that a short word is rare.
const MANY_NOTES: u32 = 64;

/// What the notes about a person gain: as much as two telling words in a title.
const PERSON: u32 = 32;

impl Index {
    /// The notes that are like a document, at most `limit`, the likest first; never the one with its
    /// id, which may be in the index or not.
    ///
    /// Looked at are its people ([`Fact::Person`]) and the first [`MAX_LIKE_WORDS`] words of its texts
    /// that say something. What [`Fact::Provider`] names says nothing: half of all notes may have it.
    ///
    /// # Errors
    /// [`Damaged`] when a stored segment cannot be used.
    pub fn related(&self, like: &Document, limit: usize) -> Result<Step<Vec<Hit>>, Damaged> {
        let missing = self.missing_heads();
        if !missing.is_empty() {
            return Ok(Step::Needs(missing));
        }
        let open = self.open_segments()?;
        let own = Own::find(&open, like)?;
        let yardstick = Yardstick::new(documents(&open));
        let choices = yardstick.choices(&open, like, own.is_some())?;
        let people = people(&open, like)?;
        let needs = needs(&open, choices.iter().map(|word| &word.term).chain(&people));
        if !needs.is_empty() {
            return Ok(Step::Needs(needs));
        }
        let looked = Looked {
            words: yardstick.chosen(&open, choices, own)?,
            people,
            own,
            yardstick,
            newest: newest(&open),
            limit,
        };
        let mut best = Vec::new();
        let mut values = Vec::new();
        for (at, one) in open.iter().enumerate() {
            let heap = looked.in_segment(at, one, &mut values);
            best.extend(of_segment(
                heap.map_err(|fault| one.slot.damaged(fault))?,
                at,
            ));
        }
        hits(&open, &best, Order::Best, limit, 0).map(Step::Done)
    }
}

/// Where the document itself stands in the index.
#[derive(Debug, Clone, Copy)]
struct Own {
    /// The segment.
    at: usize,
    ordinal: u32,
}

impl Own {
    fn find(open: &[Open<'_>], like: &Document) -> Result<Option<Self>, Damaged> {
        let Some(id) = PackedId::new(&like.id) else {
            return Ok(None);
        };
        for (at, one) in open.iter().enumerate() {
            if let Some(ordinal) = one.slot.find(&id)? {
                return Ok(Some(Self { at, ordinal }));
            }
        }
        Ok(None)
    }

    /// 1 when the document itself has the word, else 0.
    fn count(self, open: &[Open<'_>], term: &Term) -> Result<u32, Damaged> {
        let (Some(one), Some(lists)) = (open.get(self.at), term.lists.get(self.at)) else {
            return Ok(0);
        };
        let mut count = 0;
        for found in lists {
            let postings = one.segment.postings(found.list, found.shape);
            let postings = postings.map_err(|fault| one.slot.damaged(fault))?;
            count += u32::from(postings.find(self.ordinal).is_some());
        }
        Ok(count)
    }
}

/// A word that tells something, and how much.
struct Telling {
    term: Term,
    kind: Kind,
    tells: u32,
}

/// By how many notes there are: how much a word tells, and how much is enough. All in sixteenths of
/// a bit.
#[derive(Debug, Clone, Copy)]
struct Yardstick {
    documents: u32,
    /// What one note among all is worth.
    one_of_all: u32,
}

impl Yardstick {
    const fn new(documents: u32) -> Self {
        Self {
            documents,
            one_of_all: rarity(0, documents) - rarity(documents, documents),
        }
    }

    /// How much a word tells that so many notes have: how rare it is, less what it may be rare by
    /// chance. Nothing for one that an eighth of many notes has.
    fn tells(self, count: u32, kind: Kind) -> u32 {
        let by_chance = (self.one_of_all / 5).min(48);
        let usual = rarity(self.documents, self.documents);
        let tells = rarity(count, self.documents).saturating_sub(usual + by_chance);
        match kind {
            // Neighbours share a character: two of them tell as much as one word.
            Kind::Pair => tells / 2,
            _ => tells,
        }
    }

    /// Whether notes with words that tell so much together are hardly there by chance.
    const fn is_enough(self, count: u32, tells: u32) -> bool {
        count >= 2 && tells >= self.one_of_all * 9 / 10
    }

    /// Whether a word can be looked for: not one that says nothing, and no short one while there are
    /// too few notes to tell that it is rare.
    fn can_tell(self, word: &Word<'_>) -> bool {
        match word.kind {
            Kind::Single { .. } | Kind::Sign => false,
            Kind::Pair => true,
            Kind::Letters => {
                let is_short = word.text.len() < 4;
                !(is_short && self.documents < MANY_NOTES || is_commonplace(word.text))
            }
        }
    }

    /// The words of a document that tell the most, as far as their lists' lengths show.
    fn choices(
        self,
        open: &[Open<'_>],
        like: &Document,
        has_own: bool,
    ) -> Result<Vec<Telling>, Damaged> {
        let mut told = Vec::new();
        for word in self.words_of(like) {
            let (text, kind) = &word;
            let term = look(open, text.as_bytes())?;
            let count = term.count();
            // What the document itself may be alone with comes last.
            let tells = match count.saturating_sub(u32::from(has_own)) {
                0 => 0,
                others => self.tells(others, *kind),
            };
            if count > 0 {
                let kind = *kind;
                told.push(Telling { term, kind, tells });
            }
        }
        Ok(most_telling(
            told,
            if has_own { MOST_CHOICES } else { MOST_WORDS },
        ))
    }

    /// The different words that can tell something, as many as are looked at.
    fn words_of(self, like: &Document) -> Vec<(String, Kind)> {
        let mut systems = Vec::new();
        for (_, value) in like
            .facts
            .iter()
            .filter(|(fact, _)| *fact == Fact::Provider)
        {
            words(value, |word| systems.push(word.text.to_owned()));
        }
        let mut read: Vec<(String, Kind)> = Vec::new();
        let texts = like
            .texts
            .iter()
            .filter(|(field, _)| *field != Field::State);
        for (_, text) in texts {
            words(text, |word| {
                let tells = || self.can_tell(&word) && systems.iter().all(|own| own != word.text);
                if read.len() < MAX_LIKE_WORDS && tells() {
                    read.push((word.text.to_owned(), word.kind));
                }
            });
        }
        let mut places = by_bytes(read.iter().map(|(text, _)| text.as_bytes()));
        let text = |at: &usize| read.get(*at).map(|(text, _)| text.as_str());
        places.dedup_by(|a, b| text(a) == text(b));
        let different = places.into_iter().filter_map(|at| read.get(at).cloned());
        different.collect()
    }

    /// The words by which notes are found, now that it can be seen which of them the document itself
    /// has.
    fn chosen(
        self,
        open: &[Open<'_>],
        choices: Vec<Telling>,
        own: Option<Own>,
    ) -> Result<Vec<Telling>, Damaged> {
        let mut told = Vec::new();
        for word in choices {
            let own = own.map_or(Ok(0), |own| own.count(open, &word.term))?;
            let others = word.term.count().saturating_sub(own);
            let tells = self.tells(others, word.kind);
            if others > 0 && tells > 0 {
                told.push(Telling { tells, ..word });
            }
        }
        Ok(most_telling(told, MOST_WORDS))
    }
}

/// Those that tell the most, at most so many.
fn most_telling(told: Vec<Telling>, most: usize) -> Vec<Telling> {
    let order = by_number(told.iter().map(|word| u32::MAX - word.tells));
    let mut told: Vec<Option<Telling>> = told.into_iter().map(Some).collect();
    let ordered = order.into_iter();
    let ordered = ordered.filter_map(|at| told.get_mut(at).and_then(Option::take));
    ordered.take(most).collect()
}

/// The lists of the people a document is about.
fn people(open: &[Open<'_>], like: &Document) -> Result<Vec<Term>, Damaged> {
    let people = like.facts.iter().filter(|(fact, _)| *fact == Fact::Person);
    // The whole name stands last.
    let names = people.filter_map(|(fact, name)| value_words(*fact, name).pop());
    names
        .take(MOST_PEOPLE)
        .map(|name| look(open, &name))
        .collect()
}

/// Where the lists of a word are.
fn look(open: &[Open<'_>], word: &[u8]) -> Result<Term, Damaged> {
    let mut lists = Vec::with_capacity(open.len());
    for one in open {
        let list = one.words.dictionary.find(word);
        let list = list.map_err(|Unreadable| one.slot.damaged(Fault::Content))?;
        let found = |list| Found {
            list,
            shape: shape(word),
            nearness: Nearness::Exact,
        };
        lists.push(list.map(found).into_iter().collect());
    }
    Ok(Term {
        group: 0,
        offset: 0,
        is_text: true,
        lists,
    })
}

/// What the words that a document of the index shares tell together, so that adding one is adding a
/// number: the score in the lowest 32 bits, above them how much the words tell, how many they are, and
/// how many people it shares.
#[derive(Debug, Clone, Copy, Default)]
struct Shared(u64);

impl Shared {
    fn word(tells: u32, stand: Stand) -> Self {
        let score = tells * (u32::from(stand.weight()) + 1);
        Self(1 << 48 | u64::from(tells) << 32 | u64::from(score))
    }

    fn person(rarity: u32) -> Self {
        Self(1 << 56 | u64::from(rarity * PERSON))
    }

    const fn score(self) -> u32 {
        self.0 as u32 % TYPED
    }

    const fn tells(self) -> u32 {
        (self.0 >> 32) as u32 & 0xFFFF
    }

    const fn words(self) -> u32 {
        (self.0 >> 48) as u32 & 0xFF
    }

    const fn people(self) -> u32 {
        (self.0 >> 56) as u32
    }
}

/// Everything by which notes are found.
struct Looked {
    words: Vec<Telling>,
    people: Vec<Term>,
    own: Option<Own>,
    yardstick: Yardstick,
    newest: u32,
    limit: usize,
}

impl Looked {
    /// The best of the segment that is the `at`-th; `values` is room that is used again.
    fn in_segment(
        &self,
        at: usize,
        one: &Open<'_>,
        values: &mut Vec<Shared>,
    ) -> Result<Heap, Fault> {
        values.clear();
        values.resize(one.segment.count() as usize, Shared::default());
        for word in &self.words {
            add(at, one, &word.term, values, |stand| {
                Shared::word(word.tells, stand)
            })?;
        }
        for person in &self.people {
            let rarity = rarity(person.count(), self.yardstick.documents);
            add(at, one, person, values, |_| Shared::person(rarity))?;
        }
        let own = self.own.filter(|own| own.at == at);
        let seconds = one.segment.documents().seconds();
        let mut heap = BinaryHeap::new();
        for ((ordinal, shared), second) in (0..).zip(values.iter()).zip(seconds) {
            if shared.0 == 0 {
                continue;
            }
            let is_enough = self.yardstick.is_enough(shared.words(), shared.tells());
            let is_own = own.is_some_and(|own| own.ordinal == ordinal);
            if !(is_enough || shared.people() > 0) || is_own || one.slot.row.dead.has(ordinal) {
                continue;
            }
            let score = shared.score() + recent(shared.score(), *second, self.newest);
            let rank = Order::Best.rank(score, *second, ordinal);
            take_place(&mut heap, self.limit, (rank, ordinal, score));
        }
        Ok(heap)
    }
}

/// Adds what the documents of a segment share by one term.
fn add(
    at: usize,
    one: &Open<'_>,
    term: &Term,
    values: &mut [Shared],
    shared: impl Fn(Stand) -> Shared,
) -> Result<(), Fault> {
    let mut adds = [0; 1 << STAND_BITS];
    for (bits, add) in (0..).zip(&mut adds) {
        *add = shared(Stand::from_bits(bits)).0;
    }
    for found in term.lists.get(at).into_iter().flatten() {
        let postings = one.segment.postings(found.list, found.shape)?;
        let mut iter = postings.iter();
        for (ordinal, place) in iter.by_ref() {
            let stand = postings.stand(place);
            if let (Some(value), Some(add)) = (
                values.get_mut(ordinal as usize),
                adds.get(usize::from(stand.bits())),
            ) {
                // Damaged lists can name a document twice.
                value.0 = value.0.wrapping_add(*add);
            }
        }
        if !iter.is_sound() {
            return Err(Fault::Content);
        }
    }
    Ok(())
}
