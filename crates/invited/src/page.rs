//! The page's root: runs what the model asks for.

use crate::drops::drops;
use crate::invitation::moment;
use crate::model::{Begun, Effect, Event, Model};
use crate::view::show;
use baton_brief::Brief;
use baton_notes::{NoteId, Source};
use baton_post::When;
use baton_protocol::{Failure, Handover, PrivateDraft, WriteReply, WriteRequest};
use baton_ui::{Chosen, spoken_moment};
use baton_webext::{Area, TemporalZones, own_zone};
use gloo::events::EventListener;
use serde::Serialize;
use yew::prelude::*;

/// The page.
pub struct InvitedPage {
    model: Model,
    _drops: Option<[EventListener; 4]>,
}

impl Component for InvitedPage {
    type Message = Event;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let chosen = Chosen::here();
        let is_private = chosen.as_ref().is_some_and(|chosen| chosen.is_private);
        if let Some(chosen) = chosen {
            context
                .link()
                .send_future(async move { Event::Handed(chosen.text().await) });
        }
        Self {
            model: Model {
                is_private,
                say: spoken,
                ..Model::default()
            },
            _drops: drops(&context.link().callback(|event| event)),
        }
    }

    fn update(&mut self, context: &Context<Self>, event: Event) -> bool {
        for effect in self.model.update(event) {
            match effect {
                Effect::Begin(told) => context.link().send_future(async {
                    match begin(&told.0).await {
                        Ok(begun) => Event::Begun(begun, told),
                        Err(failure) => Event::Written(Err(failure)),
                    }
                }),
                Effect::Save(note, what) => context
                    .link()
                    .send_future(async { Event::Written(save(note, *what).await) }),
                Effect::HandOn(told) => context.link().send_future(async {
                    let (source, brief) = *told;
                    Event::Written(hand_on(source, brief).await)
                }),
                Effect::Open(address) => {
                    if let Some(window) = web_sys::window() {
                        // A browser that goes nowhere says so itself.
                        let _ = window.location().assign(&address);
                    }
                }
            }
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        show(&self.model, &context.link().callback(|event| event))
    }
}

/// Puts a draft into the memory of the browser, for the page where it is written; gives its address.
async fn hand_on(source: Source, brief: Brief) -> Result<String, Failure> {
    let about = json(&source)?;
    let text = json(&PrivateDraft { about, brief })?;
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let id = crypto.ok_or(Failure::Page)?.random_uuid();
    let key = ["draft/", &id].concat();
    let kept = baton_webext::set(Area::Session, &key, &text).await;
    kept.map_err(|_| Failure::Page)?;
    Ok(["write.html#", &key].concat())
}

/// Begins a note about this; it is stored with its first text.
async fn begin(about: &Source) -> Result<Begun, Failure> {
    let begin = WriteRequest::Begin {
        note: None,
        about: Some(json(about)?),
        is_private: false,
    };
    let WriteReply::View { note, view, .. } = baton_webext::ask(&begin).await? else {
        return Err(Failure::Malformed);
    };
    Ok(Begun {
        note,
        answers: view.answers,
        is_private: view.private,
    })
}

/// Keeps the text of a note that was begun; gives the address of the page where it is written on.
async fn save(note: NoteId, what: Handover) -> Result<String, Failure> {
    let address = ["write.html#", note.as_str()].concat();
    baton_webext::ask(&WriteRequest::SaveDraft { note, what }).await?;
    Ok(address)
}

/// What a calendar says in the person's words and zone, where it is one moment.
fn spoken(when: &When) -> Option<String> {
    let at = moment(when, &TemporalZones)?;
    let said = spoken_moment(at, own_zone().as_str());
    (!said.is_empty()).then_some(said)
}

fn json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|_| Failure::Malformed)
}
