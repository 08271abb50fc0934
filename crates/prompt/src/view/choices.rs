//! The buttons at the card's foot, of equal weight.

use baton_brief::Document;
use baton_editor::session::{Event, Screen, Session};
use baton_editor::view::{Ui, more_ways, save_as_file, ways};
use baton_protocol::Later;
use baton_ui::{button, quiet_button, text};
use yew::prelude::*;

/// What can be done now. Booking and *Not now* are always among it until the brief has left.
pub(super) fn choices(ui: &Ui, session: &Session, written: Option<&Document>) -> Html {
    match &session.screen {
        Screen::Question(_) | Screen::Verdict => three(ui),
        Screen::Writing => written.map_or_else(Html::default, |brief| writing(ui, session, brief)),
        Screen::Booking(preview) => {
            let needs_clipboard = preview
                .as_ref()
                .is_some_and(|preview| preview.rest_on_clipboard);
            booking(
                ui,
                preview.is_some(),
                needs_clipboard && session.by_hand.is_none(),
            )
        }
        Screen::Sent(_) => sent(ui),
        Screen::SteppingAside => Html::default(),
    }
}

/// The row of what can be done, first the ways on.
fn row(buttons: Html) -> Html {
    html! {
        <div class="choices" id="choices" role="group" aria-label={text("prompt_choices")}>
            { buttons }
        </div>
    }
}

fn not_now(ui: &Ui) -> Html {
    button(
        "not-now",
        "prompt_not_now",
        ui.weighty(|_| Event::NotNow(Later::Visit)),
    )
}

fn book(ui: &Ui) -> Html {
    button(
        "book-with-brief",
        "prompt_book_with_brief",
        ui.press(|| Event::BookAsked),
    )
}

fn three(ui: &Ui) -> Html {
    row(html! {
        <>
            { button("write-instead", "prompt_write_instead", ui.press(|| Event::Write)) }
            { book(ui) }
            { not_now(ui) }
        </>
    })
}

/// The ways on are the brief's; the rest stands below them, less loud.
fn writing(ui: &Ui, session: &Session, brief: &Document) -> Html {
    row(html! {
        <>
            { ways(ui, session, brief) }
            { book(ui) }
            <div class="seldom">
                { quiet_button("back", "prompt_back", ui.press(|| Event::Back)) }
                { more_ways(ui, session, brief) }
                { save_as_file(ui) }
                { quiet_button("not-now", "prompt_not_now", ui.weighty(|_| Event::NotNow(Later::Visit))) }
            </div>
        </>
    })
}

fn booking(ui: &Ui, known: bool, copies: bool) -> Html {
    let confirm = if copies {
        ui.weighty(|ui| Event::BookConfirmed(Some(ui.copy())))
    } else {
        ui.weighty(|_| Event::BookConfirmed(None))
    };
    row(html! {
        <>
            <button type="button" class="button" id="confirm-booking" disabled={!known}
                onclick={confirm}>
                { text("prompt_confirm_booking") }
            </button>
            { button("back", "prompt_back", ui.press(|| Event::Back)) }
            { not_now(ui) }
        </>
    })
}

fn sent(ui: &Ui) -> Html {
    row(html! {
        <>
            { button("open-notes", "prompt_open_notes", ui.press(|| Event::OpenNotes)) }
            { button("back", "prompt_back_to_brief", ui.press(|| Event::Back)) }
            { button("close", "prompt_close", ui.press(|| Event::Close)) }
        </>
    })
}
