//! A template of one's own: a rule chooses it, it is written in, copied, and found again.

use super::brief::pick_template;
use baton_e2e::wait;
use serde_json::json;

/// A template for suppliers, and the rule that calls for it on Calendly's pages.
const TEMPLATES: &str = r#"{
    "baton_templates": 1,
    "templates": [{
        "id": "supplier", "name": "Choice of supplier", "hint": "Offers side by side.",
        "ask": "Which offer do we take, {{ person }}?",
        "fields": [
            { "id": "offers", "label": "Offers we have", "kind": "list", "answered": true },
            { "id": "rating", "label": "Our rating", "kind": { "choice": ["Good & cheap", "Good"] } }
        ]
    }],
    "bindings": [{ "when": { "site": "calendly.com" }, "template": { "own": "supplier" } }]
}"#;

baton_e2e::in_both_browsers! { Baton:
    async fn a_template_of_ones_own_is_chosen_by_a_rule_written_in_and_found_again(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://calendly.com/alex-example/30min").await?;
        let save = json!({ "own": { "save_templates": { "text": TEMPLATES, "base": 0 } } });
        let saved = browser.ask_as_own_page(save).await?;
        assert_eq!(saved["done"]["templates_saved"]["revision"], 1, "{saved}");

        browser.goto("https://calendly.com/alex-example/30min").await?;
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
        wait::until_true("the preview of the own template", async || {
            let shown = browser.exact_text("#preview").await?;
            let parts = ["Choice of supplier", "Which offer do we take, Alex Example?", "Offers we have", "Bolt", "Good & cheap"];
            Ok(parts.iter().all(|part| shown.contains(part)))
        })
        .await?;

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
