//! One case in one browser: how often, from which seed, and what was counted.

use std::fmt;
use std::ops::AddAssign;

use super::full;
use super::ledger::{Ledger, Seen};
use super::seeded::Seeded;
use crate::{Kind, Options, Scene, Trouble, places};

/// What is done to the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Killed with SIGKILL in the middle of writing.
    Kill,
    /// The log of one copy torn by hand.
    Torn,
    /// The disk runs full.
    Full,
    /// The background stopped before, during and after each message.
    Worker,
    /// Two tabs write on one note.
    Tabs,
    /// Killed while records of older and newer schemas are there.
    Upgrade,
    /// The browser grants too little room.
    Quota,
    /// Files of one copy cut short, overwritten or deleted.
    Damage,
    /// Killed in the middle of an import.
    Import,
}

impl Case {
    /// Every case.
    pub const ALL: [Self; 9] = [
        Self::Kill,
        Self::Torn,
        Self::Full,
        Self::Worker,
        Self::Tabs,
        Self::Upgrade,
        Self::Quota,
        Self::Damage,
        Self::Import,
    ];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Kill => "kill",
            Self::Torn => "torn",
            Self::Full => "full",
            Self::Worker => "worker",
            Self::Tabs => "tabs",
            Self::Upgrade => "upgrade",
            Self::Quota => "quota",
            Self::Damage => "damage",
            Self::Import => "import",
        }
    }

    /// How often the fault is made when nobody says: a short run.
    #[must_use]
    pub fn usual_runs(self) -> u64 {
        match self {
            Self::Kill | Self::Import => 4,
            // One for each moment of a message.
            Self::Worker => 3,
            Self::Torn | Self::Full | Self::Damage => 2,
            Self::Tabs | Self::Upgrade | Self::Quota => 1,
        }
    }

    /// Why the case is not tried with this browser, or not on this machine, if so.
    #[must_use]
    pub fn missing_in(self, subject: Subject) -> Option<String> {
        match (self, subject) {
            (Self::Worker | Self::Tabs, Subject::ChromiumSqlite) => {
                Some("not tried: it does not depend on the storage, and chromium has it".to_owned())
            }
            (Self::Full, _) => full::impossible(),
            _ => None,
        }
    }
}

/// A browser with one of the ways in which it keeps its databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Chromium as it is: LevelDB.
    Chromium,
    /// Chromium with its newer storage, SQLite.
    ChromiumSqlite,
    /// Firefox: SQLite.
    Firefox,
}

impl Subject {
    /// Every browser.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::ChromiumSqlite, Self::Firefox];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::ChromiumSqlite => "chromium-sqlite",
            Self::Firefox => "firefox",
        }
    }

    /// Which browser that is.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::Chromium | Self::ChromiumSqlite => Kind::Chromium,
            Self::Firefox => Kind::Firefox,
        }
    }

    /// How it is started.
    ///
    /// # Errors
    /// [`Trouble::Program`] when Baton was not built.
    pub fn options(self) -> Result<Options, Trouble> {
        let mut options = Options::new(places::baton(self.kind())?);
        options.sqlite = self == Self::ChromiumSqlite;
        Ok(options)
    }
}

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Faults made, each with the starts after it.
    pub runs: u64,
    /// Saves that Baton acknowledged.
    pub acknowledged: u64,
    /// Acknowledged saves that were gone afterwards.
    pub lost: u64,
    /// Runs in which a copy was gone, was rebuilt, and the person was told so.
    pub wipes: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.runs += other.runs;
        self.acknowledged += other.acknowledged;
        self.lost += other.lost;
        self.wipes += other.wipes;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            runs,
            acknowledged,
            lost,
            wipes,
        } = self;
        write!(
            out,
            "runs {runs}, acknowledged {acknowledged}, lost {lost}, wipes survived {wipes}"
        )
    }
}

/// One case in one browser.
#[derive(Debug)]
pub struct Course {
    /// What is done.
    pub case: Case,
    /// To which browser.
    pub subject: Subject,
    /// How often.
    pub runs: u64,
    /// Where chance begins.
    pub seeded: Seeded,
    /// What was counted so far.
    pub tally: Tally,
}

impl Course {
    /// A course that has not begun.
    #[must_use]
    pub fn new(case: Case, subject: Subject, runs: u64, seed: u64) -> Self {
        Self {
            case,
            subject,
            runs,
            seeded: Seeded::new(seed),
            tally: Tally::default(),
        }
    }

    /// Runs that are still to come.
    #[must_use]
    pub fn left(&self) -> u64 {
        self.runs.saturating_sub(self.tally.runs)
    }

    /// A fresh profile in a started browser, with the sample site.
    pub(super) async fn scene(&self) -> Result<Scene, Trouble> {
        Scene::start(self.subject.kind(), self.subject.options()?).await
    }

    /// Compares what is there with what must be; counts and prints each loss.
    pub(super) fn compare(&mut self, ledger: &mut Ledger, seen: &Seen) -> Result<(), Trouble> {
        for loss in ledger.compare(seen, &mut self.tally)? {
            self.say(&loss);
        }
        Ok(())
    }

    /// Prints a line about the run that ends now.
    pub(super) fn say(&self, line: &str) {
        let (case, subject) = (self.case.name(), self.subject.name());
        println!("{case}, {subject}, run {}: {line}", self.tally.runs);
    }
}
