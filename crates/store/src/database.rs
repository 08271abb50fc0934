//! An `IndexedDB` database: connections and transactions, for those that keep something in one.
//!
//! Each transaction gets all its requests at once and is waited for as a whole, so nothing is
//! awaited inside one and "done" always means `complete`.
//!
//! In Chromium, databases of a bucket stop answering, without an event, once the bucket's factory
//! is garbage collected. So a connection keeps its factory, and nothing waits without end.

use crate::browser::{Place, factory};
use baton_app::ports::StoreFault;
use futures_channel::oneshot;
use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Object, Reflect};
use std::pin::pin;
use wasm_bindgen::prelude::*;
use web_sys::{
    Event, EventTarget, IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest,
    IdbTransaction,
};

/// How long one step of the browser's database may take: 30 s.
const ANSWER_MILLIS: u32 = 30_000;

/// A database as it is to be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layout {
    pub name: &'static str,
    pub version: u32,
    /// Its object stores: all of them are made with it.
    pub stores: &'static [&'static str],
    /// When a change counts as done: `strict`, once it is on the disk, or `relaxed`.
    pub durability: &'static str,
}

/// An answer, or a fault after [`ANSWER_MILLIS`]. A transaction given up on may still happen; the
/// browser lets no later one of the copy overtake it.
pub(crate) async fn in_time<T>(
    work: impl Future<Output = Result<T, StoreFault>>,
) -> Result<T, StoreFault> {
    match select(pin!(work), TimeoutFuture::new(ANSWER_MILLIS)).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => Err(StoreFault::Broken("no answer".to_owned())),
    }
}

/// An open database. Closed when dropped, and when somebody else wants to upgrade or delete it.
#[derive(Debug)]
pub(crate) struct Connection {
    database: IdbDatabase,
    layout: Layout,
    _factory: IdbFactory,
    _give_way: Closure<dyn FnMut()>,
}

impl Connection {
    /// Opens the database, making it when there is none.
    ///
    /// # Errors
    /// [`StoreFault::Newer`] for a later version, else [`StoreFault::Closed`].
    pub async fn open(layout: Layout, place: Place) -> Result<Self, StoreFault> {
        let factory = factory(layout.name, place).await;
        let factory = factory.map_err(|error| cannot_open(&error))?;
        let request = factory
            .open_with_u32(layout.name, layout.version)
            .map_err(|error| cannot_open(&error))?;
        let upgrading = request.clone();
        let upgrade = Closure::<dyn FnMut()>::new(move || {
            let made = upgrading.result().and_then(|database| {
                let database: IdbDatabase = database.unchecked_into();
                let mut stores = layout.stores.iter();
                stores.try_for_each(|store| database.create_object_store(store).map(drop))
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
                    layout,
                    _factory: factory,
                    _give_way: give_way,
                })
            }
            Err(error) if name_of(&error) == "VersionError" => {
                Err(match version(&factory, layout.name).await {
                    Some(version) => StoreFault::Newer(version),
                    None => cannot_open(&error),
                })
            }
            Err(error) => Err(cannot_open(&error)),
        }
    }
}

impl Connection {
    /// Begins a transaction over all stores: `readonly` or `readwrite`.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub fn transaction(&self, mode: &str) -> Result<Transaction, StoreFault> {
        let options = Object::new();
        Reflect::set(
            &options,
            &"durability".into(),
            &self.layout.durability.into(),
        )
        .map_err(|error| broken(&error))?;
        let stores: Array = self
            .layout
            .stores
            .iter()
            .map(|s| JsValue::from(*s))
            .collect();
        let transaction = self
            .database
            .unchecked_ref::<OptionsDatabase>()
            .transaction(&stores, mode, &options)
            .map_err(|error| broken(&error))?;
        let events = Events::of(&transaction, &["complete", "abort"]);
        Ok(Transaction {
            transaction,
            events,
        })
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

pub(crate) struct Transaction {
    transaction: IdbTransaction,
    events: Events,
}

impl Transaction {
    /// One of the stores.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub fn store(&self, name: &str) -> Result<IdbObjectStore, StoreFault> {
        self.transaction
            .object_store(name)
            .map_err(|error| broken(&error))
    }

    /// Waits for the end of all its requests.
    ///
    /// # Errors
    /// [`StoreFault`]: nothing of it was done.
    pub async fn complete(mut self) -> Result<(), StoreFault> {
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

    /// Gives it up: nothing of it is done.
    pub fn abort(self) {
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

/// What a request of a completed transaction gave.
pub(crate) fn result(request: &IdbRequest) -> Result<JsValue, StoreFault> {
    request.result().map_err(|error| broken(&error))
}

fn name_of(error: &JsValue) -> String {
    let name = Reflect::get(error, &"name".into())
        .ok()
        .and_then(|name| name.as_string());
    name.or_else(|| error.as_string())
        .unwrap_or_else(|| "AbortError".to_owned())
}

/// An exception as a fault.
pub(crate) fn broken(error: &JsValue) -> StoreFault {
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
