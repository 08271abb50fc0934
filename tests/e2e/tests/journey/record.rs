//! What Baton keeps, and how it is found again.

use baton_e2e::{Browser, Outcome, wait};

/// Leaves a draft on a booking page: one line on when it is done.
async fn leave_draft(browser: &mut Browser, url: &str, done_when: &str) -> Outcome {
    browser.goto(url).await?;
    browser.enter_prompt().await?;
    browser.see_question("purpose").await?;
    browser.choose("purpose-answer").await?;
    browser.next().await?;
    browser.type_into("#done-when", done_when).await?;
    browser.click("#write-instead").await?;
    browser.see("#brief-form").await?;
    browser.see_saved().await?;
    browser.leave().await
}

pub const HALL: &str = "Answer wanted: which hall we rent";
pub const BUDGET: &str = "Answer wanted: how large the budget is";
pub const SPEAKER: &str = "Answer wanted: who speaks first";

pub async fn leave_three_drafts(browser: &mut Browser) -> Outcome {
    leave_draft(
        browser,
        "https://calendly.com/alex-example/30min",
        "which hall we rent",
    )
    .await?;
    leave_draft(
        browser,
        "https://cal.com/kim-sample/intro",
        "how large the budget is",
    )
    .await?;
    leave_draft(browser, "https://zcal.co/i/AbCd12_e", "who speaks first").await
}

baton_e2e::in_both_browsers! { Baton:
    async fn one_booking_attempt_is_one_note_after_many_edits(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://calendly.com/alex-example/30min").await?;
        browser.enter_prompt().await?;
        browser.see_question("purpose").await?;
        for purpose in ["purpose-decide", "purpose-review", "purpose-answer"] {
            browser.choose(purpose).await?;
            browser.see_saved().await?;
        }
        browser.next().await?;
        for words in ["the hall", " is rented", " by Friday"] {
            browser.type_into("#done-when", words).await?;
            browser.see_saved().await?;
        }
        browser.click("#fold").await?;
        browser.leave().await?;
        // A chosen slot changes the address, not the attempt; nor does loading the page again.
        browser.click(".month button:enabled").await?;
        browser.press("10:30").await?;
        browser.see("#form").await?;
        browser.web().refresh().await?;
        browser.enter_prompt().await?;
        browser.see("#resumed").await?;
        browser.click("#write-instead").await?;
        browser.rewrite("#brief-ask", "Which hall do we rent?").await?;
        browser.see_saved().await?;
        browser.press_until("#copy", "#sent").await?;
        browser.open_popup().await?;
        browser.see_notes(&["Which hall do we rent?"]).await?;
        assert_eq!(browser.text_of("#count").await?, "1 note");
        browser.open_note("Which hall do we rent?").await?;
        browser.see_text("Sent").await?;
        browser.see_text("Copied").await?;
        assert!(browser.text_of("#brief-text").await?.contains("Which hall do we rent?"));
        assert_eq!(browser.text_of("#source").await?, "https://calendly.com/alex-example/30min");
        assert!(browser.text_of("#answers").await?.contains("the hall is rented by Friday"));
        assert!(browser.text_of("#rule").await?.starts_with("R7"), "the rule is kept");
        Ok(())
    }

    async fn not_now_leaves_no_note_and_does_not_ask_again_here(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let url = "https://calendly.com/alex-example/30min";
        browser.goto(url).await?;
        browser.enter_prompt().await?;
        browser.see_question("purpose").await?;
        browser.press_until_gone("#not-now").await?;
        assert_eq!(browser.count_prompts().await?, 0);
        browser.goto(url).await?;
        let said = browser.see_activity("stepped_aside").await?;
        assert!(said.contains("Stepped aside on this Calendly page"), "{said}");
        assert_eq!(browser.count_prompts().await?, 0);
        browser.open_popup().await?;
        browser.see("#empty").await?;
        browser.see_text("No notes yet").await
    }

    async fn the_popup_lists_newest_first_filters_opens_deletes_and_undoes(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        leave_three_drafts(browser).await?;
        browser.open_popup().await?;
        browser.see_notes(&[SPEAKER, BUDGET, HALL]).await?;
        assert_eq!(browser.text_of("#count").await?, "3 notes");

        browser.type_into("#search", "bud").await?;
        browser.see_notes(&[BUDGET]).await?;
        browser.rewrite("#search", "alx").await?;
        browser.see_text("Nothing found for: alx").await?;
        browser.rewrite("#search", "ale").await?;
        browser.see_notes(&[HALL]).await?;

        browser.open_note(HALL).await?;
        assert_eq!(browser.text_of("#note-title").await?, HALL);
        browser.see_text("Alex Example").await?;
        browser.click("#delete").await?;
        browser.see("#toast").await?;
        browser.see_text("Nothing found for: ale").await?;
        browser.click("#undo").await?;
        browser.see_notes(&[HALL]).await?;

        // Gone for good once it was not undone.
        browser.click("#notes .delete").await?;
        browser.see("#toast").await?;
        let page = browser.url().await?;
        browser.goto(&page).await?;
        browser.see_notes(&[SPEAKER, BUDGET]).await
    }

    async fn the_popup_says_whether_baton_is_active_here_and_why(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://cal.com/kim-sample/intro").await?;
        browser.enter_prompt().await?;
        let said = browser.see_activity("prompting").await?;
        assert!(said.contains("Active here: a prompt stands in this Cal.com page."), "{said}");
        browser.open_popup().await?;
        browser.click("#activity-why summary").await?;
        wait::until_true("the reasons", async || {
            Ok(browser.text_of("#activity-why ul").await?.contains("cal.com"))
        })
        .await
    }
}
