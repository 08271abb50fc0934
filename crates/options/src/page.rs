//! The page's root: runs what the model asks for and shows its state.

use crate::handed::Part;
use crate::model::{Effect, Event, Model};
use crate::templates;
use crate::view::view;
use baton_protocol::{
    ExportedFile, Failure, OwnReply, OwnRequest, SettingsView, TemplatesView, Unreadable,
};
use baton_settings::Settings;
use baton_ui::{
    Chosen, address_hash, allowed_sites, focus, forget_site, save_file, tick, wait_for,
};
use baton_webext::{Area, TemporalZones};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::{Interval, Timeout};
use std::cell::Cell;
use std::rc::Rc;
use yew::html::Scope;
use yew::prelude::*;

/// How often it is looked what time it is for people, in milliseconds.
const MINUTE_MS: u32 = 60_000;

/// The options page.
pub struct Options {
    model: Model,
    save: Option<Timeout>,
    /// The element that takes the focus once the next view stands.
    focus: Option<String>,
    would_lose: Rc<Cell<bool>>,
    _minutes: Interval,
    _listeners: Vec<EventListener>,
}

impl Component for Options {
    type Message = Event;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let send = context.link().callback(|event: Event| event);
        let clock = send.reform(|()| Event::Clock(baton_webext::now()));
        let would_lose = Rc::new(Cell::new(false));
        let mut page = Self {
            model: Model::new(&TemporalZones),
            save: None,
            focus: None,
            _minutes: Interval::new(MINUTE_MS, move || clock.emit(())),
            _listeners: listen(send, Rc::clone(&would_lose)),
            would_lose,
        };
        let effects = page.model.update(Event::Started, tick());
        page.run(context, effects);
        if let Some((part, chosen)) = handed() {
            let link = context.link().clone();
            wasm_bindgen_futures::spawn_local(async move {
                // It is taken once: loaded anew, the page must not offer again what was changed since.
                if let Some(text) = baton_webext::take(Area::Session, &chosen.key).await {
                    link.send_message(Event::Handed(part, text));
                }
            });
        }
        page
    }

    fn update(&mut self, context: &Context<Self>, event: Event) -> bool {
        let effects = self.model.update(event, tick());
        self.run(context, effects);
        self.would_lose.set(self.model.would_lose());
        self.save = self.model.due_at().map(|due| {
            let link = context.link().clone();
            Timeout::new(wait_for(due), move || link.send_message(Event::SaveDue))
        });
        true
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        // Not there yet: what it belongs to is still on its way.
        if self.focus.as_deref().is_some_and(focus) {
            self.focus = None;
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        view(&self.model, &context.link().callback(|event: Event| event))
    }
}

impl Options {
    fn run(&mut self, context: &Context<Self>, effects: Vec<Effect>) {
        let link = context.link();
        for effect in effects {
            match effect {
                Effect::Load => link.send_future(async { Event::Loaded(load().await) }),
                Effect::AskTheirs => link.send_future(async { Event::TheirsKnown(load().await) }),
                Effect::Save(settings) => {
                    link.send_future(async { Event::SaveEnded(save(settings).await) });
                }
                Effect::LoadSites => {
                    link.send_future(async { Event::SitesKnown(allowed_sites().await) });
                }
                Effect::ForgetSite(site) => {
                    link.send_future(async move { Event::SiteForgotten(forget_site(site).await) });
                }
                Effect::LoadUnreadable => {
                    link.send_future(async { Event::UnreadableKnown(load_unreadable().await) });
                }
                Effect::Discard(key) => {
                    link.send_future(async { Event::Discarded(discard(key).await) });
                }
                Effect::SaveFile(file) => offer(link, &file),
                Effect::Focus(id) => self.focus = Some(id),
                Effect::Templates(effect) => self.run_templates(context, effect),
            }
        }
    }

    fn run_templates(&mut self, context: &Context<Self>, effect: templates::Effect) {
        use templates::{Effect, Event};
        let link = context.link();
        let told = crate::model::Event::Templates;
        match effect {
            Effect::Load => {
                link.send_future(async move { told(Event::Loaded(load_templates().await)) });
            }
            Effect::AskTheirs => {
                link.send_future(async move { told(Event::TheirsKnown(load_templates().await)) });
            }
            Effect::Save { text, base } => {
                link.send_future(
                    async move { told(Event::SaveEnded(save_templates(text, base).await)) },
                )
            }
            Effect::SaveFile(file) => offer(link, &file),
            Effect::Focus(id) => self.focus = Some(id),
        }
    }
}

/// What another page hands over, as this page's address says: `#settings&chosen=<key>`, or `#templates&…`.
fn handed() -> Option<(Part, Chosen)> {
    let hash = address_hash();
    let part = match hash.split('&').next() {
        Some("settings") => Part::Settings,
        Some("templates") => Part::Templates,
        _ => return None,
    };
    Some((part, Chosen::in_hash(&hash)?))
}

/// Offers a file for saving.
fn offer(link: &Scope<Options>, file: &ExportedFile) {
    if !save_file(&file.name, &file.media_type, &file.content) {
        link.send_message(Event::ExportFailed);
    }
}

/// Saves when the page goes, and asks before it goes with something that cannot be saved.
fn listen(send: Callback<Event>, would_lose: Rc<Cell<bool>>) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    let options = EventListenerOptions::enable_prevent_default();
    vec![
        EventListener::new(&window, "pagehide", move |_| send.emit(Event::Leaving)),
        EventListener::new_with_options(&window, "beforeunload", options, move |event| {
            if would_lose.get() {
                event.prevent_default();
            }
        }),
    ]
}

async fn load() -> Result<Box<SettingsView>, Failure> {
    match baton_webext::ask(&OwnRequest::Settings).await? {
        OwnReply::Settings(view) => Ok(view),
        _ => Err(Failure::Malformed),
    }
}

async fn save(settings: Box<Settings>) -> Result<u64, Failure> {
    match baton_webext::ask(&OwnRequest::SaveSettings(settings)).await? {
        OwnReply::SettingsSaved { revision } => Ok(revision),
        _ => Err(Failure::Malformed),
    }
}

async fn load_templates() -> Result<TemplatesView, Failure> {
    match baton_webext::ask(&OwnRequest::Templates).await? {
        OwnReply::Templates(view) => Ok(view),
        _ => Err(Failure::Malformed),
    }
}

async fn save_templates(text: String, base: u64) -> Result<u64, Failure> {
    match baton_webext::ask(&OwnRequest::SaveTemplates { text, base }).await? {
        OwnReply::TemplatesSaved { revision } => Ok(revision),
        _ => Err(Failure::Malformed),
    }
}

async fn load_unreadable() -> Result<Vec<Unreadable>, Failure> {
    match baton_webext::ask(&OwnRequest::Unreadable).await? {
        OwnReply::Unreadable(all) => Ok(all),
        _ => Err(Failure::Malformed),
    }
}

async fn discard(key: String) -> Result<(), Failure> {
    match baton_webext::ask(&OwnRequest::Discard { key }).await? {
        OwnReply::Ok => Ok(()),
        _ => Err(Failure::Malformed),
    }
}
