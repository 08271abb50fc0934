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
/// How far it is is said so often, in milliseconds: each time the page is drawn anew.
const TOLD_EVERY: f64 = 200.0;

/// Work that can be stopped, and says how far it is.
#[derive(Clone)]
pub(crate) struct Work {
    /// Whether it is to stop.
    pub is_stopped: Rc<Cell<bool>>,
    /// Where it says how far it is.
    pub tell: yew::Callback<Progress>,
    /// When the page could last do something else, in milliseconds of its own clock.
    pub breathed: Rc<Cell<f64>>,
    /// When it was last said how far it is, in milliseconds of the page's clock.
    pub told: Rc<Cell<f64>>,
}

impl Work {
    /// Says how far the work is, every now and then and at its end.
    ///
    /// # Errors
    /// [`Trouble::Stopped`].
    pub(crate) fn at(&self, done: u64, of: u64) -> Result<(), Trouble> {
        if has_passed(TOLD_EVERY, &self.told) || (done >= of && of > 0) {
            self.tell.emit(Progress { done, of });
        }
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
        if has_passed(AT_A_STRETCH, &self.breathed) {
            turn().await;
            self.breathed.set(js_sys::Date::now());
            self.at(done, of)?;
        }
        Ok(())
    }
}

/// Whether so many milliseconds have passed since a moment, which is now if they have. A clock that was set back
/// has nobody wait.
fn has_passed(millis: f64, since: &Cell<f64>) -> bool {
    let now = js_sys::Date::now();
    let has_passed = !(0.0..millis).contains(&(now - since.get()));
    if has_passed {
        since.set(now);
    }
    has_passed
}

/// Lets everything else that waits have its turn: presses, drawing, answers of the browser's database. Timers
/// would do, but browsers make who sets one after the other wait for 4 ms each.
async fn turn() {
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
