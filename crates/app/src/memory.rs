//! The ports in memory: for tests, and for anything that runs without a browser.

use crate::desk::{Done, Job, Made, work};
use crate::finder::{self, NoteIndex, Pieces};
use crate::ports::{
    Badge, Browser, Desk, Finder, MAX_KEY_BYTES, Ports, ReadRecords, Records, Scout, Script,
    Session, StoreFault, StoreReport,
};
use crate::scout;
use baton_locale::Messages;
use baton_protocol::{Failure, PageCommand, Reply};
use baton_search::{Change, PieceKey};
use baton_worktime::{UtcMillis, ZoneError, ZoneName, Zones};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::mem;
use std::task::Poll;

/// Records in memory, with a switch that makes the store fail. As in a browser, whatever else waits goes on
/// before the answer comes.
#[derive(Debug, Default)]
pub struct MemoryRecords {
    /// What is kept.
    pub kept: RefCell<BTreeMap<String, String>>,
    /// The fault every call answers with, while set.
    pub fault: RefCell<Option<StoreFault>>,
    /// Whether nothing more can be written.
    pub is_full: Cell<bool>,
    /// How often something was written.
    pub batches: Cell<u64>,
    /// The most bytes that were read at once, but for whole kinds of records.
    pub most_read: Cell<usize>,
}

impl MemoryRecords {
    fn count<'a>(&self, read: impl Iterator<Item = &'a String>) {
        let bytes = read.map(String::len).sum();
        self.most_read.set(self.most_read.get().max(bytes));
    }

    fn sound(&self) -> Result<(), StoreFault> {
        self.fault.borrow().clone().map_or(Ok(()), Err)
    }
}

/// As the store does.
fn check_key(key: &str) -> Result<(), StoreFault> {
    match key.len() {
        1..=MAX_KEY_BYTES => Ok(()),
        _ => Err(StoreFault::Broken("no key".to_owned())),
    }
}

impl ReadRecords for MemoryRecords {
    async fn read_each(&self, keys: &[String]) -> Result<Vec<Option<String>>, StoreFault> {
        others_first().await;
        self.sound()?;
        keys.iter().try_for_each(|key| check_key(key))?;
        let kept = self.kept.borrow();
        self.count(keys.iter().filter_map(|key| kept.get(key)));
        Ok(keys.iter().map(|key| kept.get(key).cloned()).collect())
    }

    async fn read_page(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<(String, String)>, StoreFault> {
        let all = self.read_all(prefix).await?.into_iter();
        let follows = |key: &str| after.is_none_or(|after| after < key);
        let page = all.filter(|(key, _)| follows(key));
        let page: Vec<(String, String)> = page.take(limit as usize).collect();
        self.count(page.iter().map(|(_, record)| record));
        Ok(page)
    }
}

impl Records for MemoryRecords {
    async fn read_all(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreFault> {
        others_first().await;
        self.sound()?;
        Ok(starting_with(&self.kept.borrow(), prefix))
    }

    async fn write(&self, records: &[(String, String)]) -> Result<(), StoreFault> {
        others_first().await;
        self.sound()?;
        if self.is_full.get() {
            return Err(StoreFault::Full);
        }
        records.iter().try_for_each(|(key, _)| check_key(key))?;
        self.kept.borrow_mut().extend(records.iter().cloned());
        self.batches.set(self.batches.get() + 1);
        Ok(())
    }

    async fn last_batch(&self) -> Result<u64, StoreFault> {
        others_first().await;
        self.sound()?;
        Ok(self.batches.get())
    }

    async fn erase(&self) -> Result<(), StoreFault> {
        others_first().await;
        self.sound()?;
        self.kept.borrow_mut().clear();
        Ok(())
    }

    async fn report(&self) -> Result<StoreReport, StoreFault> {
        others_first().await;
        self.sound()?;
        Ok(StoreReport::default())
    }
}

/// The pieces of an index in memory, with a switch that makes their store fail.
#[derive(Debug, Default)]
pub struct MemoryPieces {
    /// The manifest and the words beside it.
    pub head: RefCell<Option<(Vec<u8>, String)>>,
    /// The pieces.
    pub kept: RefCell<BTreeMap<PieceKey, Vec<u8>>>,
    /// The fault every call answers with, while set.
    pub fault: RefCell<Option<StoreFault>>,
}

impl MemoryPieces {
    fn sound(&self) -> Result<(), StoreFault> {
        self.fault.borrow().clone().map_or(Ok(()), Err)
    }
}

impl Pieces for MemoryPieces {
    async fn head(&self) -> Result<Option<(Vec<u8>, String)>, StoreFault> {
        self.sound()?;
        Ok(self.head.borrow().clone())
    }

    async fn read(&self, keys: &[PieceKey]) -> Result<Vec<Vec<u8>>, StoreFault> {
        self.sound()?;
        let kept = self.kept.borrow();
        let piece = |key| kept.get(key).cloned().unwrap_or_default();
        Ok(keys.iter().map(piece).collect())
    }

    async fn store(&self, change: &Change, words: &str) -> Result<(), StoreFault> {
        self.sound()?;
        let mut kept = self.kept.borrow_mut();
        for key in &change.delete {
            kept.remove(key);
        }
        kept.extend(change.write.iter().cloned());
        *self.head.borrow_mut() = Some((change.manifest.clone(), words.to_owned()));
        Ok(())
    }

    async fn clear(&self) -> Result<(), StoreFault> {
        self.sound()?;
        self.kept.borrow_mut().clear();
        *self.head.borrow_mut() = None;
        Ok(())
    }
}

/// Session values in memory. As in a browser, whatever else waits goes on before the answer comes.
#[derive(Debug, Default)]
pub struct MemorySession(pub RefCell<BTreeMap<String, String>>);

impl Session for MemorySession {
    async fn get(&self, key: &str) -> Option<String> {
        others_first().await;
        self.0.borrow().get(key).cloned()
    }

    async fn get_all(&self, prefix: &str) -> Vec<(String, String)> {
        others_first().await;
        starting_with(&self.0.borrow(), prefix)
    }

    async fn set(&self, key: &str, value: &str) {
        others_first().await;
        self.0.borrow_mut().insert(key.to_owned(), value.to_owned());
    }

    async fn remove(&self, key: &str) {
        others_first().await;
        self.0.borrow_mut().remove(key);
    }
}

/// Lets whatever else waits go on.
async fn others_first() {
    let mut went = false;
    poll_fn(|context| {
        if mem::replace(&mut went, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

fn starting_with(all: &BTreeMap<String, String>, prefix: &str) -> Vec<(String, String)> {
    all.iter()
        .filter(|(key, _)| key.starts_with(prefix))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// A browser that notes down what it is told, after whatever else waits.
#[derive(Debug, Default)]
pub struct MemoryBrowser {
    /// The badge of each tab.
    pub badges: RefCell<BTreeMap<i32, Badge>>,
    /// Every command, with its tab and frame, in order.
    pub commands: RefCell<Vec<(i32, i64, PageCommand)>>,
    /// Whether nobody listens in the pages any more.
    pub pages_gone: Cell<bool>,
    /// The notes at which the notes page was opened; `None` where it was at none.
    pub notes_opened: RefCell<Vec<Option<String>>>,
    /// The links that were to be written about.
    pub written_about: RefCell<Vec<(String, bool)>>,
    /// The scripts that run on sites.
    pub scripts: RefCell<Vec<Script>>,
    /// Whether a page of ours could not stand everywhere.
    pub stops_nothing: Cell<bool>,
    /// The rules that hold for requests.
    pub request_rules: RefCell<String>,
    /// Every list of rules that let something through, in order.
    pub session_rules: RefCell<Vec<String>>,
    /// When Baton is to be woken.
    pub wakes: Cell<Option<UtcMillis>>,
    /// How many notes were told to be due, and whether that was news, in order.
    pub told: RefCell<Vec<(usize, bool)>>,
    /// Whether the page was opened where it is set when Baton asks.
    pub asking_opened: Cell<bool>,
    /// Whether no window is open in which one could be made.
    pub has_no_window: Cell<bool>,
    /// How often a backup was to be made.
    pub backups: Cell<u32>,
    /// Every script that was run in a tab, in order.
    pub ran: RefCell<Vec<(i32, String)>>,
}

impl Browser for MemoryBrowser {
    async fn set_badge(&self, tab: i32, badge: Badge) {
        self.badges.borrow_mut().insert(tab, badge);
    }

    async fn command(&self, tab: i32, frame: i64, command: &PageCommand) -> bool {
        others_first().await;
        self.commands
            .borrow_mut()
            .push((tab, frame, command.clone()));
        !self.pages_gone.get()
    }

    fn notify(&self, tab: i32, frame: i64, command: &PageCommand) {
        let told = (tab, frame, command.clone());
        self.commands.borrow_mut().push(told);
    }

    async fn open_notes(&self, note: Option<&str>) {
        let note = note.map(str::to_owned);
        self.notes_opened.borrow_mut().push(note);
    }

    async fn open_asking(&self) {
        self.asking_opened.set(true);
    }

    async fn write_about(&self, link: &str, is_private: bool) {
        let about = (link.to_owned(), is_private);
        self.written_about.borrow_mut().push(about);
    }

    async fn set_scripts(&self, scripts: &[Script]) {
        self.scripts.replace(scripts.to_vec());
    }

    fn strict_page(&self) -> String {
        "chrome-extension://own/strict.html".to_owned()
    }

    async fn can_stop(&self) -> bool {
        !self.stops_nothing.get()
    }

    async fn set_request_rules(&self, rules: &str) {
        others_first().await;
        rules.clone_into(&mut self.request_rules.borrow_mut());
    }

    async fn wake_at(&self, at: Option<UtcMillis>) {
        self.wakes.set(at);
    }

    async fn tell_due(&self, count: usize, is_news: bool) {
        self.told.borrow_mut().push((count, is_news));
    }

    async fn back_up(&self) -> bool {
        self.backups.set(self.backups.get() + 1);
        !self.has_no_window.get()
    }

    async fn add_session_rules(&self, rules: &str) {
        others_first().await;
        self.session_rules.borrow_mut().push(rules.to_owned());
    }

    async fn run(&self, tab: i32, file: &str) {
        self.ran.borrow_mut().push((tab, file.to_owned()));
    }
}

/// A zone table that knows universal time only.
#[derive(Debug, Clone, Copy, Default)]
pub struct UtcOnly;

impl Zones for UtcOnly {
    fn offset_seconds(&self, zone: &ZoneName, _at: UtcMillis) -> Result<i32, ZoneError> {
        let is_known = *zone == ZoneName::utc();
        is_known.then_some(0).ok_or(ZoneError::UnknownZone)
    }
}

/// Everything in memory, with a clock that stands still until it is moved.
#[derive(Debug)]
pub struct MemoryPorts<M> {
    /// The records.
    pub records: MemoryRecords,
    /// The session values.
    pub session: MemorySession,
    /// The browser.
    pub browser: MemoryBrowser,
    /// The words.
    pub messages: M,
    /// The moment.
    pub now: Cell<UtcMillis>,
    /// How many random values were drawn; the next one is made from it.
    pub drawn: Cell<u64>,
    /// Whether the desk does not start.
    pub no_desk: Cell<bool>,
    /// Whether the scout does not start.
    pub no_scout: Cell<bool>,
    /// The index.
    pub index: NoteIndex<MemoryPieces>,
    /// Whether the finder does not start.
    pub no_finder: Cell<bool>,
    /// Every job of the finder by its name, in order.
    pub found: RefCell<Vec<&'static str>>,
}

impl<M> MemoryPorts<M> {
    /// Empty ports at the moment `now`.
    pub fn new(messages: M, now: UtcMillis) -> Self {
        Self {
            records: MemoryRecords::default(),
            session: MemorySession::default(),
            browser: MemoryBrowser::default(),
            messages,
            now: Cell::new(now),
            drawn: Cell::new(0),
            no_desk: Cell::new(false),
            no_scout: Cell::new(false),
            index: NoteIndex::new(MemoryPieces::default()),
            no_finder: Cell::new(false),
            found: RefCell::default(),
        }
    }
}

/// The desk, in the same program.
impl<M: Messages> Desk for MemoryPorts<M> {
    async fn work(&self, job: Job) -> Result<Done, Failure> {
        if self.no_desk.get() {
            return Err(Failure::Engine);
        }
        match work(job, &UtcOnly, &self.messages)? {
            Made::Done(done) => Ok(done),
            Made::Shown(_) => Err(Failure::Malformed),
        }
    }

    async fn relay(&self, job: Job) -> Result<String, Failure> {
        if self.no_desk.get() {
            return Err(Failure::Engine);
        }
        let reply = match work(job, &UtcOnly, &self.messages) {
            Ok(made) => Reply::Done(made),
            Err(failure) => Reply::Failed(failure),
        };
        serde_json::to_string(&reply).map_err(|_| Failure::Malformed)
    }
}

/// The scout, in the same program.
impl<M: Messages> Scout for MemoryPorts<M> {
    async fn look(&self, job: scout::Job) -> Result<scout::Done, Failure> {
        if self.no_scout.get() {
            return Err(Failure::Engine);
        }
        match scout::look(job, &self.messages) {
            scout::Seen::Done(done) => Ok(done),
            scout::Seen::Marks(_) | scout::Seen::Choices(_) => Err(Failure::Malformed),
        }
    }

    async fn relay(&self, job: scout::Job) -> Result<String, Failure> {
        if self.no_scout.get() {
            return Err(Failure::Engine);
        }
        let done = Reply::Done(scout::look(job, &self.messages));
        serde_json::to_string(&done).map_err(|_| Failure::Malformed)
    }
}

/// The finder, in the same program.
impl<M: Messages> Finder for MemoryPorts<M> {
    async fn find(&self, job: finder::Job) -> Result<finder::Done, Failure> {
        if self.no_finder.get() {
            return Err(Failure::Engine);
        }
        self.found.borrow_mut().push(match job {
            finder::Job::Begin { .. } => "begin",
            finder::Job::Erase => "erase",
            finder::Job::Take { .. } => "take",
            finder::Job::Finish { .. } => "finish",
            finder::Job::Find(_) => "find",
            finder::Job::Excerpt { .. } => "excerpt",
            finder::Job::Related(_) => "related",
        });
        let zone = (self.zones(), &self.zone());
        Ok(self.index.work(job, zone, &self.messages).await)
    }
}

impl<M: Messages> Ports for MemoryPorts<M> {
    type Records = MemoryRecords;
    type Session = MemorySession;
    type Browser = MemoryBrowser;
    type Desk = Self;
    type Finder = Self;
    type Scout = Self;

    fn records(&self) -> &MemoryRecords {
        &self.records
    }

    fn session(&self) -> &MemorySession {
        &self.session
    }

    fn browser(&self) -> &MemoryBrowser {
        &self.browser
    }

    fn desk(&self) -> &Self {
        self
    }

    fn finder(&self) -> &Self {
        self
    }

    fn scout(&self) -> &Self {
        self
    }

    fn zones(&self) -> &dyn Zones {
        &UtcOnly
    }

    fn messages(&self) -> &dyn Messages {
        &self.messages
    }

    fn zone(&self) -> ZoneName {
        ZoneName::utc()
    }

    fn now(&self) -> UtcMillis {
        self.now.get()
    }

    fn random(&self) -> [u8; 16] {
        let drawn = self.drawn.get() + 1;
        self.drawn.set(drawn);
        let mut bytes = [0; 16];
        bytes[8..].copy_from_slice(&drawn.to_be_bytes());
        bytes
    }
}
