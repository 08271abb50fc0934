//! Everything can be erased, after one clear question.

use super::part;
use crate::model::{Erasing, Event, Model};
use baton_ui::{text, text_with};
use yew::prelude::*;

pub(super) fn show(model: &Model, send: &Callback<Event>) -> Html {
    let press = |event: Event| send.reform(move |_: MouseEvent| event.clone());
    let content = match model.erasing {
        Erasing::Idle => html! {
            <div class="actions">
                <button type="button" class="button" id="erase-ask" disabled={model.is_busy()}
                    onclick={press(Event::EraseAsked)}>
                    { text("transfer_erase_button") }
                </button>
            </div>
        },
        Erasing::Asking => html! {
            <div class="notice warn" role="alertdialog" aria-labelledby="erase-question"
                aria-describedby="erase-what">
                <p id="erase-question"><b>{ match model.notes {
                    Some(notes) => text_with("transfer_erase_question", &[&notes.to_string()]),
                    None => text("transfer_erase_question_uncounted"),
                } }</b></p>
                <p id="erase-what">{ text("transfer_erase_what") }</p>
                <div class="actions">
                    <button type="button" class="button" id="erase-leave"
                        onclick={press(Event::EraseLeft)}>
                        { text("transfer_erase_leave") }
                    </button>
                    <button type="button" class="button" id="erase-all" onclick={press(Event::Erase)}>
                        { text("transfer_erase_all") }
                    </button>
                </div>
            </div>
        },
        Erasing::Working => html! { <p role="status">{ text("transfer_erasing") }</p> },
        Erasing::Done => html! {
            <p class="notice good" role="status" id="erased" tabindex="-1">{ text("transfer_erased") }</p>
        },
    };
    part("erase", content)
}
