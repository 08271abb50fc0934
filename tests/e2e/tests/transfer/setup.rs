//! What a person set up leaves with a backup, and comes back by way of the page where it is set, which shows it.

use super::{Outcome, erase, import, keep_three, open, records, see_looked};
use baton_e2e::{Browser, Trouble, wait};
use baton_exchange::SetupKind;
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

/// Waits until something stands on that page.
async fn see_there(browser: &Browser, part: &str, css: &str) -> Outcome {
    let look = "const [part, css] = arguments;
        const page = browser.extension.getViews().find(({ location }) => location.hash.startsWith(part));
        return Boolean(page?.document.querySelector(css));";
    let args = [json!(format!("#{part}&chosen=text/")), json!(css)];
    wait::until_true(css, async || {
        Ok(browser.script(look, &args).await? == json!(true))
    })
    .await
}

async fn tell(browser: &Browser, change: Value) -> Outcome {
    let told = browser
        .ask(json!({ "own": { "change_asking": { "change": change.to_string() } } }))
        .await?;
    assert!(told["done"].is_object(), "{told}");
    Ok(())
}

/// What is set about when to ask; null before anything is.
async fn asking(browser: &Browser) -> Result<Value, Trouble> {
    let kept = browser.ask(json!({ "own": "asking" })).await?;
    let record = kept["done"]["asking"].as_str();
    Ok(serde_json::from_str(record.unwrap_or("null")).unwrap_or_default())
}

async fn views(browser: &Browser) -> Result<Value, Trouble> {
    let kept = browser.ask(json!({ "own": "views" })).await?;
    Ok(kept["done"]["views"].clone())
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

    async fn a_backup_brings_back_when_baton_asks_and_saved_views(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        open(browser).await?;
        for said in [
            json!({ "elsewhere": "quiet" }),
            json!({ "on_site": { "site": "calendly", "manner": "pause" } }),
            json!({ "pause": { "about": { "person": "Kim Sample" }, "is_today_only": false } }),
        ] {
            tell(browser, said).await?;
        }
        let open_ones = json!({ "keep": { "view": { "name": "Open", "filter": "state:sent" } } });
        browser.ask(json!({ "views": { "change": open_ones.to_string() } })).await?;
        let before = (asking(browser).await?, views(browser).await?);
        assert!(before.1.to_string().contains("Open"), "{}", before.1);
        let backup = browser.download_path("#back-up").await?;

        erase(browser).await?;
        assert_eq!(asking(browser).await?, Value::Null);
        // What is set here meanwhile can come back.
        tell(browser, json!({ "skips_a_day": 7 })).await?;
        let meanwhile = asking(browser).await?;
        browser.give(&backup).await?;
        see_looked(browser, json!({})).await?;
        browser.is_accessible().await?;
        browser.click("[data-setup='views'] button").await?;
        browser.see("#views-added").await?;
        browser.is_accessible().await?;
        assert_eq!(views(browser).await?, before.1);

        browser.click("[data-setup='asking'] button").await?;
        see_there(browser, "asking", ".parts:disabled [data-site='calendly']").await?;
        assert_eq!(asking(browser).await?, meanwhile);
        press_there(browser, "asking", "#take-in").await?;
        see_there(browser, "asking", "#taken-in").await?;
        assert_eq!(asking(browser).await?, before.0);
        press_there(browser, "asking", "#take-back").await?;
        wait::until_true("what was set before holds again", async || {
            Ok(asking(browser).await? == meanwhile)
        })
        .await
    }

    async fn a_backup_that_lacks_some_of_it_says_so_and_has_the_notes(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        keep_three(browser).await?;
        let newer = json!({ "schema": 99 }).to_string();
        for (key, text) in [("settings", &*newer), ("asking", &*newer), ("asking", "{"), ("views", &*newer)] {
            browser.in_own_page("popup.html", async |page| page.plant_record(key, text).await).await?;
            open(browser).await?;
            let backup = browser.download_path("#back-up").await?;
            browser.see_text("could not be read just now").await?;
            browser.see("[data-notes='3']").await?;
            let file: Value = serde_json::from_str(&super::text_of(&backup)).unwrap_or_default();
            assert_eq!(file[key], Value::Null, "{key}");
            assert_eq!(file["entries"].as_array().map(Vec::len), Some(4), "{key}");
            std::fs::remove_file(&backup).map_err(|error| Trouble::file(&backup, error))?;
            browser.in_own_page("popup.html", async |page| page.lose_record(key).await).await?;
        }
        open(browser).await?;
        browser.download_path("#back-up").await?;
        browser.see("[data-notes='3']").await?;
        assert!(!browser.has(".notice.warn").await?, "nothing is lacking any more");
        Ok(())
    }

    async fn what_a_file_has_of_when_baton_asks_is_shown_before_it_is_set(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let set = json!({ "schema": 1, "asking": { "elsewhere": "never" } }).to_string();
        for (text, shown) in [("{", "unread"), (&*set, "offered")] {
            browser.hand_over("when.html#asking&chosen=text/1", text).await?;
            browser.see(&format!("#{shown}")).await?;
            let focused = "return document.activeElement.id";
            wait::until_true("the focus", async || Ok(browser.script(focused, &[]).await? == shown)).await?;
            browser.is_accessible().await?;
        }
        assert!(!browser.has(".parts .button:not(:disabled)").await?);
        browser.click("#leave").await?;
        browser.see("#pause-today").await?;
        assert_eq!(asking(browser).await?, Value::Null);
        Ok(())
    }

    async fn what_was_set_since_a_file_was_taken_in_is_not_lost_by_undo(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let set = json!({ "schema": 1, "asking": { "elsewhere": "never" } }).to_string();
        browser.hand_over("when.html#asking&chosen=text/1", &set).await?;
        browser.click("#take-in").await?;
        browser.see("#taken-in").await?;
        tell(browser, json!({ "skips_a_day": 7 })).await?;
        browser.click("#take-back").await?;
        browser.see("#outdated").await?;
        browser.see_value("#skips-a-day", "7").await?;
        browser.is_accessible().await?;
        assert!(!browser.has("#take-back").await?);
        assert_eq!(asking(browser).await?["asking"]["elsewhere"], "never");
        Ok(())
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

    async fn an_export_holds_none_of_it(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        keep_three(browser).await?;
        open(browser).await?;
        set_up(browser).await?;
        tell(browser, json!({ "elsewhere": "quiet" })).await?;
        let file = super::export(browser, "json").await?;
        let file: Value = serde_json::from_str(&super::text_of(&file)).unwrap_or_default();
        for kind in SetupKind::ALL {
            assert_eq!(file[kind.member()], Value::Null, "{kind:?}");
        }
        assert_eq!(file["entries"].as_array().map(Vec::len), Some(4));
        Ok(())
    }
}
