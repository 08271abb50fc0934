//! What is remembered as long as the browser runs: tickets, standing prompts, the booking under way
//! in each frame, what each frame shows, and where Baton has stepped aside.
//!
//! Every key starts with its kind and the tab, so that a closed tab is forgotten in one sweep.

mod led;

use crate::App;
use crate::ports::{Ports, Session};
use crate::sender::Place;
use baton_asking::Ask;
use baton_notes::{NoteId, Source};
use baton_protocol::{Failure, RelatedNote, TabActivity};
use baton_worktime::UtcMillis;
use futures_intrusive::sync::LocalMutex as Mutex;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// What is written about, and where it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Subject {
    /// The note it becomes, should anything be kept.
    pub note: NoteId,
    /// Who and what.
    pub source: Source,
    /// The booking page's address as last seen; carries slot and embed parameters, and a fragment
    /// only where that tells the page from others.
    pub url: String,
    /// Whether nothing of it is kept, because it is in a private window.
    pub private: bool,
}

/// A booking attempt as the page showed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attempt {
    /// The page's frame.
    pub page: Place,
    /// What is about to be booked.
    pub subject: Subject,
    /// Why the prompt appears, a sentence each.
    pub evidence: Vec<String>,
    /// Where it asks, as [`baton_asking::SiteManner::site`].
    pub site: String,
    /// How it asks.
    pub ask: Ask,
    /// The ticket that opens it.
    pub ticket: String,
}

/// A booking under way in a page's frame: whether its prompt stands, was closed, or made way for
/// the vendor's own form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Booking {
    /// The note about it, which may never come to be.
    pub note: NoteId,
    /// When it was begun.
    pub at: UtcMillis,
    /// The canonical URL of the booking page.
    pub target: String,
}

/// Whoever pressed *Not now* is not asked about the same booking page in other tabs for so many
/// milliseconds.
const ALLOWED_MILLIS: i64 = 60 * 60 * 1000;

/// A tab that was stopped so often within so many milliseconds goes round in a circle.
const STOPPED_TIMES: usize = 5;
const STOPPED_MILLIS: i64 = 10_000;

/// The due notes that the person was told of.
const TOLD: &str = "told-due";
/// When the backup became due about which something was done.
const BACKED_UP: &str = "backup-due";

/// Reads and writes typed session values.
pub(crate) struct Memory<'a, S> {
    values: &'a S,
    changing: &'a Mutex<()>,
}

impl<P: Ports> App<P> {
    pub(crate) fn memory(&self) -> Memory<'_, P::Session> {
        Memory {
            values: self.ports.session(),
            changing: &self.changing,
        }
    }
}

/// The attempt whose prompt is on its way to a page's frame: one at a time, so that a page that
/// asks again and again fills nothing.
fn ticket_key(page: Place) -> String {
    format!("ticket/{}/{}", page.tab, page.frame)
}

/// The attempt a prompt's frame belongs to.
fn prompt_key(prompt: Place) -> String {
    format!("prompt/{}/{}", prompt.tab, prompt.frame)
}

/// The other notes that the prompt in a frame was told of.
fn told_key(prompt: Place) -> String {
    format!("told/{}/{}", prompt.tab, prompt.frame)
}

/// What a note that is not stored yet was begun about.
fn about_key(note: &NoteId) -> String {
    format!("about/{note}")
}

/// The booking under way in a page's frame.
fn booking_key(page: Place) -> String {
    format!("booking/{}/{}", page.tab, page.frame)
}

/// The visit of a page's frame to a form for events.
fn visit_key(page: Place) -> String {
    format!("visit/{}/{}", page.tab, page.frame)
}

/// A booking page that is let through in every tab.
fn allowed_key(target: &str) -> String {
    format!("allowed/{target}")
}

fn aside_key(tab: i32, target: &str) -> String {
    format!("aside/{tab}/{target}")
}

impl<S: Session> Memory<'_, S> {
    async fn load<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        baton_json::from_str(&self.values.get(key).await?).ok()
    }

    async fn save<T: Serialize>(&self, key: &str, value: &T) {
        if let Ok(text) = serde_json::to_string(value) {
            self.values.set(key, &text).await;
        }
    }

    /// The attempts in a tab whose keys begin with `kind`, with their keys.
    async fn attempts(&self, kind: &str, tab: i32) -> Vec<(String, Attempt)> {
        let found = self.values.get_all(&format!("{kind}/{tab}/")).await;
        found
            .into_iter()
            .filter_map(|(key, text)| Some((key, baton_json::from_str(&text).ok()?)))
            .collect()
    }

    /// Keeps an attempt until its ticket is redeemed, in place of an earlier one of the same page.
    pub async fn issue(&self, attempt: &Attempt) {
        let _changing = self.changing.lock().await;
        self.save(&ticket_key(attempt.page), attempt).await;
    }

    /// The attempt behind a ticket, with its key: one that nobody redeemed yet, or the frame's own.
    /// The first frame of the tab that redeems a ticket owns it; that frame may ask again, because
    /// the answer can get lost with a stopped worker.
    pub async fn behind(&self, at: Place, ticket: &str) -> Option<(String, Attempt)> {
        let mut known = self.attempts("ticket", at.tab).await;
        if let Some(own) = self.prompt(at).await {
            known.push((prompt_key(at), own));
        }
        known.into_iter().find(|(_, one)| one.ticket == ticket)
    }

    /// Ties the attempt behind a ticket to a prompt's frame, to be kept in `note` and in private or
    /// not.
    pub async fn redeem(
        &self,
        at: Place,
        ticket: &str,
        note: NoteId,
        private: bool,
    ) -> Option<Attempt> {
        let _changing = self.changing.lock().await;
        let (key, mut attempt) = self.behind(at, ticket).await?;
        attempt.subject.note = note;
        attempt.subject.private = private;
        let own = prompt_key(at);
        self.save(&own, &attempt).await;
        if key != own {
            // The page shows one prompt: this one takes the place of those before it.
            for (before, one) in self.attempts("prompt", at.tab).await {
                if one.page == attempt.page && before != own {
                    self.values.remove(&before).await;
                }
            }
            self.values.remove(&key).await;
        }
        Some(attempt)
    }

    /// The attempt a prompt's frame belongs to.
    pub async fn prompt(&self, at: Place) -> Option<Attempt> {
        self.load(&prompt_key(at)).await
    }

    /// The page's frame shows the same attempt at another address, whether its prompt stands or is
    /// on its way: the slot may have been chosen meanwhile.
    pub async fn follow(&self, page: Place, source: &Source, url: &str) {
        let _changing = self.changing.lock().await;
        for kind in ["ticket", "prompt"] {
            for (key, mut attempt) in self.attempts(kind, page.tab).await {
                let subject = &mut attempt.subject;
                if attempt.page == page && subject.source.target == source.target {
                    subject.source.slot.clone_from(&source.slot);
                    url.clone_into(&mut subject.url);
                    self.save(&key, &attempt).await;
                }
            }
        }
    }

    /// Keeps what a new note is about until its first text is stored with it.
    pub async fn begin_about(&self, subject: &Subject) {
        self.save(&about_key(&subject.note), subject).await;
    }

    /// What a note that is not stored yet was begun about, or that it is to be kept nowhere.
    pub async fn begun_about(&self, note: &NoteId) -> Option<Subject> {
        self.load(&about_key(note)).await
    }

    /// Remembers the booking that is under way in a page's frame, in place of the one before it.
    pub async fn begin(&self, page: Place, booking: &Booking) {
        let _changing = self.changing.lock().await;
        let Booking { note, at, target } = booking;
        let line = format!("{note} {} {target}", at.0);
        self.values.set(&booking_key(page), &line).await;
    }

    /// The booking under way in a page's frame.
    pub async fn booking(&self, page: Place) -> Option<Booking> {
        let line = self.values.get(&booking_key(page)).await?;
        let (note, rest) = line.split_once(' ')?;
        let (at, target) = rest.split_once(' ')?;
        Some(Booking {
            note: NoteId::parse(note).ok()?,
            at: UtcMillis(at.parse().ok()?),
            target: target.to_owned(),
        })
    }

    /// Forgets the booking in a page's frame, unless it is about `target`, which stands there now.
    pub async fn turn_to(&self, page: Place, target: &str) {
        let _changing = self.changing.lock().await;
        let before = self.booking(page).await;
        if before.is_some_and(|before| before.target != target) {
            self.end(page).await;
        }
    }

    /// Forgets the booking in a page's frame.
    pub async fn end(&self, page: Place) {
        self.values.remove(&booking_key(page)).await;
    }

    /// The visit of a page's frame to a form for events; `fresh` names a new one.
    pub async fn visit(&self, page: Place, fresh: impl FnOnce() -> String) -> String {
        let _changing = self.changing.lock().await;
        let key = visit_key(page);
        match self.values.get(&key).await {
            Some(visit) => visit,
            None => {
                let visit = fresh();
                self.values.set(&key, &visit).await;
                visit
            }
        }
    }

    /// The page's frame has left the form.
    pub async fn end_visit(&self, page: Place) {
        self.values.remove(&visit_key(page)).await;
    }

    /// Remembers which other notes a prompt was told of, beside those before.
    pub async fn tell_of(&self, at: Place, notes: &[RelatedNote]) {
        let key = told_key(at);
        let mut told = self.values.get(&key).await.unwrap_or_default();
        for RelatedNote { note, .. } in notes {
            if !told.contains(note) {
                told += note;
                told += " ";
            }
        }
        self.values.set(&key, &told).await;
    }

    /// Whether a prompt was told of this note.
    ///
    /// # Errors
    /// [`Failure::Refused`] if not.
    pub async fn was_told_of(&self, at: Place, note: &str) -> Result<(), Failure> {
        let told = self.values.get(&told_key(at)).await.unwrap_or_default();
        match told
            .split(' ')
            .any(|known| known == note && !note.is_empty())
        {
            true => Ok(()),
            false => Err(Failure::Refused),
        }
    }

    /// Forgets a prompt.
    pub async fn close_prompt(&self, at: Place) {
        self.values.remove(&prompt_key(at)).await;
    }

    /// Notes that Baton has stepped aside in a tab for the booking page that `about` is about.
    pub async fn step_aside(&self, tab: i32, about: &Subject) {
        let key = aside_key(tab, &about.source.target);
        self.values.set(&key, about.note.as_str()).await;
    }

    /// The attempt about this address in a page's frame, whether its prompt stands or is on its way.
    pub async fn attempt_at(&self, page: Place, url: &str) -> Option<Attempt> {
        for kind in ["prompt", "ticket"] {
            let known = self.attempts(kind, page.tab).await;
            let mut known = known.into_iter().map(|(_, attempt)| attempt);
            if let Some(one) = known.find(|one| one.page == page && one.subject.url == url) {
                return Some(one);
            }
        }
        None
    }

    /// Lets the booking page that `about` is about through in every tab for a while. What is done in a private
    /// window holds in its tab only.
    pub async fn allow(&self, about: &Subject, now: UtcMillis) {
        if about.private {
            return;
        }
        let until = now.0.saturating_add(ALLOWED_MILLIS);
        let allowed = format!("{until} {}", about.note);
        let key = allowed_key(&about.source.target);
        self.values.set(&key, &allowed).await;
    }

    /// Baton has no longer stepped aside in a tab for a booking page.
    pub async fn come_back(&self, tab: i32, target: &str) {
        self.values.remove(&aside_key(tab, target)).await;
        self.values.remove(&allowed_key(target)).await;
    }

    /// The note about a booking page for which Baton has stepped aside, in a tab or a while ago in
    /// another one, if it has. Of others a private window knows nothing, and so no note of theirs is changed
    /// by what is booked in it.
    pub async fn stepped_aside(
        &self,
        tab: i32,
        target: &str,
        now: UtcMillis,
        is_private: bool,
    ) -> Option<NoteId> {
        if let Some(note) = self.values.get(&aside_key(tab, target)).await {
            return NoteId::parse(&note).ok();
        }
        if is_private {
            return None;
        }
        let key = allowed_key(target);
        let allowed = self.values.get(&key).await?;
        let (until, note) = allowed.split_once(' ')?;
        if until.parse::<i64>().is_ok_and(|until| now.0 < until) {
            return NoteId::parse(note).ok();
        }
        self.values.remove(&key).await;
        None
    }

    /// Notes what Baton does in a frame.
    pub async fn set_activity(&self, at: Place, activity: &TabActivity) {
        self.save(&format!("seen/{}/{}", at.tab, at.frame), activity)
            .await;
    }

    /// What Baton does in a tab's frames.
    pub async fn activities(&self, tab: i32) -> Vec<(Place, TabActivity)> {
        let prefix = format!("seen/{tab}/");
        let found = self.values.get_all(&prefix).await;
        found
            .into_iter()
            .filter_map(|(key, text)| {
                let frame = key.strip_prefix(&prefix)?.parse().ok()?;
                Some((Place { tab, frame }, baton_json::from_str(&text).ok()?))
            })
            .collect()
    }

    /// Counts an address that was stopped in a tab and is let through; whether it was many of them in
    /// a few seconds, as no person goes.
    pub async fn is_stopped_again(&self, tab: i32, now: UtcMillis) -> bool {
        let key = format!("stopped/{tab}/");
        let before = self.values.get(&key).await.unwrap_or_default();
        let mut moments: Vec<&str> = before.split(' ').collect();
        let is_lately = |at: &&str| {
            let at = at.parse::<i64>();
            at.is_ok_and(|at| now.0.saturating_sub(at) < STOPPED_MILLIS)
        };
        moments.retain(is_lately);
        let now = now.0.to_string();
        moments.push(&now);
        self.values.set(&key, &moments.join(" ")).await;
        moments.len() > STOPPED_TIMES
    }

    /// Every frame in which Baton does something.
    pub async fn places(&self) -> Vec<Place> {
        let found = self.values.get_all("seen/").await;
        let place = |(key, _): (String, String)| {
            let (tab, frame) = key.strip_prefix("seen/")?.split_once('/')?;
            Some(Place {
                tab: tab.parse().ok()?,
                frame: frame.parse().ok()?,
            })
        };
        found.into_iter().filter_map(place).collect()
    }

    /// The due notes that the person was told of since the browser started, as the desk wrote them.
    pub async fn told(&self) -> String {
        self.values.get(TOLD).await.unwrap_or_default()
    }

    /// Remembers them.
    pub async fn set_told(&self, notes: &str) {
        self.values.set(TOLD, notes).await;
    }

    /// Whether nothing was done yet, since the browser started, about the backup that became due then.
    pub async fn is_backup_news(&self, due: UtcMillis) -> bool {
        let due = due.0.to_string();
        let known = self.values.get(BACKED_UP).await;
        self.values.set(BACKED_UP, &due).await;
        known != Some(due)
    }

    /// Nothing could be done about the backup that is due.
    pub async fn forget_backup(&self) {
        self.values.remove(BACKED_UP).await;
    }

    /// Whether a prompt stands in a tab.
    pub async fn has_prompt(&self, tab: i32) -> bool {
        let prompts = self.values.get_all(&format!("prompt/{tab}/")).await;
        !prompts.is_empty()
    }

    /// Forgets what Baton does in a frame.
    pub async fn forget_activity(&self, at: Place) {
        self.values
            .remove(&format!("seen/{}/{}", at.tab, at.frame))
            .await;
    }
}

/// Forgets everything about a tab.
pub(crate) async fn forget_tab<S: Session>(session: &S, tab: i32) {
    for kind in [
        "ticket", "prompt", "told", "booking", "visit", "aside", "led", "seen", "stopped",
    ] {
        for (key, _) in session.get_all(&format!("{kind}/{tab}/")).await {
            session.remove(&key).await;
        }
    }
}
