//! What was acknowledged, kept outside of the browser, beside what the browser shows now.

use std::collections::BTreeMap;

use serde_json::Value;

use super::course::Tally;
use crate::{Browser, Trouble, notes_in};

/// By booking page: the number of a text that was saved for it; and that of [`ASKING`].
pub type Numbers = BTreeMap<String, u64>;

/// When to ask, which is kept beside the notes: its number is that of the skips a person allows themselves.
pub const ASKING: &str = "when to ask";

/// How often its number stands in a text.
pub const WORDS: usize = 400;

/// How much of something unexpected is told, in characters.
const TOLD: usize = 600;

/// Everything that is stored, as a file.
const EXPORT: &str = "return await browser.runtime.sendMessage({
      show: { file: { ids: null, format: 'json' } },
    });";

/// When Baton asks.
const SET: &str = "return await browser.runtime.sendMessage({ own: 'asking' });";

/// How the store is.
const HEALTH: &str = "return await browser.runtime.sendMessage({ own: 'health' });";

/// What Baton shows.
#[derive(Debug)]
pub struct Seen {
    /// The number of the text that stands for each page.
    pub numbers: Numbers,
    /// When a copy was last rebuilt, in milliseconds since 1970.
    pub rebuilt: Option<i64>,
}

impl Seen {
    /// Reads everything as the popup, which must be open: the export, so that each text is seen
    /// whole, and what is said of the store.
    ///
    /// # Errors
    /// [`Trouble::Unexpected`] when a note is there twice or not whole, when something cannot be
    /// read any more, or when nothing is answered.
    pub async fn in_popup(browser: &Browser) -> Result<Self, Trouble> {
        let seen = Self::exported(browser).await?;
        let answer = browser.script_async(HEALTH, &[]).await?;
        let health = &answer["done"]["health"];
        // Whether both copies are gone shows in what is missing.
        if health["damaged"] != 0 || health["unreadable"] != 0 {
            return Err(wrong("something cannot be read any more", &answer));
        }
        Ok(Self {
            rebuilt: health["rebuilt"].as_i64(),
            ..seen
        })
    }

    /// Reads the export alone: for a store that can be read and not written.
    ///
    /// # Errors
    /// As [`Seen::in_popup`].
    pub async fn exported(browser: &Browser) -> Result<Self, Trouble> {
        let file = export(browser).await?;
        let file: Value = serde_json::from_str(&file)
            .map_err(|_| wrong("the export is no JSON", &Value::String(file)))?;
        let mut numbers = Numbers::new();
        for note in &notes_in(&file) {
            let (page, number) = read(note).ok_or_else(|| wrong("not whole", note))?;
            if numbers.insert(page, number).is_some() {
                return Err(wrong("twice", note));
            }
        }
        let set = browser.script_async(SET, &[]).await?;
        if let Some(record) = set["done"]["asking"].as_str() {
            let record: Value =
                serde_json::from_str(record).map_err(|_| wrong("when to ask is no JSON", &set))?;
            let skips = record["asking"]["skips_a_day"].as_u64();
            numbers.insert(ASKING.to_owned(), skips.unwrap_or_default());
        }
        Ok(Self {
            numbers,
            rebuilt: None,
        })
    }
}

/// Everything that is stored, as the text of a JSON file. The document must be one of Baton's pages.
///
/// # Errors
/// [`Trouble::Unexpected`] when there is no file.
pub async fn export(browser: &Browser) -> Result<String, Trouble> {
    let answer = browser.script_async(EXPORT, &[]).await?;
    let file = answer["done"]["file"]["content"].as_str();
    Ok(file.ok_or_else(|| wrong("no export", &answer))?.to_owned())
}

fn wrong(what: &str, answer: &Value) -> Trouble {
    let told: String = answer.to_string().chars().take(TOLD).collect();
    Trouble::Unexpected(format!("{what}: {told}"))
}

/// The page and the number of an exported note, if its text is whole.
fn read(note: &Value) -> Option<(String, u64)> {
    let (page, number) = note["brief"]["ask"].as_str()?.rsplit_once(' ')?;
    let number: u64 = number.parse().ok()?;
    let context = note["brief"]["fields"]["context"]["text"].as_str()?;
    let whole = context == format!("{number} ").repeat(WORDS);
    whole.then(|| (page.to_owned(), number))
}

/// What was acknowledged in a profile.
#[derive(Debug, Default)]
pub struct Ledger {
    /// The last number that was acknowledged for each page. The first one is 1.
    saves: Numbers,
    /// What was last told about a copy rebuilt.
    rebuilt: Option<i64>,
}

impl Ledger {
    /// The number of the next text for a page.
    #[must_use]
    pub fn next(&self, page: &str) -> u64 {
        self.saves.get(page).copied().unwrap_or_default() + 1
    }

    /// Adds what was acknowledged since the last time.
    pub fn add(&mut self, acknowledged: Numbers, tally: &mut Tally) {
        for (page, last) in acknowledged {
            let known = self.saves.entry(page).or_default();
            tally.acknowledged += last - *known;
            *known = last;
        }
    }

    /// Compares what is there with what must be. A save that is gone counts once, however often it
    /// is missed. Gives a sentence for each loss.
    ///
    /// # Errors
    /// [`Trouble::Unexpected`] for a note that nobody wrote.
    pub fn compare(&mut self, seen: &Seen, tally: &mut Tally) -> Result<Vec<String>, Trouble> {
        if let Some(page) = seen
            .numbers
            .keys()
            .find(|page| !self.saves.contains_key(*page))
        {
            return Err(Trouble::Unexpected(format!("nobody wrote about {page}")));
        }
        let mut losses = Vec::new();
        for (page, last) in &mut self.saves {
            let there = seen.numbers.get(page).copied().unwrap_or_default();
            if there < *last {
                tally.lost += *last - there;
                losses.push(format!("LOST: {page} has {there}, acknowledged was {last}"));
                *last = there;
            }
        }
        Ok(losses)
    }

    /// Whether a copy was rebuilt since this was last asked.
    pub fn is_news(&mut self, seen: &Seen) -> bool {
        let news = seen.rebuilt.is_some() && seen.rebuilt != self.rebuilt;
        self.rebuilt = seen.rebuilt;
        news
    }
}
