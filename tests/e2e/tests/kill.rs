//! The browser killed with SIGKILL in the middle of writing: every note that was acknowledged must
//! be there at each of the next three starts, also those that were not being written.
//!
//! `BATON_KILL_ROUNDS` and `BATON_KILL_SEED` change the run. What is acknowledged is counted in the
//! page and here, outside of the browser's store, and only after the answer: the count is never
//! ahead of the truth.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use baton_e2e::browser::Ending;
use baton_e2e::{Browser, Kind, Options, Scene, Trouble, places, wait};
use serde_json::{Value, json};

/// Kills in each browser: 20 in all.
const ROUNDS: u64 = 10;

/// Kills of one profile before a fresh one. Its notes become more with each.
const ROUNDS_OF_A_PROFILE: u64 = 5;

/// Starts after each kill. Chromium may lose what it acknowledged only at the third.
const STARTS: usize = 3;

/// Longest time from the first answers to the kill, in milliseconds.
const LONGEST: u64 = 900;

/// A site that shows booking pages side by side, and counts what their prompts say was saved.
const SHOW_PAGES: &str = "
    window.__acknowledged = {};
    window.__refused = null;
    addEventListener('message', ({ data }) => {
      if (data.refused) window.__refused = data.refused;
      else if (data.saved) window.__acknowledged[data.page] = data.saved;
    });
    document.body.replaceChildren(...arguments[0].map((page) => {
      const frame = document.createElement('iframe');
      frame.src = page;
      frame.style.cssText = 'inline-size:46%;block-size:600px';
      return frame;
    }));";

/// Saves one text after another for a page and tells the site which were acknowledged.
const WRITE_ON: &str = "
    const [page, first] = arguments;
    (async () => {
      for (let saved = first; ; saved += 1) {
        const brief = {
          template: 'ask',
          ask: `${page} ${saved}`,
          fields: { context: { text: `${saved} `.repeat(400) } },
        };
        const answer = await browser.runtime.sendMessage({
          prompt: { save_draft: { text: { answers: {}, brief } } },
        });
        top.postMessage(answer?.done ? { page, saved } : { refused: JSON.stringify(answer) }, '*');
      }
    })();";

/// A small generator with a seed (splitmix64): the same seed kills at the same moments.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }
}

fn from_environment(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|value| value.parse().ok())
        .unwrap_or(default)
}

/// By booking page: the number of the text that was acknowledged last, or that is stored.
type Numbers = BTreeMap<String, u64>;

/// What a whole campaign counted.
#[derive(Default)]
struct Tally {
    kills: u64,
    saves: u64,
    rebuilt: u64,
}

/// The booking page that a profile's round is the first to write about.
fn page(round: u64) -> String {
    let hosts = ["calendly.com", "cal.com", "savvycal.com", "tidycal.com"];
    let host = hosts[usize::try_from(round).unwrap_or_default() % hosts.len()];
    format!("https://{host}/kim-sample/meeting-{round}")
}

/// What the site says was acknowledged so far.
async fn acknowledged(browser: &Browser) -> Result<Numbers, Trouble> {
    let read = "return [window.__acknowledged, window.__refused]";
    let told = browser.script(read, &[]).await?;
    assert_eq!(told[1], Value::Null, "a save was refused");
    serde_json::from_value(told[0].clone()).map_err(|error| Trouble::Unexpected(error.to_string()))
}

/// Goes on with the note of the round before and begins one, both at once; kills the browser at a
/// seeded moment. Gives what was acknowledged.
async fn write_and_kill(
    browser: &mut Browser,
    round: u64,
    seeded: &mut Seeded,
) -> Result<Numbers, Trouble> {
    let pages = [page(round), page(round + 1)];
    browser.goto("https://www.northwind.example/").await?;
    browser.script(SHOW_PAGES, &[json!(pages)]).await?;
    // Later rounds have higher numbers.
    let first = round * 100_000 + 1;
    for page in &pages {
        browser
            .enter_frame(&format!("iframe[src='{page}']"))
            .await?;
        browser.enter_prompt().await?;
        browser.see("#question, #brief-ask").await?;
        browser
            .script(WRITE_ON, &[json!(page), json!(first)])
            .await?;
        browser.leave().await?;
    }
    let mut last = Numbers::new();
    wait::until_true("the first saves", async || {
        last = acknowledged(browser).await?;
        Ok(last.len() == pages.len())
    })
    .await?;
    let moment = Duration::from_millis(seeded.below(LONGEST));
    let start = Instant::now();
    while start.elapsed() < moment {
        last = acknowledged(browser).await?;
    }
    browser.kill();
    Ok(last)
}

/// What Baton tells its own page after a start, and whether a copy had been lost and was rebuilt.
async fn look(browser: &mut Browser) -> Result<(Numbers, bool), Trouble> {
    let list = json!({ "own": { "list": { "filter": "", "limit": 200 } } });
    let health = json!({ "own": "health" });
    let (list, health) = browser
        .in_own_page("popup.html", async |page| {
            Ok((page.ask(list).await?, page.ask(health).await?))
        })
        .await?;
    let notes = list["done"]["notes"]["notes"].as_array();
    let mut stored = Numbers::new();
    for note in notes.ok_or_else(|| Trouble::Unexpected(list.to_string()))? {
        let title = note["title"].as_str().unwrap_or_default();
        let (page, number) = title
            .rsplit_once(' ')
            .ok_or_else(|| Trouble::Unexpected(note.to_string()))?;
        let number = number.parse().unwrap_or_default();
        let twin = stored.insert(page.to_owned(), number);
        assert_eq!(twin, None, "doubled: {note}");
    }
    let health = &health["done"]["health"];
    assert_eq!(health["damaged"], 0, "{health}");
    assert_eq!(health["both_lost"], false, "{health}");
    Ok((stored, !health["rebuilt"].is_null()))
}

/// Kills of one profile, each followed by the starts.
async fn profile(
    kind: Kind,
    rounds: u64,
    seeded: &mut Seeded,
    tally: &mut Tally,
) -> Result<(), Trouble> {
    let mut scene = Scene::start(kind, Options::new(places::baton(kind)?)).await?;
    let browser = &mut scene.browser;
    let mut known = Numbers::new();
    for round in 0..rounds {
        let written = write_and_kill(browser, round, seeded).await?;
        tally.kills += 1;
        tally.saves += written
            .values()
            .map(|last| last - round * 100_000)
            .sum::<u64>();
        known.extend(written);
        for start in 1..=STARTS {
            browser.restart(Ending::Kill).await?;
            let (stored, rebuilt) = look(browser).await?;
            for (page, number) in &known {
                let there = stored.get(page).copied().unwrap_or_default();
                assert!(
                    there >= *number,
                    "round {round}, start {start}: {page} has {there}, acknowledged was {number}"
                );
            }
            assert_eq!(stored.len(), known.len(), "round {round}: {stored:?}");
            tally.rebuilt += u64::from(rebuilt && start == STARTS);
        }
    }
    browser.close().await;
    Ok(())
}

#[allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test reports its failure by panicking"
)]
fn campaign(kind: Kind) {
    let rounds = from_environment("BATON_KILL_ROUNDS", ROUNDS);
    let seed = from_environment("BATON_KILL_SEED", 20_260_617);
    let mut seeded = Seeded(seed);
    let mut tally = Tally::default();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let start = Instant::now();
    while tally.kills < rounds {
        let now = ROUNDS_OF_A_PROFILE.min(rounds - tally.kills);
        if let Err(trouble) = runtime.block_on(profile(kind, now, &mut seeded, &mut tally)) {
            panic!("after {} kills (seed {seed}): {trouble}", tally.kills);
        }
    }
    println!(
        "kill -9, {}: {} kills, {} saves acknowledged, none lost at {STARTS} starts each, \
         {} rounds with a rebuilt copy (seed {seed}, {} s)",
        kind.name(),
        tally.kills,
        tally.saves,
        tally.rebuilt,
        start.elapsed().as_secs(),
    );
}

#[test]
fn no_acknowledged_note_is_lost_when_chromium_is_killed() {
    campaign(Kind::Chromium);
}

#[test]
fn no_acknowledged_note_is_lost_when_firefox_is_killed() {
    campaign(Kind::Firefox);
}
