//! What the write page looks like.

use crate::page::WritePageProps;
use baton_brief::Document;
use baton_editor::host;
use baton_editor::session::{Event, Kept, Screen, Session};
use baton_editor::view::{
    Ui, more_ways, notices, related, save_as_file, save_line, sent, ways, writing,
};
use baton_ui::{arrow_back, button, mark, quiet_button, text};
use yew::prelude::*;

/// The page. With the second way out it is asked whether what was typed may be lost.
pub(crate) fn show(
    ui: &Ui,
    props: &WritePageProps,
    (done, lose): (&Callback<MouseEvent>, Option<Callback<MouseEvent>>),
    take: &Callback<String>,
) -> Html {
    let session = ui.session.borrow();
    // Composed once: the preview and every way of delivery read from it at each keystroke.
    let document = match &session.brief {
        Some(brief) => session.document(brief, host()),
        None => return Html::default(),
    };
    let has_sent = match session.screen {
        Screen::Sent(how) => Some(how),
        _ => None,
    };
    html! {
        <main class="write-page">
            { head(&session, props, done, lose) }
            <div class="write-body" id="body" key={has_sent.map_or("writing", |_| "sent")}>
                if let Some(how) = has_sent {
                    { sent(&session, how) }
                } else {
                    { writing(ui, &session, Some(&document)) }
                }
            </div>
            <footer class="write-foot" id="foot">
                if has_sent.is_none() {
                    { related(ui, &session, is_new(&session).then_some(take)) }
                }
                { notices(ui, &session) }
                if session.diverged {
                    { quiet_button("compare", "write_compare", done.clone()) }
                }
                <div class="choices" id="choices" role="group" aria-label={text("prompt_choices")}>
                    if has_sent.is_some() {
                        { button("back-to-note", "write_back_to_note", done.clone()) }
                        { button("back", "prompt_back_to_brief", ui.press(|| Event::Back)) }
                    } else {
                        { leave_by(ui, &session, &document) }
                    }
                </div>
                { save_line(&session) }
            </footer>
        </main>
    }
}

fn head(
    session: &Session,
    props: &WritePageProps,
    done: &Callback<MouseEvent>,
    lose: Option<Callback<MouseEvent>>,
) -> Html {
    let is_new = props.is_new;
    html! {
        <header class="page-head" id="head">
            { mark() }
            <div class="who">
                <h1>{ text(if is_new { "write_new" } else { "write_edit" }) }</h1>
                <p class="soft" id="about" dir="auto">{ about(session, is_new) }</p>
                if is_new {
                    <a href="invited.html" id="invited">{ text("write_invited") }</a>
                }
            </div>
            <button type="button" class="button" id="done" onclick={done.clone()}
                aria-keyshortcuts="Escape">
                <span class="back">{ arrow_back() }</span>{ text("write_done") }
            </button>
            if let Some(lose) = lose {
                <div class="notice warn" role="alert" id="may-be-lost">
                    <p>{ text("write_may_be_lost") }</p>
                    { button("lose", "write_lose", lose) }
                </div>
            }
            if session.view.private {
                <p class="notice" id="private">{ text("prompt_private") }</p>
            }
            if props.has_left {
                <p class="notice" id="has-left">{ text("write_has_left") }</p>
            }
        </header>
    }
}

/// Whether nothing was typed yet that another text would take the place of.
fn is_new(session: &Session) -> bool {
    session.kept == Kept::Untouched && !session.view.resumed
}

/// Who and what the note is about, as far as a booking page told.
fn about(session: &Session, is_new: bool) -> String {
    let source = &session.view.source;
    if is_new && source.provider.is_empty() {
        return text("write_new_hint");
    }
    let provider = Some(session.view.provider_name.clone());
    let told = [source.event.clone(), source.person.clone(), provider];
    let told: Vec<_> = told
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    told.join(" · ")
}

fn leave_by(ui: &Ui, session: &Session, document: &Document) -> Html {
    html! {
        <>
            { ways(ui, session, document) }
            <div class="seldom">
                { more_ways(ui, session, document) }
                { save_as_file(ui) }
            </div>
        </>
    }
}
