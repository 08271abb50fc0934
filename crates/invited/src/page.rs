//! The page's root: runs what the model asks for.

use crate::drops::drops;
use crate::model::{Effect, Event, Model};
use crate::view::show;
use baton_brief::Brief;
use baton_notes::{Source, Written};
use baton_protocol::{Failure, Handover, PrivateDraft, WriteReply, WriteRequest};
use baton_ui::Chosen;
use baton_webext::Area;
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
                ..Model::default()
            },
            _drops: drops(&context.link().callback(|event| event)),
        }
    }

    fn update(&mut self, context: &Context<Self>, event: Event) -> bool {
        for effect in self.model.update(event) {
            match effect {
                Effect::Begin(told) => context.link().send_future(async {
                    let (source, brief) = *told;
                    Event::Written(begin(source, brief).await)
                }),
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

/// Keeps a new note with this draft; gives the address of the page where it is written.
async fn begin(source: Source, brief: Brief) -> Result<String, Failure> {
    let about = json(&source)?;
    let begin = WriteRequest::Begin {
        note: None,
        about: Some(about),
        is_private: false,
    };
    let WriteReply::View { note, view, .. } = baton_webext::ask(&begin).await? else {
        return Err(Failure::Malformed);
    };
    let save = WriteRequest::SaveDraft {
        note: note.clone(),
        what: Handover {
            text: Written {
                answers: view.answers,
                brief: Some(brief),
            },
            was: Vec::new(),
        },
    };
    baton_webext::ask(&save).await?;
    Ok(["write.html#", note.as_str()].concat())
}

fn json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|_| Failure::Malformed)
}
