use crate::BrowserError;
use crate::object::object;
use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["browser", "sidebarAction"], js_name = open)]
    fn sidebar_open() -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["browser", "sidePanel"], js_name = open)]
    fn side_panel_open(where_to: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["browser", "windows"], js_name = getCurrent)]
    async fn windows_get_current() -> Result<JsValue, JsValue>;
}

/// Opens the notes beside the page, in Firefox's sidebar or in Chromium's side panel, and tells
/// whether it could.
///
/// Call it from within the handler of a press: Firefox lets nothing else open its sidebar.
pub fn open_beside(told: impl FnOnce(bool) + 'static) {
    // Each browser has one of the two; calling the other is an error that comes at once.
    let sidebar = sidebar_open();
    spawn_local(async move {
        let opened = match sidebar {
            Ok(opening) => JsFuture::from(opening).await.map_err(BrowserError::from),
            Err(_) => open_side_panel().await,
        };
        told(opened.is_ok());
    });
}

async fn open_side_panel() -> Result<JsValue, BrowserError> {
    let window = windows_get_current().await?;
    let id = Reflect::get(&window, &JsValue::from_str("id"))?;
    let opening = side_panel_open(&object(&[("windowId", id)])?)?;
    Ok(JsFuture::from(opening).await?)
}
