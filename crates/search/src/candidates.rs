//! The documents of one segment that fit so far, and how well.

use crate::expand::{Found, Nearness, Term};
use crate::piece::Fault;
use crate::segment::Segment;
use crate::stand::{MAX_WEIGHT, Place, STAND_BITS, Stand};

/// A document that fits so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub ordinal: u32,
    /// See [`TYPED`].
    pub score: u32,
    /// Where the phrase begins that is being looked for.
    pub place: Place,
}

/// Added for every word that stands in the document as it was typed; all that words weigh stays
/// below. So what has a typo comes after what has none.
pub(crate) const TYPED: u32 = 1 << 24;

/// What a list adds to the score of a document, per step of weight.
const fn factor(nearness: Nearness) -> u32 {
    match nearness {
        Nearness::Exact => 4,
        Nearness::Beginning => 3,
        Nearness::Typo => 2,
    }
}

/// Different weights.
const WEIGHTS: usize = MAX_WEIGHT as usize + 1;

/// Different ways a word stands in a document.
const STANDS: usize = 1 << STAND_BITS;

/// By [`Stand::bits`].
type Adds = [(u32, Place); STANDS];

/// What each way to stand in a document adds to its score, and where the phrase begins then.
fn adds(term: &Term, nearness: Nearness, rarity: u32) -> Adds {
    let mut adds = [(0, Place::ANYWHERE); STANDS];
    if !term.is_text {
        return adds;
    }
    let step = rarity * factor(nearness);
    let typed = match nearness {
        Nearness::Typo => 0,
        Nearness::Beginning | Nearness::Exact => TYPED,
    };
    for (bits, add) in (0..).zip(&mut adds) {
        let stand = Stand::from_bits(bits);
        let score = typed + step * (u32::from(stand.weight()) + 1);
        *add = (score, stand.place().back(term.offset));
    }
    adds
}

/// What a word adds to the score of a document by its weight there, when it is the only list.
pub(crate) fn scores(term: &Term, found: &Found, rarity: u32) -> [u32; WEIGHTS] {
    let adds = adds(term, found.nearness, rarity);
    let mut scores = [0; WEIGHTS];
    for (weight, score) in (0..).zip(&mut scores) {
        let stand = Stand::new(weight, Place::ANYWHERE);
        *score = adds[usize::from(stand.bits() % STANDS as u8)].0;
    }
    scores
}

/// How rare a word is that so many of so many notes have: its logarithm to the base of 2, in
/// sixteenths, from 16 to 528.
pub(crate) const fn rarity(count: u32, documents: u32) -> u32 {
    16 + log(documents).saturating_sub(log(count))
}

const fn log(value: u32) -> u32 {
    let value = value as u64 + 1;
    let whole = value.ilog2();
    let below = (value << 4 >> whole) & 15;
    whole * 16 + below as u32
}

/// Room for one value a document, empty between uses.
#[derive(Debug, Default)]
pub(crate) struct Union {
    bits: Vec<u64>,
    values: Vec<(u32, Place)>,
}

impl Union {
    fn begin(&mut self, documents: u32) {
        let documents = documents as usize;
        if self.values.len() < documents {
            self.values.resize(documents, (0, Place::ANYWHERE));
            self.bits.resize(documents.div_ceil(64), 0);
        }
    }

    #[inline]
    fn add(&mut self, ordinal: u32, score: u32, place: Place) {
        let at = ordinal as usize;
        if let (Some(bits), Some(value)) = (self.bits.get_mut(at / 64), self.values.get_mut(at)) {
            let bit = 1 << (at % 64);
            if *bits & bit == 0 {
                *bits |= bit;
                *value = (score, place);
            } else {
                *value = (value.0.max(score), value.1.or(place));
            }
        }
    }

    fn get(&self, ordinal: u32) -> Option<(u32, Place)> {
        let at = ordinal as usize;
        let is_in = self.bits.get(at / 64)? >> (at % 64) & 1 == 1;
        is_in.then(|| self.values.get(at).copied())?
    }

    fn each(&self, mut found: impl FnMut(u32, u32, Place)) {
        for (base, word) in (0..).step_by(64).zip(&self.bits) {
            let mut word = *word;
            while word != 0 {
                let ordinal = base + word.trailing_zeros();
                word &= word - 1;
                let value = self.values.get(ordinal as usize);
                let (score, place) = value.copied().unwrap_or((0, Place::ANYWHERE));
                found(ordinal, score, place);
            }
        }
    }

    fn end(&mut self) {
        self.bits.fill(0);
    }
}

/// Looks for the terms of a query in one segment.
pub(crate) struct Sieve<'a> {
    pub segment: &'a Segment,
    /// Which of the term's lists are this segment's.
    pub at: usize,
    pub union: &'a mut Union,
    /// Those that fit so far; `None` before the first term.
    pub candidates: Option<Vec<Candidate>>,
}

impl Sieve<'_> {
    fn lists<'t>(&self, term: &'t Term) -> &'t [Found] {
        term.lists.get(self.at).map_or(&[], Vec::as_slice)
    }

    /// Hands over the documents of one list with what they add, in order.
    fn each(
        segment: &Segment,
        term: &Term,
        found: &Found,
        rarity: u32,
        mut add: impl FnMut(u32, u32, Place) -> bool,
    ) -> Result<(), Fault> {
        let postings = segment.postings(found.list, found.shape)?;
        let adds = adds(term, found.nearness, rarity);
        let mut iter = postings.iter();
        for (ordinal, at) in iter.by_ref() {
            let (score, place) = adds[usize::from(postings.stand(at).bits() % STANDS as u8)];
            if !add(ordinal, score, place) {
                return Ok(());
            }
        }
        if iter.is_sound() {
            Ok(())
        } else {
            Err(Fault::Content)
        }
    }

    fn unite(&mut self, term: &Term, rarity: u32) -> Result<(), Fault> {
        self.union.begin(self.segment.count());
        for found in self.lists(term) {
            Self::each(
                self.segment,
                term,
                found,
                rarity,
                |ordinal, score, place| {
                    self.union.add(ordinal, score, place);
                    true
                },
            )?;
        }
        Ok(())
    }

    /// Keeps the documents that have the term. `is_first` of its group: places count anew.
    pub(crate) fn narrow(&mut self, term: &Term, rarity: u32, is_first: bool) -> Result<(), Fault> {
        let lists = self.lists(term);
        match (self.candidates.take(), lists) {
            (_, []) => self.candidates = Some(Vec::new()),
            (None, [found]) => {
                let mut kept =
                    Vec::with_capacity(found.list.count.min(self.segment.count()) as usize);
                Self::each(
                    self.segment,
                    term,
                    found,
                    rarity,
                    |ordinal, score, place| {
                        kept.push(Candidate {
                            ordinal,
                            score,
                            place,
                        });
                        true
                    },
                )?;
                self.candidates = Some(kept);
            }
            (None, _) => {
                self.unite(term, rarity)?;
                let mut kept = Vec::new();
                self.union.each(|ordinal, score, place| {
                    kept.push(Candidate {
                        ordinal,
                        score,
                        place,
                    });
                });
                self.union.end();
                self.candidates = Some(kept);
            }
            (Some(before), [found]) => {
                let mut kept = Vec::new();
                let postings = self.segment.postings(found.list, found.shape)?;
                if postings.is_quick_to_find(before.len()) {
                    let adds = adds(term, found.nearness, rarity);
                    for one in &before {
                        if let Some(at) = postings.find(one.ordinal) {
                            let stand = postings.stand(at);
                            let (score, place) = adds[usize::from(stand.bits() % STANDS as u8)];
                            kept.extend(joined(one, score, place, is_first));
                        }
                    }
                    self.candidates = Some(kept);
                    return Ok(());
                }
                let mut rest = before.iter().peekable();
                Self::each(
                    self.segment,
                    term,
                    found,
                    rarity,
                    |ordinal, score, place| {
                        while rest.next_if(|one| one.ordinal < ordinal).is_some() {}
                        if let Some(one) = rest.next_if(|one| one.ordinal == ordinal) {
                            kept.extend(joined(one, score, place, is_first));
                        }
                        rest.peek().is_some()
                    },
                )?;
                self.candidates = Some(kept);
            }
            (Some(before), _) => {
                self.unite(term, rarity)?;
                let kept = before.iter().filter_map(|one| {
                    let (score, place) = self.union.get(one.ordinal)?;
                    joined(one, score, place, is_first)
                });
                let kept = kept.collect();
                self.union.end();
                self.candidates = Some(kept);
            }
        }
        Ok(())
    }

    /// Leaves out the documents that have the term.
    pub(crate) fn leave_out(&mut self, term: &Term) -> Result<(), Fault> {
        self.unite(term, 0)?;
        let union = &self.union;
        if let Some(candidates) = &mut self.candidates {
            candidates.retain(|one| union.get(one.ordinal).is_none());
        }
        self.union.end();
        Ok(())
    }

    /// Takes every document when there was no term that one must have.
    pub(crate) fn take_all(&mut self) {
        let all = 0..self.segment.count();
        self.candidates.get_or_insert_with(|| {
            all.map(|ordinal| Candidate {
                ordinal,
                score: 0,
                place: Place::ANYWHERE,
            })
            .collect()
        });
    }
}

fn joined(before: &Candidate, score: u32, place: Place, is_first: bool) -> Option<Candidate> {
    Some(Candidate {
        ordinal: before.ordinal,
        score: before.score + score,
        place: if is_first {
            place
        } else {
            before.place.and(place)?
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::MAX_QUERY_WORDS;

    #[test]
    fn what_words_weigh_stays_below_what_counts_them() {
        let rarest = rarity(0, u32::MAX);
        let heaviest = rarest * factor(Nearness::Exact) * (u32::from(MAX_WEIGHT) + 1);
        let all = heaviest * MAX_QUERY_WORDS as u32;
        // Recency adds up to a half.
        assert!(all + all / 2 < TYPED, "{all}");
        assert!(MAX_QUERY_WORDS as u32 <= u32::MAX / TYPED);
    }

    #[test]
    fn rare_words_weigh_more() {
        let rarities: Vec<_> = [0, 1, 2, 10, 100, 1_000, 100_000]
            .map(|count| rarity(count, 100_000))
            .to_vec();
        assert!(rarities.is_sorted_by(|a, b| a > b), "{rarities:?}");
        assert_eq!(rarity(7, 7), 16);
    }
}
