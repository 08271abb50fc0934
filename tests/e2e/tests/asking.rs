//! When Baton asks: said in the prompt, seen and taken back in the popup and on the page for it, strict
//! sites held back before anything is requested from them.

use baton_e2e::browser::Ending;
use baton_e2e::{Browser, Kind, Outcome, Trouble, wait};
use serde_json::json;

const BOOKING: &str = "https://calendly.com/alex-example/30min";
const OTHER: &str = "https://cal.com/kim-sample/intro";

/// Opens the popup at the toolbar and gives what it shows once it has asked for the notes.
const POPUP: &str = "await browser.action.openPopup();
    for (;;) {
      const [popup] = browser.extension.getViews({ type: 'popup' });
      const shown = popup?.document.querySelector('#empty, #failure');
      if (shown) return shown.textContent;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }";

/// Changes when Baton asks, as the page for it would.
async fn tell(browser: &mut Browser, change: serde_json::Value) -> Outcome {
    let change = json!({ "own": { "change_asking": { "change": change.to_string() } } });
    let told = browser.ask_as_own_page(change).await?;
    assert!(told["done"]["asking"].is_string(), "{told}");
    Ok(())
}

/// Makes Calendly's booking pages stop before they load, also where the worker sleeps before each choice.
async fn make_strict(browser: &mut Browser) -> Outcome {
    let from = browser.open_extension_page("when.html").await?;
    browser.see("#add-site").await?;
    browser.stop_worker().await?;
    browser.click("#add-site option[value=calendly]").await?;
    browser.see("[data-site=calendly]").await?;
    browser.stop_worker().await?;
    browser
        .click("[data-site=calendly] option[value=strict]")
        .await?;
    // What was chosen shows at once; it holds once the browser has the rule.
    be_held(browser).await?;
    browser.close_tab(from).await
}

/// Waits in one of Baton's own pages until the browser holds strict sites back.
async fn be_held(browser: &Browser) -> Outcome {
    let rules = "const rules = await browser.declarativeNetRequest.getSessionRules();
        return rules.some(({ action }) => action.type === 'redirect');";
    wait::until_true("strict sites to be held back", async || {
        Ok(browser.script_async(rules, &[]).await? == true)
    })
    .await
}

/// Kills the browser and starts it again. Not every driver's start is one that Baton is told of: then the
/// first strict page asks by itself, and the next one is held back.
async fn crash(browser: &mut Browser) -> Outcome {
    browser.restart(Ending::Kill).await?;
    browser
        .goto("https://calendly.com/alex-example/15min")
        .await?;
    browser
        .in_own_page("popup.html", async |page| be_held(page).await)
        .await?;
    browser.goto("https://www.northwind.example/contact").await
}

async fn prompts(browser: &mut Browser, expected: usize) -> Outcome {
    wait::until(&format!("{expected} prompts"), async || {
        match browser.count_prompts().await? {
            count if count == expected => Ok(Some(())),
            count => Err(Trouble::Unexpected(format!("{count} prompts"))),
        }
    })
    .await
}

/// Waits until the page itself can be reached by keyboard, or cannot.
async fn see_inert(browser: &Browser, expected: bool) -> Outcome {
    wait::until_true(&format!("the page to be inert: {expected}"), async || {
        let inert = browser.script("return document.body.inert", &[]).await?;
        Ok(inert == expected)
    })
    .await
}

/// Goes to an address that Baton stops; the driver need not see the end of it.
async fn go(browser: &mut Browser, url: &str) -> Outcome {
    browser.leave().await?;
    let script = "location.assign(arguments[0])";
    browser.script(script, &[json!(url)]).await?;
    Ok(())
}

async fn see_address(browser: &Browser, expected: &str) -> Outcome {
    wait::until(&format!("the address {expected}"), async || {
        let url = browser.url().await?;
        match url == expected {
            true => Ok(Some(())),
            false => Err(Trouble::Unexpected(url)),
        }
    })
    .await
}

/// Waits for the page that stands in the place of a strict one, and enters its prompt.
async fn enter_strict_prompt(browser: &mut Browser) -> Outcome {
    wait::until("the strict page", async || {
        let url = browser.url().await?;
        match url.contains("/strict.html#") {
            true => Ok(Some(())),
            false => Err(Trouble::Unexpected(url)),
        }
    })
    .await?;
    browser.see("#place iframe").await?;
    browser.enter_frame("#place iframe").await?;
    browser.see_question("purpose").await
}

baton_e2e::in_both_browsers! { Baton:
    async fn one_not_now_lets_the_same_page_through_in_another_tab(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(BOOKING).await?;
        browser.enter_prompt().await?;
        browser.see_question("purpose").await?;
        browser.press_until_gone("#not-now").await?;

        let first = browser.open_tab().await?;
        browser.goto(BOOKING).await?;
        browser.see_activity("stepped_aside").await?;
        assert_eq!(browser.count_prompts().await?, 0);
        browser.goto(OTHER).await?;
        browser.in_prompt(async |prompt| prompt.see_question("purpose").await).await?;
        browser.close_tab(first).await
    }

    async fn never_on_this_site_holds_in_every_tab_and_is_taken_back_in_the_popup(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://calendly.com/alex-example/60min").await?;
        browser.in_prompt(async |prompt| prompt.see_question("purpose").await).await?;
        let first = browser.open_tab().await?;
        browser.goto(BOOKING).await?;
        browser.enter_prompt().await?;
        browser.see_question("purpose").await?;
        browser.click("#later summary").await?;
        browser.see("#later-never").await?;
        browser.is_accessible().await?;
        browser.press_until_gone("#later-never").await?;
        // The other tab's prompt goes as well, without a load.
        browser.close_tab(first).await?;
        prompts(browser, 0).await?;

        let said = browser.see_activity("quiet").await?;
        assert!(said.contains("does not ask on this site"), "{said}");
        let from = browser.open_popup().await?;
        browser.click("#ask-again").await?;
        wait::until_true("the popup to say that it asks", async || {
            browser.has("#activity[data-activity=prompting]").await
        })
        .await?;
        browser.close_popup(from).await?;
        browser.in_prompt(async |prompt| prompt.see_question("purpose").await).await
    }

    async fn after_repeated_skips_baton_offers_to_be_quieter_and_then_is(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        for number in 0..5 {
            browser.goto(&format!("https://calendly.com/alex-example/meeting-{number}")).await?;
            browser.enter_prompt().await?;
            browser.see_question("purpose").await?;
            assert!(!browser.has("#offer").await?, "{number}");
            browser.press_until_gone("#not-now").await?;
        }
        browser.goto(BOOKING).await?;
        browser.enter_prompt().await?;
        browser.see_text("You skipped Baton 5 times here this week").await?;
        browser.is_accessible().await?;
        browser.press_away("#offer-yes").await?;
        browser.leave().await?;
        // From now on a small button stands there, and opens.
        browser.goto(OTHER).await?;
        browser.in_prompt(async |prompt| prompt.see_question("purpose").await).await?;
        browser.goto("https://calendly.com/alex-example/60min").await?;
        browser.enter_prompt().await?;
        browser.see("#pill").await?;
        // Its frame takes the size of a button first, and moves away from under the mouse.
        browser.see_still().await?;
        browser.click("#pill").await?;
        browser.see_question("purpose").await
    }

    async fn a_pause_stands_in_front_of_the_page_and_gives_it_free(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(OTHER).await?;
        tell(browser, json!({ "elsewhere": "pause" })).await?;
        browser.goto(BOOKING).await?;
        browser.in_prompt(async |prompt| prompt.see_question("purpose").await).await?;
        // The middle of the page and its corner belong to Baton.
        let covered = "return [[9, 9], [innerWidth / 2, innerHeight / 2]].map(([x, y]) =>
            document.elementFromPoint(x, y).shadowRoot === null
            && document.elementFromPoint(x, y).parentNode === document.documentElement)";
        assert_eq!(browser.script(covered, &[]).await?, json!([true, true]));
        // So does the keyboard.
        see_inert(browser, true).await?;
        let focused = "return document.activeElement.parentNode === document.documentElement
            && document.activeElement !== document.body";
        assert_eq!(browser.script(focused, &[]).await?, json!(true));
        browser.enter_prompt().await?;
        browser.click("#fold").await?;
        browser.see("#pill").await?;
        browser.leave().await?;
        see_inert(browser, false).await?;
        let free = "return document.elementFromPoint(9, 9).parentNode !== document.documentElement
            || document.elementFromPoint(9, 9) === document.body";
        wait::until_true("the page to be free", async || Ok(browser.script(free, &[]).await? == true)).await?;
        browser.enter_prompt().await?;
        browser.click("#pill").await?;
        browser.see_question("purpose").await?;
        browser.leave().await?;
        see_inert(browser, true).await?;
        browser.enter_prompt().await?;
        browser.press_until_gone("#not-now").await?;
        prompts(browser, 0).await?;
        see_inert(browser, false).await
    }

    async fn a_page_that_takes_a_pause_away_can_be_reached_again(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(OTHER).await?;
        tell(browser, json!({ "elsewhere": "pause" })).await?;
        browser.goto(BOOKING).await?;
        browser.in_prompt(async |prompt| prompt.see_question("purpose").await).await?;
        see_inert(browser, true).await?;
        let take_away = "document.querySelector('html > :not(head):not(body)').remove()";
        browser.script(take_away, &[]).await?;
        see_inert(browser, false).await
    }

    async fn what_a_page_made_inert_itself_stays_so(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(OTHER).await?;
        tell(browser, json!({ "elsewhere": "pause" })).await?;
        browser.goto(BOOKING).await?;
        browser.in_prompt(async |prompt| prompt.click("#fold").await).await?;
        see_inert(browser, false).await?;
        browser.script("document.body.inert = true", &[]).await?;
        browser.enter_prompt().await?;
        // Its frame takes the size of a button first, and moves away from under the mouse.
        browser.see_still().await?;
        browser.click("#pill").await?;
        browser.see_question("purpose").await?;
        browser.press_until_gone("#not-now").await?;
        prompts(browser, 0).await?;
        see_inert(browser, true).await
    }

    async fn a_strict_site_is_asked_about_before_it_loads_and_goes_on_to_the_exact_address(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://www.northwind.example/contact").await?;
        make_strict(browser).await?;
        let exact = "https://calendly.com/alex-example/30min?month=2026-04&a1=The%20budget#step-2";
        go(browser, exact).await?;
        enter_strict_prompt(browser).await?;
        let hits = scene.site.hits();
        assert!(hits.iter().all(|hit| !hit.target.starts_with("/alex-example")), "{hits:?}");

        let browser = &mut scene.browser;
        browser.press_until_gone("#not-now").await?;
        see_address(browser, exact).await?;
        prompts(browser, 0).await?;
        // Reload and back behave: the page is let through, and what was before it is before it.
        browser.web().refresh().await?;
        see_address(browser, exact).await?;
        // Only the browser leads to Baton's page: by its address, pages would know who has Baton. (In
        // Firefox that address is another one in each profile.)
        if browser.kind() == Kind::Chromium {
            let page = json!(browser.extension_url("strict.html"));
            let load = "return await fetch(args[0]).then(() => true, () => false)";
            assert_eq!(browser.script_async(load, &[page]).await?, json!(false));
        }
        browser.web().back().await?;
        see_address(browser, "https://www.northwind.example/contact").await?;
        browser.web().forward().await?;
        see_address(browser, exact).await?;

        // What is no booking page was never held up for longer than a glance.
        go(browser, "https://calendly.com/pricing#faq").await?;
        see_address(browser, "https://calendly.com/pricing#faq").await?;
        // The next booking is asked about again, and the way on stands below the prompt.
        let next = "https://calendly.com/alex-example/60min#x";
        go(browser, next).await?;
        enter_strict_prompt(browser).await?;
        browser.leave().await?;
        browser.is_accessible().await?;
        browser.click("#go-on").await?;
        see_address(browser, next).await
    }

    async fn the_popup_is_answered_by_the_background_while_a_strict_page_stands(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://www.northwind.example/contact").await?;
        make_strict(browser).await?;
        go(browser, BOOKING).await?;
        enter_strict_prompt(browser).await?;
        browser.leave().await?;
        // As the button does: it has no tab, as little as the background.
        let text = browser.in_own_page("when.html", async |page| page.script_async(POPUP, &[]).await).await?;
        let text = text.as_str().unwrap_or_default();
        assert!(text.contains("No notes yet"), "{text}");
        Ok(())
    }

    async fn strict_is_taken_back_and_the_page_loads_at_once(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://www.northwind.example/contact").await?;
        make_strict(browser).await?;
        go(browser, BOOKING).await?;
        enter_strict_prompt(browser).await?;
        browser.leave().await?;
        let from = browser.open_extension_page("when.html").await?;
        browser.click("[data-site=calendly] .undo").await?;
        wait::until_true("the site to be gone", async || Ok(!browser.has("[data-site=calendly]").await?)).await?;
        browser.close_tab(from).await?;
        // The page that waited goes on by itself.
        see_address(browser, BOOKING).await?;
        browser.in_prompt(async |prompt| prompt.see_question("purpose").await).await
    }

    async fn strict_holds_after_a_crash_and_the_way_on_works_though_the_worker_sleeps(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://www.northwind.example/contact").await?;
        make_strict(browser).await?;
        for exact in ["https://calendly.com/alex-example/30min#x", "https://calendly.com/alex-example/60min?a=1#y"] {
            go(browser, exact).await?;
            enter_strict_prompt(browser).await?;
            browser.leave().await?;
            browser.stop_worker().await?;
            browser.click("#go-on").await?;
            see_address(browser, exact).await?;
            crash(browser).await?;
        }
        // What is chosen last holds as well.
        go(browser, BOOKING).await?;
        enter_strict_prompt(browser).await?;
        browser.click("#later summary").await?;
        browser.see("#later-never").await?;
        browser.stop_worker().await?;
        browser.press_until_gone("#later-never").await?;
        see_address(browser, BOOKING).await?;
        browser.restart(Ending::Kill).await?;
        browser.goto("https://www.northwind.example/contact").await?;
        let next = "https://calendly.com/alex-example/60min";
        go(browser, next).await?;
        see_address(browser, next).await?;
        browser.see_activity("quiet").await?;
        prompts(browser, 0).await
    }

    /// As where a new tab is told to go on by whoever opened it.
    async fn a_strict_site_is_asked_about_from_a_page_without_an_origin(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://www.northwind.example/contact").await?;
        make_strict(browser).await?;
        let from = browser.open_tab().await?;
        // A new tab in Firefox replaces its first empty page; a script in that one fails.
        browser.goto("about:blank").await?;
        assert_eq!(browser.url().await?, "about:blank");
        go(browser, BOOKING).await?;
        enter_strict_prompt(browser).await?;
        browser.press_until_gone("#not-now").await?;
        see_address(browser, BOOKING).await?;
        browser.close_tab(from).await
    }

    async fn two_strict_sites_that_send_each_other_whoever_comes_are_let_through(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://www.northwind.example/contact").await?;
        tell(browser, json!({ "elsewhere": "strict" })).await?;
        let before = browser.open_tab().await?;
        browser.goto("https://www.northwind.example/contact").await?;
        go(browser, "https://calendly.com/login/circle?turn=0").await?;
        see_address(browser, "https://calendly.com/login/circle?turn=12").await?;
        // That was this tab's; another one is asked as ever.
        browser.close_tab(before).await?;
        go(browser, BOOKING).await?;
        enter_strict_prompt(browser).await
    }

    async fn the_fullest_list_of_sites_can_be_changed_and_says_that_it_is_full(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://www.northwind.example/contact").await?;
        tell(browser, json!({ "elsewhere": "nudge" })).await?;
        let site = |number| json!({ "site": format!("meet{number}.acme.example"), "manner": "pause" });
        let sites: Vec<_> = (0..5_000).map(site).collect();
        let full = json!({ "schema": 1, "asking": { "sites": sites } }).to_string();
        browser.in_own_page("popup.html", async |page| page.plant_record("asking", &full).await).await?;

        let from = browser.open_extension_page("when.html").await?;
        let last = "[data-site='meet4999.acme.example']";
        browser.see(last).await?;
        let count = "return document.querySelectorAll('[data-site]').length";
        assert_eq!(browser.script(count, &[]).await?, json!(5_000));
        browser.click("#add-site option[value=calendly]").await?;
        browser.see_text("This list is full").await?;
        browser.click(&format!("{last} option[value=never]")).await?;
        browser.click("[data-site='meet0.acme.example'] .undo").await?;
        wait::until_true("one site to be taken out", async || {
            Ok(browser.script(count, &[]).await? == json!(4_999))
        })
        .await?;
        browser.click("#add-site option[value=calendly]").await?;
        browser.see("[data-site=calendly]").await?;
        let kept = browser.ask(json!({ "own": "asking" })).await?;
        let kept = kept["done"]["asking"].as_str().unwrap_or_default();
        let end = r#"{"site":"meet4999.acme.example","manner":"never"},{"site":"calendly","manner":"pause"}]"#;
        assert!(kept.contains(end), "{kept}");
        browser.close_tab(from).await
    }

    async fn a_brief_is_written_in_the_place_of_a_strict_page(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://www.northwind.example/contact").await?;
        make_strict(browser).await?;
        go(browser, BOOKING).await?;
        enter_strict_prompt(browser).await?;
        browser.click("#write-instead").await?;
        browser.rewrite("#brief-ask", "Which date?").await?;
        browser.see_saved().await?;
        browser.leave().await?;
        browser.open_popup().await?;
        browser.see_notes(&["Which date?"]).await
    }

    async fn hours_skips_and_pauses_are_set_in_one_place(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let from = browser.open_extension_page("when.html").await?;
        browser.see("#elsewhere-manner").await?;
        browser.is_accessible().await?;
        browser.click("#pause-today").await?;
        browser.see("#pause-rows .undo").await?;
        browser.click("#in-hours").await?;
        browser.see("#from").await?;
        browser.click("#day-4").await?;
        wait::until_true("Friday to be off", async || Ok(!browser.has("#day-4:checked").await?)).await?;
        browser.type_into("#skips-a-day", "2").await?;
        browser.click("h1").await?;
        browser.is_accessible().await?;
        wait::until("what is kept", async || {
            let kept = browser.ask(json!({ "own": "asking" })).await?;
            let record = kept["done"]["asking"].as_str().unwrap_or_default().to_owned();
            let is_kept = record.contains(r#""skips_a_day":2"#) && record.contains("false,false,false]");
            match is_kept {
                true => Ok(Some(())),
                false => Err(Trouble::Unexpected(record)),
            }
        })
        .await?;
        browser.close_tab(from).await?;

        browser.goto(BOOKING).await?;
        browser.see_activity("quiet").await?;
        tell(browser, json!({ "in_hours": null })).await?;
        tell(browser, json!({ "resume": "everything" })).await?;
        browser.in_prompt(async |prompt| {
            prompt.see_text("Skips left today: 2").await
        })
        .await
    }
}
