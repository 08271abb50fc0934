use super::Ui;
use super::brief_form::brief_form;
use super::by_hand::by_hand;
use super::preview::preview;
use crate::prompt::host;
use crate::session::{Event, Session, Side};
use baton_ui::{ChipOption, Chips, text};
use yew::prelude::*;

/// The brief's form beside its preview; one of the two where there is no room for both.
pub(super) fn writing(ui: &Ui, session: &Session) -> Html {
    let Some(brief) = &session.brief else {
        return Html::default();
    };
    let document = session.document(brief, host());
    let hidden = |side: Side| (session.side != side).then_some("other-side");
    html! {
        <section aria-labelledby="title" class="asking">
            <h2 id="title" tabindex="-1">{ text("prompt_writing_title") }</h2>
            { by_hand(ui, session) }
            <div class="sides">{ sides(ui, session) }</div>
            <div class="writing both">
                <div class={classes!("brief-form", hidden(Side::Form))} id="brief-form">
                    { brief_form(ui, session, brief) }
                </div>
                <div class={classes!(hidden(Side::Preview))}>{ preview(&document) }</div>
            </div>
        </section>
    }
}

fn sides(ui: &Ui, session: &Session) -> Html {
    let options = vec![
        ChipOption {
            id: "side-form".into(),
            text: text("prompt_side_form").into(),
        },
        ChipOption {
            id: "side-preview".into(),
            text: text("prompt_side_preview").into(),
        },
    ];
    let chosen = Some(usize::from(session.side == Side::Preview));
    let on_choose = ui.send.reform(|index: Option<usize>| {
        Event::SideShown(if index == Some(1) {
            Side::Preview
        } else {
            Side::Form
        })
    });
    html! { <Chips labelled_by="title" {options} {chosen} {on_choose} /> }
}
