//! The page's root: runs what the session asks for, and goes when that is done.

use crate::leaving::{Leave, asks_before_closing, leave};
use crate::view::show;
use crate::{address, ask};
use baton_brief::Brief;
use baton_editor::session::{Event, Session};
use baton_editor::view::Ui;
use baton_editor::{Running, Told, host};
use baton_gate::Answers;
use baton_notes::NoteId;
use baton_protocol::{Failure, PromptReply, PromptRequest, WriteReply, WriteRequest};
use baton_ui::on_leaving;
use gloo::events::{EventListener, EventListenerOptions};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

/// What [`WritePage`] takes.
#[derive(PartialEq, Properties)]
pub struct WritePageProps {
    /// The note.
    pub note: NoteId,
    /// Whether it is a new one.
    pub is_new: bool,
    /// What the background told of it.
    pub view: Told,
    /// Whether the text that stands there left Baton.
    pub has_left: bool,
}

/// What happens to [`WritePage`].
#[allow(
    clippy::large_enum_variant,
    reason = "made once an event and used at once"
)]
pub enum Message {
    /// What happens to the brief.
    Session(Event),
    /// Begin with the text of another note.
    Take(String),
    /// *Done*.
    Done,
    /// Escape, which is *Done* where nothing would be lost.
    Escape,
    /// *Leave and lose it*.
    Lose,
}

/// The write page.
pub struct WritePage {
    ui: Ui,
    running: Running,
    /// Whether the note is stored, so that there is something to go back to.
    is_stored: bool,
    /// Whether the page is to go as soon as it can.
    leaves: bool,
    /// Whether it is asked if what was typed may be lost.
    asks: bool,
    _listeners: Vec<EventListener>,
}

impl Component for WritePage {
    type Message = Message;
    type Properties = WritePageProps;

    fn create(context: &Context<Self>) -> Self {
        let props = context.props();
        let Told(view) = props.view.clone();
        let session = Rc::new(RefCell::new(Session::at_the_brief(view, host())));
        let send = context.link().callback(Message::Session);
        let mut listeners = on_leaving(&send.reform(|()| Event::Leaving));
        listeners.extend(on_escape(context.link().callback(|()| Message::Escape)));
        listeners.extend(ask_before_closing(session.clone()));
        context.link().send_message(Message::Session(Event::Begun));
        Self {
            ui: Ui {
                session,
                send,
                // Nobody's page is around this one.
                sight: None,
            },
            running: Running::default(),
            is_stored: !props.is_new,
            leaves: false,
            asks: false,
            _listeners: listeners,
        }
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        let event = match message {
            Message::Session(event) => event,
            Message::Take(from) => {
                take(context, &from);
                return false;
            }
            Message::Escape if self.would_lose() => return false,
            Message::Done | Message::Escape => {
                self.leaves = true;
                Event::Leaving
            }
            Message::Lose => {
                self.ui.session.borrow_mut().would_lose = false;
                self.leaves = true;
                Event::Leaving
            }
        };
        self.note_kept(context, &event);
        let note = &context.props().note;
        self.running.update(&self.ui, event, |request| {
            put(context, note, request);
        });
        self.asks &= self.would_lose();
        self.go_if_done(context);
        true
    }

    fn rendered(&mut self, context: &Context<Self>, first: bool) {
        self.running.rendered();
        if first {
            begin_at(if context.props().is_new {
                "template"
            } else {
                "brief-ask"
            });
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let done = context.link().callback(|_: MouseEvent| Message::Done);
        let take = context.link().callback(Message::Take);
        let lose = |_: MouseEvent| Message::Lose;
        let lose = self.asks.then(|| context.link().callback(lose));
        show(&self.ui, context.props(), (&done, lose), &take)
    }
}

impl WritePage {
    /// From its first save on, a new note stands in the address.
    fn note_kept(&mut self, context: &Context<Self>, event: &Event) {
        let is_private = self.ui.session.borrow().view.private;
        if let Event::Answer(_, Ok(PromptReply::Saved { .. })) = event
            && !self.is_stored
            && !is_private
        {
            self.is_stored = true;
            address::name(&context.props().note);
        }
    }

    fn would_lose(&self) -> bool {
        self.ui.session.borrow().would_lose
    }

    fn go_if_done(&mut self, context: &Context<Self>) {
        if !self.leaves {
            return;
        }
        let session = self.ui.session.borrow();
        match leave(session.kept, &session.saves, session.would_lose) {
            Leave::Go => address::to_notes(self.is_stored.then_some(&context.props().note)),
            Leave::Wait => {}
            Leave::Stay => self.leaves = false,
            Leave::Ask => {
                self.leaves = false;
                self.asks = true;
            }
        }
    }
}

/// Puts a question to the background.
fn put(context: &Context<WritePage>, note: &NoteId, request: PromptRequest) {
    if let PromptRequest::OpenNote(note) = &request {
        return address::open(note);
    }
    let question = ask::about(note, &request);
    context.link().send_future(async move {
        let reply = match question {
            Some(question) => baton_webext::ask(&question).await,
            None => Err(Failure::Refused),
        };
        let reply = reply.and_then(|reply| match reply {
            WriteReply::Writing(reply) => Ok(reply),
            WriteReply::View { .. } => Err(Failure::Malformed),
        });
        Message::Session(Event::Answer(Box::new(request), reply))
    });
}

/// Puts the text of another note into this one, as if it had been typed. What it was needed by has
/// passed.
fn take(context: &Context<WritePage>, from: &str) {
    let Ok(from) = NoteId::parse(from) else {
        return;
    };
    let send = context.link().callback(Message::Session);
    wasm_bindgen_futures::spawn_local(async move {
        let begin = WriteRequest::Begin {
            note: Some(from),
            about: None,
            is_private: false,
        };
        // Without an answer nothing is there to begin with, and one writes.
        let Ok(WriteReply::View { view, .. }) = baton_webext::ask(&begin).await else {
            return;
        };
        let needed_by = None;
        if let Some(brief) = view.brief {
            send.emit(Event::Written(Brief { needed_by, ..brief }));
        } else {
            let answers = view.answers;
            let answers = Answers {
                needed_by,
                ..answers
            };
            send.emit(Event::Answered(answers));
            send.emit(Event::Write);
        }
    });
}

/// Where one begins to type: behind what stands there.
fn begin_at(id: &str) {
    if !baton_ui::focus(id) {
        return;
    }
    let document = web_sys::window().and_then(|window| window.document());
    let element = document.and_then(|document| document.get_element_by_id(id));
    if let Some(input) = element.and_then(|element| element.dyn_into::<HtmlInputElement>().ok()) {
        let end = u32::try_from(input.value().encode_utf16().count()).unwrap_or(u32::MAX);
        // A field without a caret keeps the focus.
        let _ = input.set_selection_range(end, end);
    }
}

/// Has the browser ask before the page goes with something that is lost then.
fn ask_before_closing(session: Rc<RefCell<Session>>) -> Option<EventListener> {
    let window = web_sys::window()?;
    let options = EventListenerOptions::enable_prevent_default();
    let ask = move |event: &web_sys::Event| {
        let session = session.borrow();
        if asks_before_closing(session.kept, session.would_lose) {
            event.prevent_default();
        }
    };
    Some(EventListener::new_with_options(
        &window,
        "beforeunload",
        options,
        ask,
    ))
}

fn on_escape(done: Callback<()>) -> Option<EventListener> {
    let document = web_sys::window().and_then(|window| window.document())?;
    Some(EventListener::new(&document, "keydown", move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        // Within an input method, Escape takes back what is being composed.
        if key.key() == "Escape" && !key.is_composing() {
            done.emit(());
        }
    }))
}
