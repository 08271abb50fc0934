use crate::BrowserError;
use crate::extension_url;
use crate::object::object;
use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["browser", "extension"], js_name = isAllowedIncognitoAccess)]
    async fn is_allowed_incognito_access() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["browser", "declarativeNetRequest"], js_name = getSessionRules)]
    async fn dnr_session() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["browser", "declarativeNetRequest"], js_name = updateSessionRules)]
    async fn dnr_update_session(change: &JsValue) -> Result<JsValue, JsValue>;
}

/// Whether a page of ours can stand in the place of whatever page is opened. Where an extension may run in
/// private windows, Chromium shows an error in the place of its pages there.
pub async fn can_stand_anywhere() -> bool {
    if !extension_url("").starts_with("chrome-extension:") {
        return true;
    }
    let allowed = is_allowed_incognito_access().await;
    allowed.is_ok_and(|allowed| allowed.is_falsy())
}

/// Has `rules` hold in the place of the rule `id`, until the browser ends. `rules` is the JSON text of a
/// list of the browser's `Rule`s.
///
/// A rule that leads to a page of ours is no use any longer: in Chromium that page has another address then.
///
/// # Errors
/// What the browser reports, such as a rule that it does not take; then the rules before still hold.
pub async fn replace_session_rule(id: u32, rules: &str) -> Result<(), BrowserError> {
    let gone: Array = Array::of(&[JsValue::from(id)]);
    let change = object(&[
        ("removeRuleIds", gone.into()),
        ("addRules", JSON::parse(rules)?),
    ])?;
    dnr_update_session(&change).await?;
    Ok(())
}

/// Adds rules that hold until the browser ends, in place of those that have the same ids; beyond
/// `at_most` in all, those with the lowest ids go. `rules` is as in
/// [`replace_session_rule`].
///
/// # Errors
/// As there.
pub async fn add_session_rules(rules: &str, at_most: u32) -> Result<(), BrowserError> {
    let rules: Array = JSON::parse(rules)?.unchecked_into();
    let before = ids(&dnr_session().await?)?;
    let added = ids(&rules)?;
    let too_many = (before.length() + added.length()).saturating_sub(at_most);
    let gone = before.slice(0, too_many).concat(&added);
    let change = object(&[("removeRuleIds", gone.into()), ("addRules", rules.into())])?;
    dnr_update_session(&change).await?;
    Ok(())
}

fn ids(rules: &JsValue) -> Result<Array, JsValue> {
    let ids = Array::new();
    for rule in rules.unchecked_ref::<Array>().iter() {
        ids.push(&Reflect::get(&rule, &JsValue::from_str("id"))?);
    }
    ids.sort();
    Ok(ids)
}
