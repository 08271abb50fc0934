//! The sample pages: they must do what the real ones do, and the hostile ones must really attack.
//! The extension here is the stand-in, which mounts its prompt on every page of calendly.com.

use baton_e2e::{Browser, Kind, Outcome, Trouble, wait};
use serde_json::json;

/// Chooses the first free day and a time, as a visitor does.
async fn choose_a_slot(browser: &Browser) -> Outcome {
    browser.click(".month button:enabled").await?;
    browser.press("10:30").await?;
    browser.see("#form").await
}

/// Fills the form in and sends it.
async fn book(browser: &Browser) -> Outcome {
    browser.type_into("[name=name]", "Kim Sample").await?;
    browser
        .type_into("[name=email]", "kim@acme.example")
        .await?;
    browser.click("#form .go").await
}

/// Waits until a global of the page is a number above zero.
async fn counts(browser: &Browser, name: &str) -> Outcome {
    wait::until_true(&format!("`{name}` to count"), async || {
        let count = browser
            .script(&format!("return window.{name}"), &[])
            .await?;
        Ok(count.as_u64().is_some_and(|count| count > 0))
    })
    .await
}

/// Waits until the address of the tab satisfies a test.
async fn address(browser: &Browser, awaited: &str, test: impl Fn(&str) -> bool) -> Outcome {
    wait::until(awaited, async || {
        let url = browser.url().await?;
        if test(&url) {
            Ok(Some(()))
        } else {
            Err(Trouble::Unexpected(url))
        }
    })
    .await
}

/// The addresses of the frames in the page.
async fn frames(browser: &Browser) -> Result<Vec<String>, Trouble> {
    let list = "return [...document.querySelectorAll('iframe')].map((one) => one.src)";
    let found = browser.script(list, &[]).await?;
    serde_json::from_value(found).map_err(|error| Trouble::Unexpected(error.to_string()))
}

baton_e2e::in_both_browsers! { StandIn:
    async fn calendly_puts_the_slot_into_the_path_and_ends_at_an_invitee(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://calendly.com/alex-example/30min?a1=The%20budget").await?;
        choose_a_slot(browser).await?;
        address(browser, "a slot in the path", |url| url.contains("/30min/20") && url.contains("T10:30")).await?;
        assert_eq!(browser.value_of("[name=note]").await?, "The budget");
        book(browser).await?;
        browser.see_text("You are scheduled").await?;
        address(browser, "the invitee's page", |url| url.contains("/alex-example/30min/invitees/")).await?;
        browser.web().back().await?;
        browser.see("#form").await
    }

    async fn cal_com_keeps_the_slot_in_the_query_and_ends_at_a_booking(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://cal.com/kim-sample/intro?notes=The%20budget").await?;
        choose_a_slot(browser).await?;
        address(browser, "a slot in the query", |url| url.contains("slot=20")).await?;
        assert_eq!(browser.value_of("[name=note]").await?, "The budget");
        book(browser).await?;
        address(browser, "the booking's page", |url| url.starts_with("https://cal.com/booking/")).await
    }

    async fn the_other_vendors_book_in_place(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        for url in [
            "https://savvycal.com/alex-example/1a2b3c4d",
            "https://tidycal.com/sample-coach/45-minute-meeting",
            "https://zcal.co/i/AbCd12_e?a0=The%20budget",
        ] {
            browser.goto(url).await?;
            choose_a_slot(browser).await?;
            let note = browser.value_of("[name=note]").await?;
            assert_eq!(note, if url.contains("a0=") { "The budget" } else { "" });
            book(browser).await?;
            browser.see_text("You are scheduled").await?;
            assert_eq!(browser.url().await?, url);
        }
        Ok(())
    }

    async fn embedding_sites_show_the_vendors_page_with_embed_parameters(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        for (site, expected) in [
            ("https://www.northwind.example/contact", "https://calendly.com/acme/intro-call?hide_gdpr_banner=1&embed_domain="),
            ("https://app.globex.example/onboarding", "https://calendly.com/globex-support/onboarding?month=2026-04&embed_domain="),
            ("https://spa.acme.example/#/team", "https://calendly.com/acme/team-intro?embed_domain="),
            ("https://www.acme.example/book", "https://app.cal.com/alex-example/30min/embed?embed=30min"),
            ("https://www.acme.example/hello", "https://savvycal.com/alex-example/1a2b3c4d?embed="),
            ("https://www.samplecoach.example/", "https://tidycal.com/sample-coach/45-minute-meeting?embed="),
            ("https://www.northwind.example/photo", "https://zcal.co/i/AbCd12_e?embed=1"),
        ] {
            browser.goto(site).await?;
            wait::until(&format!("{expected} in {site}"), async || {
                let found = frames(browser).await?;
                if found.iter().any(|src| src.starts_with(expected)) {
                    return Ok(Some(()));
                }
                Err(Trouble::Unexpected(found.join(" ")))
            })
            .await?;
            browser.enter_frame("iframe").await?;
            browser.see(".month button:enabled").await?;
        }
        Ok(())
    }

    async fn click_triggers_open_the_vendors_page(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://blog.fabrikam.example/about").await?;
        browser.press("Schedule time with me").await?;
        browser.enter_frame(".calendly-overlay iframe").await?;
        browser.see(".month button:enabled").await?;
        browser.goto("https://dev.globex.example/").await?;
        browser.press("Talk to an engineer").await?;
        browser.enter_frame("cal-modal-box iframe.cal-embed").await?;
        browser.see(".month button:enabled").await
    }

    async fn strict_pages_work_and_count_no_report(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://calendly.com/strict/30min").await?;
        browser.enter_prompt().await?;
        browser.leave().await?;
        choose_a_slot(browser).await?;
        assert_eq!(browser.script("return window.__reports", &[]).await?, json!([]));
        // The counter itself counts.
        let image = "document.body.append(Object.assign(new Image(), { src: '/x.png' }))";
        browser.script(image, &[]).await?;
        wait::until_true("a counted report", async || {
            Ok(browser.script("return window.__reports.length", &[]).await?.as_u64() >= Some(1))
        })
        .await
    }

    async fn closed_and_sandboxed_pages_run_no_script_of_their_own(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        for url in ["https://calendly.com/closed/30min", "https://calendly.com/sandboxed/30min"] {
            browser.goto(url).await?;
            assert_eq!(browser.text_of("h1").await?, "30 min");
            assert!(!browser.has(".month button").await?, "{url}");
        }
        Ok(())
    }

    async fn hostile_pages_really_attack(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let hostile = |attack: &str| format!("https://calendly.com/hostile/{attack}");

        browser.goto(&hostile("keys")).await?;
        choose_a_slot(browser).await?;
        browser.type_into("[name=name]", "Kim").await?;
        let seen = browser.script("return window.__seen", &[]).await?.to_string();
        assert!(seen.contains("keydown:K"), "keys of the page itself are seen: {seen}");

        for (attack, count) in [
            ("clicks", "__clicked"),
            ("storm", "__turns"),
            ("forge", "__forged"),
        ] {
            browser.goto(&hostile(attack)).await?;
            counts(browser, count).await?;
        }

        for (attack, kind) in [("browser", "HTMLInputElement"), ("browser?frame", "Undefined")] {
            browser.goto(&hostile(attack)).await?;
            let runtime = "return Object.prototype.toString.call(window.browser.runtime).slice(8, -1)";
            assert_eq!(browser.script(runtime, &[]).await?, kind, "{attack}");
        }

        browser.goto(&hostile("pollute")).await?;
        assert_eq!(
            browser.script("return document.createElement('div').attachShadow({ mode: 'closed' }).mode", &[]).await?,
            "open"
        );

        for (attack, property) in [("fade", "opacity"), ("shrink", "transform"), ("clip", "clipPath")] {
            browser.goto(&hostile(attack)).await?;
            let style = format!("return document.documentElement.lastElementChild.style.{property}");
            wait::until_true("the prompt's host to be disguised", async || {
                Ok(browser.script(&style, &[]).await?.as_str().is_some_and(|value| !value.is_empty()))
            })
            .await?;
        }

        browser.goto(&hostile("remover")).await?;
        wait::until_true("the prompt to be removed", async || Ok(browser.count_prompts().await? == 0)).await?;

        browser.goto(&hostile("cover")).await?;
        let corner = "return document.elementFromPoint(innerWidth - 60, innerHeight - 60).textContent";
        wait::until_true("a sheet over the corner", async || {
            Ok(browser.script(corner, &[]).await?.as_str().is_some_and(|text| text.contains("claim")))
        })
        .await?;

        // Chromium's driver dies of such a page: it asks the document for its state by the names
        // that are clobbered here. The page's script is the same in both browsers.
        if browser.kind() == Kind::Firefox {
            browser.goto(&hostile("clobber")).await?;
            counts(browser, "__clobbered").await?;
        }
        Ok(())
    }

    async fn a_page_that_knows_the_address_can_embed_the_prompt(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://calendly.com/hostile/embed-prompt").await?;
        browser.enter_prompt().await?;
        let url = browser.script("return location.href", &[]).await?;
        browser.leave().await?;
        browser.script("window.__embed(arguments[0])", &[url]).await?;
        browser.enter_frame("iframe.stolen").await
    }

    async fn the_hidden_widget_is_shown_on_demand(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://www.northwind.example/hidden-widget").await?;
        assert!(!browser.find("#widget").await?.is_displayed().await?);
        browser.press("Book a call").await?;
        browser.see("#widget iframe").await
    }
}
