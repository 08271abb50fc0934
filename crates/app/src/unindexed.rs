//! What the index has yet to take in.
//!
//! A note and the mark that the index lacks it are written in one step, so no stopped worker and no
//! lost power leaves a note that is never found. Later, when notes are looked for, the index takes in
//! what is marked, and only then the marks are removed. A draft that is saved every second costs its
//! mark once.

use crate::App;
use crate::finder::{Done, Job};
use crate::ports::{Finder, Ports, ReadRecords, Records};
use crate::shelf::{NOTES, note_key};
use baton_notes::{NoteId, decode};
use baton_protocol::Failure;

/// The key of the record of marks.
pub(crate) const UNINDEXED: &str = "unindexed";

/// So many notes are marked at most. With more, no index is worth keeping: the next search has it
/// made anew.
const MAX_MARKS: usize = 1_000;

/// So few notes are taken in while somebody writes.
const FEW_MARKS: usize = 50;

/// Notes handed over at once when the index is made anew.
const PAGE: u32 = 250;

/// The record of marks: a line with the form and the epoch of the index it belongs to, then a line
/// for each note.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Unindexed {
    epoch: String,
    notes: Vec<NoteId>,
}

const FORM: &str = "1 ";

impl Unindexed {
    /// Reads the record. One that cannot be read is none: the index is then made anew.
    fn decode(record: &str) -> Option<Self> {
        let mut lines = record.lines();
        let epoch = lines.next()?.strip_prefix(FORM)?.to_owned();
        let notes: Option<Vec<NoteId>> = lines.map(|id| NoteId::parse(id).ok()).collect();
        Some(Self {
            epoch,
            notes: notes?,
        })
    }

    fn encode(&self) -> String {
        let mut record = format!("{FORM}{}", self.epoch);
        for id in &self.notes {
            record.push('\n');
            record.push_str(id.as_str());
        }
        record
    }
}

/// The record with a mark for each of these notes, where that changes it.
pub(crate) fn marked<'a>(
    record: Option<&str>,
    ids: impl Iterator<Item = &'a NoteId>,
) -> Option<(String, String)> {
    let mut unindexed = Unindexed::decode(record?)?;
    let before = unindexed.notes.len();
    for id in ids {
        if !unindexed.notes.contains(id) {
            unindexed.notes.push(id.clone());
        }
    }
    if unindexed.notes.len() == before {
        return None;
    }
    let is_worth_it = unindexed.notes.len() <= MAX_MARKS;
    let record = is_worth_it.then(|| unindexed.encode());
    Some((UNINDEXED.to_owned(), record.unwrap_or_default()))
}

impl<P: Ports> App<P> {
    /// Has the index take in everything it lacks. Gives its epoch; `None` when there is no note.
    pub(crate) async fn up_to_date(&self) -> Result<Option<String>, Failure> {
        let mut unwritten = self.indexing.lock().await;
        if let Some(unindexed) = self.unindexed(unwritten.as_deref()).await?
            && self.take_in(&unindexed, &mut unwritten).await?
        {
            return Ok(Some(unindexed.epoch));
        }
        self.index_anew(&mut unwritten).await
    }

    /// The index as it is: its epoch, and the notes it lacks.
    pub(crate) async fn known_index(&self) -> Result<Option<(String, Vec<NoteId>)>, Failure> {
        let unwritten = self.indexing.lock().await;
        let marks = self.unindexed(unwritten.as_deref()).await?;
        Ok(marks.map(|marks| (marks.epoch, marks.notes)))
    }

    /// The epoch of the index as it is, after it took in the few notes it lacks. `own` is not among
    /// them: it is being written. `None` when there is no index. Who is at work on it is waited for:
    /// nobody asks again about a text that stays as it is.
    pub(crate) async fn standing_index(&self, own: &NoteId) -> Result<Option<String>, Failure> {
        let mut unwritten = self.indexing.lock().await;
        let Some(mut marks) = self.unindexed(unwritten.as_deref()).await? else {
            return Ok(None);
        };
        marks.notes.retain(|id| id != own);
        if marks.notes.len() <= FEW_MARKS && !self.take_in(&marks, &mut unwritten).await? {
            return Ok(None);
        }
        Ok(Some(marks.epoch))
    }

    /// Has the index made anew, after it said that it is behind. Where one of another epoch than
    /// `behind` was made meanwhile, that is taken.
    pub(crate) async fn index_again(
        &self,
        behind: Option<&str>,
    ) -> Result<Option<String>, Failure> {
        let mut unwritten = self.indexing.lock().await;
        let known = self.unindexed(unwritten.as_deref()).await?;
        match known.filter(|known| behind.is_some_and(|behind| behind != known.epoch)) {
            Some(known) => Ok(Some(known.epoch)),
            None => self.index_anew(&mut unwritten).await,
        }
    }

    /// What is marked, for the index of the epoch that could not be written down, or else of the one
    /// that is. Marks made for an index before it are more than it needs.
    async fn unindexed(&self, unwritten: Option<&str>) -> Result<Option<Unindexed>, Failure> {
        let record = self.ports.records().read(UNINDEXED).await?;
        let mut unindexed = record.as_deref().and_then(Unindexed::decode);
        if let (Some(marks), Some(epoch)) = (&mut unindexed, unwritten) {
            epoch.clone_into(&mut marks.epoch);
        }
        Ok(unindexed)
    }

    /// Whether the index has what is marked now.
    async fn take_in(
        &self,
        unindexed: &Unindexed,
        unwritten: &mut Option<String>,
    ) -> Result<bool, Failure> {
        if unindexed.notes.is_empty() {
            return Ok(true);
        }
        let taken = self.records_by_id(&unindexed.notes).await?;
        let job = Job::Take {
            epoch: unindexed.epoch.clone(),
            notes: taken.clone(),
        };
        if self.ports.finder().find(job).await? != Done::Taken {
            return Ok(false);
        }
        // A note that was written while it was taken in keeps its mark.
        let _writing = self.writing.lock().await;
        let Some(mut standing) = self.unindexed(unwritten.as_deref()).await? else {
            return Ok(false);
        };
        if standing.epoch != unindexed.epoch {
            return Ok(false);
        }
        let now = self.records_by_id(&unindexed.notes).await?;
        let done = |id: &NoteId| {
            let mut both = taken.iter().zip(&now);
            both.any(|(taken, now)| taken.0 == *id && taken == now)
        };
        standing.notes.retain(|id| !done(id));
        self.write_marks(&standing, unwritten).await;
        Ok(true)
    }

    async fn index_anew(&self, unwritten: &mut Option<String>) -> Result<Option<String>, Failure> {
        let first = self.ports.records().read_page(NOTES, None, 1).await?;
        if first.is_empty() {
            return Ok(None);
        }
        // The finder's store can fail once: from then on the index is made in memory.
        for _ in 0..2 {
            let epoch = number(self.ports.random());
            if self.hand_over_all(&epoch, unwritten).await? {
                return Ok(Some(epoch));
            }
        }
        Err(Failure::Engine)
    }

    /// Hands every note over to an index of a new epoch. Says whether it took them.
    async fn hand_over_all(
        &self,
        epoch: &str,
        unwritten: &mut Option<String>,
    ) -> Result<bool, Failure> {
        let begin = Job::Begin {
            epoch: epoch.to_owned(),
        };
        if self.ports.finder().find(begin).await? != Done::Taken {
            return Ok(false);
        }
        {
            // From now on everything that is written is marked.
            let _writing = self.writing.lock().await;
            let marks = Unindexed {
                epoch: epoch.to_owned(),
                notes: Vec::new(),
            };
            self.write_marks(&marks, unwritten).await;
        }
        let mut unreadable = 0;
        let mut last = None;
        loop {
            let store = self.ports.records();
            let page = store.read_page(NOTES, last.as_deref(), PAGE).await?;
            let Some((key, _)) = page.last() else { break };
            last = Some(key.clone());
            let mut notes = Vec::new();
            for (_, record) in page {
                match decode(&record) {
                    Ok(stored) => notes.push((stored.id().clone(), Some(record))),
                    Err(_) => unreadable += 1,
                }
            }
            let take = Job::Take {
                epoch: epoch.to_owned(),
                notes,
            };
            if self.ports.finder().find(take).await? != Done::Taken {
                return Ok(false);
            }
        }
        let finish = Job::Finish {
            epoch: epoch.to_owned(),
            unreadable,
        };
        Ok(self.ports.finder().find(finish).await? == Done::Taken)
    }

    /// Writes the marks if it can. What stands there else is more marks, or those of another epoch:
    /// then the index takes in more than it needs, as long as its epoch is remembered.
    async fn write_marks(&self, marks: &Unindexed, unwritten: &mut Option<String>) {
        let record = (UNINDEXED.to_owned(), marks.encode());
        let written = self.ports.records().write(&[record]).await;
        *unwritten = written.err().map(|_| marks.epoch.clone());
    }

    /// The records of these notes, in their order.
    pub(crate) async fn records_by_id(
        &self,
        ids: &[NoteId],
    ) -> Result<Vec<(NoteId, Option<String>)>, Failure> {
        let keys: Vec<String> = ids.iter().map(note_key).collect();
        let records = self.ports.records().read_each(&keys).await?;
        Ok(ids.iter().cloned().zip(records).collect())
    }
}

fn number(bytes: [u8; 16]) -> String {
    u128::from_be_bytes(bytes).to_string()
}
