use crate::detail::back_button;
use crate::export_buttons::ExportButtons;
use crate::model::Event;
use baton_protocol::NewerNote;
use yew::prelude::*;

/// What [`Newer`] takes.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct NewerProps {
    /// The note.
    pub note: NewerNote,
    /// Where events go.
    pub on_event: Callback<Event>,
}

/// A note this version cannot show: why, and the ways to save it.
#[component]
pub fn Newer(props: &NewerProps) -> Html {
    let note = &props.note;
    html! {
        <article class="detail" id="detail" data-note={note.id.as_str().to_owned()}>
            <header>
                { back_button(&props.on_event) }
                <h2 id="note-title" tabindex="-1" dir="auto">{ &note.title }</h2>
            </header>
            <p id="newer" dir="auto">{ &note.text }</p>
            <div class="actions">
                <ExportButtons note={note.id.clone()} on_event={props.on_event.clone()} />
            </div>
        </article>
    }
}
