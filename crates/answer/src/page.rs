//! The page's root: runs what the model asks for.

use crate::model::{Effect, Event, Model};
use crate::view::show;
use baton_notes::NoteId;
use baton_post::Labels;
use baton_protocol::{Failure, NoteChange, OwnRequest, ShowReply, ShowRequest};
use baton_ui::text;
use yew::prelude::*;

/// The page.
pub struct AnswerPage {
    model: Model,
    note: Result<NoteId, Failure>,
}

impl Component for AnswerPage {
    type Message = Event;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        context.link().send_message(Event::Started);
        let hash = web_sys::window().and_then(|window| window.location().hash().ok());
        let note = hash.as_deref().unwrap_or_default().trim_start_matches('#');
        Self {
            model: Model::new(labels()),
            note: NoteId::parse(note).map_err(|_| Failure::NoSuchNote),
        }
    }

    fn update(&mut self, context: &Context<Self>, event: Event) -> bool {
        for effect in self.model.update(event) {
            let note = self.note.clone();
            match effect {
                Effect::Load => context
                    .link()
                    .send_future(async { Event::NoteKnown(load(note).await) }),
                Effect::Keep { text, score, by } => {
                    let change = NoteChange::Answer { text, score, by };
                    context
                        .link()
                        .send_future(async { Event::Kept(keep(note, change).await) });
                }
            }
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        show(&self.model, &context.link().callback(|event| event))
    }
}

async fn load(note: Result<NoteId, Failure>) -> Result<Box<baton_protocol::NoteView>, Failure> {
    match baton_webext::ask(&ShowRequest::Note { id: note? }).await? {
        ShowReply::Note(note) => Ok(note),
        ShowReply::Newer(_) => Err(Failure::StoreNewer),
        ShowReply::File(_) => Err(Failure::Malformed),
    }
}

async fn keep(note: Result<NoteId, Failure>, change: NoteChange) -> Result<(), Failure> {
    let id = note?;
    baton_webext::ask(&OwnRequest::Change { id, change }).await?;
    Ok(())
}

/// The words of the reply block in the person's language. They are read once, for as long as the page
/// stands.
fn labels() -> Labels<'static> {
    let word = |key: &str| -> &'static str { text(key).leak() };
    Labels {
        heading: word("brief_reply"),
        intro: word("brief_reply_intro"),
        restate: word("brief_reply_restate"),
        numbers: word("brief_reply_numbers"),
        answer: word("brief_reply_answer"),
        score: word("brief_reply_score"),
    }
}
