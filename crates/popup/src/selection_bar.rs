//! What can be done with the selected notes, and what became of it.

use crate::model::Event;
use crate::rows::COVER_ID;
use crate::selection::{Selection, SelectionEvent};
use baton_notes::{NoteId, State};
use baton_protocol::{ExportFormat, Refusal};
use baton_ui::{quiet_button, state_name, state_text, text, text_with, value_of};
use yew::prelude::*;

/// So many notes can be named in an address.
const MOST_NAMED: usize = 20_000;

/// Every step, in the order of a note's life.
const STEPS: [State; 7] = [
    State::Sent,
    State::Booked,
    State::Acknowledged,
    State::Answered,
    State::Decided,
    State::Met,
    State::Dropped,
];

/// The bar over the list; nothing while no note is selected and nothing is to be said. `total` is
/// how many notes match.
pub(crate) fn selection_bar(selection: &Selection, total: u32, on_event: &Callback<Event>) -> Html {
    let count = selection.ids.len();
    let is_idle = count == 0 && selection.work.is_none() && selection.refused.is_empty();
    if is_idle {
        return Html::default();
    }
    html! {
        <div class="selection" id={COVER_ID} role="region" aria-label={text("selection_name")}>
            <div class="selection-head">
                <span role="status" id="selected">{ said(selection) }</span>
                if selection.work.is_some() {
                    { quiet_button("stop", "selection_stop", press(on_event, SelectionEvent::Stopped)) }
                } else {
                    if usize::try_from(total).is_ok_and(|total| total > count) {
                        <button type="button" class="button quiet" id="select-all"
                            onclick={press(on_event, SelectionEvent::All)}>
                            { text_with("selection_all", &[&total.to_string()]) }
                        </button>
                    }
                    { quiet_button("select-none", "selection_none",
                        press(on_event, SelectionEvent::Cleared)) }
                }
            </div>
            for refusal in &selection.refused {
                { refused(refusal) }
            }
            if count > 0 && selection.work.is_none() {
                { actions(selection, on_event) }
            }
        </div>
    }
}

/// The page with every format, for these notes.
fn more(selection: &Selection) -> String {
    let ids: Vec<&str> = selection.ids.iter().map(NoteId::as_str).collect();
    ["transfer.html#notes=", &ids.join(",")].concat()
}

fn press(on_event: &Callback<Event>, event: SelectionEvent) -> Callback<MouseEvent> {
    on_event.reform(move |_: MouseEvent| event.clone().into())
}

fn said(selection: &Selection) -> String {
    match &selection.work {
        Some(work) => text_with(
            "selection_working",
            &[&work.done().to_string(), &work.ids.len().to_string()],
        ),
        None => text_with("selection_count", &[&selection.ids.len().to_string()]),
    }
}

fn refused(refusal: &Refusal) -> Html {
    let why = text(refusal.why.text_key());
    html! {
        <p class="notice warn" role="alert" data-refused={refusal.count.to_string()}>
            { text_with("selection_refused", &[&refusal.count.to_string(), &why]) }
        </p>
    }
}

fn actions(selection: &Selection, on_event: &Callback<Event>) -> Html {
    let count = selection.ids.len();
    let on_tag = on_event.reform(|event: SubmitEvent| {
        event.prevent_default();
        SelectionEvent::Tagged.into()
    });
    let on_input =
        on_event.reform(|event: InputEvent| SelectionEvent::TagTyped(value_of(&event)).into());
    let on_step = {
        let on_event = on_event.clone();
        Callback::from(move |event: yew::Event| {
            let name = value_of(&event);
            let chosen = STEPS.into_iter().find(|step| state_name(*step) == name);
            if let Some(step) = chosen {
                on_event.emit(SelectionEvent::Advanced(step).into());
            }
        })
    };
    let export = |format| press(on_event, SelectionEvent::Exported(format));
    html! {
        <div class="selection-actions">
            <form class="field-row" onsubmit={on_tag}>
                <input class="input" id="selection-tag" type="text" autocomplete="off" dir="auto"
                    maxlength="200" aria-label={text("selection_tag")}
                    placeholder={text("selection_tag")} value={selection.tag.clone()}
                    oninput={on_input} />
                <button type="submit" class="button" id="selection-tag-add">
                    { text("relations_add") }
                </button>
            </form>
            <select class="input" id="selection-step" aria-label={text("popup_steps")}
                onchange={on_step}>
                <option value="" selected=true>{ text("popup_steps") }</option>
                for step in STEPS {
                    <option value={state_name(step)}>{ state_text(step) }</option>
                }
            </select>
            <div class="actions" role="group" aria-labelledby="selection-export">
                <span class="soft" id="selection-export">{ text("popup_export_note") }</span>
                { quiet_button("selection-markdown", "popup_export_markdown",
                    export(ExportFormat::Markdown)) }
                { quiet_button("selection-json", "popup_export_json", export(ExportFormat::Json)) }
                if count <= MOST_NAMED {
                    <a class="button quiet" id="selection-more" target="_blank" href={more(selection)}>
                        { text("popup_export_more") }
                    </a>
                }
            </div>
            { quiet_button("selection-delete", "popup_delete",
                press(on_event, SelectionEvent::Deleted)) }
        </div>
    }
}
