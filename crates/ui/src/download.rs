use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};

/// The browser reads the blob after the click returns; its address is let go a minute later.
const RELEASE_MS: u32 = 60_000;

/// Offers `content` to the browser as a file to save, and says whether it could.
///
/// Needs no permission: it follows a link to a Blob.
#[must_use]
pub fn save_file(name: &str, media_type: &str, content: &str) -> bool {
    offer(name, media_type, &JsValue::from_str(content)).is_ok()
}

/// The same for bytes of any kind. What they are is not told, so that nothing opens them.
#[must_use]
pub fn save_bytes(name: &str, content: &[u8]) -> bool {
    let bytes = js_sys::Uint8Array::from(content);
    offer(name, "application/octet-stream", &bytes).is_ok()
}

/// The same for what the browser holds already.
#[must_use]
pub fn save_blob(name: &str, blob: &web_sys::Blob) -> bool {
    offer_blob(name, blob).is_ok()
}

fn offer(name: &str, media_type: &str, content: &JsValue) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(content);
    let kind = web_sys::BlobPropertyBag::new();
    kind.set_type(media_type);
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &kind)?;
    offer_blob(name, &blob)
}

fn offer_blob(name: &str, blob: &web_sys::Blob) -> Result<(), JsValue> {
    let address = web_sys::Url::create_object_url_with_blob(blob)?;
    let link: web_sys::HtmlAnchorElement = web_sys::window()
        .and_then(|window| window.document())
        .ok_or(JsValue::NULL)?
        .create_element("a")?
        .unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Timeout::new(RELEASE_MS, move || {
        // An address that is gone already needs no releasing.
        let _ = web_sys::Url::revoke_object_url(&address);
    })
    .forget();
    Ok(())
}
