use crate::running::host;
use crate::session::{Event, Session};
use baton_brief::{Document, html, plain_text};
use baton_ui::{Judgement, Sight, copy_text_and_html};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// What each part is given: the session to show, and where events go.
#[derive(Clone)]
pub struct Ui {
    /// The session.
    pub session: Rc<RefCell<Session>>,
    /// Where events go.
    pub send: Callback<Event>,
    /// Whether the person can see what they press, where somebody else's page is around it.
    pub sight: Option<Rc<Sight>>,
}

impl Ui {
    /// A press that changes nothing outside the card.
    #[must_use]
    pub fn press(&self, event: fn() -> Event) -> Callback<MouseEvent> {
        self.send.reform(move |_: MouseEvent| event())
    }

    /// A press with consequences: it counts only if a person made it and could see the card.
    #[must_use]
    pub fn weighty(&self, act: fn(&Self) -> Event) -> Callback<MouseEvent> {
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
    #[must_use]
    pub fn counts(&self, press: &MouseEvent) -> bool {
        let Some(sight) = &self.sight else {
            return true;
        };
        let why = match sight.judge(press) {
            Judgement::Counts => return true,
            Judgement::Faked => return false,
            Judgement::Covered => "prompt_covered",
            Judgement::TooSoon => "prompt_too_soon",
        };
        self.send.emit(Event::PressRefused(Some(why)));
        false
    }

    /// The brief as it would leave now.
    #[must_use]
    pub fn document(&self) -> Document {
        let session = self.session.borrow();
        session.document(&session.brief_to_book(host()), host())
    }

    /// Puts the brief on the clipboard and says whether that worked.
    #[must_use]
    pub fn copy(&self) -> bool {
        let document = self.document();
        copy_text_and_html(&plain_text(&document), &html(&document))
    }
}
