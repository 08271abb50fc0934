//! What the store costs in Chromium, beside Dexie and a plain write that waits for the disk.
//!
//! The many notes are written by hand in the store's own form, one transaction a copy: what could be had
//! at best.

use std::path::Path;

use baton_e2e::{Altered, Kind, Options, Scene, Trouble};
use serde_json::{Value, json};

use crate::{median, numbers};

const BOOKING: &str = "https://calendly.com/alex-example/30min";
const WORKS: &str = include_str!("../../../bench/storage.js");

pub(crate) async fn measure(notes: u32) -> Result<(), Trouble> {
    let dexie = "tests/bench/peers/node_modules/dexie/dist/modern/dexie.mjs";
    let dexie = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(dexie);
    let library = std::fs::read(&dexie).map_err(|error| Trouble::File {
        path: dexie.clone(),
        cause: error.to_string(),
    })?;
    let altered = Altered::build(Kind::Chromium)?.write("dexie.mjs", &library)?;
    let mut scene = Scene::start(Kind::Chromium, Options::new(altered.folder())).await?;
    let browser = &mut scene.browser;
    browser.goto(BOOKING).await?;
    browser.enter_prompt().await?;
    browser.see_question("purpose").await?;
    browser.choose("purpose-answer").await?;
    browser.see_saved().await?;
    browser.leave().await?;
    let stored = browser.stored_notes().await?;
    let id = stored
        .first()
        .and_then(|note| note["id"].as_str())
        .unwrap_or_default();
    let id = json!(id);

    browser.open_extension_page("notes.html").await?;
    let work = async |browser: &mut baton_e2e::Browser, what: &str, count: u32| {
        browser
            .script_async(WORKS, &[json!(what), json!(count), id.clone()])
            .await
    };
    let few = work(browser, "screen", 0).await?;
    browser.stop_worker().await?;
    let filled = work(browser, "fill", notes).await?;
    let bytes = filled["bytes"].as_u64().unwrap_or_default() as u32;
    let strict = work(browser, "strict", bytes).await?;
    let dexie = work(browser, "dexie", notes).await?;
    let many = work(browser, "screen", 0).await?;
    let saves = work(browser, "save", 0).await?;

    let both: f64 = numbers(&filled["all"]).iter().sum();
    let bulk = dexie["bulk"].as_f64().unwrap_or(f64::NAN);
    let p50 = |list: &Value| median(numbers(list));
    let (save, strict) = (p50(&saves), p50(&strict));
    println!("storage, {notes} notes of {bytes} bytes, milliseconds (medians):");
    println!("  one save, both copies, acknowledged {save:9.1}");
    println!(
        "  one strict write                    {strict:9.1}   ratio {:.1} (goal: at most 3)",
        save / strict
    );
    println!(
        "  one save by Dexie, not strict       {:9.1}",
        p50(&dexie["saves"])
    );
    println!("  {notes} at once, both copies, by hand {both:9.0}");
    println!(
        "  {notes} at once, Dexie's bulkAdd      {bulk:9.0}   ratio {:.2} (goal: at most 1)",
        both / bulk
    );
    println!(
        "  first screen of 50, one note        {:9.1}",
        p50(&few["all"])
    );
    println!(
        "  first screen of 50, all notes       {:9.1}   (goal: at most 20)",
        p50(&many["all"])
    );
    println!(
        "  newest 50 by Dexie, in the page     {:9.1}",
        p50(&dexie["screens"])
    );
    scene.browser.close().await;
    Ok(())
}
