//! What the index has yet to take in.
//!
//! A note and the mark that the index lacks it are written in one step, so no stopped worker and no
//! lost power leaves a note that is never found. Later, when notes are looked for, the index takes in
//! what is marked, and only then the marks are removed. A draft that is saved every second costs its
//! mark once.

use crate::App;
use crate::finder::{Done, Job};
use crate::ports::{Finder, Ports, Records};
use crate::shelf::{NOTES, note_key};
use baton_notes::{NoteId, decode};
use baton_protocol::Failure;
use serde::{Deserialize, Serialize};

/// The key of the record of marks.
pub(crate) const UNINDEXED: &str = "unindexed";

/// So many notes are marked at most. With more, no index is worth keeping: the next search has it
/// made anew.
const MAX_MARKS: usize = 1_000;

/// Notes handed over at once when the index is made anew.
const PAGE: u32 = 250;

/// The record of marks, and the epoch of the index it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Unindexed {
    epoch: String,
    notes: Vec<NoteId>,
}

impl Unindexed {
    /// Reads the record. One that cannot be read is none: the index is then made anew.
    fn decode(record: &str) -> Option<Self> {
        baton_json::from_str(record).ok()
    }

    fn encode(&self) -> String {
        // A struct of text always has a JSON form.
        serde_json::to_string(self).unwrap_or_default()
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
        let _indexing = self.indexing.lock().await;
        let record = self.ports.records().read(UNINDEXED).await?;
        if let Some(unindexed) = record.as_deref().and_then(Unindexed::decode)
            && self.take_in(&unindexed).await?
        {
            return Ok(Some(unindexed.epoch));
        }
        self.index_anew().await
    }

    /// Has the index made anew, after it said that it is behind.
    pub(crate) async fn index_again(&self) -> Result<Option<String>, Failure> {
        let _indexing = self.indexing.lock().await;
        self.index_anew().await
    }

    /// Whether the index could take in what is marked.
    async fn take_in(&self, unindexed: &Unindexed) -> Result<bool, Failure> {
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
        let record = self.ports.records().read(UNINDEXED).await?;
        let Some(mut standing) = record.as_deref().and_then(Unindexed::decode) else {
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
        self.write_marks(&standing).await?;
        Ok(true)
    }

    async fn index_anew(&self) -> Result<Option<String>, Failure> {
        let store = self.ports.records();
        if store.read_page(NOTES, None, 1).await?.is_empty() {
            return Ok(None);
        }
        let epoch = number(self.ports.random());
        self.hand_over(Job::Begin {
            epoch: epoch.clone(),
        })
        .await?;
        {
            // From now on everything that is written is marked.
            let _writing = self.writing.lock().await;
            let marks = Unindexed {
                epoch: epoch.clone(),
                notes: Vec::new(),
            };
            self.write_marks(&marks).await?;
        }
        let mut unreadable = 0;
        let mut page = store.read_page(NOTES, None, PAGE).await?;
        while let Some((last, _)) = page.last().cloned() {
            let mut notes = Vec::new();
            for (_, record) in page {
                match decode(&record) {
                    Ok(stored) => notes.push((stored.id().clone(), Some(record))),
                    Err(_) => unreadable += 1,
                }
            }
            let epoch = epoch.clone();
            self.hand_over(Job::Take { epoch, notes }).await?;
            page = store.read_page(NOTES, Some(&last), PAGE).await?;
        }
        self.hand_over(Job::Finish {
            epoch: epoch.clone(),
            unreadable,
        })
        .await?;
        Ok(Some(epoch))
    }

    async fn hand_over(&self, job: Job) -> Result<(), Failure> {
        match self.ports.finder().find(job).await? {
            Done::Taken => Ok(()),
            // It was begun a moment ago: whatever is wrong with it is no matter of the notes.
            _ => Err(Failure::Engine),
        }
    }

    async fn write_marks(&self, marks: &Unindexed) -> Result<(), Failure> {
        let record = (UNINDEXED.to_owned(), marks.encode());
        Ok(self.ports.records().write(&[record]).await?)
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
