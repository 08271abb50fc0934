//! Answering a query.

use crate::best::{Heap, hits, of_segment, recent, take_place};
use crate::candidates::{Candidate, Sieve, TYPED, Union, rarity, scores};
use crate::dictionary::Unreadable;
use crate::expand::{Found, Term, terms};
use crate::index::{Damaged, Index, Step};
use crate::limits::FEW_HITS;
use crate::open::{Open, documents, needs, newest};
use crate::order::by_number;
use crate::piece::Fault;
use crate::query::{Group, Query};
use crate::rank::Order;
use crate::stand::Place;
use std::collections::BinaryHeap;

/// A note that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The document's id.
    pub id: String,
    /// How well it fits: higher is better. Only good for comparing hits of one answer.
    pub score: u32,
    /// Whether a word was forgiven a typo.
    pub is_forgiven: bool,
}

/// The answer to a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// The best, first what the query's [`Order`] puts first.
    pub best: Vec<Hit>,
    /// How many fit in all. Too high when the query [wants proof](Query::wants_proof).
    pub total: usize,
}

impl Index {
    /// The best `limit` notes for a query.
    ///
    /// Words are taken as they were typed first. When fewer than [`FEW_HITS`] notes have all of
    /// them, words of [`MIN_TYPO_CHARS`](crate::MIN_TYPO_CHARS) letters and more are forgiven a
    /// typo; notes with more words as typed come before those with fewer.
    ///
    /// # Errors
    /// [`Damaged`] when a stored segment cannot be used.
    pub fn search(&self, query: &Query, limit: usize) -> Result<Step<Hits>, Damaged> {
        let missing = self.missing_heads();
        if !missing.is_empty() {
            return Ok(Step::Needs(missing));
        }
        let open = self.open_segments()?;
        let typed = run(&open, query, limit, false)?;
        match &typed {
            Step::Done(hits) if hits.total < FEW_HITS && query.can_forgive() => {
                run(&open, query, limit, true)
            }
            _ => Ok(typed),
        }
    }
}

fn run(
    open: &[Open<'_>],
    query: &Query,
    limit: usize,
    forgiving: bool,
) -> Result<Step<Hits>, Damaged> {
    let mut wanted = Vec::new();
    let mut unwanted = Vec::new();
    for (number, group) in query.groups.iter().enumerate() {
        // What the index is not certain of cannot be left out by it.
        if group.is_negated && group.wants_proof() {
            continue;
        }
        let found = look(open, number, group, forgiving)?;
        if group.is_negated {
            unwanted.extend(found);
        } else {
            wanted.push(found);
        }
    }
    let needs = needs(open, wanted.iter().flatten().chain(&unwanted));
    if !needs.is_empty() {
        return Ok(Step::Needs(needs));
    }
    // The rarest first: everything after it has less to do. The words of a phrase stay together.
    let rarest = |terms: &Vec<Term>| terms.iter().map(Term::count).min().unwrap_or(0);
    let groups = by_number(wanted.iter().map(rarest)).into_iter();
    let terms = groups.filter_map(|at| wanted.get(at)).flat_map(|terms| {
        let order = by_number(terms.iter().map(Term::count)).into_iter();
        order.filter_map(|at| terms.get(at))
    });
    let plan = Plan {
        query,
        wanted: terms.collect(),
        unwanted,
        documents: documents(open),
        newest: newest(open),
        limit,
    };
    plan.answer(open).map(Step::Done)
}

fn look(
    open: &[Open<'_>],
    number: usize,
    group: &Group,
    forgiving: bool,
) -> Result<Vec<Term>, Damaged> {
    let words = open.iter().map(|one| one.words);
    terms(number, group, forgiving, words).map_err(|(at, Unreadable)| {
        open.get(at).map_or(
            Damaged {
                segment: None,
                fault: Fault::Content,
            },
            |one| one.slot.damaged(Fault::Content),
        )
    })
}

/// A query that is ready to be answered: its terms in the best order.
struct Plan<'a> {
    query: &'a Query,
    wanted: Vec<&'a Term>,
    unwanted: Vec<Term>,
    documents: u32,
    newest: u32,
    limit: usize,
}

impl Plan<'_> {
    fn answer(&self, open: &[Open<'_>]) -> Result<Hits, Damaged> {
        let mut union = Union::default();
        let mut total = 0;
        let mut best = Vec::new();
        for (at, one) in open.iter().enumerate() {
            let mut heap = BinaryHeap::new();
            // Ids mostly ascend with time: the latest come first, and few that follow are better.
            if let Some((term, found)) = self.only_list(at) {
                let count = self.rank_list(one, term, found, &mut heap);
                total += count.map_err(|fault| one.slot.damaged(fault))?;
            } else {
                let sifted = self.sift(at, one, &mut union);
                let candidates = sifted.map_err(|fault| one.slot.damaged(fault))?;
                for candidate in candidates.into_iter().rev() {
                    total += usize::from(self.rank(one, candidate, &mut heap));
                }
            }
            best.extend(of_segment(heap, at));
        }
        let words = self.wanted.iter().filter(|term| term.is_text).count() as u32;
        Ok(Hits {
            best: hits(open, &best, self.query.order, self.limit, words)?,
            total,
        })
    }

    /// The list that decides alone which documents of a segment fit, if there is one.
    fn only_list(&self, at: usize) -> Option<(&Term, &Found)> {
        let is_bounded = self.query.from.is_some() || self.query.until.is_some();
        if self.query.order != Order::Best {
            return None;
        }
        let [term] = self.wanted.as_slice() else {
            return None;
        };
        match term.lists.get(at).map(Vec::as_slice) {
            Some([found]) if self.unwanted.is_empty() && !is_bounded => Some((term, found)),
            _ => None,
        }
    }

    /// Ranks the documents of one list, without looking at those that weigh too little to be among
    /// the best, and gives how many fit.
    fn rank_list(
        &self,
        one: &Open<'_>,
        term: &Term,
        found: &Found,
        heap: &mut Heap,
    ) -> Result<usize, Fault> {
        let postings = one.segment.postings(found.list, found.shape)?;
        let scores = scores(term, found, rarity(term.count(), self.documents));
        let is_sound = postings.heavy_from_last(|ordinal, weight| {
            let candidate = Candidate {
                ordinal,
                score: scores.get(usize::from(weight)).copied().unwrap_or(0),
                place: Place::ANYWHERE,
            };
            self.rank(one, candidate, heap);
            let is_of_interest = |score: &u32| !self.is_hopeless(*score, heap);
            let least = scores.iter().position(is_of_interest);
            least.unwrap_or(scores.len()) as u8
        });
        if !is_sound {
            return Err(Fault::Content);
        }
        let dead = one.slot.row.dead.each();
        let dead = dead.filter(|ordinal| postings.find(*ordinal).is_some());
        Ok(postings.count() as usize - dead.count())
    }

    /// Whether a document with this score is not among the best, however recent it is.
    fn is_hopeless(&self, score: u32, heap: &Heap) -> bool {
        if self.query.order != Order::Best || heap.len() < self.limit {
            return false;
        }
        let most = score + score % TYPED / 2;
        heap.peek().is_none_or(|worst| most < worst.0.0.0)
    }

    fn sift(&self, at: usize, one: &Open<'_>, union: &mut Union) -> Result<Vec<Candidate>, Fault> {
        let mut sieve = Sieve {
            segment: one.segment,
            at,
            union,
            candidates: None,
        };
        let mut group = None;
        for term in &self.wanted {
            let is_first = group != Some(term.group);
            group = Some(term.group);
            sieve.narrow(term, rarity(term.count(), self.documents), is_first)?;
        }
        sieve.take_all();
        for term in &self.unwanted {
            sieve.leave_out(term)?;
        }
        Ok(sieve.candidates.unwrap_or_default())
    }

    /// Whether the candidate fits; it takes its place among the best.
    fn rank(&self, one: &Open<'_>, candidate: Candidate, heap: &mut Heap) -> bool {
        let ordinal = candidate.ordinal;
        let Some(&second) = one.segment.documents().seconds().get(ordinal as usize) else {
            return false;
        };
        let is_early = self.query.from.is_some_and(|from| second < from.second);
        let is_late = self.query.until.is_some_and(|until| second >= until.second);
        if is_early || is_late || one.slot.row.dead.has(ordinal) {
            return false;
        }
        if self.is_hopeless(candidate.score, heap) {
            return true;
        }
        let weight = candidate.score % TYPED;
        let score = candidate.score + recent(weight, second, self.newest);
        let rank = self.query.order.rank(score, second, ordinal);
        take_place(heap, self.limit, (rank, ordinal, score));
        true
    }
}
