//! Templates of one's own on the options page: written with their preview beside them, mended, kept,
//! bound to occasions and taken over from a file.

use baton_e2e::{Browser, Outcome, wait};
use serde_json::json;

const TEMPLATE: &str = "[data-template]";

/// Opens the options page in a tab of its own and waits until the templates are there.
async fn open_options(browser: &mut Browser) -> Outcome {
    browser.open_extension_page("options.html").await?;
    browser.see("#add-template").await
}

/// Waits until the page says that everything is saved.
async fn see_saved(browser: &Browser) -> Outcome {
    browser.see("#kept[data-kept=saved]").await
}

/// Chooses in a list what has this value.
async fn choose(browser: &Browser, css: &str, value: &str) -> Outcome {
    browser.see(css).await?;
    let put = "const list = document.querySelector(arguments[0]); list.value = arguments[1];
        list.dispatchEvent(new Event('change', { bubbles: true }));";
    browser.script(put, &[json!(css), json!(value)]).await?;
    Ok(())
}

/// Adds a copy of Baton's `ask`, named so.
async fn duplicate_ask(browser: &Browser, name: &str) -> Outcome {
    choose(browser, "#template-source", "ask").await?;
    browser.click("#duplicate-template").await?;
    browser.rewrite("#template-name", name).await?;
    browser.see(&format!("[data-template='{name}']")).await
}

/// Waits until an element's text has `part` in it.
async fn see_within(browser: &Browser, css: &str, part: &str) -> Outcome {
    wait::until_true(&format!("“{part}” in `{css}`"), async || {
        Ok(browser.text_of(css).await?.contains(part))
    })
    .await
}

/// Puts a text into a field at once, with its line ends.
async fn write(browser: &Browser, css: &str, value: &str) -> Outcome {
    browser.see(css).await?;
    let put = "const field = document.querySelector(arguments[0]); field.value = arguments[1];
        field.dispatchEvent(new Event('input', { bubbles: true }));";
    browser.script(put, &[json!(css), json!(value)]).await?;
    Ok(())
}

baton_e2e::in_both_browsers! { Baton:
    async fn a_copy_is_changed_broken_mended_and_found_again(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        open_options(browser).await?;
        duplicate_ask(browser, "One question").await?;
        see_within(browser, "#template-preview", "One question").await?;
        browser.click("#field-context").await?;
        write(browser, "#field-default", "Asked by {{provider}} for {{first_name}}").await?;
        see_within(browser, "#template-preview", "Asked by Calendly for Alex").await?;
        see_saved(browser).await?;
        let found = browser.axe_violations().await?;
        assert!(found.is_empty(), "{found:#?}");

        write(browser, "#field-default", "Dear\n{{frist_name}}").await?;
        see_within(browser, "#field-default-fault", "Line 2, column 3").await?;
        see_within(browser, "#field-default-fault", "no variable “frist_name”").await?;
        see_within(browser, "#template-not-saved", "Not saved").await?;
        see_within(browser, "#template-preview", "Asked by Calendly for Alex").await?;
        let found = browser.axe_violations().await?;
        assert!(found.is_empty(), "{found:#?}");

        write(browser, "#field-default", "Dear\n{{first_name}}").await?;
        see_within(browser, "#template-preview", "Dear\nAlex").await?;
        see_saved(browser).await?;
        browser.web().refresh().await?;
        browser.click(&format!("{TEMPLATE} .open")).await?;
        browser.click("#field-context").await?;
        assert_eq!(browser.value_of("#field-default").await?, "Dear\n{{first_name}}");
        see_within(browser, "#template-preview", "Dear\nAlex").await
    }

    async fn fields_are_added_moved_and_removed_and_come_back(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        open_options(browser).await?;
        browser.click("#add-template").await?;
        browser.rewrite("#template-name", "Colours").await?;
        browser.click("#add-field").await?;
        browser.rewrite("#field-label", "Colour").await?;
        choose(browser, "#field-kind", "choice").await?;
        see_within(browser, "#template-not-saved", "Not saved: Colour").await?;
        write(browser, "#field-options", "Red\nBlue").await?;
        write(browser, "#field-default", "blue").await?;
        see_within(browser, "#template-preview", "Blue").await?;
        browser.click("#add-field").await?;
        browser.rewrite("#field-label", "Why").await?;
        see_saved(browser).await?;
        browser.click("[aria-label='Move Why up']").await?;
        browser.see("[data-field=field_2] + [data-field=field_1]").await?;
        browser.click("[aria-label='Remove Colour']").await?;
        browser.see("#undo").await?;
        assert!(!browser.has("[data-field=field_1]").await?);
        browser.click("#undo").await?;
        browser.see("[data-field=field_2] + [data-field=field_1]").await?;
        see_saved(browser).await
    }

    async fn a_rule_goes_with_its_template_and_comes_back_with_it(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        open_options(browser).await?;
        duplicate_ask(browser, "One question").await?;
        browser.click("#add-rule").await?;
        choose(browser, "[id^=rule-][id$=-provider]", "calendly").await?;
        let own = "return document.querySelector(
            '[id^=rule-][id$=-template] option[value^=\"own:\"]').value";
        let own = browser.script(own, &[]).await?;
        let own = own.as_str().unwrap_or_default();
        choose(browser, "[id^=rule-][id$=-template]", own).await?;
        let said = "Rule 1: when it is scheduling system Calendly, write with “One question”.";
        see_within(browser, "#rules", said).await?;
        see_saved(browser).await?;
        browser.web().refresh().await?;
        see_within(browser, "#rules", said).await?;
        let found = browser.axe_violations().await?;
        assert!(found.is_empty(), "{found:#?}");

        browser.click("[aria-label='Remove One question']").await?;
        browser.see("#no-templates").await?;
        assert!(!browser.has("#rules").await?);
        browser.click("#undo").await?;
        see_within(browser, "#rules", said).await?;
        see_saved(browser).await
    }

    async fn a_file_is_looked_at_before_it_is_taken_in(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        open_options(browser).await?;
        duplicate_ask(browser, "One question").await?;
        see_saved(browser).await?;
        let saved = browser.download("#export-templates").await?;
        assert_eq!(saved.name, "baton-templates.json");
        let changed = saved.content.replace("One question", "Two questions");
        write(browser, "#templates-import-text", &changed).await?;
        see_within(browser, "#templates-fates", "Two questions: Replaces yours").await?;
        browser.see("[data-template='One question']").await?;
        let broken = changed.replace("\"fields\"", "\"ask\": \"{{nobody}}\", \"fields\"");
        write(browser, "#templates-import-text", &broken).await?;
        see_within(browser, "#templates-fates", "Cannot be taken. Line 1, column 3").await?;
        assert!(!browser.has("#take-in-templates").await?);
        write(browser, "#templates-import-text", &changed[1..]).await?;
        browser.see("#templates-refused").await?;
        write(browser, "#templates-import-text", &changed).await?;
        browser.click("#take-in-templates").await?;
        browser.see("#templates-taken").await?;
        browser.see("[data-template='Two questions']").await?;
        see_saved(browser).await
    }

    async fn another_windows_templates_are_not_overwritten_unasked(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        open_options(browser).await?;
        let first = browser.web().window().await?;
        open_options(browser).await?;
        duplicate_ask(browser, "Theirs").await?;
        see_saved(browser).await?;
        browser.switch_to(first).await?;
        duplicate_ask(browser, "Mine").await?;
        browser.see("#templates-outdated").await?;
        browser.see("[data-template=Mine]").await?;
        see_within(browser, "#templates-outdated ul", "Mine: only here").await?;
        see_within(browser, "#templates-outdated ul", "Theirs: only in the other window").await?;
        let theirs = browser.download("#save-their-templates").await?;
        assert_eq!(theirs.name, "baton-templates-other-window.json");
        assert!(theirs.content.contains("\"Theirs\""), "{}", theirs.content);
        browser.click("#keep-my-templates").await?;
        see_saved(browser).await?;
        browser.web().refresh().await?;
        browser.see("[data-template=Mine]").await?;
        assert!(!browser.has("[data-template=Theirs]").await?);
        Ok(())
    }

    async fn the_help_shows_what_each_variable_makes(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        open_options(browser).await?;
        browser.click("#template-help").await?;
        see_within(browser, "#template-help-text", "{{points|join:\", \"}}").await?;
        see_within(browser, "#template-help-text", "Price, Delivery time").await?;
        let found = browser.axe_violations().await?;
        assert!(found.is_empty(), "{found:#?}");
        Ok(())
    }
}
