//! The pieces of the search index, in an `IndexedDB` database of their own.
//!
//! One copy only: when it is lost or damaged it is made anew from the notes. What is taken in is on the
//! disk before the background takes the mark away that the index lacks it.

use crate::browser::{Place, factory};
use crate::database::{Connection, Layout, broken, in_time, result};
use baton_app::finder::Pieces;
use baton_app::ports::StoreFault;
use baton_search::{Change, PieceKey};
use js_sys::{Array, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::IdbRequest;

/// Bytes by segment and part.
const PIECES: &str = "pieces";
/// The manifest, and the words beside it.
const HEAD: &str = "head";
const MANIFEST: &str = "manifest";
const WORDS: &str = "words";

const LAYOUT: Layout = Layout {
    name: "baton-index",
    version: 1,
    stores: &[PIECES, HEAD],
    durability: "strict",
};

/// The pieces in this browser profile. Opened when they are first asked for.
#[derive(Debug, Default)]
pub struct BrowserPieces {
    connection: RefCell<Option<Rc<Connection>>>,
}

impl BrowserPieces {
    async fn connected(&self) -> Result<Rc<Connection>, StoreFault> {
        let known = self.connection.borrow().clone();
        if let Some(connection) = known {
            return Ok(connection);
        }
        let connection = match Connection::open(LAYOUT, Place::Usual).await {
            Ok(connection) => connection,
            // A database that does not open, or is of another version, is of no use to anybody.
            Err(_) => {
                delete().await;
                Connection::open(LAYOUT, Place::Usual).await?
            }
        };
        let connection = Rc::new(connection);
        self.connection.replace(Some(Rc::clone(&connection)));
        Ok(connection)
    }

    /// Does something with the database; after a fault it is opened anew.
    async fn with<T>(
        &self,
        work: impl AsyncFnOnce(&Connection) -> Result<T, StoreFault>,
    ) -> Result<T, StoreFault> {
        let done = in_time(async { work(&*self.connected().await?).await }).await;
        if done.is_err() {
            self.connection.replace(None);
        }
        done
    }
}

/// Asks the browser to throw the database away. When it cannot, opening it anew says why.
async fn delete() {
    if let Ok(factory) = factory(LAYOUT.name, Place::Usual).await {
        let _ = factory.delete_database(LAYOUT.name);
    }
}

impl Pieces for BrowserPieces {
    async fn head(&self) -> Result<Option<(Vec<u8>, String)>, StoreFault> {
        self.with(async |connection| {
            let transaction = connection.transaction("readonly")?;
            let head = transaction.store(HEAD)?;
            let manifest = head.get(&MANIFEST.into()).map_err(|e| broken(&e))?;
            let words = head.get(&WORDS.into()).map_err(|e| broken(&e))?;
            transaction.complete().await?;
            let words = result(&words)?.as_string();
            Ok(words
                .zip(bytes(&manifest)?)
                .map(|(words, bytes)| (bytes, words)))
        })
        .await
    }

    async fn read(&self, keys: &[PieceKey]) -> Result<Vec<Vec<u8>>, StoreFault> {
        self.with(async |connection| {
            let transaction = connection.transaction("readonly")?;
            let pieces = transaction.store(PIECES)?;
            let requests: Result<Vec<IdbRequest>, JsValue> = keys
                .iter()
                .map(|key| pieces.get(&stored_key(*key)))
                .collect();
            let requests = requests.map_err(|error| broken(&error))?;
            transaction.complete().await?;
            let pieces = requests
                .iter()
                .map(|request| Ok(bytes(request)?.unwrap_or_default()));
            pieces.collect()
        })
        .await
    }

    async fn store(&self, change: &Change, words: &str) -> Result<(), StoreFault> {
        self.with(async |connection| {
            let transaction = connection.transaction("readwrite")?;
            let (pieces, head) = (transaction.store(PIECES)?, transaction.store(HEAD)?);
            let request = || -> Result<(), JsValue> {
                for key in &change.delete {
                    pieces.delete(&stored_key(*key))?;
                }
                for (key, bytes) in &change.write {
                    let bytes = Uint8Array::from(bytes.as_slice());
                    pieces.put_with_key(&bytes, &stored_key(*key))?;
                }
                let manifest = Uint8Array::from(change.manifest.as_slice());
                head.put_with_key(&manifest, &MANIFEST.into())?;
                head.put_with_key(&words.into(), &WORDS.into())?;
                Ok(())
            };
            if let Err(error) = request() {
                transaction.abort();
                return Err(broken(&error));
            }
            transaction.complete().await
        })
        .await
    }

    async fn clear(&self) -> Result<(), StoreFault> {
        self.with(async |connection| {
            let transaction = connection.transaction("readwrite")?;
            let cleared = transaction.store(PIECES)?.clear();
            let cleared = cleared.and(transaction.store(HEAD)?.clear());
            cleared.map_err(|error| broken(&error))?;
            transaction.complete().await
        })
        .await
    }
}

fn stored_key(key: PieceKey) -> JsValue {
    Array::of2(&key.segment.into(), &key.part.into()).into()
}

/// The bytes a request gave; `None` where there are none.
fn bytes(request: &IdbRequest) -> Result<Option<Vec<u8>>, StoreFault> {
    let stored = result(request)?;
    Ok(stored.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec))
}
