//! What the page looks like.

use crate::model::{Event, Fault, Model};
use baton_post::Reply;
use baton_ui::{failure_notice, mark, text, text_with, value_of};
use web_sys::ClipboardEvent;
use web_sys::wasm_bindgen::JsCast;
use yew::prelude::*;

/// The page.
pub(crate) fn show(model: &Model, send: &Callback<Event>) -> Html {
    let title = model.note.as_ref().map(|note| note.title.clone());
    html! {
        <main class="column answer-page">
            <header class="page-head">
                { mark() }
                <div>
                    <h1>{ text("answer_title") }</h1>
                    <p class="soft" id="about" dir="auto">{ title.unwrap_or_default() }</p>
                </div>
            </header>
            { model.failure.map(|failure| {
                failure_notice(failure, Some(send.reform(|_: MouseEvent| Event::Started)))
            }) }
            <div class="halves">
                { paste(model, send) }
                { understood(model, send) }
            </div>
        </main>
    }
}

fn paste(model: &Model, send: &Callback<Event>) -> Html {
    let on_paste = {
        let send = send.clone();
        Callback::from(move |event: yew::events::Event| {
            // What mail programs put beside the text says more: which lines are quoted, and lists.
            let clipboard = event.dyn_ref::<ClipboardEvent>();
            let data = clipboard.and_then(ClipboardEvent::clipboard_data);
            let html = data.and_then(|data| data.get_data("text/html").ok());
            if let Some(html) = html.filter(|html| !html.is_empty()) {
                event.prevent_default();
                send.emit(Event::Pasted(html));
            }
        })
    };
    html! {
        <section aria-labelledby="paste-label">
            <label id="paste-label" for="pasted">{ text("answer_paste") }</label>
            <textarea class="input" id="pasted" rows="16" dir="auto" value={model.text.clone()}
                placeholder={text("answer_placeholder")} onpaste={on_paste}
                oninput={send.reform(|event: InputEvent| Event::Typed(value_of(&event)))} />
            if let Some(fault) = model.fault {
                <p class="notice warn" id="fault" role="alert">{ text(match fault {
                    Fault::TooLong => "answer_too_long",
                    Fault::TooMuch => "answer_too_much",
                }) }</p>
            }
        </section>
    }
}

fn understood(model: &Model, send: &Callback<Event>) -> Html {
    let reply = &model.reply;
    html! {
        <section aria-labelledby="read-heading" id="read">
            <h2 id="read-heading">{ text("answer_read") }</h2>
            if model.text.trim().is_empty() {
                <p class="soft">{ text("answer_nothing") }</p>
            } else {
                { parts(reply) }
            }
            <label for="by">{ text("answer_by") }</label>
            <input class="input" id="by" dir="auto" value={model.by.clone()}
                oninput={send.reform(|event: InputEvent| Event::ByTyped(value_of(&event)))} />
            if model.is_kept {
                <p class="notice" id="kept" role="status">{ text("answer_kept") }</p>
            } else {
                <button type="button" class="button main" id="keep" disabled={!model.can_keep()}
                    onclick={send.reform(|_: MouseEvent| Event::Keep)}>
                    { text("answer_keep") }
                </button>
            }
        </section>
    }
}

fn parts(reply: &Reply) -> Html {
    html! {
        <dl class="parts" id="parts">
            { part("answer_restate", "restate", reply.restate.as_deref()) }
            { for reply.answers.iter().map(|one| html! {
                <>
                    <dt>{ text_with("answer_number", &[&one.number.to_string()]) }</dt>
                    <dd class="said" dir="auto" data-number={one.number.to_string()}>{ &one.text }</dd>
                </>
            }) }
            { part("answer_one", "one", reply.answer.as_deref()) }
            { part("answer_score", "score", reply.score.map(|score| score.to_string()).as_deref()) }
            { part("answer_rest", "rest", Some(reply.rest.as_str()).filter(|rest| !rest.is_empty())) }
        </dl>
    }
}

fn part(key: &str, id: &'static str, said: Option<&str>) -> Html {
    let Some(said) = said else {
        return Html::default();
    };
    html! {
        <>
            <dt>{ text(key) }</dt>
            <dd class="said" {id} dir="auto">{ said }</dd>
        </>
    }
}
