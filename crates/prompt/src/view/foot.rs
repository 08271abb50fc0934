use super::choices::choices;
use super::later::later;
use super::verdict::sentence;
use baton_brief::Document;
use baton_editor::host;
use baton_editor::session::{Screen, Session};
use baton_editor::view::{Ui, notices, related, save_line};
use baton_gate::Outcome;
use baton_ui::text;
use yew::prelude::*;

/// What the answers lead to so far, what went wrong, what can be done, whether it is kept.
pub(super) fn foot(ui: &Ui, session: &Session, written: Option<&Document>) -> Html {
    html! {
        <footer class="card-foot" id="foot">
            { so_far(session) }
            if matches!(session.screen, Screen::Question(_) | Screen::Verdict | Screen::Writing) {
                { related(ui, session, None) }
            }
            { notices(ui, session) }
            { choices(ui, session, written) }
            if matches!(session.screen, Screen::Question(_) | Screen::Verdict) {
                { later(ui, session) }
            }
            { save_line(session) }
        </footer>
    }
}

fn so_far(session: &Session) -> Html {
    let verdict = session.verdict(host());
    let asking = matches!(session.screen, Screen::Question(_));
    html! {
        if asking && verdict.outcome != Outcome::NotReady {
            <p class="so-far" id="so-far" role="status">
                { text("prompt_so_far") }{ " " }<strong>{ sentence(&verdict) }</strong>
            </p>
        }
    }
}
