//! Pages that come and go: loaded ahead, left and come back to, moved within, framed, reloaded.
//! One prompt for each booking page that a person really has before them, never two.

use baton_e2e::booking::book_as_usual;
use baton_e2e::case::{Extension, Outcome, play};
use baton_e2e::{Browser, Kind, Scene, Trouble, wait};
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

/// Lets the page note when it is restored, and how many elements beside head and body (that is
/// where the prompt hangs) there are now and when it is put away.
async fn remember(browser: &Browser) -> Outcome {
    let note = "const hosts = () =>
          document.querySelectorAll('html > :not(head):not(body)').length;
        const before = hosts();
        window.__restored = false;
        addEventListener('pagehide', () => {
          window.__left = `${before} then ${hosts()}`;
          sessionStorage.left = window.__left;
        });
        addEventListener('pageshow', (event) => { window.__restored = event.persisted; });";
    browser.script(note, &[]).await?;
    Ok(())
}

/// Leaves for another page of the same site. By script, because a page that Firefox's driver clicks
/// away is not kept.
async fn go_elsewhere(browser: &Browser) -> Outcome {
    browser.script("location.assign('/pricing')", &[]).await?;
    address(browser, "/pricing").await
}

/// Whether the page that was told to [`remember`] is here again, out of the back/forward cache.
async fn was_restored(browser: &Browser) -> Result<bool, Trouble> {
    let restored = browser
        .script("return window.__restored ?? false", &[])
        .await?;
    Ok(restored == true)
}

/// Along the way of a booking, on which the address changes and the page stays.
async fn it_is_one_prompt(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto("https://calendly.com/alex-example").await?;
    browser.see_activity("listing").await?;
    assert_eq!(browser.count_prompts().await?, 0);
    browser.press("30 min").await?;
    address(browser, "/alex-example/30min").await?;
    browser
        .in_prompt(async |prompt| {
            prompt.choose("purpose-answer").await?;
            prompt.click("#write-instead").await?;
            prompt.type_into("#brief-owner", "Kim Sample").await?;
            prompt.see_saved().await?;
            // Gone if the frame is made anew.
            prompt
                .script("document.body.dataset.mark = 'first'", &[])
                .await?;
            prompt.click("#fold").await
        })
        .await?;

    browser.click(".month button:enabled").await?;
    browser.press("10:30").await?;
    address(browser, "T10:30").await?;
    prompts(browser, 1).await?;
    browser
        .in_prompt(async |prompt| {
            let mark = prompt
                .script("return document.body.dataset.mark ?? null", &[])
                .await?;
            assert_eq!(mark, "first", "the prompt was kept");
            Ok(())
        })
        .await?;

    browser.type_into("[name=name]", "Kim Sample").await?;
    browser
        .script("document.querySelector('#form .go').click()", &[])
        .await?;
    address(browser, "/invitees/").await?;
    prompts(browser, 0).await?;
    browser.see_activity("not_booking").await?;
    Ok(())
}

/// The page goes on by itself once its server has answered, long after what was pressed.
async fn a_late_move_is_seen(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto("https://calendly.com/alex-example").await?;
    browser.see_activity("listing").await?;
    let later = "setTimeout(() => history.pushState(null, '', '/alex-example/30min'), 300)";
    browser.script(later, &[]).await?;
    address(browser, "/alex-example/30min").await?;
    browser
        .in_prompt(async |prompt| prompt.see("#question").await)
        .await?;
    prompts(browser, 1).await
}

baton_e2e::in_both_altered! {
    /// As in Firefox before 147, the oldest that Baton supports among them.
    without_the_navigation_api_it_is_one_prompt_too:
        |copy| copy.replace("content.js", "if (globalThis.navigation)", "if (false)"),
        it_is_one_prompt;
    without_the_navigation_api_a_move_long_after_the_press_is_seen:
        |copy| copy.replace("content.js", "if (globalThis.navigation)", "if (false)"),
        a_late_move_is_seen;
}

baton_e2e::in_both_browsers! { Baton:
    async fn from_the_list_to_the_confirmation_it_is_one_prompt(scene: &mut Scene) -> Outcome {
        it_is_one_prompt(scene).await
    }

    /// The prompt goes before the page is put away, and a new one comes when it is back.
    ///
    /// Measured under the drivers, headless: Firefox 153 restores the page from its back/forward
    /// cache. Chromium 156 decides before `pagehide` and keeps no page in which a frame of an
    /// extension stood when it was left ("EmbedderExtensionFrame"); it makes the page anew.
    async fn a_page_with_a_prompt_that_is_left_and_come_back_to_has_one_prompt(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(BOOKING).await?;
        browser.in_prompt(async |prompt| prompt.see("#question").await).await?;
        remember(browser).await?;
        for _ in 0..2 {
            go_elsewhere(browser).await?;
            assert_eq!(browser.count_prompts().await?, 0);
            browser.web().back().await?;
            address(browser, "/alex-example/30min").await?;
            browser.in_prompt(async |prompt| prompt.see("#question").await).await?;
            prompts(browser, 1).await?;
            browser.see_activity("prompting").await?;
            // Firefox lets a page that is put away write no storage, Chromium makes it anew.
            let left = "return window.__left ?? sessionStorage.left ?? null";
            assert_eq!(browser.script(left, &[]).await?, "1 then 0", "prompts in the page that was left");
            let restored = was_restored(browser).await?;
            assert!(restored || browser.kind() == Kind::Chromium);
            if !restored {
                remember(browser).await?;
            }
        }
        Ok(())
    }

    async fn a_page_restored_after_its_prompt_was_closed_stays_quiet_and_is_known(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(BOOKING).await?;
        browser.enter_prompt().await?;
        browser.see("#question").await?;
        browser.press_until_gone("#not-now").await?;
        remember(browser).await?;
        go_elsewhere(browser).await?;
        browser.see_activity("not_booking").await?;
        browser.web().back().await?;
        address(browser, "/alex-example/30min").await?;
        assert!(was_restored(browser).await?);
        // The page has to say anew what it is: the one in between has said something else.
        browser.see_activity("stepped_aside").await?;
        prompts(browser, 0).await
    }

    /// The browser tells the frame that its page is back before anybody has seen it.
    async fn a_widget_of_a_restored_page_asks_when_it_is_shown(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://www.northwind.example/hidden-widget").await?;
        browser.enter_frame("#widget iframe").await?;
        wait::until_true("the hidden page to be loaded", async || {
            Ok(browser.script("return document.readyState", &[]).await? == "complete")
        }).await?;
        browser.leave().await?;
        remember(browser).await?;
        browser.script("location.assign('/?elsewhere')", &[]).await?;
        address(browser, "?elsewhere").await?;
        browser.web().back().await?;
        address(browser, "/hidden-widget").await?;
        assert!(was_restored(browser).await?);
        let drawn = "await new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)));";
        browser.script_async(drawn, &[]).await?;
        browser.see_activity("elsewhere").await?;
        assert_eq!(browser.count_prompts().await?, 0);
        browser.press("Book a call").await?;
        browser.enter_frame("#widget iframe").await?;
        browser.enter_prompt().await?;
        browser.see("#question").await?;
        prompts(browser, 1).await
    }

    async fn a_restored_page_that_moves_on_within_itself_gets_one_prompt(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(BOOKING).await?;
        browser.in_prompt(async |prompt| prompt.click("#fold").await).await?;
        book_as_usual(browser).await?;
        address(browser, "/invitees/").await?;
        prompts(browser, 0).await?;
        remember(browser).await?;
        go_elsewhere(browser).await?;
        browser.web().back().await?;
        address(browser, "/invitees/").await?;
        assert!(was_restored(browser).await?);
        assert_eq!(browser.count_prompts().await?, 0);
        browser.web().back().await?;
        address(browser, "T10:30").await?;
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
