//! A strict page that is gone on to and leads on to another address, as a short link does.

use super::{Memory, Subject, aside_key};
use crate::booking::origin;
use crate::ports::Session;
use baton_notes::{NoteId, Source};
use baton_worktime::UtcMillis;

/// A page that is gone on to leads on to another address within so many milliseconds.
const LED_MILLIS: i64 = 30_000;

/// The strict page that is gone on to in a tab.
fn led_key(tab: i32) -> String {
    format!("led/{tab}/")
}

impl<S: Session> Memory<'_, S> {
    /// Notes that a strict booking page is gone on to in a tab: it may lead on to another address of its own.
    pub async fn lead_on(&self, tab: i32, about: &Subject, now: UtcMillis) {
        let Subject { note, source, .. } = about;
        let from = origin(&source.target).unwrap_or_default();
        let led = format!("{} {} {note} {from}", now.0, source.provider);
        self.values.set(&led_key(tab), &led).await;
    }

    /// Nothing is led on to in a tab any more.
    pub async fn arrive(&self, tab: i32) {
        self.values.remove(&led_key(tab)).await;
    }

    /// The note about the page of the same system, on another of its hosts, that led on to this one, for which
    /// Baton has stepped aside as well from now on.
    pub async fn led_on(&self, tab: i32, source: &Source, now: UtcMillis) -> Option<NoteId> {
        let led = self.values.get(&led_key(tab)).await?;
        self.arrive(tab).await;
        let mut words = led.split(' ');
        let at: i64 = words.next()?.parse().ok()?;
        let is_on = words.next()? == source.provider && now.0 - at < LED_MILLIS;
        let note = NoteId::parse(words.next()?).ok().filter(|_| is_on)?;
        // On the same host it is another page that somebody went to.
        if words.next() == origin(&source.target) {
            return None;
        }
        let key = aside_key(tab, &source.target);
        self.values.set(&key, note.as_str()).await;
        Some(note)
    }
}
