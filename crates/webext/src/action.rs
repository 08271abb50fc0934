use crate::BrowserError;
use crate::to_js;
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["browser", "action"], js_name = setBadgeText)]
    async fn action_set_badge_text(details: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["browser", "action"], js_name = setTitle)]
    async fn action_set_title(details: &JsValue) -> Result<JsValue, JsValue>;
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Text<'a> {
    tab_id: i32,
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Title<'a> {
    tab_id: i32,
    title: &'a str,
}

/// Sets the toolbar button's badge on a tab; empty clears it.
///
/// # Errors
/// When the tab is gone.
pub async fn set_badge_text(tab: i32, text: &str) -> Result<(), BrowserError> {
    let details = to_js(&Text { tab_id: tab, text }).map_err(JsValue::from)?;
    action_set_badge_text(&details).await?;
    Ok(())
}

/// Sets the toolbar button's tooltip on a tab.
///
/// # Errors
/// When the tab is gone.
pub async fn set_title(tab: i32, title: &str) -> Result<(), BrowserError> {
    let details = to_js(&Title { tab_id: tab, title }).map_err(JsValue::from)?;
    action_set_title(&details).await?;
    Ok(())
}
