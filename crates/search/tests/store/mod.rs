//! A store in memory, and an index kept in it as a worker would keep it.
#![allow(dead_code, reason = "each test uses its part")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use baton_search::{Batch, Change, Damaged, Document, Hits, Index, PieceKey, Query, Step};
use std::collections::BTreeMap;

/// What is stored, and the index in front of it.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    pub index: Index,
    pub manifest: Vec<u8>,
    pub pieces: BTreeMap<PieceKey, Vec<u8>>,
    /// Pieces handed to the index so far.
    pub loaded: Vec<PieceKey>,
}

impl Kept {
    /// A worker that has just woken: everything is stored and nothing loaded.
    pub fn wake(&mut self) {
        if !self.manifest.is_empty() {
            self.index = Index::open(&self.manifest).unwrap();
        }
        self.loaded.clear();
    }

    /// Does a thing, loading what it needs.
    pub fn load<T>(
        &mut self,
        mut ask: impl FnMut(&mut Index) -> Result<Step<T>, Damaged>,
    ) -> Result<T, Damaged> {
        for _ in 0..20 {
            match ask(&mut self.index)? {
                Step::Done(done) => return Ok(done),
                Step::Needs(keys) => {
                    assert!(!keys.is_empty());
                    for key in keys {
                        self.index.supply(key, &self.pieces[&key])?;
                        self.loaded.push(key);
                    }
                }
            }
        }
        panic!("it asks for pieces without end");
    }

    pub fn store(&mut self, change: Change) {
        for key in &change.delete {
            assert!(self.pieces.remove(key).is_some(), "{key:?} was never there");
        }
        for (key, bytes) in change.write {
            // The draft of a merge is written over; it is piece 0.
            let before = self.pieces.insert(key, bytes);
            assert!(before.is_none() || key.part == 0, "{key:?} is there");
        }
        self.manifest = change.manifest;
        let keys: Vec<_> = self.index.keys().collect();
        let mut stored: Vec<_> = self.pieces.keys().copied().collect();
        stored.sort_by_key(|key| keys.iter().position(|known| known == key));
        assert_eq!(keys, stored);
    }

    pub fn put(&mut self, documents: &[Document]) {
        let mut batch = Batch::new();
        for document in documents {
            batch.add(document).unwrap();
        }
        self.put_batch(&batch);
    }

    pub fn put_batch(&mut self, batch: &Batch) {
        let change = self.load(|index| index.put(batch)).unwrap();
        self.store(change);
    }

    pub fn remove(&mut self, ids: &[&str]) {
        let change = self
            .load(|index| index.remove(ids.iter().copied()))
            .unwrap();
        self.store(change);
    }

    /// Merges until nothing is left to merge.
    pub fn merge(&mut self) {
        while self.merge_slice().is_some() {}
    }

    /// Merges for one slice, if there is anything to merge; gives the bytes it wrote.
    pub fn merge_slice(&mut self) -> Option<usize> {
        let segments = self.index.next_merge()?;
        let change = self.load(|index| index.merge(&segments)).unwrap();
        let written = change.write.iter().map(|(_, bytes)| bytes.len()).sum();
        self.store(change);
        Some(written)
    }

    pub fn search(&mut self, typed: &str, limit: usize) -> Hits {
        let query = Query::parse(typed);
        self.load(|index| index.search(&query, limit)).unwrap()
    }

    /// The ids of the best, best first.
    pub fn ids(&mut self, typed: &str, limit: usize) -> Vec<String> {
        let hits = self.search(typed, limit);
        hits.best.into_iter().map(|hit| hit.id).collect()
    }

    /// Bytes stored.
    pub fn bytes(&self) -> usize {
        self.manifest.len() + self.pieces.values().map(Vec::len).sum::<usize>()
    }
}
