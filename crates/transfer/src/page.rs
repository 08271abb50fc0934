//! The page's root: runs what the model asks for.

use crate::drops::drops;
use crate::files::{Given, MAX_FILES, Seen, read};
use crate::format::Format;
use crate::model::{BackupChange, Effect, Event, Model, Progress, Saved, Trouble};
use crate::scope::{Opened, Scope};
use crate::setup;
use crate::source::Source;
use crate::staging::{Staging, bring_in};
use crate::table::ReadAs;
use crate::taking::{clip, count, write};
use crate::view::show;
use crate::work::Work;
use baton_exchange::Deleted;
use baton_protocol::{Backup, Failure, OwnReply, OwnRequest, TransferReply, TransferRequest};
use baton_ui::{address_hash, copy_text, copy_text_and_html, focus, save_blob, text};
use gloo::events::EventListener;
use gloo_timers::future::TimeoutFuture;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::{FileList, Url};
use yew::prelude::*;

/// The browser's permission to save files.
const DOWNLOADS: &str = "downloads";
const NOTIFICATIONS: &str = "notifications";
/// Whether a file is saved is asked so often, in milliseconds.
const ASKED_EVERY: u32 = 100;

/// What the page is told.
pub enum Message {
    /// Something happened.
    Event(Event),
    /// Files or a text were given.
    Given(Vec<Given>),
    /// Files are held over the page, or not any more.
    Held(bool),
}

/// The page.
pub struct TransferPage {
    model: Model,
    given: Rc<[Given]>,
    is_held: bool,
    is_stopped: Rc<Cell<bool>>,
    /// The element that gets the focus once it is drawn.
    focus: Option<&'static str>,
    _drops: Option<[EventListener; 4]>,
}

impl Component for TransferPage {
    type Message = Message;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let link = context.link();
        link.send_message(Message::Event(Event::Started));
        let opened = Opened::read(&address_hash(), |text| {
            let decoded = js_sys::decode_uri_component(text);
            decoded.map_or_else(|_| text.to_owned(), String::from)
        });
        Self {
            model: Model::new(baton_webext::now(), opened),
            given: Rc::new([]),
            is_held: false,
            is_stopped: Rc::default(),
            focus: None,
            _drops: drops(
                &link.callback(Message::Held),
                &link.callback(Message::Given),
            ),
        }
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        let event = match message {
            Message::Event(event) => event,
            Message::Held(is_held) => {
                self.is_held = is_held;
                return true;
            }
            Message::Given(given) => {
                if given.is_empty() || self.model.is_busy() {
                    return false;
                }
                let name = called(&given);
                self.given = given.into();
                Event::Given(name)
            }
        };
        for effect in self.model.update(event) {
            self.run(context, effect);
        }
        true
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if let Some(id) = self.focus.take() {
            // What is not there any more needs none.
            let _ = focus(id);
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let send = context.link().callback(Message::Event);
        let on_given = context.link().callback(Message::Given);
        show(&self.model, self.is_held, &send, &on_given)
    }
}

impl TransferPage {
    fn run(&mut self, context: &Context<Self>, effect: Effect) {
        let link = context.link();
        let tell = |event| Message::Event(event);
        match effect {
            Effect::Count => {
                link.send_future(async move { tell(Event::Counted(count().await)) });
            }
            Effect::LoadBackup => {
                link.send_future(async move {
                    tell(Event::BackupCame(backup(TransferRequest::Backup).await))
                });
            }
            Effect::KeepBackup(change) => {
                link.send_future(async move { tell(Event::BackupCame(changed(change).await)) });
            }
            Effect::AskMaySave => link.send_future(async move {
                tell(Event::MaySave(baton_webext::is_allowed(DOWNLOADS).await))
            }),
            Effect::RequestMaySave => {
                // Asked before anything is awaited: the browser listens in the press only.
                let allowed = baton_webext::request_allowance(DOWNLOADS);
                link.send_future(async move { tell(Event::MaySave(allowed.await)) });
            }
            Effect::Export(scope, format) => {
                let work = self.work(context);
                link.send_future(async move { tell(export(&scope, format, &work).await) });
            }
            Effect::BackUp => {
                let work = self.work(context);
                let may_save = self.model.may_save == Some(true);
                let begun = baton_webext::now();
                link.send_future(async move {
                    tell(Event::BackedUp(begun, back_up(may_save, &work).await))
                });
            }
            Effect::Copy(plain, html) => {
                let is_copied = match html {
                    Some(html) => copy_text_and_html(&plain, &html),
                    None => copy_text(&plain),
                };
                link.send_message(tell(Event::Copied(is_copied)));
            }
            Effect::Stop => self.is_stopped.set(true),
            Effect::Look(read_as, deleted) => {
                let work = self.work(context);
                let given = Rc::clone(&self.given);
                link.send_future(async move { tell(look(&given, &read_as, deleted, &work).await) });
            }
            Effect::BringIn(import, parts) => {
                let work = self.work(context);
                link.send_future(async move {
                    tell(Event::Imported(bring_in(import, parts, &work).await))
                });
            }
            Effect::Discard(import) => discard(import),
            Effect::OpenSetup(kind, text) => {
                let link = link.clone();
                wasm_bindgen_futures::spawn_local(async move {
                    if let Err(failure) = setup::open(kind, &text).await {
                        link.send_message(tell(Event::SetupNotOpened(failure)));
                    }
                });
            }
            Effect::AddViews(record) => {
                link.send_future(
                    async move { tell(Event::ViewsAdded(setup::add_views(record).await)) },
                )
            }
            Effect::Focus(id) => self.focus = Some(id),
            Effect::Close => {
                if let Some(window) = web_sys::window() {
                    // A browser that keeps the tab shows what was saved.
                    let _ = window.close();
                }
            }
            Effect::Erase => {
                link.send_future(async move { tell(Event::Erased(erase().await)) });
            }
        }
    }

    fn work(&mut self, context: &Context<Self>) -> Work {
        self.is_stopped = Rc::default();
        Work {
            is_stopped: Rc::clone(&self.is_stopped),
            breathed: Rc::default(),
            told: Rc::default(),
            tell: context
                .link()
                .callback(|progress: Progress| Message::Event(Event::Progressed(progress))),
        }
    }
}

/// The files of a field.
pub(crate) fn files_in(list: Option<FileList>) -> Vec<Given> {
    let Some(list) = list else {
        return Vec::new();
    };
    let all = (0..list.length().min(MAX_FILES)).filter_map(|at| list.get(at));
    all.map(Given::file).collect()
}

/// What the person gave, in a few words.
fn called(given: &[Given]) -> String {
    match given {
        [one] => one.name.clone(),
        many => baton_ui::text_with("transfer_files", &[&many.len().to_string()]),
    }
}

async fn export(scope: &Scope, format: Format, work: &Work) -> Event {
    if format != Format::Clipboard {
        return Event::Exported(save(scope, format, work).await);
    }
    match clip(scope, work).await {
        Ok(clipping) => Event::Clipped(clipping.plain, clipping.html),
        Err(trouble) => Event::Exported(Err(trouble)),
    }
}

async fn save(scope: &Scope, format: Format, work: &Work) -> Result<Saved, Trouble> {
    let written = write(scope, format, &[], work).await?;
    match save_blob(&written.saved.name, &written.blob) {
        true => Ok(written.saved),
        false => Err(Trouble::NotSaved),
    }
}

/// Saves everything, so that it can be brought back: without a question where that is allowed, as a
/// download else.
async fn back_up(may_save: bool, work: &Work) -> Result<Saved, Trouble> {
    let setup = setup::setup().await;
    let mut written = write(&Scope::All, Format::Json, &setup.texts, work).await?;
    written.saved.lacks_setup = setup.lacks_some;
    if !may_save {
        return match save_blob(&written.saved.name, &written.blob) {
            true => Ok(written.saved),
            false => Err(Trouble::NotSaved),
        };
    }
    let address = Url::create_object_url_with_blob(&written.blob).map_err(|_| Trouble::NotSaved)?;
    let name = ["Baton/", &written.saved.name].concat();
    let download = baton_webext::download(&address, &name).await;
    let download = download.map_err(|_| Trouble::NotSaved)?;
    let is_saved = loop {
        match download.is_saved().await {
            Ok(Some(is_saved)) => break is_saved,
            Ok(None) => TimeoutFuture::new(ASKED_EVERY).await,
            Err(_) => break false,
        }
    };
    // An address that is gone already needs no releasing.
    let _ = Url::revoke_object_url(&address);
    match is_saved {
        true => Ok(Saved {
            name,
            ..written.saved
        }),
        false => Err(Trouble::NotSaved),
    }
}

/// Makes a change to the record of backups as it stands now.
async fn changed(change: BackupChange) -> Result<Backup, Failure> {
    let stands = backup(TransferRequest::Backup).await?;
    let then = serde_json::to_string(&change.applied_to(stands, baton_webext::now()));
    let record = then.map_err(|_| Failure::Malformed)?;
    backup(TransferRequest::SetBackup { record }).await
}

async fn backup(ask: TransferRequest) -> Result<Backup, Failure> {
    match baton_webext::ask(&ask).await? {
        TransferReply::Backup { record } => Ok(record
            .and_then(|record| baton_json::from_str(&record).ok())
            .unwrap_or_default()),
        _ => Err(Failure::Malformed),
    }
}

async fn look(given: &[Given], read_as: &ReadAs, deleted: Deleted, work: &Work) -> Event {
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let Some(crypto) = crypto else {
        return Event::Looked(Err(Failure::Page.into()));
    };
    let import = crypto.random_uuid().replace('-', "");
    let source = Source::open().await;
    let mut staging = Staging::new(import, deleted, source, baton_webext::now());
    let name = staging.name().to_owned();
    let read = read(given, read_as, &mut staging, work).await;
    let looked = match read {
        Ok(Seen::Table(table)) => Event::TableCame(table),
        Ok(Seen::All) => Event::Looked(staging.end().await.map(Box::new)),
        Err(trouble) => Event::Looked(Err(trouble)),
    };
    if !matches!(looked, Event::Looked(Ok(_))) {
        // A part that is on its way would begin the import anew.
        let _ = staging.settle().await;
        discard(name);
    }
    looked
}

fn discard(import: String) {
    wasm_bindgen_futures::spawn_local(async {
        // What stays is thrown away when the browser starts, or another import does.
        let _ = baton_webext::ask(&TransferRequest::Discard { import }).await;
    });
}

async fn erase() -> Result<(), Failure> {
    let sites = match baton_webext::ask(&OwnRequest::Sites).await? {
        OwnReply::Sites(sites) => sites,
        _ => return Err(Failure::Malformed),
    };
    let erased = baton_webext::ask(&TransferRequest::Erase).await;
    // What was allowed goes in any case.
    for site in sites {
        baton_webext::give_up_permission(&site.pattern()).await;
    }
    for name in [DOWNLOADS, NOTIFICATIONS] {
        baton_webext::give_up_allowance(name).await;
    }
    erased.map(drop)
}

/// A text that was pasted.
pub(crate) fn pasted(pasted: &str) -> Vec<Given> {
    Given::text(text("transfer_pasted"), pasted)
        .into_iter()
        .collect()
}
