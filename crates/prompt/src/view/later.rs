use baton_asking::Manner;
use baton_editor::session::{Event, Session};
use baton_editor::view::Ui;
use baton_protocol::Later;
use baton_ui::{quiet_button, text, text_with};
use yew::prelude::*;

/// When Baton is to ask again, and what its own skips say. Nothing in a private window, where it would not
/// be kept.
pub(super) fn later(ui: &Ui, session: &Session) -> Html {
    let Some(ask) = session.view.ask.as_ref().filter(|_| !session.view.private) else {
        return Html::default();
    };
    let person = session.view.source.person.as_ref();
    html! {
        <>
            if let Some(left) = ask.skips_left {
                <p class="soft skips-left" id="skips-left">
                    { text_with("prompt_skips_left", &[&left.to_string()]) }
                </p>
            }
            if let Some(offer) = ask.offer.filter(|_| session.offers) {
                <div class="offer" id="offer">
                    <p>{ text_with("prompt_offer", &[&offer.skips.to_string(), &text(quieter(offer.to))]) }</p>
                    { quiet_button("offer-yes", "prompt_offer_yes", ui.weighty(|_| Event::Offered(true))) }
                    { quiet_button("offer-no", "prompt_offer_no", ui.press(|| Event::Offered(false))) }
                </div>
            }
            <details class="later" id="later">
                <summary>{ text("prompt_later") }</summary>
                { quiet_button("later-today", "prompt_later_today", not_now(ui, Later::Today)) }
                if person.is_some() {
                    { quiet_button("later-person", "prompt_later_person", not_now(ui, Later::Person)) }
                }
                { quiet_button("later-never", "prompt_later_never", not_now(ui, Later::Never)) }
                { quiet_button("later-more", "prompt_later_more", ui.press(|| Event::OpenAsking)) }
            </details>
        </>
    }
}

fn not_now(ui: &Ui, later: Later) -> Callback<MouseEvent> {
    let ui = ui.clone();
    Callback::from(move |press: MouseEvent| {
        if ui.counts(&press) {
            ui.send.emit(Event::NotNow(later));
        }
    })
}

const fn quieter(manner: Manner) -> &'static str {
    match manner {
        Manner::Pause => "prompt_offer_pause",
        Manner::Nudge => "prompt_offer_nudge",
        _ => "prompt_offer_quiet",
    }
}
