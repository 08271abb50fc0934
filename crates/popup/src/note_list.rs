use crate::empty::NoNotesYet;
use crate::export_buttons::ExportButtons;
use crate::marks::{marked, title};
use crate::model::{Event, Listing, row_id};
use crate::narrow_row::narrow_row;
use crate::narrowing::Narrowing;
use crate::rows::NoteRows;
use crate::selection::{Selection, SelectionEvent};
use crate::selection_bar::selection_bar;
use baton_notes::{NoteId, State};
use baton_protocol::NoteSummary;
use baton_ui::{
    bin, failure_notice, panel, relative, state_name, state_text, text, text_with, value_of,
};
use baton_worktime::UtcMillis;
use yew::prelude::*;

/// What [`NoteList`] takes.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct NoteListProps {
    /// The list.
    pub listing: Listing,
    /// What stands in the search field.
    pub filter: String,
    /// The note that is open beside the list.
    #[prop_or_default]
    pub open: Option<NoteId>,
    /// Filters, order and views; `None` where there is only the search.
    #[prop_or_default]
    pub narrowing: Option<Narrowing>,
    /// What is selected; `None` where no note can be.
    #[prop_or_default]
    pub selection: Option<Selection>,
    /// Where events go.
    pub on_event: Callback<Event>,
}

/// The search field and the notes, newest first.
#[component]
pub fn NoteList(props: &NoteListProps) -> Html {
    let on_input = props
        .on_event
        .reform(|event: InputEvent| Event::Typed(value_of(&event)));
    html! {
        <div>
            <div class="search" role="search">
                <label class="visually-hidden" for="search">{ text("popup_search") }</label>
                <input class="input" id="search" type="search" autocomplete="off"
                    placeholder={text("popup_search")} value={props.filter.clone()}
                    oninput={on_input} />
                if props.narrowing.is_none() {
                    { beside(&props.on_event) }
                }
            </div>
            if let Some(narrowing) = &props.narrowing {
                { narrow_row(&props.filter, narrowing, loaded(&props.listing), &props.on_event) }
            }
            if let Some(selection) = &props.selection {
                { selection_bar(selection, total(&props.listing), &props.on_event) }
            }
            { listing(props) }
        </div>
    }
}

/// What opens the notes beside the page: within the press itself, as Firefox asks.
fn beside(on_event: &Callback<Event>) -> Html {
    let on_event = on_event.clone();
    let on_press = move |_: MouseEvent| {
        let on_event = on_event.clone();
        baton_webext::open_beside(move |opened| on_event.emit(Event::PageOpened(opened)));
    };
    html! {
        <button type="button" class="button icon-button" id="beside" onclick={on_press}
            aria-label={text("popup_beside")} title={text("popup_beside")}>{ panel() }</button>
    }
}

/// How many notes match, as far as is known.
fn total(listing: &Listing) -> u32 {
    match listing {
        Listing::Notes(rows) => rows.total,
        Listing::Awaited | Listing::Failed(_) => 0,
    }
}

fn loaded(listing: &Listing) -> impl Iterator<Item = &NoteSummary> {
    let rows = match listing {
        Listing::Notes(rows) => Some(rows),
        Listing::Awaited | Listing::Failed(_) => None,
    };
    rows.into_iter().flat_map(|rows| rows.loaded())
}

fn listing(props: &NoteListProps) -> Html {
    match &props.listing {
        Listing::Awaited => html! {
            <p class="list-head soft" role="status">{ text("popup_starting") }</p>
        },
        Listing::Failed(failure) => html! {
            <div class="empty">
                { failure_notice(*failure, Some(props.on_event.reform(|_| Event::Started))) }
            </div>
        },
        Listing::Notes(rows) if rows.total == 0 => {
            if rows.filter.is_empty() {
                html! { <NoNotesYet /> }
            } else {
                html! {
                    <p class="empty" id="none-found" role="status">
                        { text_with("popup_none_found", &[&rows.filter]) }
                    </p>
                }
            }
        }
        Listing::Notes(rows) => html! {
            <>
                <div class="list-head">
                    <span class="soft" id="count" role="status">{ count(rows.total) }</span>
                    <ExportButtons on_event={props.on_event.clone()} />
                </div>
                <NoteRows rows={rows.clone()} open={props.open.clone()}
                    selected={props.selection.as_ref().map(|selection| selection.ids.clone())}
                    on_event={props.on_event.clone()} />
            </>
        },
    }
}

fn count(total: u32) -> String {
    let key = if total == 1 {
        "popup_count_one"
    } else {
        "popup_count"
    };
    text_with(key, &[&total.to_string()])
}

/// How a row stands in the list.
pub(crate) struct InList {
    /// Its place.
    pub place: u32,
    /// Whether its note is open beside the list.
    pub is_open: bool,
    /// Whether it is selected; `None` where it cannot be.
    pub is_selected: Option<bool>,
}

/// What stands in a row.
pub(crate) fn row(
    note: &NoteSummary,
    now: UtcMillis,
    standing_in: &InList,
    on_event: &Callback<Event>,
) -> Html {
    let InList {
        place,
        is_open,
        is_selected,
    } = *standing_in;
    let open = note.id.clone();
    let delete = note.id.clone();
    html! {
        <div class={classes!("note-row", (is_selected == Some(true)).then_some("selected"))}>
            if let Some(checked) = is_selected {
                <label class="select">
                    <input type="checkbox" {checked}
                        aria-label={text_with("selection_select", &[&note.title])}
                        onclick={on_select(place, on_event)} />
                </label>
            }
            <button type="button" class="open" id={row_id(&note.id)}
                aria-current={is_open.then_some("true")}
                onclick={on_event.reform(move |_: MouseEvent| Event::Open(open.clone()))}>
                <span class="title" dir="auto">{ title(note) }</span>
                if !note.excerpt.is_empty() {
                    <span class="excerpt soft" dir="auto">{ marked(&note.excerpt) }</span>
                }
                <span class="meta">
                    { standing(note.state) }
                    if let Some(person) = &note.person {
                        <span dir="auto">{ person }</span>
                    }
                    if !note.provider_name.is_empty() {
                        <span>{ &note.provider_name }</span>
                    }
                    <span>{ relative(now, note.updated) }</span>
                </span>
            </button>
            if note.state.is_some() {
                <button type="button" class="button icon-button delete"
                    aria-label={text_with("popup_delete_named", &[&note.title])}
                    onclick={on_event.reform(move |_: MouseEvent| Event::Delete(delete.clone()))}>
                    { bin() }
                </button>
            }
        </div>
    }
}

fn on_select(place: u32, on_event: &Callback<Event>) -> Callback<MouseEvent> {
    on_event
        .reform(move |event: MouseEvent| SelectionEvent::Toggled(place, event.shift_key()).into())
}

/// Where a note stands, or that a newer version wrote it.
fn standing(state: Option<State>) -> Html {
    match state {
        Some(state) => html! {
            <span class={classes!("state", state_name(state))}>{ state_text(state) }</span>
        },
        None => html! { <span class="state newer">{ text("life_state_newer") }</span> },
    }
}
