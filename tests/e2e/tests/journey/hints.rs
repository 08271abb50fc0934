//! Hints on a brief: below the field they are about, applied by one press, never in the way.

use super::brief::begin;
use baton_e2e::wait;

const BOOKING: &str = "https://calendly.com/alex-example/30min";

baton_e2e::in_both_browsers! { Baton:
    async fn a_hint_says_why_and_its_fix_takes_care_of_it(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        begin(browser, BOOKING, "Which room do we rent? And who signs?").await?;
        browser.see("li[data-check=one_ask]").await?;
        let reason = browser.text_of("li[data-check=one_ask] span").await?;
        assert!(reason.contains("Ask"), "it names the place: {reason}");
        browser.click("li[data-check=one_ask] button").await?;
        wait::until_true("the hint to go", async || {
            Ok(!browser.has("li[data-check=one_ask]").await?)
        }).await?;
        assert_eq!(browser.value_of("#brief-ask").await?, "Which room do we rent?");
        let questions = browser.value_of("#field-questions").await?;
        assert!(questions.contains("Who signs?"), "{questions}");
        let focused = browser.script("return document.activeElement.id", &[]).await?;
        assert_eq!(focused, "brief-ask", "the keyboard is where the change was");
        browser.see_saved().await
    }

    async fn hints_hold_nothing_back(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        begin(browser, BOOKING, "ASAP?").await?;
        browser.see("li[data-check=vague_time]").await?;
        browser.see("#hints").await?;
        browser.press_until("#copy", "#sent").await?;
        let copied = browser.clipboard().await?;
        assert!(copied.plain.contains("Ask: ASAP?"), "{}", copied.plain);
        Ok(())
    }
}
