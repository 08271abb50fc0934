//! Where Baton asks, what it asks, and where it is quiet.

use baton_e2e::prompt::Answers;
use baton_e2e::{Browser, Outcome, Trouble, wait};

/// Waits until the prompt that was entered says who and what is about to be booked.
async fn says(browser: &Browser, what: &str, details: &str) -> Outcome {
    wait::until(
        &format!("“{what}”, “{details}” in the card's head"),
        async || {
            let shown = (
                browser.text_of("#what").await?,
                browser.text_of("#details").await?,
            );
            if (shown.0.as_str(), shown.1.as_str()) == (what, details) {
                return Ok(Some(()));
            }
            Err(Trouble::Unexpected(format!("{shown:?}")))
        },
    )
    .await
}

/// Nothing is asked on the page at `url`, and the popup knows why.
async fn is_quiet(browser: &mut Browser, url: &str, activity: &str) -> Outcome {
    browser.goto(url).await?;
    browser.see_activity(activity).await?;
    assert_eq!(browser.count_prompts().await?, 0, "{url}");
    assert_eq!(browser.badge().await?, "", "{url}");
    Ok(())
}

baton_e2e::in_both_browsers! { Baton:
    async fn a_booking_page_asks_once_and_says_who_and_what_is_booked(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        for (url, what, details) in [
            ("https://calendly.com/alex-example/30min", "30 min with Alex Example", "30 minutes · Calendly"),
            ("https://cal.com/kim-sample/intro", "Intro with Kim Sample", "Cal.com"),
            ("https://savvycal.com/alex-example/chat", "chat with alex-example", "SavvyCal"),
            ("https://tidycal.com/sample-coach/45-minute-meeting", "45-minute-meeting with sample-coach", "45 minutes · TidyCal"),
            ("https://zcal.co/i/AbCd12_e", "A meeting", "zcal"),
            // A link made for one person, as Calendly's one-off meetings have it.
            ("https://calendly.com/d/abc-123-xyz/intro-call", "Intro Call with Alex Example", "Calendly"),
        ] {
            browser.goto(url).await?;
            browser.enter_prompt().await?;
            browser.see_question("purpose").await?;
            says(browser, what, details).await?;
            browser.see_still().await?;
            browser.click("#why summary").await?;
            browser.see("#why li").await?;
            assert_eq!(browser.count_prompts().await?, 1, "{url}");
            browser.see_activity("prompting").await?;
        }
        assert_eq!(scene.site.strangers(), []);
        Ok(())
    }

    async fn a_booking_page_inside_another_site_asks_there(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        for (site, what, details) in [
            ("https://www.northwind.example/contact", "Intro Call with Acme", "Calendly"),
            ("https://app.globex.example/onboarding", "Onboarding with Globex Support", "Calendly"),
            ("https://spa.acme.example/#/team", "Team Intro with Acme", "Calendly"),
            ("https://www.acme.example/book", "30 min with Alex Example", "30 minutes · Cal.com"),
            ("https://www.acme.example/hello", "1a2b3c4d with alex-example", "SavvyCal"),
            ("https://www.samplecoach.example/", "45-minute-meeting with sample-coach", "45 minutes · TidyCal"),
            ("https://www.northwind.example/photo", "A meeting", "zcal"),
        ] {
            browser.goto(site).await?;
            browser.enter_frame("iframe").await?;
            browser.enter_prompt().await?;
            browser.see_question("purpose").await?;
            says(browser, what, details).await?;
            assert_eq!(browser.count_prompts().await?, 1, "{site}");
        }
        assert_eq!(browser.badge().await?, "•");
        Ok(())
    }

    async fn a_booking_page_that_opens_in_a_window_of_the_site_asks_there(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://blog.fabrikam.example/about").await?;
        browser.press("Schedule time with me").await?;
        browser.enter_frame(".calendly-overlay iframe").await?;
        browser.enter_prompt().await?;
        says(browser, "30 min with Alex Example", "30 minutes · Calendly").await?;
        browser.goto("https://dev.globex.example/").await?;
        browser.press("Talk to an engineer").await?;
        browser.enter_frame("cal-modal-box iframe.cal-embed").await?;
        browser.enter_prompt().await?;
        says(browser, "15 min with Kim Sample", "15 minutes · Cal.com").await
    }

    /// What the browsers take for out of sight. A widget of opacity 0 is in sight to them, and asks.
    async fn a_widget_loaded_ahead_asks_when_it_is_shown(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        for hidden in ["none", "invisible", "empty", "away", "below"] {
            browser.goto(&format!("https://www.northwind.example/hidden-widget?hidden={hidden}")).await?;
            browser.enter_frame("#widget iframe").await?;
            wait::until_true("the hidden page to be loaded", async || {
                Ok(browser.script("return document.readyState", &[]).await? == "complete")
            })
            .await?;
            browser.leave().await?;
            // What is in sight is told when a picture of the page is made.
            let drawn = "await new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)));";
            browser.script_async(drawn, &[]).await?;
            assert_eq!(browser.count_prompts().await?, 0, "{hidden}");
            browser.see_activity("elsewhere").await?;
            assert_eq!(browser.count_prompts().await?, 0, "{hidden}");
            browser.press("Book a call").await?;
            browser.enter_frame("#widget iframe").await?;
            browser.enter_prompt().await?;
            says(browser, "Intro Call with Acme", "Calendly").await?;
        }
        Ok(())
    }

    async fn two_widgets_on_one_page_ask_each_for_itself(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://www.northwind.example/two-widgets").await?;
        for (widget, what, purpose) in [
            ("iframe[title=Design]", "Design with Acme", "purpose-decide"),
            ("iframe[title=Sales]", "Intro with Kim Sample", "purpose-review"),
        ] {
            browser.enter_frame(widget).await?;
            browser.enter_prompt().await?;
            wait::until_true(what, async || Ok(browser.text_of("#what").await? == what)).await?;
            browser.choose(purpose).await?;
            browser.see_saved().await?;
            browser.leave().await?;
        }
        assert_eq!(browser.count_prompts().await?, 2);
        browser.open_popup().await?;
        browser.see_text("2 notes").await
    }

    async fn marketing_login_help_and_management_pages_are_left_alone(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        for url in [
            "https://calendly.com/",
            "https://calendly.com/pricing",
            "https://calendly.com/login",
            "https://calendly.com/cancellations/0f1e2d3c",
            "https://calendly.com/alex-example/30min/invitees/0f1e2d3c",
            "https://cal.com/pricing",
            "https://cal.com/login",
            "https://cal.com/event-types",
            "https://cal.com/booking/aB3dE5gH7jK9",
            "https://savvycal.com/pricing",
            "https://savvycal.com/login",
            "https://tidycal.com/pricing",
            "https://tidycal.com/login",
            "https://zcal.co/pricing",
            "https://zcal.co/login",
        ] {
            is_quiet(browser, url, "not_booking").await?;
        }
        is_quiet(browser, "https://help.calendly.com/", "elsewhere").await?;
        is_quiet(browser, "https://www.northwind.example/", "elsewhere").await
    }

    async fn pages_that_only_look_like_a_booking_are_left_alone(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        for url in [
            // A badge that opens a booking page nobody has pressed yet.
            "https://www.contoso.example/de",
            // An embed as text to copy.
            "https://docs.sitebuilder.example/guides/embed-calendly",
            // `Cal` and `cal-embed` of a calorie counter.
            "https://www.samplefitness.example/kcal",
        ] {
            is_quiet(browser, url, "elsewhere").await?;
        }
        for host in ["www.contoso.example", "docs.sitebuilder.example", "www.samplefitness.example"] {
            assert!(scene.site.hits().iter().any(|hit| hit.host == host && hit.known), "{host} was there");
        }
        Ok(())
    }

    async fn a_widget_in_a_frame_without_an_address_asks(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://www.fabrikam.example/lp").await?;
        browser.enter_frame("iframe[srcdoc]").await?;
        browser.enter_frame(".calendly-inline-widget iframe").await?;
        browser.enter_prompt().await?;
        says(browser, "Audit with Fabrikam", "Calendly").await?;
        assert_eq!(browser.count_prompts().await?, 1);
        Ok(())
    }

    async fn a_list_of_event_types_gets_the_badge_only(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        for url in [
            "https://calendly.com/alex-example",
            "https://cal.com/kim-sample",
            "https://savvycal.com/alex-example",
            "https://tidycal.com/sample-coach",
            "https://zcal.co/alex-example",
        ] {
            browser.goto(url).await?;
            let said = browser.see_activity("listing").await?;
            assert!(said.contains("A list of event types"), "{said}");
            assert_eq!(browser.badge().await?, "≡", "{url}");
            assert_eq!(browser.count_prompts().await?, 0, "{url}");
        }
        // Picking one of them asks.
        browser.goto("https://calendly.com/alex-example").await?;
        browser.press("30 min").await?;
        browser.enter_prompt().await?;
        browser.see_question("purpose").await
    }

    async fn the_answers_lead_to_a_verdict_that_names_its_rule(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://calendly.com/alex-example/30min").await?;
        browser.enter_prompt().await?;
        browser.see_question("purpose").await?;
        browser.choose("purpose-sensitive").await?;
        browser.see_text("Meet. This is better said than written.").await?;
        browser.choose("purpose-decide").await?;
        browser.see_text("1 of 5").await?;
        browser.answer(&Answers {
            purpose: "",
            needed: "next-week",
            done_when: "we know which of the two rooms we rent",
            contributors: "one",
            same_minute: "no",
            rounds: "zero",
            ..Answers::default()
        }).await?;
        let rule = async |browser: &Browser| {
            let verdict = browser.find("#verdict").await?;
            Ok::<_, Trouble>((verdict.attr("data-rule").await?.unwrap_or_default(),
                browser.text_of("#title").await?, browser.text_of("#rule").await?))
        };
        let (id, sentence, line) = rule(browser).await?;
        assert_eq!(id, "R8");
        assert!(sentence.starts_with("Decide in writing"), "{sentence}");
        assert_eq!(line, "R8: It is a decision, and there is working time enough to make it in writing.");
        // Each answer is one press from being changed, and the verdict follows.
        browser.click("#edit-plan").await?;
        browser.see_question("plan").await?;
        browser.choose("contributors-none").await?;
        browser.click("#see-verdict").await?;
        browser.see("#verdict[data-rule=R6]").await?;
        browser.click("#edit-purpose").await?;
        browser.choose("purpose-inform").await?;
        browser.click("#see-verdict").await?;
        browser.see("#verdict[data-rule=R7]").await?;
        // The three choices stand below all of it.
        for choice in ["#write-instead", "#book-with-brief", "#not-now"] {
            browser.see(choice).await?;
        }
        Ok(())
    }

    async fn a_folded_card_gives_the_page_back_and_comes_back(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://calendly.com/alex-example/30min").await?;
        browser.enter_prompt().await?;
        browser.see_question("purpose").await?;
        browser.choose("purpose-ideas").await?;
        browser.click("#fold").await?;
        browser.see("#pill").await?;
        browser.leave().await?;
        browser.click(".month button:enabled").await?;
        browser.press("10:30").await?;
        browser.see("#form").await?;
        // The slot went into the address: it is still the same attempt.
        assert_eq!(browser.count_prompts().await?, 1);
        browser.enter_prompt().await?;
        browser.click("#pill").await?;
        browser.see("#purpose-ideas[aria-checked=true]").await
    }
}
