//! What a note has to do with people, other notes and files.

use crate::keyboard::{keys, tab_to};
use crate::notes_page::send;
use baton_e2e::wait;
use baton_e2e::{Browser, Outcome, Trouble};
use thirtyfour::Key;

/// Waits until an element says this.
async fn says(browser: &Browser, css: &str, words: &str) -> Outcome {
    wait::until(&format!("“{words}” in `{css}`"), async || {
        let now = browser.text_of(css).await?;
        if now.contains(words) {
            return Ok(Some(()));
        }
        Err(Trouble::Unexpected(now))
    })
    .await
}

baton_e2e::in_both_browsers! { Baton:
    async fn a_note_is_superseded_by_another_one_and_says_so_in_both(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let from = browser.open_tab().await?;
        send(browser, "Which hall do we rent?").await?;
        browser.close_tab(from).await?;
        send(browser, "Which of two halls do we rent?").await?;
        let from = browser.open_extension_page("notes.html").await?;
        browser.see_notes(&["Which of two halls do we rent?", "Which hall do we rent?"]).await?;
        for _ in 0..2 {
            keys(browser, "j").await?;
            browser.see("#notes .open[aria-current=true]").await?;
        }
        says(browser, "#note-title", "Which hall").await?;

        // Two people, a comma between them; one is taken away again.
        tab_to(browser, "people").await?;
        keys(browser, "Kim Sample, Alex Example").await?;
        keys(browser, Key::Enter).await?;
        says(browser, "#people-list", "Alex Example").await?;
        browser.click("#people-list li:first-child .token-remove").await?;
        wait::until_true("one person left", async || {
            Ok(browser.text_of("#people-list").await? == "Alex Example")
        })
        .await?;

        browser.click("#link-note summary").await?;
        tab_to(browser, "link-follows").await?;
        keys(browser, Key::Down).await?;
        browser.see("#link-superseded-by[aria-checked=true]").await?;
        tab_to(browser, "link-search").await?;
        keys(browser, "two halls").await?;
        browser.see("#link-found .open").await?;
        browser.is_accessible().await?;
        keys(browser, Key::Tab + Key::Enter).await?;
        says(browser, ".superseded", "Which of two halls do we rent?").await?;

        // The other note says it too, and leads back.
        browser.click(".superseded .link-button").await?;
        says(browser, "#links", "Supersedes").await?;
        assert!(!browser.has("#links .icon-button").await?, "the link stands in the other note");
        browser.is_accessible().await?;
        browser.click("#links .link-button").await?;
        browser.see("#links .icon-button").await?;
        browser.click("#links .icon-button").await?;
        wait::until_true("no link", async || Ok(!browser.has("#links").await?)).await?;
        assert!(!browser.has(".superseded").await?);
        browser.close_tab(from).await
    }

    async fn a_file_is_attached_and_comes_back_byte_for_byte(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        send(browser, "Which hall do we rent?").await?;
        let from = browser.open_extension_page("notes.html").await?;
        browser.open_note("Which hall do we rent?").await?;

        // Every byte there is, more often than fits into one turn of Base64.
        let bytes: Vec<u8> = (0..=255_u8).cycle().take(100_000).collect();
        let folder = tempfile::tempdir().map_err(|error| Trouble::Unexpected(error.to_string()))?;
        let write = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).map_err(|error| Trouble::file(&path, error))?;
            Ok::<_, Trouble>(path.to_string_lossy().into_owned())
        };
        browser.type_into("#attach", &write("floor plan.bin", &bytes)?).await?;
        says(browser, "#files", "floor plan.bin").await?;
        says(browser, "#files", "100 kB").await?;
        browser.type_into("#attach", &write("film.bin", &vec![7; 5_000_001])?).await?;
        says(browser, "#file-refused", "film.bin was not attached").await?;
        browser.is_accessible().await?;

        // Taken away, brought back, and there after the page was loaded anew.
        browser.click("#files .detach-file").await?;
        browser.see("#undo").await?;
        wait::until_true("no file", async || Ok(!browser.has("#files").await?)).await?;
        browser.click("#undo").await?;
        says(browser, "#files", "floor plan.bin").await?;
        browser.web().refresh().await?;
        browser.open_note("Which hall do we rent?").await?;
        let saved = browser.download_path("#files .save-file").await?;
        let found = std::fs::read(&saved).map_err(|error| Trouble::file(&saved, error))?;
        assert!(found == bytes, "{} bytes came back", found.len());
        assert!(saved.to_string_lossy().ends_with("plan.bin"), "{saved:?}");
        browser.close_tab(from).await
    }
}
