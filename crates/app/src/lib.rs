//! The use cases: a request and its sender in, an answer out.
//!
//! [`App::handle`] is the only door. It knows no browser; what it needs from outside are the
//! [`ports`], of which [`memory`] is the in-memory twin.

mod asking;
mod booking;
mod changes;
pub mod desk;
mod drafts;
pub mod finder;
mod follow_ups;
mod links;
mod list;
mod made_anew;
mod marks;
pub mod memory;
pub mod omnibox;
mod own;
mod page;
pub mod ports;
mod progress;
mod prompt;
mod related;
mod relations;
pub mod scout;
mod sender;
mod session;
mod settings;
mod shelf;
mod show;
mod sites;
mod strict;
mod surroundings;
mod taking;
mod templates;
mod transfer;
mod unindexed;
mod unreadable;
mod versions;
mod views;
mod writer;

pub use sender::{Sender, SenderClass};
pub use taking::{Asked, take, take_each};

use baton_protocol::{
    Failure, OwnReply, OwnRequest, PageReply, PromptReply, Reply, Request, TransferReply,
    TransferRequest, WriteReply,
};
use futures_intrusive::sync::LocalMutex as Mutex;
use ports::{Ports, StoreFault};
use serde::Serialize;
use std::cell::Cell;
use transfer::ImportState;

/// An answer to one of the senders.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "made once a message and sent off at once"
)]
pub enum Answer {
    /// To a content script.
    Page(Reply<PageReply>),
    /// To the script that marks links: JSON text already, that of a [`Reply`] with a
    /// [`MarkReply`](baton_protocol::MarkReply).
    Mark(Result<String, Failure>),
    /// To a prompt.
    Prompt(Reply<PromptReply>),
    /// To the page where a note is written.
    Writer(Reply<WriteReply>),
    /// To one of our other pages.
    Own(Reply<OwnReply>),
    /// To one of them: JSON text already, that of a [`Reply`] with a
    /// [`ShowReply`](baton_protocol::ShowReply) or [`ListChoices`](baton_protocol::ListChoices).
    Show(Result<String, Failure>),
    /// To the page for exports, imports and backups.
    Transfer(Reply<TransferReply>),
    /// To a sender that may not ask this.
    Refused(Reply<()>),
}

impl Answer {
    /// Its JSON text, as the sender reads it: that of a [`Reply`].
    #[must_use]
    pub fn to_json(&self) -> String {
        match self {
            Self::Page(reply) => json(reply),
            Self::Mark(Ok(text)) | Self::Show(Ok(text)) => text.clone(),
            Self::Mark(Err(failure)) | Self::Show(Err(failure)) => {
                json(&Reply::<()>::Failed(*failure))
            }
            Self::Prompt(reply) => json(reply),
            Self::Writer(reply) => json(reply),
            Self::Own(reply) => json(reply),
            Self::Transfer(reply) => json(reply),
            Self::Refused(reply) => json(reply),
        }
    }
}

fn json(reply: &impl Serialize) -> String {
    serde_json::to_string(reply).unwrap_or_default()
}

/// The application, over its ports.
#[derive(Debug)]
pub struct App<P> {
    ports: P,
    /// Held from reading a record to writing it back, so that two messages never change the same
    /// note at once.
    writing: Mutex<()>,
    /// The same for what the session remembers of booking attempts.
    changing: Mutex<()>,
    /// Held while the index takes in what it lacks, so that two lists never make it do so at once.
    /// Holds the epoch of an index whose marks could not be written, as on a full disk.
    indexing: Mutex<Option<String>>,
    /// Whether an import is still to be brought in.
    import_state: Cell<ImportState>,
}

impl<P: Ports> App<P> {
    /// The application over `ports`.
    pub fn new(ports: P) -> Self {
        Self {
            ports,
            writing: Mutex::new((), true),
            changing: Mutex::new((), true),
            indexing: Mutex::new(None, true),
            import_state: Cell::new(ImportState::Unknown),
        }
    }

    /// The ports.
    pub fn ports(&self) -> &P {
        &self.ports
    }

    /// Answers one request.
    ///
    /// Which requests a sender has is decided by what the browser says about the sender, never by
    /// the message: a page that claims to be the popup is refused.
    pub async fn handle(&self, sender: &Sender, request: Request) -> Answer {
        if is_about_notes(&request)
            && let Err(failure) = self.bring_in().await
        {
            return Answer::Refused(Reply::Failed(failure));
        }
        match (sender.class(), request) {
            (SenderClass::Page(at), Request::Page(ask)) => {
                Answer::Page(reply(self.page(sender, at, ask).await))
            }
            (SenderClass::Page(_), Request::Mark(ask)) => {
                Answer::Mark(self.mark(sender, ask).await)
            }
            (SenderClass::Prompt(at), Request::Prompt(ask)) => {
                Answer::Prompt(reply(self.prompt(sender, at, ask).await))
            }
            (SenderClass::Writer, Request::Write(ask)) => {
                Answer::Writer(reply(self.writer(sender, ask).await))
            }
            (SenderClass::Own, Request::Own(ask)) => {
                Answer::Own(reply(self.own(sender, ask).await))
            }
            (SenderClass::Own, Request::Show(ask)) => Answer::Show(self.shown(ask).await),
            (SenderClass::Own, Request::Views(ask)) => Answer::Show(self.views(ask).await),
            (SenderClass::Own, Request::Transfer(ask)) => {
                Answer::Transfer(reply(self.transfer(ask).await))
            }
            _ => Answer::Refused(Reply::Failed(Failure::Refused)),
        }
    }

    /// The browser started, or Baton was updated: what it forgot is arranged anew, and what was cut off is
    /// brought to its end.
    pub async fn started(&self) {
        self.arrange_sites().await;
        // What fails now is done when it is next needed.
        let _ = self.settle_import().await;
        let _ = self.follow_up().await;
    }

    /// Forgets what was known about a tab that was closed.
    pub async fn tab_closed(&self, tab: i32) {
        if self.memory().has_prompt(tab).await {
            // What its prompt had saved last may still wait for the store, and then has to know the prompt.
            let _ = self.bring_in().await;
        }
        session::forget_tab(self.ports.session(), tab).await;
    }
}

/// Whether a request may read notes or write them. Scripts in pages do neither before a person acts, and
/// an import that cannot be brought in keeps nobody from their settings, nor from erasing everything.
const fn is_about_notes(request: &Request) -> bool {
    !matches!(
        request,
        Request::Page(_)
            | Request::Mark(_)
            | Request::Transfer(TransferRequest::GoOn | TransferRequest::Erase)
            | Request::Own(
                OwnRequest::Activity { .. }
                    | OwnRequest::Health
                    | OwnRequest::Settings
                    | OwnRequest::SaveSettings(_)
                    | OwnRequest::Sites
                    | OwnRequest::Strict { .. }
                    | OwnRequest::LetThrough { .. }
            )
    )
}

fn reply<T>(result: Result<T, Failure>) -> Reply<T> {
    match result {
        Ok(done) => Reply::Done(done),
        Err(failure) => Reply::Failed(failure),
    }
}

impl From<StoreFault> for Failure {
    fn from(fault: StoreFault) -> Self {
        match fault {
            StoreFault::Closed(_) => Self::StoreClosed,
            StoreFault::Full => Self::StoreFull,
            StoreFault::Newer(_) => Self::StoreNewer,
            StoreFault::Broken(_) => Self::StoreBroken,
        }
    }
}
