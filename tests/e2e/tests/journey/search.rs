//! Looking for notes, as a person does: what was typed is found and marked, also by a worker that has
//! just woken, and when the index is gone.

use crate::record::{BUDGET, HALL, SPEAKER, leave_three_drafts};
use baton_e2e::{Outcome, Scene, wait};
use serde_json::json;

/// Throws the index away, as a browser does with a database it finds broken.
const THROW_AWAY: &str = "
    const home = navigator.storageBuckets
      ? (await navigator.storageBuckets.open('baton-index')).indexedDB : indexedDB;
    await new Promise((resolve, reject) => {
      const request = home.deleteDatabase('baton-index');
      request.onsuccess = resolve;
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error('still in use'));
    });";

baton_e2e::in_both_browsers! { Baton:
    async fn notes_are_found_as_they_are_looked_for(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        leave_three_drafts(browser).await?;
        browser.open_popup().await?;
        browser.see_notes(&[SPEAKER, BUDGET, HALL]).await?;
        for (typed, found) in [
            ("bud", vec![BUDGET]),
            ("bugdet", vec![BUDGET]),
            ("large budget", vec![BUDGET]),
            ("\"who speaks\"", vec![SPEAKER]),
            ("person:alex", vec![HALL]),
            ("provider:zcal", vec![SPEAKER]),
            ("wanted -budget state:draft", vec![SPEAKER, HALL]),
            ("after:2026 before:2000", vec![]),
        ] {
            browser.rewrite("#search", typed).await?;
            browser.see_notes(&found).await?;
        }
        browser.rewrite("#search", "hal").await?;
        browser.see_notes(&[HALL]).await?;
        let marked = browser.text_of("#notes .title mark").await?;
        assert_eq!(marked, "hall");
        Ok(())
    }

    async fn the_index_is_ready_when_the_worker_wakes_and_made_anew_when_it_is_gone(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        leave_three_drafts(browser).await?;
        browser.open_popup().await?;
        browser.see_notes(&[SPEAKER, BUDGET, HALL]).await?;
        for harm in ["", THROW_AWAY] {
            browser.stop_worker().await?;
            browser.script_async(harm, &[]).await?;
            browser.rewrite("#search", "larg").await?;
            browser.see_notes(&[BUDGET]).await?;
            browser.rewrite("#search", "wanted").await?;
            browser.see_notes(&[SPEAKER, BUDGET, HALL]).await?;
        }
        Ok(())
    }
}

/// The address bar cannot be typed into by a driver: an own page says what was typed and entered, and
/// is told which tab would be opened.
const ADDRESS_BAR: &str = "
    const heard = {};
    const event = (name) => ({ addListener: (listener) => { heard[name] = listener; } });
    const bar = { onInputChanged: event('typed'), onInputEntered: event('entered'),
      setDefaultSuggestion() {} };
    const real = globalThis.browser ?? globalThis.chrome;
    Object.defineProperty(real, 'omnibox', { value: bar, configurable: true });
    Object.defineProperty(real.tabs, 'create', { value: (tab) => { heard.opened = tab; } });
    globalThis.hear = (message, answer) => {
      if (message?.typed !== undefined) heard.typed(message.typed, answer);
      else if (message?.entered === undefined) return false;
      else { heard.entered(message.entered, 'newForegroundTab'); answer(heard.opened); }
      return true;
    };";

/// Where the background hears of a message.
const LISTENER: &str = "api.runtime.onMessage.addListener((message, sender, sendResponse) => {";

async fn the_address_bar_leads_to_notes(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    leave_three_drafts(browser).await?;
    browser.open_popup().await?;
    browser.see_notes(&[SPEAKER, BUDGET, HALL]).await?;
    let typed = json!({ "typed": "budg" });
    let suggested = browser.ask(typed).await?;
    assert_eq!(suggested.as_array().map(Vec::len), Some(1), "{suggested}");
    let suggestion = &suggested[0];
    let says = suggestion["description"].as_str().unwrap_or_default();
    assert!(says.contains("budget") && says.contains("Draft"), "{says}");
    for (entered, title) in [
        (suggestion["content"].clone(), BUDGET),
        ("spea".into(), SPEAKER),
    ] {
        let opened = browser.ask(json!({ "entered": entered })).await?;
        assert_eq!(opened["active"], true);
        browser.goto("about:blank").await?;
        browser
            .goto(opened["url"].as_str().unwrap_or_default())
            .await?;
        browser.see_text(title).await?;
        if title == SPEAKER {
            browser.see_notes(&[SPEAKER]).await?;
            assert_eq!(browser.value_of("#search").await?, "spea");
        } else {
            wait::until_true("the note", async || {
                Ok(browser.text_of("#note-title").await.unwrap_or_default() == BUDGET)
            })
            .await?;
        }
    }
    Ok(())
}

baton_e2e::in_both_altered! {
    what_is_entered_in_the_address_bar_opens_a_note_or_a_search:
        |copy| copy.prepend("background.js", ADDRESS_BAR)?.replace(
            "background.js",
            LISTENER,
            &format!("{LISTENER} if (globalThis.hear(message, sendResponse)) return true;"),
        ),
        the_address_bar_leads_to_notes;
}
