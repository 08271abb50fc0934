//! The work of finding notes: an index over all of them, in a module and a store of its own.
//!
//! The background owns the notes; the finder owns the index, which can be made anew from them at any
//! time. So its store is one copy, and whatever is wrong with it is answered [`Done::Behind`]: the
//! background then hands over every note again.
//!
//! ```text
//! background                                   finder
//!  Begin { epoch } ──────────────────────────▶  throws away what it had
//!  Take { epoch, notes } ─▶ … ───────────────▶  puts them into the index, stores the pieces
//!  Finish { epoch, unreadable } ─────────────▶  says from now on that it has everything
//!  Take { epoch, what was written since } ───▶
//!  Find { epoch, query, … } ─────────────────▶  ids, best first
//!  Related { epoch, a note being written } ──▶  ids, the likest first
//!  Excerpt { query, the notes found } ───────▶  where the words stand, and whether phrases do
//! ```
//!
//! The *epoch* is what ties an index to the record in which the background notes down what the index
//! has yet to take in (see `unindexed.rs`). An index of another epoch may lack something.

mod document;
mod excerpt;
mod index;
mod pieces;

pub use index::NoteIndex;
pub use pieces::Pieces;

use baton_notes::NoteId;
use baton_protocol::{NoteOrder, Run};
use serde::{Deserialize, Serialize};

/// Something asked of the finder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// Begin an empty index.
    Begin {
        /// Its epoch.
        epoch: String,
    },
    /// Take notes in, in the place of what the index has of them.
    Take {
        /// The epoch they belong to.
        epoch: String,
        /// Their records; `None` for one that is gone.
        notes: Vec<(NoteId, Option<String>)>,
    },
    /// Every note was handed over.
    Finish {
        /// The epoch they belong to.
        epoch: String,
        /// How many records there were that are no notes.
        unreadable: u32,
    },
    /// Forget everything, also what is stored.
    Erase,
    /// Find notes.
    Find(Search),
    /// Find what is like a note.
    Related(Like),
    /// Say where a query's words stand in notes that were found.
    Excerpt {
        /// The query, as it was typed.
        query: String,
        /// The records, and whether a typo was forgiven.
        notes: Vec<(String, bool)>,
    },
}

/// What is to be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// The epoch the index must be of.
    pub epoch: String,
    /// The query, as it was typed; see [`baton_search::Query`].
    pub query: String,
    /// What comes first.
    pub order: NoteOrder,
    /// How many hits to pass over.
    pub offset: usize,
    /// At most this many.
    pub limit: usize,
}

/// A note of which the like is to be found, as it is written at the moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Like {
    /// The epoch the index must be of.
    pub epoch: String,
    /// Its id. Itself it is not found.
    pub note: NoteId,
    /// The person or team, if known.
    pub person: Option<String>,
    /// The scheduling system's id. That it is the same says nothing.
    pub provider: String,
    /// What it says and what is known of the booking, in words.
    pub text: String,
    /// At most so many are found.
    pub limit: usize,
}

/// What came of a [`Job`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Done {
    /// Of [`Job::Begin`], [`Job::Take`], [`Job::Finish`] and [`Job::Erase`]: it is stored.
    Taken,
    /// The index is not of this epoch, not whole, of an older form, or damaged: begin anew.
    Behind,
    /// Of [`Job::Find`] and [`Job::Related`].
    Found(Found),
    /// Of [`Job::Excerpt`], in the same order.
    Excerpts(Vec<Excerpt>),
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The notes, and whether a typo was forgiven to find them.
    pub hits: Vec<(NoteId, bool)>,
    /// How many fit in all; too high when there is something to prove.
    pub total: u32,
    /// Whether some hits may lack a phrase of the query: see [`Excerpt::holds`].
    pub wants_proof: bool,
    /// How many notes there are, deleted ones not counted.
    pub notes: u32,
    /// How many records are no notes.
    pub unreadable: u32,
}

/// Where the words of a query stand in a note.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// Whether the note has the query's phrases.
    pub holds: bool,
    /// Its title.
    pub title: Vec<Run>,
    /// The part of its text that has the most of them; empty when the title says all.
    pub text: Vec<Run>,
}
