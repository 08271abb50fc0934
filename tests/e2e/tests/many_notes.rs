//! A profile with 100,000 notes is opened, searched and edited. It says how long each took, because
//! that is what one wants to know; what must hold is that everything is there and found.
//!
//! `BATON_MANY_NOTES` changes how many notes there are.

use std::time::{Duration, Instant};

use baton_e2e::{Browser, Trouble, wait};
use serde_json::{Value, json};

const NOTES: u32 = 100_000;
const SEED: u32 = 20_261_126;

/// Longest that a step may take on a busy machine.
const LONGEST: Duration = Duration::from_secs(240);

fn notes() -> u32 {
    let given = std::env::var("BATON_MANY_NOTES").ok();
    given.and_then(|count| count.parse().ok()).unwrap_or(NOTES)
}

/// Says how long something took.
fn tell(browser: &Browser, what: &str, since: Instant) {
    println!(
        "{} notes, {:?}: {what}: {} ms",
        notes(),
        browser.kind(),
        since.elapsed().as_millis()
    );
}

fn list(query: &str, order: &str, offset: u32) -> Value {
    json!({ "own": { "list": { "filter": query, "order": order, "offset": offset, "limit": 50 } } })
}

/// Scrolls through the whole list in a hundred frames, and tells how many elements were drawn at most,
/// and the longest and the middle time from one frame to the next, in milliseconds.
const SCROLL_THROUGH: &str = "
    let box = document.querySelector('#notes');
    while (box && getComputedStyle(box).overflowY === 'visible') box = box.parentElement;
    box ??= document.scrollingElement;
    const frame = () => new Promise(requestAnimationFrame);
    const gaps = [];
    let drawn = 0;
    let before = await frame();
    for (let step = 1; step <= 100; step += 1) {
      box.scrollTop = (box.scrollHeight * step) / 100;
      const now = await frame();
      gaps.push(now - before);
      before = now;
      drawn = Math.max(drawn, document.querySelectorAll('#notes *').length);
    }
    gaps.sort((a, b) => a - b);
    return { drawn, top: box.scrollTop, longest: gaps.at(-1), middle: gaps[50] };";

/// Asks for a list and says how long the answer took, as the page sees it.
async fn listed(browser: &Browser, what: &str, request: Value) -> Result<Value, Trouble> {
    let since = Instant::now();
    let answer = browser.ask(request).await?;
    tell(browser, what, since);
    let answer = answer["done"]["notes"].clone();
    if answer.is_null() {
        return Err(Trouble::Unexpected(format!("{what}: no list")));
    }
    Ok(answer)
}

baton_e2e::in_both_browsers! { Baton:
    async fn very_many_notes_are_opened_searched_and_edited(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let count = notes();
        browser.open_extension_page("popup.html").await?;
        browser.see("#empty").await?;
        let since = Instant::now();
        browser.fill_store(count, SEED).await?;
        tell(browser, "(written by hand)", since);

        // The first list there ever was: the index is made.
        let since = Instant::now();
        let first = wait::until_within(LONGEST, "the first list", async || {
            let answer = browser.ask(list("", "best", 0)).await?;
            Ok((!answer["done"].is_null()).then_some(answer))
        })
        .await?;
        tell(browser, "first list, the index is made", since);
        assert_eq!(first["done"]["notes"]["total"], count);

        let lines = listed(browser, "first screen", list("", "best", 0)).await?;
        let newest = lines["notes"][0].clone();
        assert_eq!(newest["updated"], 1_700_000_000_000_u64 + u64::from(count - 1) * 60_000);
        let middle = listed(browser, "a screen in the middle", list("", "oldest", count / 2)).await?;
        assert_eq!(middle["notes"][0]["updated"], 1_700_000_000_000_u64 + u64::from(count / 2) * 60_000);

        let title = newest["title"].as_str().unwrap_or_default().to_owned();
        let words: Vec<&str> = title.split(' ').collect();
        for (what, query) in [
            ("one word", format!("{} ", words[0])),
            ("two words", format!("{} {} ", words[0], words[1])),
            ("the beginning of a word", words[2].chars().take(3).collect()),
            ("one letter", "b".to_owned()),
            ("a phrase", format!("\"{title}\"")),
            ("a tag and a word", format!("tag:t1 {}", words[0])),
            ("everybody's notes of a state", "state:booked".to_owned()),
        ] {
            let found = listed(browser, what, list(&query, "best", 0)).await?;
            assert!(found["total"].as_u64() > Some(0), "{what}: {query}");
        }

        browser.stop_worker().await?;
        let phrase = list(&format!("\"{title}\""), "best", 0);
        let found = listed(browser, "first search after the worker slept", phrase).await?;
        assert_eq!(found["notes"][0]["id"], newest["id"]);

        let change = json!({ "own": { "change": { "id": newest["id"], "change": {
            "comment": { "text": "rarewordfound" } } } } });
        let since = Instant::now();
        assert_eq!(browser.ask(change).await?, json!({ "done": "ok" }));
        tell(browser, "a change is saved", since);
        let found = listed(browser, "and found", list("rarewordf", "best", 0)).await?;
        assert_eq!(found["notes"][0]["id"], newest["id"]);
        assert_eq!(found["total"], 1);

        let oldest = listed(browser, "the oldest", list("", "oldest", 0)).await?;
        let oldest = oldest["notes"][0]["title"].as_str().unwrap_or_default().to_owned();

        // As a person: the page opens, its end is reached at once, a word narrows it.
        let since = Instant::now();
        browser.open_extension_page("notes.html").await?;
        browser.see("#notes .title").await?;
        tell(browser, "the notes page shows its list", since);
        let scrolled = browser.script_async(SCROLL_THROUGH, &[]).await?;
        println!("{count} notes, {:?}: scrolled through, frames: {scrolled}", browser.kind());
        assert!(scrolled["drawn"].as_u64() < Some(5_000), "few rows are drawn: {scrolled}");
        let height = scrolled["top"].as_f64().unwrap_or_default();
        assert!(height > f64::from(count) * 10.0, "it is as long as all its rows: {scrolled}");
        let since = Instant::now();
        browser.web().active_element().await?.send_keys(thirtyfour::Key::End + "").await?;
        wait::until_true("the oldest note", async || {
            Ok(browser.text_of("#note-title").await? == oldest)
        })
        .await?;
        tell(browser, "the oldest note is opened by a key", since);
        let since = Instant::now();
        browser.type_into("#search", "rarewordfound").await?;
        browser.see_notes(&[&title]).await?;
        tell(browser, "typed, found and shown", since);

        // After a start of the browser every record of both copies is compared.
        browser.restart(baton_e2e::browser::Ending::Quit).await?;
        let since = Instant::now();
        browser.open_extension_page("popup.html").await?;
        wait::until_within(LONGEST, "the list after a start", async || {
            Ok(browser.has("#notes .title").await?.then_some(()))
        })
        .await?;
        tell(browser, "the popup's list after a start of the browser", since);
        Ok(())
    }
}
