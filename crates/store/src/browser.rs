//! Where a browser keeps the two copies.
//!
//! Chromium: the first in the ordinary place, the second in a storage bucket, because databases of
//! one place share a log and are lost together. Not in a bucket each: Chromium keeps one table of the
//! buckets, and when that is damaged, as by a full disk, it gives up all of them, but not what is in
//! the ordinary place. Elsewhere: two databases in the ordinary place, which have a file each.

use crate::copies::Marker;
use crate::indexed_db::IndexedDbCopy;
use crate::reader::CopyReader;
use crate::two_copies::TwoCopies;
use baton_worktime::UtcMillis;
use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::IdbFactory;

const COPY_A: &str = "baton-a";
const COPY_B: &str = "baton-b";

/// The store of this browser profile.
pub type BrowserStore<M> = TwoCopies<IndexedDbCopy, M>;

/// Reads the second copy of this browser profile.
pub type BrowserReader = CopyReader<IndexedDbCopy>;

/// The store of this browser profile, for the background. Pages ask the background to write: a frame in
/// somebody else's page may not open a database at all.
///
/// Opens nothing before the first operation. `now` is the clock; `marker` must live outside
/// `IndexedDB`.
pub fn open_browser_store<M: Marker>(now: fn() -> UtcMillis, marker: M) -> BrowserStore<M> {
    TwoCopies::new(
        IndexedDbCopy::new(COPY_A),
        IndexedDbCopy::new(COPY_B),
        marker,
        now,
    )
}

/// Reads what the store of this browser profile has acknowledged, in a page of ours that stands in a tab;
/// `batch` and `None` as in [`CopyReader::open`].
pub async fn open_browser_reader(batch: u64) -> Option<BrowserReader> {
    CopyReader::open(IndexedDbCopy::new(COPY_B), batch).await
}

#[wasm_bindgen]
extern "C" {
    /// `StorageBucketManager`, which web-sys does not know.
    type StorageBuckets;

    #[wasm_bindgen(method, catch)]
    fn open(this: &StorageBuckets, name: &str, options: &Object) -> Result<Promise, JsValue>;
}

/// Which of the places of a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Where it is looked for first.
    Usual,
    /// Where it is made when the usual place is broken. Chromium does not mend a place whose files are
    /// damaged in some ways, nor lets it be deleted; another bucket works.
    Spare,
}

/// Where the database `name` is. It must be kept as long as that is used.
///
/// # Errors
/// The browser's exception, or that there is no such place.
pub(crate) async fn factory(name: &str, place: Place) -> Result<IdbFactory, JsValue> {
    let spare;
    let bucket = match place {
        Place::Usual if name == COPY_A => None,
        Place::Usual => Some(name),
        Place::Spare => {
            spare = format!("{name}-spare");
            Some(spare.as_str())
        }
    };
    let home = match (storage_buckets()?, bucket) {
        (Some(buckets), Some(name)) => {
            let options = Object::new();
            Reflect::set(&options, &"durability".into(), &"strict".into())?;
            Reflect::set(&options, &"persisted".into(), &JsValue::TRUE)?;
            JsFuture::from(buckets.open(name, &options)?).await?
        }
        (None, _) if place == Place::Spare => return Err("no other place".into()),
        _ => js_sys::global().into(),
    };
    let factory = Reflect::get(&home, &"indexedDB".into())?;
    if factory.is_object() {
        Ok(factory.unchecked_into())
    } else {
        Err("no indexedDB".into())
    }
}

/// The buckets, in an extension of Chromium.
///
/// The scheme is asked too: a browser that keeps the copies in databases today must find them
/// there after an update that teaches it buckets.
fn storage_buckets() -> Result<Option<StorageBuckets>, JsValue> {
    let global = js_sys::global();
    let location = Reflect::get(&global, &"location".into())?;
    let scheme = Reflect::get(&location, &"protocol".into())?;
    if scheme.as_string().as_deref() != Some("chrome-extension:") {
        return Ok(None);
    }
    let navigator = Reflect::get(&global, &"navigator".into())?;
    let buckets = Reflect::get(&navigator, &"storageBuckets".into())?;
    Ok(buckets.is_object().then(|| buckets.unchecked_into()))
}
