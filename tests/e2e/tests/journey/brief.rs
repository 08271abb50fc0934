//! The brief: written, looked at, copied, mailed, put into a booking.

use baton_e2e::{Browser, Outcome, Trouble, wait};
use serde_json::json;

const BOOKING: &str = "https://calendly.com/alex-example/30min";

/// More than any booking's text field or mail link takes.
fn long_text() -> String {
    "The venue wrote on Monday that both rooms are free, and what they cost. ".repeat(30)
}

/// Opens the brief on a booking page, with one line on what is wanted.
pub(crate) async fn begin(browser: &mut Browser, url: &str, ask: &str) -> Outcome {
    browser.goto(url).await?;
    browser.enter_prompt().await?;
    browser.see_question("purpose").await?;
    browser.click("#write-instead").await?;
    browser.see("#brief-form").await?;
    browser.rewrite("#brief-ask", ask).await?;
    previews(browser, &[ask]).await
}

/// Waits until the preview shows each of these texts.
pub(crate) async fn previews(browser: &Browser, texts: &[impl AsRef<str>]) -> Outcome {
    wait::until("the texts in the preview", async || {
        let shown = browser.exact_text("#preview").await?;
        let mut texts = texts.iter().map(AsRef::as_ref);
        match texts.find(|text| !shown.contains(text)) {
            None => Ok(Some(())),
            Some(missing) => Err(Trouble::Unexpected(format!("no “{missing}” in {shown}"))),
        }
    })
    .await
}

/// Chooses a template by its value in the list.
pub(crate) async fn pick_template(browser: &Browser, value: &str) -> Outcome {
    let pick = "const field = document.getElementById('template');
        field.value = arguments[0];
        field.dispatchEvent(new Event('change', { bubbles: true }));";
    browser.script(pick, &[json!(value)]).await?;
    Ok(())
}

/// Asks for the booking, reads what would go into it, confirms.
pub(crate) async fn book(browser: &mut Browser) -> Result<String, Trouble> {
    browser.click("#book-with-brief").await?;
    browser.see("#field-text").await?;
    let text = browser.exact_text("#field-text").await?;
    browser.press_until_gone("#confirm-booking").await?;
    Ok(text)
}

baton_e2e::in_both_browsers! { Baton:
    async fn what_was_typed_is_there_again_in_the_next_template_that_has_the_field(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        begin(browser, BOOKING, "Which of the two rooms do we rent?").await?;
        browser.rewrite("#field-questions", "Room A, for 40 people?").await?;
        previews(browser, &["Room A, for 40 people?"]).await?;
        pick_template(browser, "brief_decide").await?;
        browser.see("#field-options").await?;
        assert!(!browser.has("#field-questions").await?);
        pick_template(browser, "brief_intro").await?;
        browser.see("#field-questions").await?;
        assert_eq!(browser.value_of("#field-questions").await?, "Room A, for 40 people?");
        previews(browser, &["Room A, for 40 people?"]).await
    }

    async fn copy_puts_text_and_html_on_the_clipboard(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        begin(browser, BOOKING, "Which of the two rooms do we rent?").await?;
        browser.type_into("#field-questions", "Room A, for 40 people?\nRoom B, for 80 people?").await?;
        previews(browser, &["Room B, for 80 people?"]).await?;
        browser.press_until("#copy", "#sent").await?;
        browser.see_text("Copied. Paste it where they read it.").await?;
        let copied = browser.clipboard().await?;
        assert!(copied.plain.starts_with("Question"), "{}", copied.plain);
        assert!(copied.plain.contains("Ask: Which of the two rooms do we rent?"), "{}", copied.plain);
        assert!(copied.plain.contains("2. Room B, for 80 people?"), "{}", copied.plain);
        assert!(copied.html.contains("Room B, for 80 people?</li>"), "{}", copied.html);
        // It is settled in writing: the page asks no second time here.
        browser.goto(BOOKING).await?;
        browser.see_activity("stepped_aside").await?;
        assert_eq!(browser.count_prompts().await?, 0);
        Ok(())
    }

    async fn mail_opens_a_letter_with_the_whole_brief(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        begin(browser, BOOKING, "Which room do we rent?").await?;
        let link = browser.find("#mail").await?.attr("href").await?.unwrap_or_default();
        assert!(link.starts_with("mailto:?subject=Which%20room%20do%20we%20rent%3F&body=Question%0D%0A"), "{link}");
        assert!(link.contains("Ask%3A%20Which%20room%20do%20we%20rent%3F"), "{link}");
        browser.press_until("#mail", "#sent").await?;
        browser.see_text("Opened in your mail program.").await
    }

    async fn a_brief_too_long_for_a_mail_link_is_copied_and_a_short_letter_opened(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        begin(browser, BOOKING, "Which room do we rent?").await?;
        let text = long_text();
        browser.rewrite("#field-context", &text).await?;
        previews(browser, &[text.trim()]).await?;
        let link = browser.find("#mail").await?.attr("href").await?.unwrap_or_default();
        assert!(link.len() <= 1800, "{}", link.len());
        assert!(link.contains("The%20whole%20brief%20is%20on%20the%20clipboard"), "{link}");
        browser.press_until("#mail", "#sent").await?;
        let copied = browser.clipboard().await?;
        assert!(copied.plain.contains(text.trim()), "{}", copied.plain);
        Ok(())
    }

    async fn a_brief_can_be_saved_as_a_file(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        begin(browser, BOOKING, "Which room do we rent?").await?;
        let file = browser.download("#save-file").await?;
        assert_eq!(file.name, "baton-brief.md");
        assert!(file.content.contains("Which room do we rent?"), "{}", file.content);
        Ok(())
    }

    async fn a_booking_gets_exactly_the_text_that_was_shown(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        for (url, field, kept) in [
            (
                "https://calendly.com/alex-example/30min/2027-03-04T10:30:00+00:00?month=2027-03&date=2027-03-04&utm_source=mail&embed_domain=www.northwind.example&embed_type=Inline",
                "a1=",
                vec!["/30min/2027-03-04T10:30:00+00:00?", "month=2027-03", "utm_source=mail", "embed_domain=www.northwind.example", "embed_type=Inline"],
            ),
            (
                "https://cal.com/kim-sample/intro?slot=2027-03-04T10:30:00.000Z&layout=month_view",
                "notes=",
                vec!["slot=2027-03-04T10:30:00.000Z", "layout=month_view"],
            ),
            (
                "https://zcal.co/i/AbCd12_e?startDate=2027-03-04T10%3A30%3A00.000Z&embed=1",
                "a0=",
                vec!["startDate=2027-03-04T10%3A30%3A00.000Z", "embed=1"],
            ),
        ] {
            begin(browser, url, "Rent room B & sign by 5 o'clock?").await?;
            let shown = book(browser).await?;
            wait::until_true(&format!("{field} in the address"), async || Ok(browser.url().await?.contains(field))).await?;
            let now = browser.url().await?;
            for part in kept {
                assert!(now.contains(part), "{part} in {now}");
            }
            assert!(shown.contains("Rent room B & sign by 5 o'clock?"), "{shown}");
            browser.see_value("[name=note]", &shown).await?;
            // Baton steps aside: the page is the person's again.
            browser.see_activity("stepped_aside").await?;
            assert_eq!(browser.count_prompts().await?, 0, "{url}");
        }
        Ok(())
    }

    async fn an_embedded_booking_goes_on_inside_the_site(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://www.acme.example/book").await?;
        browser.enter_frame("iframe").await?;
        browser.enter_prompt().await?;
        browser.see_question("purpose").await?;
        browser.choose("purpose-solve").await?;
        // A press counts only while the whole card is in sight.
        browser.leave().await?;
        browser.script("scrollTo(0, document.body.scrollHeight)", &[]).await?;
        browser.enter_frame("iframe").await?;
        browser.enter_prompt().await?;
        let shown = book(browser).await?;
        assert_eq!(browser.url().await?, "https://www.acme.example/book");
        browser.enter_frame("iframe").await?;
        browser.see_value("[name=note]", &shown).await?;
        let at = browser.script("return location.href", &[]).await?;
        assert!(at.as_str().is_some_and(|at| at.contains("embed=30min")), "{at}");
        Ok(())
    }

    async fn a_long_brief_leaves_its_ask_in_the_field_and_goes_to_the_clipboard(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        begin(browser, BOOKING, "Which room do we rent?").await?;
        let text = long_text();
        browser.rewrite("#field-context", &text).await?;
        previews(browser, &[text.trim()]).await?;
        browser.click("#book-with-brief").await?;
        browser.see("#field-text").await?;
        assert_eq!(browser.exact_text("#field-text").await?, "Which room do we rent?");
        let reason = browser.text_of("#clipboard-reason").await?;
        assert!(reason.contains("too short for the whole brief"), "{reason}");
        browser.press_until_gone("#confirm-booking").await?;
        browser.see_value("[name=note]", "Which room do we rent?").await?;
        assert!(browser.clipboard().await?.plain.contains(text.trim()));
        Ok(())
    }

    async fn a_page_that_takes_no_text_gets_none_and_the_clipboard_has_it_all(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        for (url, vendor) in [
            ("https://savvycal.com/alex-example/1a2b3c4d", "SavvyCal"),
            ("https://tidycal.com/sample-coach/45-minute-meeting", "TidyCal"),
        ] {
            let ask = format!("Which room do we rent, {vendor}?");
            begin(browser, url, &ask).await?;
            browser.click("#book-with-brief").await?;
            let said = browser.text_of("#no-field").await?;
            assert!(said.contains(vendor), "{said}");
            let reason = browser.text_of("#clipboard-reason").await?;
            assert!(reason.contains("takes no text"), "{reason}");
            browser.press_until_gone("#confirm-booking").await?;
            assert_eq!(browser.url().await?, url);
            assert_eq!(browser.count_prompts().await?, 0);
            browser.see_activity("stepped_aside").await?;
            let copied = browser.clipboard().await?;
            assert!(copied.plain.contains(&format!("Ask: {ask}")), "{}", copied.plain);
        }
        Ok(())
    }

    async fn a_field_that_is_filled_already_is_left_as_it_is(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        begin(browser, "https://calendly.com/alex-example/30min?a1=Plan%3A%20team", "Which room?").await?;
        browser.click("#book-with-brief").await?;
        let reason = browser.text_of("#clipboard-reason").await?;
        assert!(reason.contains("already"), "{reason}");
        browser.press_until_gone("#confirm-booking").await?;
        browser.see_value("[name=note]", "Plan: team").await
    }
}
