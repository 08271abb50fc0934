//! Which notes wait for an answer, and when each asks what became of it.
//!
//! The record lists them so that nobody has to read every note to know what is due. It is written in one
//! step with each note that begins or ends to wait, and can be made anew from the notes at any time. The
//! worker that writes notes only puts lines into its text; it is read where follow-ups are planned.

use crate::id::NoteId;
use crate::lifecycle::State;
use crate::note::Note;
use baton_worktime::{UtcMillis, WorkingWeek, Zones};

/// So many notes are remembered as waiting, at least; of more, those that began to wait last.
pub const MAX_WAITING: usize = 1_000;

/// The room that many lines take, in bytes: an id, a space, a moment and the end of the line.
const MAX_RECORD_BYTES: usize = MAX_WAITING * 56;

/// The longest sleep until the clock is looked at again, in milliseconds: one that was set ahead
/// meanwhile, as after a night in another zone, is noticed within this time.
const LONGEST_SLEEP_MILLIS: i64 = 60 * 60 * 1000;

/// A record of no note: its first line is its form.
pub const NONE_WAIT: &str = "1";

/// A record that is still to be made from all notes: it lists only those that were written since it was
/// begun.
const BEGUN: &str = "0";

/// The notes that wait, each with the moment it asks at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waiting(Vec<(NoteId, UtcMillis)>);

/// What is to be done about the notes that wait.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The notes to tell the person of, those due first before the others.
    pub told: Vec<NoteId>,
    /// Whether the person was not told of one of them before.
    pub is_news: bool,
    /// When to plan again; `None` while nothing waits.
    pub wake: Option<UtcMillis>,
}

impl Note {
    /// When it asks what became of it: when the answer was needed by, or later, where the person put that
    /// off. `None` while it waits for no answer, and where no moment was named.
    #[must_use]
    pub fn asks_at(&self) -> Option<UtcMillis> {
        let waits = matches!(self.state, State::Sent | State::Acknowledged);
        let needed_by = self.brief.as_ref().and_then(|brief| brief.needed_by);
        let at = self.ask_again.max(needed_by);
        at.filter(|_| waits && self.deleted.is_none())
    }
}

/// Whether this may be the record of notes that wait; as far as the form goes.
#[must_use]
pub fn is_waiting_record(record: &str) -> bool {
    record == NONE_WAIT || record.starts_with("1\n")
}

/// How many notes are due at `now`, by the record.
#[must_use]
pub fn count_due(record: &str, now: UtcMillis) -> usize {
    let moments = record.lines().filter_map(|line| line.split_once(' '));
    let due = moments.filter(|(_, at)| at.parse().is_ok_and(|at: i64| at <= now.0));
    due.count()
}

/// The record with how these notes stand now; `None` where that changes nothing. Where there is no record,
/// or another text in its place, one is begun that is to be made from all notes.
#[must_use]
pub fn waiting_with(record: Option<&str>, notes: &[Note]) -> Option<String> {
    let is_ours = |record: &&str| record.starts_with("0\n") || is_waiting_record(record);
    let record = record.filter(is_ours).unwrap_or(BEGUN);
    let mut with = record.to_owned();
    for note in notes {
        with = with_note(&with, note);
    }
    // The longest waiting make room.
    while with.len() > MAX_RECORD_BYTES
        && let Some((_, others)) = with[2..].split_once('\n')
    {
        with = [&with[..2], others].concat();
    }
    (with != record).then_some(with)
}

/// The record that is made from all notes, before they are put into it: with what was written while they
/// were looked for.
#[must_use]
pub fn waiting_since(record: Option<&str>) -> String {
    let since = record.and_then(|record| record.split_once('\n'));
    let since = since.filter(|(form, _)| [NONE_WAIT, BEGUN].contains(form));
    match since {
        Some((_, lines)) => [NONE_WAIT, "\n", lines].concat(),
        None => NONE_WAIT.to_owned(),
    }
}

fn with_note(record: &str, note: &Note) -> String {
    let begins = ["\n", note.id.as_str(), " "].concat();
    let (before, behind) = match record.split_once(&begins) {
        Some((before, line)) => (before, line.find('\n').map_or("", |end| &line[end..])),
        None => (record, ""),
    };
    match note.asks_at() {
        Some(at) => [before, &begins, &at.0.to_string(), behind].concat(),
        None => [before, behind].concat(),
    }
}

impl Waiting {
    /// Reads the record: its form, then a line with the id and the milliseconds for each note. A line that
    /// says nothing is passed over; `None` for a record of another form.
    #[must_use]
    pub fn decode(record: &str) -> Option<Self> {
        let mut lines = record.lines();
        if lines.next() != Some(NONE_WAIT) {
            return None;
        }
        let entry = |line: &str| {
            let (id, at) = line.split_once(' ')?;
            Some((NoteId::parse(id).ok()?, UtcMillis(at.parse().ok()?)))
        };
        Some(Self(lines.filter_map(entry).collect()))
    }

    /// When a note asks; `None` for one that does not wait.
    #[must_use]
    pub fn asks_at(&self, id: &NoteId) -> Option<UtcMillis> {
        let entry = self.0.iter().find(|(other, _)| other == id);
        entry.map(|(_, at)| *at)
    }

    /// The notes that are due at `now`, those due first before the others.
    #[must_use]
    pub fn due(&self, now: UtcMillis) -> Vec<NoteId> {
        let mut due = Vec::new();
        let mut after = None;
        // Few are due at once; choosing the next each time is smaller than sorting.
        while let Some(next) = self.next(|entry| entry.1 <= now && after < Some(key(entry))) {
            due.push(next.0.clone());
            after = Some(key(next));
        }
        due
    }

    /// What is to be done at `now`, when the person was `told` of these notes before.
    ///
    /// Nobody is told of anything new outside of their working hours; a week without any has no outside.
    #[must_use]
    pub fn plan(
        &self,
        told: &[NoteId],
        week: &WorkingWeek,
        zones: &dyn Zones,
        now: UtcMillis,
    ) -> Plan {
        let within = |at: UtcMillis| week.next_within_hours(zones, at).unwrap_or(at);
        let mut due = self.due(now);
        let is_known = |id: &NoteId| told.contains(id);
        let opening = within(now);
        let mut wake = self.next(|(_, at)| *at > now).map(|(_, at)| within(*at));
        if opening > now && !due.iter().all(is_known) {
            wake = Some(wake.map_or(opening, |at| at.min(opening)));
            due.retain(is_known);
        }
        Plan {
            is_news: !due.iter().all(is_known),
            told: due,
            wake: wake.map(|at| at.min(now.plus_millis(LONGEST_SLEEP_MILLIS))),
        }
    }

    /// The one due first of those that `fit`.
    fn next(&self, fits: impl Fn(&(NoteId, UtcMillis)) -> bool) -> Option<&(NoteId, UtcMillis)> {
        let fitting = self.0.iter().filter(|entry| fits(entry));
        fitting.min_by_key(|entry| key(entry))
    }
}

fn key((id, at): &(NoteId, UtcMillis)) -> (UtcMillis, &str) {
    (*at, id.as_str())
}

#[cfg(test)]
#[path = "waiting_tests.rs"]
mod tests;
