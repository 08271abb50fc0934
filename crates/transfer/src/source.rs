//! Where notes are had from: this page reads a copy of the store by itself, and asks the background once it
//! cannot, which can repair and takes what either copy still has.

use baton_app::{Asked, take};
use baton_protocol::{Failure, MAX_TAKEN, TransferReply, TransferRequest};
use baton_store::{BrowserReader, open_browser_reader};
use futures_channel::oneshot;
use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// An answer on its way.
pub(crate) type Coming = Pin<Box<dyn Future<Output = Result<TransferReply, Failure>>>>;

/// Where notes are had from.
pub(crate) struct Source {
    reader: Rc<RefCell<Option<Rc<BrowserReader>>>>,
}

impl Source {
    /// What stands from now on is seen in it, and everything of an import that was finished before.
    pub(crate) async fn open() -> Self {
        let reader = match baton_webext::ask(&TransferRequest::Written).await {
            Ok(TransferReply::Written { batch }) => open_browser_reader(batch).await.map(Rc::new),
            // A store that takes nothing more can still be read by its owner.
            _ => None,
        };
        Self {
            reader: Rc::new(RefCell::new(reader)),
        }
    }

    /// Notes as the background gives them to this question, but for how many it gives at once.
    pub(crate) fn take(&self, ask: TransferRequest) -> Coming {
        let source = Rc::clone(&self.reader);
        begun(async move {
            let reader = source.borrow().clone();
            let asked = match &ask {
                TransferRequest::TakeAll { after } => Some(Asked::all(after.as_ref(), MAX_TAKEN)),
                TransferRequest::Take { ids } => Some(Asked::These(ids)),
                _ => None,
            };
            if let (Some(reader), Some(asked)) = (&reader, asked)
                && let Ok(taken) = take(&**reader, asked).await
            {
                return Ok(taken);
            }
            // One that failed would make the rest wait for nothing.
            source.replace(None);
            baton_webext::ask(&ask).await
        })
    }
}

/// Begins now, whenever it is waited for.
fn begun(work: impl Future<Output = Result<TransferReply, Failure>> + 'static) -> Coming {
    let (sender, answer) = oneshot::channel();
    spawn_local(async move {
        // Who was to wait for it may have stopped.
        let _ = sender.send(work.await);
    });
    Box::pin(async { answer.await.unwrap_or(Err(Failure::Page)) })
}
