//! Where notes are had from: this page reads a copy of the store by itself, and asks the background once it
//! cannot, which can repair and takes what either copy still has.

use baton_app::{Asked, take_each};
use baton_notes::NoteId;
use baton_protocol::{Failure, MAX_TAKEN, TakenNote, TransferReply, TransferRequest};
use baton_store::{BrowserReader, open_browser_reader};
use futures_channel::mpsc;
use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// So many lots may wait until they are taken, beside one that is about to join them.
const LOTS_AHEAD: usize = 1;

/// Where notes are had from.
#[derive(Clone)]
pub(crate) struct Source {
    reader: Rc<RefCell<Option<Rc<BrowserReader>>>>,
}

/// Which notes.
pub(crate) enum Which {
    /// All, deleted ones too, by id.
    All,
    /// These, as far as there are any, in their order.
    These(Vec<NoteId>),
}

/// Notes on their way, a lot at a time. Some are read before they are asked for; none any more once this is
/// dropped.
pub(crate) struct Coming(mpsc::Receiver<Result<Vec<TakenNote>, Failure>>);

impl Coming {
    /// The next lot; `None` once there are no more.
    ///
    /// # Errors
    /// Why the rest cannot be had.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<TakenNote>>, Failure> {
        self.0.recv().await.ok().transpose()
    }
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

    /// Begins to read notes.
    pub(crate) fn take(&self, which: Which) -> Coming {
        let (sender, coming) = mpsc::channel(LOTS_AHEAD);
        let source = self.clone();
        spawn_local(async move {
            let mut road = Road(sender);
            if let Err(failure) = source.send(which, &mut road).await {
                road.send(Err(failure)).await;
            }
        });
        Coming(coming)
    }

    async fn send(&self, which: Which, road: &mut Road) -> Result<(), Failure> {
        let reader = self.reader.borrow().clone();
        if let Some(reader) = reader {
            let mut last = None;
            let asked = match &which {
                Which::All => Asked::all(None, usize::MAX),
                Which::These(ids) => Asked::These(ids),
            };
            let read = take_each(&*reader, asked, async |notes| {
                last = notes.last().map(|note| note.id.clone());
                road.send(Ok(notes)).await
            });
            if read.await.is_ok() {
                return Ok(());
            }
            // One that failed would make the rest wait for nothing.
            self.reader.replace(None);
            return self.ask(which.behind(last.as_ref()), last, road).await;
        }
        self.ask(which, None, road).await
    }

    /// Has the background read them: all behind one, or what is left of some.
    async fn ask(
        &self,
        mut which: Which,
        mut after: Option<NoteId>,
        road: &mut Road,
    ) -> Result<(), Failure> {
        loop {
            let ask = match &which {
                Which::All => TransferRequest::TakeAll { after },
                Which::These(ids) if ids.is_empty() => return Ok(()),
                Which::These(ids) => TransferRequest::Take {
                    ids: ids.iter().take(MAX_TAKEN).cloned().collect(),
                },
            };
            let TransferReply::Taken { notes, next } = baton_webext::ask(&ask).await? else {
                return Err(Failure::Malformed);
            };
            if !notes.is_empty() && !road.send(Ok(notes)).await {
                return Ok(());
            }
            match (&mut which, &next) {
                (Which::All, None) => return Ok(()),
                (Which::All, Some(_)) => {}
                (Which::These(ids), None) => drop(ids.drain(..ids.len().min(MAX_TAKEN))),
                // They are large, and not all of them came.
                (Which::These(_), Some(last)) => which = which.behind(Some(last)),
            }
            after = next;
        }
    }
}

impl Which {
    /// Those that stand behind one.
    fn behind(self, last: Option<&NoteId>) -> Self {
        match self {
            Self::These(mut ids) => {
                let come = last.and_then(|last| ids.iter().position(|id| id == last));
                ids.drain(..come.map_or(0, |place| place + 1));
                Self::These(ids)
            }
            Self::All => Self::All,
        }
    }
}

/// The way to who takes the notes.
struct Road(mpsc::Sender<Result<Vec<TakenNote>, Failure>>);

impl Road {
    /// Waits until there is room. Says whether somebody still takes them.
    async fn send(&mut self, lot: Result<Vec<TakenNote>, Failure>) -> bool {
        let room = poll_fn(|context| self.0.poll_ready(context)).await;
        room.is_ok() && self.0.start_send(lot).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::Which;
    use baton_notes::NoteId;
    use baton_worktime::UtcMillis;

    #[test]
    fn what_was_had_already_is_not_asked_for_again() {
        let ids: Vec<NoteId> = (1..=4)
            .map(|number| NoteId::from_parts(UtcMillis(number), [7; 16]))
            .collect();
        let behind = |last: Option<&NoteId>| match Which::These(ids.clone()).behind(last) {
            Which::These(ids) => ids,
            Which::All => Vec::new(),
        };
        assert_eq!(behind(None), ids);
        assert_eq!(behind(Some(&ids[1])), ids[2..]);
        assert_eq!(behind(Some(&ids[3])), []);
    }
}
