//! Filters, order and saved views of the notes page.

use crate::keyboard::keys;
use crate::notes_page::send;
use baton_e2e::wait;
use thirtyfour::Key;

baton_e2e::in_both_browsers! { Baton:
    async fn a_list_is_narrowed_by_choices_and_kept_as_a_view(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let from = browser.open_tab().await?;
        send(browser, "Which hall do we rent?").await?;
        browser.close_tab(from).await?;
        send(browser, "Who brings the chairs?").await?;
        let both = ["Who brings the chairs?", "Which hall do we rent?"];
        let from = browser.open_extension_page("notes.html").await?;
        browser.see_notes(&both).await?;
        browser.open_note(both[1]).await?;
        // The order of what was written last knows seconds.
        let second = "return Math.floor(Date.now() / 1000)";
        let sent = browser.script(second, &[]).await?.as_u64();
        wait::until_true("a later second", async || {
            Ok(browser.script(second, &[]).await?.as_u64() > sent)
        })
        .await?;
        browser.click("#step-answered").await?;
        browser.see_text("Answered").await?;

        // Chosen from a list: it stands in the search text, and as a token below it.
        browser.click("#filters summary").await?;
        browser.click("#filter-state option[value=answered]").await?;
        browser.see_notes(&both[1..]).await?;
        assert_eq!(browser.value_of("#search").await?, "state:\"answered\"");
        assert_eq!(browser.text_of("#filter-tokens").await?, "State: Answered");
        browser.is_accessible().await?;

        // Kept as a view with Enter, and left by the cross on the token.
        browser.type_into("#view-name", "Came back").await?;
        keys(browser, Key::Enter).await?;
        browser.see("#views .chip[aria-pressed=true]").await?;
        browser.click("#filter-tokens .token-remove").await?;
        browser.see_notes(&["Which hall do we rent?", "Who brings the chairs?"]).await?;
        browser.see("#views .chip[aria-pressed=false]").await?;

        // The oldest first; typed filters are the same as chosen ones.
        browser.click("#order option[value=order_newest]").await?;
        browser.see_notes(&both).await?;
        browser.rewrite("#search", "person:alex -state:answered").await?;
        browser.see_notes(&both[..1]).await?;
        wait::until_true("two tokens", async || {
            let tokens = browser.text_of("#filter-tokens").await?;
            Ok(tokens == "Person: alex\nnot State: Answered")
        })
        .await?;

        // The view is there when the page is opened anew, and shows what it was kept with.
        browser.web().refresh().await?;
        browser.press("Came back").await?;
        browser.see_notes(&both[1..]).await?;
        assert_eq!(browser.value_of("#search").await?, "state:\"answered\"");
        browser.click("#filters summary").await?;
        browser.rewrite("#view-name", "Answers").await?;
        browser.click("#view-keep").await?;
        wait::until_true("the new name", async || {
            Ok(browser.text_of("#views").await? == "Answers")
        })
        .await?;
        browser.is_accessible().await?;
        browser.click("#view-forget").await?;
        wait::until_true("no view", async || Ok(!browser.has("#views").await?)).await?;
        browser.see_notes(&both[1..]).await?;
        browser.close_tab(from).await
    }
}
