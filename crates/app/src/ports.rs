//! What the use cases need from the world outside, as small traits with an in-memory twin in
//! [`crate::memory`].

use crate::desk::{Done, Job};
use crate::{finder, scout};
use baton_locale::Messages;
use baton_protocol::{Failure, PageCommand};
use baton_worktime::{UtcMillis, ZoneName, Zones};
use serde::Serialize;

/// Why the store did not do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreFault {
    /// It cannot be opened (private mode of the browser, a blocked upgrade, a broken profile).
    Closed(String),
    /// The disk or the quota is full. Nothing of the write was kept in a form that could be read.
    Full,
    /// The data was written by a newer Baton, with this schema version.
    Newer(u32),
    /// Reading or writing failed.
    Broken(String),
}

/// What the store found when it was opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StoreReport {
    /// When a lost or lagging copy was last rebuilt from the other because it had been wiped.
    pub rebuilt: Option<UtcMillis>,
    /// Records of which no sound copy was left, ever.
    pub damaged: u32,
    /// Both copies were empty although records had been acknowledged before.
    pub both_lost: bool,
}

/// The longest key of a record, in bytes.
pub const MAX_KEY_BYTES: usize = 1024;

/// Reading durable text records by key. A key is `kind/id`; keys sort as text.
///
/// The background reads its store. A page of ours that takes all notes away may read a copy of it by itself.
#[allow(
    async_fn_in_trait,
    reason = "implemented and used inside this workspace, on one thread"
)]
pub trait ReadRecords {
    /// The record of each key, in the order of `keys`, as they stand at one moment (to one who reads beside the
    /// store, one moment each). A key that comes twice has its record the first time only.
    ///
    /// # Errors
    /// [`StoreFault`].
    async fn read_each(&self, keys: &[String]) -> Result<Vec<Option<String>>, StoreFault>;

    /// The record of `key`.
    ///
    /// # Errors
    /// [`StoreFault`].
    async fn read(&self, key: &str) -> Result<Option<String>, StoreFault> {
        let mut read = self.read_each(&[key.to_owned()]).await?;
        Ok(read.pop().flatten())
    }

    /// The first `limit` records whose keys start with `prefix` and stand after `after`, by key:
    /// for walks over all of them that must not hold them all.
    ///
    /// # Errors
    /// [`StoreFault`].
    async fn read_page(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<(String, String)>, StoreFault>;
}

/// Durable text records: reading and writing.
///
/// One background owns the store and its writes are queued, so the last write of a key wins.
#[allow(
    async_fn_in_trait,
    reason = "implemented and used inside this workspace, on one thread"
)]
pub trait Records: ReadRecords {
    /// Every record whose key starts with `prefix`, by key.
    ///
    /// # Errors
    /// [`StoreFault`].
    async fn read_all(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreFault>;

    /// Writes records, all or none. `Ok` means: durable in both copies.
    ///
    /// # Errors
    /// [`StoreFault`]. After an error the write may or may not have happened; writing the same
    /// again is harmless.
    async fn write(&self, records: &[(String, String)]) -> Result<(), StoreFault>;

    /// The number of the last batch that is durable; 0 before the first one. It rises with each write.
    ///
    /// # Errors
    /// [`StoreFault`].
    async fn last_batch(&self) -> Result<u64, StoreFault>;

    /// Takes every record away, for good, even when it is cut off in the middle: then the next opening
    /// goes on with it.
    ///
    /// # Errors
    /// [`StoreFault`].
    async fn erase(&self) -> Result<(), StoreFault>;

    /// What the store found when it was opened; opens it if need be.
    ///
    /// # Errors
    /// [`StoreFault`].
    async fn report(&self) -> Result<StoreReport, StoreFault>;
}

/// Small values that live as long as the browser runs and survive a stopped worker
/// (`storage.session`): tickets and what stands in which tab.
#[allow(
    async_fn_in_trait,
    reason = "implemented and used inside this workspace, on one thread"
)]
pub trait Session {
    /// The value of `key`, JSON text. A value that cannot be read counts as absent.
    async fn get(&self, key: &str) -> Option<String>;
    /// Every value whose key starts with `prefix`.
    async fn get_all(&self, prefix: &str) -> Vec<(String, String)>;
    /// Sets `key`.
    async fn set(&self, key: &str, value: &str);
    /// Removes `key`.
    async fn remove(&self, key: &str);
}

/// What the toolbar button shows on a tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Badge {
    /// Nothing.
    Clear,
    /// A booking page; the prompt asks, or cannot.
    Booking,
    /// A list of event types.
    Listing,
}

/// What the use cases do to the browser.
#[allow(
    async_fn_in_trait,
    reason = "implemented and used inside this workspace, on one thread"
)]
pub trait Browser {
    /// Sets the toolbar button's badge and title on a tab. A tab that is gone is not an error.
    async fn set_badge(&self, tab: i32, badge: Badge);
    /// Tells the content script of a frame something. `false` when nobody listens there.
    async fn command(&self, tab: i32, frame: i64, command: &PageCommand) -> bool;
    /// The same without waiting for an answer: the frame may be frozen.
    fn notify(&self, tab: i32, frame: i64, command: &PageCommand);
    /// Opens the notes page in a tab, at the note of this id if there is one.
    async fn open_notes(&self, note: Option<&str>);
    /// Opens the page where it is set when Baton asks, in a tab.
    async fn open_asking(&self);
    /// Opens a page to write about a link, in a tab; from a private window nothing of it is kept.
    async fn write_about(&self, link: &str, is_private: bool);
    /// The address of the page that asks before a strict site loads.
    fn strict_page(&self) -> String;
    /// Whether that page can stand in the place of every page; else the prompt in the page asks.
    async fn can_stop(&self) -> bool;
    /// Has the rule [`STRICT_RULE`](crate::scout::STRICT_RULE) hold until the browser ends, or none: JSON of a
    /// list of it.
    async fn set_request_rules(&self, rules: &str);
    /// Has Baton woken at a moment, in the place of any before; `None` for never.
    async fn wake_at(&self, at: Option<UtcMillis>);
    /// Shows on the toolbar button how many notes are due, 0 for nothing; news is told by a notification,
    /// too, where the person wants them.
    async fn tell_due(&self, count: usize, is_news: bool);
    /// A backup is due: has a page of ours make it where it may save files, else reminds the person. Says
    /// whether that could be done.
    async fn back_up(&self) -> bool;
    /// Adds rules that hold until the browser ends; the oldest of many are dropped.
    async fn add_session_rules(&self, rules: &str);
    /// Has these scripts run where the browser permits it, and no others beside those of the manifest.
    async fn set_scripts(&self, scripts: &[Script]);
    /// Runs a script in the frames of a tab that Baton may look into. A tab that is gone is not an
    /// error.
    async fn run(&self, tab: i32, file: &str);
}

/// Where the work of [`crate::desk`] is done.
#[allow(
    async_fn_in_trait,
    reason = "implemented and used inside this workspace, on one thread"
)]
pub trait Desk {
    /// Does a job.
    ///
    /// # Errors
    /// What [`crate::desk::work`] answers; [`Failure::Engine`] when the desk does not start or ends
    /// in the middle of the job.
    async fn work(&self, job: Job) -> Result<Done, Failure>;
    /// Does a job whose answer the background only hands on: the JSON text of a
    /// [`Reply`](baton_protocol::Reply) with [`crate::desk::Made`].
    ///
    /// # Errors
    /// [`Failure::Engine`] when the desk does not start or ends in the middle of the job.
    async fn relay(&self, job: Job) -> Result<String, Failure>;
}

/// A content script for sites that a person allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Script {
    /// Its name among them.
    pub id: &'static str,
    /// The file.
    pub file: &'static str,
    /// Match patterns of the pages it runs in.
    pub matches: Vec<String>,
}

/// Who knows what lies behind an address: [`crate::scout`].
#[allow(
    async_fn_in_trait,
    reason = "implemented and used inside this workspace, on one thread"
)]
pub trait Scout {
    /// Does a job.
    ///
    /// # Errors
    /// [`Failure::Engine`] when the scout does not start or ends in the middle of the job.
    async fn look(&self, job: scout::Job) -> Result<scout::Done, Failure>;
    /// Does a job whose answer the background only hands on: the JSON text of a
    /// [`Reply`](baton_protocol::Reply) with [`scout::Seen`].
    ///
    /// # Errors
    /// As [`Scout::look`].
    async fn relay(&self, job: scout::Job) -> Result<String, Failure>;
}

/// Where notes are found: the index of [`crate::finder`].
#[allow(
    async_fn_in_trait,
    reason = "implemented and used inside this workspace, on one thread"
)]
pub trait Finder {
    /// Does a job.
    ///
    /// # Errors
    /// What the index answers; [`Failure::Engine`] when the finder does not start or ends in the
    /// middle of the job.
    async fn find(&self, job: finder::Job) -> Result<finder::Done, Failure>;
}

/// Everything the use cases need.
pub trait Ports {
    /// Where records are kept.
    type Records: Records;
    /// Where session values are kept.
    type Session: Session;
    /// The browser.
    type Browser: Browser;
    /// Where work is done that the worker does not load for every message.
    type Desk: Desk;
    /// Where notes are found.
    type Finder: Finder;
    /// Who looks at addresses.
    type Scout: Scout;

    /// The store.
    fn records(&self) -> &Self::Records;
    /// The session values.
    fn session(&self) -> &Self::Session;
    /// The browser.
    fn browser(&self) -> &Self::Browser;
    /// The desk.
    fn desk(&self) -> &Self::Desk;
    /// The finder.
    fn finder(&self) -> &Self::Finder;
    /// The scout.
    fn scout(&self) -> &Self::Scout;
    /// Time zones.
    fn zones(&self) -> &dyn Zones;
    /// Words.
    fn messages(&self) -> &dyn Messages;
    /// The person's own zone.
    fn zone(&self) -> ZoneName;
    /// The moment.
    fn now(&self) -> UtcMillis;
    /// 16 fresh random bytes, from a cryptographic source.
    fn random(&self) -> [u8; 16];
}
