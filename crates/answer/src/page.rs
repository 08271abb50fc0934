//! The page's root: runs what the model asks for.

use crate::address;
use crate::choice::MOST_NOTES;
use crate::model::{Answered, Came, Effect, Event, Model, Words};
use crate::view::show;
use baton_notes::NoteId;
use baton_post::Labels;
use baton_protocol::{
    Failure, NoteChange, NoteSummary, NoteView, OwnReply, OwnRequest, ShowReply, ShowRequest,
};
use baton_ui::{Chosen, focus, forget_in_tab, keep_in_tab, kept_in_tab, text};
use yew::prelude::*;

/// Where what came stays with the tab, by the form it came in.
const TEXT: &str = "answer/text";
const HTML: &str = "answer/html";

/// The page.
pub struct AnswerPage {
    model: Model,
    /// What was handed over, until it is kept.
    chosen: Option<Chosen>,
    /// It comes from a private window: nothing that stands in the page is stored.
    is_private: bool,
    /// What is to take the focus once the page is drawn.
    focus: Option<&'static str>,
}

impl Component for AnswerPage {
    type Message = Event;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let (note, chosen) = address::asked();
        let link = context.link();
        link.send_message(Event::Started);
        let mut first = None;
        let note = note.unwrap_or_else(|failure| {
            link.send_message(Event::NoteKnown(Err(failure)));
            None
        });
        if let Some(came) = remembered() {
            link.send_message(Event::Handed(Some(came)));
        } else if let Some(chosen) = chosen.clone() {
            link.send_future(async move {
                let form = if chosen.is_html() {
                    Came::Html
                } else {
                    Came::Text
                };
                Event::Handed(chosen.text().await.map(form))
            });
        } else {
            first = Some("pasted");
        }
        Self {
            model: Model::new(words(), note),
            is_private: chosen.as_ref().is_some_and(|chosen| chosen.is_private),
            chosen,
            focus: first,
        }
    }

    fn update(&mut self, context: &Context<Self>, event: Event) -> bool {
        let link = context.link();
        for effect in self.model.update(event) {
            match effect {
                Effect::Load(note) => {
                    link.send_future(async { Event::NoteKnown(load(note).await) });
                }
                Effect::Look((search, filter, order)) => link.send_future(async move {
                    let request = OwnRequest::List {
                        filter,
                        order,
                        offset: 0,
                        limit: MOST_NOTES,
                    };
                    Event::Found(search, list(request).await)
                }),
                Effect::Stand(note) => address::stand(note.as_ref(), self.chosen.as_ref()),
                Effect::Remember => self.remember(),
                Effect::Forget => self.forget(),
                Effect::Focus(id) => self.focus = Some(id),
                Effect::Keep(what, by) => link.send_future(async {
                    let kept = keep(&what, by).await;
                    Event::Kept(what, kept)
                }),
            }
        }
        true
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        // What is not there yet takes it once it is.
        self.focus = self.focus.take().filter(|id| !focus(id));
    }

    fn view(&self, context: &Context<Self>) -> Html {
        show(&self.model, &context.link().callback(|event| event))
    }
}

impl AnswerPage {
    fn remember(&self) {
        if self.is_private {
            return;
        }
        let (key, other, came) = match &self.model.came {
            Came::Text(text) => (TEXT, HTML, text),
            Came::Html(html) => (HTML, TEXT, html),
        };
        forget_in_tab(other);
        keep_in_tab(key, came);
    }

    fn forget(&mut self) {
        forget_in_tab(TEXT);
        forget_in_tab(HTML);
        if let Some(chosen) = self.chosen.take() {
            forget_in_tab(&chosen.key);
        }
        address::stand(self.model.asked.as_ref(), None);
    }
}

fn remembered() -> Option<Came> {
    let html = kept_in_tab(HTML).map(Came::Html);
    html.or_else(|| kept_in_tab(TEXT).map(Came::Text))
}

async fn list(request: OwnRequest) -> Result<Vec<NoteSummary>, Failure> {
    match baton_webext::ask(&request).await? {
        OwnReply::Notes { notes, .. } => Ok(notes),
        _ => Err(Failure::Malformed),
    }
}

async fn load(id: NoteId) -> Result<Box<NoteView>, Failure> {
    match baton_webext::ask(&ShowRequest::Note { id }).await? {
        ShowReply::Note(note) => Ok(note),
        ShowReply::Newer(_) => Err(Failure::StoreNewer),
        ShowReply::File(_) => Err(Failure::Malformed),
    }
}

async fn keep(what: &Answered, by: Option<String>) -> Result<(), Failure> {
    let Answered { note, text, score } = what.clone();
    let change = NoteChange::Answer { text, score, by };
    baton_webext::ask(&OwnRequest::Change { id: note, change }).await?;
    Ok(())
}

/// The words of a brief in the person's language. They are read once, for as long as the page stands.
fn words() -> Words {
    let word = |key: &str| -> &'static str { text(key).leak() };
    Words {
        block: Labels {
            heading: word("brief_reply"),
            intro: word("brief_reply_intro"),
            restate: word("brief_reply_restate"),
            numbers: word("brief_reply_numbers"),
            answer: word("brief_reply_answer"),
            score: word("brief_reply_score"),
        },
        ask: word("brief_head_ask"),
    }
}
