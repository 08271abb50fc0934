//! How a booking goes on in its page's frame once its prompt was there: the slot that is chosen, the
//! confirmation it ends on.

use crate::ports::Ports;
use crate::sender::Place;
use crate::session::Booking;
use crate::{App, booking};
use baton_notes::{Note, NoteDeleted, NoteId, Source, Stored};
use baton_protocol::Failure;
use baton_worktime::UtcMillis;
use std::slice;

/// After this many milliseconds a confirmation is another booking's: a tab is used for days, and not
/// every vendor's confirmation names what was booked.
const MAX_BOOKING_MILLIS: u64 = 24 * 60 * 60 * 1000;

/// A way a note changes; not generic, or the whole way to the store would be there once for each.
type Change<'a> = &'a dyn Fn(&mut Note, UtcMillis) -> Result<bool, NoteDeleted>;

impl<P: Ports> App<P> {
    /// Remembers that a booking is under way in a page's frame, and which note is about it.
    pub(crate) async fn begin_booking(&self, page: Place, note: &NoteId, source: &Source) {
        let begun = Booking {
            note: note.clone(),
            at: self.ports.now(),
            target: source.target.clone(),
        };
        self.memory().begin(page, &begun).await;
    }

    /// A page's frame shows the booking page of `source`; `settled` is the note about it where Baton
    /// has stepped aside for it. A slot chosen there is kept in the note, if there is one.
    ///
    /// Another booking page ends the booking that was under way. A page about a booking that exists is
    /// none and never comes here: it may be the payment, which stands between form and confirmation.
    pub(crate) async fn go_on(&self, page: Place, source: &Source, settled: Option<NoteId>) {
        let memory = self.memory();
        match settled {
            Some(note) => self.begin_booking(page, &note, source).await,
            None => memory.turn_to(page, &source.target).await,
        }
        // A page opened anew, without a slot, does not take back what was chosen before.
        if source.slot.is_none() {
            return;
        }
        if let Some(begun) = memory.booking(page).await {
            let save: Change = &|note, now| note.save_slot(source.slot.clone(), now);
            // The prompt's next save, or the page's next move, tells it again.
            let _ = self.change_noted(&begun.note, save).await;
        }
    }

    /// A page's frame shows the confirmation `seen`: the note about the booking that was under way
    /// there is booked. Where the store fails, the same page can confirm it later.
    pub(crate) async fn confirm(&self, page: Place, seen: &Source) {
        let memory = self.memory();
        let Some(begun) = memory.booking(page).await else {
            return;
        };
        let passed = self.ports.now().0.abs_diff(begun.at.0);
        if !is_of(&begun, seen) || passed > MAX_BOOKING_MILLIS {
            return;
        }
        // Durable first: a worker stopped in between is told again, and a note is booked once.
        let kept = self.change_noted(&begun.note, &Note::confirm).await;
        if kept.is_ok() {
            memory.end(page).await;
            // Whoever comes back to the same page books anew.
            memory.come_back(page.tab, &begun.target).await;
        }
    }

    /// Changes a note that may not be there.
    async fn change_noted(&self, id: &NoteId, change: Change<'_>) -> Result<(), Failure> {
        let _writing = self.writing.lock().await;
        let Some(Stored::Current(mut note)) = self.load(id).await? else {
            return Ok(());
        };
        if change(&mut note, self.ports.now()) == Ok(true) {
            let records = self.records_of(slice::from_ref(&*note)).await?;
            self.keep_records(&records).await?;
        }
        Ok(())
    }
}

/// Whether the confirmation `seen` is of the booking that was `begun`: it says so by its path, or does
/// not say what was booked and stands on the same host.
fn is_of(begun: &Booking, seen: &Source) -> bool {
    let named = seen.target.strip_prefix(&begun.target);
    let named = named.is_some_and(|rest| rest.starts_with('/'));
    let same_host = booking::origin(&seen.target) == booking::origin(&begun.target);
    named || (seen.event.is_none() && same_host)
}
