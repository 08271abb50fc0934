use super::brief_form::brief_form;
use super::by_hand::by_hand;
use super::preview::preview;
use super::{Ui, title};
use crate::session::{Event, Session, Side};
use baton_brief::Document;
use baton_ui::{Chip, chips, text};
use yew::prelude::*;

/// The brief's form beside its preview; one of the two where there is no room for both.
pub fn writing(ui: &Ui, session: &Session, written: Option<&Document>) -> Html {
    let (Some(brief), Some(document)) = (&session.brief, written) else {
        return Html::default();
    };
    let side = match session.side {
        Side::Form => "form",
        Side::Preview => "preview",
    };
    html! {
        <section aria-labelledby="title" class="asking">
            { title(text("prompt_writing_title")) }
            { by_hand(ui, session) }
            <div class="sides">{ sides(ui, session) }</div>
            <div class="writing" data-side={side}>
                <div class="brief-form" id="brief-form">{ brief_form(ui, session, brief) }</div>
                { preview(document) }
            </div>
        </section>
    }
}

fn sides(ui: &Ui, session: &Session) -> Html {
    let options = ["form", "preview"].map(|name| Chip {
        id: format!("side-{name}"),
        text: text(&format!("prompt_side_{name}")),
    });
    let shown = Some(usize::from(session.side == Side::Preview));
    let on_choose = ui.send.reform(|index: Option<usize>| {
        // Pressing the chosen side again leaves the form in view.
        Event::SideShown(if index == Some(1) {
            Side::Preview
        } else {
            Side::Form
        })
    });
    chips("title", &options, shown, &on_choose)
}
