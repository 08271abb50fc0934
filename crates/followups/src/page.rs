//! The page's root: runs what the model asks for.

use crate::model::{Effect, Event, Model};
use crate::view::show;
use baton_notes::NoteId;
use baton_protocol::{Failure, NoteChange, NoteView, OwnReply, OwnRequest, ShowReply, ShowRequest};
use baton_ui::copy_text;
use yew::prelude::*;

/// The browser's permission.
const NOTIFICATIONS: &str = "notifications";

/// The page.
pub struct FollowUpsPage {
    model: Model,
}

impl Component for FollowUpsPage {
    type Message = Event;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        context.link().send_message(Event::Started);
        let hash = web_sys::window().and_then(|window| window.location().hash().ok());
        let asked = hash.as_deref().unwrap_or_default().trim_start_matches('#');
        Self {
            model: Model::new(baton_webext::now(), NoteId::parse(asked).ok()),
        }
    }

    fn update(&mut self, context: &Context<Self>, event: Event) -> bool {
        let link = context.link();
        for effect in self.model.update(event) {
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
