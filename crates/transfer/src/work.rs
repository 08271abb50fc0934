//! Work that takes long: it can be stopped, says how far it is, and lets the page do something else.

use crate::model::{Progress, Trouble};
use js_sys::{Function, Promise};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// So long work goes on before the page may do something else, in milliseconds.
const AT_A_STRETCH: f64 = 40.0;

/// Work that can be stopped, and says how far it is.
#[derive(Clone)]
pub(crate) struct Work {
    /// Whether it is to stop.
    pub is_stopped: Rc<Cell<bool>>,
    /// Where it says how far it is.
    pub tell: yew::Callback<Progress>,
    /// When the page could last do something else, in milliseconds of its own clock.
    pub breathed: Rc<Cell<f64>>,
}

impl Work {
    /// Says how far the work is.
    ///
    /// # Errors
    /// [`Trouble::Stopped`].
    pub(crate) fn at(&self, done: u64, of: u64) -> Result<(), Trouble> {
        self.tell.emit(Progress { done, of });
        match self.is_stopped.get() {
            true => Err(Trouble::Stopped),
            false => Ok(()),
        }
    }

    /// The same, every now and then, and lets the page do something else before it goes on: for work that
    /// waits for nothing.
    ///
    /// # Errors
    /// [`Trouble::Stopped`].
    pub(crate) async fn breathe(&self, done: u64, of: u64) -> Result<(), Trouble> {
        let now = js_sys::Date::now();
        if (0.0..AT_A_STRETCH).contains(&(now - self.breathed.get())) {
            return Ok(());
        }
        turn().await;
        self.breathed.set(js_sys::Date::now());
        self.at(done, of)
    }
}

/// Lets everything else that waits have its turn: presses, drawing, answers of the browser's database. Timers
/// would do, but browsers make who sets one after the other wait for 4 ms each.
pub(crate) async fn turn() {
    let Ok(channel) = MessageChannel::new() else {
        return;
    };
    let (own, other) = (channel.port1(), channel.port2());
    let come = Promise::new(&mut |resolve: Function, _| own.set_onmessage(Some(&resolve)));
    // A message that cannot be posted would never come.
    if other.post_message(&JsValue::NULL).is_ok() {
        let _ = JsFuture::from(come).await;
    }
    own.close();
}
