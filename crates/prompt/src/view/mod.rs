//! What the session looks like, a file for each part.

mod booking;
mod brief_form;
mod by_hand;
mod choices;
mod earlier;
mod fields;
mod foot;
mod head;
mod hints;
mod preview;
mod questions;
mod sent;
mod verdict;
mod ways;
mod writing;

use crate::prompt::host;
use crate::session::{Event, Screen, Session};
use baton_brief::{Document, html, plain_text};
use baton_ui::{Judgement, Sight, copy_text_and_html, mark, text};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// What each part is given: the session to show, and where events go.
#[derive(Clone)]
pub(crate) struct Ui {
    pub(crate) session: Rc<RefCell<Session>>,
    pub(crate) send: Callback<Event>,
    pub(crate) sight: Rc<Sight>,
}

impl Ui {
    /// A press that changes nothing outside the card.
    fn press(&self, event: Event) -> Callback<MouseEvent> {
        self.send.reform(move |_: MouseEvent| event.clone())
    }

    /// A press with consequences: it counts only if a person made it and could see the card.
    fn weighty(&self, act: fn(&Self) -> Event) -> Callback<MouseEvent> {
        let ui = self.clone();
        Callback::from(move |press: MouseEvent| {
            if ui.counts(&press) {
                // Worked out here, not later: the clipboard opens only within the press itself.
                let event = act(&ui);
                ui.send.emit(event);
            }
        })
    }

    /// Whether a press counts; if not, the person is told why.
    fn counts(&self, press: &MouseEvent) -> bool {
        let why = match self.sight.judge(press) {
            Judgement::Counts => return true,
            Judgement::Faked => return false,
            Judgement::Covered => "prompt_covered",
            Judgement::TooSoon => "prompt_too_soon",
        };
        self.send.emit(Event::PressRefused(Some(why)));
        false
    }

    /// The brief as it would leave now.
    fn document(&self) -> Document {
        let session = self.session.borrow();
        session.document(&session.brief_to_book(host()), host())
    }

    /// Puts the brief on the clipboard and says whether that worked.
    fn copy(&self) -> bool {
        let document = self.document();
        copy_text_and_html(&plain_text(&document), &html(&document))
    }
}

/// The card.
pub(crate) fn card(ui: &Ui) -> Html {
    let session = ui.session.borrow();
    // Composed once: the preview and every way of delivery read from it at each keystroke.
    let written = match (&session.screen, &session.brief) {
        (Screen::Writing, Some(brief)) => Some(session.document(brief, host())),
        _ => None,
    };
    let body = match &session.screen {
        Screen::Question(step) => questions::question(ui, &session, *step),
        Screen::Verdict => verdict::verdict(ui, &session),
        Screen::Writing => writing::writing(ui, &session, written.as_ref()),
        Screen::Booking(preview) => booking::booking(ui, &session, preview.as_ref()),
        Screen::Sent(how) => sent::sent(&session, *how),
        Screen::SteppingAside => html! {
            <div class="done" role="status" id="stepping-aside">
                { title(text("prompt_stepping_aside")) }
            </div>
        },
    };
    html! {
        <main class="card" aria-label={text("prompt_card")}>
            { head::head(ui, &session) }
            <div class="card-body" id="body" key={screen_name(&session.screen)}>
                <div id="content">
                    { resumed_line(&session) }
                    { body }
                </div>
            </div>
            { foot::foot(ui, &session, written.as_ref()) }
        </main>
    }
}

/// The card folded away.
pub(crate) fn pill(ui: &Ui) -> Html {
    html! {
        <main>
            <h1 class="visually-hidden">{ text("prompt_card") }</h1>
            <button type="button" class="pill" id="pill" onclick={ui.press(Event::Fold(false))}>
                { mark() }
                <span>{ text("prompt_pill") }</span>
            </button>
        </main>
    }
}

/// What the screen is about. It takes the focus when the screen appears.
fn title(text: String) -> Html {
    html! { <h2 id="title" tabindex="-1">{ text }</h2> }
}

fn resumed_line(session: &Session) -> Html {
    html! {
        if session.greets {
            <p class="soft" id="resumed">{ text("prompt_resumed") }</p>
        }
    }
}

/// Tells the screens apart, so that each starts scrolled to its top.
const fn screen_name(screen: &Screen) -> &'static str {
    match screen {
        Screen::Question(step) => step.name(),
        Screen::Verdict => "verdict",
        Screen::Writing => "writing",
        Screen::Booking(_) => "booking",
        Screen::Sent(_) => "sent",
        Screen::SteppingAside => "stepping-aside",
    }
}
