//! The prompt's root: runs what the session asks for, keeps the timers and the frame's size.

use crate::frame::{Natural, Shape, resize};
use crate::view::{card, pill};
use baton_editor::session::{Event, Screen, Session};
use baton_editor::view::Ui;
use baton_editor::{Running, Told, host};
use baton_protocol::{PromptRequest, PromptSize};
use baton_ui::{Sight, on_leaving};
use gloo::events::{EventListener, EventListenerOptions};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

/// What [`Prompt`] takes.
#[derive(PartialEq, Properties)]
pub struct PromptProps {
    /// What the background answered to the ticket.
    pub view: Told,
}

/// The prompt.
pub struct Prompt {
    ui: Option<Ui>,
    running: Running,
    asked_size: Cell<Option<PromptSize>>,
    _listeners: Vec<EventListener>,
}

fn document() -> Option<Document> {
    web_sys::window().and_then(|window| window.document())
}

fn element(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

impl Component for Prompt {
    type Message = Event;
    type Properties = PromptProps;

    fn create(context: &Context<Self>) -> Self {
        let root = document().and_then(|document| document.document_element());
        let Told(view) = context.props().view.clone();
        let ui = root.map(|root| Ui {
            session: Rc::new(RefCell::new(Session::new(view, host()))),
            send: context.link().callback(|event: Event| event),
            sight: Some(Rc::new(Sight::watch(&root))),
        });
        let listeners = if ui.is_some() {
            context.link().send_message(Event::Begun);
            listen(context)
        } else {
            Vec::new()
        };
        Self {
            ui,
            running: Running::default(),
            asked_size: Cell::new(None),
            _listeners: listeners,
        }
    }

    fn update(&mut self, context: &Context<Self>, event: Event) -> bool {
        let Some(ui) = &self.ui else { return false };
        // What the card shows stands already when it was only opened.
        let changes = event != Event::Begun;
        self.running
            .update(ui, event, |request| ask(context, request));
        changes
    }

    fn rendered(&mut self, context: &Context<Self>, _: bool) {
        self.running.rendered();
        self.fit(context);
    }

    fn view(&self, _: &Context<Self>) -> Html {
        match &self.ui {
            Some(ui) if ui.session.borrow().folded => pill(ui),
            Some(ui) => card(ui),
            None => Html::default(),
        }
    }
}

impl Prompt {
    /// Asks the page for a frame that fits what is shown.
    fn fit(&self, context: &Context<Self>) {
        let Some(ui) = &self.ui else { return };
        let session = ui.session.borrow();
        if session.screen == Screen::SteppingAside {
            return;
        }
        let shape = Shape::of(&session);
        let Some(natural) = measure(shape) else {
            return;
        };
        if let Some(size) = resize(shape, natural, self.asked_size.get()) {
            self.asked_size.set(Some(size));
            ask(context, PromptRequest::Resize(size));
        }
    }
}

/// What the card would take if nothing had to scroll, or what the pill takes.
fn measure(shape: Shape) -> Option<Natural> {
    if shape == Shape::Wide {
        // Always of one size; measuring would lay the whole preview out at each keystroke.
        return Some(Natural {
            width: 0,
            height: 0,
        });
    }
    let length = |pixels: i32| u16::try_from(pixels).unwrap_or(u16::MAX);
    if shape == Shape::Pill {
        let pill = element("pill")?;
        return Some(Natural {
            width: length(pill.offset_width()),
            height: length(pill.offset_height()),
        });
    }
    let parts = ["head", "content", "foot"].map(|id| element(id).map_or(0, |e| e.offset_height()));
    // The body's padding above and below the content, and the card's border.
    let around = 22;
    Some(Natural {
        width: 0,
        height: length(parts.iter().sum::<i32>() + around),
    })
}

fn ask(context: &Context<Prompt>, request: PromptRequest) {
    context.link().send_future(async move {
        let reply = baton_webext::ask(&request).await;
        Event::Answer(Box::new(request), reply)
    });
}

/// Whether the person moves the caret by a word: so Option and an arrow do in a text on a Mac.
/// Elsewhere Alt and an arrow would leave the whole page.
fn moves_caret(key: &KeyboardEvent) -> bool {
    let platform = web_sys::window().and_then(|window| window.navigator().platform().ok());
    let target = key.target().and_then(|target| target.dyn_into().ok());
    platform.is_some_and(|platform| platform.starts_with("Mac"))
        && target.is_some_and(|target: Element| {
            let is_text = target.matches("input, textarea, [contenteditable]");
            is_text.unwrap_or_default()
        })
}

fn listen(context: &Context<Prompt>) -> Vec<EventListener> {
    let (Some(window), Some(document)) = (web_sys::window(), document()) else {
        return Vec::new();
    };
    let send = context.link().callback(|event: Event| event);
    let mut listeners = on_leaving(&send.reform(|()| Event::Leaving));
    let reflowed = send.reform(|()| Event::Reflowed);
    listeners.push(EventListener::new(&window, "resize", move |_| {
        reflowed.emit(());
    }));
    let options = EventListenerOptions::enable_prevent_default();
    let keys = EventListener::new_with_options(&document, "keydown", options, move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        let meant = match key.key().as_str() {
            // Within an input method, Escape takes back what is being composed.
            "Escape" if !key.is_composing() => Event::Fold(true),
            "ArrowLeft" if key.alt_key() && !moves_caret(key) => Event::Back,
            _ => return,
        };
        if event.is_trusted() {
            event.prevent_default();
            send.emit(meant);
        }
    });
    listeners.push(keys);
    listeners
}
