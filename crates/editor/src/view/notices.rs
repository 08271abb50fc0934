use super::Ui;
use crate::session::{Event, Kept, Screen, Session};
use baton_ui::{failure_notice, text};
use yew::prelude::*;

/// What went wrong, and what another tab did meanwhile.
pub fn notices(ui: &Ui, session: &Session) -> Html {
    let failed = match (&session.trouble, session.kept) {
        (Some(trouble), _) => Some((trouble.failure, trouble.again.is_some())),
        (None, Kept::NotSaved(failure)) => Some((failure, true)),
        (None, _) => None,
    };
    html! {
        <>
            if let Some(key) = session.refused {
                <p class="notice warn" role="alert" id="refused">{ text(key) }</p>
            }
            if let Some((failure, again)) = failed {
                { failure_notice(failure, again.then(|| ui.press(|| Event::Retry))) }
            }
            if session.diverged {
                <p class="notice warn" role="status" id="diverged">{ text("prompt_diverged") }</p>
            }
        </>
    }
}

/// Whether what was typed is kept. "Saved" only once the background has said so.
pub fn save_line(session: &Session) -> Html {
    let (state, key) = match session.kept {
        _ if session.view.private => ("private", "prompt_nothing_stored"),
        Kept::Untouched => ("untouched", "prompt_local_only"),
        Kept::OnTheWay => ("saving", "prompt_saving"),
        Kept::Saved => ("saved", "prompt_saved"),
        Kept::NotSaved(_) => ("not-saved", "prompt_not_saved"),
    };
    let id = if state == "saved" { "saved" } else { "saving" };
    html! {
        if session.screen != Screen::SteppingAside {
            <p class="save-line" role="status" data-saved={state}>
                <span {id}>{ text(key) }</span>
            </p>
        }
    }
}
