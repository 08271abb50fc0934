//! The whole job without a mouse.

use baton_e2e::{Browser, Outcome, Trouble};
use thirtyfour::Key;

const URL: &str = "https://calendly.com/alex-example/30min";

/// Most presses of Tab from anywhere to anywhere.
const MOST_TABS: usize = 60;

/// What has the focus in the document that was entered: its id, else its tag.
pub(crate) async fn focused(browser: &Browser) -> Result<String, Trouble> {
    let look = "const at = document.activeElement; return at?.id || at?.localName || ''";
    let found = browser.script(look, &[]).await?;
    Ok(found.as_str().unwrap_or_default().to_owned())
}

/// Types where the focus is.
pub(crate) async fn keys(browser: &Browser, keys: impl Into<thirtyfour::TypingData>) -> Outcome {
    browser
        .web()
        .active_element()
        .await?
        .send_keys(keys)
        .await?;
    Ok(())
}

/// Presses Tab until the focus is on an element.
pub(crate) async fn tab_to(browser: &Browser, id: &str) -> Outcome {
    let mut passed = Vec::new();
    for _ in 0..MOST_TABS {
        let now = focused(browser).await?;
        if now == id {
            return Ok(());
        }
        passed.push(now);
        keys(browser, Key::Tab).await?;
    }
    Err(Trouble::Unexpected(format!(
        "Tab did not reach #{id}: {passed:?}"
    )))
}

/// Goes by Tab to the element a selector names, once it is there, and presses Enter.
pub(crate) async fn enter(browser: &Browser, css: &str) -> Outcome {
    browser.see(css).await?;
    let is_there = "return document.activeElement.matches(arguments[0])";
    for _ in 0..MOST_TABS {
        if browser.script(is_there, &[css.into()]).await? == true {
            return keys(browser, Key::Enter).await;
        }
        // Not to an element: a field for files would take it for the name of one.
        let tab = browser.web().action_chain().send_keys(Key::Tab + "");
        tab.perform().await?;
    }
    Err(Trouble::Unexpected(format!("Tab did not reach {css}")))
}

/// Waits until a chip reached by keyboard is chosen.
async fn chosen(browser: &Browser, chip: &str) -> Outcome {
    browser.see(&format!("#{chip}[aria-checked=true]")).await
}

baton_e2e::in_both_browsers! { Baton:
    async fn the_whole_job_is_done_by_keyboard(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(URL).await?;
        browser.enter_prompt().await?;
        browser.see_question("purpose").await?;
        browser.leave().await?;
        // From the page into the card: its host is the last stop of the page.
        browser.script("document.querySelector('.month button:enabled').focus()", &[]).await?;
        tab_to(browser, "div").await?;
        browser.enter_prompt().await?;

        tab_to(browser, "purpose-decide").await?;
        keys(browser, Key::Right).await?;
        chosen(browser, "purpose-answer").await?;
        keys(browser, Key::Left).await?;
        chosen(browser, "purpose-decide").await?;
        // Enter on the chosen chip goes on.
        keys(browser, Key::Enter).await?;
        browser.see_question("end").await?;
        tab_to(browser, "needed-today").await?;
        keys(browser, Key::Right).await?;
        keys(browser, Key::Right).await?;
        keys(browser, Key::Right).await?;
        chosen(browser, "needed-next-week").await?;
        // With Alt, an arrow leads back and chooses nothing.
        keys(browser, Key::Alt + Key::Left).await?;
        browser.see_question("purpose").await?;
        tab_to(browser, "next").await?;
        keys(browser, Key::Enter).await?;
        browser.see_question("end").await?;
        chosen(browser, "needed-next-week").await?;
        tab_to(browser, "done-when").await?;
        keys(browser, "we know which hall we rent").await?;
        keys(browser, Key::Enter).await?;
        browser.see_question("plan").await?;
        // Back and forth: nothing is lost.
        keys(browser, Key::Alt + Key::Left).await?;
        browser.see_question("end").await?;
        tab_to(browser, "see-verdict").await?;
        keys(browser, Key::Enter).await?;
        browser.see("#verdict[data-rule=R8]").await?;
        browser.see_saved().await?;

        // Escape folds the card, Enter on the pill unfolds it.
        keys(browser, Key::Escape).await?;
        browser.see("#pill").await?;
        tab_to(browser, "pill").await?;
        keys(browser, Key::Enter).await?;
        browser.see("#verdict").await?;

        tab_to(browser, "write-instead").await?;
        keys(browser, Key::Enter).await?;
        browser.see("#brief-form").await?;
        tab_to(browser, "field-proposal").await?;
        keys(browser, "The large hall").await?;
        browser.see_saved().await?;
        tab_to(browser, "copy").await?;
        keys(browser, Key::Enter).await?;
        browser.see("#sent").await?;
        let copied = browser.clipboard().await?;
        assert!(copied.plain.contains("The large hall"), "{}", copied.plain);

        browser.open_popup().await?;
        let title = "Decide: we know which hall we rent";
        browser.see_notes(&[title]).await?;
        tab_to(browser, "search").await?;
        keys(browser, "hal").await?;
        let row = browser.find("#notes .open").await?.attr("id").await?.unwrap_or_default();
        tab_to(browser, &row).await?;
        keys(browser, Key::Enter).await?;
        browser.see("#detail").await?;
        tab_to(browser, "delete").await?;
        keys(browser, Key::Enter).await?;
        browser.see("#undo").await?;
        tab_to(browser, "undo").await?;
        keys(browser, Key::Enter).await?;
        browser.see_notes(&[title]).await
    }
}
