//! The index over notes, kept in a store of its own.

use super::document::{FORM, document, like};
use super::excerpt::excerpt;
use super::pieces::{OrMemory, Pieces};
use super::{Done, Found, Job, Search};
use crate::ports::StoreFault;
use baton_json::from_str;
use baton_locale::Messages;
use baton_notes::{NoteId, SCHEMA, decode};
use baton_protocol::NoteOrder;
use baton_search::{Batch, Change, Damaged, Document, Index, Order, Query, Step};
use baton_worktime::{ZoneName, Zones};
use futures_intrusive::sync::LocalMutex as Mutex;
use serde::{Deserialize, Serialize};

/// More of the index than this, in bytes, is not kept in memory between two jobs: 48 MB. At 100,000
/// notes of usual length all of it takes a third.
const MAX_LOADED_BYTES: usize = 48_000_000;

const THIS_FORM: (u32, u32) = (FORM, SCHEMA);

/// What is stored beside the manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Words {
    /// The form of the documents in it, and the schema of notes they were made from.
    form: (u32, u32),
    epoch: String,
    /// Whether every note was handed over.
    is_whole: bool,
    unreadable: u32,
}

#[derive(Debug)]
struct Open {
    index: Index,
    words: Words,
}

/// What is looked for.
enum Wanted {
    /// What fits a query.
    Fits(Query),
    /// What is like a note.
    Like(Document),
}

fn query(search: &Search) -> Query {
    Query::parse(&search.query).in_order(match search.order {
        NoteOrder::Best => Order::Best,
        NoteOrder::Latest => Order::Latest,
        NoteOrder::Earliest => Order::Earliest,
        NoteOrder::Newest => Order::Newest,
        NoteOrder::Oldest => Order::Oldest,
    })
}

/// What is stored is of no use, or there is no store: begin anew.
struct Behind;

impl From<StoreFault> for Behind {
    fn from(_: StoreFault) -> Self {
        Self
    }
}

impl From<Damaged> for Behind {
    fn from(_: Damaged) -> Self {
        Self
    }
}

/// The index over all notes, of which any part may not be loaded yet.
///
/// Jobs are done one after another. After a fault of the store it lives in memory.
#[derive(Debug)]
pub struct NoteIndex<P> {
    pieces: OrMemory<P>,
    open: Mutex<Option<Open>>,
}

impl<P: Pieces> NoteIndex<P> {
    /// The index in a store. Nothing is opened yet.
    pub fn new(pieces: P) -> Self {
        Self {
            pieces: OrMemory::new(pieces),
            open: Mutex::new(None, true),
        }
    }

    /// Where it is stored.
    pub const fn pieces(&self) -> &P {
        self.pieces.stored()
    }

    /// Does a job, for a person in `zone`: dates they look for are days there.
    pub async fn work(
        &self,
        job: Job,
        (zones, zone): (&dyn Zones, &ZoneName),
        messages: &dyn Messages,
    ) -> Done {
        if let Job::Excerpt { query, notes } = job {
            let query = Query::parse(&query);
            let notes = notes.iter().map(|(record, is_forgiven)| {
                let stored = decode(record).ok();
                let document = stored.map(|stored| document(&stored, messages));
                document
                    .map(|document| excerpt(&document, &query, *is_forgiven))
                    .unwrap_or_default()
            });
            return Done::Excerpts(notes.collect());
        }
        let mut open = self.open.lock().await;
        let done = match job {
            Job::Begin { epoch } => self.begin(&mut open, epoch).await,
            Job::Take { epoch, notes } => self.take(&mut open, &epoch, &notes, messages).await,
            Job::Finish { epoch, unreadable } => self.finish(&mut open, &epoch, unreadable).await,
            Job::Erase => {
                *open = None;
                let erased = self.pieces.erase().await;
                erased.map(|()| Done::Taken).map_err(Behind::from)
            }
            Job::Find(search) => {
                let part = (search.offset, search.limit);
                let wanted = Wanted::Fits(query(&search).in_zone(zones, zone));
                self.find(&mut open, &search.epoch, wanted, part).await
            }
            Job::Related(to) => {
                let wanted = Wanted::Like(like(&to));
                self.find(&mut open, &to.epoch, wanted, (0, to.limit)).await
            }
            Job::Excerpt { .. } => Ok(Done::Taken),
        };
        if let Some(open) = open.as_mut()
            && open.index.loaded_bytes() > MAX_LOADED_BYTES
        {
            open.index.shed();
        }
        done.unwrap_or_else(|Behind| {
            // Whatever is in memory may be ahead of what is stored.
            *open = None;
            Done::Behind
        })
    }

    /// Merges some of the index's segments, so that later jobs have less to look at: for when
    /// nobody waits. Says whether there is more to do.
    pub async fn tidy(&self) -> bool {
        let mut open = self.open.lock().await;
        let Some(Open { index, words }) = open.as_mut() else {
            return false;
        };
        let Some(segments) = index.next_merge() else {
            return false;
        };
        let words = words.clone();
        let merged = self.ask(index, |index| index.merge(&segments)).await;
        let stored = match merged {
            Ok(change) => self.keep(&change, &words).await,
            Err(behind) => Err(behind),
        };
        if stored.is_err() {
            // The next job finds out what is wrong and tells.
            *open = None;
        }
        open.is_some()
    }

    async fn begin(&self, open: &mut Option<Open>, epoch: String) -> Result<Done, Behind> {
        self.pieces.clear().await?;
        let index = Index::new();
        let words = Words {
            form: THIS_FORM,
            epoch,
            is_whole: false,
            unreadable: 0,
        };
        let change = Change {
            manifest: index.manifest(),
            ..Change::default()
        };
        self.keep(&change, &words).await?;
        *open = Some(Open { index, words });
        Ok(Done::Taken)
    }

    async fn take(
        &self,
        open: &mut Option<Open>,
        epoch: &str,
        notes: &[(NoteId, Option<String>)],
        messages: &dyn Messages,
    ) -> Result<Done, Behind> {
        let Open { index, words } = self.opened(open, epoch).await?;
        let mut batch = Batch::new();
        let mut gone = Vec::new();
        for (id, record) in notes {
            let stored = record.as_deref().and_then(|record| decode(record).ok());
            match stored.filter(|stored| !stored.is_deleted()) {
                // Notes come in hundreds, and their ids are short: none is ever refused.
                Some(stored) => drop(batch.add(&document(&stored, messages))),
                None => gone.push(id.as_str()),
            }
        }
        if !gone.is_empty() {
            let change = self
                .ask(index, |index| index.remove(gone.iter().copied()))
                .await?;
            self.keep(&change, words).await?;
        }
        if !batch.is_empty() {
            let change = self.ask(index, |index| index.put(&batch)).await?;
            self.keep(&change, words).await?;
        }
        Ok(Done::Taken)
    }

    async fn finish(
        &self,
        open: &mut Option<Open>,
        epoch: &str,
        unreadable: u32,
    ) -> Result<Done, Behind> {
        let Open { index, words } = self.opened(open, epoch).await?;
        words.is_whole = true;
        words.unreadable = unreadable;
        let change = Change {
            manifest: index.manifest(),
            ..Change::default()
        };
        self.keep(&change, words).await?;
        Ok(Done::Taken)
    }

    /// Finds notes: the best, without the first `offset` of them.
    async fn find(
        &self,
        open: &mut Option<Open>,
        epoch: &str,
        wanted: Wanted,
        (offset, limit): (usize, usize),
    ) -> Result<Done, Behind> {
        let Open { index, words } = self.opened(open, epoch).await?;
        if !words.is_whole {
            return Err(Behind);
        }
        let limit = offset.saturating_add(limit);
        let hits = self.ask(index, |index| match &wanted {
            Wanted::Fits(query) => index.search(query, limit),
            Wanted::Like(note) => index.related(note, limit),
        });
        let hits = hits.await?;
        let found = hits.best.into_iter().skip(offset);
        let note = |hit: baton_search::Hit| Some((NoteId::parse(&hit.id).ok()?, hit.is_forgiven));
        Ok(Done::Found(Found {
            hits: found.filter_map(note).collect(),
            total: count(hits.total),
            wants_proof: matches!(&wanted, Wanted::Fits(query) if query.wants_proof()),
            notes: count(index.len()),
            unreadable: words.unreadable,
        }))
    }

    /// The index, opened if need be.
    async fn opened<'o>(
        &self,
        open: &'o mut Option<Open>,
        epoch: &str,
    ) -> Result<&'o mut Open, Behind> {
        if open.is_none() {
            let (manifest, words) = self.pieces.head().await?.ok_or(Behind)?;
            let words: Words = from_str(&words).map_err(|_| Behind)?;
            let index = Index::open(&manifest)?;
            *open = Some(Open { index, words });
        }
        let open = open.as_mut().ok_or(Behind)?;
        if open.words.epoch != epoch || open.words.form != THIS_FORM {
            return Err(Behind);
        }
        Ok(open)
    }

    /// Does a thing with the index, loading what it needs.
    async fn ask<T>(
        &self,
        index: &mut Index,
        mut thing: impl FnMut(&mut Index) -> Result<Step<T>, Damaged>,
    ) -> Result<T, Behind> {
        let mut supplied = Vec::new();
        loop {
            let keys = match thing(index)? {
                Step::Done(done) => return Ok(done),
                Step::Needs(keys) => keys,
            };
            // What was supplied must bring it on, or it would ask without end.
            if supplied == keys {
                return Err(Behind);
            }
            let pieces = self.pieces.read(&keys).await?;
            for (key, bytes) in keys.iter().zip(pieces) {
                index.supply(*key, &bytes)?;
            }
            supplied = keys;
        }
    }

    async fn keep(&self, change: &Change, words: &Words) -> Result<(), Behind> {
        // A struct of numbers and text always has a JSON form.
        let words = serde_json::to_string(words).unwrap_or_default();
        Ok(self.pieces.store(change, &words).await?)
    }
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
