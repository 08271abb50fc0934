//! What stands between the search and the list: the filters in the text as tokens, the choices that
//! put one there, saved views.

use crate::filters::{FilterName, WrittenFilter, filters, value_in};
use crate::model::Event;
use crate::narrowing::{NarrowEvent, Narrowing};
use baton_gate::{Outcome, TemplateId};
use baton_notes::State;
use baton_protocol::{MAX_VIEW_NAME_CHARS, MAX_VIEWS, NoteOrder, NoteSummary, SavedView};
use baton_ui::{cross, quiet_button, state_name, state_text, text, text_with, value_of};
use std::collections::BTreeSet;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The most names suggested for a person or a tag.
const MAX_SUGGESTED: usize = 100;

/// Every state, in the order of a note's life.
const STATES: [State; 8] = [
    State::Draft,
    State::Sent,
    State::Booked,
    State::Acknowledged,
    State::Answered,
    State::Decided,
    State::Met,
    State::Dropped,
];

/// A value that can be chosen, and what it is called.
type Choice = (String, String);

/// The row: views, tokens, choices. `loaded` are the rows whose people and tags are suggested.
pub(crate) fn narrow_row<'a>(
    text: &str,
    narrowing: &Narrowing,
    loaded: impl Iterator<Item = &'a NoteSummary>,
    on_event: &Callback<Event>,
) -> Html {
    let written = filters(text);
    html! {
        <div class="narrowing">
            if !narrowing.choices.views.is_empty() {
                { views(text, narrowing, on_event) }
            }
            if !written.is_empty() {
                <ul class="tokens" id="filter-tokens" aria-label={baton_ui::text("filter_tokens")}>
                    for (place, filter) in written.iter().enumerate() {
                        { token(place, filter, narrowing, on_event) }
                    }
                </ul>
            }
            <details id="filters">
                <summary>{ baton_ui::text("filter_more") }</summary>
                <div class="filter-fields">
                    { suggested(FilterName::Person, people(loaded), on_event) }
                    { choices(&written, narrowing, on_event) }
                    { dates(&written, on_event) }
                    { order(narrowing.order, on_event) }
                </div>
                { view_form(narrowing, on_event) }
            </details>
        </div>
    }
}

/// People and tags of the rows that are loaded.
fn people<'a>(loaded: impl Iterator<Item = &'a NoteSummary>) -> [BTreeSet<&'a str>; 2] {
    let mut known = [BTreeSet::new(), BTreeSet::new()];
    for note in loaded {
        known[0].extend(note.person.as_deref());
        known[1].extend(note.tags.iter().map(String::as_str));
    }
    known
}

fn filter_label(name: FilterName) -> String {
    text(match name {
        FilterName::Person => "filter_person",
        FilterName::Tag => "filter_tag",
        FilterName::State => "filter_state",
        FilterName::Template => "filter_template",
        FilterName::Provider => "filter_provider",
        FilterName::Verdict => "filter_verdict",
        FilterName::After => "filter_after",
        FilterName::Before => "filter_before",
    })
}

/// The values of a filter that has a fixed list.
fn values(name: FilterName, narrowing: &Narrowing) -> Vec<Choice> {
    match name {
        FilterName::State => {
            let choice = |state| (state_name(state).to_owned(), state_text(state));
            STATES.into_iter().map(choice).collect()
        }
        FilterName::Template => {
            let choice = |id: TemplateId| {
                let key = match id {
                    TemplateId::Reply => "brief_reply_to_link".to_owned(),
                    _ => format!("brief_{}", id.as_str()),
                };
                (id.as_str().to_owned(), text(&key))
            };
            TemplateId::ALL.into_iter().map(choice).collect()
        }
        FilterName::Verdict => {
            let choice = |outcome: Outcome| {
                let key = format!("filter_verdict_{}", outcome.as_str());
                (outcome.as_str().to_owned(), text(&key))
            };
            Outcome::ALL.into_iter().map(choice).collect()
        }
        FilterName::Provider => narrowing.choices.providers.clone(),
        FilterName::Person | FilterName::Tag | FilterName::After | FilterName::Before => Vec::new(),
    }
}

fn token(
    place: usize,
    filter: &WrittenFilter,
    narrowing: &Narrowing,
    on_event: &Callback<Event>,
) -> Html {
    let known = values(filter.name, narrowing);
    let called = known.into_iter().find(|(id, _)| *id == filter.value);
    let value = called.map_or_else(|| filter.value.clone(), |(_, name)| name);
    let key = if filter.is_negated {
        "filter_token_not"
    } else {
        "filter_token"
    };
    let said = text_with(key, &[&filter_label(filter.name), &value]);
    let on_remove = on_event.reform(move |_: MouseEvent| NarrowEvent::Unfiltered(place).into());
    html! {
        <li class="token" key={said.clone()}>
            <span dir="auto">{ &said }</span>
            <button type="button" class="token-remove" onclick={on_remove}
                aria-label={text_with("filter_remove", &[&said])}>{ cross() }</button>
        </li>
    }
}

/// The fields for people and tags, with the names that stand in the notes shown.
fn suggested(
    first: FilterName,
    [people, tags]: [BTreeSet<&str>; 2],
    on_event: &Callback<Event>,
) -> Html {
    let field = |name: FilterName, known: BTreeSet<&str>| {
        let on_change = on_event.reform(move |event: yew::Event| {
            let value = value_of(&event);
            // It stands above as a token now.
            let field = event.target().and_then(|field| field.dyn_into().ok());
            let field: Option<HtmlInputElement> = field;
            if let Some(field) = field {
                field.set_value("");
            }
            NarrowEvent::Filtered(name, value).into()
        });
        let id = format!("filter-{}", name.as_str());
        let list = format!("{id}-known");
        html! {
            <div class="filter-field">
                <label for={id.clone()}>{ filter_label(name) }</label>
                <input class="input" {id} type="text" autocomplete="off" dir="auto"
                    list={list.clone()} onchange={on_change} />
                <datalist id={list}>
                    for known in known.into_iter().take(MAX_SUGGESTED) {
                        <option value={known.to_owned()}></option>
                    }
                </datalist>
            </div>
        }
    };
    html! { <>{ field(first, people) }{ field(FilterName::Tag, tags) }</> }
}

fn choices(written: &[WrittenFilter], narrowing: &Narrowing, on_event: &Callback<Event>) -> Html {
    let field = |name: FilterName| {
        let chosen = value_in(written, name).unwrap_or_default();
        let on_change = on_event
            .reform(move |event: yew::Event| NarrowEvent::Filtered(name, value_of(&event)).into());
        let id = format!("filter-{}", name.as_str());
        html! {
            <div class="filter-field">
                <label for={id.clone()}>{ filter_label(name) }</label>
                <select class="input" {id} onchange={on_change}>
                    <option value="" selected={chosen.is_empty()}>{ text("filter_any") }</option>
                    for (value, called) in values(name, narrowing) {
                        <option value={value.clone()} selected={value == chosen}>{ called }</option>
                    }
                </select>
            </div>
        }
    };
    let all = [
        FilterName::State,
        FilterName::Template,
        FilterName::Provider,
        FilterName::Verdict,
    ];
    html! { <>{ for all.into_iter().map(field) }</> }
}

fn dates(written: &[WrittenFilter], on_event: &Callback<Event>) -> Html {
    let field = |name: FilterName| {
        let on_change = on_event
            .reform(move |event: yew::Event| NarrowEvent::Filtered(name, value_of(&event)).into());
        let id = format!("filter-{}", name.as_str());
        let value = value_in(written, name).unwrap_or_default().to_owned();
        html! {
            <div class="filter-field">
                <label for={id.clone()}>{ filter_label(name) }</label>
                <input class="input" {id} type="date" {value} onchange={on_change} />
            </div>
        }
    };
    html! { <>{ field(FilterName::After) }{ field(FilterName::Before) }</> }
}

const fn order_key(order: NoteOrder) -> &'static str {
    match order {
        NoteOrder::Best => "order_best",
        NoteOrder::Latest => "order_latest",
        NoteOrder::Earliest => "order_earliest",
        NoteOrder::Newest => "order_newest",
        NoteOrder::Oldest => "order_oldest",
    }
}

fn order(chosen: NoteOrder, on_event: &Callback<Event>) -> Html {
    let on_event = on_event.clone();
    let on_change = Callback::from(move |event: yew::Event| {
        let key = value_of(&event);
        let order = NoteOrder::ALL
            .into_iter()
            .find(|order| order_key(*order) == key);
        if let Some(order) = order {
            on_event.emit(NarrowEvent::Ordered(order).into());
        }
    });
    html! {
        <div class="filter-field">
            <label for="order">{ text("order") }</label>
            <select class="input" id="order" onchange={on_change}>
                for order in NoteOrder::ALL {
                    <option value={order_key(order)} selected={order == chosen}>
                        { text(order_key(order)) }
                    </option>
                }
            </select>
        </div>
    }
}

fn views(shown: &str, narrowing: &Narrowing, on_event: &Callback<Event>) -> Html {
    let button = |view: &SavedView| {
        let is_shown = view.filter == shown.trim() && view.order == narrowing.order;
        let (name, view) = (view.name.clone(), view.clone());
        let on_press =
            on_event.reform(move |_: MouseEvent| NarrowEvent::Shown(view.clone()).into());
        html! {
            <li key={name.clone()}>
                <button type="button" class="chip" onclick={on_press} dir="auto"
                    aria-pressed={if is_shown { "true" } else { "false" }}>{ name }</button>
            </li>
        }
    };
    html! {
        <ul class="views" id="views" aria-label={text("views")}>
            { for narrowing.choices.views.iter().map(button) }
        </ul>
    }
}

/// Keeps what is shown under a name: as a new view, or in the place of the one shown last.
fn view_form(narrowing: &Narrowing, on_event: &Callback<Event>) -> Html {
    let known = |name: &&String| {
        let mut views = narrowing.choices.views.iter();
        views.any(|view| view.name == **name)
    };
    let shown = narrowing.shown.as_ref().filter(known).cloned();
    let has_room = narrowing.choices.views.len() < MAX_VIEWS;
    let on_input =
        on_event.reform(|event: InputEvent| NarrowEvent::NameTyped(value_of(&event)).into());
    let kept = NarrowEvent::Kept(shown.clone());
    let on_submit = on_event.reform(move |event: SubmitEvent| {
        event.prevent_default();
        kept.clone().into()
    });
    let press = |event: NarrowEvent| on_event.reform(move |_: MouseEvent| event.clone().into());
    html! {
        <form class="view-form" onsubmit={on_submit}>
            <label for="view-name">{ text("views_name") }</label>
            <input class="input" id="view-name" type="text" autocomplete="off" dir="auto"
                maxlength={MAX_VIEW_NAME_CHARS.to_string()} value={narrowing.view_name().to_owned()}
                oninput={on_input} />
            <div class="actions">
                if shown.is_some() || has_room {
                    <button type="submit" class="button" id="view-keep">
                        { text(if shown.is_some() { "views_change" } else { "views_keep" }) }
                    </button>
                } else {
                    <p class="soft">{ text_with("relations_full", &[&MAX_VIEWS.to_string()]) }</p>
                }
                if let Some(name) = shown {
                    if has_room {
                        { quiet_button("view-keep-new", "views_keep_new",
                            press(NarrowEvent::Kept(None))) }
                    }
                    { quiet_button("view-forget", "views_forget",
                        press(NarrowEvent::Forgotten(name))) }
                }
            </div>
        </form>
    }
}
