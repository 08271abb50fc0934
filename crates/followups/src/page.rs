//! The page's root: runs what the model asks for.

use crate::model::{Effect, Event, Model};
use crate::view::show;
use baton_notes::NoteId;
use baton_protocol::{Failure, NoteChange, NoteView, OwnReply, OwnRequest, ShowReply, ShowRequest};
use baton_ui::copy_text;
use gloo::events::EventListener;
use web_sys::VisibilityState;
use yew::prelude::*;

/// The browser's permission.
const NOTIFICATIONS: &str = "notifications";

/// The page.
pub struct FollowUpsPage {
    model: Model,
    _looks: Option<[EventListener; 2]>,
}

impl Component for FollowUpsPage {
    type Message = Event;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        context.link().send_message(Event::Started);
        let hash = web_sys::window().and_then(|window| window.location().hash().ok());
        let asked = hash.as_deref().unwrap_or_default().trim_start_matches('#');
        Self {
            model: Model::new(NoteId::parse(asked).ok()),
            _looks: looks(context.link().callback(|()| Event::LookedAt)),
        }
    }

    fn update(&mut self, context: &Context<Self>, event: Event) -> bool {
        let link = context.link();
        for effect in self.model.update(event, baton_webext::now()) {
            match effect {
                Effect::Load => link.send_future(async { Event::WaitingCame(waiting().await) }),
                Effect::LoadNote(id) => link.send_future(async {
                    let note = note(id.clone()).await;
                    Event::NoteCame(id, note)
                }),
                Effect::Copy(id, text) => link.send_message(Event::Copied(id, copy_text(&text))),
                Effect::Keep(id, said, change) => link.send_future(async move {
                    let kept = keep(id.clone(), change).await;
                    Event::Kept(id, said, kept)
                }),
                Effect::AskNotifies => link.send_future(async {
                    Event::NotifiesKnown(baton_webext::is_allowed(NOTIFICATIONS).await)
                }),
                Effect::AllowNotifications(true) => {
                    // Asked before anything is awaited: the browser listens in the press only.
                    let allowed = baton_webext::request_allowance(NOTIFICATIONS);
                    link.send_future(async { Event::NotifiesKnown(allowed.await) });
                }
                Effect::AllowNotifications(false) => link.send_future(async {
                    baton_webext::give_up_allowance(NOTIFICATIONS).await;
                    Event::NotifiesKnown(false)
                }),
            }
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        show(&self.model, &context.link().callback(|event| event))
    }
}

/// Tells that the page is looked at again: its tab was chosen, or its window, beside another one.
fn looks(tell: Callback<()>) -> Option<[EventListener; 2]> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let focus = {
        let tell = tell.clone();
        EventListener::new(&window, "focus", move |_| tell.emit(()))
    };
    let page = document.clone();
    let seen = EventListener::new(&document, "visibilitychange", move |_| {
        if page.visibility_state() == VisibilityState::Visible {
            tell.emit(());
        }
    });
    Some([focus, seen])
}

async fn waiting() -> Result<String, Failure> {
    match baton_webext::ask(&OwnRequest::Waiting).await? {
        OwnReply::Waiting { record, .. } => Ok(record),
        _ => Err(Failure::Malformed),
    }
}

async fn note(id: NoteId) -> Result<Box<NoteView>, Failure> {
    match baton_webext::ask(&ShowRequest::Note { id }).await? {
        ShowReply::Note(note) => Ok(note),
        ShowReply::Newer(_) => Err(Failure::StoreNewer),
        ShowReply::File(_) => Err(Failure::Malformed),
    }
}

async fn keep(id: NoteId, change: NoteChange) -> Result<(), Failure> {
    baton_webext::ask(&OwnRequest::Change { id, change }).await?;
    // Who waits is another list now: what the toolbar button says follows at once.
    waiting().await.map(drop)
}
