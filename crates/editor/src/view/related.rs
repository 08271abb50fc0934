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
    let (link, link_key) = match session.related.linked.contains(id) {
        true => ("linked", "related_linked"),
        false => ("link", "related_link"),
    };
    let link = act(link, &text(link_key), id, ui.send.reform(Event::LinkTo));
    let take = take.map(|take| act("take", &text("related_take"), id, take.clone()));
    html! {
        <li key={id.as_str()}>
            { act("open", &note.title, id, ui.send.reform(Event::OpenNote)) }
            { stands }
            { link }
            { take }
        </li>
    }
}

/// A button that does something with one of the notes.
fn act(name: &'static str, label: &str, id: &str, on_press: Callback<String>) -> Html {
    let id = id.to_owned();
    let on_press = on_press.reform(move |_: MouseEvent| id.clone());
    html! {
        <button type="button" class="button quiet" data-act={name} dir="auto" onclick={on_press}>
            { label }
        </button>
    }
}
