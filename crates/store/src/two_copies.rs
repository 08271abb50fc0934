//! The store: opened once, repaired before anything is written, acknowledged after both copies.

use crate::copies::{Batch, Change, Marker, StoredCopy};
use crate::envelope::Envelope;
use crate::erasing::{erase_both, erase_late, is_erasing, is_out_of_date};
use crate::meta::{Meta, Walked, settle};
use crate::reader::sound;
use crate::repair::{ASIDE, Resolution, Side, damaged_key, resolve};
use crate::scan::{SideBySide, Walk};
use crate::wanted::Wanted;
use baton_app::ports::{MAX_KEY_BYTES, ReadRecords, Records, StoreFault, StoreReport};
use baton_worktime::UtcMillis;
use futures_intrusive::sync::LocalMutex as Mutex;
use futures_util::future::{join, join4};
use std::collections::{BTreeSet, BinaryHeap};

/// The longest key, in bytes.
pub const KEY_BYTES: usize = MAX_KEY_BYTES;

/// Changes gathered for one copy during a repair before they are written, in bytes of text.
const REPAIR_BYTES: usize = 4 * 1024 * 1024;

/// How long the loss of both copies is reported, in milliseconds: 30 days, so that the first
/// write after the loss does not silence it.
const LOSS_TOLD: i64 = 30 * 24 * 60 * 60 * 1000;

/// Records in two copies.
///
/// Operations queue in the order in which they are first polled. The store opens at the first one;
/// later ones share that opening. After a failure the next operation opens and repairs anew.
#[derive(Debug)]
pub struct TwoCopies<C, M> {
    a: C,
    b: C,
    marker: M,
    now: fn() -> UtcMillis,
    /// Holding it is having one's turn.
    state: Mutex<State>,
}

/// What this worker knows about the copies.
#[derive(Debug, Clone, Copy)]
enum State {
    /// They may differ, or are not open.
    InDoubt,
    /// They hold the same.
    Equal(Known),
}

#[derive(Debug, Clone, Copy)]
struct Known {
    meta: Meta,
    marked: bool,
}

/// How closely to look when opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Copies that say the same about themselves are equal.
    AtWhatTheySay,
    /// Every record is read.
    AtEveryRecord,
}

impl<C: StoredCopy, M: Marker> TwoCopies<C, M> {
    /// A store over two copies that fail apart from each other. Nothing is opened yet.
    pub fn new(a: C, b: C, marker: M, now: fn() -> UtcMillis) -> Self {
        Self {
            a,
            b,
            marker,
            now,
            state: Mutex::new(State::InDoubt, true),
        }
    }

    async fn ready(&self, state: &mut State, look: Look) -> Result<Known, StoreFault> {
        if let (State::Equal(known), Look::AtWhatTheySay) = (*state, look) {
            return Ok(known);
        }
        *state = State::InDoubt;
        let (a, b, marked, compared) = join4(
            self.a.open(),
            self.b.open(),
            self.marker.is_set(),
            self.marker.is_compared(),
        )
        .await;
        let (a, b) = match (a, b) {
            (Ok(a), Ok(b)) => (a, b),
            // A later schema explains any other fault of the other copy.
            (Err(newer @ StoreFault::Newer(_)), _) | (_, Err(newer @ StoreFault::Newer(_))) => {
                return Err(newer);
            }
            // One copy's place is broken, and no program can mend it. Only beside a copy that is whole
            // another place is taken, so that two places that fail for a moment never become an empty
            // store.
            (Err(fault), Ok(Some(b))) if is_broken_place(&fault) && b.sequence > 0 => {
                let a = self.a.open_elsewhere().await;
                (a.map_err(|_| fault)?, Some(b))
            }
            (Ok(Some(a)), Err(fault)) if is_broken_place(&fault) && a.sequence > 0 => {
                let b = self.b.open_elsewhere().await;
                (Some(a), b.map_err(|_| fault)?)
            }
            (Err(fault), _) | (_, Err(fault)) => return Err(fault),
        };
        let (a, b) = (
            erase_late(&self.a, a, b).await?,
            erase_late(&self.b, b, a).await?,
        );
        let quick = compared && look == Look::AtWhatTheySay;
        let meta = match (a, b) {
            _ if is_erasing(a) || is_erasing(b) => erase_both(&self.a, &self.b, a, b).await?,
            (Some(a), Some(b)) if quick && a == b && a.sequence > 0 => a,
            _ => {
                let meta = self.repair(a, b, marked).await?;
                if !compared {
                    self.marker.set_compared().await;
                }
                meta
            }
        };
        let known = Known {
            meta,
            marked: self.mark(meta.sequence > 0, marked).await,
        };
        *state = State::Equal(known);
        Ok(known)
    }

    async fn mark(&self, acknowledged: bool, marked: bool) -> bool {
        if acknowledged && !marked {
            self.marker.set().await;
        }
        acknowledged || marked
    }

    /// Makes both copies hold the same. Cut at any step, the next repair ends in the same state.
    async fn repair(
        &self,
        a: Option<Meta>,
        b: Option<Meta>,
        marked: bool,
    ) -> Result<Meta, StoreFault> {
        let (whole_a, whole_b) = (a.map(|a| a.sequence), b.map(|b| b.sequence));
        let (mut in_a, mut in_b) = (Repairs::of(&self.a), Repairs::of(&self.b));
        let (mut sequence, mut lost) = (0, BTreeSet::new());
        let mut pairs = SideBySide::new(Some(&self.a), Some(&self.b), "", None);
        while let Some(pair) = pairs.next().await? {
            let resolution = resolve(
                &pair.key,
                Side {
                    stored: pair.a.as_deref(),
                    whole: whole_a,
                },
                Side {
                    stored: pair.b.as_deref(),
                    whole: whole_b,
                },
            );
            let Resolution {
                record,
                damaged,
                in_a: to_a,
                in_b: to_b,
            } = resolution;
            sequence = record.map_or(0, |record| record.sequence).max(sequence);
            if damaged {
                lost.insert(pair.key);
            } else if let Some(key) = damaged_key(&pair.key) {
                lost.insert(key.to_owned());
            }
            in_a.add(to_a).await?;
            in_b.add(to_b).await?;
        }
        let damaged = u32::try_from(lost.len()).unwrap_or(u32::MAX);
        let walked = Walked { sequence, damaged };
        let settled = settle(a.as_ref(), b.as_ref(), walked, marked, (self.now)());
        in_a.finish(a, settled).await?;
        in_b.finish(b, settled).await?;
        Ok(settled)
    }

    /// Reads from copy B. Where that fails or shows damage, looks at every record, repairs, and
    /// reads again; where that fails too, takes what either copy still gives.
    async fn serve(&self, wanted: Wanted<'_>) -> Result<Vec<(String, String)>, StoreFault> {
        let mut state = self.state.lock().await;
        let mut fault = StoreFault::Broken(String::new());
        for look in [Look::AtWhatTheySay, Look::AtEveryRecord] {
            match self.ready(&mut state, look).await {
                Ok(known) => match self.fetch(wanted, known.meta.sequence).await {
                    Ok(records) => return Ok(records),
                    Err(unread) => fault = unread,
                },
                Err(unready) => {
                    fault = unready;
                    break;
                }
            }
        }
        *state = State::InDoubt;
        match fault {
            StoreFault::Newer(_) => Err(fault),
            fault => self.salvage(wanted, fault).await,
        }
    }

    /// What copy B has of what is wanted; `whole` is the last batch that counts.
    async fn fetch(
        &self,
        wanted: Wanted<'_>,
        whole: u64,
    ) -> Result<Vec<(String, String)>, StoreFault> {
        let mut records = Vec::new();
        let mut add = |key: String, stored: &str| -> Result<(), StoreFault> {
            let record = sound(&key, Some(stored), Some(whole))?;
            records.extend(record.map(|record| (key, record)));
            Ok(())
        };
        match wanted {
            Wanted::Each(keys) => {
                for (key, stored) in keys.iter().zip(self.b.get_each(keys).await?) {
                    if let Some(stored) = stored {
                        add(key.clone(), &stored)?;
                    }
                }
            }
            Wanted::Page {
                prefix,
                after,
                limit,
            } => {
                for (key, stored) in self.b.page(prefix, after, limit).await? {
                    add(key, &stored)?;
                }
            }
            Wanted::All(prefix) => {
                let mut walk = Walk::new(Some(&self.b), prefix, None);
                while let Some((key, stored)) = walk.next().await? {
                    if !key.starts_with(ASIDE) {
                        add(key, &stored)?;
                    }
                }
            }
        }
        Ok(records)
    }

    /// What is wanted, as far as the copies give it, without changing anything: for when one cannot
    /// be opened, or there is no room to repair. `fault` when neither gives any.
    async fn salvage(
        &self,
        wanted: Wanted<'_>,
        fault: StoreFault,
    ) -> Result<Vec<(String, String)>, StoreFault> {
        let (a, b) = join(self.a.open(), self.b.open()).await;
        let (a, b) = (a.ok().flatten(), b.ok().flatten());
        let erased = a.map_or(0, |a| a.erased).max(b.map_or(0, |b| b.erased));
        // A copy that is new, or half rebuilt, must not pass for an empty store; nor does one count that was
        // to be erased.
        let whole = |meta: Meta| {
            let counts = meta.sequence > 0 && !is_out_of_date(meta, erased);
            counts.then_some(meta.sequence)
        };
        let (whole_a, whole_b) = (a.and_then(whole), b.and_then(whole));
        if whole_a.is_none() && whole_b.is_none() {
            return Err(fault);
        }
        let (a, b) = (whole_a.map(|_| &self.a), whole_b.map(|_| &self.b));
        let mut pairs = SideBySide::new(a, b, wanted.prefix(), wanted.after());
        let mut records = Vec::new();
        while !wanted.is_full(records.len())
            && let Some(pair) = pairs.next().await?
        {
            if !wanted.has(&pair.key) {
                continue;
            }
            let side_a = Side {
                stored: pair.a.as_deref(),
                whole: whole_a,
            };
            let side_b = Side {
                stored: pair.b.as_deref(),
                whole: whole_b,
            };
            if let Some(record) = resolve(&pair.key, side_a, side_b).record {
                records.push((pair.key, record.body));
            }
        }
        if let Wanted::Each(keys) = wanted {
            let mut asked = Vec::new();
            for key in keys {
                let at = records.iter().position(|(found, _)| found == key);
                asked.extend(at.map(|at| records.swap_remove(at)));
            }
            records = asked;
        }
        Ok(records)
    }
}

/// Whether a copy did not open for another reason than somebody else's upgrade, which passes.
fn is_broken_place(fault: &StoreFault) -> bool {
    matches!(fault, StoreFault::Closed(why) if why != "blocked")
}

fn check_key(key: &str) -> Result<(), StoreFault> {
    if key.is_empty() || key.len() > KEY_BYTES || key.starts_with(ASIDE) {
        let start: String = key.chars().take(40).collect();
        return Err(StoreFault::Broken(format!(
            "{start:?} cannot be the key of a record"
        )));
    }
    Ok(())
}

impl<C: StoredCopy, M: Marker> ReadRecords for TwoCopies<C, M> {
    async fn read_each(&self, keys: &[String]) -> Result<Vec<Option<String>>, StoreFault> {
        for key in keys {
            check_key(key)?;
        }
        let records = self.serve(Wanted::Each(keys)).await?;
        // They come in the order in which they were asked for; some are not there.
        let mut records = records.into_iter().peekable();
        let mut take = |key: &String| Some(records.next_if(|(found, _)| found == key)?.1);
        Ok(keys.iter().map(&mut take).collect())
    }

    async fn read_page(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<(String, String)>, StoreFault> {
        let page = Wanted::Page {
            prefix,
            after,
            limit,
        };
        self.serve(page).await
    }
}

impl<C: StoredCopy, M: Marker> Records for TwoCopies<C, M> {
    async fn read_all(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreFault> {
        let records = self.serve(Wanted::All(prefix)).await?;
        let records: BinaryHeap<(String, String)> = records.into();
        Ok(records.into_sorted_vec())
    }

    async fn write(&self, records: &[(String, String)]) -> Result<(), StoreFault> {
        for (key, _) in records {
            check_key(key)?;
        }
        let mut state = self.state.lock().await;
        let known = self.ready(&mut state, Look::AtWhatTheySay).await?;
        if records.is_empty() {
            return Ok(());
        }
        let meta = Meta {
            sequence: known.meta.sequence + 1,
            ..known.meta
        };
        let put = |(key, body): &(String, String)| {
            let envelope = Envelope {
                sequence: meta.sequence,
                body: body.clone(),
            };
            Change::Put {
                key: key.clone(),
                stored: envelope.seal(key),
            }
        };
        let batch = Batch {
            changes: records.iter().map(put).collect(),
            meta: Some(meta),
        };
        // Until B has it too the copies differ; a dropped future must leave that behind as well.
        *state = State::InDoubt;
        self.a.apply(&batch).await?;
        self.b.apply(&batch).await?;
        *state = State::Equal(Known {
            meta,
            marked: self.mark(true, known.marked).await,
        });
        Ok(())
    }

    async fn last_batch(&self) -> Result<u64, StoreFault> {
        let mut state = self.state.lock().await;
        let known = self.ready(&mut state, Look::AtWhatTheySay).await?;
        Ok(known.meta.sequence)
    }

    async fn erase(&self) -> Result<(), StoreFault> {
        let mut state = self.state.lock().await;
        let known = self.ready(&mut state, Look::AtWhatTheySay).await?;
        *state = State::InDoubt;
        let known_meta = Some(known.meta);
        let meta = erase_both(&self.a, &self.b, known_meta, known_meta).await?;
        *state = State::Equal(Known { meta, ..known });
        Ok(())
    }

    async fn report(&self) -> Result<StoreReport, StoreFault> {
        let mut state = self.state.lock().await;
        let meta = self.ready(&mut state, Look::AtWhatTheySay).await?.meta;
        let now = (self.now)();
        Ok(StoreReport {
            rebuilt: meta.rebuilt,
            damaged: meta.damaged,
            both_lost: meta
                .both_lost
                .is_some_and(|lost| now.0.saturating_sub(lost.0) < LOSS_TOLD),
        })
    }
}

/// What a repair changes in one copy, written a bounded part at a time. The copy says that it is
/// whole only with the last part, so a cut in between shows.
struct Repairs<'r, C> {
    copy: &'r C,
    batch: Batch,
    bytes: usize,
}

impl<'r, C: StoredCopy> Repairs<'r, C> {
    fn of(copy: &'r C) -> Self {
        Self {
            copy,
            batch: Batch::default(),
            bytes: 0,
        }
    }

    async fn add(&mut self, changes: Vec<Change>) -> Result<(), StoreFault> {
        for change in changes {
            if let Change::Put { stored, .. } = &change {
                self.bytes += stored.len();
            }
            self.batch.changes.push(change);
        }
        if self.bytes > REPAIR_BYTES {
            self.copy.apply(&std::mem::take(&mut self.batch)).await?;
            self.bytes = 0;
        }
        Ok(())
    }

    async fn finish(mut self, was: Option<Meta>, settled: Meta) -> Result<(), StoreFault> {
        if self.batch.changes.is_empty() && was == Some(settled) {
            return Ok(());
        }
        self.batch.meta = Some(settled);
        self.copy.apply(&self.batch).await
    }
}
