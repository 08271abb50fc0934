//! One copy in an `IndexedDB` database.

use crate::browser::Place;
use crate::copies::{Batch, Change, StoredCopy, key_order};
use crate::database::{Connection, Layout, Transaction, broken, in_time, result};
use crate::meta::{META_KEY, Meta, SCHEMA};
use baton_app::ports::StoreFault;
use js_sys::{Array, JSON};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{IdbKeyRange, IdbRequest};

/// Text by key: the sealed records.
const RECORDS: &str = "records";
/// What the copy says about itself, under [`META_KEY`].
const META: &str = "meta";
/// From so many neighbours on, those that are there are listed first.
const MANY_KEYS: usize = 32;

/// A copy in the database of this name; the schema is the database's version.
#[derive(Debug)]
pub struct IndexedDbCopy {
    name: &'static str,
    connection: RefCell<Option<Connection>>,
}

impl IndexedDbCopy {
    /// The copy `name`, not yet opened.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            connection: RefCell::new(None),
        }
    }

    fn transaction(&self, mode: &str) -> Result<Transaction, StoreFault> {
        match &*self.connection.borrow() {
            Some(connection) => connection.transaction(mode),
            None => Err(StoreFault::Closed("not opened".to_owned())),
        }
    }
}

impl IndexedDbCopy {
    async fn open_now(&self, place: Place) -> Result<Option<Meta>, StoreFault> {
        self.connection.replace(None);
        let layout = Layout {
            name: self.name,
            version: SCHEMA,
            stores: &[RECORDS, META],
            durability: "strict",
        };
        let connection = Connection::open(layout, place).await?;
        self.connection.replace(Some(connection));

        let transaction = self.transaction("readonly")?;
        let request = transaction
            .store(META)?
            .get(&META_KEY.into())
            .map_err(|e| broken(&e))?;
        transaction.complete().await?;
        Ok(result(&request)?
            .as_string()
            .as_deref()
            .and_then(Meta::open))
    }

    async fn get_each_now(&self, keys: &[String]) -> Result<Vec<Option<String>>, StoreFault> {
        // In the store's turn nobody writes between the two readings; to one who reads beside it, what is written
        // in between may be absent still.
        let is_absent = self.absent(keys).await?;
        let asked = |(key, is_absent): (&String, &bool)| match is_absent {
            true => JsValue::UNDEFINED,
            false => key.into(),
        };
        let asked: Vec<JsValue> = keys.iter().zip(&is_absent).map(asked).collect();
        if asked.iter().all(JsValue::is_undefined) {
            return Ok(vec![None; keys.len()]);
        }
        let transaction = self.transaction("readonly")?;
        let store = transaction.store(RECORDS)?;
        let ask = |key: &JsValue| match key.is_undefined() {
            true => Ok(None),
            false => store.get(key).map(Some),
        };
        let requests: Result<Vec<Option<IdbRequest>>, JsValue> = asked.iter().map(ask).collect();
        let requests = requests.map_err(|error| broken(&error))?;
        transaction.complete().await?;
        let stored = requests.iter().map(|request| {
            let stored = match request {
                Some(request) => result(request)?,
                None => JsValue::UNDEFINED,
            };
            Ok((!stored.is_undefined()).then(|| text(&stored)))
        });
        stored.collect()
    }

    /// Whether there surely is nothing under each key. Of hundreds of neighbours, such as the earlier texts of
    /// hundreds of notes, most are often not there, and one list of those that are is had sooner than hundreds
    /// of answers.
    async fn absent(&self, keys: &[String]) -> Result<Vec<bool>, StoreFault> {
        let mut is_absent = vec![false; keys.len()];
        if keys.len() < MANY_KEYS {
            return Ok(is_absent);
        }
        let transaction = self.transaction("readonly")?;
        let store = transaction.store(RECORDS)?;
        let mut lists = Vec::new();
        let mut begin = 0;
        for end in 1..=keys.len() {
            let goes_on = keys
                .get(end)
                .is_some_and(|key| follows(&keys[end - 1], key));
            if goes_on {
                continue;
            }
            let neighbours = begin..end;
            begin = end;
            if neighbours.len() < MANY_KEYS {
                continue;
            }
            let (first, last) = (&keys[neighbours.start], &keys[end - 1]);
            let list = IdbKeyRange::bound(&first.into(), &last.into())
                .and_then(|range| {
                    let most = neighbours.len() as u32;
                    store.get_all_keys_with_key_and_limit(&range, most)
                })
                .map_err(|error| broken(&error))?;
            lists.push((neighbours, list));
        }
        transaction.complete().await?;
        for (neighbours, list) in lists {
            let there: Array = result(&list)?.unchecked_into();
            // A list that is full may go on.
            if (there.length() as usize) < neighbours.len() {
                // Both are in the same order.
                let mut listed = there.iter().map(|key| text(&key));
                let mut next = listed.next();
                for place in neighbours {
                    let key = keys[place].as_str();
                    while next
                        .as_ref()
                        .is_some_and(|next| key_order(next, key).is_lt())
                    {
                        next = listed.next();
                    }
                    is_absent[place] = next.as_deref() != Some(key);
                }
            }
        }
        Ok(is_absent)
    }

    async fn page_now(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<(String, String)>, StoreFault> {
        // U+FFFF is no character, so no key has it after the prefix.
        let end = JsValue::from(format!("{prefix}\u{ffff}"));
        let start = after.unwrap_or(prefix).into();
        let range = IdbKeyRange::bound_with_lower_open(&start, &end, after.is_some())
            .map_err(|error| broken(&error))?;
        let transaction = self.transaction("readonly")?;
        let store = transaction.store(RECORDS)?;
        let keys = store
            .get_all_keys_with_key_and_limit(&range, limit)
            .map_err(|e| broken(&e))?;
        let values = store
            .get_all_with_key_and_limit(&range, limit)
            .map_err(|e| broken(&e))?;
        transaction.complete().await?;
        let keys: Array = result(&keys)?.unchecked_into();
        let values: Array = result(&values)?.unchecked_into();
        Ok(keys
            .iter()
            .zip(values.iter())
            .map(|(key, value)| (text(&key), text(&value)))
            .collect())
    }

    async fn apply_now(&self, batch: &Batch) -> Result<(), StoreFault> {
        let transaction = self.transaction("readwrite")?;
        if let Err(fault) = request_all(&transaction, batch) {
            transaction.abort();
            return Err(fault);
        }
        transaction.complete().await
    }
}

impl StoredCopy for IndexedDbCopy {
    async fn open(&self) -> Result<Option<Meta>, StoreFault> {
        in_time(self.open_now(Place::Usual)).await
    }

    async fn open_elsewhere(&self) -> Result<Option<Meta>, StoreFault> {
        in_time(self.open_now(Place::Spare)).await
    }

    async fn get_each(&self, keys: &[String]) -> Result<Vec<Option<String>>, StoreFault> {
        in_time(self.get_each_now(keys)).await
    }

    async fn page(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<(String, String)>, StoreFault> {
        in_time(self.page_now(prefix, after, limit)).await
    }

    async fn apply(&self, batch: &Batch) -> Result<(), StoreFault> {
        in_time(self.apply_now(batch)).await
    }
}

/// Whether a key stands behind another among records of the same kind, such as `note/`.
fn follows(before: &str, key: &str) -> bool {
    let kind = |key: &str| key.find('/');
    let (is_behind, place) = (key_order(before, key).is_lt(), kind(key));
    is_behind && kind(before) == place && place.is_some_and(|end| before[..end] == key[..end])
}

fn request_all(transaction: &Transaction, batch: &Batch) -> Result<(), StoreFault> {
    let records = transaction.store(RECORDS)?;
    for change in &batch.changes {
        match change {
            Change::Put { key, stored } => records.put_with_key(&stored.into(), &key.into()),
            Change::Remove { key } => records.delete(&key.into()),
            Change::Clear => records.clear(),
        }
        .map_err(|error| broken(&error))?;
    }
    if let Some(meta) = &batch.meta {
        transaction
            .store(META)?
            .put_with_key(&meta.seal().into(), &META_KEY.into())
            .map_err(|error| broken(&error))?;
    }
    Ok(())
}

/// What is stored as text. Anything but a string was not stored by Baton: its JSON form is not a
/// sealed record, so it counts as damaged and is kept.
fn text(value: &JsValue) -> String {
    value
        .as_string()
        .or_else(|| JSON::stringify(value).ok().map(String::from))
        .unwrap_or_default()
}
