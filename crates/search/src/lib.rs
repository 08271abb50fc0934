//! The full-text index over notes: found as you type, stored in pieces, ready when a worker wakes.
//!
//! | to … | start at |
//! | --- | --- |
//! | put notes in | [`Document`], [`Batch`], [`Index::put`] |
//! | read what a person typed | [`Query::parse`], which also tells the language |
//! | find | [`Index::search`]; for phrases also [`Query::holds_in`] |
//! | find what is like a text | [`Index::related`] |
//! | show why a note was found | [`Query::snippet`] |
//! | keep it small and quick | [`Index::next_merge`], [`Index::merge`], [`Index::shed`] |
//! | survive damage | [`Damaged`], [`Index::discard`], [`Index::lacks`] |
//!
//! # Pieces
//! The index consists of segments that are written once and never changed. Each batch becomes one;
//! small ones are merged into larger ones later, when nobody waits, some milliseconds at a time. So
//! saving a note writes a few hundred bytes, however many notes there are. Notes that were replaced
//! or deleted are marked in the manifest and gone with the next merge.
//!
//! This crate reads no store. An [`Index`] is opened from its manifest with nothing loaded; whatever
//! it is asked, it answers [`Step::Done`], or [`Step::Needs`] with the keys of the pieces to load
//! first. A search needs the first piece of each segment, which has its words and documents, and the
//! pieces of about 64 KB in which the lists of the query's words stand. What changed comes as a
//! [`Change`] that the caller stores in one transaction.
//!
//! Stored bytes are not believed: every piece has a version, its own key and a checksum, and content
//! that makes no sense is [`Damaged`], never a panic.
//!
//! # Words
//! Case, accents and ways to compose a letter do not count (`Straße` is `STRASSE`, `é` is `e`).
//! Chinese, Japanese, Thai and other scripts without spaces are found by any part, emoji each by
//! itself. A word of four letters or more is forgiven one typo when few notes have it as typed.
//!
//! ```
//! use baton_search::{Batch, Document, Field, Index, Query, Step};
//! use baton_worktime::UtcMillis;
//!
//! let note = Document {
//!     id: "a".to_owned(),
//!     moment: UtcMillis(0),
//!     texts: vec![(Field::Title, "Which supplier?".to_owned())],
//!     facts: vec![],
//! };
//! let mut batch = Batch::new();
//! batch.add(&note)?;
//! let mut index = Index::new();
//! let stored = index.put(&batch)?;
//! # assert!(matches!(stored, Step::Done(_)));
//!
//! let query = Query::parse("suplier");
//! let Step::Done(hits) = index.search(&query, 20)? else {
//!     unreachable!("everything is loaded");
//! };
//! assert_eq!(hits.best[0].id, "a");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod batch;
mod beginnings;
mod best;
mod bytes;
mod candidates;
mod commonplace;
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
mod merging;
mod open;
mod order;
mod piece;
mod postings;
mod query;
mod rank;
mod related;
mod search;
mod segment;
mod snippet;
mod stand;
mod typo;
mod value;
mod words;

pub use batch::{Batch, Refused};
pub use document::{Document, Fact, Field};
pub use index::{Change, Damaged, Index, Step};
pub use limits::{
    FEW_HITS, MAX_ID_BYTES, MAX_LIKE_WORDS, MAX_QUERY_CHARS, MAX_QUERY_WORDS,
    MAX_SEGMENT_DOCUMENTS, MAX_WORD_CHARS, MIN_TYPO_CHARS,
};
pub use piece::{Fault, PieceKey, VERSION};
pub use query::Query;
pub use rank::Order;
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
