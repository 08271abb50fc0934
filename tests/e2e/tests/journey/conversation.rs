//! What becomes of a note after it was sent: steps, tags, comments.

use baton_e2e::example::BOOKING;
use baton_e2e::{Browser, Outcome, places, wait};
use serde_json::json;

/// Sends a brief from the booking page.
async fn send_a_brief(browser: &mut Browser) -> Outcome {
    browser.goto(BOOKING).await?;
    browser.enter_prompt().await?;
    browser.see_question("purpose").await?;
    browser.choose("purpose-answer").await?;
    browser.click("#write-instead").await?;
    browser
        .rewrite("#brief-ask", "Which hall do we rent?")
        .await?;
    browser.press_until("#copy", "#sent").await?;
    browser.leave().await
}

baton_e2e::in_both_browsers! { Baton:
    async fn half_a_comment_in_each_of_two_windows_is_shown_side_by_side_and_both_are_kept(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        send_a_brief(browser).await?;
        let from = browser.open_popup().await?;
        let list = browser.ask(json!({ "own": { "list": { "filter": "", "limit": 9 } } })).await?;
        let id = list["done"]["notes"]["notes"][0]["id"].clone();
        browser.open_note("Which hall do we rent?").await?;
        // What another window does meanwhile.
        let draft = json!({ "draft": { "text": "Theirs, half" }, "was": [] });
        let theirs = json!({ "own": { "change": { "id": id, "change": { "draft_comment": draft } } } });
        assert_eq!(browser.ask(theirs).await?["done"], "ok");

        browser.type_into("#comment", "Mine.").await?;
        browser.see("#comment-elsewhere").await?;
        assert_eq!(browser.exact_text("#comment-elsewhere .said").await?, "Theirs, half");
        assert_eq!(browser.value_of("#comment").await?, "Mine.");
        browser.is_accessible().await?;
        let picture = places::leavings().join(format!("screens/{}-comment-elsewhere.png", browser.kind().name()));
        browser.screenshot(&picture).await?;
        browser.click("#add-comment").await?;
        browser.see("#comments .said").await?;
        assert_eq!(browser.exact_text("#comments .said").await?, "Mine.");
        // The other one is there to go on with.
        browser.see_value("#comment", "Theirs, half").await?;
        browser.close_popup(from).await
    }

    async fn a_sent_note_is_answered_tagged_and_commented_on(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        send_a_brief(browser).await?;

        let from = browser.open_popup().await?;
        browser.open_note("Which hall do we rent?").await?;
        browser.click("#step-answered").await?;
        wait::until_true("the step in the history", async || {
            Ok(browser.text_of("#history").await?.contains("Answered"))
        })
        .await?;
        browser.rewrite("#tags", "hall, budget").await?;
        browser.type_into("#comment", "Settled without").await?;
        browser.is_accessible().await?;
        // What is half said is kept with the note, and is there again when the popup is.
        let list = browser.ask(json!({ "own": { "list": { "filter": "", "limit": 9 } } })).await?;
        let id = list["done"]["notes"]["notes"][0]["id"].clone();
        wait::until_true("what was typed in the store", async || {
            let open = json!({ "show": { "note": { "id": id } } });
            let note = browser.ask(open).await?["done"]["note"].take();
            Ok(note["comment_draft"]["text"] == "Settled without" && note["tags"][1] == "budget")
        })
        .await?;
        browser.close_popup(from).await?;
        let from = browser.open_popup().await?;
        browser.open_note("Which hall do we rent?").await?;
        assert_eq!(browser.text_of("#tags-list").await?, "hall\nbudget");
        assert_eq!(browser.value_of("#comment").await?, "Settled without");
        browser.type_into("#comment", " a call.").await?;
        browser.choose("score-5").await?;
        browser.click("#add-comment").await?;
        wait::until_true("the comment", async || {
            let told = browser.text_of("#comments").await.unwrap_or_default();
            Ok(told.contains("Settled without a call.") && told.contains("Score 5 of 5"))
        })
        .await?;
        assert_eq!(browser.value_of("#comment").await?, "");
        browser.click("#back").await?;
        browser.rewrite("#search", "settled").await?;
        browser.see_notes(&["Which hall do we rent?"]).await?;
        browser.close_popup(from).await
    }
}
