//! What the page looks like.

use crate::model::{Event, Fault, Model, takes_all};
use baton_post::Reply;
use baton_protocol::NoteSummary;
use baton_ui::{failure_notice, mark, relative, state_text, text, text_with, value_of};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlTextAreaElement};
use yew::prelude::*;

/// The page.
pub(crate) fn show(model: &Model, send: &Callback<Event>) -> Html {
    let about = match (&model.note, &model.asked) {
        (Some(note), _) => note.title.clone(),
        (None, Some(_)) => String::new(),
        (None, None) => text("answer_choose_why"),
    };
    html! {
        <main class="column answer-page">
            <header class="page-head">
                { mark() }
                <div>
                    <h1>{ text("answer_title") }</h1>
                    <p class="soft" id="about" dir="auto">{ about }</p>
                </div>
                if model.note.is_some() && !model.is_kept {
                    <button type="button" class="button quiet" id="another"
                        onclick={send.reform(|_: MouseEvent| Event::Another)}>
                        { text("answer_another") }
                    </button>
                }
            </header>
            { model.failure.map(|failure| {
                failure_notice(failure, Some(send.reform(|_: MouseEvent| Event::Started)))
            }) }
            <div class="halves">
                { paste(model, send) }
                if model.asked.is_some() {
                    { understood(model, send) }
                } else {
                    { choose(model, send) }
                }
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
            let html = html.filter(|html| !html.is_empty());
            // Put into what stands there it would take the place of it: then the browser inserts the text.
            if let Some(html) = html.filter(|_| all_is_replaced(&event)) {
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
            if model.is_gone {
                <p class="notice warn" id="gone" role="status">{ text("chosen_gone") }</p>
            }
            if let Some(fault) = model.fault {
                <p class="notice warn" id="fault" role="alert">{ text(match fault {
                    Fault::TooLong => "answer_too_long",
                    Fault::TooMuch => "answer_too_much",
                }) }</p>
            }
        </section>
    }
}

/// Whether a paste into the field leaves nothing of what stands there.
fn all_is_replaced(event: &web_sys::Event) -> bool {
    let field: Option<HtmlTextAreaElement> = event.target_dyn_into();
    field.is_none_or(|field| {
        let place = |end: Result<Option<u32>, _>| end.ok().flatten().unwrap_or_default();
        let (from, to) = (place(field.selection_start()), place(field.selection_end()));
        takes_all(&field.value(), from, to)
    })
}

/// The notes of which one is answered.
fn choose(model: &Model, send: &Callback<Event>) -> Html {
    let lines = model.choice.lines();
    let is_none = lines.as_ref().is_some_and(Vec::is_empty);
    let on_first = send.reform(|event: SubmitEvent| {
        event.prevent_default();
        Event::FirstChosen
    });
    html! {
        <section aria-labelledby="choice-heading" id="choice">
            <h2 id="choice-heading">{ text("answer_choose") }</h2>
            <form role="search" onsubmit={on_first}>
                <label for="look">{ text("answer_look") }</label>
                <input class="input" id="look" type="search" autocomplete="off" dir="auto"
                    value={model.choice.looked_for.clone()}
                    oninput={send.reform(|event: InputEvent| Event::LookedFor(value_of(&event)))} />
            </form>
            <div role="status" class="soft">
                if is_none {
                    <p id="none">{ text(match model.choice.looked_for.trim() {
                        "" => "answer_none_waits",
                        _ => "answer_none_found",
                    }) }</p>
                }
            </div>
            <ul class="offered" id="offered" aria-labelledby="choice-heading">
                { for lines.into_iter().flatten().map(|(note, is_quoted)| offered(note, is_quoted, send)) }
            </ul>
        </section>
    }
}

fn offered(note: &NoteSummary, is_quoted: bool, send: &Callback<Event>) -> Html {
    let id = note.id.clone();
    let title = match note.title.as_str() {
        "" => text("popup_untitled"),
        title => title.to_owned(),
    };
    html! {
        <li key={note.id.to_string()}>
            <button type="button" class="open"
                onclick={send.reform(move |_: MouseEvent| Event::Chosen(id.clone()))}>
                <span class="title" dir="auto">{ title }</span>
                <span class="meta">
                    if is_quoted {
                        <span class="state quoted">{ text("answer_quoted") }</span>
                    }
                    { note.state.map(state_text) }
                    if let Some(person) = &note.person {
                        <span dir="auto">{ person }</span>
                    }
                    <span>{ relative(baton_webext::now(), note.updated) }</span>
                </span>
            </button>
        </li>
    }
}

fn understood(model: &Model, send: &Callback<Event>) -> Html {
    let reply = &model.reply;
    html! {
        <section aria-labelledby="read-heading" id="read">
            <h2 id="read-heading" tabindex="-1">{ text("answer_read") }</h2>
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
