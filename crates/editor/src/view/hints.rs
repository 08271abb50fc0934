//! Hints on the brief: each below the field it is about, with its reason and what would help.

use super::Ui;
use crate::part::Part;
use crate::running::host;
use crate::session::Event;
use baton_brief::{FormField, Hint};
use baton_ui::text_with;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// How many hints there are, and that none of them holds the brief back.
pub(super) fn count(hints: &[Hint]) -> Html {
    let key = match hints.len() {
        0 => return Html::default(),
        1 => "prompt_one_hint",
        _ => "prompt_hints",
    };
    let many = hints.len().to_string();
    html! { <p class="soft" id="hints">{ text_with(key, &[&many]) }</p> }
}

/// `shown`, which is `field`, with the hints about it.
pub(super) fn hinted(ui: &Ui, field: FormField, hints: &[Hint], shown: Html) -> Html {
    let id = Part::from(field).element_id();
    let about: Vec<Html> = hints
        .iter()
        .filter(|hint| hint.place.field == field.id())
        .enumerate()
        .map(|(index, hint)| row(ui, hint, format!("fix-{id}-{index}")))
        .collect();
    html! {
        <div class="hinted" key={id}>
            { shown }
            if !about.is_empty() {
                <ul class="hints">{ about }</ul>
            }
        </div>
    }
}

fn row(ui: &Ui, hint: &Hint, fix_id: String) -> Html {
    let fix = hint.fix.clone().map(|fix| {
        let label = fix.label(host().words);
        let ui = ui.clone();
        let on_press = Callback::from(move |press: MouseEvent| {
            let Some(brief) = ui.session.borrow().brief.clone() else {
                return;
            };
            to_the_field(&press);
            ui.send.emit(Event::Written(fix.apply(&brief)));
        });
        html! {
            <button type="button" class="button quiet" id={fix_id} onclick={on_press}>{ label }</button>
        }
    });
    html! {
        <li data-check={hint.check.as_str()}>
            <span>{ hint.reason(host().words) }</span>
            { fix }
        </li>
    }
}

/// The button goes with its hint: the focus moves to what it changed.
fn to_the_field(press: &MouseEvent) {
    let button = press
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let hinted = button.and_then(|button| button.closest(".hinted").ok().flatten());
    let field = hinted.and_then(|hinted| {
        hinted
            .query_selector("input, textarea, select, [role=radio]")
            .ok()
    });
    if let Some(field) = field
        .flatten()
        .and_then(|field| field.dyn_into::<HtmlElement>().ok())
    {
        // What cannot take the focus leaves it where it was.
        let _ = field.focus();
    }
}
