//! Pages that come and go: loaded ahead, left and come back to, moved within, framed, reloaded.
//! One prompt for each booking page that a person really has before them, never two.

use baton_e2e::case::{Extension, Outcome, play};
use baton_e2e::{Browser, Kind, Trouble, wait};
use serde_json::json;

const BOOKING: &str = "https://calendly.com/alex-example/30min";

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

async fn address(browser: &Browser, awaited: &str) -> Outcome {
    wait::until(&format!("`{awaited}` in the address"), async || {
        let url = browser.url().await?;
        if url.contains(awaited) {
            return Ok(Some(()));
        }
        Err(Trouble::Unexpected(url))
    })
    .await
}

baton_e2e::in_both_browsers! { Baton:
    async fn from_the_list_to_the_confirmation_it_is_one_prompt(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://calendly.com/alex-example").await?;
        browser.see_activity("listing").await?;
        assert_eq!(browser.count_prompts().await?, 0);
        browser.press("30 min").await?;
        address(browser, "/alex-example/30min").await?;
        browser.in_prompt(async |prompt| {
            prompt.choose("purpose-answer").await?;
            prompt.click("#write-instead").await?;
            prompt.type_into("#brief-owner", "Kim Sample").await?;
            prompt.see_saved().await?;
            // Gone if the frame is made anew.
            prompt.script("document.body.dataset.mark = 'first'", &[]).await?;
            prompt.click("#fold").await
        }).await?;

        browser.click(".month button:enabled").await?;
        browser.press("10:30").await?;
        address(browser, "T10:30").await?;
        prompts(browser, 1).await?;
        browser.in_prompt(async |prompt| {
            let mark = prompt.script("return document.body.dataset.mark ?? null", &[]).await?;
            assert_eq!(mark, "first", "the prompt was kept");
            Ok(())
        }).await?;

        browser.type_into("[name=name]", "Kim Sample").await?;
        browser.script("document.querySelector('#form .go').click()", &[]).await?;
        address(browser, "/invitees/").await?;
        prompts(browser, 0).await?;
        browser.see_activity("not_booking").await?;
        Ok(())
    }

    /// Whether the browser restores the page or makes it anew is not shown here: under a driver,
    /// both browsers make it anew.
    async fn coming_back_finds_one_prompt(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(BOOKING).await?;
        browser.in_prompt(async |prompt| prompt.see("#question").await).await?;
        browser.press("Pricing").await?;
        address(browser, "/pricing").await?;
        assert_eq!(browser.count_prompts().await?, 0);
        browser.web().back().await?;
        address(browser, "/alex-example/30min").await?;
        browser.in_prompt(async |prompt| prompt.see("#question").await).await?;
        prompts(browser, 1).await?;
        browser.web().forward().await?;
        address(browser, "/pricing").await?;
        browser.web().back().await?;
        address(browser, "/alex-example/30min").await?;
        browser.in_prompt(async |prompt| prompt.see("#question").await).await?;
        prompts(browser, 1).await
    }

    async fn a_reload_finds_one_prompt_with_the_draft(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(BOOKING).await?;
        browser.in_prompt(async |prompt| {
            prompt.choose("purpose-answer").await?;
            prompt.see_saved().await
        }).await?;
        browser.web().refresh().await?;
        browser.in_prompt(async |prompt| prompt.see("#resumed").await).await?;
        prompts(browser, 1).await?;
        assert_eq!(browser.stored_notes().await?.len(), 1);
        Ok(())
    }

    /// A prompt made anew each time would be a ticket each time, until nothing fits any more.
    async fn a_page_that_plays_being_left_keeps_its_one_prompt(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://calendly.com/hostile/lifecycle").await?;
        browser.in_prompt(async |prompt| {
            prompt.see("#question").await?;
            prompt.script("document.body.dataset.mark = 'first'", &[]).await.map(drop)
        }).await?;
        let played = "return window.__played";
        let before = browser.script(played, &[]).await?.as_u64().unwrap_or_default();
        wait::until_true("the page to play on", async || {
            Ok(browser.script(played, &[]).await?.as_u64() > Some(before + 100))
        }).await?;
        browser.in_prompt(async |prompt| {
            let mark = prompt.script("return document.body.dataset.mark ?? null", &[]).await?;
            assert_eq!(mark, "first", "the prompt was kept");
            prompt.choose("purpose-answer").await?;
            prompt.see_saved().await
        }).await?;
        let remembered = browser.in_own_page("popup.html", async |page| {
            page.script_async(
                "return Object.keys(await browser.storage.session.get())
                   .filter((key) => /^(ticket|prompt)/.test(key)).length;", &[]).await
        }).await?;
        assert_eq!(remembered, 1);
        Ok(())
    }

    async fn a_booking_page_deep_in_frames_gets_one_prompt(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://www.northwind.example/").await?;
        let nest = "const outer = document.createElement('iframe');
            outer.style.cssText = 'inline-size:900px;block-size:700px';
            outer.srcdoc = `<iframe style='inline-size:850px;block-size:650px' src='${arguments[0]}'></iframe>`;
            document.body.prepend(outer);";
        browser.script(nest, &[json!(BOOKING)]).await?;
        prompts(browser, 1).await?;
        browser.enter_frame("iframe[srcdoc]").await?;
        browser.enter_frame("iframe").await?;
        browser.enter_prompt().await?;
        browser.see("#question").await
    }
}

/// Whether any frame of the browser shows the prompt, as the browser itself counts frames.
async fn a_prompt_runs(browser: &Browser) -> Result<bool, Trouble> {
    let targets = browser.devtools("Target.getTargets", json!({})).await?;
    Ok(targets["targetInfos"]
        .as_array()
        .into_iter()
        .flatten()
        .any(|one| {
            one["url"]
                .as_str()
                .is_some_and(|url| url.ends_with("/prompt.html"))
        }))
}

/// Only Chromium loads pages ahead.
#[test]
fn a_page_loaded_ahead_asks_only_once_it_is_opened() {
    play(
        Kind::Chromium,
        Extension::Baton,
        "prerender",
        async |scene| {
            scene.browser.goto("https://calendly.com/features").await?;
            wait::until_true("the booking page to be loaded ahead", async || {
                Ok(scene
                    .site
                    .hits()
                    .iter()
                    .any(|hit| hit.target == "/_sample/booking.js"))
            })
            .await?;
            let browser = &mut scene.browser;
            assert!(!a_prompt_runs(browser).await?);
            browser.click("#next").await?;
            browser.see_text("Alex Example").await?;
            let started =
                "return performance.getEntriesByType('navigation')[0].activationStart > 0";
            assert_eq!(browser.script(started, &[]).await?, true);
            browser
                .in_prompt(async |prompt| prompt.see("#question").await)
                .await?;
            assert!(a_prompt_runs(browser).await?, "frames are counted");
            prompts(browser, 1).await
        },
    );
}
