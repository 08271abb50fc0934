//! The durable record store behind [`baton_app::ports::Records`].
//!
//! A browser's database can lose everything it has acknowledged, so each record is kept in two
//! copies that fail apart from each other:
//!
//! ```text
//!  write ─▶ queue ─▶ repair if in doubt ─▶ copy A ─▶ copy B ─▶ marker (once) ─▶ acknowledge
//!  read  ─▶ queue ─▶ repair if in doubt ─▶ copy B (what stands there stands in A as well)
//! ```
//!
//! | module | idea |
//! | --- | --- |
//! | [`envelope`] | one stored record, with a sequence number and a checksum |
//! | [`meta`] | what a copy knows about itself, and how two of these become one |
//! | [`repair`] | what two copies hold under one key → what is right, and what to change where |
//! | `erasing` | taking everything away |
//! | [`copies`] | what a copy must be able to do |
//! | [`scan`] | walking two copies side by side, a page at a time |
//! | [`reader`] | a copy read beside the store, by a page |
//! | `wanted` | what is to be read |
//! | [`two_copies`] | open, repair, read, write: the store itself |
//! | [`memory`] | a copy in memory whose power can be cut at any step |
//! | `database` | an `IndexedDB` database: connections, transactions, exceptions |
//! | `indexed_db` | a copy in one |
//! | `pieces` | the search index in another |
//! | `browser` | where a browser keeps the two copies |
//!
//! The first opening after a start of the browser reads every record of both copies and repairs
//! what differs; a worker that is woken later believes what the copies say about themselves.
//!
//! Invariants:
//! 1. A is written before B. What A has and B lacks was never acknowledged; what B has, A had.
//! 2. A batch and the sequence number it carries are one transaction in each copy.
//! 3. Nothing new is written while the copies may differ.
//! 4. Nothing is deleted but all of it, when a person says so. What cannot be read is kept aside under
//!    [`repair::ASIDE`].

mod browser;
pub mod copies;
mod database;
pub mod envelope;
mod erasing;
mod indexed_db;
pub mod memory;
pub mod meta;
mod pieces;
pub mod reader;
pub mod repair;
pub mod scan;
pub mod two_copies;
mod wanted;

pub use browser::{BrowserReader, BrowserStore, open_browser_reader, open_browser_store};
pub use copies::Marker;
pub use pieces::BrowserPieces;
pub use two_copies::TwoCopies;
