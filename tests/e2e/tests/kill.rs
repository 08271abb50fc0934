//! The browser killed with SIGKILL in the middle of writing: what was acknowledged must be there
//! at every later start.
//!
//! `BATON_KILL_RUNS` (20 in Chromium, 5 in Firefox) and `BATON_KILL_SEED` change the run. What is
//! acknowledged is counted here, outside the browser, so the count is never ahead of the truth.

use std::time::{Duration, Instant};

use baton_e2e::browser::Ending;
use baton_e2e::{Browser, Kind, Options, Scene, Trouble, places, wait};
use serde_json::{Value, json};

const BOOKING: &str = "https://calendly.com/alex-example/30min";

/// Saves one text after another and says outside the browser's store which were acknowledged.
const WRITE_ON: &str = "
    const [first] = arguments;
    const told = document.documentElement.dataset;
    told.acknowledged = String(first - 1);
    (async () => {
      for (let number = first; ; number += 1) {
        const brief = {
          template: 'ask',
          ask: `save ${number}`,
          fields: { context: { text: `${number} `.repeat(400) } },
        };
        const answer = await browser.runtime.sendMessage({
          prompt: { save_draft: { answers: {}, brief } },
        });
        if (answer?.done) told.acknowledged = String(number);
        else told.refused = JSON.stringify(answer);
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

/// What a start found.
struct Found {
    /// The number of the text that is stored.
    number: u64,
    /// Whether a copy had been lost and was rebuilt.
    rebuilt: bool,
}

/// What a whole campaign counted.
#[derive(Default)]
struct Tally {
    acknowledged: u64,
    lost: u64,
    wipes_survived: u64,
}

/// Writes until the seeded moment, kills the browser, and gives the last number that was
/// acknowledged.
async fn write_and_kill(
    browser: &mut Browser,
    first: u64,
    seeded: &mut Seeded,
) -> Result<u64, Trouble> {
    browser.goto(BOOKING).await?;
    browser.enter_prompt().await?;
    browser.see("#question, #brief-ask").await?;
    browser.script(WRITE_ON, &[json!(first)]).await?;
    let read = "const told = document.documentElement.dataset;
        return [Number(told.acknowledged), told.refused ?? null];";
    let mut last = first - 1;
    let last_of = async |browser: &Browser| -> Result<u64, Trouble> {
        let told = browser.script(read, &[]).await?;
        assert_eq!(told[1], Value::Null, "a save was refused");
        Ok(told[0].as_u64().unwrap_or_default())
    };
    wait::until_true("the first save", async || {
        last = last_of(browser).await?;
        Ok(last >= first)
    })
    .await?;
    let moment = Duration::from_millis(seeded.below(900));
    let start = Instant::now();
    while start.elapsed() < moment {
        last = last_of(browser).await?;
    }
    browser.kill();
    Ok(last)
}

/// What Baton tells its own page after a start.
async fn look(browser: &mut Browser) -> Result<Found, Trouble> {
    let notes = browser.stored_notes().await?;
    assert!(notes.len() <= 1, "doubled: {notes:?}");
    let title = notes.first().and_then(|note| note["title"].as_str());
    let number = title
        .and_then(|title| title.strip_prefix("save "))
        .and_then(|number| number.parse().ok())
        .unwrap_or_default();
    let health = browser.ask_as_own_page(json!({ "own": "health" })).await?;
    let health = &health["done"]["health"];
    assert_eq!(health["damaged"], 0, "{health}");
    assert_eq!(health["both_lost"], false, "{health}");
    Ok(Found {
        number,
        rebuilt: !health["rebuilt"].is_null(),
    })
}

/// One profile: written to and killed, started again, written to and killed, started again.
async fn run(kind: Kind, seeded: &mut Seeded, tally: &mut Tally) -> Result<(), Trouble> {
    let mut scene = Scene::start(kind, Options::new(places::baton(kind)?)).await?;
    let browser = &mut scene.browser;
    let first = write_and_kill(browser, 1, seeded).await?;
    browser.restart(Ending::Kill).await?;
    let found = look(browser).await?;
    let mut rebuilt = found.rebuilt;
    tally.lost += first.saturating_sub(found.number);
    let begun = found.number.max(first) + 1;
    let second = write_and_kill(browser, begun, seeded).await?;
    browser.restart(Ending::Kill).await?;
    let found = look(browser).await?;
    rebuilt |= found.rebuilt;
    tally.lost += second.saturating_sub(found.number);
    tally.acknowledged += first + (second + 1 - begun);
    tally.wipes_survived += u64::from(rebuilt);
    browser.close().await;
    Ok(())
}

#[allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test reports its failure by panicking"
)]
fn campaign(kind: Kind, runs: u64) {
    let runs = from_environment("BATON_KILL_RUNS", runs);
    let seed = from_environment("BATON_KILL_SEED", 20_260_617);
    let mut seeded = Seeded(seed);
    let mut tally = Tally::default();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let start = Instant::now();
    for number in 1..=runs {
        if let Err(trouble) = runtime.block_on(run(kind, &mut seeded, &mut tally)) {
            panic!("run {number} (seed {seed}): {trouble}");
        }
    }
    println!(
        "kill -9, {}: runs {runs}, kills {}, acknowledged {}, lost {}, wipes survived {} \
         (seed {seed}, {} s)",
        kind.name(),
        runs * 2,
        tally.acknowledged,
        tally.lost,
        tally.wipes_survived,
        start.elapsed().as_secs(),
    );
    assert_eq!(tally.lost, 0);
}

#[test]
fn no_acknowledged_save_is_lost_when_chromium_is_killed() {
    campaign(Kind::Chromium, 20);
}

#[test]
fn no_acknowledged_save_is_lost_when_firefox_is_killed() {
    campaign(Kind::Firefox, 5);
}
