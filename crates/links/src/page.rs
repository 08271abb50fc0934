//! The page's root: runs what the model asks for.

use crate::address;
use crate::model::{Effect, Event, Model};
use crate::view::show;
use baton_app::scout::{links_in_text, survey_page};
use baton_protocol::{Failure, MAX_LINK_TEXT_BYTES, OwnRequest};
use baton_ui::{allowed_sites, forget_site};
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
        Effect::LookAt(chosen) => context.link().send_future(async move {
            let text = chosen.text().await;
            Event::LinksKnown(text.map(|text| {
                // What is chosen in a page can be longer than any text with links in it.
                let end = text.floor_char_boundary(MAX_LINK_TEXT_BYTES);
                links_in_text(&text[..end], &BrowserMessages)
            }))
        }),
        Effect::Survey(tab) => context.link().send_future(async move {
            // The last script's result counts.
            let scripts = ["survey-plan.js", "survey.js"];
            Event::Surveyed(match baton_webext::result_in_page(tab, &scripts).await {
                Ok(Some(snapshot)) => Ok(survey_page(&snapshot, &BrowserMessages)),
                Ok(None) => Err(Failure::Page),
                Err(_) => Err(Failure::NotHere),
            })
        }),
        Effect::FindTab(tab) => context.link().send_future(async move {
            Event::TabKnown {
                host: baton_webext::tab_host(tab).await,
                is_private: baton_webext::is_private(tab).await,
            }
        }),
        Effect::Write { link, is_private } => wasm_bindgen_futures::spawn_local(async move {
            let address = baton_webext::write_about(&link, is_private);
            // A browser that opens no tab says so itself.
            let _ = baton_webext::open_extension_page(&address).await;
        }),
        Effect::LoadSites => context
            .link()
            .send_future(async { Event::SitesKnown(allowed_sites().await) }),
        Effect::Allow(site, tab) => context.link().send_future(async move {
            let ask = OwnRequest::ChangeSite {
                site: site.clone(),
                is_allowed: true,
                tab: Some(tab),
            };
            Event::Allowed(site, baton_webext::ask(&ask).await.map(|_| ()))
        }),
        Effect::Forget(site) => context
            .link()
            .send_future(async move { Event::Forgotten(forget_site(site).await) }),
        Effect::GiveUp(site) => wasm_bindgen_futures::spawn_local(async move {
            baton_webext::give_up_permission(&site.pattern()).await;
        }),
    }
}
