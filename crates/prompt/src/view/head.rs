use baton_editor::session::{Event, Session};
use baton_editor::view::Ui;
use baton_ui::{fold, mark, text, text_with};
use yew::prelude::*;

/// Who and what is about to be booked, and why the card is here.
pub(super) fn head(ui: &Ui, session: &Session) -> Html {
    html! {
        <header class="card-head" id="head">
            { mark() }
            <div class="who">
                <h1 dir="auto" id="what">{ what(session) }</h1>
                <p class="soft" id="details">{ details(session) }</p>
                <details class="why" id="why">
                    <summary>{ text("prompt_why") }</summary>
                    <ul>
                        { for session.view.evidence.iter().map(|line| html! {
                            <li dir="auto">{ line }</li>
                        }) }
                    </ul>
                </details>
            </div>
            <button type="button" class="button quiet fold" id="fold" title={text("prompt_fold")}
                aria-label={text("prompt_fold")} onclick={ui.press(|| Event::Fold(true))}>
                { fold() }
            </button>
            if session.view.private {
                <p class="private-line" id="private">{ text("prompt_private") }</p>
            }
        </header>
    }
}

fn what(session: &Session) -> String {
    let source = &session.view.source;
    match (&source.event, &source.person) {
        (Some(event), Some(person)) => text_with("prompt_event_with", &[event, person]),
        (Some(event), None) => event.clone(),
        (None, Some(person)) => text_with("prompt_meeting_with", &[person]),
        (None, None) => text("prompt_a_meeting"),
    }
}

fn details(session: &Session) -> String {
    let source = &session.view.source;
    let minutes = source
        .minutes
        .map(|minutes| text_with("prompt_minutes", &[&minutes.to_string()]));
    let parts = [
        minutes,
        Some(session.view.provider_name.clone()),
        source.slot.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
