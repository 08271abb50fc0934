//! Saving files without a question, where the person allowed it.

use crate::BrowserError;
use crate::object::object;
use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["browser", "downloads"], js_name = download)]
    async fn downloads_download(options: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["browser", "downloads"], js_name = search)]
    async fn downloads_search(query: &JsValue) -> Result<JsValue, JsValue>;
}

/// A file on its way into the folder for downloads.
#[derive(Debug)]
pub struct Download(JsValue);

/// Begins to save what stands at an address of our own, such as that of a Blob, in the folder for
/// downloads: under `name`, in which `/` parts folders, or under a free name like it.
///
/// # Errors
/// Where the person does not allow it, or the browser cannot.
pub async fn download(address: &str, name: &str) -> Result<Download, BrowserError> {
    let options = object(&[
        ("url", address.into()),
        ("filename", name.into()),
        ("saveAs", false.into()),
        ("conflictAction", "uniquify".into()),
    ])?;
    Ok(Download(downloads_download(&options).await?))
}

impl Download {
    /// Whether the file is there; `None` while it is on its way.
    ///
    /// # Errors
    /// What the browser reports.
    pub async fn is_saved(&self) -> Result<Option<bool>, BrowserError> {
        let found = downloads_search(&object(&[("id", self.0.clone())])?).await?;
        let found = found.unchecked_into::<Array>().get(0);
        let state = Reflect::get(&found, &JsValue::from_str("state"))?;
        Ok(match state.as_string().as_deref() {
            Some("in_progress") => None,
            state => Some(state == Some("complete")),
        })
    }
}
