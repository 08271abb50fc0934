//! The page's root: runs what the model asks for.

use crate::model::{Effect, Event, Model};
use crate::view::show;
use baton_brief::Brief;
use baton_notes::{NoteId, Source, Written};
use baton_protocol::{Failure, Handover, WriteReply, WriteRequest};
use yew::prelude::*;

/// The page.
pub struct InvitedPage {
    model: Model,
}

impl Component for InvitedPage {
    type Message = Event;
    type Properties = ();

    fn create(_: &Context<Self>) -> Self {
        Self {
            model: Model::default(),
        }
    }

    fn update(&mut self, context: &Context<Self>, event: Event) -> bool {
        for effect in self.model.update(event) {
            match effect {
                Effect::Begin(told) => context.link().send_future(async {
                    let (source, brief) = *told;
                    Event::Written(begin(source, brief).await)
                }),
                Effect::Open(note) => {
                    if let Some(window) = web_sys::window() {
                        // A browser that goes nowhere says so itself.
                        let _ = window
                            .location()
                            .assign(&["write.html#", note.as_str()].concat());
                    }
                }
            }
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        show(&self.model, &context.link().callback(|event| event))
    }
}

async fn begin(source: Source, brief: Brief) -> Result<NoteId, Failure> {
    let about = serde_json::to_string(&source).map_err(|_| Failure::Malformed)?;
    let begin = WriteRequest::Begin {
        note: None,
        about: Some(about),
        is_private: false,
    };
    let WriteReply::View { note, view, .. } = baton_webext::ask(&begin).await? else {
        return Err(Failure::Malformed);
    };
    let save = WriteRequest::SaveDraft {
        note: note.clone(),
        what: Handover {
            text: Written {
                answers: view.answers,
                brief: Some(brief),
            },
            was: Vec::new(),
        },
    };
    baton_webext::ask(&save).await?;
    Ok(note)
}
