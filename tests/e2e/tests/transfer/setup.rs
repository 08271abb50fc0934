//! Settings and templates leave with a backup, and come back by way of the settings, where they are looked at.

use super::{Outcome, erase, import, keep_three, open, records, see_looked};
use baton_e2e::{Browser, Trouble, wait};
use serde_json::{Value, json};

const TEMPLATES: &str = r#"{
    "baton_templates": 1,
    "templates": [{ "id": "supplier", "name": "Choice of supplier", "ask": "Which offer do we take?" }],
    "bindings": []
}"#;

async fn own_name(browser: &Browser) -> Result<Value, Trouble> {
    let shown = browser.ask(json!({ "own": "settings" })).await?;
    Ok(shown["done"]["settings"]["settings"]["name"].clone())
}

async fn own_templates(browser: &Browser) -> Result<Value, Trouble> {
    let shown = browser.ask(json!({ "own": "templates" })).await?;
    let text = shown["done"]["templates"]["text"].as_str();
    let file: Value = serde_json::from_str(text.unwrap_or_default()).unwrap_or_default();
    Ok(file["templates"][0]["name"].clone())
}

/// Gives the person a name and a template.
async fn set_up(browser: &Browser) -> Outcome {
    let shown = browser.ask(json!({ "own": "settings" })).await?;
    let mut settings = shown["done"]["settings"]["settings"].clone();
    settings["name"] = json!("Kim Sample");
    let templates = json!({ "text": TEMPLATES, "base": 0 });
    for save in [
        json!({ "save_settings": settings }),
        json!({ "save_templates": templates }),
    ] {
        let saved = browser.ask(json!({ "own": save })).await?;
        assert!(saved["done"].is_object(), "{saved}");
    }
    Ok(())
}

/// Presses something on the page of settings that was opened about a part of the setup. Chromium's driver does
/// not tell of tabs that the extension opens.
async fn press_there(browser: &Browser, part: &str, css: &str) -> Outcome {
    let press = "const [part, css] = arguments;
        const page = browser.extension.getViews().find(({ location }) => location.hash.startsWith(part));
        const button = page?.document.querySelector(css);
        button?.click();
        return Boolean(button);";
    let args = [json!(format!("#{part}&chosen=text/")), json!(css)];
    wait::until_true(css, async || {
        Ok(browser.script(press, &args).await? == json!(true))
    })
    .await
}

async fn take_templates_in(browser: &Browser) -> Outcome {
    browser.click("[data-setup='templates'] button").await?;
    press_there(browser, "templates", "#take-in-templates").await?;
    wait::until("the templates are saved", async || {
        Ok((own_templates(browser).await? == "Choice of supplier").then_some(()))
    })
    .await
}

baton_e2e::in_both_browsers! { Baton:
    async fn a_backup_brings_settings_and_templates_back(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        keep_three(browser).await?;
        open(browser).await?;
        set_up(browser).await?;
        let before = records(browser).await?;
        let backup = browser.download_path("#back-up").await?;

        erase(browser).await?;
        assert_eq!(own_name(browser).await?, "");
        browser.give(&backup).await?;
        see_looked(browser, json!({ "new": 3 })).await?;
        browser.see("[data-setup='settings']").await?;
        browser.is_accessible().await?;
        import(browser).await?;
        assert_eq!(records(browser).await?, before);
        // They are not taken in unasked.
        assert_eq!(own_name(browser).await?, "");

        browser.click("[data-setup='settings'] button").await?;
        press_there(browser, "settings", "#take-in").await?;
        wait::until("the settings are saved", async || {
            Ok((own_name(browser).await? == "Kim Sample").then_some(()))
        })
        .await?;
        take_templates_in(browser).await
    }

    async fn a_backup_without_notes_holds_them_too(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        open(browser).await?;
        set_up(browser).await?;
        let backup = browser.download_path("#back-up").await?;
        browser.see("[data-notes='0']").await?;
        erase(browser).await?;
        browser.give(&backup).await?;
        see_looked(browser, json!({})).await?;
        take_templates_in(browser).await
    }

    async fn an_export_holds_neither(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        keep_three(browser).await?;
        open(browser).await?;
        set_up(browser).await?;
        let file = super::export(browser, "json").await?;
        let file: Value = serde_json::from_str(&super::text_of(&file)).unwrap_or_default();
        assert_eq!((&file["settings"], &file["templates"]), (&Value::Null, &Value::Null));
        assert_eq!(file["entries"].as_array().map(Vec::len), Some(4));
        Ok(())
    }
}
