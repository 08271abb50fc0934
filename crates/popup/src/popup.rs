//! The popup's root: runs what the model asks for and shows its state.

use crate::activity::ActivityLine;
use crate::detail::Detail;
use crate::health::health_notices;
use crate::keys::keys;
use crate::model::{Effect, Event, Key, LIST_LIMIT, Model, Opened, Page};
use crate::newer::Newer;
use crate::note_list::NoteList;
use crate::toast::Toast;
use baton_notes::NoteId;
use baton_protocol::{ExportedFile, Failure, NoteChange, OwnReply, OwnRequest};
use baton_ui::{failure_notice, focus, mark, plus, quiet_button, save_file, text};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

/// How long typing must rest before the list is asked for, in milliseconds.
const PAUSE_MS: u32 = 150;

/// The popup's page.
pub struct Popup {
    model: Model,
    pause: Option<Timeout>,
    edit_pause: Option<Timeout>,
    /// The keys of the notes page, while it stands.
    _keys: Option<EventListener>,
    /// The element that takes the focus once the next view stands.
    focus: Option<String>,
}

impl Component for Popup {
    type Message = Event;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let page = page();
        let keys = (page == Page::Notes).then(|| keys(context.link().callback(Event::Key)));
        let model = Model::on(page);
        let mut popup = Self {
            model,
            _keys: keys.flatten(),
            pause: None,
            edit_pause: None,
            focus: None,
        };
        let mut effects = popup.model.update(Event::Started);
        if let Some(note) = note_of_address() {
            effects.extend(popup.model.update(Event::Open(note)));
        }
        popup.run(context, effects);
        popup
    }

    fn update(&mut self, context: &Context<Self>, event: Event) -> bool {
        let effects = self.model.update(event);
        self.run(context, effects);
        true
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        // Not there yet: what it belongs to is still on its way.
        if self.focus.as_deref().is_some_and(focus) {
            self.focus = None;
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let send = context.link().callback(|event: Event| event);
        let model = &self.model;
        let is_notes = model.page == Page::Notes;
        let list = html! {
            <NoteList listing={model.listing.clone()} filter={model.filter.clone()}
                open={model.open.as_ref().map(|open| open.id().clone())}
                on_event={send.clone()} />
        };
        let open = model.open.as_ref().map(|open| match open {
            Opened::Note(note) => html! {
                <Detail note={note.clone()} comment={model.comment.clone()}
                    comment_kept={model.comment_kept}
                    tags={model.tags.clone()} compared={model.compared}
                    on_event={send.clone()} />
            },
            Opened::Newer(note) => html! {
                <Newer note={note.clone()} on_event={send.clone()} />
            },
        });
        let reads = open.is_some();
        html! {
            <main class={classes!("page", is_notes.then_some("notes-page"))}>
                <header class="page-head">
                    { mark() }
                    <h1>{ if is_notes { text("popup_page_title") } else { "Baton".to_owned() } }</h1>
                    <div class="actions">
                        <button type="button" class="button quiet" id="new-note"
                            onclick={send.reform(|_: MouseEvent| Event::New)}>
                            { plus() }<span class="label">{ text("popup_new") }</span>
                        </button>
                        if is_notes {
                            { quiet_button("keys-button", "popup_keys",
                                send.reform(|_: MouseEvent| Event::Key(Key::Help))) }
                        } else {
                            { quiet_button("notes-page", "popup_notes_page",
                                send.reform(|_: MouseEvent| Event::NotesPage)) }
                        }
                        { quiet_button("settings", "popup_settings",
                            send.reform(|_: MouseEvent| Event::Settings)) }
                    </div>
                    if !is_notes {
                        <ActivityLine activity={model.activity.clone()} />
                    }
                </header>
                <div class="notices" id="notices">
                    if model.helps {
                        <p class="notice" id="keys" role="status">{ text("popup_keys_text") }</p>
                    }
                    { model.health.as_ref().map(health_notices).unwrap_or_default() }
                    if let Some(failure) = model.failure {
                        { failure_notice(failure, None) }
                    }
                </div>
                if is_notes {
                    <div class={classes!("panes", reads.then_some("reading"))}>
                        <div class="list-pane">{ list }</div>
                        <div class="reading-pane">
                            { open.unwrap_or_else(|| html! {
                                <p class="empty soft">{ text("popup_none_open") }</p>
                            }) }
                        </div>
                    </div>
                } else {
                    { open.unwrap_or(list) }
                }
                <p class="visually-hidden" role="status" id="done">
                    { model.done.map(text).unwrap_or_default() }
                </p>
                if model.undo.is_some() {
                    <Toast on_undo={send.reform(|()| Event::Undo)} />
                }
            </main>
        }
    }
}

impl Popup {
    fn run(&mut self, context: &Context<Self>, effects: Vec<Effect>) {
        let link = context.link();
        for effect in effects {
            match effect {
                Effect::AskActivity => link.send_future(async {
                    Event::ActivityKnown(match tab().await {
                        Some(tab) => {
                            expect(OwnRequest::Activity { tab }, |reply| match reply {
                                OwnReply::Activity(activity) => Some(activity),
                                _ => None,
                            })
                            .await
                        }
                        None => Err(Failure::NoAnswer),
                    })
                }),
                Effect::AskHealth => link.send_future(async {
                    Event::HealthKnown(
                        expect(OwnRequest::Health, |reply| match reply {
                            OwnReply::Health(health) => Some(health),
                            _ => None,
                        })
                        .await,
                    )
                }),
                Effect::Pause(asked) => {
                    let link = link.clone();
                    let over = move || link.send_message(Event::PauseOver(asked));
                    self.pause = Some(Timeout::new(PAUSE_MS, over));
                }
                Effect::PauseEdit(edits) => {
                    let link = link.clone();
                    let over = move || link.send_message(Event::EditPauseOver(edits));
                    self.edit_pause = Some(Timeout::new(PAUSE_MS, over));
                }
                Effect::OpenNotesPage => link.send_future(async {
                    let opened = baton_webext::open_extension_page("notes.html").await;
                    Event::PageOpened(opened.is_ok())
                }),
                Effect::Write(note) => match self.model.page {
                    // Where it is written is the same page's next state: it leads back here.
                    Page::Notes => go(&write_address(note.as_ref())),
                    Page::Popup => link.send_future(async move {
                        let address = write_address(note.as_ref());
                        let opened = baton_webext::open_extension_page(&address).await;
                        Event::PageOpened(opened.is_ok())
                    }),
                },
                Effect::Reveal(id) => reveal(&id),
                Effect::List(asked, filter, offset) => link.send_future(async move {
                    let request = OwnRequest::List {
                        filter,
                        offset,
                        limit: LIST_LIMIT,
                    };
                    let notes = expect(request, |reply| match reply {
                        OwnReply::Notes { notes, total } => Some((notes, total)),
                        _ => None,
                    });
                    Event::Listed(asked, notes.await)
                }),
                Effect::Open(id) => {
                    link.send_future(async move { Event::Opened(open(id).await) });
                }
                Effect::Reopen(id) => {
                    link.send_future(async move { Event::Reopened(open(id).await) });
                }
                Effect::Change(id, change) => link.send_future(async move {
                    let request = OwnRequest::Change {
                        id: id.clone(),
                        change: change.clone(),
                    };
                    let done = expect_ok(request).await;
                    match change {
                        NoteChange::Delete => Event::Deleted(id, done),
                        NoteChange::Restore => Event::Restored(id, done),
                        change => Event::Changed(id, change, done),
                    }
                }),
                Effect::Export(id, format) => link.send_future(async move {
                    let ids = id.map(|id| vec![id]);
                    let file = expect(OwnRequest::Export { ids, format }, |reply| match reply {
                        OwnReply::File(file) => Some(file),
                        _ => None,
                    });
                    Event::Exported(file.await)
                }),
                Effect::OpenSettings => link.send_future(async {
                    Event::PageOpened(baton_webext::open_options_page().await.is_ok())
                }),
                Effect::Save(ExportedFile {
                    name,
                    media_type,
                    content,
                }) => {
                    if !save_file(&name, &media_type, &content) {
                        link.send_message(Event::Exported(Err(Failure::Page)));
                    }
                }
                Effect::Focus(id) => self.focus = Some(id),
            }
        }
    }
}

async fn open(id: NoteId) -> Result<Opened, Failure> {
    expect(OwnRequest::Open { id }, |reply| match reply {
        OwnReply::Note(note) => Some(Opened::Note(note)),
        OwnReply::Newer(note) => Some(Opened::Newer(note)),
        _ => None,
    })
    .await
}

/// The page this module was started in.
fn page() -> Page {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok());
    match path.as_deref() {
        Some("/notes.html") => Page::Notes,
        _ => Page::Popup,
    }
}

/// The note that the page's address names, as `notes.html#<id>`.
fn note_of_address() -> Option<NoteId> {
    let hash = web_sys::window()?.location().hash().ok()?;
    NoteId::parse(hash.strip_prefix('#')?).ok()
}

/// Where a note is written, or a new one.
fn write_address(note: Option<&NoteId>) -> String {
    note.map_or_else(
        || "write.html".to_owned(),
        |note| format!("write.html#{note}"),
    )
}

fn go(address: &str) {
    if let Some(window) = web_sys::window() {
        // A page that cannot go stays as it is.
        let _ = window.location().assign(address);
    }
}

/// Brings an element into view, moving as little as need be.
fn reveal(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(element) = document.and_then(|document| document.get_element_by_id(id)) else {
        return;
    };
    let how = ScrollIntoViewOptions::new();
    how.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&how);
}

/// The tab the popup speaks about: `?tab=ID` of its own address, else the active one.
async fn tab() -> Option<i32> {
    let given = web_sys::window()
        .and_then(|window| window.location().search().ok())
        .and_then(|search| web_sys::UrlSearchParams::new_with_str(&search).ok())
        .and_then(|parameters| parameters.get("tab"))
        .and_then(|tab| tab.parse().ok());
    match given {
        Some(tab) => Some(tab),
        None => baton_webext::active_tab().await,
    }
}

/// Asks, and takes the answer `pick` wants; any other answer is a malformed one.
async fn expect<T>(
    request: OwnRequest,
    pick: impl FnOnce(OwnReply) -> Option<T>,
) -> Result<T, Failure> {
    let reply = baton_webext::ask(&request).await?;
    pick(reply).ok_or(Failure::Malformed)
}

async fn expect_ok(request: OwnRequest) -> Result<(), Failure> {
    expect(request, |reply| matches!(reply, OwnReply::Ok).then_some(())).await
}
