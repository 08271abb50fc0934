//! One copy in an `IndexedDB` database.
//!
//! Each transaction gets all its requests at once and is waited for as a whole, so nothing is
//! awaited inside one and "done" always means `complete`.
//!
//! In Chromium, databases of a bucket stop answering, without an event, once the bucket's factory
//! is garbage collected. So a connection keeps its factory, and nothing waits without end.

use crate::browser::factory;
use crate::copies::{Batch, Change, StoredCopy};
use crate::meta::{META_KEY, Meta, SCHEMA};
use baton_app::ports::StoreFault;
use futures_channel::oneshot;
use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, JSON, Object, Reflect};
use std::cell::RefCell;
use std::pin::pin;
use wasm_bindgen::prelude::*;
use web_sys::{
    Event, EventTarget, IdbDatabase, IdbFactory, IdbKeyRange, IdbOpenDbRequest, IdbRequest,
    IdbTransaction,
};

/// How long one step of the browser's database may take: 30 s.
const ANSWER_MILLIS: u32 = 30_000;

/// Text by key: the sealed records.
const RECORDS: &str = "records";
/// What the copy says about itself, under [`META_KEY`].
const META: &str = "meta";

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
            Some(connection) => Transaction::begin(&connection.database, mode),
            None => Err(StoreFault::Closed("not opened".to_owned())),
        }
    }
}

impl IndexedDbCopy {
    async fn open_now(&self) -> Result<Option<Meta>, StoreFault> {
        self.connection.replace(None);
        let factory = factory(self.name)
            .await
            .map_err(|error| cannot_open(&error))?;
        let connection = Connection::open(factory, self.name).await?;
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
        let transaction = self.transaction("readonly")?;
        let store = transaction.store(RECORDS)?;
        let requests: Result<Vec<IdbRequest>, JsValue> =
            keys.iter().map(|key| store.get(&key.into())).collect();
        let requests = requests.map_err(|error| broken(&error))?;
        transaction.complete().await?;
        let stored = requests.iter().map(|request| {
            let stored = result(request)?;
            Ok((!stored.is_undefined()).then(|| text(&stored)))
        });
        stored.collect()
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
        if let Err(fault) = transaction.request_all(batch) {
            transaction.abort();
            return Err(fault);
        }
        transaction.complete().await
    }
}

impl StoredCopy for IndexedDbCopy {
    async fn open(&self) -> Result<Option<Meta>, StoreFault> {
        in_time(self.open_now()).await
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

/// An answer, or a fault after [`ANSWER_MILLIS`]. A transaction given up on may still happen; the
/// browser lets no later one of the copy overtake it.
async fn in_time<T>(work: impl Future<Output = Result<T, StoreFault>>) -> Result<T, StoreFault> {
    match select(pin!(work), TimeoutFuture::new(ANSWER_MILLIS)).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => Err(StoreFault::Broken("no answer".to_owned())),
    }
}

/// An open database. Closed when dropped, and when somebody else wants to upgrade or delete it.
#[derive(Debug)]
struct Connection {
    database: IdbDatabase,
    _factory: IdbFactory,
    _give_way: Closure<dyn FnMut()>,
}

impl Connection {
    async fn open(factory: IdbFactory, name: &str) -> Result<Self, StoreFault> {
        let request = factory
            .open_with_u32(name, SCHEMA)
            .map_err(|error| cannot_open(&error))?;
        let upgrading = request.clone();
        let upgrade = Closure::<dyn FnMut()>::new(move || {
            let made = upgrading.result().and_then(|database| {
                let database: IdbDatabase = database.unchecked_into();
                database.create_object_store(RECORDS)?;
                database.create_object_store(META)
            });
            // A database without its stores must not come to be.
            if let (Err(_), Some(transaction)) = (made, upgrading.transaction()) {
                let _ = transaction.abort();
            }
        });
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        let opened = opened(&request).await;
        request.set_onupgradeneeded(None);
        match opened {
            Ok(database) => {
                let closing = database.clone();
                let give_way = Closure::<dyn FnMut()>::new(move || closing.close());
                database.set_onversionchange(Some(give_way.as_ref().unchecked_ref()));
                Ok(Self {
                    database,
                    _factory: factory,
                    _give_way: give_way,
                })
            }
            Err(error) if name_of(&error) == "VersionError" => {
                Err(match version(&factory, name).await {
                    Some(version) => StoreFault::Newer(version),
                    None => cannot_open(&error),
                })
            }
            Err(error) => Err(cannot_open(&error)),
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.set_onversionchange(None);
        self.database.close();
    }
}

/// The database of a request to open one, or the exception.
async fn opened(request: &IdbOpenDbRequest) -> Result<IdbDatabase, JsValue> {
    let mut events = Events::of(request, &["success", "error", "blocked"]);
    let event = events.next().await;
    match event.as_ref().map(Event::type_).as_deref() {
        Some("success") => Ok(request.result()?.unchecked_into()),
        Some("blocked") => {
            // The database may still open later; nobody waits for it then.
            let late = request.clone();
            let close = Closure::once_into_js(move || {
                if let Ok(database) = late.result() {
                    database.unchecked_into::<IdbDatabase>().close();
                }
            });
            request.set_onsuccess(Some(close.unchecked_ref()));
            Err("blocked".into())
        }
        _ => {
            // Handled here, so the browser need not report it as uncaught.
            event.iter().for_each(Event::prevent_default);
            Err(request.error()?.map_or(JsValue::UNDEFINED, Into::into))
        }
    }
}

/// The version of an existing database.
async fn version(factory: &IdbFactory, name: &str) -> Option<u32> {
    let database = opened(&factory.open(name).ok()?).await.ok()?;
    let version = database.version();
    database.close();
    // Versions are whole numbers; one beyond u32 is a later schema all the same.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates"
    )]
    Some(version as u32)
}

#[wasm_bindgen]
extern "C" {
    /// `IDBDatabase`, for the options of a transaction that web-sys keeps back as unstable.
    type OptionsDatabase;

    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &OptionsDatabase,
        stores: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}

struct Transaction {
    transaction: IdbTransaction,
    events: Events,
}

impl Transaction {
    fn begin(database: &IdbDatabase, mode: &str) -> Result<Self, StoreFault> {
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into()).map_err(|e| broken(&e))?;
        let stores = Array::of2(&RECORDS.into(), &META.into());
        let transaction = database
            .unchecked_ref::<OptionsDatabase>()
            .transaction(&stores, mode, &options)
            .map_err(|error| broken(&error))?;
        let events = Events::of(&transaction, &["complete", "abort"]);
        Ok(Self {
            transaction,
            events,
        })
    }

    fn store(&self, name: &str) -> Result<web_sys::IdbObjectStore, StoreFault> {
        self.transaction
            .object_store(name)
            .map_err(|error| broken(&error))
    }

    fn request_all(&self, batch: &Batch) -> Result<(), StoreFault> {
        let records = self.store(RECORDS)?;
        for change in &batch.changes {
            match change {
                Change::Put { key, stored } => records.put_with_key(&stored.into(), &key.into()),
                Change::Remove { key } => records.delete(&key.into()),
            }
            .map_err(|error| broken(&error))?;
        }
        if let Some(meta) = &batch.meta {
            self.store(META)?
                .put_with_key(&meta.seal().into(), &META_KEY.into())
                .map_err(|error| broken(&error))?;
        }
        Ok(())
    }

    async fn complete(mut self) -> Result<(), StoreFault> {
        let event = self.events.next().await;
        if event.is_some_and(|event| event.type_() == "complete") {
            return Ok(());
        }
        Err(broken(
            &self
                .transaction
                .error()
                .map_or(JsValue::UNDEFINED, Into::into),
        ))
    }

    fn abort(self) {
        // Fails only when the browser has aborted it already.
        let _ = self.transaction.abort();
    }
}

/// Events of one target, listened to until dropped.
struct Events {
    target: EventTarget,
    names: &'static [&'static str],
    listener: Closure<dyn FnMut(Event)>,
    first: oneshot::Receiver<Event>,
}

impl Events {
    fn of(target: &EventTarget, names: &'static [&'static str]) -> Self {
        let (sender, first) = oneshot::channel();
        let mut sender = Some(sender);
        let listener = Closure::<dyn FnMut(Event)>::new(move |event| {
            if let Some(sender) = sender.take() {
                // Nobody waits any more: the event concerns nobody.
                let _ = sender.send(event);
            }
        });
        for name in names {
            // Adding a listener to a live target cannot fail.
            let _ =
                target.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        }
        Self {
            target: target.clone(),
            names,
            listener,
            first,
        }
    }

    async fn next(&mut self) -> Option<Event> {
        (&mut self.first).await.ok()
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        for name in self.names {
            let listener = self.listener.as_ref().unchecked_ref();
            let _ = self
                .target
                .remove_event_listener_with_callback(name, listener);
        }
    }
}

fn result(request: &IdbRequest) -> Result<JsValue, StoreFault> {
    request.result().map_err(|error| broken(&error))
}

/// What is stored as text. Anything but a string was not stored by Baton: its JSON form is not a
/// sealed record, so it counts as damaged and is kept.
fn text(value: &JsValue) -> String {
    value
        .as_string()
        .or_else(|| JSON::stringify(value).ok().map(String::from))
        .unwrap_or_default()
}

fn name_of(error: &JsValue) -> String {
    let name = Reflect::get(error, &"name".into())
        .ok()
        .and_then(|name| name.as_string());
    name.or_else(|| error.as_string())
        .unwrap_or_else(|| "AbortError".to_owned())
}

fn broken(error: &JsValue) -> StoreFault {
    match name_of(error).as_str() {
        "QuotaExceededError" => StoreFault::Full,
        name => StoreFault::Broken(name.to_owned()),
    }
}

fn cannot_open(error: &JsValue) -> StoreFault {
    match broken(error) {
        StoreFault::Broken(name) => StoreFault::Closed(name),
        fault => fault,
    }
}
