//! Finding what is like a text, rather than what has every word of it.
//!
//! Of the text's words those tell the most that few others have. A note is like it when it is about
//! the same person, or when it shares so many telling words that hardly any note would by chance.

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
use crate::piece::Fault;
use crate::rank::Order;
use crate::search::Hits;
use crate::segment::shape;
use crate::stand::{STAND_BITS, Stand};
use crate::value::whole_value;
use crate::words::{Kind, Word, words};
use std::collections::BinaryHeap;

/// The most words by which notes are found: those that tell the most.
const MOST_WORDS: usize = 16;
/// Words that are looked at to choose them. In most of its rarest words a note stands alone.
const MOST_CHOICES: usize = 48;
/// The most people whose notes are found.
const MOST_PEOPLE: usize = 4;
/// Notes in an index that is large enough to tell that a short word is rare.
const MANY_NOTES: u32 = 64;
/// How much more than a word in a text the name of the same person weighs.
const PERSON: u32 = 32;

impl Index {
    /// The notes that are like a document, the likest first; never the one with its id, which may be
    /// in the index or not.
    ///
    /// Looked at are its people ([`Fact::Person`]) and the first [`MAX_LIKE_WORDS`] words of its texts
    /// that say something. What [`Fact::Provider`] names says nothing: half of all notes may have it.
    ///
    /// # Errors
    /// [`Damaged`] when a stored segment cannot be used.
    pub fn related(&self, like: &Document, limit: usize) -> Result<Step<Hits>, Damaged> {
        let missing = self.missing_heads();
        if !missing.is_empty() {
            return Ok(Step::Needs(missing));
        }
        let open = self.open_segments()?;
        let own = Own::find(&open, like)?;
        let yardstick = Yardstick::new(documents(&open));
        let mut words = Vec::new();
        for (word, kind) in yardstick.words_of(like) {
            let mut clue = Clue::look(&open, word.as_bytes(), Some(kind))?;
            let count = clue.term.count();
            clue.tells = match count.saturating_sub(u32::from(own.is_some())) {
                // Maybe no other note has it. Its list will say.
                0 => count,
                others => yardstick.tells(others, kind),
            };
            words.push(clue);
        }
        keep_most_telling(&mut words, MOST_CHOICES);
        let people = like.facts.iter().filter(|(fact, _)| *fact == Fact::Person);
        let names = people.filter_map(|(fact, name)| whole_value(*fact, name));
        for name in names.take(MOST_PEOPLE) {
            words.push(Clue::look(&open, &name, None)?);
        }
        let needs = needs(&open, words.iter().map(|clue| &clue.term));
        if !needs.is_empty() {
            return Ok(Step::Needs(needs));
        }
        for clue in &mut words {
            if let (Some(own), Some(kind)) = (own, clue.kind)
                && own.has(&open, &clue.term)?
            {
                clue.tells = match clue.term.count() - 1 {
                    0 => 0,
                    others => yardstick.tells(others, kind),
                };
            }
        }
        keep_most_telling(&mut words, MOST_WORDS);
        let looked = Looked {
            clues: words,
            own,
            yardstick,
            newest: newest(&open),
            limit,
        };
        let mut best = Vec::new();
        for (at, one) in open.iter().enumerate() {
            let heap = looked.in_segment(at, one);
            best.extend(of_segment(
                heap.map_err(|fault| one.slot.damaged(fault))?,
                at,
            ));
        }
        let best = hits(&open, &best, Order::Best, limit, 0)?;
        Ok(Step::Done(Hits {
            total: best.len(),
            best,
        }))
    }
}

/// A word or a person by which notes are found.
struct Clue {
    term: Term,
    /// `None` for a person.
    kind: Option<Kind>,
    /// How much it tells that a note has it.
    tells: u32,
}

impl Clue {
    /// Where the lists of a word are, or of a person's name.
    fn look(open: &[Open<'_>], word: &[u8], kind: Option<Kind>) -> Result<Self, Damaged> {
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
        let term = Term {
            group: 0,
            offset: 0,
            is_text: true,
            lists,
        };
        Ok(Self {
            term,
            kind,
            tells: u32::MAX,
        })
    }
}

/// Keeps those that tell the most, and people.
fn keep_most_telling(clues: &mut Vec<Clue>, most: usize) {
    let told = clues.iter().map(|clue| u64::from(clue.tells));
    let mut told: Vec<u64> = told.collect();
    told.sort_unstable();
    let people = clues.iter().filter(|clue| clue.kind.is_none()).count();
    let least = told.len().checked_sub(most + people);
    let least = least.and_then(|at| told.get(at)).copied().unwrap_or(0);
    // Of those that tell as much as the least, so many stay.
    let mut rest = most + people - told.iter().filter(|tells| **tells > least).count();
    clues.retain(|clue| {
        let is_least = u64::from(clue.tells) == least;
        let stays = clue.tells > 0 && u64::from(clue.tells) >= least && !(is_least && rest == 0);
        rest -= usize::from(stays && is_least);
        stays
    });
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

    /// Whether the document itself has what is looked for.
    fn has(self, open: &[Open<'_>], term: &Term) -> Result<bool, Damaged> {
        let (Some(one), Some(lists)) = (open.get(self.at), term.lists.get(self.at)) else {
            return Ok(false);
        };
        for found in lists {
            let postings = one.segment.postings(found.list, found.shape);
            let postings = postings.map_err(|fault| one.slot.damaged(fault))?;
            if postings.find(self.ordinal).is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }
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

    /// How much a word tells that so many other notes have: how rare it is, less what it may be rare by
    /// chance. Nothing for one that an eighth of many notes has.
    fn tells(self, others: u32, kind: Kind) -> u32 {
        let by_chance = (self.one_of_all / 5).min(48);
        let usual = rarity(self.documents, self.documents);
        let tells = rarity(others, self.documents).saturating_sub(usual + by_chance);
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

    /// The different words that can tell something, as many as are looked at.
    fn words_of(self, like: &Document) -> Vec<(String, Kind)> {
        let mut read: Vec<(String, Kind)> = Vec::new();
        for (fact, value) in &like.facts {
            if *fact == Fact::Provider {
                words(value, |word| read.push((word.text.to_owned(), word.kind)));
            }
        }
        let systems = read.len();
        for (field, text) in &like.texts {
            if *field == Field::State {
                continue;
            }
            words(text, |word| {
                let is_known = || read.iter().any(|(known, _)| known == word.text);
                if read.len() - systems < MAX_LIKE_WORDS && self.can_tell(&word) && !is_known() {
                    read.push((word.text.to_owned(), word.kind));
                }
            });
        }
        read.split_off(systems)
    }
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
    clues: Vec<Clue>,
    own: Option<Own>,
    yardstick: Yardstick,
    newest: u32,
    limit: usize,
}

impl Looked {
    /// The best of the segment that is the `at`-th.
    fn in_segment(&self, at: usize, one: &Open<'_>) -> Result<Heap, Fault> {
        let mut values = vec![Shared::default(); one.segment.count() as usize];
        for clue in &self.clues {
            let rarity = rarity(clue.term.count(), self.yardstick.documents);
            let mut adds = [Shared::default(); 1 << STAND_BITS];
            for (bits, add) in (0..).zip(&mut adds) {
                *add = match clue.kind {
                    Some(_) => Shared::word(clue.tells, Stand::from_bits(bits)),
                    None => Shared::person(rarity),
                };
            }
            for found in clue.term.lists.get(at).into_iter().flatten() {
                add(one, *found, &adds, &mut values)?;
            }
        }
        let own = self.own.filter(|own| own.at == at);
        let seconds = one.segment.documents().seconds();
        let mut heap = BinaryHeap::new();
        for ((ordinal, shared), second) in (0..).zip(&values).zip(seconds) {
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

/// Adds what the documents of a list share, by how the word stands in them.
fn add(
    one: &Open<'_>,
    found: Found,
    adds: &[Shared; 1 << STAND_BITS],
    values: &mut [Shared],
) -> Result<(), Fault> {
    let postings = one.segment.postings(found.list, found.shape)?;
    let mut iter = postings.iter();
    for (ordinal, at) in iter.by_ref() {
        let add = adds.get(usize::from(postings.stand(at).bits()));
        if let (Some(value), Some(add)) = (values.get_mut(ordinal as usize), add) {
            // Damaged lists can name a document twice.
            value.0 = value.0.wrapping_add(add.0);
        }
    }
    if iter.is_sound() {
        Ok(())
    } else {
        Err(Fault::Content)
    }
}
