//! The page's root: runs what the model asks for.

use crate::model::{Effect, Event, Model};
use crate::view::show;
use baton_protocol::{Failure, OwnReply, OwnRequest};
use yew::prelude::*;

/// The page.
pub struct WhenPage {
    model: Model,
}

impl Component for WhenPage {
    type Message = Event;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        context.link().send_message(Event::Started);
        Self {
            model: Model::default(),
        }
    }

    fn update(&mut self, context: &Context<Self>, event: Event) -> bool {
        for effect in self.model.update(event) {
            let ask = match effect {
                Effect::Load => Ok(OwnRequest::Asking),
                Effect::Make(change) => serde_json::to_string(&change)
                    .map(|change| OwnRequest::ChangeAsking { change })
                    .map_err(|_| Failure::Malformed),
            };
            context
                .link()
                .send_future(async move { Event::Known(answer(ask).await) });
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        show(&self.model, &context.link().callback(|event| event))
    }
}

async fn answer(ask: Result<OwnRequest, Failure>) -> Result<Option<String>, Failure> {
    match baton_webext::ask(&ask?).await? {
        OwnReply::Asking(record) => Ok(record),
        _ => Err(Failure::Malformed),
    }
}
