//! Whether a copy was wiped, seen past Baton: a wipe that it does not notice is seen here all the
//! same.
//!
//! SQLite's copies are read before Baton looks. LevelDB deletes a damaged database when somebody
//! first asks for it, and tells only that one; so nobody may ask before Baton does, and what shows
//! it afterwards is LevelDB's own note of having made a database.

use std::collections::BTreeSet;

use serde_json::Value;

use super::course::Subject;
use super::files;
use crate::{Browser, Kind, Trouble};

/// The number of the last batch in each copy: `null` where the copy is gone or empty, a text where
/// it cannot be read. Makes nothing that is not there.
const READ: &str = "
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error('still in use'));
    });
    const home = async (name) => {
      // Where there are buckets, the second copy has one.
      if (!navigator.storageBuckets || name === 'baton-a') return indexedDB;
      const names = await navigator.storageBuckets.keys();
      return names.includes(name) ? (await navigator.storageBuckets.open(name)).indexedDB : null;
    };
    const last = async (name) => {
      const factory = await home(name);
      const databases = await factory?.databases() ?? [];
      if (!databases.some((database) => database.name === name)) return null;
      const opening = factory.open(name);
      let isNew = false;
      opening.onupgradeneeded = () => {
        isNew = true;
        opening.transaction.abort();
      };
      const database = await done(opening).catch((error) => {
        if (isNew) return null;
        throw error;
      });
      if (!database) return null;
      try {
        const meta = await done(database.transaction('meta').objectStore('meta').get('copy'));
        return meta === undefined ? null : Number(meta.split(' ', 2)[1]);
      } finally {
        database.close();
      }
    };
    const all = [];
    for (const name of ['baton-a', 'baton-b']) {
      all.push(await last(name).catch((error) => String(error)));
    }
    return all;";

/// What was found of one copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing was ever written to it, or all of it is gone.
    Nothing,
    /// The number of its last batch.
    Batch(u64),
    /// The browser cannot open it; this is what it says.
    Broken(String),
}

/// What tells whether a copy was wiped at a start.
#[derive(Debug)]
pub struct Witness {
    /// What LevelDB had noted of databases made, before the start.
    births: BTreeSet<String>,
    /// What the copies in SQLite hold: the one that is written first, and the other one.
    copies: Option<(Found, Found)>,
}

impl Witness {
    /// Looks before the browser is started.
    ///
    /// # Errors
    /// [`Trouble::File`] when there is no such profile.
    pub fn call(browser: &Browser) -> Result<Self, Trouble> {
        Ok(Self {
            births: births(browser)?,
            copies: None,
        })
    }

    /// Looks in the started browser, where that can be done without changing anything.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn look(&mut self, browser: &mut Browser, subject: Subject) -> Result<(), Trouble> {
        if subject == Subject::Chromium {
            return Ok(());
        }
        // A document of the extension's that asks the background nothing.
        let quiet = browser.extension_url("theme.css");
        browser.goto(&quiet).await?;
        let found = browser.script_async(READ, &[]).await?;
        let copy = |at: usize| match &found[at] {
            Value::Number(batch) => Found::Batch(batch.as_u64().unwrap_or_default()),
            Value::String(error) => Found::Broken(error.clone()),
            _ => Found::Nothing,
        };
        self.copies = Some((copy(0), copy(1)));
        Ok(())
    }

    /// Whether a copy was wiped; to be asked once Baton has looked.
    ///
    /// # Errors
    /// [`Trouble::File`] when there is no such profile.
    pub fn saw_a_wipe(&self, browser: &Browser) -> Result<bool, Trouble> {
        Ok(match &self.copies {
            None => !births(browser)?.is_subset(&self.births),
            // B may be one batch behind: that batch was never acknowledged.
            Some((Found::Batch(a), Found::Batch(b))) => a < b || *a > b + 1,
            Some((Found::Batch(only), _) | (_, Found::Batch(only))) => *only > 0,
            Some(_) => false,
        })
    }
}

fn births(browser: &Browser) -> Result<BTreeSet<String>, Trouble> {
    match browser.kind() {
        Kind::Chromium => files::births(browser.profile()),
        Kind::Firefox => Ok(BTreeSet::new()),
    }
}
