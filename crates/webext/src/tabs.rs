use crate::object::object;
use crate::{BrowserError, extension_url};
use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["browser", "runtime"], js_name = openOptionsPage)]
    async fn runtime_open_options_page() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["browser", "tabs"], js_name = query)]
    async fn tabs_query(filter: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["browser", "tabs"], js_name = get)]
    async fn tabs_get(tab: i32) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["browser", "tabs"], js_name = create)]
    async fn tabs_create(properties: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["browser", "tabs"], js_name = sendMessage)]
    async fn tabs_send_message(
        tab: i32,
        message: &JsValue,
        options: &JsValue,
    ) -> Result<JsValue, JsValue>;
}

/// The tab the person looks at in this window.
pub async fn active_tab() -> Option<i32> {
    let here = [("active", true.into()), ("currentWindow", true.into())];
    let filter = object(&here).ok()?;
    let tabs: Array = tabs_query(&filter).await.ok()?.dyn_into().ok()?;
    let id = Reflect::get(&tabs.get(0), &JsValue::from_str("id")).ok()?;
    #[allow(
        clippy::cast_possible_truncation,
        reason = "browsers number tabs in 32 bits"
    )]
    id.as_f64().map(|id| id as i32)
}

/// Whether a tab stands in a private window.
pub async fn is_private(tab: i32) -> bool {
    let Ok(tab) = tabs_get(tab).await else {
        return false;
    };
    let told = Reflect::get(&tab, &JsValue::from_str("incognito"));
    told.is_ok_and(|told| told.is_truthy())
}

/// The host of the web page that a tab shows, with its port, as far as Baton may know it: after the toolbar button
/// was pressed there, or with a permission for the site.
pub async fn tab_host(tab: i32) -> Option<String> {
    let tab = tabs_get(tab).await.ok()?;
    let url = Reflect::get(&tab, &JsValue::from_str("url")).ok()?;
    let url = web_sys::Url::new(&url.as_string()?).ok()?;
    let is_web = matches!(url.protocol().as_str(), "http:" | "https:");
    is_web.then(|| url.host())
}

/// Tells the content script of a frame something, as JSON text of a `PageCommand`.
///
/// # Errors
/// When nobody listens there.
pub async fn command(tab: i32, frame: i64, command: &str) -> Result<(), BrowserError> {
    let message = JSON::parse(command)?;
    #[allow(
        clippy::cast_precision_loss,
        reason = "browsers number frames with exact JavaScript numbers"
    )]
    let frame = frame as f64;
    let options = object(&[("frameId", frame.into())])?;
    tabs_send_message(tab, &message, &options).await?;
    Ok(())
}

/// Opens a page of the extension in a new tab behind the one that is shown.
///
/// # Errors
/// What the browser reports.
pub async fn open_behind(path: &str) -> Result<(), BrowserError> {
    let properties = [
        ("url", extension_url(path).into()),
        ("active", false.into()),
    ];
    tabs_create(&object(&properties)?).await?;
    Ok(())
}

/// Opens a page of the extension, such as `popup.html`, in a new tab.
///
/// # Errors
/// What the browser reports.
pub async fn open_extension_page(path: &str) -> Result<(), BrowserError> {
    let properties = object(&[("url", extension_url(path).into())])?;
    tabs_create(&properties).await?;
    Ok(())
}

/// Opens the options page, or goes to the tab in which it stands.
///
/// # Errors
/// What the browser reports.
pub async fn open_options_page() -> Result<(), BrowserError> {
    runtime_open_options_page().await?;
    Ok(())
}

/// The address of the page to write about a link. What is begun in a private window is told so: a page
/// of the extension opens in an ordinary one.
#[must_use]
pub fn write_about(link: &str, is_private: bool) -> String {
    let link = String::from(js_sys::encode_uri_component(link));
    let key = if is_private { "private" } else { "about" };
    format!("write.html#{key}={link}")
}
