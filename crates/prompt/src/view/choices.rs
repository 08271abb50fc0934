//! The buttons at the card's foot, of equal weight.

use super::Ui;
use crate::prompt::host;
use crate::session::{Event, Screen, Session};
use baton_brief::{Mail, mail, markdown};
use baton_ui::{save_file, text};
use yew::prelude::*;

/// What can be done now. Booking and *Not now* are always among it until the brief has left.
pub(super) fn choices(ui: &Ui, session: &Session) -> Html {
    match &session.screen {
        Screen::Question(_) | Screen::Verdict => three(ui),
        Screen::Writing => writing(ui),
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

fn button(id: &'static str, key: &str, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" class="button" {id} {onclick}>{ text(key) }</button> }
}

fn not_now(ui: &Ui) -> Html {
    button("not-now", "prompt_not_now", ui.weighty(|_| Event::NotNow))
}

fn three(ui: &Ui) -> Html {
    html! {
        <div class="choices" id="choices" role="group" aria-label={text("prompt_choices")}>
            { button("write-instead", "prompt_write_instead", ui.press(Event::Write)) }
            { button("book-with-brief", "prompt_book_with_brief", ui.press(Event::BookAsked)) }
            { not_now(ui) }
        </div>
    }
}

fn writing(ui: &Ui) -> Html {
    html! {
        <div class="choices many" id="choices" role="group" aria-label={text("prompt_choices")}>
            { button("copy", "prompt_copy", ui.weighty(|ui| Event::Copied(ui.copy()))) }
            { mail_link(ui) }
            { button("book-with-brief", "prompt_book_with_brief", ui.press(Event::BookAsked)) }
            { button("save-file", "prompt_save_file", save(ui)) }
            { button("back", "prompt_back", ui.press(Event::Back)) }
            { not_now(ui) }
        </div>
    }
}

/// A real link, because only a person's press on one may open the mail program.
fn mail_link(ui: &Ui) -> Html {
    let letter = mail(&ui.document(), None, host().words);
    let needs_clipboard = matches!(letter, Mail::Short { .. });
    let on_click = {
        let ui = ui.clone();
        Callback::from(move |press: MouseEvent| {
            if !ui.counts(&press) {
                press.prevent_default();
                return;
            }
            let copied = needs_clipboard.then(|| ui.copy());
            ui.send.emit(Event::MailOpened(copied));
        })
    };
    html! {
        <a class="button" id="mail" href={letter.url().to_owned()} target="_blank"
            rel="noopener noreferrer" title={needs_clipboard.then(|| text("prompt_mail_short"))}
            onclick={on_click}>
            { text("prompt_mail") }
        </a>
    }
}

fn save(ui: &Ui) -> Callback<MouseEvent> {
    let ui = ui.clone();
    Callback::from(move |_: MouseEvent| {
        let content = markdown(&ui.document());
        if !save_file("baton-brief.md", "text/markdown;charset=utf-8", &content) {
            ui.send
                .emit(Event::PressRefused(Some("prompt_file_failed")));
        }
    })
}

fn booking(ui: &Ui, known: bool, copies: bool) -> Html {
    let confirm = ui.weighty(move |ui| Event::BookConfirmed(copies.then(|| ui.copy())));
    html! {
        <div class="choices" id="choices" role="group" aria-label={text("prompt_choices")}>
            <button type="button" class="button" id="confirm-booking" disabled={!known}
                onclick={confirm}>
                { text("prompt_confirm_booking") }
            </button>
            { button("back", "prompt_back", ui.press(Event::Back)) }
            { not_now(ui) }
        </div>
    }
}

fn sent(ui: &Ui) -> Html {
    html! {
        <div class="choices" id="choices" role="group" aria-label={text("prompt_choices")}>
            { button("open-notes", "prompt_open_notes", ui.press(Event::OpenNotes)) }
            { button("back", "prompt_back_to_brief", ui.press(Event::Back)) }
            { button("close", "prompt_close", ui.press(Event::Close)) }
        </div>
    }
}
