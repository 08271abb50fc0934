//! A session on a page: what it borrows from the browser, and what it asks of the page.

use crate::event::{Effect, Event, Host};
use crate::view::Ui;
use baton_protocol::{PromptRequest, PromptView};
use baton_ui::{tick, wait_for, wall_clock};
use baton_webext::{BrowserMessages, TemporalZones};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTextAreaElement};

/// What the session borrows from the browser.
#[must_use]
pub fn host() -> Host<'static> {
    Host {
        zones: &TemporalZones,
        words: &BrowserMessages,
        tick: tick(),
        clock: wall_clock(),
    }
}

/// What the background told at the start, as a page's component is given it: once, and never
/// compared by what is in it.
#[derive(Debug, Clone)]
pub struct Told(pub Rc<PromptView>);

impl PartialEq for Told {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Keeps a session going: its next save, and the focus that waits for its element.
#[derive(Debug, Default)]
pub struct Running {
    focus: Option<&'static str>,
    save: Option<Timeout>,
}

impl Running {
    /// Hands an event to the session and has done what follows from it.
    pub fn update(&mut self, ui: &Ui, event: Event, ask: impl Fn(PromptRequest)) {
        let effects = ui.session.borrow_mut().update(event, host());
        for effect in effects {
            match effect {
                Effect::Ask(request) => ask(request),
                Effect::Focus(id) => self.focus = Some(id),
            }
        }
        self.save = ui.session.borrow().saves.due_at().map(|due| {
            let send = ui.send.clone();
            Timeout::new(wait_for(due), move || send.emit(Event::SaveDue))
        });
    }

    /// Moves the focus where it is wanted, once that is there.
    pub fn rendered(&mut self) {
        // Not there yet: what it belongs to is still on its way.
        if let Some(target) = self.focus.and_then(element) {
            self.focus = None;
            // An element that cannot take the focus leaves it where it was.
            let _ = target.focus();
            if let Some(text) = target.dyn_ref::<HtmlTextAreaElement>() {
                text.select();
            }
        }
    }
}

fn element(id: &str) -> Option<HtmlElement> {
    let document = web_sys::window()?.document()?;
    document.get_element_by_id(id)?.dyn_into().ok()
}
