//! The page's root: runs what the model asks for.

use crate::model::{Effect, Event, Model, Replaced, read};
use crate::view::show;
use baton_asking::{Asking, Change};
use baton_protocol::{Failure, OwnReply, OwnRequest};
use baton_ui::{Chosen, focus};
use baton_webext::Area;
use yew::prelude::*;

/// The page.
pub struct WhenPage {
    model: Model,
    /// The element that takes the focus once the next view stands.
    focus: Option<&'static str>,
}

impl Component for WhenPage {
    type Message = Event;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let link = context.link().clone();
        link.send_message(Event::Started);
        if let Some(chosen) = Chosen::here() {
            wasm_bindgen_futures::spawn_local(async move {
                // Taken once: loaded anew, the page must not offer again what was changed since.
                if let Some(text) = baton_webext::take(Area::Session, &chosen.key).await {
                    link.send_message(Event::Handed(text));
                }
            });
        }
        Self {
            model: Model::default(),
            focus: None,
        }
    }

    fn update(&mut self, context: &Context<Self>, event: Event) -> bool {
        let link = context.link();
        for effect in self.model.update(event) {
            match effect {
                Effect::Load => {
                    link.send_future(async { Event::Known(answer(&OwnRequest::Asking).await) });
                }
                Effect::Make(change) => {
                    link.send_future(async move { Event::Known(make(&change).await) });
                }
                Effect::Replace { with, over } => {
                    link.send_future(async { Event::Replaced(replace(with, over).await) });
                }
                Effect::Focus(id) => self.focus = Some(id),
            }
        }
        true
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        // Not there yet: what is set is still on its way.
        if self.focus.is_some_and(focus) {
            self.focus = None;
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        show(&self.model, &context.link().callback(|event| event))
    }
}

/// How often it is tried to put something in the place of what changes meanwhile.
const TRIES: usize = 3;

/// Puts `saved` in the place of what is set; of `over`, where that is said.
async fn replace(saved: Box<Asking>, over: Option<Box<Asking>>) -> Result<Replaced, Failure> {
    for _ in 0..TRIES {
        let before = answer(&OwnRequest::Asking).await?;
        let stands = || read(before.clone()).map(Box::new);
        let (saved, seen) = (saved.clone(), over.clone().map_or_else(stands, Ok)?);
        let change = Change::Restore { saved, over: seen };
        match make(&change).await {
            Ok(after) => return Ok(Replaced { before, after }),
            Err(Failure::Outdated) if over.is_none() => {}
            Err(failure) => return Err(failure),
        }
    }
    Err(Failure::Outdated)
}

async fn make(change: &Change) -> Result<Option<String>, Failure> {
    let change = serde_json::to_string(change).map_err(|_| Failure::Malformed)?;
    answer(&OwnRequest::ChangeAsking { change }).await
}

async fn answer(ask: &OwnRequest) -> Result<Option<String>, Failure> {
    match baton_webext::ask(ask).await? {
        OwnReply::Asking(record) => Ok(record),
        _ => Err(Failure::Malformed),
    }
}
