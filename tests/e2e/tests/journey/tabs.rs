//! Two tabs on one booking page: what the one writes does not take away what the other wrote.

use baton_e2e::example::BOOKING;
use baton_e2e::wait;

baton_e2e::in_both_browsers! { Baton:
    async fn two_tabs_on_one_draft_keep_both_texts_and_say_so(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(BOOKING).await?;
        browser.enter_prompt().await?;
        browser.see_question("purpose").await?;
        browser.choose("purpose-answer").await?;
        browser.click("#write-instead").await?;
        browser.rewrite("#brief-owner", "Kim Sample").await?;
        browser.see_saved().await?;
        browser.leave().await?;

        // A second tab takes the draft up and writes on.
        let first = browser.open_tab().await?;
        browser.goto(BOOKING).await?;
        browser.enter_prompt().await?;
        browser.see("#resumed").await?;
        browser.rewrite("#brief-owner", "Alex Example and the second tab").await?;
        browser.see_saved().await?;
        assert!(!browser.has("#diverged").await?);
        browser.close_tab(first).await?;

        // The first one knows nothing of it.
        browser.enter_prompt().await?;
        browser.type_into("#brief-owner", " of the first tab").await?;
        browser.see("#diverged").await?;
        browser.see_saved().await?;
        browser.leave().await?;

        let first = browser.open_popup().await?;
        let notes = browser.stored_notes().await?;
        assert_eq!(notes.len(), 1, "{notes:?}");
        let title = notes[0]["title"].as_str().unwrap_or_default().to_owned();
        browser.open_note(&title).await?;
        let brief = browser.text_of("#brief-text").await?;
        assert!(brief.contains("Kim Sample of the first tab"), "{brief}");
        browser.click("#earlier summary").await?;
        wait::until_true("the other tab's text", async || {
            Ok(browser.text_of("#earlier details[open]").await?.contains("the second tab"))
        })
        .await?;
        browser.close_popup(first).await
    }
}
