//! Two tabs write on one note in turns that chance decides: every text that was said to be saved is
//! in the note or kept beside it.

use serde_json::Value;
use thirtyfour::WindowHandle;

use super::course::Course;
use super::ledger;
use crate::example::BOOKING;
use crate::{Browser, Trouble, wait};

/// Turns of a run.
const TURNS: u64 = 8;

/// One tab with what was typed in it.
struct Tab {
    window: WindowHandle,
    name: &'static str,
    text: String,
    /// What it was told is saved, and what another tab may have written over.
    saved: Vec<String>,
}

pub(super) async fn run(course: &mut Course) -> Result<(), Trouble> {
    while course.left() > 0 {
        one(course).await?;
    }
    Ok(())
}

async fn one(course: &mut Course) -> Result<(), Trouble> {
    let mut scene = course.scene().await?;
    let browser = &mut scene.browser;
    browser.goto(BOOKING).await?;
    browser.enter_prompt().await?;
    browser.see_question("purpose").await?;
    browser.choose("purpose-answer").await?;
    browser.click("#write-instead").await?;
    browser.rewrite("#brief-owner", "both").await?;
    browser.see_saved().await?;
    browser.leave().await?;
    let first = browser.open_tab().await?;
    browser.goto(BOOKING).await?;
    browser.enter_prompt().await?;
    browser.see("#resumed").await?;
    browser.leave().await?;
    let second = browser.web().window().await?;
    let tab = |window, name| Tab {
        window,
        name,
        text: "both".to_owned(),
        saved: Vec::new(),
    };
    let mut tabs = [tab(first, "first"), tab(second, "second")];

    let mut plan = String::new();
    // The tab whose text is known to stand.
    let mut stands = None;
    for turn in 1..=TURNS {
        let at = usize::from(course.seeded.below(2) == 0);
        // Else the other tab may write while this one's save is on its way.
        let waits = course.seeded.below(3) > 0;
        let tab = &mut tabs[at];
        plan.push_str(if at == 0 { "1" } else { "2" });
        plan.push_str(if waits { "." } else { "" });
        let more = format!(" {} {turn}", tab.name);
        enter(browser, tab).await?;
        browser.type_into("#brief-owner", &more).await?;
        tab.text.push_str(&more);
        // Until the page has the letters, what it says of saving is about those before them.
        wait::until_true("the letters in their field", async || {
            Ok(browser.value_of("#brief-owner").await? == tab.text)
        })
        .await?;
        if waits {
            browser.see_saved().await?;
            tab.saved.push(tab.text.clone());
            if stands.is_some_and(|other| other != at) {
                browser.see("#diverged").await?;
            }
        }
        stands = waits.then_some(at);
        browser.leave().await?;
    }
    for tab in &mut tabs {
        enter(browser, tab).await?;
        browser.see_saved().await?;
        tab.saved.push(tab.text.clone());
        browser.leave().await?;
    }
    course.tally.runs += 1;

    let popup = browser.extension_url("popup.html");
    browser.goto(&popup).await?;
    let stored = owners(browser).await?;
    for tab in &tabs {
        for saved in &tab.saved {
            course.tally.acknowledged += 1;
            // A tab's own later text has taken the place of what it begins with.
            if !stored.iter().any(|stored| stored.starts_with(saved)) {
                course.tally.lost += 1;
                course.say(&format!("LOST: “{saved}”; there is {stored:?}"));
            }
        }
        if !stored.contains(&tab.text) {
            course.tally.lost += 1;
            course.say(&format!("LOST: “{}”; there is {stored:?}", tab.text));
        }
    }
    course.say(&format!("turns {plan}, {} texts kept", stored.len()));
    Ok(())
}

async fn enter(browser: &mut Browser, tab: &Tab) -> Result<(), Trouble> {
    browser.switch_to(tab.window.clone()).await?;
    browser.enter_prompt().await
}

/// What stands in the owner's line of the one note, and of every text kept beside it.
async fn owners(browser: &Browser) -> Result<Vec<String>, Trouble> {
    let file = ledger::export(browser).await?;
    let file: Value =
        serde_json::from_str(&file).map_err(|error| Trouble::Unexpected(error.to_string()))?;
    let [entry] = file["entries"].as_array().map_or(&[][..], Vec::as_slice) else {
        return Err(Trouble::Unexpected(format!("not one note: {file}")));
    };
    let beside = entry["earlier"]["versions"]
        .as_array()
        .into_iter()
        .flatten();
    let briefs = beside.map(|one| &one["text"]["brief"]);
    Ok(briefs
        .chain([&entry["note"]["brief"]])
        .filter_map(|brief| brief["owner"].as_str().map(str::to_owned))
        .collect())
}
