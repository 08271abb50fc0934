//! A template of one's own: a rule chooses it, it is written in, copied, and found again.

use super::brief::{pick_template, previews};
use baton_e2e::example::BOOKING;
use baton_e2e::{Browser, Outcome, wait};
use serde_json::json;

/// A template for suppliers, and the rule that calls for it on Calendly's pages.
const TEMPLATES: &str = r#"{
    "baton_templates": 1,
    "templates": [{
        "id": "supplier", "name": "Choice of supplier", "hint": "Offers side by side.",
        "ask": "Which offer do we take, {{ person }}{% if done_when %}, so that {{ done_when }}{% endif %}?",
        "fields": [
            { "id": "offers", "label": "Offers we have", "kind": "list", "answered": true },
            { "id": "rating", "label": "Our rating", "kind": { "choice": ["Good & cheap", "Good"] } }
        ]
    }],
    "bindings": [{ "when": { "site": "calendly.com" }, "template": { "own": "supplier" } }]
}"#;

/// Keeps [`TEMPLATES`], as the options page does.
async fn keep_templates(browser: &mut Browser) -> Outcome {
    browser.goto(BOOKING).await?;
    let save = json!({ "own": { "save_templates": { "text": TEMPLATES, "base": 0 } } });
    let saved = browser.ask_as_own_page(save).await?;
    assert_eq!(saved["done"]["templates_saved"]["revision"], 1, "{saved}");
    Ok(())
}

baton_e2e::in_both_browsers! { Baton:
    async fn a_draft_taken_up_again_follows_other_answers_and_keeps_what_was_typed(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        keep_templates(browser).await?;
        browser.goto(BOOKING).await?;
        browser.enter_prompt().await?;
        browser.see_question("purpose").await?;
        browser.next().await?;
        browser.type_into("#done-when", "we can order").await?;
        browser.click("#write-instead").await?;
        browser.see("#field-offers").await?;
        browser.rewrite("#field-offers", "Acme").await?;
        previews(browser, &["so that we can order?", "Acme"]).await?;
        browser.see_saved().await?;

        browser.goto(BOOKING).await?;
        browser.enter_prompt().await?;
        previews(browser, &["so that we can order?", "Acme"]).await?;
        // A card that is still being given its size moves away from under the mouse.
        browser.see_still().await?;
        browser.click("#back").await?;
        browser.see("#edit-end").await?;
        browser.see_still().await?;
        browser.click("#edit-end").await?;
        browser.see_question("end").await?;
        browser.see_still().await?;
        browser.rewrite("#done-when", "it is signed").await?;
        assert_eq!(browser.value_of("#done-when").await?, "it is signed");
        browser.click("#write-instead").await?;
        previews(browser, &["so that it is signed?", "Acme"]).await
    }

    async fn a_template_of_ones_own_is_chosen_by_a_rule_written_in_and_found_again(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        keep_templates(browser).await?;
        browser.goto(BOOKING).await?;
        browser.enter_prompt().await?;
        browser.see_question("purpose").await?;
        browser.click("#write-instead").await?;
        browser.see("#field-offers").await?;
        assert_eq!(browser.text_of("#template-hint").await?, "Offers side by side.");
        let why = browser.text_of("#template-why").await?;
        assert!(why.contains("rule 1") && why.contains("calendly.com"), "{why}");

        browser.rewrite("#field-offers", "Acme\nBolt").await?;
        let choose = "const field = document.getElementById('field-rating');
            field.selectedIndex = 1;
            field.dispatchEvent(new Event('change', { bubbles: true }));";
        browser.script(choose, &[]).await?;
        let parts = [
            "Choice of supplier", "Which offer do we take, Alex Example?", "Offers we have", "Bolt",
            "Good & cheap",
        ];
        previews(browser, &parts).await?;

        // To a built-in template and back by hand: what was typed is there again.
        pick_template(browser, "brief_decide").await?;
        browser.see("#field-options").await?;
        pick_template(browser, "0").await?;
        browser.see("#field-offers").await?;
        let kept = browser.script("return document.getElementById('field-offers').value", &[]).await?;
        assert_eq!(kept, "Acme\nBolt");

        browser.press_until("#copy", "#sent").await?;
        let copied = browser.clipboard().await?;
        assert!(copied.plain.contains("Our rating: Good & cheap"), "{}", copied.plain);
        browser.leave().await?;

        let from = browser.open_popup().await?;
        browser.see_notes(&["Which offer do we take, Alex Example?"]).await?;
        browser.open_note("Which offer do we take, Alex Example?").await?;
        browser.see("#note-title").await?;
        wait::until_true("the brief in the popup", async || {
            let note = browser.text_of("body").await?;
            Ok(note.contains("Choice of supplier") && note.contains("Acme"))
        })
        .await?;
        browser.close_popup(from).await
    }
}
