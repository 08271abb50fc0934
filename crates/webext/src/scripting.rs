use crate::BrowserError;
use crate::object::object;
use js_sys::{Array, JSON, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["browser", "scripting"], js_name = unregisterContentScripts)]
    async fn scripting_unregister() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["browser", "scripting"], js_name = registerContentScripts)]
    async fn scripting_register(scripts: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["browser", "scripting"], js_name = executeScript)]
    async fn scripting_execute(injection: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["browser", "permissions"], js_name = contains)]
    async fn permissions_contains(wanted: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["browser", "permissions"], js_name = request)]
    fn permissions_request(wanted: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["browser", "permissions"], js_name = remove)]
    async fn permissions_remove(unwanted: &JsValue) -> Result<JsValue, JsValue>;
}

/// Has content scripts run where `scripts` says, and nowhere else beside those of the manifest.
/// `scripts` is the JSON text of a list of the browser's `RegisteredContentScript`s.
///
/// # Errors
/// What the browser reports, such as a pattern without a permission.
pub async fn set_content_scripts(scripts: &str) -> Result<(), BrowserError> {
    let scripts = JSON::parse(scripts)?;
    scripting_unregister().await?;
    if scripts.unchecked_ref::<Array>().length() > 0 {
        scripting_register(&scripts).await?;
    }
    Ok(())
}

/// Runs a file of the extension in every frame of a tab that Baton may look into.
///
/// # Errors
/// When the tab is gone, or none of its frames may be looked into.
pub async fn run_in_tab(tab: i32, file: &str) -> Result<(), BrowserError> {
    let target = object(&[("tabId", tab.into()), ("allFrames", true.into())])?;
    let files = Array::of1(&JsValue::from_str(file));
    let injection = object(&[("target", target), ("files", files.into())])?;
    scripting_execute(&injection).await?;
    Ok(())
}

/// Runs files of the extension in the page of a tab, not in its frames, and gives the text that the
/// last one results in, or promises; `None` when that is no text.
///
/// # Errors
/// When the tab is gone, or may not be looked into.
pub async fn result_in_page(tab: i32, files: &[&str]) -> Result<Option<String>, BrowserError> {
    let target = object(&[("tabId", tab.into())])?;
    let files: Array = files.iter().map(|file| JsValue::from_str(file)).collect();
    let injection = object(&[("target", target), ("files", files.into())])?;
    let results: Array = scripting_execute(&injection).await?.unchecked_into();
    let result = Reflect::get(&results.get(0), &JsValue::from_str("result"))?;
    Ok(result.as_string())
}

/// Whether Baton may look into the pages of a match pattern.
pub async fn is_permitted(pattern: &str) -> bool {
    contains(origins(pattern)).await
}

/// Asks the person for the pages of a match pattern; `true` when they agree. The browser is asked
/// before this returns, because it listens only in the very press of a button.
pub fn request_permission(pattern: &str) -> impl Future<Output = bool> + use<> {
    request(origins(pattern))
}

/// Gives the permission for the pages of a match pattern back. What the manifest asks for stays.
pub async fn give_up_permission(pattern: &str) {
    give_up(origins(pattern)).await;
}

/// Whether a part of the browser's API is allowed that is asked for when it is wanted, such as
/// `notifications`.
pub async fn is_allowed(name: &str) -> bool {
    contains(named(name)).await
}

/// Asks the person for it, as [`request_permission`] does.
pub fn request_allowance(name: &str) -> impl Future<Output = bool> + use<> {
    request(named(name))
}

/// Gives it back.
pub async fn give_up_allowance(name: &str) {
    give_up(named(name)).await;
}

async fn contains(wanted: Result<JsValue, JsValue>) -> bool {
    let Ok(wanted) = wanted else {
        return false;
    };
    let contained = permissions_contains(&wanted).await;
    contained.is_ok_and(|contained| contained.is_truthy())
}

fn request(wanted: Result<JsValue, JsValue>) -> impl Future<Output = bool> + use<> {
    let asked = wanted.and_then(|wanted| permissions_request(&wanted));
    async move {
        match asked {
            Ok(granted) => JsFuture::from(granted)
                .await
                .is_ok_and(|granted| granted.is_truthy()),
            Err(_) => false,
        }
    }
}

async fn give_up(unwanted: Result<JsValue, JsValue>) {
    if let Ok(unwanted) = unwanted {
        let _ = permissions_remove(&unwanted).await;
    }
}

fn named(name: &str) -> Result<JsValue, JsValue> {
    object(&[("permissions", Array::of1(&JsValue::from_str(name)).into())])
}

fn origins(pattern: &str) -> Result<JsValue, JsValue> {
    object(&[("origins", Array::of1(&JsValue::from_str(pattern)).into())])
}
