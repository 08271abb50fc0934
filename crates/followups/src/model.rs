//! The page's state, without a browser.

use baton_notes::{NoteId, State, Waiting};
use baton_protocol::{Failure, FollowUp, NoteChange, NoteView};
use baton_worktime::UtcMillis;

/// Notes that are shown at once of those that are due, and of those that are not.
const MAX_SHOWN: usize = 20;

/// Texts and moments of a note that came so many milliseconds ago are made anew before they are used.
const FRESH_MILLIS: u64 = 10 * 60 * 1000;

/// A tab that is chosen tells so twice within so many milliseconds: it is seen, and it has the focus.
const SAME_LOOK_MILLIS: u64 = 1_000;

/// What became of a brief.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// The other side answered.
    Answered,
    /// They are to be reminded.
    Remind,
    /// What the brief said would happen without an answer happens.
    Silence,
    /// They are to be asked for a call.
    Call,
    /// The note is to ask tomorrow.
    Later,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The page was opened, or *Try again* was pressed.
    Started,
    /// The page is looked at again after another tab or window was.
    LookedAt,
    /// The record of the notes that wait came.
    WaitingCame(Result<String, Failure>),
    /// A note came.
    NoteCame(NoteId, Result<Box<NoteView>, Failure>),
    /// A button of a note was pressed.
    Pressed(NoteId, Said),
    /// Whether a text is on the clipboard.
    Copied(NoteId, bool),
    /// What was said is kept, or could not be.
    Kept(NoteId, Said, Result<(), Failure>),
    /// Whether notifications are allowed.
    NotifiesKnown(bool),
    /// They are wanted, or not any more.
    Notify(bool),
}

/// What is to be done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Ask for the notes that wait; report [`Event::WaitingCame`].
    Load,
    /// Ask for a note; report [`Event::NoteCame`].
    LoadNote(NoteId),
    /// Put a text on the clipboard, within the press or a moment later; report [`Event::Copied`].
    Copy(NoteId, String),
    /// Make a change; report [`Event::Kept`].
    Keep(NoteId, Said, NoteChange),
    /// Ask the browser whether notifications are allowed; report [`Event::NotifiesKnown`].
    AskNotifies,
    /// Ask the person to allow them, or give that back; report [`Event::NotifiesKnown`].
    AllowNotifications(bool),
}

/// A note that waits.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The note.
    pub id: NoteId,
    /// When it asks, as far as the record knows; `None` for one that was opened by its address only.
    pub at: Option<UtcMillis>,
    /// The note in words; `None` until it is known.
    pub note: Option<Box<NoteView>>,
    /// When that came.
    pub since: UtcMillis,
    /// What was pressed and waits for the note to be loaded anew.
    pub pressed: Option<Said>,
    /// What was said and is kept.
    pub done: Option<Said>,
    /// The text that was to be copied, and whether it was.
    pub copied: Option<(String, bool)>,
    /// Whether a change is under way.
    pub is_busy: bool,
    /// What did not work last.
    pub failure: Option<Failure>,
}

/// The page's state.
#[derive(Debug)]
pub struct Model {
    loaded: UtcMillis,
    asked: Option<NoteId>,
    /// Whether the notes are known.
    pub is_known: bool,
    /// The notes that ask now.
    pub due: Vec<Card>,
    /// How many more are due.
    pub more_due: usize,
    /// Notes that wait and do not ask yet, the next first.
    pub later: Vec<Card>,
    /// Whether notifications are allowed.
    pub notifies: bool,
    /// What did not work last.
    pub failure: Option<Failure>,
}

impl Model {
    /// The page, before it was started. `asked` is the note it was opened for.
    #[must_use]
    pub const fn new(asked: Option<NoteId>) -> Self {
        Self {
            loaded: UtcMillis(0),
            asked,
            is_known: false,
            due: Vec::new(),
            more_due: 0,
            later: Vec::new(),
            notifies: false,
            failure: None,
        }
    }

    /// Takes in what happened at the moment `now`.
    pub fn update(&mut self, event: Event, now: UtcMillis) -> Vec<Effect> {
        match event {
            Event::LookedAt if now.0.abs_diff(self.loaded.0) < SAME_LOOK_MILLIS => {}
            Event::Started | Event::LookedAt => {
                self.loaded = now;
                self.failure = None;
                return vec![Effect::Load, Effect::AskNotifies];
            }
            Event::WaitingCame(Ok(record)) => return self.waiting(&record, now),
            Event::WaitingCame(Err(failure)) => self.failure = Some(failure),
            Event::NoteCame(id, note) => return self.came(&id, note, now),
            Event::Pressed(id, said) => return self.pressed(&id, said, now),
            Event::Copied(id, is_copied) => {
                let copied = self.card(&id).and_then(|card| card.copied.as_mut());
                if let Some(copied) = copied {
                    copied.1 = is_copied;
                }
            }
            Event::Kept(id, said, outcome) => {
                if let Some(card) = self.card(&id) {
                    card.is_busy = false;
                    card.failure = outcome.err();
                    card.done = outcome.is_ok().then_some(said);
                }
            }
            Event::NotifiesKnown(are_allowed) => self.notifies = are_allowed,
            Event::Notify(wanted) => return vec![Effect::AllowNotifications(wanted)],
        }
        Vec::new()
    }

    fn waiting(&mut self, record: &str, now: UtcMillis) -> Vec<Effect> {
        let waiting = Waiting::decode(record).unwrap_or_default();
        let mut due = waiting.due(now);
        let order: Vec<NoteId> = self.due.iter().map(|card| card.id.clone()).collect();
        // Whoever comes back from their mail finds what they said, and what may be next, until it asks again.
        let shown = self.due.drain(..).chain(self.later.drain(..));
        let (kept, before): (Vec<Card>, Vec<Card>) =
            shown.partition(|card| card.is_busy || card.done.is_some() && !due.contains(&card.id));
        if let Some(asked) = &self.asked {
            due.retain(|id| id != asked);
            due.insert(0, asked.clone());
        }
        let is_kept = |id: &NoteId| kept.iter().any(|card| card.id == *id);
        due.retain(|id| !is_kept(id));
        let card = |id: &NoteId| {
            let shown = before.iter().find(|card| card.id == *id);
            Card {
                id: id.clone(),
                at: waiting.asks_at(id),
                // Until it comes anew, so that nothing moves under somebody's hand.
                note: shown.and_then(|card| card.note.clone()),
                since: shown.map_or(now, |card| card.since),
                pressed: None,
                done: None,
                copied: None,
                is_busy: false,
                failure: None,
            }
        };
        self.is_known = true;
        self.more_due = due.len().saturating_sub(MAX_SHOWN);
        let all = waiting.due(UtcMillis(i64::MAX));
        let later = all.iter().filter(|id| !due.contains(id) && !is_kept(id));
        self.later = later.take(MAX_SHOWN).map(card).collect();
        let due: Vec<Card> = due.iter().take(MAX_SHOWN).map(card).collect();
        let shown = due.iter().chain(&self.later);
        let load = shown.map(|card| Effect::LoadNote(card.id.clone()));
        let load = load.collect();
        self.due = kept.into_iter().chain(due).collect();
        // Those that stood here stay where they were.
        let place = |card: &Card| order.iter().position(|id| *id == card.id);
        self.due
            .sort_by_key(|card| place(card).unwrap_or(usize::MAX));
        load
    }

    fn came(
        &mut self,
        id: &NoteId,
        note: Result<Box<NoteView>, Failure>,
        now: UtcMillis,
    ) -> Vec<Effect> {
        // What was said, or is being kept, stands beside the words it was said to.
        let is_open = |card: &&mut Card| match card.is_busy {
            true => card.pressed.is_some(),
            false => card.done.is_none(),
        };
        let Some(card) = self.card(id).filter(is_open) else {
            return Vec::new();
        };
        let pressed = card.pressed.take();
        match note {
            Ok(note) => {
                card.note = Some(note);
                card.since = now;
            }
            Err(failure) => card.failure = Some(failure),
        }
        if let Some(said) = pressed {
            card.is_busy = false;
            if card.failure.is_none() {
                return self.say(id, said);
            }
        }
        Vec::new()
    }

    fn pressed(&mut self, id: &NoteId, said: Said, now: UtcMillis) -> Vec<Effect> {
        let Some(card) = self.card(id).filter(|card| !card.is_busy) else {
            return Vec::new();
        };
        card.failure = None;
        let asks = card.note.as_ref().and_then(|note| note.follow_up.as_ref());
        let is_ahead = asks.is_some_and(|asks| asks.tomorrow.min(asks.remind_by) > now);
        if is_ahead && now.0.abs_diff(card.since.0) < FRESH_MILLIS {
            return self.say(id, said);
        }
        // A day may have passed since: what is said and kept is of the moment of the press.
        card.is_busy = true;
        card.pressed = Some(said);
        vec![Effect::LoadNote(id.clone())]
    }

    fn say(&mut self, id: &NoteId, said: Said) -> Vec<Effect> {
        let Some(card) = self.card(id) else {
            return Vec::new();
        };
        let asks = card.note.as_ref().and_then(|note| note.follow_up.clone());
        let Some(asks) = asks else {
            return Vec::new();
        };
        let text = match said {
            Said::Remind => Some(asks.reminder),
            Said::Call => Some(asks.call),
            Said::Answered | Said::Silence | Said::Later => None,
        };
        let change = match said {
            Said::Answered => NoteChange::Advance {
                to: State::Answered,
            },
            Said::Remind => NoteChange::FollowUp(FollowUp::Reminded {
                again: asks.remind_by,
            }),
            // It left as a message, too.
            Said::Call => NoteChange::FollowUp(FollowUp::Reminded {
                again: asks.tomorrow,
            }),
            Said::Silence => NoteChange::FollowUp(FollowUp::Silence { text: asks.silence }),
            Said::Later => NoteChange::FollowUp(FollowUp::Later { at: asks.tomorrow }),
        };
        card.is_busy = true;
        card.copied = text.clone().map(|text| (text, false));
        let copy = text.map(|text| Effect::Copy(id.clone(), text));
        let keep = Effect::Keep(id.clone(), said, change);
        copy.into_iter().chain([keep]).collect()
    }

    fn card(&mut self, id: &NoteId) -> Option<&mut Card> {
        let mut cards = self.due.iter_mut().chain(&mut self.later);
        cards.find(|card| card.id == *id)
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
