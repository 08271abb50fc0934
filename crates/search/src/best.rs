//! The best of what fits: kept while segments are gone through, put in order at the end.

use crate::candidates::TYPED;
use crate::dictionary::Unreadable;
use crate::documents::PackedId;
use crate::index::Damaged;
use crate::open::Open;
use crate::order::by_bytes;
use crate::piece::Fault;
use crate::rank::{Order, Rank, above};
use crate::search::Hit;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Days after which a note's advantage of being recent has halved.
const HALF_DAYS: u32 = 128;
const SECONDS_A_DAY: u32 = 24 * 60 * 60;

/// A rank, with its ordinal and how well it fits.
pub(crate) type Ranked = (Rank, u32, u32);

/// What fits, the worst on top.
pub(crate) type Heap = BinaryHeap<Reverse<Ranked>>;

/// What being written in `second` adds to a weight: half of it to the newest, less to those before.
pub(crate) const fn recent(weight: u32, second: u32, newest: u32) -> u32 {
    let days = newest.saturating_sub(second) / SECONDS_A_DAY;
    weight / 2 * HALF_DAYS / (HALF_DAYS + days)
}

/// Puts one among the best `limit`, if it is.
pub(crate) fn take_place(heap: &mut Heap, limit: usize, ranked: Ranked) {
    if heap.len() < limit {
        heap.push(Reverse(ranked));
    } else if let Some(mut worst) = heap.peek_mut().filter(|worst| worst.0 < ranked) {
        *worst = Reverse(ranked);
    }
}

/// One of the best of a segment.
pub(crate) struct Best {
    rank: Rank,
    ordinal: u32,
    score: u32,
    /// Which segment.
    at: usize,
}

/// The best of the segment that is the `at`-th.
pub(crate) fn of_segment(heap: Heap, at: usize) -> impl Iterator<Item = Best> {
    let found = heap.into_iter();
    found.map(move |Reverse((rank, ordinal, score))| Best {
        rank,
        ordinal,
        score,
        at,
    })
}

/// The best `limit` of all segments in their order. A hit with fewer than `words` as they were typed
/// was forgiven a typo.
pub(crate) fn hits(
    open: &[Open<'_>],
    best: &[Best],
    order: Order,
    limit: usize,
    words: u32,
) -> Result<Vec<Hit>, Damaged> {
    let id = |one: &Best| -> Result<PackedId, Damaged> {
        let Some(open) = open.get(one.at) else {
            return Err(Damaged {
                segment: None,
                fault: Fault::Content,
            });
        };
        let id = open.segment.documents().id(one.ordinal);
        id.map_err(|Unreadable| open.slot.damaged(Fault::Content))
    };
    let key = |one: &Best| above(one.rank);
    let mut keys: Vec<u64> = best.iter().map(key).collect();
    keys.sort_unstable();
    let last = limit.min(keys.len()).checked_sub(1);
    let Some(last) = last.and_then(|last| keys.get(last)) else {
        return Ok(Vec::new());
    };
    // Those that are alike so far are ordered by their ids, which stand behind the key.
    let mut ranked = Vec::new();
    for one in best.iter().filter(|one| key(one) <= *last) {
        let id = id(one)?;
        let bytes = order.bytes(one.rank, id.bytes());
        ranked.push((bytes, id, one.score));
    }
    let places = by_bytes(ranked.iter().map(|(bytes, ..)| bytes.as_slice()));
    let ranked = places.into_iter().filter_map(|at| ranked.get(at));
    let hit = |(_, id, score): &(Vec<u8>, PackedId, u32)| Hit {
        id: id.unpack().unwrap_or_default(),
        score: *score,
        is_forgiven: score / TYPED < words,
    };
    Ok(ranked.take(limit).map(hit).collect())
}
