//! The driver itself, shown with a tiny extension of Baton's shape: what the other tests stand on.

use baton_e2e::browser::Ending;
use baton_e2e::wait;
use serde_json::json;

const BOOKING: &str = "https://calendly.com/alex-example/30min";

baton_e2e::in_both_browsers! { StandIn:
    /// Also: a click there is a real one, and what it copied can be read.
    async fn the_prompt_in_a_closed_shadow_root_can_be_entered_and_used(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(BOOKING).await?;
        browser.in_prompt(async |prompt| {
            prompt.type_into("#purpose", "decide on the date").await?;
            prompt.press("Copy").await?;
            prompt.see_text("copied").await
        }).await?;
        assert_eq!(browser.clipboard().await?.plain, "decide on the date");
        assert_eq!(browser.text_of("h1").await?, "30 min");
        Ok(())
    }

    async fn the_prompt_of_an_embedded_booking_page_can_be_entered(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://www.northwind.example/contact").await?;
        browser.enter_frame("iframe[title='Calendly Scheduling Page']").await?;
        browser.enter_prompt().await?;
        browser.type_into("#purpose", "embedded").await?;
        let picture = baton_e2e::places::leavings().join("embedded.png");
        browser.screenshot(&picture).await?;
        assert_eq!(browser.value_of("#purpose").await?, "embedded", "still in the prompt");
        let card = baton_e2e::places::leavings().join("card.png");
        browser.picture_of("main", &card).await?;
        assert!(std::fs::read(card).is_ok_and(|png| png.starts_with(b"\x89PNG")));
        assert_eq!(browser.count_prompts().await?, 1);
        Ok(())
    }

    async fn prompts_are_counted_in_all_frames(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://www.northwind.example/").await?;
        assert_eq!(browser.count_prompts().await?, 0);
        browser.goto(BOOKING).await?;
        browser.enter_prompt().await?;
        assert_eq!(browser.count_prompts().await?, 1);
        Ok(())
    }

    async fn a_stopped_background_starts_again_with_the_next_message(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(BOOKING).await?;
        browser.enter_prompt().await?;
        let first = run_of_the_background(browser).await?;
        browser.stop_worker().await?;
        assert!(!browser.worker_runs().await?);
        let second = run_of_the_background(browser).await?;
        assert_ne!(first, second);
        assert!(browser.worker_runs().await?);
        Ok(())
    }

    async fn an_extension_page_opens_in_a_tab_and_knows_the_tabs(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(BOOKING).await?;
        let tab = browser.tab_id(BOOKING).await?;
        browser.open_extension_page(&format!("popup.html?tab={tab}")).await?;
        browser.see_text("Stand-in popup").await?;
        assert!(browser.url().await?.ends_with(&format!("popup.html?tab={tab}")));
        Ok(())
    }

    async fn axe_finds_the_one_fault_of_the_stand_in_popup(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.open_extension_page("popup.html").await?;
        let found = browser.axe_violations().await?;
        let rules: Vec<&str> = found.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(rules, ["button-name"]);
        browser.goto(BOOKING).await?;
        browser.in_prompt(async |prompt| prompt.is_accessible().await).await
    }

    async fn what_is_stored_survives_a_restart_and_a_kill(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let set = "await browser.storage.local.set(args[0]);";
        let get = "return await browser.storage.local.get();";
        browser.open_extension_page("popup.html").await?;
        browser.script_async(set, &[json!({ "kept": 1 })]).await?;
        browser.restart(Ending::Quit).await?;
        browser.open_extension_page("popup.html").await?;
        assert_eq!(browser.script_async(get, &[]).await?, json!({ "kept": 1 }));
        browser.restart(Ending::Kill).await?;
        browser.open_extension_page("popup.html").await?;
        assert_eq!(browser.script_async(get, &[]).await?, json!({ "kept": 1 }));
        browser.goto(BOOKING).await?;
        browser.enter_prompt().await
    }

    async fn nothing_is_asked_of_a_host_without_pages(scene: &mut Scene) -> Outcome {
        scene.browser.goto(BOOKING).await?;
        scene.browser.enter_prompt().await?;
        let hits = scene.site.hits();
        assert!(hits.iter().any(|hit| hit.host == "calendly.com" && hit.target == "/alex-example/30min"));
        assert_eq!(scene.site.strangers(), []);
        Ok(())
    }
}

/// Which run of the background answers.
async fn run_of_the_background(browser: &baton_e2e::Browser) -> Result<String, baton_e2e::Trouble> {
    let ask = "delete document.body.dataset.started;
        document.dispatchEvent(new Event('ask-background'));";
    browser.script(ask, &[]).await?;
    wait::until("an answer of the background", async || {
        let answer = browser
            .script("return document.body.dataset.started ?? null", &[])
            .await?;
        Ok(answer.as_str().map(str::to_owned))
    })
    .await
}

/// Both schemes, in the page and in the extension's frame.
#[test]
fn the_colour_scheme_reaches_pages_and_frames() {
    use baton_e2e::{Kind, Options, Scene, places};
    let asks = "return matchMedia('(prefers-color-scheme: dark)').matches";
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for (kind, dark) in [
        (Kind::Chromium, true),
        (Kind::Firefox, true),
        (Kind::Chromium, false),
    ] {
        runtime.block_on(async {
            let mut options = Options::new(places::stand_in());
            options.dark = dark;
            options.window = (900, 700);
            let mut scene = Scene::start(kind, options).await.unwrap();
            scene.browser.goto(BOOKING).await.unwrap();
            assert_eq!(
                scene.browser.script(asks, &[]).await.unwrap(),
                dark,
                "{kind:?}"
            );
            assert_eq!(
                scene
                    .browser
                    .script("return outerWidth", &[])
                    .await
                    .unwrap(),
                900,
                "{kind:?}"
            );
            scene.browser.enter_prompt().await.unwrap();
            assert_eq!(
                scene.browser.script(asks, &[]).await.unwrap(),
                dark,
                "{kind:?}"
            );
            scene.browser.close().await;
        });
    }
}

/// Only Chromium prerenders. The prompt is there only after the page was really opened.
#[test]
fn the_features_page_prerenders_a_booking_page_in_chromium() {
    use baton_e2e::case::{Extension, play};
    play(
        baton_e2e::Kind::Chromium,
        Extension::StandIn,
        "prerender",
        async |scene| {
            scene.browser.goto("https://calendly.com/features").await?;
            wait::until_true("the booking page to be loaded ahead", async || {
                Ok(scene
                    .site
                    .hits()
                    .iter()
                    .any(|hit| hit.target == "/alex-example/30min"))
            })
            .await?;
            let browser = &mut scene.browser;
            browser.click("#next").await?;
            browser.see_text("Alex Example").await?;
            let started =
                "return performance.getEntriesByType('navigation')[0].activationStart > 0";
            assert_eq!(browser.script(started, &[]).await?, true);
            browser.enter_prompt().await
        },
    );
}
