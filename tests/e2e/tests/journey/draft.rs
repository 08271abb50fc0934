//! What was typed is there again, whatever happened in between.

use baton_e2e::browser::Ending;
use baton_e2e::example::BOOKING;
use baton_e2e::{Browser, Outcome};

const WORDS: &str = "we know which hall we rent";

/// Types into the prompt and waits until it is saved.
async fn type_something(browser: &mut Browser) -> Outcome {
    browser.goto(BOOKING).await?;
    browser.enter_prompt().await?;
    browser.see_question("purpose").await?;
    browser.choose("purpose-decide").await?;
    browser.next().await?;
    browser.type_into("#done-when", WORDS).await?;
    browser.see_saved().await
}

/// The same page offers the draft again.
async fn finds_it_again(browser: &mut Browser) -> Outcome {
    browser.goto(BOOKING).await?;
    browser.enter_prompt().await?;
    browser.see("#resumed").await?;
    browser
        .see_text("You started this earlier. Everything is as you left it.")
        .await?;
    browser.click("#edit-end").await?;
    assert_eq!(browser.value_of("#done-when").await?, WORDS);
    browser.click("#back").await?;
    browser.see("#purpose-decide[aria-checked=true]").await
}

baton_e2e::in_both_browsers! { Baton:
    async fn a_draft_survives_closing_the_tab(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let from = browser.open_tab().await?;
        type_something(browser).await?;
        browser.close_tab(from).await?;
        finds_it_again(browser).await
    }

    async fn a_draft_survives_a_killed_browser(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        type_something(browser).await?;
        browser.restart(Ending::Kill).await?;
        finds_it_again(browser).await?;
        browser.leave().await?;
        // And once more: some losses show only at the third start.
        browser.restart(Ending::Kill).await?;
        finds_it_again(browser).await?;
        browser.leave().await?;
        browser.open_popup().await?;
        browser.see_text("1 note").await
    }

    async fn a_brief_in_the_making_is_taken_up_where_it_was_left(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        type_something(browser).await?;
        browser.click("#write-instead").await?;
        browser.rewrite("#field-proposal", "The large hall").await?;
        browser.see_saved().await?;
        browser.goto("https://www.northwind.example/").await?;
        browser.goto(BOOKING).await?;
        browser.enter_prompt().await?;
        browser.see("#resumed").await?;
        browser.see("#brief-form").await?;
        assert_eq!(browser.value_of("#field-proposal").await?, "The large hall");
        Ok(())
    }
}
