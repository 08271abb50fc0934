//! What was stored and cannot be read: said plainly, with what is kept and what to do.

use super::Ui;
use crate::model::Event;
use baton_protocol::{Unreadable, UnreadableKind};
use baton_ui::text;
use yew::prelude::*;

/// A notice for each text.
pub(super) fn notices(ui: &Ui<'_>) -> Html {
    let all = ui.model.unreadable.all.iter().enumerate();
    all.map(|(place, one)| notice(ui, place, one)).collect()
}

fn notice(ui: &Ui<'_>, place: usize, one: &Unreadable) -> Html {
    let key = match one.kind {
        UnreadableKind::Settings => "options_unreadable_settings",
        UnreadableKind::Templates => "options_unreadable_templates",
    };
    let can_go = ui.model.unreadable.can_go(one);
    html! {
        <div class="notice warn unreadable" role="status" key={one.key.clone()}
            data-unreadable={one.key.clone()}>
            <p>{ text(key) }</p>
            <div class="actions">
                <button type="button" class="button save"
                    onclick={ui.press(Event::ExportUnreadable(place))}>
                    { text("options_unreadable_save") }
                </button>
                if can_go {
                    <button type="button" class="button discard"
                        onclick={ui.press(Event::Discard(place))}>
                        { text("options_unreadable_discard") }
                    </button>
                }
            </div>
        </div>
    }
}
