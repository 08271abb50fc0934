//! What the page looks like.

use crate::model::{Asked, Event, Links, Model, parts, sentence_key};
use baton_protocol::{SeenLink, SiteUse};
use baton_ui::{failure_notice, mark, text, text_with};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The page.
pub(crate) fn show(model: &Model, send: &Callback<Event>) -> Html {
    html! {
        <main class="links-page">
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
            { links(model, send) }
            { site(model, send) }
        </main>
    }
}

fn links(model: &Model, send: &Callback<Event>) -> Html {
    match &model.links {
        Links::Awaited => html! { <p class="soft" role="status">{ text("links_looking") }</p> },
        Links::Failed(failure) => {
            failure_notice(*failure, Some(send.reform(|_: MouseEvent| Event::Started)))
        }
        Links::Known(links) if links.is_empty() => html! {
            <p id="none" class="notice" role="status">{ text(match model.asked {
                Asked::Text(_) => "links_none_in_text",
                Asked::Tab(_) => "links_none_in_page",
            }) }</p>
        },
        Links::Known(links) => html! {
            <ul class="links" id="links" aria-label={text("links_title")}>
                { for links.iter().enumerate().map(|(place, one)| link(place, one, send)) }
            </ul>
        },
    }
}

fn link(place: usize, link: &SeenLink, send: &Callback<Event>) -> Html {
    let (before, host, after) = parts(&link.url);
    let system = link.provider_name.clone().unwrap_or_default();
    let asks = link.kind.asks_for_time();
    html! {
        <li class="link" data-kind={link.kind.as_str()}>
            <h2>{ text_with(sentence_key(link.kind), &[&system]) }</h2>
            { about(link) }
            <p class="address" dir="ltr">{ before }<b>{ host }</b>{ after }</p>
            if !link.through.is_empty() {
                <p class="soft through">
                    { text_with("links_through", &[&link.through.join(", ")]) }
                </p>
            }
            if !link.evidence.is_empty() {
                <details>
                    <summary>{ text("links_why") }</summary>
                    <ul>{ for link.evidence.iter().map(|line| html! { <li>{ line }</li> }) }</ul>
                </details>
            }
            if asks {
                <button type="button" class="button main write"
                    onclick={send.reform(move |_: MouseEvent| Event::Write(place))}>
                    { text("links_write") }
                </button>
            }
        </li>
    }
}

/// Who and what, as far as the link tells.
fn about(link: &SeenLink) -> Html {
    let minutes = link
        .minutes
        .map(|minutes| text_with("links_minutes", &[&minutes.to_string()]));
    let told = [link.person.clone(), link.event.clone(), minutes];
    let told: Vec<String> = told.into_iter().flatten().collect();
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
            { one_use(model, SiteUse::Marks, "marks", send) }
        </section>
    }
}

/// One thing that Baton does there, or may be allowed to do.
fn one_use(model: &Model, what: SiteUse, name: &'static str, send: &Callback<Event>) -> Html {
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
            <p>{ text(&format!("links_{name}")) }</p>
            <button type="button" class="button" id={format!("{key}-{name}")} onclick={on_press}>
                { text(&format!("links_{key}")) }
            </button>
        </div>
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
