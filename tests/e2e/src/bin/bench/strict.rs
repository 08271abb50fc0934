//! What a strict site costs whoever opens a page there that is no booking page, in both browsers: the way
//! by Baton's own page, beside the way by an extension page that only leads on, and none.
//!
//! Each round goes each way once, in turn, so that whatever else the machine does meets all of them. Times
//! are medians; only their ratio means something.

use baton_e2e::{Altered, Browser, Kind, Options, Scene, Trouble, wait};
use serde_json::json;

use crate::median;

const FROM: &str = "https://www.northwind.example/contact";
const TO: &str = "https://calendly.com/pricing";
/// An address of the same site that leads by the empty page; nothing answers it.
const HELD: &str = "https://calendly.com/held";
/// Times each way is gone.
const ROUNDS: usize = 15;

const EMPTY_PAGE: &str =
    "<!doctype html><meta charset=\"utf-8\"><script src=\"empty.js\"></script>";
const EMPTY_SCRIPT: &str = "location.replace(location.hash.slice(1));";
/// The rule of a strict site, but for where it leads.
const LEAD: &str = "await browser.declarativeNetRequest.updateSessionRules({ addRules: [{
  id: 1,
  action: { type: 'redirect', redirect: { regexSubstitution: `${args[0]}#${args[2]}\\\\1` } },
  condition: { regexFilter: `^${args[1]}(.*)`, resourceTypes: ['main_frame'] },
}] });";

pub(crate) async fn measure() -> Result<(), Trouble> {
    for kind in [Kind::Chromium, Kind::Firefox] {
        let empty = Altered::build(kind)?
            .replace(
                "manifest.json",
                "\"strict.html\"",
                "\"strict.html\", \"empty.html\"",
            )?
            .write("empty.html", EMPTY_PAGE.as_bytes())?
            .write("empty.js", EMPTY_SCRIPT.as_bytes())?;
        // The other way has the same extension, so that only what is measured differs.
        let mut empty = Scene::start(kind, Options::new(empty.folder())).await?;
        let page = empty.browser.extension_url("empty.html");
        let lead = [json!(page), json!(HELD), json!(TO)];
        let set = async |page: &mut Browser| page.script_async(LEAD, &lead).await;
        empty.browser.in_own_page("popup.html", set).await?;
        let baton = Altered::build(kind)?;
        let mut baton = Scene::start(kind, Options::new(baton.folder())).await?;
        let strict = json!({ "on_site": { "site": "calendly", "manner": "strict" } });
        let strict = json!({ "own": { "change_asking": { "change": strict.to_string() } } });
        baton.browser.ask_as_own_page(strict).await?;

        let (empty, baton) = (&mut empty.browser, &mut baton.browser);
        println!("{}, median of {ROUNDS}:", kind.name());
        measure_in(empty, baton, "the worker awake", false).await?;
        measure_in(empty, baton, "the worker stopped", true).await?;
        empty.close().await;
        baton.close().await;
    }
    Ok(())
}

async fn measure_in(
    empty: &mut Browser,
    baton: &mut Browser,
    name: &str,
    is_stopped: bool,
) -> Result<(), Trouble> {
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for round in 0..=ROUNDS {
        // What was let through once is let through again, so each round has an address of its own.
        let query = format!("?round={round}&stopped={is_stopped}");
        let [to, held] = [TO, HELD].map(|address| format!("{address}{query}"));
        let ways = [
            way(empty, &to, &to, false, is_stopped).await?,
            way(empty, &held, &to, true, is_stopped).await?,
            way(baton, &to, &to, true, is_stopped).await?,
        ];
        // The first round fills the caches.
        if round > 0 {
            for (times, way) in times.iter_mut().zip(ways) {
                times.push(way);
            }
        }
    }
    let [direct, empty, strict] = times.map(median);
    println!("  {name}, from the press to the page's load event:");
    println!("    directly         {direct:7.1} ms");
    println!("    by an empty page {empty:7.1} ms");
    println!("    by a strict one  {strict:7.1} ms");
    println!(
        "    ratio            {:7.2}   (goal: at most 1.5); of what each adds {:.2}",
        strict / empty,
        (strict - direct) / (empty - direct)
    );
    Ok(())
}

/// How long it takes from a press that leads to `address` until the page at `to` has loaded, in
/// milliseconds; `is_led` says whether an extension's page lies between. In a tab of its own: one that is
/// stopped again and again is let through whole.
async fn way(
    browser: &mut Browser,
    address: &str,
    to: &str,
    is_led: bool,
    is_stopped: bool,
) -> Result<f64, Trouble> {
    let before = browser.open_tab().await?;
    browser.goto(FROM).await?;
    // The visits before this one keep it awake else.
    if is_stopped {
        browser.stop_worker().await?;
    }
    let go = "const link = document.createElement('a');
      link.href = arguments[0];
      document.body.append(link);
      const now = performance.timeOrigin + performance.now();
      link.click();
      return now;";
    let pressed = browser.script(go, &[json!(address)]).await?;
    let loaded = "const [visit] = performance.getEntriesByType('navigation');
      return location.href === arguments[0] && visit.loadEventStart > 0
        ? [performance.timeOrigin + visit.loadEventStart, document.referrer] : null;";
    let loaded = wait::until("the page to load", async || {
        let seen = browser.script(loaded, &[json!(to)]).await?;
        Ok(seen.is_array().then_some(seen))
    })
    .await?;
    // An extension's page does not say where it leads from, so this tells which way it was.
    if (loaded[1] != "") == is_led {
        return Err(Trouble::Unexpected(format!(
            "another way than meant: {loaded}"
        )));
    }
    browser.close_tab(before).await?;
    let [pressed, loaded] = [&pressed, &loaded[0]].map(|at| at.as_f64().unwrap_or(f64::NAN));
    Ok(loaded - pressed)
}
