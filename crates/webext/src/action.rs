use crate::BrowserError;
use crate::object::object;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["browser", "action"], js_name = setBadgeText)]
    async fn action_set_badge_text(details: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["browser", "action"], js_name = setTitle)]
    async fn action_set_title(details: &JsValue) -> Result<JsValue, JsValue>;
}

/// Sets the toolbar button's badge on a tab, or on all without one of their own. `None` leaves a tab the
/// badge of all.
///
/// # Errors
/// When the tab is gone.
pub async fn set_badge_text(tab: Option<i32>, text: Option<&str>) -> Result<(), BrowserError> {
    let text = text.map_or(JsValue::NULL, JsValue::from_str);
    let details = match tab {
        Some(tab) => object(&[("tabId", tab.into()), ("text", text)])?,
        None => object(&[("text", text)])?,
    };
    action_set_badge_text(&details).await?;
    Ok(())
}

/// Sets the toolbar button's tooltip on a tab.
///
/// # Errors
/// When the tab is gone.
pub async fn set_title(tab: i32, title: &str) -> Result<(), BrowserError> {
    let details = object(&[("tabId", tab.into()), ("title", title.into())])?;
    action_set_title(&details).await?;
    Ok(())
}
