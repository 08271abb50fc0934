//! The whole job in one go, with the background stopped between all steps.

use baton_e2e::example::{ANSWERS, BOOKING, TITLE};
use baton_e2e::prompt::Answers;

baton_e2e::in_both_browsers! { Baton:
    async fn the_whole_job_is_done_though_the_background_is_stopped_between_steps(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(BOOKING).await?;
        browser.enter_prompt().await?;
        browser.see_question("purpose").await?;
        browser.stop_worker().await?;
        browser.choose("purpose-decide").await?;
        browser.see_saved().await?;
        browser.stop_worker().await?;
        browser.answer(&Answers { purpose: "", ..ANSWERS }).await?;
        browser.see_saved().await?;
        browser.stop_worker().await?;
        browser.click("#write-instead").await?;
        browser.see("#brief-form").await?;
        browser.complete_the_brief().await?;
        browser.stop_worker().await?;
        browser.click("#book-with-brief").await?;
        browser.see("#clipboard-reason").await?;
        assert_eq!(browser.exact_text("#field-text").await?, TITLE);
        browser.click("#back").await?;
        browser.see("#brief-form").await?;
        browser.stop_worker().await?;
        browser.press_until("#copy", "#sent").await?;
        assert!(browser.clipboard().await?.plain.contains(TITLE));
        browser.stop_worker().await?;
        browser.open_popup().await?;
        browser.see_notes(&[TITLE]).await?;
        browser.open_note(TITLE).await?;
        browser.see_text("Sent").await?;
        browser.stop_worker().await?;
        let file = browser.download("#export-note-json").await?;
        assert!(file.content.contains(TITLE), "{}", file.content);
        assert_eq!(scene.site.strangers(), []);
        Ok(())
    }
}
