//! Private windows, in which Baton was allowed: it asks and writes, and stores nothing.

use baton_e2e::case::{Extension, Outcome, play_with};
use baton_e2e::{Browser, Kind, Options, Scene, Trouble, wait};
use serde_json::json;

/// What is typed in the private window.
const SECRET: &str = "The chair";

/// Everything in both copies of the store and in the extension's local storage.
const ALL_THAT_IS_STORED: &str = "
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const all = [await browser.storage.local.get()];
    // Where there are buckets, the second copy has one.
    const homes = navigator.storageBuckets
      ? await Promise.all((await navigator.storageBuckets.keys()).map(
          async (name) => (await navigator.storageBuckets.open(name)).indexedDB))
      : [];
    for (const home of [indexedDB, ...homes]) {
      for (const { name } of await home.databases()) {
        const database = await done(home.open(name));
        for (const store of database.objectStoreNames) {
          const records = database.transaction(store).objectStore(store);
          all.push([name, store, await done(records.getAllKeys()), await done(records.getAll())]);
        }
        database.close();
      }
    }
    return JSON.stringify(all);";

/// What lies in every database of Baton, once the list has been shown: looking for notes takes
/// into the index what it lacks.
async fn everything_stored(browser: &mut Browser) -> Result<String, Trouble> {
    let all = browser
        .in_own_page("popup.html", async |page| {
            page.see("#notes .open").await?;
            page.script_async(ALL_THAT_IS_STORED, &[]).await
        })
        .await?;
    Ok(all.as_str().unwrap_or_default().to_owned())
}

/// The prompt of the page is entered already.
async fn write_a_brief(prompt: &Browser, owner: &str) -> Outcome {
    prompt.choose("purpose-answer").await?;
    prompt.click("#write-instead").await?;
    prompt.rewrite("#brief-owner", owner).await
}

async fn nothing_is_stored(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    // Something is stored from an ordinary window, so that a private one could add to it.
    browser.goto("https://cal.com/kim-sample/intro").await?;
    browser
        .in_prompt(async |prompt| {
            assert!(!prompt.has("#private").await?);
            write_a_brief(prompt, "The treasurer").await?;
            prompt.see_saved().await
        })
        .await?;
    let before = everything_stored(browser).await?;
    assert_eq!(
        before.matches("The treasurer").count(),
        2,
        "in both copies: {before}"
    );

    let ordinary = browser
        .open_private_window("https://calendly.com/alex-example/30min")
        .await?;
    browser.enter_prompt().await?;
    browser.see_question("purpose").await?;
    let said = browser.text_of("#private").await?;
    assert!(said.contains("nothing is stored here"), "{said}");
    write_a_brief(browser, SECRET).await?;
    browser.see(".save-line[data-saved=private]").await?;

    browser.see("#copy").await?;
    let file = browser.download("#save-file").await?;
    assert!(file.content.contains(SECRET), "{}", file.content);
    browser.press_until("#copy", "#sent").await?;
    browser.see_text("Nothing was stored").await?;

    // The count of those who put a meeting off is not kept either.
    browser.goto("https://zcal.co/i/AbCd12_e").await?;
    browser.enter_prompt().await?;
    browser.see_question("purpose").await?;
    browser.press_until_gone("#not-now").await?;
    // Nor a brief that goes into a booking.
    browser
        .goto("https://tidycal.com/sample-coach/45-minute-meeting")
        .await?;
    browser.enter_prompt().await?;
    browser.choose("purpose-decide").await?;
    browser.click("#book-with-brief").await?;
    browser.press_until_gone("#confirm-booking").await?;
    // And a draft is not offered again.
    browser.goto("https://cal.com/kim-sample/30min").await?;
    browser
        .in_prompt(async |prompt| {
            write_a_brief(prompt, SECRET).await?;
            prompt.see(".save-line[data-saved=private]").await?;
            // Of the note about her, written in an ordinary window, nothing is told.
            assert!(!prompt.has("#related").await?);
            Ok(())
        })
        .await?;
    browser.web().refresh().await?;
    browser
        .in_prompt(async |prompt| {
            prompt.see_question("purpose").await?;
            assert!(!prompt.has("#resumed").await?);
            Ok(())
        })
        .await?;

    browser.switch_to(ordinary).await?;
    assert_eq!(everything_stored(browser).await?, before);
    // Nor is it in what is remembered as long as the browser runs.
    let remembered = browser
        .in_own_page("popup.html", async |page| {
            let read = "return JSON.stringify(await browser.storage.session.get());";
            page.script_async(read, &[]).await
        })
        .await?
        .to_string();
    assert!(
        remembered.contains("tidycal.com"),
        "it can be read: {remembered}"
    );
    assert!(!remembered.contains(SECRET), "{remembered}");
    Ok(())
}

fn in_a_private_window(kind: Kind) {
    let allow = |options: &mut Options| options.private_windows = true;
    play_with(
        kind,
        Extension::Baton,
        "private_window",
        allow,
        nothing_is_stored,
    );
}

#[test]
fn a_private_window_of_chromium_says_so_offers_copy_and_file_and_stores_nothing() {
    in_a_private_window(Kind::Chromium);
}

#[test]
fn a_private_window_of_firefox_says_so_offers_copy_and_file_and_stores_nothing() {
    in_a_private_window(Kind::Firefox);
}

/// A strict booking page is asked about in a private window too, and goes on: Firefox shows Baton's own page
/// there, Chromium shows none, so that the page itself is asked in.
async fn a_strict_page_asks_and_goes_on(scene: &mut Scene) -> Outcome {
    const PAGE: &str = "https://calendly.com/alex-example/30min#x";
    let browser = &mut scene.browser;
    let change = json!({ "elsewhere": "strict" }).to_string();
    let change = json!({ "own": { "change_asking": { "change": change } } });
    browser.ask_as_own_page(change).await?;
    browser
        .open_private_window("https://www.northwind.example/contact")
        .await?;
    browser
        .script("location.assign(arguments[0])", &[json!(PAGE)])
        .await?;
    match browser.kind() {
        Kind::Firefox => {
            browser.see("#place iframe").await?;
            browser.enter_frame("#place iframe").await?;
        }
        Kind::Chromium => browser.enter_prompt().await?,
    }
    browser.see_question("purpose").await?;
    browser.press_until_gone("#not-now").await?;
    wait::until("the page itself", async || {
        let url = browser.url().await?;
        match url == PAGE {
            true => Ok(Some(())),
            false => Err(Trouble::Unexpected(url)),
        }
    })
    .await?;
    assert_eq!(browser.count_prompts().await?, 0);
    Ok(())
}

fn strict_in_a_private_window(kind: Kind) {
    let allow = |options: &mut Options| options.private_windows = true;
    play_with(
        kind,
        Extension::Baton,
        "strict_in_a_private_window",
        allow,
        a_strict_page_asks_and_goes_on,
    );
}

#[test]
fn a_strict_page_in_a_private_window_of_chromium_is_not_broken() {
    strict_in_a_private_window(Kind::Chromium);
}

#[test]
fn a_strict_page_in_a_private_window_of_firefox_is_not_broken() {
    strict_in_a_private_window(Kind::Firefox);
}
