use super::Ui;
use crate::session::{Event, Session};
use baton_protocol::RelatedNote;
use baton_ui::{quiet_button, relative, text};
use yew::prelude::*;

/// Notes that may have answered this, folded to one line. `take` begins with the text of one, where
/// that can be.
pub fn related(ui: &Ui, session: &Session, take: Option<&Callback<String>>) -> Html {
    let related = &session.related;
    let is_awaited = if related.is_awaited { "true" } else { "false" };
    let rows = related.notes.iter().map(|note| {
        let is_linked = related.linked.contains(&note.note);
        row(ui, session, note, is_linked, take)
    });
    html! {
        // What comes into it is told without taking the focus.
        <div class="related" aria-live="polite" aria-busy={is_awaited}>
            if !related.notes.is_empty() {
                <details id="related">
                    <summary>{ text("related_title") }{ " · " }{ rows.len() }</summary>
                    <ul>{ for rows }</ul>
                    { quiet_button("related-dismiss", "related_dismiss", ui.press(|| Event::RelatedDismissed)) }
                </details>
            }
        </div>
    }
}

fn row(
    ui: &Ui,
    session: &Session,
    note: &RelatedNote,
    is_linked: bool,
    take: Option<&Callback<String>>,
) -> Html {
    let id = &note.note;
    let age = relative(session.view.now, note.updated);
    html! {
        <li key={id.as_str()}>
            { act("open", &[&note.title, "\n", &note.state, " · ", &age].concat(), id, ui.send.reform(Event::OpenNote)) }
            if is_linked {
                <span class="linked">{ text("related_linked") }</span>
            } else {
                { act("link-to", &text("related_link"), id, ui.send.reform(Event::LinkTo)) }
            }
            if let Some(take) = take {
                { act("take", &text("related_take"), id, take.clone()) }
            }
        </li>
    }
}

/// A button that does something with one of the notes.
fn act(class: &'static str, label: &str, id: &str, on_press: Callback<String>) -> Html {
    let id = id.to_owned();
    let on_press = on_press.reform(move |_: MouseEvent| id.clone());
    let class = ["button quiet ", class].concat();
    html! {
        <button type="button" {class} dir="auto" onclick={on_press}>{ label }</button>
    }
}
