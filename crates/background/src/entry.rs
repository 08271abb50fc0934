//! What `background.js` calls.

use crate::ports::{BrowserPorts, LocalMarker};
use baton_app::{App, Sender};
use baton_protocol::{Failure, Reply};
use baton_store::{BrowserStore, open_browser_store};
use baton_webext::{from_js, now, to_js};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

type Baton = App<BrowserPorts<BrowserStore<LocalMarker>>>;

thread_local! {
    static BATON: Rc<Baton> =
        Rc::new(App::new(BrowserPorts::new(open_browser_store(now, LocalMarker))));
}

/// Answers one message. `sender` has the fields of [`Sender`].
#[wasm_bindgen]
pub async fn handle(message: JsValue, sender: JsValue) -> JsValue {
    let (Ok(sender), Ok(request)) = (from_js::<Sender>(sender), from_js(message)) else {
        return failed(Failure::Malformed);
    };
    let answer = BATON.with(Rc::clone).handle(&sender, request).await;
    to_js(&answer).unwrap_or_else(|_| failed(Failure::Malformed))
}

/// A tab was closed.
#[wasm_bindgen]
pub async fn tab_closed(tab: i32) {
    BATON.with(Rc::clone).tab_closed(tab).await;
}

fn failed(failure: Failure) -> JsValue {
    to_js(&Reply::<()>::Failed(failure)).unwrap_or_default()
}
