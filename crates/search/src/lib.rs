//! The full-text index over notes: found as you type, stored in pieces, ready when a worker wakes.

mod batch;
mod bytes;
mod candidates;
mod dead;
mod dictionary;
mod document;
mod documents;
mod expand;
mod fold;
mod holds;
mod index;
mod limits;
mod manifest;
mod merge;
mod order;
mod piece;
mod postings;
mod query;
mod search;
mod segment;
mod snippet;
mod typo;
mod words;

pub use batch::{Batch, Refused};
pub use document::{Document, Fact, Field};
pub use index::{Change, Damaged, Index, Step};
pub use limits::{
    FEW_HITS, MAX_ID_BYTES, MAX_QUERY_CHARS, MAX_QUERY_WORDS, MAX_SEGMENT_DOCUMENTS,
    MAX_WORD_CHARS, MIN_TYPO_CHARS,
};
pub use piece::{Fault, PieceKey, VERSION};
pub use query::Query;
pub use search::{Hit, Hits};
pub use snippet::Snippet;

/// A fixed seed and no files: the same cases on every machine.
#[cfg(test)]
fn cases() -> proptest::test_runner::Config {
    proptest::test_runner::Config {
        cases: 256,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_126),
        ..Default::default()
    }
}
