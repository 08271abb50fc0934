//! Booking from the list to the confirmation in pages that never load a second document, beside
//! Baton's prompt: one prompt, one note, the slot in it, and booked at the end.

use baton_e2e::case::Outcome;
use baton_e2e::{Browser, Scene, Trouble, notes_in, wait};
use serde_json::{Value, json};

const ASK: &str = "Which of the two halls do we rent?";

/// What is stored of the one note, as its export has it.
async fn the_note(browser: &mut Browser) -> Result<Value, Trouble> {
    let export = json!({ "show": { "file": { "ids": null, "format": "json" } } });
    let answer = browser.ask_as_own_page(export).await?;
    let content = answer["done"]["file"]["content"].as_str();
    let content = content.ok_or_else(|| Trouble::Unexpected(answer.to_string()))?;
    let exported: Value = serde_json::from_str(content)
        .map_err(|error| Trouble::Unexpected(format!("{error}: {content}")))?;
    let mut notes = notes_in(&exported);
    assert_eq!(notes.len(), 1, "{notes:?}");
    Ok(notes.remove(0))
}

/// Waits until the one note stands in `state`.
async fn stands(browser: &mut Browser, state: &str) -> Result<Value, Trouble> {
    wait::until(&format!("the note to be {state}"), async || {
        let note = the_note(browser).await?;
        if note["state"] == state {
            return Ok(Some(note));
        }
        Err(Trouble::Unexpected(note["state"].to_string()))
    })
    .await
}

/// How often a confirmation booked the note.
fn confirmed(note: &Value) -> usize {
    let steps = note["history"].as_array().into_iter().flatten();
    steps.filter(|step| step["from"] == "confirmation").count()
}

async fn prompts(browser: &mut Browser, awaited: usize) -> Outcome {
    wait::until(&format!("{awaited} prompts"), async || {
        let count = browser.count_prompts().await?;
        if count == awaited {
            return Ok(Some(()));
        }
        Err(Trouble::Unexpected(format!("{count} prompts")))
    })
    .await
}

/// Writes a brief in the prompt that was entered, folds the card and marks its document: the mark is
/// gone if the prompt is made anew.
async fn write(prompt: &Browser) -> Outcome {
    prompt.see_question("purpose").await?;
    prompt.click("#write-instead").await?;
    prompt.see("#brief-form").await?;
    prompt.rewrite("#brief-ask", ASK).await?;
    prompt.see_saved().await?;
    prompt
        .script("document.body.dataset.mark = 'first'", &[])
        .await?;
    prompt.click("#fold").await?;
    prompt.see("#pill").await
}

async fn is_the_first(prompt: &Browser) -> Outcome {
    let mark = prompt
        .script("return document.body.dataset.mark ?? null", &[])
        .await?;
    assert_eq!(mark, "first", "the prompt was kept");
    Ok(())
}

/// Picks a time and books in the document entered.
async fn book(browser: &Browser) -> Outcome {
    browser.type_into("[name=name]", "Kim Sample").await?;
    browser.press("Book it").await?;
    browser.see_text("Booked").await
}

/// From `list` to the end, whose address has `end` in it.
async fn walk(scene: &mut Scene, list: &str, end: &str) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto(list).await?;
    browser.see_activity("listing").await?;
    assert_eq!(browser.count_prompts().await?, 0);
    browser.press("30min").await?;
    browser
        .in_prompt(async |prompt| write(prompt).await)
        .await?;
    assert_eq!(the_note(browser).await?["source"]["slot"], Value::Null);

    browser.press("10:30").await?;
    let slotted = wait::until("the slot in the note", async || {
        let note = the_note(browser).await?;
        let slot = note["source"]["slot"].as_str().unwrap_or_default();
        Ok(slot.contains("T10:30").then_some(note))
    })
    .await?;
    assert_eq!(slotted["state"], "draft");
    prompts(browser, 1).await?;
    browser
        .in_prompt(async |prompt| is_the_first(prompt).await)
        .await?;

    book(browser).await?;
    assert!(
        browser.url().await?.contains(end),
        "{}",
        browser.url().await?
    );
    prompts(browser, 0).await?;
    let booked = stands(browser, "booked").await?;
    assert_eq!(confirmed(&booked), 1);
    assert_eq!(booked["brief"]["ask"], ASK);
    assert_eq!(booked["source"]["slot"], slotted["source"]["slot"]);
    assert_eq!(booked["source"]["target"], format!("{list}/30min"));

    // A confirmation that is loaded again says nothing new.
    browser.web().refresh().await?;
    browser.see_activity("not_booking").await?;
    assert_eq!(the_note(browser).await?, booked);
    browser.open_popup().await?;
    browser.see_notes(&[ASK]).await?;
    browser.open_note(ASK).await?;
    browser.see_text("Booked").await
}

/// Leads through services told apart by what stands behind the `#` only.
async fn each_service_asks_for_itself(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto("https://acme.zohobookings.com/").await?;
    browser.see_activity("listing").await?;
    for (service, ask) in [("Service 1", "The first?"), ("Service 9", "The second?")] {
        browser.press(service).await?;
        browser
            .in_prompt(async |prompt| {
                prompt.see_question("purpose").await?;
                prompt.click("#write-instead").await?;
                prompt.rewrite("#brief-ask", ask).await?;
                prompt.see_saved().await
            })
            .await?;
        prompts(browser, 1).await?;
        browser.press("All services").await?;
        prompts(browser, 0).await?;
    }
    browser.open_popup().await?;
    browser.see_notes(&["The second?", "The first?"]).await
}

baton_e2e::in_both_altered! {
    /// As in Firefox before 147.
    without_the_navigation_api_each_service_asks_for_itself_too:
        |copy| copy.replace("content.js", "if (globalThis.navigation)", "if (false)"),
        each_service_asks_for_itself;
}

baton_e2e::in_both_browsers! { Baton:
    async fn a_calendly_walk_from_the_list_to_the_confirmation(scene: &mut Scene) -> Outcome {
        walk(scene, "https://calendly.com/kim-single", "/kim-single/30min/invitees/").await
    }

    async fn a_cal_com_walk_from_the_list_to_the_confirmation(scene: &mut Scene) -> Outcome {
        walk(scene, "https://cal.com/kim-single", "https://cal.com/booking/").await
    }

    async fn pages_told_apart_behind_the_hash_ask_each_for_itself(scene: &mut Scene) -> Outcome {
        each_service_asks_for_itself(scene).await
    }

    async fn a_page_is_told_by_a_long_path_behind_the_hash(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let chosen = "location/3/category/5/service/55/count/1/provider/any/";
        browser.goto(&format!("https://acme.simplybook.it/v2/#book/{chosen}")).await?;
        browser.in_prompt(async |prompt| prompt.see_question("purpose").await).await?;
        prompts(browser, 1).await
    }

    async fn a_walk_in_the_widget_of_another_site(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        for (site, done) in [
            ("https://www.northwind.example/walk", 0),
            ("https://www.acme.example/walk", 1),
        ] {
            browser.goto(site).await?;
            browser.enter_frame("iframe").await?;
            browser.enter_prompt().await?;
            write(browser).await?;
            browser.leave().await?;
            browser.enter_frame("iframe").await?;
            browser.press("10:30").await?;
            book(browser).await?;
            prompts(browser, 0).await?;
            assert_eq!(browser.url().await?, site);
            wait::until_true("one more note that is booked", async || {
                let notes = browser.stored_notes().await?;
                assert_eq!(notes.len(), done + 1, "{site}: {notes:?}");
                Ok(notes.iter().filter(|note| note["state"] == "booked").count() == done + 1)
            }).await?;
        }
        Ok(())
    }

    async fn a_page_left_come_back_to_and_loaded_again_keeps_one_note(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://calendly.com/kim-single/30min").await?;
        browser.in_prompt(async |prompt| write(prompt).await).await?;
        browser.press("10:30").await?;
        // By script, because a page that Firefox's driver clicks away is not kept.
        browser.script("location.assign('/pricing')", &[]).await?;
        browser.see_activity("not_booking").await?;
        browser.web().back().await?;
        browser.in_prompt(async |prompt| prompt.see("#resumed, #brief-form").await).await?;
        prompts(browser, 1).await?;
        browser.web().refresh().await?;
        browser.in_prompt(async |prompt| prompt.click("#fold").await).await?;
        book(browser).await?;
        prompts(browser, 0).await?;
        let booked = stands(browser, "booked").await?;
        assert!(booked["source"]["slot"].as_str().is_some_and(|slot| slot.contains("T10:30")));
        // Back to the form and forward again: the booking is over, and its note stays as it is.
        browser.web().back().await?;
        prompts(browser, 1).await?;
        browser.web().forward().await?;
        prompts(browser, 0).await?;
        assert_eq!(the_note(browser).await?, booked);
        Ok(())
    }

    async fn a_confirmation_without_a_note_before_it_makes_none(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://cal.com/kim-single/30min").await?;
        browser.in_prompt(async |prompt| prompt.click("#fold").await).await?;
        browser.press("10:30").await?;
        book(browser).await?;
        prompts(browser, 0).await?;
        assert_eq!(browser.stored_notes().await?, Vec::<Value>::new());
        Ok(())
    }

    async fn a_widget_in_a_sandboxed_frame_is_known_and_asks_only_where_it_can(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        for (sandbox, activity, count) in [
            ("allow-scripts", "cannot_prompt", 0),
            ("allow-scripts allow-same-origin allow-forms", "prompting", 1),
        ] {
            browser.goto("https://www.northwind.example/").await?;
            let embed = "const frame = document.createElement('iframe');
                frame.sandbox = arguments[0];
                frame.style.cssText = 'inline-size:900px;block-size:700px';
                frame.src = 'https://calendly.com/kim-single/30min';
                document.body.prepend(frame);";
            browser.script(embed, &[json!(sandbox)]).await?;
            // What is in sight is told when a picture is made, and none is made behind the popup.
            browser.enter_frame("iframe").await?;
            browser.see_text("10:30").await?;
            let drawn = "await new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)));";
            browser.script_async(drawn, &[]).await?;
            browser.leave().await?;
            browser.see_activity(activity).await?;
            prompts(browser, count).await?;
        }
        browser.enter_frame("iframe").await?;
        browser.enter_prompt().await?;
        browser.see_question("purpose").await
    }
}
