//! The options page: what is set there is kept, said, found again and can be moved as a file.

use baton_e2e::{Browser, Outcome, Trouble, wait};
use serde_json::{Value, json};

/// Opens the options page in a tab of its own and waits until the settings are there.
async fn open_options(browser: &mut Browser) -> Outcome {
    browser.open_extension_page("options.html").await?;
    browser.see("#own-name").await
}

/// Waits until the page says that everything is saved.
async fn see_saved(browser: &Browser) -> Outcome {
    browser.see("#kept[data-kept=saved]").await
}

/// Puts a time or date into a field. Keys would be another sequence in each browser and language.
async fn pick(browser: &Browser, css: &str, value: &str) -> Outcome {
    browser.see(css).await?;
    let put = "const field = document.querySelector(arguments[0]); field.value = arguments[1];
        field.dispatchEvent(new Event('input', { bubbles: true }));";
    browser.script(put, &[json!(css), json!(value)]).await?;
    Ok(())
}

/// Leaves a note about Alex Example, as somebody does who was about to book them.
async fn leave_a_note(browser: &mut Browser) -> Outcome {
    browser
        .goto("https://calendly.com/alex-example/30min")
        .await?;
    browser.enter_prompt().await?;
    browser.see_question("purpose").await?;
    browser.choose("purpose-answer").await?;
    browser.see_saved().await?;
    browser.leave().await
}

/// Hands the file field a file with this content.
async fn hand_over(browser: &Browser, name: &str, content: &str) -> Outcome {
    let path = browser.downloads().join(name);
    std::fs::write(&path, content).map_err(|error| Trouble::file(&path, error))?;
    let path = path.to_string_lossy().into_owned();
    browser.type_into("#import-file", &path).await
}

baton_e2e::in_both_browsers! { Baton:
    async fn the_popup_leads_to_the_settings(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.open_popup().await?;
        browser.click("#settings").await?;
        let page = browser.extension_url("options.html");
        browser.tab_id(&page).await?;
        Ok(())
    }

    async fn own_hours_and_a_person_are_set_and_found_again(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        leave_a_note(browser).await?;
        open_options(browser).await?;
        browser.type_into("#own-name", "Kim Sample").await?;
        browser.rewrite("#own-zone", "Europe/Berlin").await?;
        pick(browser, "#own-monday-0-to", "12:30").await?;
        browser.click("#own-monday-add").await?;
        browser.click("#own-saturday-as-monday").await?;
        browser.click("#own-day-off-add").await?;
        pick(browser, "#own-day-off-0", "2030-12-24").await?;
        see_saved(browser).await?;

        browser.click("#met button").await?;
        browser.see_value("#person-name", "Alex Example").await?;
        browser.type_into("#person-mail", "alex@mail.example").await?;
        browser.type_into("#person-zone", "Asia/Tokyo").await?;
        see_saved(browser).await?;

        browser.web().refresh().await?;
        browser.see("#own-name").await?;
        browser.see_value("#own-name", "Kim Sample").await?;
        browser.see_value("#own-zone", "Europe/Berlin").await?;
        browser.see_value("#own-monday-0-to", "12:30").await?;
        browser.see_value("#own-monday-1-from", "13:30").await?;
        browser.see_value("#own-saturday-0-to", "12:30").await?;
        browser.see_value("#own-day-off-0", "2030-12-24").await?;
        browser.click("[data-person='Alex Example'] .open").await?;
        browser.see_value("#person-mail", "alex@mail.example").await?;
        browser.see_value("#person-zone", "Asia/Tokyo").await?;
        assert!(!browser.has("#met").await?, "who is known is not suggested");
        Ok(())
    }

    async fn somebody_taken_off_the_list_can_be_brought_back(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        open_options(browser).await?;
        browser.click("#add-person").await?;
        browser.type_into("#person-name", "Alex Example").await?;
        see_saved(browser).await?;
        browser.click("[data-person='Alex Example'] .remove").await?;
        browser.see("#undo").await?;
        assert!(!browser.has("[data-person]").await?);
        browser.click("#undo").await?;
        browser.see("[data-person='Alex Example']").await
    }

    async fn a_zone_that_does_not_exist_stays_typed_and_is_not_saved(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        open_options(browser).await?;
        browser.rewrite("#own-zone", "Asia/Tokyo").await?;
        see_saved(browser).await?;
        browser.rewrite("#own-zone", "Asia/Atlantis").await?;
        browser.see_text("no time zone “Asia/Atlantis”").await?;
        browser.see("#kept[data-kept=saved_but]").await?;
        // Everything else is saved all the same.
        browser.type_into("#own-name", "Kim Sample").await?;
        browser.see("#kept[data-kept=on_the_way]").await?;
        browser.see("#kept[data-kept=saved_but]").await?;
        assert_eq!(browser.value_of("#own-zone").await?, "Asia/Atlantis");
        let first = browser.web().window().await?;
        open_options(browser).await?;
        browser.see_value("#own-name", "Kim Sample").await?;
        browser.see_value("#own-zone", "Asia/Tokyo").await?;
        // A page that holds something unsaved would ask before it goes.
        browser.switch_to(first).await?;
        browser.rewrite("#own-zone", "Asia/Tokyo").await?;
        see_saved(browser).await
    }

    async fn another_windows_settings_are_not_overwritten_unasked(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        open_options(browser).await?;
        let first = browser.web().window().await?;
        open_options(browser).await?;
        browser.type_into("#own-name", "Theirs").await?;
        see_saved(browser).await?;
        browser.switch_to(first).await?;
        browser.type_into("#own-name", "Mine").await?;
        browser.see("#outdated").await?;
        assert_eq!(browser.value_of("#own-name").await?, "Mine");
        browser.see("#keep-mine").await?;
        assert_eq!(browser.text_of("#outdated ul").await?, "Your name");
        let theirs = browser.download("#save-theirs").await?;
        assert_eq!(theirs.name, "baton-settings-other-window.json");
        assert!(theirs.content.contains(r#""name":"Theirs""#), "{}", theirs.content);
        let found = browser.axe_violations().await?;
        assert!(found.is_empty(), "{found:#?}");
        browser.click("#keep-mine").await?;
        see_saved(browser).await?;
        browser.web().refresh().await?;
        browser.see_value("#own-name", "Mine").await
    }

    async fn settings_that_cannot_be_read_are_said_and_kept_one_beside_the_other(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        open_options(browser).await?;
        assert!(!browser.has("[data-unreadable]").await?);
        browser.type_into("#own-name", "Kim Sample").await?;
        see_saved(browser).await?;
        let accidents = [
            (r#"{"schema":1,"settings":{"name":"Kim"#, "settings-damaged"),
            (r#"{"schema":1,"settings":{"people":7}}"#, "settings-damaged/0001"),
        ];
        for (text, aside) in accidents {
            browser.plant_record("settings", text).await?;
            browser.web().refresh().await?;
            browser.see("[data-unreadable=settings]").await?;
            browser.see_text("Your settings were stored but cannot be read").await?;
            assert_eq!(browser.value_of("#own-name").await?, "");
            let kept = browser.download("[data-unreadable=settings] .save").await?;
            assert_eq!(kept.content, text);
            // What is set anew takes its place and puts it aside.
            browser.type_into("#own-name", "Kim again").await?;
            see_saved(browser).await?;
            browser.see(&format!("[data-unreadable='{aside}']")).await?;
        }
        let found = browser.axe_violations().await?;
        assert!(found.is_empty(), "{found:#?}");

        // Whoever has the first as a file can discard it here; the second stays.
        let first = "[data-unreadable=settings-damaged]";
        assert!(!browser.has(&format!("{first} .discard")).await?);
        let kept = browser.download(&format!("{first} .save")).await?;
        assert_eq!(kept.content, accidents[0].0);
        browser.click(&format!("{first} .discard")).await?;
        wait::until_true("the first to go", async || Ok(!browser.has(first).await?)).await?;
        browser.web().refresh().await?;
        browser.see("[data-unreadable='settings-damaged/0001']").await?;
        assert!(!browser.has(first).await?);
        browser.see_value("#own-name", "Kim again").await
    }

    async fn a_file_is_looked_at_before_it_is_taken_in(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        open_options(browser).await?;
        browser.type_into("#own-name", "Kim Sample").await?;
        see_saved(browser).await?;
        let saved = browser.download("#export-settings").await?;
        assert!(saved.name.starts_with("baton-settings-"), "{}", saved.name);
        let mut file: Value = serde_json::from_str(&saved.content)
            .map_err(|error| Trouble::Unexpected(error.to_string()))?;
        file["settings"]["name"] = json!("From the file");
        file["settings"]["people"] = json!([{ "id": "alex", "name": "Alex Example" }]);
        hand_over(browser, "other.json", &file.to_string()).await?;
        browser.see("#take-in").await?;
        browser.see_text("Alex Example is added").await?;
        assert_eq!(browser.value_of("#own-name").await?, "Kim Sample");
        browser.click("#take-in").await?;
        browser.see("#import-taken").await?;
        see_saved(browser).await?;
        browser.see_value("#own-name", "From the file").await?;
        browser.see("[data-person='Alex Example']").await?;

        file["schema"] = json!(99);
        hand_over(browser, "newer.json", &file.to_string()).await?;
        browser.see("#import-refused").await?;
        hand_over(browser, "damaged.json", &saved.content[1..]).await?;
        browser.see_text("no settings file").await?;
        assert_eq!(browser.value_of("#own-name").await?, "From the file");
        Ok(())
    }

    async fn the_search_leaves_what_it_finds(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        open_options(browser).await?;
        browser.click("#add-person").await?;
        browser.type_into("#person-name", "Alex Example").await?;
        see_saved(browser).await?;
        browser.click("#person-close").await?;
        browser.type_into("#search", "alex").await?;
        wait::until_true("the others to go", async || Ok(!browser.has("#you").await?)).await?;
        browser.see("[data-person='Alex Example']").await?;
        browser.rewrite("#search", "urgent").await?;
        browser.see("#number-decide_urgent").await?;
        wait::until_true("the others to go", async || {
            Ok(!browser.has("#number-ask").await? && !browser.has("[data-person]").await?)
        })
        .await?;
        browser.rewrite("#search", "zzz").await?;
        browser.see("#none-found").await
    }

    async fn the_texts_for_ones_own_calendar_can_be_copied(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        open_options(browser).await?;
        browser.type_into("#own-name", "Kim Sample").await?;
        wait::until_true("the name in the statement", async || {
            Ok(browser.text_of("#statement").await?.contains("Kim Sample"))
        })
        .await?;
        browser.click("#copy-statement").await?;
        wait::until_true("the page to say so", async || {
            Ok(browser.text_of("#copied-statement").await? == "Copied")
        })
        .await?;
        see_saved(browser).await
    }
}
