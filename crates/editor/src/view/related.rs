use super::Ui;
use crate::session::{Event, Session};
use baton_notes::NoteId;
use baton_protocol::RelatedNote;
use baton_ui::{quiet_button, relative, text};
use yew::prelude::*;

/// Notes that may have answered this, folded to one line. `take` begins with the text of one, where
/// that can be.
pub fn related(ui: &Ui, session: &Session, take: Option<&Callback<NoteId>>) -> Html {
    let notes = &session.related.notes;
    html! {
        // What comes into it is told without taking the focus.
        <div class="related" aria-live="polite">
            if !notes.is_empty() {
                <details id="related">
                    <summary>{ text("related_title") }<span>{ notes.len() }</span></summary>
                    <ul>{ for notes.iter().map(|note| row(ui, session, note, take)) }</ul>
                    { quiet_button("related-dismiss", "related_dismiss", ui.press(|| Event::RelatedDismissed)) }
                </details>
            }
        </div>
    }
}

fn row(ui: &Ui, session: &Session, note: &RelatedNote, take: Option<&Callback<NoteId>>) -> Html {
    let RelatedNote {
        note: id,
        title,
        state,
        updated,
    } = note;
    let is_linked = session.related.linked.contains(id);
    let state = state.map(|state| text(&["life_state_", state.as_str()].concat()));
    let act = |key: &str, on_press: Callback<NoteId>| {
        let id = id.clone();
        let on_press = on_press.reform(move |_: MouseEvent| id.clone());
        html! {
            <button type="button" class="button quiet" onclick={on_press}>{ text(key) }</button>
        }
    };
    html! {
        <li key={id.as_str()}>
            <span dir="auto">{ title }</span>
            <span class="soft">
                { state }{ " · " }{ relative(session.view.now, *updated) }
            </span>
            <span class="row">
                { act("related_open", ui.send.reform(Event::OpenNote)) }
                if is_linked {
                    <span class="linked">{ text("related_linked") }</span>
                } else {
                    { act("related_link", ui.send.reform(Event::LinkTo)) }
                }
                if let Some(take) = take {
                    { act("related_take", take.clone()) }
                }
            </span>
        </li>
    }
}
