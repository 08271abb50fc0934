//! How long *you may have answered this* takes among very many notes, in both browsers: from a pause in
//! typing, when the page asks, until it shows what is like the text so far, on the page where a note is
//! written.

use std::time::Duration;

use baton_e2e::{Kind, Options, Scene, Trouble, places, wait};
use serde_json::{Value, json};

use crate::{median, numbers};

const SEED: u32 = 20_260_312;
/// The longest it may take to make the index.
const PATIENCE: Duration = Duration::from_secs(600);
const ABOUT: &str = "write.html#about=https%3A%2F%2Fcalendly.com%2Fkim-sample%2F45min";
/// Pauses measured.
const PAUSES: u32 = 32;
/// Pauses of one script: a driver does not wait longer than half a minute for it.
const AT_ONCE: usize = 8;

/// Types the texts of notes there are, one after the other, and tells for each pause after them how long the
/// list was awaited, in milliseconds, and how many of them found a note like it.
const TYPE: &str = "
    const [texts] = args;
    const field = document.querySelector('#brief-ask');
    const list = document.querySelector('.related');
    const becomes = (busy) => new Promise((resolve) => {
      const look = () => list.getAttribute('aria-busy') === busy && resolve(performance.now());
      new MutationObserver(look).observe(list, { attributeFilter: ['aria-busy'] });
    });
    const times = [];
    let found = 0;
    for (const text of texts) {
      const [asked, told] = [becomes('true'), becomes('false')];
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      times.push(-(await asked) + (await told));
      if (list.querySelector('summary')) found += 1;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return { times, found };";

pub(crate) async fn measure(count: u32) -> Result<(), Trouble> {
    for kind in [Kind::Chromium, Kind::Firefox] {
        let mut scene = Scene::start(kind, Options::new(places::baton(kind)?)).await?;
        let browser = &mut scene.browser;
        browser.open_extension_page("popup.html").await?;
        browser.see("#empty").await?;
        browser.fill_store(count, SEED).await?;
        let list = json!({ "own": { "list": {
            "filter": "", "order": "best", "offset": count / 2, "limit": PAUSES } } });
        let listed = wait::until_within(PATIENCE, "the index", async || {
            let answer = browser.ask(list.clone()).await?;
            Ok(answer["done"]["notes"]["notes"].as_array().cloned())
        })
        .await?;
        let texts: Vec<Value> = listed.iter().map(|note| note["title"].clone()).collect();
        browser.open_extension_page(ABOUT).await?;
        browser.see("#brief-ask").await?;
        wait::until_true("the first look", async || {
            browser.has(".related[aria-busy=false]").await
        })
        .await?;
        let mut times = Vec::new();
        let mut found = 0;
        for texts in texts.chunks(AT_ONCE) {
            let typed = browser.script_async(TYPE, &[json!(texts)]).await?;
            times.extend(numbers(&typed["times"]));
            found += typed["found"].as_u64().unwrap_or_default();
        }
        let longest = times.iter().copied().fold(0.0, f64::max);
        println!(
            "{}, {count} notes, {} pauses, {found} with a note like it: {:.1} ms, the longest {longest:.1} \
             (goal: at most 50)",
            kind.name(),
            times.len(),
            median(times),
        );
        browser.close().await;
    }
    Ok(())
}
