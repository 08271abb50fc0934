//! Prompts that save one text after another, and a page that counts the answers.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::ledger::{ASKING, Ledger, Numbers, WORDS};
use crate::{Browser, Trouble, wait};

/// A site that shows booking pages side by side, and counts what their prompts say was saved.
const SHOW_PAGES: &str = "
    window.__acknowledged = {};
    window.__refused = {};
    addEventListener('message', ({ data }) => {
      if (data.refused) window.__refused[data.page] = data.refused;
      else if (data.saved) window.__acknowledged[data.page] = data.saved;
    });
    document.body.replaceChildren(...arguments[0].map((page) => {
      const frame = document.createElement('iframe');
      frame.src = page;
      frame.style.cssText = 'inline-size:46%;block-size:600px';
      return frame;
    }));";

/// Saves one text after another for a page, each as the ledger has it under its number, and tells
/// the site which were acknowledged. Ends at the first refusal.
const WRITE_ON: &str = "
    const [page, first, words] = arguments;
    const text = (number) => ({
      answers: {},
      brief: {
        template: 'ask',
        ask: `${page} ${number}`,
        fields: { context: { text: `${number} `.repeat(words) } },
      },
    });
    (async () => {
      for (let saved = first; ; saved += 1) {
        const answer = await browser.runtime.sendMessage({
          prompt: { save_draft: { text: text(saved), was: [text(saved - 1)] } },
        });
        if (!answer?.done) {
          top.postMessage({ page, refused: JSON.stringify(answer ?? null) }, '*');
          return;
        }
        top.postMessage({ page, saved }, '*');
      }
    })();";

/// What the prompts were told so far.
#[derive(Debug, Default)]
pub struct Told {
    /// What was acknowledged last, by page.
    pub acknowledged: Numbers,
    /// What was refused, by page, as it was answered.
    pub refused: BTreeMap<String, String>,
}

impl Told {
    /// The failures saves were refused with, each of which has words of its own. Once Chromium has
    /// no room it closes the database, so the next answer is that it cannot be opened.
    ///
    /// # Errors
    /// [`Trouble::Unexpected`] for any other answer.
    pub fn refusals(&self) -> Result<String, Trouble> {
        let mut said = BTreeSet::new();
        for answer in self.refused.values() {
            let clear = ["store_full", "store_closed", "store_broken"];
            let failure = clear.into_iter().find(|failure| answer.contains(failure));
            said.insert(
                failure.ok_or_else(|| Trouble::Unexpected(format!("refused as {answer}")))?,
            );
        }
        Ok(said.into_iter().collect::<Vec<_>>().join(" and "))
    }
}

/// Pages that are written about at once.
pub const PAGES: usize = 2;

/// The booking page that a profile's round is the first to write about.
#[must_use]
pub fn page(round: u64) -> String {
    let hosts = ["calendly.com", "cal.com", "savvycal.com", "tidycal.com"];
    let host = hosts[usize::try_from(round).unwrap_or_default() % hosts.len()];
    format!("https://{host}/kim-sample/meeting-{round}")
}

/// Changes when Baton asks, as the page for it does. Gives what was acknowledged.
///
/// # Errors
/// [`Trouble::Unexpected`] when it was refused.
pub async fn change_asking(browser: &mut Browser, ledger: &Ledger) -> Result<Numbers, Trouble> {
    let skips = ledger.next(ASKING);
    let change = json!({ "skips_a_day": skips }).to_string();
    let change = json!({ "own": { "change_asking": { "change": change } } });
    let answer = browser.ask_as_own_page(change).await?;
    match answer["done"]["asking"].is_string() {
        true => Ok(Numbers::from([(ASKING.to_owned(), skips)])),
        false => Err(Trouble::Unexpected(format!("when to ask: {answer}"))),
    }
}

/// Goes on with the note of the round before and begins one, both at once. Comes back when both
/// have been answered for the first time.
///
/// # Errors
/// [`Trouble::TimedOut`] when a prompt does not appear or is not answered.
pub async fn begin(browser: &mut Browser, ledger: &Ledger, round: u64) -> Result<(), Trouble> {
    let pages: [String; PAGES] = [page(round), page(round + 1)];
    browser.goto("https://www.northwind.example/").await?;
    browser.script(SHOW_PAGES, &[json!(pages)]).await?;
    for page in &pages {
        let first = ledger.next(page);
        browser
            .enter_frame(&format!("iframe[src='{page}']"))
            .await?;
        browser.enter_prompt().await?;
        browser.see("#question, #brief-ask").await?;
        browser
            .script(WRITE_ON, &[json!(page), json!(first), json!(WORDS)])
            .await?;
        browser.leave().await?;
    }
    wait::until_true("the first answers", async || {
        let told = told(browser).await?;
        Ok(told.acknowledged.len() == pages.len() || !told.refused.is_empty())
    })
    .await
}

/// What the prompts have been told so far.
///
/// # Errors
/// What the driver says.
pub async fn told(browser: &Browser) -> Result<Told, Trouble> {
    let read = "return [window.__acknowledged, window.__refused]";
    let told = browser.script(read, &[]).await?;
    let unexpected = |error: serde_json::Error| Trouble::Unexpected(error.to_string());
    let part = |at: usize| told.get(at).cloned().unwrap_or(Value::Null);
    Ok(Told {
        acknowledged: serde_json::from_value(part(0)).map_err(unexpected)?,
        refused: serde_json::from_value(part(1)).map_err(unexpected)?,
    })
}

/// Lets the prompts write for a while, then kills the browser. Gives what was acknowledged.
///
/// # Errors
/// [`Trouble::Unexpected`] when a save was refused.
pub async fn kill_after(browser: &mut Browser, moment: Duration) -> Result<Numbers, Trouble> {
    let start = Instant::now();
    let mut last = told(browser).await?;
    while start.elapsed() < moment {
        last = told(browser).await?;
    }
    browser.kill();
    match last.refused.into_iter().next() {
        Some((page, answer)) => Err(Trouble::Unexpected(format!("{page}: refused, {answer}"))),
        None => Ok(last.acknowledged),
    }
}
