use crate::{BrowserError, extension_url, to_js};
use baton_protocol::PageCommand;
use js_sys::{Array, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["browser", "tabs"], js_name = query)]
    async fn tabs_query(filter: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["browser", "tabs"], js_name = create)]
    async fn tabs_create(properties: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["browser", "tabs"], js_name = sendMessage)]
    async fn tabs_send_message(
        tab: i32,
        message: &JsValue,
        options: &JsValue,
    ) -> Result<JsValue, JsValue>;
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ActiveHere {
    active: bool,
    current_window: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ToFrame {
    frame_id: i32,
}

#[derive(Serialize)]
struct NewTab {
    url: String,
}

/// The tab the person looks at in this window.
pub async fn active_tab() -> Option<i32> {
    let filter = to_js(&ActiveHere {
        active: true,
        current_window: true,
    })
    .ok()?;
    let tabs: Array = tabs_query(&filter).await.ok()?.dyn_into().ok()?;
    let id = Reflect::get(&tabs.get(0), &JsValue::from_str("id")).ok()?;
    #[allow(
        clippy::cast_possible_truncation,
        reason = "browsers number tabs in 32 bits"
    )]
    id.as_f64().map(|id| id as i32)
}

/// Tells the content script of a frame something.
///
/// # Errors
/// When nobody listens there.
pub async fn command(tab: i32, frame: i32, command: &PageCommand) -> Result<(), BrowserError> {
    let message = to_js(command).map_err(JsValue::from)?;
    let options = to_js(&ToFrame { frame_id: frame }).map_err(JsValue::from)?;
    tabs_send_message(tab, &message, &options).await?;
    Ok(())
}

/// Opens a page of the extension, such as `popup.html`, in a new tab.
///
/// # Errors
/// What the browser reports.
pub async fn open_extension_page(path: &str) -> Result<(), BrowserError> {
    let properties = to_js(&NewTab {
        url: extension_url(path),
    })
    .map_err(JsValue::from)?;
    tabs_create(&properties).await?;
    Ok(())
}
