//! Lists of notes, as the index finds them.

use crate::App;
use crate::finder::{Done, Excerpt, Found, Job, Search};
use crate::ports::{Finder, Ports};
use baton_notes::{NoteId, Stored, decode};
use baton_protocol::{Failure, NoteOrder, NoteSummary, OwnReply};
use baton_recognize::system;
use baton_worktime::UtcMillis;

/// The most lines a list answers with.
const MAX_LINES: usize = 200;

/// The most ids that are given at once.
const MAX_IDS: usize = 200_000;

/// Hits that are looked at in themselves at once when a query has a phrase: the index cannot say for certain
/// where one stands. A list looks at no more.
const PROOFS: usize = 1_000;

/// What a page asks for.
struct Asked {
    query: String,
    order: NoteOrder,
    offset: usize,
    limit: usize,
    /// Hits that are looked at in themselves, where that is needed.
    proofs: usize,
}

impl Asked {
    fn new(
        query: String,
        order: NoteOrder,
        offset: u32,
        limit: u32,
        (most, proofs): (usize, usize),
    ) -> Self {
        Self {
            proofs,
            query,
            order,
            offset: usize::try_from(offset).unwrap_or(usize::MAX),
            limit: usize::try_from(limit).unwrap_or(most).min(most),
        }
    }
}

impl<P: Ports> App<P> {
    pub(crate) async fn list(
        &self,
        query: String,
        order: NoteOrder,
        offset: u32,
        limit: u32,
    ) -> Result<OwnReply, Failure> {
        let asked = Asked::new(query, order, offset, limit, (MAX_LINES, PROOFS));
        self.listed(&asked).await
    }

    /// The ids of notes that fit, in the order of a list. Where the index alone cannot tell, each is looked at.
    pub(crate) async fn ids(
        &self,
        query: String,
        order: NoteOrder,
        offset: u32,
        limit: u32,
    ) -> Result<OwnReply, Failure> {
        let asked = Asked::new(query, order, offset, limit, (MAX_IDS, MAX_IDS));
        let found = self.find(&asked.query, order, asked.offset, asked.limit);
        let found = found.await?;
        if !found.wants_proof {
            let ids = found.hits.into_iter().map(|(id, _)| id);
            return Ok(OwnReply::Ids(ids.collect()));
        }
        match self.listed(&asked).await? {
            OwnReply::Notes { notes, .. } => {
                let ids = notes.into_iter().map(|note| note.id);
                Ok(OwnReply::Ids(ids.collect()))
            }
            _ => Err(Failure::Engine),
        }
    }

    async fn listed(&self, asked: &Asked) -> Result<OwnReply, Failure> {
        if let Some(reply) = self.list_found(asked).await? {
            return Ok(reply);
        }
        // What the index knows as a note is none any more.
        self.index_again(None).await?;
        let reply = self.list_found(asked).await?;
        reply.ok_or(Failure::Engine)
    }

    /// The ids of the notes that were begun last, the newest first, as far as that is known at once:
    /// the index is neither brought up to date for it nor made anew, unless there was none yet.
    pub(crate) async fn newest(&self, limit: usize) -> Result<Vec<NoteId>, Failure> {
        let Some((epoch, lacking)) = self.known_index().await? else {
            let found = self.find("", NoteOrder::Newest, 0, limit).await?;
            return Ok(found.hits.into_iter().map(|(id, _)| id).collect());
        };
        let search = Search {
            epoch,
            query: String::new(),
            order: NoteOrder::Newest,
            offset: 0,
            limit,
        };
        match self.ports.finder().find(Job::Find(search)).await? {
            // What was changed lately stands first, though it may have been begun long ago.
            Done::Found(found) => {
                let found = found.hits.into_iter().map(|(id, _)| id);
                Ok(lacking.into_iter().rev().chain(found).collect())
            }
            _ => Ok(lacking),
        }
    }

    /// How many notes there are, and how many records that are none.
    pub(crate) async fn count_notes(&self) -> Result<(u32, u32), Failure> {
        let found = self.find("", NoteOrder::Best, 0, 0).await?;
        Ok((found.notes, found.unreadable))
    }

    /// `None` when the index found what is no note.
    async fn list_found(&self, asked: &Asked) -> Result<Option<OwnReply>, Failure> {
        let Asked {
            query,
            order,
            offset,
            limit,
            proofs,
        } = asked;
        let mut found = self.find(query, *order, *offset, *limit).await?;
        let lines;
        if found.wants_proof {
            let Some(held) = self.proven(query, *order, *proofs).await? else {
                return Ok(None);
            };
            // What was not looked at is neither shown nor counted.
            found.total = count(held.len());
            lines = held.into_iter().skip(*offset).take(*limit).collect();
        } else {
            let Some(held) = self.lines(query, found.hits, false).await? else {
                return Ok(None);
            };
            lines = held;
        }
        Ok(Some(OwnReply::Notes {
            notes: lines,
            total: found.total,
        }))
    }

    /// The first hits that hold in themselves. `None` when one of them cannot be read.
    async fn proven(
        &self,
        query: &str,
        order: NoteOrder,
        most: usize,
    ) -> Result<Option<Vec<NoteSummary>>, Failure> {
        let mut held = Vec::new();
        let mut from = 0;
        loop {
            let found = self.find(query, order, from, PROOFS).await?;
            let Some(lines) = self.lines(query, found.hits, true).await? else {
                return Ok(None);
            };
            held.extend(lines);
            from += PROOFS;
            if from >= most.min(found.total as usize) {
                return Ok(Some(held));
            }
        }
    }

    pub(crate) async fn find(
        &self,
        query: &str,
        order: NoteOrder,
        offset: usize,
        limit: usize,
    ) -> Result<Found, Failure> {
        let mut epoch = self.up_to_date().await?;
        // An index that is behind is made anew, once.
        for _ in 0..2 {
            let Some(known) = epoch else {
                return Ok(Found::default());
            };
            let search = Search {
                epoch: known.clone(),
                query: query.to_owned(),
                order,
                offset,
                limit,
            };
            match self.ports.finder().find(Job::Find(search)).await? {
                Done::Found(found) => return Ok(found),
                _ => epoch = self.index_again(Some(&known)).await?,
            }
        }
        Err(Failure::Engine)
    }

    /// The notes that were found as lines, with what was looked for marked in them. `None` when one
    /// of them cannot be read.
    async fn lines(
        &self,
        query: &str,
        hits: Vec<(NoteId, bool)>,
        proves: bool,
    ) -> Result<Option<Vec<NoteSummary>>, Failure> {
        let (ids, forgiven): (Vec<NoteId>, Vec<bool>) = hits.into_iter().unzip();
        let records = self.records_by_id(&ids).await?.into_iter();
        let mut notes = Vec::new();
        let mut standing = Vec::new();
        for ((_, record), is_forgiven) in records.zip(forgiven) {
            let stored = record.as_deref().and_then(|record| decode(record).ok());
            let Some(stored) = stored else {
                return Ok(None);
            };
            // Deleted a moment ago.
            if stored.is_deleted() {
                continue;
            }
            standing.push(self.summary(&stored));
            notes.extend(record.map(|record| (record, is_forgiven)));
        }
        if query.trim().is_empty() {
            return Ok(Some(standing));
        }
        let job = Job::Excerpt {
            query: query.to_owned(),
            notes,
        };
        let Done::Excerpts(excerpts) = self.ports.finder().find(job).await? else {
            return Err(Failure::Engine);
        };
        let lines = standing.into_iter().zip(excerpts);
        let held = lines.filter(|(_, excerpt)| excerpt.holds || !proves);
        let lines = held.map(|(line, excerpt)| with_marks(line, excerpt));
        Ok(Some(lines.collect()))
    }

    pub(crate) fn summary(&self, stored: &Stored) -> NoteSummary {
        let (title, person, provider_name, tags, state) = match stored {
            Stored::Current(note) => (
                note.title().to_owned(),
                note.source.person.clone(),
                system(&note.source.provider).map_or_else(
                    || note.source.provider.clone(),
                    |system| system.name.to_owned(),
                ),
                note.tags.clone(),
                Some(note.state),
            ),
            Stored::Newer(_) => (self.newer_title(), None, String::new(), Vec::new(), None),
        };
        NoteSummary {
            id: stored.id().clone(),
            title,
            person,
            provider_name,
            tags,
            state,
            updated: updated(stored),
            marked_title: Vec::new(),
            excerpt: Vec::new(),
        }
    }

    pub(crate) fn newer_title(&self) -> String {
        self.ports.messages().text("newer_title", &[])
    }
}

fn with_marks(line: NoteSummary, excerpt: Excerpt) -> NoteSummary {
    let is_marked = excerpt.title.iter().any(|run| run.is_marked);
    NoteSummary {
        marked_title: if is_marked { excerpt.title } else { Vec::new() },
        excerpt: excerpt.text,
        ..line
    }
}

fn updated(stored: &Stored) -> UtcMillis {
    match stored {
        Stored::Current(note) => note.updated,
        Stored::Newer(newer) => newer.id.made(),
    }
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
