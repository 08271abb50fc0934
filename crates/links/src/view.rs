//! What the page looks like.

use crate::item::{Item, parts, sentence_key};
use crate::model::{Asked, Event, Links, Model};
use baton_protocol::{LinkKind, SiteUse};
use baton_recognize::survey::Kind;
use baton_recognize::system;
use baton_ui::{failure_notice, mark, text, text_with, value_of};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The page.
pub(crate) fn show(model: &Model, send: &Callback<Event>) -> Html {
    html! {
        <main class="column links-page">
            <header class="page-head">
                { mark() }
                <div>
                    <h1>{ text("links_title") }</h1>
                    <p class="soft">{ text(match model.asked {
                        Asked::Text(_) => "links_of_text",
                        Asked::Tab(_) => "links_of_page",
                    }) }</p>
                </div>
            </header>
            { model.failure.map(|failure| failure_notice(failure, None)) }
            { site(model, send) }
            { links(model, send) }
        </main>
    }
}

fn links(model: &Model, send: &Callback<Event>) -> Html {
    match &model.links {
        Links::Gone => html! {
            <p id="gone" class="notice" role="status">{ text("links_gone") }</p>
        },
        Links::Awaited => html! { <p class="soft" role="status">{ text("links_looking") }</p> },
        Links::Failed(failure) => {
            failure_notice(*failure, Some(send.reform(|_: MouseEvent| Event::Started)))
        }
        Links::Known { items, cut } => html! {
            <>
                if items.is_empty() {
                    <p id="none" class="notice" role="status">{ text(match model.asked {
                        Asked::Text(_) => "links_none_in_text",
                        Asked::Tab(_) => "links_none_in_page",
                    }) }</p>
                } else {
                    <ul class="links" id="links" aria-label={text("links_title")}>
                        { for items.iter().enumerate().map(|(place, one)| item(place, one, send)) }
                    </ul>
                }
                if *cut {
                    <p id="cut" class="notice" role="status">{ text("links_cut") }</p>
                }
            </>
        },
    }
}

fn item(place: usize, item: &Item, send: &Callback<Event>) -> Html {
    let system = item.provider_name.clone();
    let says = match (&system, item.kind) {
        (None, LinkKind::Book | LinkKind::Listing) => text("links_possible"),
        (_, kind) => text_with(sentence_key(kind), &[&system.unwrap_or_default()]),
    };
    let can_write = item.kind.asks_for_time() && item.url.is_some();
    html! {
        <li class="link" data-kind={item.kind.as_str()} data-provider={item.provider.clone()}
            data-stands={item.stands.map(stands)} data-count={item.count.to_string()}
            data-target={item.url.clone()}>
            <h2 id={format!("link-{place}")}>{ says }</h2>
            { how_it_stands(item) }
            { about(item) }
            { address(item) }
            if !item.through.is_empty() {
                <p class="soft through">
                    { text_with("links_through", &[&item.through.join(", ")]) }
                </p>
            }
            if !item.evidence.is_empty() {
                <details>
                    <summary>{ text("links_why") }</summary>
                    <ul>{ for item.evidence.iter().map(|line| html! { <li>{ line }</li> }) }</ul>
                </details>
            }
            if can_write {
                <button type="button" class="button main write"
                    aria-describedby={format!("link-{place}")}
                    onclick={send.reform(move |_: MouseEvent| Event::Write(place))}>
                    { text("links_write") }
                </button>
            }
        </li>
    }
}

fn address(item: &Item) -> Html {
    let Some(url) = &item.url else {
        return html! { <p class="soft">{ text("links_no_address") }</p> };
    };
    let (before, host, after) = parts(url);
    html! { <p class="address" dir="ltr">{ before }<b>{ host }</b>{ after }</p> }
}

/// The stable name of the way something stands in a page.
const fn stands(kind: Kind) -> &'static str {
    match kind {
        Kind::Link => "link",
        Kind::WrappedLink => "wrapped-link",
        Kind::TextUrl => "text-url",
        Kind::EmbedInline => "embed-inline",
        Kind::EmbedPopup => "embed-popup",
        Kind::EmbedBadge => "embed-badge",
        Kind::EmbedFloating => "embed-floating",
        Kind::EmbedIframe => "embed-iframe",
        Kind::EmbedButton => "embed-button",
        Kind::EmbedScript => "embed-script",
        Kind::Page => "page",
        Kind::Confirmation => "confirmation",
    }
}

/// How it stands in the page, and how often.
fn how_it_stands(item: &Item) -> Html {
    let Some(kind) = item.stands else {
        return Html::default();
    };
    let key = match kind {
        Kind::Link | Kind::WrappedLink => "links_as_link",
        Kind::TextUrl => "links_as_text",
        Kind::EmbedInline | Kind::EmbedIframe => "links_as_part",
        Kind::EmbedPopup | Kind::EmbedButton => "links_as_popup",
        Kind::EmbedBadge | Kind::EmbedFloating => "links_as_badge",
        Kind::EmbedScript => "links_as_script",
        Kind::Page | Kind::Confirmation => "links_as_page",
    };
    let told = match item.count {
        1 => text(key),
        times => text_with("links_times", &[&text(key), &times.to_string()]),
    };
    html! { <p class="soft stands">{ told }</p> }
}

/// Who and what, as far as the link tells.
fn about(item: &Item) -> Html {
    let minutes = item
        .minutes
        .map(|minutes| text_with("links_minutes", &[&minutes.to_string()]));
    let told: Vec<String> = item.about.iter().cloned().chain(minutes).collect();
    if told.is_empty() {
        return Html::default();
    }
    html! { <p class="about" dir="auto">{ told.join(" · ") }</p> }
}

/// What Baton does on the site of the page.
fn site(model: &Model, send: &Callback<Event>) -> Html {
    let Some(host) = &model.host else {
        return Html::default();
    };
    html! {
        <section class="site" id="site" aria-labelledby="site-heading">
            <h2 id="site-heading">{ text_with("links_site", &[host]) }</h2>
            { for model.uses().into_iter().map(|what| one_use(model, what, send)) }
            { name_system(model, send) }
        </section>
    }
}

/// One thing that Baton does there, or may be allowed to do.
fn one_use(model: &Model, what: SiteUse, send: &Callback<Event>) -> Html {
    let (name, system) = match &what {
        SiteUse::Marks => ("marks", ""),
        SiteUse::Forms => ("forms", ""),
        SiteUse::Booking { provider } => {
            ("booking", system(provider).map_or("", |system| system.name))
        }
    };
    let is_allowed = model.is_allowed(&what);
    let on_press = if is_allowed {
        send.reform(move |_: MouseEvent| Event::Forget(what.clone()))
    } else {
        let pattern = model.site(what.clone()).map(|site| site.pattern());
        allow(pattern.unwrap_or_default(), what, send.clone())
    };
    let key = if is_allowed { "forget" } else { "allow" };
    html! {
        <div class="use">
            <p id={format!("use-{name}")}>{ text_with(&format!("links_{name}"), &[system]) }</p>
            <button type="button" class="button" id={format!("{key}-{name}")}
                aria-describedby={format!("use-{name}")} onclick={on_press}>
                { text(&format!("links_{key}")) }
            </button>
        </div>
    }
}

/// A page can keep for itself what system it is of; the person who looks at it may know.
fn name_system(model: &Model, send: &Callback<Event>) -> Html {
    let systems = model.nameable();
    if systems.is_empty() {
        return Html::default();
    }
    let on_choice = send.reform(|event: web_sys::Event| Event::Named(value_of(&event)));
    html! {
        <details class="use" id="name-system">
            <summary>{ text("links_name") }</summary>
            <label for="system">{ text("links_name_system") }</label>
            <select id="system" onchange={on_choice}>
                <option value="" selected={model.named.is_none()}>{ text("links_name_none") }</option>
                { for systems.into_iter().map(|system| html! {
                    <option value={system.id}
                        selected={model.named.as_deref() == Some(system.id)}>
                        { system.name }
                    </option>
                }) }
            </select>
            if let Some(provider) = model.named.clone() {
                { one_use(model, SiteUse::Booking { provider }, send) }
            }
        </details>
    }
}

/// Asks the browser's own question in the press itself: later it is refused.
fn allow(pattern: String, what: SiteUse, send: Callback<Event>) -> Callback<MouseEvent> {
    Callback::from(move |_: MouseEvent| {
        let granted = baton_webext::request_permission(&pattern);
        let (what, send) = (what.clone(), send.clone());
        spawn_local(async move { send.emit(Event::Granted(what, granted.await)) });
    })
}
