//! Forms in which an event is made, where a person allowed it: the gate from the organiser's side. The
//! browser's own question is answered by a copy of Baton that may look into every page already.

use baton_e2e::{Altered, Browser, Outcome, Scene, Trouble, wait};
use serde_json::json;

const GOOGLE: &str = "https://calendar.google.com/calendar/u/0/r/week";
const OUTLOOK: &str = "https://outlook.office.com/calendar/view/week";

fn allowed(copy: Altered) -> Result<Altered, Trouble> {
    copy.allowed_everywhere()
}

/// Allows forms on a host, and opens a page there.
async fn open(browser: &mut Browser, url: &str) -> Outcome {
    let host = url.split('/').nth(2).unwrap_or_default();
    let site = json!({ "host": host, "use": "forms" });
    let allow = json!({ "own": { "change_site": { "site": site, "is_allowed": true } } });
    let answer = browser.ask_as_own_page(allow).await?;
    assert_eq!(answer, json!({ "done": "ok" }));
    browser.goto(url).await
}

async fn ask(browser: &Browser, guest: &str) -> Outcome {
    browser.type_into("#guest", guest).await?;
    browser.click("#add").await
}

/// Waits for the prompt of an event.
async fn see_prompt(browser: &mut Browser, about: &str) -> Outcome {
    browser
        .in_prompt(async |prompt| {
            prompt.see_question("purpose").await?;
            prompt.see_text(about).await
        })
        .await
}

async fn see_no_prompt(browser: &mut Browser) -> Outcome {
    wait::until_true(
        "no prompt",
        async || Ok(browser.count_prompts().await? == 0),
    )
    .await
}

async fn a_focus_block_and_then_a_guest(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    open(browser, GOOGLE).await?;
    browser.click("#create").await?;
    let said = browser.see_activity("no_guests").await?;
    assert!(said.contains("Google Calendar"), "{said}");
    assert_eq!(browser.count_prompts().await?, 0);

    browser.type_into("#xTiIn", "Budget").await?;
    ask(browser, "alex@acme.example").await?;
    see_prompt(browser, "Budget with alex@acme.example").await?;
    ask(browser, "kim@acme.example").await?;
    browser.see_activity("prompting").await?;
    assert_eq!(browser.count_prompts().await?, 1);

    // The form goes on working, and the prompt leaves with it.
    browser.click("#save").await?;
    browser.see_text("Saved: Budget").await?;
    see_no_prompt(browser).await?;
    // Another event.
    browser.click("#create").await?;
    browser.see_activity("no_guests").await?;
    ask(browser, "lee@acme.example").await?;
    see_prompt(browser, "lee@acme.example").await
}

async fn a_form_of_another_shape(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    open(browser, GOOGLE).await?;
    let change = "for (const input of document.getElementById('form').content.children) {
        if (input.id.startsWith('x')) input.id = `new-${input.id}`;
    }";
    browser.script(change, &[]).await?;
    browser.click("#create").await?;
    ask(browser, "alex@acme.example").await?;
    browser.see_activity("cannot_prompt").await?;
    assert!(!browser.badge().await?.is_empty());
    assert_eq!(browser.count_prompts().await?, 0);
    browser.type_into("#new-xTiIn", "Budget").await?;
    browser.click("#save").await?;
    browser.see_text("Saved: Budget").await
}

async fn a_form_that_opens_over_the_calendar(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    open(browser, OUTLOOK).await?;
    for (title, guest) in [
        ("Budget", "alex@acme.example"),
        ("Plan", "kim@acme.example"),
    ] {
        browser.click("#new").await?;
        browser.see_activity("no_guests").await?;
        browser
            .type_into("[placeholder='Add title']", title)
            .await?;
        ask(browser, guest).await?;
        see_prompt(browser, &format!("{title} with {guest}")).await?;
        browser.click("#discard").await?;
        see_no_prompt(browser).await?;
    }
    browser.see_activity("not_booking").await?;
    Ok(())
}

baton_e2e::in_both_altered! {
    an_event_is_asked_about_once_somebody_is_asked_to_come: allowed, a_focus_block_and_then_a_guest;
    a_form_that_changed_its_shape_gets_the_badge_and_no_prompt: allowed, a_form_of_another_shape;
    a_form_without_an_address_is_asked_about_and_the_next_one_anew: allowed, a_form_that_opens_over_the_calendar;
}
