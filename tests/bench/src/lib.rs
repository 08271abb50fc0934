//! The search index as a module of its own, driven as the background drives it: pieces are kept
//! outside and handed in when they are asked for.

mod links;

pub use links::link_labels;

use baton_search::{Batch, Change, Document, Fact, Field, Index, PieceKey, Query, Step};
use baton_worktime::UtcMillis;
use serde::Deserialize;
use wasm_bindgen::prelude::*;

/// Characters of a snippet.
const SNIPPET_CHARS: usize = 120;

/// A note of the corpus, as its file has it.
#[derive(Debug, Deserialize)]
struct Note {
    id: String,
    moment: i64,
    title: String,
    body: String,
    tags: Vec<String>,
    person: String,
    state: String,
}

impl Note {
    fn document(self) -> Document {
        let mut facts = vec![
            (Fact::Person, self.person.clone()),
            (Fact::State, self.state),
        ];
        facts.extend(self.tags.iter().map(|tag| (Fact::Tag, tag.clone())));
        Document {
            id: self.id,
            moment: UtcMillis(self.moment),
            texts: vec![
                (Field::Title, self.title),
                (Field::Tag, self.tags.join(" ")),
                (Field::Person, self.person),
                (Field::Body, self.body),
            ],
            facts,
        }
    }
}

#[wasm_bindgen]
extern "C" {
    /// What is stored: `take(segment, part)` gives a piece, `put` keeps one, `drop` forgets one,
    /// `head` keeps the manifest.
    pub type Store;

    #[wasm_bindgen(method)]
    fn take(this: &Store, segment: u32, part: u32) -> Vec<u8>;
    #[wasm_bindgen(method)]
    fn put(this: &Store, segment: u32, part: u32, bytes: &[u8]);
    #[wasm_bindgen(method)]
    fn drop(this: &Store, segment: u32, part: u32);
    #[wasm_bindgen(method)]
    fn head(this: &Store, manifest: &[u8]);
}

/// The index and what it stands on.
#[wasm_bindgen]
pub struct Engine {
    store: Store,
    index: Index,
    documents: Vec<Document>,
}

fn told(error: impl std::fmt::Display) -> JsError {
    JsError::new(&error.to_string())
}

#[wasm_bindgen]
impl Engine {
    /// An empty index.
    #[wasm_bindgen(constructor)]
    pub fn new(store: Store) -> Self {
        Self {
            store,
            index: Index::new(),
            documents: Vec::new(),
        }
    }

    /// The index of a manifest, with nothing loaded.
    ///
    /// # Errors
    /// When the manifest is damaged.
    pub fn open(store: Store, manifest: &[u8]) -> Result<Engine, JsError> {
        Ok(Self {
            store,
            index: Index::open(manifest).map_err(told)?,
            documents: Vec::new(),
        })
    }

    /// Reads notes, one a line; [`Engine::add`] puts them in. Reading them is not the index's work.
    ///
    /// # Errors
    /// When a line is no note.
    pub fn read(&mut self, lines: &str) -> Result<(), JsError> {
        for line in lines.lines() {
            let note: Note = serde_json::from_str(line).map_err(told)?;
            self.documents.push(note.document());
        }
        Ok(())
    }

    /// Puts the notes in that were read.
    ///
    /// # Errors
    /// When a stored piece is damaged.
    pub fn add(&mut self) -> Result<(), JsError> {
        let mut batch = Batch::new();
        for document in self.documents.drain(..) {
            batch.add(&document).map_err(told)?;
        }
        let change = load(&mut self.index, &self.store, |index| index.put(&batch))?;
        self.keep(change);
        Ok(())
    }

    /// One slice of merging; false when there is nothing to merge.
    ///
    /// # Errors
    /// When a stored piece is damaged.
    pub fn merge(&mut self) -> Result<bool, JsError> {
        let Some(segments) = self.index.next_merge() else {
            return Ok(false);
        };
        let change = load(&mut self.index, &self.store, |index| index.merge(&segments))?;
        self.keep(change);
        Ok(true)
    }

    /// How many notes are found in all; at most 20 of them are ranked.
    ///
    /// # Errors
    /// When a stored piece is damaged.
    pub fn search(&mut self, typed: &str) -> Result<usize, JsError> {
        let query = Query::parse(typed);
        let hits = load(&mut self.index, &self.store, |index| {
            index.search(&query, 20)
        })?;
        Ok(hits.total)
    }

    /// How many notes are found that are like the one in this line; at most three.
    ///
    /// # Errors
    /// When the line is no note, or a stored piece is damaged.
    pub fn related(&mut self, line: &str) -> Result<usize, JsError> {
        let note: Note = serde_json::from_str(line).map_err(told)?;
        let like = note.document();
        let hits = load(&mut self.index, &self.store, |index| {
            index.related(&like, 3)
        })?;
        Ok(hits.total)
    }

    /// Segments of the index.
    #[must_use]
    pub fn segments(&self) -> usize {
        self.index.segments()
    }

    /// The snippets of the notes that were read, for a query; gives the bytes they have together.
    #[must_use]
    pub fn snippets(&self, typed: &str) -> usize {
        let query = Query::parse(typed);
        let texts = self.documents.iter().flat_map(|document| &document.texts);
        let shown = texts.map(|(_, text)| query.snippet(text, SNIPPET_CHARS, true).shown.len());
        shown.sum()
    }

    fn keep(&self, change: Change) {
        for key in change.delete {
            self.store.drop(key.segment, key.part);
        }
        for (key, bytes) in change.write {
            self.store.put(key.segment, key.part, &bytes);
        }
        self.store.head(&change.manifest);
    }
}

/// Does a thing, loading the pieces it needs.
fn load<T, E: std::fmt::Display>(
    index: &mut Index,
    store: &Store,
    mut ask: impl FnMut(&mut Index) -> Result<Step<T>, E>,
) -> Result<T, JsError> {
    loop {
        match ask(index).map_err(told)? {
            Step::Done(done) => return Ok(done),
            Step::Needs(keys) => {
                for PieceKey { segment, part } in keys {
                    let bytes = store.take(segment, part);
                    let key = PieceKey { segment, part };
                    index.supply(key, &bytes).map_err(told)?;
                }
            }
        }
    }
}
