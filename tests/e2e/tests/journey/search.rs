//! Looking for notes, as a person does: what was typed is found and marked, also by a worker that has
//! just woken, and when the index is gone.

use crate::record::{BUDGET, HALL, SPEAKER, leave_three_drafts};
use baton_e2e::wait;

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
            browser.rewrite("#search", "").await?;
            browser.see_notes(&[SPEAKER, BUDGET, HALL]).await?;
        }
        Ok(())
    }
}

/// The address bar cannot be typed into by a driver: an own page says what was typed, and what the
/// browser does with the answer.
const ADDRESS_BAR: &str = "
    const heard = {};
    const event = (name) => ({ addListener: (listener) => { heard[name] = listener; } });
    const bar = { onInputChanged: event('typed'), onInputEntered: event('entered'),
      setDefaultSuggestion() {} };
    const real = globalThis.browser ?? globalThis.chrome;
    Object.defineProperty(real, 'omnibox', { value: bar, configurable: true });
    real.runtime.onMessage.addListener((message, sender, answer) => {
      if (message?.typed === undefined && message?.entered === undefined) return false;
      if (message.typed !== undefined) heard.typed(message.typed, answer);
      else { heard.entered(message.entered, 'newForegroundTab'); answer(null); }
      return true;
    });";

async fn the_address_bar_leads_to_notes(scene: &mut baton_e2e::Scene) -> baton_e2e::Outcome {
    let browser = &mut scene.browser;
    leave_three_drafts(browser).await?;
    browser.open_popup().await?;
    browser.see_notes(&[SPEAKER, BUDGET, HALL]).await?;
    let typed = serde_json::json!({ "typed": "budg" });
    let suggested = browser.ask(typed).await?;
    let [suggestion] = suggested.as_array().map_or(&[][..], Vec::as_slice) else {
        panic!("one suggestion: {suggested}");
    };
    let says = suggestion["description"].as_str().unwrap_or_default();
    assert!(says.contains("budget") && says.contains("Draft"), "{says}");
    for (entered, title) in [
        (suggestion["content"].clone(), BUDGET),
        ("spea".into(), SPEAKER),
    ] {
        let tabs = browser.web().windows().await?;
        browser
            .ask(serde_json::json!({ "entered": entered }))
            .await?;
        wait::until_true("another tab", async || {
            Ok(browser.web().windows().await?.len() > tabs.len())
        })
        .await?;
        let opened = browser.web().windows().await?.into_iter();
        let opened: Vec<_> = opened.filter(|tab| !tabs.contains(tab)).collect();
        browser.switch_to(opened[0].clone()).await?;
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
        |copy| copy.prepend("background.js", ADDRESS_BAR),
        the_address_bar_leads_to_notes;
}
