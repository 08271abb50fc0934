//! What `background.js` calls.

use crate::modules;
use crate::ports::{BrowserMarker, BrowserPorts};
use baton_app::omnibox::Style;
use baton_app::{App, Sender};
use baton_protocol::{Failure, Reply};
use baton_store::{BrowserStore, open_browser_store};
use baton_webext::now;
use js_sys::Function;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

type Baton = App<BrowserPorts<BrowserStore<BrowserMarker>>>;

thread_local! {
    static BATON: Rc<Baton> =
        Rc::new(App::new(BrowserPorts::new(open_browser_store(now, BrowserMarker))));
}

/// The longest message looked at, in bytes of JSON: a prompt hands over a note's text with up to
/// four texts it may have saved before, of 2 MB at most each.
const MAX_MESSAGE_BYTES: usize = 12_000_000;

/// Answers one message. `message` is the JSON text of a [`baton_protocol::Request`], `sender` that
/// of a [`Sender`]; so is the answer.
///
/// Text, because records are JSON text too: one codec for both halves the worker's serde code.
#[wasm_bindgen]
pub async fn handle(message: String, sender: String) -> String {
    if message.len() > MAX_MESSAGE_BYTES {
        return failed(Failure::Malformed);
    }
    let read = (
        baton_json::from_str::<Sender>(&sender),
        baton_json::from_str(&message),
    );
    let (Ok(sender), Ok(request)) = read else {
        return failed(Failure::Malformed);
    };
    let answer = BATON.with(Rc::clone).handle(&sender, request).await;
    answer.to_json()
}

/// What the address bar suggests for `typed`, as the JSON text of a list of
/// [`Suggestion`](baton_app::omnibox::Suggestion)s: with Chromium's markup, or plain.
#[wasm_bindgen]
pub async fn suggest(typed: String, with_markup: bool) -> String {
    let style = if with_markup {
        Style::Markup
    } else {
        Style::Plain
    };
    let suggestions = BATON.with(Rc::clone).suggest(typed, style).await;
    serde_json::to_string(&suggestions).unwrap_or_default()
}

/// A tab was closed.
#[wasm_bindgen]
pub async fn tab_closed(tab: i32) {
    BATON.with(Rc::clone).tab_closed(tab).await;
}

/// The browser started, or Baton was updated.
#[wasm_bindgen]
pub async fn started() {
    BATON.with(Rc::clone).started().await;
}

/// Baton was woken for what is due.
#[wasm_bindgen]
pub async fn follow_up() {
    // What fails now is tried again in an hour.
    let _ = BATON.with(Rc::clone).follow_up().await;
}

/// Has the jobs of the desk, of the finder and of the scout done by these functions: each takes the
/// JSON text of a job and promises that of its reply.
#[wasm_bindgen]
pub fn work_by(desk: Function, finder: Function, scout: Function) {
    modules::work_by(desk, finder, scout);
}

/// Calls `listener` with the message of the first panic: this instance is then to be replaced.
#[wasm_bindgen]
pub fn report_panics_to(listener: Function) {
    baton_webext::report_panics_to(listener);
}

fn failed(failure: Failure) -> String {
    serde_json::to_string(&Reply::<()>::Failed(failure)).unwrap_or_default()
}
