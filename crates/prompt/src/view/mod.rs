//! What the session looks like, a file for each part.

mod booking;
mod choices;
mod earlier;
mod foot;
mod head;
mod later;
mod questions;
mod verdict;

use baton_editor::host;
use baton_editor::session::{Event, Screen, Session};
use baton_editor::view::{Ui, sent, title, writing};
use baton_ui::{mark, text};
use yew::prelude::*;

/// The card.
pub(crate) fn card(ui: &Ui) -> Html {
    let session = ui.session.borrow();
    // Composed once: the preview and every way of delivery read from it at each keystroke.
    let written = match (&session.screen, &session.brief) {
        (Screen::Writing, Some(brief)) => Some(session.document(brief, host())),
        _ => None,
    };
    let body = match &session.screen {
        Screen::Question(step) => questions::question(ui, &session, *step),
        Screen::Verdict => verdict::verdict(ui, &session),
        Screen::Writing => writing(ui, &session, written.as_ref()),
        Screen::Booking(preview) => booking::booking(ui, &session, preview.as_ref()),
        Screen::Sent(how) => sent(&session, *how),
        Screen::SteppingAside => html! {
            <div class="done" role="status" id="stepping-aside">
                { title(text("prompt_stepping_aside")) }
            </div>
        },
    };
    html! {
        <main class="card" aria-label={text("prompt_card")}>
            { head::head(ui, &session) }
            <div class="card-body" id="body" key={screen_name(&session.screen)}>
                <div id="content">
                    { resumed_line(&session) }
                    { body }
                </div>
            </div>
            { foot::foot(ui, &session, written.as_ref()) }
        </main>
    }
}

/// The card folded away.
pub(crate) fn pill(ui: &Ui) -> Html {
    html! {
        <main>
            <h1 class="visually-hidden">{ text("prompt_card") }</h1>
            <button type="button" class="pill" id="pill" onclick={ui.press(|| Event::Fold(false))}>
                { mark() }
                <span>{ text("prompt_pill") }</span>
            </button>
        </main>
    }
}

fn resumed_line(session: &Session) -> Html {
    html! {
        if session.greets {
            <p class="soft" id="resumed">{ text("prompt_resumed") }</p>
        }
    }
}

/// Tells the screens apart, so that each starts scrolled to its top.
const fn screen_name(screen: &Screen) -> &'static str {
    match screen {
        Screen::Question(step) => step.name(),
        Screen::Verdict => "verdict",
        Screen::Writing => "writing",
        Screen::Booking(_) => "booking",
        Screen::Sent(_) => "sent",
        Screen::SteppingAside => "stepping-aside",
    }
}
