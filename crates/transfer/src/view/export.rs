//! What to export, and as what.

use super::{ended, part, working};
use crate::format::Format;
use crate::model::{Event, Exporting, Model};
use crate::scope::{Narrowed, Scope};
use baton_ui::{text, text_with, value_of};
use yew::prelude::*;

pub(super) fn show(model: &Model, send: &Callback<Event>) -> Html {
    let work = match &model.exporting {
        Exporting::Idle => Html::default(),
        Exporting::Working(progress) => working("exporting", *progress, "notes", Some(send)),
        Exporting::Ended(outcome) => ended(outcome),
        Exporting::Clipped {
            plain, is_copied, ..
        } => clipped(plain, *is_copied, send),
    };
    let content = html! {
        <>
            { scopes(model, send) }
            { formats(model, send) }
            <div class="actions">
                <button type="button" class="button main" id="export-now" disabled={model.is_busy()}
                    onclick={send.reform(|_: MouseEvent| Event::Export)}>
                    { text("transfer_export_now") }
                </button>
            </div>
            { work }
        </>
    };
    part("export", content)
}

/// A text to paste elsewhere. The browser takes it in a press only, so there is one for it.
fn clipped(plain: &str, is_copied: Option<bool>, send: &Callback<Event>) -> Html {
    let copy = |id: &'static str, with_format: bool| {
        html! {
            <button type="button" class="button" {id}
                onclick={send.reform(move |_: MouseEvent| Event::Copy(with_format))}>
                { text(&format!("transfer_{}", id.replace('-', "_"))) }
            </button>
        }
    };
    html! {
        <div class="clipped">
            <pre dir="auto" tabindex="0" aria-label={text("transfer_format_clipboard")}>{ plain.to_owned() }</pre>
            <div class="actions">
                { copy("copy-rich", true) }
                { copy("copy-plain", false) }
                { is_copied.map(|is_copied| html! {
                    <span role="status" class="soft">
                        { text(if is_copied { "transfer_copied" } else { "transfer_not_copied" }) }
                    </span>
                }) }
            </div>
        </div>
    }
}

fn scopes(model: &Model, send: &Callback<Event>) -> Html {
    let all = match model.notes {
        Some(notes) => text_with("transfer_all", &[&notes.to_string()]),
        None => text("transfer_all_uncounted"),
    };
    let narrowed = Scope::Some(model.narrowed.clone());
    let is_narrowed = matches!(model.scope, Scope::Some(_));
    html! {
        <fieldset class="choices">
            <legend class="label">{ text("transfer_which") }</legend>
            { scope("all", all, model.scope == Scope::All, Scope::All, send) }
            if let Scope::These(ids) = &model.selected {
                { scope("selected", text_with("transfer_selected", &[&ids.len().to_string()]),
                    matches!(model.scope, Scope::These(_)), model.selected.clone(), send) }
            }
            { scope("narrowed", text("transfer_narrowed"), is_narrowed, narrowed, send) }
            if is_narrowed {
                { narrowing(&model.narrowed, send) }
            }
        </fieldset>
    }
}

fn scope(
    name: &'static str,
    label: String,
    is_chosen: bool,
    to: Scope,
    send: &Callback<Event>,
) -> Html {
    html! {
        <label class="check">
            <input type="radio" name="scope" id={format!("scope-{name}")} checked={is_chosen}
                onchange={send.reform(move |_: web_sys::Event| Event::Scoped(to.clone()))} />
            <span>{ label }</span>
        </label>
    }
}

/// Sets a field of what notes must fit.
type Set = fn(&mut Narrowed, String);

fn narrowing(narrowed: &Narrowed, send: &Callback<Event>) -> Html {
    let field = |name: &'static str, kind: &'static str, value: &str, set: Set| {
        let before = narrowed.clone();
        let on_input = send.reform(move |event: InputEvent| {
            let mut narrowed = before.clone();
            set(&mut narrowed, value_of(&event));
            Event::Scoped(Scope::Some(narrowed))
        });
        html! {
            <label class="field">
                <span class="label">{ text(&format!("transfer_{name}")) }</span>
                <input class="input" id={name} type={kind} dir="auto" autocomplete="off"
                    maxlength="500" value={value.to_owned()} oninput={on_input} />
            </label>
        }
    };
    html! {
        <div class="narrowing">
            { field("person", "text", &narrowed.person, |at, to| at.person = to) }
            { field("topic", "text", &narrowed.topic, |at, to| at.topic = to) }
            { field("from", "date", &narrowed.from, |at, to| at.from = to) }
            { field("to", "date", &narrowed.to, |at, to| at.to = to) }
            { field("words", "text", &narrowed.words, |at, to| at.words = to) }
        </div>
    }
}

fn formats(model: &Model, send: &Callback<Event>) -> Html {
    html! {
        <fieldset class="choices formats">
            <legend class="label">{ text("transfer_as") }</legend>
            { for Format::ALL.into_iter().map(|format| {
                let name = format.as_str();
                let what = format!("format-{name}-what");
                html! {
                    <label class="check format">
                        <input type="radio" name="format" id={format!("format-{name}")}
                            checked={model.format == format} aria-describedby={what.clone()}
                            onchange={send.reform(move |_: web_sys::Event| Event::Formatted(format))} />
                        <span>
                            <b>{ text(&format!("transfer_format_{name}")) }</b>
                            <span class="soft" id={what}>
                                { text(&format!("transfer_format_{name}_what")) }
                            </span>
                        </span>
                    </label>
                }
            }) }
        </fieldset>
    }
}
