//! The popup's root: runs what the model asks for and shows its state.

use crate::activity::ActivityLine;
use crate::detail::Detail;
use crate::health::health_notices;
use crate::keys::keys;
use crate::model::{Effect, Event, Key, Model, Opened, PAGE_ROWS, Page, Undo};
use crate::narrowing::NarrowEvent;
use crate::newer::Newer;
use crate::note_list::NoteList;
use crate::relations::{FOUND_LIMIT, RelationEvent};
use crate::rows::reveal;
use crate::selection::SelectionEvent;
use crate::toast::Toast;
use baton_notes::{NoteId, count_due, file_bytes};
use baton_protocol::{
    ExportedFile, Failure, ListChoices, NoteChange, NoteOrder, NoteSummary, OwnReply, OwnRequest,
    ShowReply, ShowRequest, ViewChange, ViewsRequest,
};
use baton_ui::{
    failure_notice, focus, mark, on_leaving, plus, quiet_button, save_bytes, save_file, text,
    text_with,
};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use yew::html::Scope;
use yew::prelude::*;

/// How long typing must rest before the list is asked for, in milliseconds.
const PAUSE_MS: u32 = 150;

/// How long a comment may be typed without being kept, in milliseconds.
const EDIT_PAUSE_MS: u32 = 400;

/// The popup's page.
pub struct Popup {
    model: Model,
    pause: Option<Timeout>,
    edit_pause: Option<Timeout>,
    search_pause: Option<Timeout>,
    activity_pause: Option<Timeout>,
    /// The keys of the notes page, while it stands.
    _keys: Option<EventListener>,
    /// What tells that the page goes, while it stands.
    _leaving: Vec<EventListener>,
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
            _leaving: on_leaving(&context.link().callback(|()| Event::Leaving)),
            pause: None,
            edit_pause: None,
            search_pause: None,
            activity_pause: None,
            focus: None,
        };
        let mut effects = popup.model.update(Event::Started);
        match asked_by_address() {
            Some(Asked::Note(note)) => effects.extend(popup.model.update(Event::Open(note))),
            Some(Asked::Search(typed)) => effects.extend(popup.model.update(Event::Typed(typed))),
            None => {}
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
                selection={is_notes.then(|| model.selection.clone())}
                narrowing={is_notes.then(|| model.narrowing.clone())}
                on_event={send.clone()} />
        };
        let open = model.open.as_ref().map(|open| match open {
            Opened::Note(note) => html! {
                <Detail note={note.clone()} comment={model.comment.clone()}
                    relations={model.relations.clone()} takes_files={is_notes}
                    compared={model.compared}
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
                        <ActivityLine activity={model.activity.clone()}
                            on_links={send.reform(|_: MouseEvent| Event::Links)}
                            on_ask_again={send.reform(|_: MouseEvent| Event::AskAgain)}
                            on_asking={send.reform(|_: MouseEvent| Event::Asking)} />
                    }
                </header>
                <div class="notices" id="notices">
                    if model.helps {
                        <p class="notice" id="keys" role="status">{ text("popup_keys_text") }</p>
                    }
                    { model.health.as_ref().map(health_notices).unwrap_or_default() }
                    if model.due > 0 {
                        <p class="notice" id="due">
                            <a href="followups.html" target="_blank">
                                { text_with("followups_notified", &[&model.due.to_string()]) }
                            </a>
                        </p>
                    }
                    if model.is_backup_due {
                        <p class="notice" id="backup-due">
                            <a href="transfer.html#backups" target="_blank">
                                { text("transfer_backup_due") }
                            </a>
                        </p>
                    }
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
                if let Some(undo) = &model.undo {
                    <Toast said={said(undo)} on_undo={send.reform(|()| Event::Undo)} />
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
                Effect::AskDue => link.send_future(due()),
                Effect::AskHealth => link.send_future(async {
                    Event::HealthKnown(
                        expect(OwnRequest::Health, |reply| match reply {
                            OwnReply::Health(health) => Some(health),
                            _ => None,
                        })
                        .await,
                    )
                }),
                Effect::Pause(asked) => self.pause = after(PAUSE_MS, link, Event::PauseOver(asked)),
                Effect::PauseEdit(edits) => {
                    self.edit_pause = after(EDIT_PAUSE_MS, link, Event::EditPauseOver(edits));
                }
                Effect::PauseSearch(search) => {
                    let over = RelationEvent::SearchPauseOver(search);
                    self.search_pause = after(PAUSE_MS, link, over.into());
                }
                Effect::Search(search, filter) => link.send_future(async move {
                    let found = list(filter, NoteOrder::Best, 0, FOUND_LIMIT + 1).await;
                    RelationEvent::Found(search, found.map(|(notes, _)| notes))
                }),
                Effect::FetchFile(id, file) => link.send_future(async move {
                    let sha256 = file.sha256.clone();
                    let request = OwnRequest::Attachment { id, sha256 };
                    let content = expect(request, |reply| match reply {
                        OwnReply::Attachment { content } => Some(content),
                        _ => None,
                    });
                    RelationEvent::FileCame(file, content.await)
                }),
                Effect::SaveFile(name, content) => {
                    let bytes = file_bytes(&content).ok();
                    if !bytes.is_some_and(|bytes| save_bytes(&name, &bytes)) {
                        link.send_message(Event::Exported(Err(Failure::Page)));
                    }
                }
                Effect::OpenNotesPage => link.send_future(async {
                    let opened = baton_webext::open_extension_page("notes.html").await;
                    Event::PageOpened(opened.is_ok())
                }),
                // Where it is written is the same tab's next state: it leads back here.
                Effect::Write(note) if self.model.page == Page::Notes && is_a_tab() => {
                    go(&write_address(note.as_ref()));
                }
                // From beside a page, too: only a tab says whether its window is private.
                Effect::Write(note) => link.send_future(async move {
                    let address = write_address(note.as_ref());
                    let opened = baton_webext::open_extension_page(&address).await;
                    Event::PageOpened(opened.is_ok())
                }),
                Effect::Reveal(place) => reveal(place),
                Effect::List(asked, filter, order, page) => link.send_future(async move {
                    let offset = page.saturating_mul(PAGE_ROWS);
                    Event::Listed(asked, page, list(filter, order, offset, PAGE_ROWS).await)
                }),
                Effect::AskChoices => link.send_future(async {
                    NarrowEvent::ChoicesCame(baton_webext::ask(&ViewsRequest::default()).await)
                }),
                Effect::ChangeViews(change) => link.send_future(async move {
                    NarrowEvent::ViewsChanged(changed_views(change).await)
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
                Effect::AskForIds(asked, filter, order, offset, limit) => {
                    link.send_future(async move {
                        let request = OwnRequest::Ids {
                            filter,
                            order,
                            offset,
                            limit,
                        };
                        let ids = expect(request, |reply| match reply {
                            OwnReply::Ids(ids) => Some(ids),
                            _ => None,
                        });
                        SelectionEvent::IdsCame(asked, ids.await)
                    })
                }
                Effect::ChangeMany(ids, change) => link.send_future(async move {
                    let request = OwnRequest::ChangeMany { ids, change };
                    let told = expect(request, |reply| match reply {
                        OwnReply::ManyChanged(told) => Some(told),
                        _ => None,
                    });
                    SelectionEvent::Changed(told.await)
                }),
                Effect::Export(ids, format) => link.send_future(async move {
                    Event::Exported(match show(ShowRequest::File { ids, format }).await {
                        Ok(ShowReply::File(file)) => Ok(file),
                        Ok(_) => Err(Failure::Malformed),
                        Err(failure) => Err(failure),
                    })
                }),
                Effect::AskAgain(change) => link.send_future(async {
                    let asked = OwnRequest::ChangeAsking { change };
                    let changed = baton_webext::ask(&asked).await;
                    Event::AskingChanged(changed.map(|_| ()))
                }),
                Effect::PauseActivity => {
                    self.activity_pause = after(PAUSE_MS, link, Event::ActivityDue);
                }
                Effect::OpenAsking => link.send_future(async {
                    let opened = baton_webext::open_extension_page("when.html").await;
                    Event::PageOpened(opened.is_ok())
                }),
                Effect::OpenLinks => link.send_future(async {
                    let opened = match tab().await {
                        Some(tab) => {
                            let address = format!("links.html#tab={tab}");
                            baton_webext::open_extension_page(&address).await.is_ok()
                        }
                        None => false,
                    };
                    Event::PageOpened(opened)
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

/// The pause after which this is told. A pause that is dropped is none.
fn after(pause_ms: u32, link: &Scope<Popup>, event: Event) -> Option<Timeout> {
    let link = link.clone();
    Some(Timeout::new(pause_ms, move || link.send_message(event)))
}

/// What is said beside *Undo*.
fn said(undo: &Undo) -> String {
    match undo {
        Undo::Deleted(ids) if ids.len() == 1 => text("popup_deleted"),
        Undo::Deleted(ids) => text_with("selection_deleted", &[&ids.len().to_string()]),
        Undo::Detached(_, file) => text_with("relations_detached", &[&file.name]),
    }
}

/// What is due; nothing where that cannot be told.
async fn due() -> Event {
    match baton_webext::ask(&OwnRequest::Waiting).await {
        Ok(OwnReply::Waiting {
            record,
            is_backup_due,
        }) => Event::DueKnown(count_due(&record, baton_webext::now()), is_backup_due),
        _ => Event::DueKnown(0, false),
    }
}

async fn changed_views(change: ViewChange) -> Result<ListChoices, Failure> {
    let change = baton_webext::to_text(&change);
    baton_webext::ask(&ViewsRequest { change }).await
}

async fn list(
    filter: String,
    order: NoteOrder,
    offset: u32,
    limit: u32,
) -> Result<(Vec<NoteSummary>, u32), Failure> {
    let request = OwnRequest::List {
        filter,
        order,
        offset,
        limit,
    };
    expect(request, |reply| match reply {
        OwnReply::Notes { notes, total } => Some((notes, total)),
        _ => None,
    })
    .await
}

async fn open(id: NoteId) -> Result<Opened, Failure> {
    match show(ShowRequest::Note { id }).await? {
        ShowReply::Note(note) => Ok(Opened::Note(note)),
        ShowReply::Newer(note) => Ok(Opened::Newer(note)),
        ShowReply::File(_) => Err(Failure::Malformed),
    }
}

/// Asks to have notes put into words: in one place, so that its code is there once.
async fn show(request: ShowRequest) -> Result<ShowReply, Failure> {
    baton_webext::ask(&request).await
}

/// The page this module was started in.
fn page() -> Page {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok());
    match path.as_deref() {
        Some("/notes.html") => Page::Notes,
        _ => Page::Popup,
    }
}

/// What the page's address asks for.
enum Asked {
    /// A note to be read: `notes.html#<id>`.
    Note(NoteId),
    /// Something to be looked for: `notes.html#find=<text>`.
    Search(String),
}

fn asked_by_address() -> Option<Asked> {
    let hash = web_sys::window()?.location().hash().ok()?;
    let asked = hash.strip_prefix('#')?;
    match asked.strip_prefix("find=") {
        Some(typed) => {
            let typed = js_sys::decode_uri_component(typed).ok()?;
            Some(Asked::Search(typed.into()))
        }
        None => NoteId::parse(asked).ok().map(Asked::Note),
    }
}

/// Where a note is written, or a new one.
fn write_address(note: Option<&NoteId>) -> String {
    note.map_or_else(
        || "write.html".to_owned(),
        |note| format!("write.html#{note}"),
    )
}

/// Whether the page is a tab, as its start found out.
pub(crate) fn is_a_tab() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let body = document.and_then(|document| document.body());
    body.is_some_and(|body| {
        body.class_name()
            .split_whitespace()
            .any(|name| name == "tab")
    })
}

fn go(address: &str) {
    if let Some(window) = web_sys::window() {
        // A page that cannot go stays as it is.
        let _ = window.location().assign(address);
    }
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
