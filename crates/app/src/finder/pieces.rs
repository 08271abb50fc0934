//! Where an index is stored.

use crate::ports::StoreFault;
use baton_search::{Change, PieceKey};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Where an index is stored: one copy, made anew when anything is wrong with it.
#[allow(
    async_fn_in_trait,
    reason = "implemented and used inside this workspace, on one thread"
)]
pub trait Pieces {
    /// What was stored last by [`Pieces::store`]: the index's manifest and the words beside it.
    ///
    /// # Errors
    /// [`StoreFault`].
    async fn head(&self) -> Result<Option<(Vec<u8>, String)>, StoreFault>;

    /// The pieces under these keys, in their order; an empty one where there is none.
    ///
    /// # Errors
    /// [`StoreFault`].
    async fn read(&self, keys: &[PieceKey]) -> Result<Vec<Vec<u8>>, StoreFault>;

    /// Makes a change, all of it or none, and keeps `words` beside the manifest.
    ///
    /// # Errors
    /// [`StoreFault`].
    async fn store(&self, change: &Change, words: &str) -> Result<(), StoreFault>;

    /// Throws everything away.
    ///
    /// # Errors
    /// [`StoreFault`].
    async fn clear(&self) -> Result<(), StoreFault>;
}

/// Pieces in memory.
#[derive(Debug, Default)]
struct InMemory {
    head: Option<(Vec<u8>, String)>,
    pieces: BTreeMap<PieceKey, Vec<u8>>,
}

impl InMemory {
    fn store(&mut self, change: &Change, words: &str) {
        for key in &change.delete {
            self.pieces.remove(key);
        }
        self.pieces.extend(change.write.iter().cloned());
        self.head = Some((change.manifest.clone(), words.to_owned()));
    }
}

/// Pieces in their store, and from its first fault on in memory: on a full disk notes are found as
/// well, only not before the index was made anew in each start.
///
/// The call that meets the fault fails; whoever called begins anew.
#[derive(Debug)]
pub(super) struct OrMemory<P> {
    store: P,
    memory: RefCell<Option<InMemory>>,
}

impl<P: Pieces> OrMemory<P> {
    pub const fn new(store: P) -> Self {
        Self {
            store,
            memory: RefCell::new(None),
        }
    }

    pub const fn stored(&self) -> &P {
        &self.store
    }

    /// Nothing is left, also not of what was stored before memory took over.
    pub async fn erase(&self) -> Result<(), StoreFault> {
        self.in_memory(|memory| *memory = InMemory::default());
        self.store.clear().await
    }

    fn in_memory<T>(&self, work: impl FnOnce(&mut InMemory) -> T) -> Option<T> {
        self.memory.borrow_mut().as_mut().map(work)
    }

    /// The answer; after a fault, memory takes over.
    fn or_memory<T>(&self, answer: Result<T, StoreFault>) -> Result<T, StoreFault> {
        if answer.is_err() {
            *self.memory.borrow_mut() = Some(InMemory::default());
        }
        answer
    }
}

impl<P: Pieces> Pieces for OrMemory<P> {
    async fn head(&self) -> Result<Option<(Vec<u8>, String)>, StoreFault> {
        match self.in_memory(|memory| memory.head.clone()) {
            Some(head) => Ok(head),
            None => self.or_memory(self.store.head().await),
        }
    }

    async fn read(&self, keys: &[PieceKey]) -> Result<Vec<Vec<u8>>, StoreFault> {
        let read = self.in_memory(|memory| {
            let piece = |key| memory.pieces.get(key).cloned().unwrap_or_default();
            keys.iter().map(piece).collect()
        });
        match read {
            Some(pieces) => Ok(pieces),
            None => self.or_memory(self.store.read(keys).await),
        }
    }

    async fn store(&self, change: &Change, words: &str) -> Result<(), StoreFault> {
        match self.in_memory(|memory| memory.store(change, words)) {
            Some(()) => Ok(()),
            None => self.or_memory(self.store.store(change, words).await),
        }
    }

    async fn clear(&self) -> Result<(), StoreFault> {
        match self.in_memory(|memory| *memory = InMemory::default()) {
            Some(()) => Ok(()),
            None => self.or_memory(self.store.clear().await),
        }
    }
}
