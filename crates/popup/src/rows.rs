//! The rows of the list, of which only those near the view stand in the page.

use crate::model::{Event, Rows};
use crate::note_list::{InList, row};
use crate::window::{Geometry, drawn};
use baton_notes::NoteId;
use baton_ui::text;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// What stands over the rows at the top of what shows them.
pub(crate) const COVER_ID: &str = "selection";

/// What [`NoteRows`] takes.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct NoteRowsProps {
    /// The rows that are loaded.
    pub rows: Rc<Rows>,
    /// The note that is open beside the list.
    pub open: Option<NoteId>,
    /// The selected notes; `None` where none can be.
    pub selected: Option<Rc<BTreeSet<NoteId>>>,
    /// Where events go.
    pub on_event: Callback<Event>,
}

/// Something was scrolled, or has another size.
pub struct Moved;

/// The list of notes. It is as high as all its rows, and draws those in view and some beyond.
pub struct NoteRows {
    list: NodeRef,
    in_view: Range<u32>,
    _listeners: Option<[EventListener; 2]>,
}

impl Component for NoteRows {
    type Message = Moved;
    type Properties = NoteRowsProps;

    fn create(context: &Context<Self>) -> Self {
        Self {
            list: NodeRef::default(),
            in_view: 0..0,
            _listeners: listeners(context),
        }
    }

    fn update(&mut self, context: &Context<Self>, Moved: Moved) -> bool {
        let Some(in_view) = self.look(context) else {
            return false;
        };
        self.in_view = in_view.clone();
        context.props().on_event.emit(Event::Seen(in_view));
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let props = context.props();
        let now = baton_webext::now();
        let total = props.rows.total;
        let in_row = |place: u32| match props.rows.row(place) {
            Some(note) => {
                let selected = props.selected.as_ref();
                let standing = InList {
                    place,
                    is_open: props.open.as_ref() == Some(&note.id),
                    is_selected: selected.map(|selected| selected.contains(&note.id)),
                };
                let row = row(note, now, &standing, &props.on_event);
                (note.id.to_string(), row)
            }
            // On its way.
            None => (
                place.to_string(),
                html! { <div class="note-row awaited"></div> },
            ),
        };
        let item = |place: u32| {
            let (key, row) = in_row(place);
            html! {
                <li {key} aria-setsize={total.to_string()} aria-posinset={(place + 1).to_string()}>
                    { row }
                </li>
            }
        };
        html! {
            <ul class={classes!("notes", (!props.rows.filter.is_empty()).then_some("found"))} id="notes" ref={&self.list} aria-label={text("popup_notes")}>
                { for drawn(&self.in_view, total).map(item) }
            </ul>
        }
    }

    fn rendered(&mut self, context: &Context<Self>, _: bool) {
        let total = context.props().rows.total;
        let rows = drawn(&self.in_view, total);
        if let Some(list) = self.list.cast::<HtmlElement>() {
            // Not as an attribute, which the page's policy forbids. What cannot be set leaves the
            // rows where they are: the list is then as high as what is drawn of it.
            let set = |name, rows: u32| list.style().set_property(name, &rows.to_string());
            let _ = set("--rows-before", rows.start);
            let _ = set("--rows-behind", total - rows.end);
        }
        if self.look(context).is_some() {
            context.link().send_message(Moved);
        }
    }
}

impl NoteRows {
    /// The rows in view, if others are to be drawn for them than those that are.
    fn look(&self, context: &Context<Self>) -> Option<Range<u32>> {
        let total = context.props().rows.total;
        let in_view = geometry(&self.list.cast()?).in_view(total);
        let is_other = drawn(&in_view, total) != drawn(&self.in_view, total);
        (is_other && !in_view.is_empty()).then_some(in_view)
    }
}

/// Whatever scrolls, the list may have moved; scrolling does not bubble, but it can be caught.
fn listeners(context: &Context<NoteRows>) -> Option<[EventListener; 2]> {
    let window = web_sys::window()?;
    let on_move = context.link().callback(|()| Moved);
    let on_resize = on_move.clone();
    let options = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: true,
    };
    Some([
        EventListener::new_with_options(&window, "scroll", options, move |_| on_move.emit(())),
        EventListener::new(&window, "resize", move |_| on_resize.emit(())),
    ])
}

/// What scrolls the list: the pane it is in, or the page.
fn scroller(list: &Element) -> Option<Element> {
    let pane = list.closest(".list-pane").ok().flatten();
    let scrolls = |pane: &Element| pane.scroll_height() > pane.client_height();
    let page = || web_sys::window()?.document()?.scrolling_element();
    pane.filter(scrolls).or_else(page)
}

fn geometry(list: &Element) -> Geometry {
    let row = list.first_element_child();
    let first = row
        .as_ref()
        .map_or(0.0, |row| row.get_bounding_client_rect().top());
    let height = row.map_or(0.0, |row| row.get_bounding_client_rect().height());
    let (start, room) = match scroller(list) {
        Some(pane) if pane.class_name() == "list-pane" => (
            pane.get_bounding_client_rect().top(),
            f64::from(pane.client_height()),
        ),
        _ => (0.0, window_height()),
    };
    let document = web_sys::window().and_then(|window| window.document());
    let cover = document.and_then(|document| document.get_element_by_id(COVER_ID));
    let before = list
        .unchecked_ref::<HtmlElement>()
        .style()
        .get_property_value("--rows-before");
    let before: u32 = before.ok().and_then(|rows| rows.parse().ok()).unwrap_or(0);
    Geometry {
        top: first - f64::from(before) * height - start,
        row: height,
        room,
        covered: cover.map_or(0.0, |cover| cover.get_bounding_client_rect().height()),
    }
}

fn window_height() -> f64 {
    let height = web_sys::window().and_then(|window| window.inner_height().ok());
    height.and_then(|height| height.as_f64()).unwrap_or(0.0)
}

/// Brings the row at `place` into view, moving as little as need be.
pub(crate) fn reveal(place: u32) {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(list) = document.and_then(|document| document.get_element_by_id("notes")) else {
        return;
    };
    let geometry = geometry(&list);
    if geometry.row < 1.0 {
        return;
    }
    let way = geometry.way_to(place);
    if let Some(scroller) = scroller(&list) {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "no list is higher than browsers can scroll"
        )]
        scroller.set_scroll_top(scroller.scroll_top() + way as i32);
    }
}
