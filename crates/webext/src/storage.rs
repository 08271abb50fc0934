use crate::BrowserError;
use crate::object::object;
use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    #[wasm_bindgen(extends = Object)]
    type StorageArea;

    #[wasm_bindgen(thread_local_v2, js_namespace = ["browser", "storage"], js_name = local)]
    static LOCAL: StorageArea;

    #[wasm_bindgen(thread_local_v2, js_namespace = ["browser", "storage"], js_name = session)]
    static SESSION: StorageArea;

    #[wasm_bindgen(method, catch, js_name = get)]
    async fn area_get(this: &StorageArea, keys: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = set)]
    async fn area_set(this: &StorageArea, items: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, js_name = remove)]
    fn area_forget(this: &StorageArea, key: &str) -> Promise;

    #[wasm_bindgen(method, catch, js_name = remove)]
    async fn area_remove(this: &StorageArea, key: &str) -> Result<JsValue, JsValue>;
}

/// A storage area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// On disk. For markers only: it can be lost, so notes never go here.
    Local,
    /// In memory, for as long as the browser runs; survives a stopped worker.
    Session,
}

fn area(area: Area) -> StorageArea {
    match area {
        Area::Local => LOCAL.with(StorageArea::clone),
        Area::Session => SESSION.with(StorageArea::clone),
    }
}

/// The text under `key`; `None` when there is none.
///
/// # Errors
/// What the browser reports.
pub async fn get(from: Area, key: &str) -> Result<Option<String>, BrowserError> {
    let found = area(from).area_get(&JsValue::from_str(key)).await?;
    Ok(Reflect::get(&found, &JsValue::from_str(key))?.as_string())
}

/// The text under `key`, which is there no longer once it was given; `None` when there is none. What
/// cannot be read is as if it was not there; what cannot be removed goes with the browser.
pub async fn take(from: Area, key: &str) -> Option<String> {
    let text = get(from, key).await.ok().flatten();
    // Nobody waits for it.
    let _ = area(from).area_forget(key);
    text
}

/// Every text in the area.
///
/// # Errors
/// What the browser reports.
pub async fn get_all(from: Area) -> Result<Vec<(String, String)>, BrowserError> {
    let found = area(from).area_get(&JsValue::NULL).await?;
    let entries = Object::entries(found.unchecked_ref::<Object>());
    Ok(entries
        .iter()
        .filter_map(|entry| {
            let entry: js_sys::Array = entry.unchecked_into();
            Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
        })
        .collect())
}

/// Sets the text under `key`.
///
/// # Errors
/// What the browser reports, such as a full quota.
pub async fn set(to: Area, key: &str, value: &str) -> Result<(), BrowserError> {
    let items = object(&[(key, value.into())])?;
    area(to).area_set(&items).await?;
    Ok(())
}

/// Removes `key`.
///
/// # Errors
/// What the browser reports.
pub async fn remove(from: Area, key: &str) -> Result<(), BrowserError> {
    area(from).area_remove(key).await?;
    Ok(())
}
