//! Many notes at once on the notes page.

use crate::keyboard::keys;
use crate::notes_page::send;
use baton_e2e::wait;
use baton_e2e::{Browser, Outcome, Trouble};

const ASKS: [&str; 3] = [
    "Who brings the chairs?",
    "Which date suits you?",
    "Which hall do we rent?",
];

/// Three notes, the last one of [`ASKS`] written first.
async fn three_notes(browser: &mut Browser) -> Outcome {
    for ask in ASKS.iter().rev() {
        let from = browser.open_tab().await?;
        send(browser, ask).await?;
        browser.close_tab(from).await?;
    }
    browser.open_extension_page("notes.html").await?;
    browser.see_notes(&ASKS).await
}

async fn selected(browser: &Browser, count: usize) -> Outcome {
    let said = format!("Selected: {count}");
    wait::until(&said, async || {
        let now = browser.text_of("#selected").await?;
        if now == said {
            return Ok(Some(()));
        }
        Err(Trouble::Unexpected(now))
    })
    .await
}

async fn choose_step(browser: &Browser, step: &str) -> Outcome {
    browser
        .click(&format!("#selection-step option[value={step}]"))
        .await
}

baton_e2e::in_both_browsers! { Baton:
    async fn several_notes_are_tagged_deleted_and_brought_back(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        three_notes(browser).await?;
        // From the first one down to the last with Shift, by keys.
        keys(browser, "j").await?;
        browser.see("#notes .open[aria-current=true]").await?;
        keys(browser, "x").await?;
        selected(browser, 1).await?;
        keys(browser, thirtyfour::Key::End).await?;
        browser.see("#notes li:last-child .open[aria-current=true]").await?;
        keys(browser, "X").await?;
        selected(browser, 3).await?;
        browser.is_accessible().await?;
        // One out of it again, by mouse.
        browser.click("#notes li:last-child .select input").await?;
        selected(browser, 2).await?;

        browser.type_into("#selection-tag", "offsite").await?;
        keys(browser, thirtyfour::Key::Enter).await?;
        browser.open_note(ASKS[0]).await?;
        browser.see_text("offsite").await?;
        // A step, and one that cannot follow it: said, with its reason.
        choose_step(browser, "decided").await?;
        browser.see_text("Decided").await?;
        selected(browser, 2).await?;
        choose_step(browser, "acknowledged").await?;
        browser.see("[data-refused='2']").await?;
        browser.is_accessible().await?;

        browser.click("#selection-delete").await?;
        browser.see_notes(&[ASKS[2]]).await?;
        browser.see("#undo").await?;
        browser.see_text("2 notes deleted.").await?;
        browser.is_accessible().await?;
        browser.click("#undo").await?;
        wait::until_true("three notes", async || Ok(browser.note_titles().await?.len() == 3)).await?;
        let mut titles = browser.note_titles().await?;
        titles.sort();
        let mut asks = ASKS;
        asks.sort_unstable();
        assert_eq!(titles, asks);
        wait::until_true("no more to undo", async || Ok(!browser.has("#toast").await?)).await
    }

    async fn all_that_match_are_selected_and_saved(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        three_notes(browser).await?;
        browser.type_into("#search", "which").await?;
        browser.see_text("2 notes").await?;
        browser.click("#notes li:first-child .select input").await?;
        selected(browser, 1).await?;
        browser.click("#select-all").await?;
        selected(browser, 2).await?;
        let file = browser.download("#selection-json").await?;
        let has = |ask: &str| file.content.contains(ask);
        assert!(has(ASKS[1]) && has(ASKS[2]) && !has(ASKS[0]), "{}", file.content);
        browser.click("#select-none").await?;
        wait::until_true("no bar", async || Ok(!browser.has("#selected").await?)).await
    }
}
