//! The write page: a note's brief is changed there, and one from nothing is begun.

use crate::keyboard::{enter, keys, tab_to};
use baton_e2e::example::BOOKING;
use baton_e2e::{Browser, Outcome, wait};
use serde_json::json;
use thirtyfour::Key;

/// Writes a handoff with this ask from nothing, on the notes page's way.
pub(crate) async fn write_new(browser: &mut Browser, ask: &str) -> Outcome {
    browser.open_extension_page("notes.html").await?;
    browser.click("#new-note").await?;
    browser.see("#brief-form").await?;
    browser.rewrite("#brief-ask", ask).await?;
    browser.see_saved().await
}

/// Waits until the note that is open on the notes page has this title.
async fn see_title(browser: &Browser, title: &str) -> Outcome {
    wait::until_true(title, async || {
        let open = browser.text_of("#note-title").await.unwrap_or_default();
        Ok(open.contains(title))
    })
    .await
}

/// Waits until the first field of the brief has the focus, with the caret behind what stands there.
async fn see_caret_at_the_end(browser: &Browser) -> Outcome {
    wait::until_true("the caret in the ask", async || {
        let look = "const at = document.activeElement;
            return at?.id === 'brief-ask' && at.selectionStart === at.value.length";
        Ok(browser.script(look, &[]).await?.as_bool() == Some(true))
    })
    .await
}

baton_e2e::in_both_browsers! { Baton:
    async fn a_sent_brief_is_changed_by_keys_alone_and_found_by_its_new_word(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(BOOKING).await?;
        browser.enter_prompt().await?;
        browser.see_question("purpose").await?;
        browser.choose("purpose-answer").await?;
        browser.click("#write-instead").await?;
        browser.rewrite("#brief-ask", "Which hall do we rent").await?;
        browser.press_until("#copy", "#sent").await?;
        browser.leave().await?;

        browser.open_extension_page("notes.html").await?;
        browser.see_notes(&["Which hall do we rent"]).await?;
        keys(browser, "/").await?;
        keys(browser, "hall").await?;
        browser.see_notes(&["Which hall do we rent"]).await?;
        // Out of the field, a letter is a key again.
        tab_to(browser, "export-all-json").await?;
        keys(browser, "j").await?;
        see_title(browser, "Which hall").await?;
        keys(browser, "e").await?;
        see_caret_at_the_end(browser).await?;
        browser.see("#has-left").await?;
        keys(browser, " in Ghent").await?;
        keys(browser, Key::Escape).await?;
        see_title(browser, "Which hall do we rent in Ghent").await?;
        assert!(browser.url().await?.contains("/notes.html#"));
        browser.see("#brief-text").await?;
        keys(browser, "/").await?;
        keys(browser, "ghent").await?;
        browser.see_notes(&["Which hall do we rent in Ghent"]).await?;

        // What was sent is kept, a moment after it was.
        enter(browser, "#earlier summary").await?;
        let kept = browser.text_of("#earlier details[open]").await?;
        assert!(kept.contains("Which hall do we rent") && !kept.contains("Ghent"), "{kept}");
        Ok(())
    }

    async fn a_note_is_written_from_nothing_and_delivered(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.open_extension_page("notes.html").await?;
        browser.see("#empty").await?;
        keys(browser, "n").await?;
        browser.see("#brief-form").await?;
        let template = browser.value_of("#template").await?;
        assert_eq!(template, "brief_handoff");
        // Nothing was typed: nothing is kept.
        keys(browser, Key::Escape).await?;
        browser.see("#empty").await?;

        keys(browser, "n").await?;
        browser.see("#brief-form").await?;
        tab_to(browser, "brief-ask").await?;
        keys(browser, "What Kim needs to know about the hall").await?;
        browser.see_saved().await?;
        // From the first save on the note stands in the address.
        let address = browser.url().await?;
        assert!(address.contains("/write.html#"), "{address}");
        browser.goto("about:blank").await?;
        browser.goto(&address).await?;
        browser.see("#brief-form").await?;
        assert_eq!(browser.value_of("#brief-ask").await?, "What Kim needs to know about the hall");
        browser.press_until("#copy", "#sent").await?;
        browser.click("#back-to-note").await?;
        see_title(browser, "What Kim needs to know about the hall").await?;
        let history = browser.text_of("#history").await?;
        assert!(history.contains("Sent") && history.contains("on the notes page"), "{history}");
        let copied = browser.clipboard().await?;
        assert!(copied.plain.contains("What Kim needs to know about the hall"));
        Ok(())
    }

    async fn in_a_private_window_nothing_typed_is_lost_by_a_key_or_without_being_asked(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let page = "write.html#private=https%3A%2F%2Fcal.com%2Fkim-sample%2F45min";
        let would_ask = "return !dispatchEvent(new Event('beforeunload', { cancelable: true }))";
        browser.open_extension_page(page).await?;
        browser.see("#private").await?;
        assert_eq!(browser.script(would_ask, &[]).await?, json!(false));
        browser.rewrite("#brief-ask", "The chair").await?;
        assert_eq!(browser.script(would_ask, &[]).await?, json!(true));
        keys(browser, Key::Escape).await?;
        browser.click("#done").await?;
        browser.see("#may-be-lost").await?;
        browser.is_accessible().await?;
        assert_eq!(browser.value_of("#brief-ask").await?, "The chair");
        // What has left Baton is not lost.
        browser.press_until("#copy", "#sent").await?;
        assert!(!browser.has("#may-be-lost").await?);
        assert_eq!(browser.script(would_ask, &[]).await?, json!(false));
        browser.click("#back").await?;
        browser.type_into("#brief-ask", " and the treasurer").await?;
        browser.click("#done").await?;
        browser.click("#lose").await?;
        browser.see("#empty").await
    }

    async fn of_what_was_typed_in_a_tab_that_is_closed_at_once_only_the_last_second_can_be_lost(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let from = browser.open_tab().await?;
        write_new(browser, "The keys are").await?;
        browser.type_into("#brief-ask", " at the desk").await?;
        browser.close_tab(from).await?;
        let notes = browser.stored_notes().await?;
        let title = notes[0]["title"].as_str().unwrap_or_default().to_owned();
        assert!(title.starts_with("The keys are"), "{title}");
        assert!("The keys are at the desk".starts_with(&title), "{title}");
        Ok(())
    }

    async fn two_windows_texts_are_compared_and_one_is_chosen(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let first = browser.open_tab().await?;
        write_new(browser, "The keys are at the desk").await?;
        let address = browser.url().await?;
        let mine = browser.open_tab().await?;
        browser.goto(&address).await?;
        browser.see("#brief-form").await?;
        browser.rewrite("#brief-ask", "The keys are in the safe").await?;
        browser.see_saved().await?;
        browser.close_tab(mine).await?;
        // The first window knows nothing of it, and is told when it saves.
        browser.type_into("#brief-ask", ", left").await?;
        browser.see("#diverged").await?;
        browser.see_saved().await?;
        browser.is_accessible().await?;
        browser.click("#compare").await?;

        see_title(browser, "The keys are at the desk, left").await?;
        browser.see("#diverged").await?;
        browser.click("#compare-diverged").await?;
        browser.see("#compared").await?;
        browser.is_accessible().await?;
        let marked = "return [...document.querySelectorAll(`#${args[0]} mark`)]
            .map((one) => one.textContent).join('|')";
        let stands = browser.script_async(marked, &[json!("text-stands")]).await?;
        assert!(stands.as_str().is_some_and(|marks| marks.contains("at|desk, left")), "{stands}");
        let kept = browser.script_async(marked, &[json!("text-kept")]).await?;
        assert!(kept.as_str().is_some_and(|marks| marks.contains("in|safe")), "{kept}");
        browser.click("#use-text").await?;
        see_title(browser, "The keys are in the safe").await?;
        assert!(!browser.has("#diverged").await?, "it is settled");

        // And back again: the one that stood was kept.
        browser.click("#earlier summary").await?;
        browser.click("#earlier details[open] .compare").await?;
        browser.see("#compared").await?;
        browser.click("#use-text").await?;
        see_title(browser, "The keys are at the desk, left").await?;
        browser.close_tab(first).await
    }

    async fn a_prompt_cannot_ask_what_the_write_page_asks(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(BOOKING).await?;
        browser.enter_prompt().await?;
        browser.see_question("purpose").await?;
        let answer = browser.ask(json!({ "write": { "begin": { "note": null } } })).await?;
        assert_eq!(answer, json!({ "failed": "refused" }));
        Ok(())
    }

    async fn an_address_without_a_note_behind_it_says_so(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.open_extension_page("write.html#nothing").await?;
        browser.see_text("This note is not there any more").await?;
        browser.is_accessible().await?;
        browser.click("#fallback a").await?;
        browser.see("#empty").await
    }
}
