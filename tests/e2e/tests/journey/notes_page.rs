//! The notes page: list and open note side by side, and walked through by keys alone.

use crate::keyboard::{keys, tab_to};
use baton_e2e::example::BOOKING;
use baton_e2e::wait;
use baton_e2e::{Browser, Outcome};
use thirtyfour::Key;

/// Writes and copies a brief with this ask about the booking page.
pub(crate) async fn send(browser: &mut Browser, ask: &str) -> Outcome {
    browser.goto(BOOKING).await?;
    browser.enter_prompt().await?;
    browser.see_question("purpose").await?;
    browser.choose("purpose-answer").await?;
    browser.press_until("#write-instead", "#brief-form").await?;
    browser.rewrite("#brief-ask", ask).await?;
    browser.press_until("#copy", "#sent").await?;
    browser.click("#close").await?;
    browser.leave().await
}

baton_e2e::in_both_browsers! { Baton:
    async fn notes_are_read_and_moved_on_by_keys_alone(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let from = browser.open_tab().await?;
        send(browser, "Which hall do we rent?").await?;
        browser.close_tab(from).await?;
        send(browser, "Who brings the chairs?").await?;

        let from = browser.open_extension_page("popup.html").await?;
        browser.see_notes(&["Who brings the chairs?", "Which hall do we rent?"]).await?;
        browser.close_tab(from).await?;
        let from = browser.open_extension_page("notes.html").await?;
        browser.see_notes(&["Who brings the chairs?", "Which hall do we rent?"]).await?;
        browser.is_accessible().await?;

        // Down twice: the list stays, the note is read beside it.
        for (key, title) in [("j", "Who brings"), ("j", "Which hall"), ("k", "Who brings"), ("j", "Which hall")] {
            keys(browser, key).await?;
            wait::until_true("the note of the key", async || {
                let open = browser.text_of("#note-title").await.unwrap_or_default();
                Ok(open.contains(title))
            })
            .await?;
            assert_eq!(browser.note_titles().await?.len(), 2);
        }
        browser.is_accessible().await?;
        browser.see("#notes .open[aria-current=true]").await?;

        // On from the title by Tab to the step, and Enter takes it.
        tab_to(browser, "step-answered").await?;
        keys(browser, Key::Enter).await?;
        wait::until_true("the step, and where it was taken", async || {
            let history = browser.text_of("#history").await.unwrap_or_default();
            Ok(history.contains("Answered") && history.contains("on the notes page"))
        })
        .await?;

        // A slash goes to the search, where letters are letters again.
        keys(browser, "/").await?;
        keys(browser, "chairs j").await?;
        browser.see("#none-found").await?;
        assert_eq!(browser.value_of("#search").await?, "chairs j");
        keys(browser, Key::Backspace).await?;
        keys(browser, Key::Backspace).await?;
        browser.see_notes(&["Who brings the chairs?"]).await?;
        browser.close_tab(from).await
    }
}
