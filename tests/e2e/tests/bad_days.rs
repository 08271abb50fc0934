//! Days on which something breaks: the start, the store, the worker, an update. What a person
//! sees, and what is kept. The engine that dies in the middle of a call is in `engine.rs`.

use baton_e2e::booking::book_as_usual;
use baton_e2e::case::{Extension, Outcome};
use baton_e2e::{Altered, Browser, Kind, Scene, Trouble, wait};
use serde_json::{Value, json};

const BOOKING: &str = "https://calendly.com/alex-example/30min";

/// Begins a brief with this text in its owner's line. The prompt is entered already.
async fn write(prompt: &Browser, owner: &str) -> Outcome {
    prompt.choose("purpose-answer").await?;
    prompt.click("#write-instead").await?;
    prompt.rewrite("#brief-owner", owner).await
}

/// The one stored note, read as a page of Baton's reads it.
async fn the_note(browser: &mut Browser) -> Result<Value, Trouble> {
    let notes = browser.stored_notes().await?;
    assert_eq!(notes.len(), 1, "{notes:?}");
    let open = json!({ "show": { "note": { "id": notes[0]["id"] } } });
    let answer = browser.ask_as_own_page(open).await?;
    Ok(answer["done"]["note"].clone())
}

/// Lets the background's store fail as `how` says until the message `heal` comes.
fn failing_store(copy: Altered, how: &str) -> Result<Altered, Trouble> {
    copy.prepend(
        "background.js",
        &format!(
            "let failing = true;
             (globalThis.browser ?? globalThis.chrome).runtime.onMessage.addListener((message) => {{
               if (message === 'heal') failing = false;
             }});
             {how}"
        ),
    )
}

const CANNOT_OPEN: &str = "const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...what) {
      if (failing) throw new DOMException('The store is locked', 'UnknownError');
      return open.apply(this, what);
    };";

const IS_FULL: &str = "const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...what) {
      if (failing) throw new DOMException('No room', 'QuotaExceededError');
      return put.apply(this, what);
    };";

/// Writing on while the store fails, and trying again once it does not.
async fn nothing_typed_is_lost(scene: &mut Scene, said: &str) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto(BOOKING).await?;
    browser
        .in_prompt(async |prompt| {
            write(prompt, "Kim Sample").await?;
            prompt.see("#failure").await?;
            let shown = prompt.text_of("#failure").await?;
            assert!(shown.contains(said), "{shown}");
            prompt.see(".save-line[data-saved=not-saved]").await?;
            assert!(!prompt.has("#saved").await?);
            assert_eq!(prompt.value_of("#brief-owner").await?, "Kim Sample");
            prompt.type_into("#brief-owner", " and others").await
        })
        .await?;
    browser.ask_as_own_page(json!("heal")).await?;
    browser
        .in_prompt(async |prompt| {
            // What was typed meanwhile may be saved by itself before anybody presses.
            prompt.press_until("#retry", "#saved").await?;
            assert!(!prompt.has("#failure").await?);
            assert_eq!(
                prompt.value_of("#brief-owner").await?,
                "Kim Sample and others"
            );
            Ok(())
        })
        .await?;
    let brief = the_note(browser).await?["brief"].to_string();
    assert!(brief.contains("Kim Sample and others"), "{brief}");
    Ok(())
}

async fn the_background_says_it_did_not_start(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto(BOOKING).await?;
    let from = browser.open_extension_page("popup.html").await?;
    browser.see_text("engine did not start").await?;
    browser.close_tab(from).await?;
    assert_eq!(browser.count_prompts().await?, 0);
    book_as_usual(browser).await
}

/// Without the module that puts notes into words and writes files, what is written is kept and found, and
/// can be written on.
async fn the_brief_is_written_and_the_export_says_why_not(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto(BOOKING).await?;
    browser
        .in_prompt(async |prompt| {
            write(prompt, "Kim Sample").await?;
            prompt.see_saved().await
        })
        .await?;
    let notes = browser.stored_notes().await?;
    let id = notes[0]["id"].as_str().unwrap_or_default().to_owned();
    let from = browser
        .open_extension_page(&format!("write.html#{id}"))
        .await?;
    browser.see("#brief-owner").await?;
    assert_eq!(browser.value_of("#brief-owner").await?, "Kim Sample");
    browser.close_tab(from).await?;
    let from = browser.open_extension_page("popup.html").await?;
    browser.see("#notes .title").await?;
    browser.press_until("#export-all-json", "#failure").await?;
    browser.see_text("engine did not start").await?;
    browser.close_tab(from).await
}

baton_e2e::in_both_altered! {
    a_desk_that_does_not_start_keeps_nobody_from_writing:
        |copy| copy.write("wasm/desk_bg.wasm", b"not WebAssembly"),
        the_brief_is_written_and_the_export_says_why_not;
    an_engine_that_does_not_start_is_told_and_the_page_books:
        |copy| copy.write("wasm/background_bg.wasm", b"not WebAssembly"),
        the_background_says_it_did_not_start;
    a_store_that_cannot_be_opened_keeps_the_text_on_the_screen:
        |copy| failing_store(copy, CANNOT_OPEN),
        async |scene: &mut Scene| nothing_typed_is_lost(scene, "could not be opened").await;
    a_full_disk_keeps_the_text_on_the_screen:
        |copy| failing_store(copy, IS_FULL),
        async |scene: &mut Scene| nothing_typed_is_lost(scene, "no room left").await;
}

/// Stops the worker without waiting: what is under way wakes it again at once.
async fn stop_the_worker(browser: &Browser) -> Outcome {
    match browser.kind() {
        Kind::Chromium => {
            browser.devtools("ServiceWorker.enable", json!({})).await?;
            browser
                .devtools("ServiceWorker.stopAllWorkers", json!({}))
                .await?;
        }
        Kind::Firefox => {
            browser
                .system("await extension.terminateBackground();")
                .await?;
        }
    }
    Ok(())
}

/// A number that depends on the turn only.
fn spread(turn: u64) -> u64 {
    (turn + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32
}

baton_e2e::in_both_browsers! { Baton:
    async fn a_worker_stopped_at_any_moment_loses_and_doubles_nothing(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(BOOKING).await?;
        browser.enter_prompt().await?;
        write(browser, "0").await?;
        let mut typed = "0".to_owned();
        for turn in 1..=8 {
            let more = format!(" {turn}");
            browser.type_into("#brief-owner", &more).await?;
            typed.push_str(&more);
            // Before, while and after the save is under way: it begins half a second later.
            tokio::time::sleep(std::time::Duration::from_millis(spread(turn) % 900)).await;
            stop_the_worker(browser).await?;
        }
        browser.see_saved().await?;
        assert_eq!(browser.value_of("#brief-owner").await?, typed);
        browser.leave().await?;
        let brief = the_note(browser).await?["brief"].to_string();
        assert!(brief.contains(&typed), "{brief}");
        Ok(())
    }

    async fn a_page_open_during_an_update_is_not_broken(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(BOOKING).await?;
        browser.in_prompt(async |prompt| {
            write(prompt, "Kim Sample").await?;
            prompt.see_saved().await
        }).await?;
        browser.update_extension().await?;
        browser.console_errors().await?;
        book_as_usual(browser).await?;
        wait::until_true("at most one prompt", async || Ok(browser.count_prompts().await? <= 1)).await?;
        let errors = browser.console_errors().await?;
        assert!(errors.iter().all(|error| !error.contains("content.js")), "{errors:?}");
        // On a busy machine the new one takes a while to be there.
        let from = browser.open_extension_page("popup.html").await?;
        browser.see("#search").await?;
        browser.close_tab(from).await?;
        browser.goto(BOOKING).await?;
        browser.in_prompt(async |prompt| prompt.see("#resumed").await).await?;
        assert_eq!(browser.count_prompts().await?, 1);
        Ok(())
    }

    async fn a_wiped_copy_is_rebuilt_from_the_other_and_told(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(BOOKING).await?;
        browser.in_prompt(async |prompt| {
            write(prompt, "Kim Sample").await?;
            prompt.see_saved().await
        }).await?;
        let from = browser.open_extension_page("popup.html").await?;
        browser.see("#notes").await?;
        browser.stop_worker().await?;
        let wipe = match browser.kind() {
            Kind::Chromium => "await navigator.storageBuckets.delete('baton-b');",
            Kind::Firefox => "await new Promise((resolve, reject) => {
                const wiped = indexedDB.deleteDatabase('baton-a');
                wiped.onsuccess = resolve;
                wiped.onerror = () => reject(wiped.error);
                wiped.onblocked = () => reject(new Error('still in use'));
              });",
        };
        browser.script_async(wipe, &[]).await?;
        let url = browser.url().await?;
        browser.goto(&url).await?;
        browser.see("#health-rebuilt").await?;
        assert!(!browser.has("#health-lost, #health-damaged").await?);
        browser.close_tab(from).await?;
        let brief = the_note(browser).await?["brief"].to_string();
        assert!(brief.contains("Kim Sample"), "{brief}");
        Ok(())
    }
}

/// Chromium's own quota, not an imitation. It must be lowered before the first write.
#[test]
fn chromiums_full_quota_is_told_and_nothing_typed_is_lost() {
    use baton_e2e::case::play;
    play(Kind::Chromium, Extension::Baton, "quota", async |scene| {
        let browser = &mut scene.browser;
        let origin = browser.extension_url("");
        let origin = origin.trim_end_matches('/').to_owned();
        let quota = json!({ "origin": origin, "quotaSize": 1 });
        browser
            .devtools("Storage.overrideQuotaForOrigin", quota)
            .await?;
        browser.goto(BOOKING).await?;
        browser
            .in_prompt(async |prompt| {
                write(prompt, "Kim Sample").await?;
                prompt.see("#failure").await?;
                let shown = prompt.text_of("#failure").await?;
                assert!(
                    shown.contains("no room left") || shown.contains("could not be opened"),
                    "{shown}"
                );
                Ok(())
            })
            .await?;
        let lifted = json!({ "origin": origin });
        browser
            .devtools("Storage.overrideQuotaForOrigin", lifted)
            .await?;
        browser
            .in_prompt(async |prompt| {
                // The last letters may be saved by themselves before anybody presses.
                prompt.press_until("#retry", "#saved").await
            })
            .await?;
        let brief = the_note(browser).await?["brief"].to_string();
        assert!(brief.contains("Kim Sample"), "{brief}");
        Ok(())
    });
}
