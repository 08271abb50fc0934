//! Two copies in memory whose power can be cut at any step, for tests.
//!
//! A [`Machine`] has two disks and a marker, which outlive the power. Take a store from it, cut
//! the power, switch it on again, and take the next store.

use crate::copies::{Batch, Change, Marker, StoredCopy};
use crate::meta::{Meta, SCHEMA};
use crate::two_copies::TwoCopies;
use baton_app::ports::StoreFault;
use baton_worktime::UtcMillis;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Where the power is cut within a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Before it did anything.
    Before,
    /// In its middle: the first of its changes are on the disk, the rest and the copy's own word
    /// are not. A step that changes nothing is cut before.
    Torn,
    /// After it was done, before it could say so.
    After,
}

/// One of the two copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The copy that is written first.
    A,
    /// The copy that is written second.
    B,
}

/// What is wrong with a disk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing.
    #[default]
    None,
    /// It takes no more changes.
    Full,
    /// It cannot be opened.
    Closed,
    /// A later Baton, with this schema, has written it.
    Newer(u32),
}

#[derive(Debug, Default)]
struct Disk {
    /// By UTF-16 units, the order of a browser's database.
    records: BTreeMap<Vec<u16>, String>,
    meta: Option<String>,
    /// Rises when the disk is wiped; connections from before are dead then.
    generation: u64,
    trouble: Trouble,
}

#[derive(Debug, Default)]
struct Inner {
    /// The usual disks of A and B, and their spare ones.
    disks: [RefCell<Disk>; 4],
    has_spares: Cell<bool>,
    acknowledged: Cell<bool>,
    compared: Cell<bool>,
    steps: Cell<u64>,
    changes: Cell<u64>,
    heaviest_page: Cell<usize>,
    cut: Cell<Option<(u64, Cut)>>,
    off: Cell<bool>,
}

/// A machine with two disks.
#[derive(Debug, Clone, Default)]
pub struct Machine(Rc<Inner>);

impl Machine {
    /// A new machine with empty disks, switched on.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A store on this machine, as a fresh worker makes it.
    #[must_use]
    pub fn store(&self, now: fn() -> UtcMillis) -> TwoCopies<MemoryCopy, MemoryMarker> {
        TwoCopies::new(
            self.copy(Which::A),
            self.copy(Which::B),
            MemoryMarker(self.clone()),
            now,
        )
    }

    /// One of the copies by itself, not yet opened.
    #[must_use]
    pub fn copy(&self, which: Which) -> MemoryCopy {
        MemoryCopy {
            machine: self.clone(),
            which,
            opened: Cell::new(None),
            is_elsewhere: Cell::new(false),
        }
    }

    /// Cuts the power at a step, counted from 0 at the last start.
    pub fn cut_at(&self, step: u64, cut: Cut) {
        self.0.cut.set(Some((step, cut)));
    }

    /// Starts the browser: the power is on, no cut is planned, and what was marked only as long
    /// as the browser runs is forgotten.
    pub fn switch_on(&self) {
        self.0.compared.set(false);
        self.wake();
    }

    /// Starts a worker in a browser that runs on: only the worker was stopped.
    pub fn wake(&self) {
        self.0.cut.set(None);
        self.0.off.set(false);
        self.0.steps.set(0);
        self.0.changes.set(0);
    }

    /// Whether the power was cut.
    #[must_use]
    pub fn is_off(&self) -> bool {
        self.0.off.get()
    }

    /// Steps since the last start.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.0.steps.get()
    }

    /// Batches put on the disks since the last start.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.0.changes.get()
    }

    /// The most bytes that several records read at once from a disk had.
    #[must_use]
    pub fn heaviest_page(&self) -> usize {
        self.0.heaviest_page.get()
    }

    /// Empties a disk, as a browser does with a database it finds broken.
    pub fn wipe(&self, which: Which) {
        let mut disk = self.disk(which).borrow_mut();
        let (generation, trouble) = (disk.generation + 1, disk.trouble);
        *disk = Disk {
            generation,
            trouble,
            ..Disk::default()
        };
    }

    /// Gives a disk a trouble, or takes it away.
    pub fn set_trouble(&self, which: Which, trouble: Trouble) {
        self.disk(which).borrow_mut().trouble = trouble;
    }

    /// Replaces what a disk has stored under a key; `None` takes it away.
    pub fn damage(&self, which: Which, key: &str, stored: Option<&str>) {
        let mut disk = self.disk(which).borrow_mut();
        match stored {
            Some(stored) => disk.records.insert(units(key), stored.to_owned()),
            None => disk.records.remove(&units(key)),
        };
    }

    /// Makes what a copy says about itself unreadable.
    pub fn damage_meta(&self, which: Which) {
        self.disk(which).borrow_mut().meta = Some("torn".to_owned());
    }

    /// What a disk has stored, by key.
    #[must_use]
    pub fn stored(&self, which: Which) -> Vec<(String, String)> {
        let disk = self.disk(which).borrow();
        disk.records
            .iter()
            .map(|(key, stored)| (text(key), stored.clone()))
            .collect()
    }

    /// Gives the machine two more disks, for copies whose usual one is broken.
    pub fn add_spares(&self) {
        self.0.has_spares.set(true);
    }

    /// Forgets that a record was acknowledged.
    pub fn clear_acknowledged(&self) {
        self.0.acknowledged.set(false);
    }

    fn disk(&self, which: Which) -> &RefCell<Disk> {
        &self.0.disks[which as usize]
    }

    /// Takes a step: how it is cut, if it is, or that the power is off.
    fn step(&self) -> Result<Option<Cut>, StoreFault> {
        if self.0.off.get() {
            return Err(no_power());
        }
        let step = self.0.steps.get();
        self.0.steps.set(step + 1);
        let cut = self
            .0
            .cut
            .get()
            .filter(|(at, _)| *at == step)
            .map(|(_, cut)| cut);
        self.0.off.set(cut.is_some());
        Ok(cut)
    }

    fn read_step(&self) -> Result<(), StoreFault> {
        self.step()?.map_or(Ok(()), |_| Err(no_power()))
    }
}

fn no_power() -> StoreFault {
    StoreFault::Closed("the power is off".to_owned())
}

fn units(key: &str) -> Vec<u16> {
    key.encode_utf16().collect()
}

fn text(units: &[u16]) -> String {
    String::from_utf16_lossy(units)
}

/// One copy on a [`Machine`].
#[derive(Debug)]
pub struct MemoryCopy {
    machine: Machine,
    which: Which,
    opened: Cell<Option<u64>>,
    is_elsewhere: Cell<bool>,
}

impl MemoryCopy {
    fn disk(&self) -> &RefCell<Disk> {
        let spare = if self.is_elsewhere.get() { 2 } else { 0 };
        &self.machine.0.disks[self.which as usize + spare]
    }

    fn open_disk(&self) -> Result<Option<Meta>, StoreFault> {
        self.machine.read_step()?;
        let disk = self.disk().borrow();
        match disk.trouble {
            Trouble::Closed => return Err(StoreFault::Closed("out of order".to_owned())),
            Trouble::Newer(schema) if schema > SCHEMA => return Err(StoreFault::Newer(schema)),
            _ => self.opened.set(Some(disk.generation)),
        }
        Ok(disk.meta.as_deref().and_then(Meta::open))
    }

    fn connected(&self) -> Result<&RefCell<Disk>, StoreFault> {
        let disk = self.disk();
        if self.opened.get() == Some(disk.borrow().generation) {
            Ok(disk)
        } else {
            Err(StoreFault::Broken("the connection is closed".to_owned()))
        }
    }
}

impl StoredCopy for MemoryCopy {
    async fn open(&self) -> Result<Option<Meta>, StoreFault> {
        self.is_elsewhere.set(false);
        self.open_disk()
    }

    async fn open_elsewhere(&self) -> Result<Option<Meta>, StoreFault> {
        if !self.machine.0.has_spares.get() {
            return Err(StoreFault::Closed("no other place".to_owned()));
        }
        self.is_elsewhere.set(true);
        self.open_disk()
    }

    async fn get_each(&self, keys: &[String]) -> Result<Vec<Option<String>>, StoreFault> {
        self.machine.read_step()?;
        let disk = self.connected()?.borrow();
        let stored = |key: &String| disk.records.get(&units(key)).cloned();
        Ok(keys.iter().map(stored).collect())
    }

    async fn page(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<(String, String)>, StoreFault> {
        self.machine.read_step()?;
        let (prefix, after) = (units(prefix), after.map(units));
        // As a browser does with a range that ends before it begins.
        let end: Vec<u16> = prefix.iter().copied().chain([u16::MAX]).collect();
        if after.as_ref().is_some_and(|after| *after >= end) {
            return Err(StoreFault::Broken("DataError".to_owned()));
        }
        let disk = self.connected()?.borrow();
        let found = disk
            .records
            .iter()
            .filter(|(key, _)| key.starts_with(&prefix) && after.as_ref().is_none_or(|a| *key > a));
        let page: Vec<(String, String)> = found
            .take(limit as usize)
            .map(|(key, stored)| (text(key), stored.clone()))
            .collect();
        if page.len() > 1 {
            let bytes = page.iter().map(|(_, stored)| stored.len()).sum();
            let heaviest = &self.machine.0.heaviest_page;
            heaviest.set(heaviest.get().max(bytes));
        }
        Ok(page)
    }

    async fn apply(&self, batch: &Batch) -> Result<(), StoreFault> {
        let cut = self.machine.step()?;
        let mut disk = self.connected()?.borrow_mut();
        if disk.trouble == Trouble::Full {
            return Err(StoreFault::Full);
        }
        let kept = match cut {
            Some(Cut::Before) => return Err(no_power()),
            Some(Cut::Torn) => batch.changes.len().div_ceil(2),
            Some(Cut::After) | None => batch.changes.len(),
        };
        for change in batch.changes.iter().take(kept) {
            match change {
                Change::Put { key, stored } => {
                    disk.records.insert(units(key), stored.clone());
                }
                Change::Remove { key } => {
                    disk.records.remove(&units(key));
                }
                Change::Clear => disk.records.clear(),
            }
        }
        if let (Some(meta), None | Some(Cut::After)) = (&batch.meta, cut) {
            disk.meta = Some(meta.seal());
        }
        self.machine.0.changes.set(self.machine.0.changes.get() + 1);
        cut.map_or(Ok(()), |_| Err(no_power()))
    }
}

/// The marks of a [`Machine`].
#[derive(Debug)]
pub struct MemoryMarker(Machine);

impl MemoryMarker {
    fn read(&self, mark: &Cell<bool>) -> bool {
        self.0.read_step().is_ok() && mark.get()
    }

    fn write(&self, mark: &Cell<bool>) {
        if matches!(self.0.step(), Ok(None | Some(Cut::After))) {
            mark.set(true);
        }
    }
}

impl Marker for MemoryMarker {
    async fn is_set(&self) -> bool {
        self.read(&self.0.0.acknowledged)
    }

    async fn set(&self) {
        self.write(&self.0.0.acknowledged);
    }

    async fn is_compared(&self) -> bool {
        self.read(&self.0.0.compared)
    }

    async fn set_compared(&self) {
        self.write(&self.0.0.compared);
    }
}
