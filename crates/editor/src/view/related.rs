use super::Ui;
use crate::session::{Event, Session};
use baton_protocol::RelatedNote;
use baton_ui::{quiet_button, relative, text, text_with};
use yew::prelude::*;

/// Notes that may have answered this, folded to one line. `take` begins with the text of one, where
/// that can be.
pub fn related(ui: &Ui, session: &Session, take: Option<&Callback<String>>) -> Html {
    let related = &session.related;
    let is_awaited = if related.is_awaited { "true" } else { "false" };
    let mut rows = Vec::new();
    for note in &related.notes {
        rows.push(row(ui, session, note, take));
    }
    html! {
        // What comes into it is told without taking the focus.
        <div class="related" aria-live="polite" aria-busy={is_awaited}>
            if !rows.is_empty() {
                <details id="related">
                    <summary>{ text_with("related_title", &[&rows.len().to_string()]) }</summary>
                    <ul>{ rows }</ul>
                    { quiet_button("related-dismiss", "related_dismiss", ui.press(|| Event::RelatedDismissed)) }
                </details>
            }
        </div>
    }
}

fn row(ui: &Ui, session: &Session, note: &RelatedNote, take: Option<&Callback<String>>) -> Html {
    let id = &note.note;
    let stands = [
        &note.state,
        " · ",
        &relative(session.view.now, note.updated),
    ]
    .concat();
    // One button, so that it keeps the focus; linked again, a note stays linked.
    let link = match session.related.linked.contains(id) {
        true => "linked",
        false => "link",
    };
    let link = act(link, id, ui.send.reform(Event::LinkTo));
    let take = take.map(|take| act("take", id, take.clone()));
    html! {
        <li key={id.as_str()}>
            <a href={["notes.html#", id].concat()} target="_blank" dir="auto">{ &note.title }</a>
            { stands }
            { link }
            { take }
        </li>
    }
}

/// A button that does something with one of the notes.
fn act(name: &'static str, id: &str, on_press: Callback<String>) -> Html {
    let id = id.to_owned();
    let on_press = on_press.reform(move |_: MouseEvent| id.clone());
    html! {
        <button type="button" class="button quiet" data-act={name} onclick={on_press}>
            { text(&["related_", name].concat()) }
        </button>
    }
}
