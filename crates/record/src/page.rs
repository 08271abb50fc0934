//! The page's root: runs what the model asks for.

use crate::kind::{Kind, ending, media_type};
use crate::model::{Effect, Event, Model, Stage, Take};
use crate::recorder::{Pieces, Recorder};
use crate::view::show;
use crate::words::{clock, minutes_and_seconds, stamp};
use baton_notes::{NoteId, file_text};
use baton_protocol::{Failure, NoteChange, OwnReply, OwnRequest, ShowReply, ShowRequest};
use baton_ui::{focus, save_bytes, text, text_with, tick};
use gloo::events::{EventListener, EventListenerOptions};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, Url};
use yew::prelude::*;

/// What the page is told.
pub enum Message {
    /// Something happened.
    Event(Event),
    /// The browser gave what was asked for.
    Given(Recorder),
}

/// The page.
pub struct RecordPage {
    model: Model,
    /// What records now.
    recorder: Option<Recorder>,
    /// What was recorded last.
    recording: Option<Recording>,
    /// The element that takes the focus once the next view stands.
    focus: Option<&'static str>,
    would_lose: Rc<Cell<bool>>,
    _leaving: Option<EventListener>,
}

impl Component for RecordPage {
    type Message = Message;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        context.link().send_message(Message::Event(Event::Started));
        let would_lose = Rc::new(Cell::new(false));
        Self {
            model: Model::new(asked()),
            recorder: None,
            recording: None,
            focus: None,
            _leaving: ask_before_leaving(Rc::clone(&would_lose)),
            would_lose,
        }
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        let event = match message {
            Message::Event(event) => event,
            Message::Given(recorder) => self.given(recorder),
        };
        for effect in self.model.update(tick(), event) {
            self.run(context, effect);
        }
        self.would_lose.set(self.model.would_lose());
        true
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if self.focus.is_some_and(focus) {
            self.focus = None;
        }
        name_the_tab(&self.model.stage);
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let heard = self.recording.as_ref().map(|recording| &*recording.address);
        show(&self.model, heard, &context.link().callback(Message::Event))
    }
}

impl RecordPage {
    fn given(&mut self, recorder: Recorder) -> Event {
        if let Err(fault) = recorder.start() {
            return Event::Faulted(fault);
        }
        // What was recorded before goes only now: the browser might have given nothing.
        self.recording = Some(Recording::of(&recorder));
        self.recorder = Some(recorder);
        Event::Began
    }

    fn run(&mut self, context: &Context<Self>, effect: Effect) {
        let link = context.link();
        match effect {
            Effect::LoadNote(note) => {
                link.send_future(async { Message::Event(Event::NoteKnown(known(note).await)) });
            }
            Effect::Begin(kind) => {
                let tell = link.callback(Message::Event);
                link.send_future(async move {
                    match Recorder::ask(kind, tell).await {
                        Ok(recorder) => Message::Given(recorder),
                        Err(fault) => Message::Event(Event::Faulted(fault)),
                    }
                });
            }
            Effect::Pause => self.recorder.iter().for_each(Recorder::pause),
            Effect::Resume => self.recorder.iter().for_each(Recorder::resume),
            Effect::Stop => self.recorder.iter().for_each(Recorder::stop),
            Effect::Show(pieces) => {
                self.recorder = None;
                if let Some(recording) = &mut self.recording {
                    recording.make_heard(pieces);
                }
            }
            Effect::Keep(note, take) => {
                let file = self.file(&take);
                link.send_future(async { Message::Event(Event::Kept(keep(note, file).await)) });
            }
            Effect::SaveToDisk(take) => {
                let file = self.file(&take);
                spawn_local(async {
                    if let Some(file) = file
                        && let Ok(bytes) = bytes(&file.content).await
                    {
                        // A browser that does not take it says so itself.
                        let _ = save_bytes(&file.name, &bytes);
                    }
                });
            }
            Effect::Focus(id) => self.focus = Some(id),
        }
    }

    fn file(&self, take: &Take) -> Option<File> {
        let recording = self.recording.as_ref()?;
        Some(File {
            name: recording.file_name(take),
            media_type: media_type(recording.media_type),
            content: recording.content(take.pieces)?,
        })
    }
}

/// What was recorded. Dropping it lets go of it.
struct Recording {
    pieces: Pieces,
    media_type: &'static str,
    /// When it was begun, by the person's own clock.
    begun: String,
    /// Where it can be heard; empty before it ended.
    address: String,
}

impl Recording {
    fn of(recorder: &Recorder) -> Self {
        let now = js_sys::Date::new_0();
        Self {
            pieces: Rc::clone(&recorder.pieces),
            media_type: recorder.media_type,
            begun: stamp([
                now.get_full_year(),
                now.get_month() + 1,
                now.get_date(),
                now.get_hours(),
                now.get_minutes(),
            ]),
            address: String::new(),
        }
    }

    /// Its first pieces as one.
    fn content(&self, pieces: usize) -> Option<Blob> {
        let all: js_sys::Array = self.pieces.borrow().iter().take(pieces).collect();
        let kind = BlobPropertyBag::new();
        kind.set_type(media_type(self.media_type));
        Blob::new_with_blob_sequence_and_options(&all, &kind).ok()
    }

    fn make_heard(&mut self, pieces: usize) {
        let content = self.content(pieces);
        let address = content.and_then(|content| Url::create_object_url_with_blob(&content).ok());
        self.address = address.unwrap_or_default();
    }

    fn file_name(&self, take: &Take) -> String {
        let (minutes, seconds) = minutes_and_seconds(take.millis);
        let length = text_with(
            "record_length",
            &[&minutes.to_string(), &seconds.to_string()],
        );
        let key = match take.kind {
            Kind::Voice => "record_name_voice",
            Kind::Screen | Kind::ScreenAndVoice => "record_name_screen",
        };
        let name = text_with(key, &[&self.begun, &length]);
        format!("{name}.{}", ending(media_type(self.media_type)))
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        // An address that is gone already needs no releasing.
        let _ = Url::revoke_object_url(&self.address);
    }
}

/// A recording as a file.
struct File {
    name: String,
    media_type: &'static str,
    content: Blob,
}

async fn bytes(content: &Blob) -> Result<Vec<u8>, JsValue> {
    let content = JsFuture::from(content.array_buffer()).await?;
    Ok(js_sys::Uint8Array::new(&content).to_vec())
}

async fn keep(note: NoteId, file: Option<File>) -> Result<String, Failure> {
    let file = file.ok_or(Failure::Page)?;
    let content = bytes(&file.content).await.map_err(|_| Failure::Page)?;
    let change = NoteChange::Attach {
        name: file.name.clone(),
        media_type: file.media_type.to_owned(),
        content: file_text(&content),
    };
    match baton_webext::ask(&OwnRequest::Change { id: note, change }).await? {
        OwnReply::Ok => Ok(file.name),
        _ => Err(Failure::Malformed),
    }
}

/// The note's title, and how many files it has.
async fn known(id: NoteId) -> Result<(String, usize), Failure> {
    match baton_webext::ask(&ShowRequest::Note { id }).await? {
        ShowReply::Note(note) => Ok((note.title, note.attachments.len())),
        // A note of a newer schema cannot be changed.
        ShowReply::Newer(_) => Err(Failure::StoreNewer),
        ShowReply::File(_) => Err(Failure::Malformed),
    }
}

/// The note that the page's address names: `#note=<id>`.
fn asked() -> Option<NoteId> {
    let hash = web_sys::window()?.location().hash().ok()?;
    NoteId::parse(hash.strip_prefix("#note=")?).ok()
}

/// While another tab is looked at, the page's title says that it records.
fn name_the_tab(stage: &Stage) {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(document) = document {
        let title = match stage {
            Stage::Recording(progress) => {
                text_with("record_tab", &[&clock(progress.millis(tick()))])
            }
            _ => text("record_title"),
        };
        if document.title() != title {
            document.set_title(&title);
        }
    }
}

/// Has the browser ask before the page goes with something that is not kept.
fn ask_before_leaving(would_lose: Rc<Cell<bool>>) -> Option<EventListener> {
    let window = web_sys::window()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(
        &window,
        "beforeunload",
        options,
        move |event| {
            if would_lose.get() {
                event.prevent_default();
            }
        },
    ))
}
