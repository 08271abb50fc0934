use super::Ui;
use crate::session::{Event, Screen, Session};
use baton_brief::{markdown, plain_text};
use baton_notes::Delivered;
use baton_ui::{button, text};
use yew::prelude::*;

/// The brief's text, selected, for when the clipboard could not be written.
pub fn by_hand(ui: &Ui, session: &Session) -> Html {
    if session.by_hand.is_none() {
        return Html::default();
    }
    let copied = match session.by_hand {
        Some(Delivered::CopiedMarkdown) => markdown(&ui.document()),
        _ => plain_text(&ui.document()),
    };
    // While booking, the confirmation goes on; elsewhere it is said that the text was copied.
    let says_copied = session.screen == Screen::Writing;
    html! {
        <div class="notice warn" role="alert" id="copy-failed">
            <label for="by-hand">{ text("prompt_copy_failed") }</label>
            <textarea class="input by-hand" id="by-hand" readonly={true}
                value={copied} />
            if says_copied {
                { button("copied-by-hand", "prompt_copied_by_hand",
                    ui.weighty(|_| Event::CopiedByHand)) }
            }
        </div>
    }
}
