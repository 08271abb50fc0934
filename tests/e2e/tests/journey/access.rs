//! Each screen by axe-core, in light and dark, and in a window as narrow as it gets.

use baton_e2e::case::{Extension, play_with};
use baton_e2e::example::{ANSWERS, BOOKING, TITLE};
use baton_e2e::{Browser, Kind, Outcome, Scene, Trouble, places};
use serde_json::json;

/// Checks what is shown now, and leaves a picture of it.
async fn check(browser: &Browser, look: &str, screen: &str) -> Outcome {
    let name = browser.kind().name();
    let picture = places::leavings().join(format!("screens/{name}-{look}-{screen}.png"));
    browser.see_still().await?;
    browser.screenshot(&picture).await?;
    let found = browser.axe_violations().await?;
    if !found.is_empty() {
        return Err(Trouble::Unexpected(format!("{screen}, {look}: {found:#?}")));
    }
    // What a scrollbar takes is no room for content.
    let wider = "const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth";
    let over = browser.script(wider, &[]).await?;
    assert!(
        over.as_i64() <= Some(0),
        "{screen} is {over} px wider than its window"
    );
    Ok(())
}

/// Makes the tab 320 pixels wide where windows cannot be: Chromium's stop at 500.
async fn narrow(browser: &Browser, look: &str) -> Outcome {
    if look == "narrow" && browser.kind() == Kind::Chromium {
        let metrics =
            json!({ "width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": false });
        browser
            .devtools("Emulation.setDeviceMetricsOverride", metrics)
            .await?;
    }
    Ok(())
}

/// Walks through every screen of the prompt, the popup, the notes page and the options page.
async fn every_screen(scene: &mut Scene, look: &str) -> Outcome {
    let browser = &mut scene.browser;
    browser.open_popup().await?;
    narrow(browser, look).await?;
    browser.see("#empty").await?;
    check(browser, look, "popup-empty").await?;
    browser.goto(BOOKING).await?;
    browser.enter_prompt().await?;
    browser.see_question("purpose").await?;
    browser.click("#why summary").await?;
    check(browser, look, "question-purpose").await?;
    browser.choose("purpose-acquaint").await?;
    browser.see("#invited-yes").await?;
    browser.choose("purpose-decide").await?;
    browser.next().await?;
    browser.choose("needed-other").await?;
    browser.see("#needed-by").await?;
    check(browser, look, "question-end").await?;
    browser.choose("needed-next-week").await?;
    browser.type_into("#done-when", ANSWERS.done_when).await?;
    browser.next().await?;
    check(browser, look, "question-plan").await?;
    browser.type_into("#points", ANSWERS.points).await?;
    browser.next().await?;
    check(browser, look, "question-follow-up").await?;
    browser.next().await?;
    check(browser, look, "question-live").await?;
    browser.next().await?;
    browser.see("#verdict").await?;
    check(browser, look, "verdict").await?;
    browser.click("#book-with-brief").await?;
    browser.see("#field-text, #no-field").await?;
    check(browser, look, "booking").await?;
    browser.click("#back").await?;
    browser.click("#write-instead").await?;
    browser.see("#brief-form").await?;
    check(browser, look, "brief").await?;
    browser.click("#fold").await?;
    browser.see("#pill").await?;
    check(browser, look, "pill").await?;
    browser.click("#pill").await?;
    browser.press_until("#copy", "#sent").await?;
    check(browser, look, "sent").await?;
    browser.open_popup().await?;
    narrow(browser, look).await?;
    browser.see_notes(&[TITLE]).await?;
    check(browser, look, "popup-list").await?;
    browser.type_into("#search", "zzz").await?;
    browser.see("#none-found").await?;
    check(browser, look, "popup-none-found").await?;
    browser.rewrite("#search", "hall").await?;
    browser.open_note(TITLE).await?;
    check(browser, look, "popup-note").await?;
    browser.click("#delete").await?;
    browser.see("#undo").await?;
    check(browser, look, "popup-undo").await?;
    browser.click("#undo").await?;
    browser.open_extension_page("notes.html").await?;
    narrow(browser, look).await?;
    browser.see_notes(&[TITLE]).await?;
    check(browser, look, "notes").await?;
    browser.rewrite("#search", "state:sent").await?;
    browser.see("#filter-tokens").await?;
    browser.click("#filters summary").await?;
    browser.type_into("#view-name", "Sent").await?;
    browser.click("#view-keep").await?;
    browser.see("#views .chip").await?;
    check(browser, look, "notes-filters").await?;
    browser.click("#filters summary").await?;
    browser.click("#notes .select input").await?;
    browser.see("#selected").await?;
    check(browser, look, "notes-selected").await?;
    browser.click("#select-none").await?;
    browser.open_note(TITLE).await?;
    browser.type_into("#tags", "offsite, hall,").await?;
    browser.see("#tags-list li:nth-child(2)").await?;
    browser.click("#link-note summary").await?;
    browser.type_into("#link-search", "zzz").await?;
    browser.see("#link-none").await?;
    check(browser, look, "notes-relations").await?;
    browser
        .type_into("#comment", "Settled without a call.")
        .await?;
    browser.choose("score-5").await?;
    browser.click("#add-comment").await?;
    browser.see("#comments").await?;
    check(browser, look, "notes-note").await?;
    writing(browser, look).await?;
    browser.open_extension_page("options.html").await?;
    narrow(browser, look).await?;
    browser.see("#own-name").await?;
    check(browser, look, "options").await?;
    browser.click("#add-person").await?;
    browser.type_into("#person-name", "Alex Example").await?;
    browser.click("#person-same-hours").await?;
    browser.rewrite("#person-zone", "Asia/Atlantis").await?;
    browser.click("#person-day-off-add").await?;
    browser.see("#person-zone-fault").await?;
    check(browser, look, "options-person").await?;
    // A page that holds something unsaved would ask before it goes.
    browser.rewrite("#person-zone", "Asia/Tokyo").await?;
    browser.see("#kept[data-kept=saved]").await?;
    browser.click("#person-close").await?;
    browser.click("#duplicate-template").await?;
    browser.click("#field-context").await?;
    browser
        .type_into("#field-default", "Dear friend}} {{")
        .await?;
    browser.see("#field-default-fault").await?;
    browser.click("#add-rule").await?;
    browser.see("#rules li").await?;
    check(browser, look, "options-template").await?;
    browser.rewrite("#field-default", "Dear friend").await?;
    browser.see("#kept[data-kept=saved]").await
}

/// A note written from nothing, changed, the page that records for it, and two of its texts side by
/// side.
async fn writing(browser: &mut Browser, look: &str) -> Outcome {
    browser.open_extension_page("write.html").await?;
    narrow(browser, look).await?;
    browser.see("#brief-form").await?;
    check(browser, look, "write-new").await?;
    browser
        .rewrite("#brief-ask", "What Kim needs to know about the hall")
        .await?;
    browser.see_saved().await?;
    browser.press_until("#copy", "#sent").await?;
    check(browser, look, "write-sent").await?;
    browser.click("#back-to-note").await?;
    browser.click("#edit").await?;
    browser.see("#has-left").await?;
    browser.type_into("#brief-ask", ", and by when").await?;
    browser.see_saved().await?;
    browser.click("#more-ways summary").await?;
    check(browser, look, "write-edit").await?;
    browser.click("#done").await?;
    browser.click("#record-note").await?;
    browser.see("#record").await?;
    check(browser, look, "record").await?;
    browser.click(".page-head a").await?;
    browser.click("#earlier summary").await?;
    browser.click("#earlier .compare").await?;
    browser.see("#compared").await?;
    check(browser, look, "notes-compared").await
}

macro_rules! every_screen {
    ($($name:ident, $look:literal, $kind:ident, $adjust:expr;)+) => {
        $(
            #[test]
            fn $name() {
                play_with(Kind::$kind, Extension::Baton, stringify!($name), $adjust, async |scene| {
                    every_screen(scene, $look).await
                });
            }
        )+
    };
}

mod chromium {
    use super::*;
    every_screen! {
        every_screen_is_accessible, "light", Chromium, |_| {};
        every_screen_is_accessible_in_the_dark, "dark", Chromium, |options| options.dark = true;
        every_screen_fits_a_narrow_window, "narrow", Chromium, |options| options.window = (320, 720);
    }
}

mod firefox {
    use super::*;
    every_screen! {
        every_screen_is_accessible, "light", Firefox, |_| {};
        every_screen_is_accessible_in_the_dark, "dark", Firefox, |options| options.dark = true;
        every_screen_fits_a_narrow_window, "narrow", Firefox, |options| options.window = (320, 720);
    }
}
