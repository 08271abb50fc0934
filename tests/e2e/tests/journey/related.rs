//! *You may have answered this*: earlier notes appear while a brief is written, and one click links or
//! begins with one.

use crate::write_page::write_new;
use baton_e2e::{Browser, Outcome, wait};

const HALL: &str = "Which hall does the orchestra rent?";
const BUDGET: &str = "How large is the travel budget?";
const BADGE: &str = "Where are the badges handed out?";

/// Copies a brief with this ask from a prompt on Kim Sample's page for `event`.
async fn send_to_kim(browser: &mut Browser, event: &str, ask: &str) -> Outcome {
    browser
        .goto(&format!("https://cal.com/kim-sample/{event}"))
        .await?;
    browser
        .in_prompt(async |prompt| {
            prompt.see_question("purpose").await?;
            prompt.choose("purpose-answer").await?;
            prompt.click("#write-instead").await?;
            prompt.rewrite("#brief-ask", ask).await?;
            prompt.press_until("#copy", "#sent").await
        })
        .await
}

/// Three notes about Kim Sample, which the notes page has found once.
async fn three_notes(browser: &mut Browser) -> Outcome {
    send_to_kim(browser, "intro", HALL).await?;
    send_to_kim(browser, "30min", BUDGET).await?;
    send_to_kim(browser, "15min", BADGE).await?;
    let from = browser.open_extension_page("notes.html").await?;
    browser.see_notes(&[BADGE, BUDGET, HALL]).await?;
    browser.close_tab(from).await
}

/// Waits until the earlier notes that are shown begin with this one.
async fn see_first(browser: &Browser, title: &str) -> Outcome {
    wait::until_true(&format!("“{title}” first"), async || {
        let first = browser.exact_text("#related li:first-child").await;
        Ok(first.unwrap_or_default().starts_with(title))
    })
    .await
}

/// Waits until it was answered what is like the note as it is now.
async fn see_it_answered(browser: &Browser) -> Outcome {
    browser.see_saved().await?;
    wait::until_true("an answer", async || {
        browser.has(".related[aria-busy=false]").await
    })
    .await
}

baton_e2e::in_both_browsers! { Baton:
    async fn a_new_prompt_shows_the_best_earlier_note_first_and_one_click_links_it(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        three_notes(browser).await?;
        browser.goto("https://cal.com/kim-sample/60min").await?;
        browser.enter_prompt().await?;
        browser.see_question("purpose").await?;
        // Before a word is typed: what was written to her last.
        browser.see("#related").await?;
        assert!(browser.text_of("#related summary").await?.contains('3'));
        browser.choose("purpose-answer").await?;
        browser.next().await?;
        browser.type_into("#done-when", "the hall for the orchestra is rented").await?;
        see_it_answered(browser).await?;
        browser.click("#write-instead").await?;
        browser.see("#brief-form").await?;
        browser.see_still().await?;
        browser.click("#related summary").await?;
        see_first(browser, HALL).await?;
        browser.see_still().await?;
        browser.is_accessible().await?;
        browser.click("#related li:first-child [data-act=link]").await?;
        browser.see("#related [data-act=linked]").await?;
        browser.click("#related li:first-child [data-act=open]").await?;
        browser.leave().await?;
        let notes = browser.stored_notes().await?;
        let hall = notes.iter().find(|note| note["title"] == HALL);
        let id = hall.and_then(|hall| hall["id"].as_str()).unwrap_or("no id");
        let page = browser.extension_url(&format!("notes.html#{id}"));
        browser.tab_id(&page).await?;
        browser.enter_prompt().await?;
        browser.click("#related-dismiss").await?;
        wait::until_true("none of these", async || Ok(!browser.has("#related").await?)).await?;
        browser.leave().await?;

        browser.open_extension_page("notes.html").await?;
        browser.open_note("Answer wanted: the hall for the orchestra is rented").await?;
        wait::until_true("the link", async || {
            Ok(browser.text_of("#links").await.unwrap_or_default().contains(HALL))
        })
        .await
    }

    async fn about_somebody_else_and_something_else_nothing_is_shown(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        three_notes(browser).await?;
        browser.goto("https://calendly.com/alex-example/30min").await?;
        browser.enter_prompt().await?;
        browser.see_question("purpose").await?;
        browser.choose("purpose-answer").await?;
        browser.next().await?;
        browser.type_into("#done-when", "we know when the printer is mended").await?;
        see_it_answered(browser).await?;
        assert!(!browser.has("#related").await?);
        Ok(())
    }

    async fn the_write_page_links_too_and_begins_with_an_earlier_text(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        three_notes(browser).await?;
        let from = browser.open_tab().await?;
        write_new(browser, "Does the orchestra rent that hall again?").await?;
        see_it_answered(browser).await?;
        browser.click("#related summary").await?;
        see_first(browser, HALL).await?;
        assert!(!browser.has("#related [data-act=take]").await?, "something was typed");
        browser.is_accessible().await?;
        browser.click("#related li:first-child [data-act=link]").await?;
        browser.see("#related [data-act=linked]").await?;
        browser.click("#done").await?;
        wait::until_true("the link", async || {
            Ok(browser.text_of("#links").await.unwrap_or_default().contains(HALL))
        })
        .await?;
        browser.close_tab(from).await?;

        let about = "write.html#about=https%3A%2F%2Fcal.com%2Fkim-sample%2F45min";
        browser.open_extension_page(about).await?;
        browser.see("#brief-form").await?;
        browser.see("#related").await?;
        browser.click("#related summary").await?;
        // The note of a moment ago is about nobody; these three are about her.
        see_first(browser, BADGE).await?;
        browser.click("#related li:first-child [data-act=take]").await?;
        browser.see_value("#brief-ask", BADGE).await?;
        browser.see_saved().await?;
        assert!(!browser.has("#related [data-act=take]").await?);
        Ok(())
    }
}
