//! The page's root: runs what the model asks for.

use crate::address;
use crate::model::{Effect, Event, Model};
use crate::view::show;
use baton_app::scout::{links_in_text, survey_page};
use baton_protocol::{Failure, OwnRequest};
use baton_webext::BrowserMessages;
use yew::prelude::*;

/// The page.
pub struct LinksPage {
    model: Model,
}

impl Component for LinksPage {
    type Message = Event;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        context.link().send_message(Event::Started);
        Self {
            model: Model::new(address::asked()),
        }
    }

    fn update(&mut self, context: &Context<Self>, event: Event) -> bool {
        for effect in self.model.update(event) {
            run(context, effect);
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        show(&self.model, &context.link().callback(|event| event))
    }
}

fn run(context: &Context<LinksPage>, effect: Effect) {
    match effect {
        Effect::Ask(ask) => context.link().send_future(answered(ask)),
        Effect::LookAt(text) => {
            let links = links_in_text(&text, &BrowserMessages);
            context.link().send_message(Event::LinksKnown(links));
        }
        Effect::Survey(tab) => context.link().send_future(async move {
            // The last script's result counts.
            let scripts = ["survey-plan.js", "survey.js"];
            Event::Surveyed(match baton_webext::result_in_page(tab, &scripts).await {
                Ok(Some(snapshot)) => Ok(survey_page(&snapshot, &BrowserMessages)),
                Ok(None) => Err(Failure::Page),
                Err(_) => Err(Failure::NotHere),
            })
        }),
        Effect::FindHost(tab) => context
            .link()
            .send_future(async move { Event::HostKnown(baton_webext::tab_host(tab).await) }),
        Effect::Write(link) => wasm_bindgen_futures::spawn_local(async move {
            let link = String::from(js_sys::encode_uri_component(&link));
            // A browser that opens no tab says so itself.
            let _ = baton_webext::open_extension_page(&format!("write.html#about={link}")).await;
        }),
        Effect::GiveUp(pattern) => wasm_bindgen_futures::spawn_local(async move {
            baton_webext::give_up_permission(&pattern).await;
        }),
    }
}

async fn answered(ask: OwnRequest) -> Event {
    let answer = baton_webext::ask(&ask).await;
    Event::Answered(Box::new(ask), answer)
}
