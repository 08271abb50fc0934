//! Briefs that wait for an answer: at response-by Baton is woken and says so, within working hours, whatever
//! happened to the browser and the clock in between; what became of them is one press.

use baton_e2e::browser::Ending;
use baton_e2e::prompt::Answers;
use baton_e2e::{Altered, Browser, Outcome, Scene, Trouble, wait};
use serde_json::{Value, json};

const HOUR: i64 = 60 * 60 * 1000;
const DAY: i64 = 24 * HOUR;

const BOOKING: &str = "https://calendly.com/alex-example/30min";

/// Sends a brief that asks `ask` of somebody and needs an answer by a moment. Gives the note's id.
async fn send(browser: &mut Browser, ask: &str, needed_by: i64) -> Result<String, Trouble> {
    let brief = json!({ "template": "ask", "ask": ask, "needed_by": needed_by,
        "if_no_reply": "Plan A stays." });
    let begin = json!({ "write": { "begin": { "note": null } } });
    browser
        .in_own_page("write.html", async |page| {
            let begun = page.ask(begin).await?;
            let note = begun["done"]["view"]["note"].as_str().unwrap_or_default();
            let what = json!({ "text": { "answers": {}, "brief": brief }, "was": [] });
            let told = json!({ "note": note, "what": what, "how": "copied" });
            let kept = page.ask(json!({ "write": { "delivered": told } })).await?;
            assert!(kept["done"].is_object(), "{kept}");
            Ok(note.to_owned())
        })
        .await
}

/// What stands on the toolbar button where no tab says otherwise.
async fn see_badge(browser: &mut Browser, expected: &str) -> Outcome {
    browser
        .in_own_page("notes.html", async |page| {
            wait::until(&format!("{expected:?} on the button"), async || {
                let text = page
                    .script_async("return await browser.action.getBadgeText({})", &[])
                    .await?;
                match text == expected {
                    true => Ok(Some(())),
                    false => Err(Trouble::Unexpected(text.to_string())),
                }
            })
            .await
        })
        .await
}

/// Waits until Baton is to be woken within two hours after `moment`, so that it planned since.
async fn see_planned(browser: &mut Browser, moment: i64) -> Outcome {
    let script =
        "const alarm = await browser.alarms.get('follow-up'); return alarm?.scheduledTime ?? 0";
    browser
        .in_own_page("notes.html", async |page| {
            wait::until("what is due to be planned", async || {
                let at = page.script_async(script, &[]).await?;
                let at = at.as_f64().unwrap_or_default() - moment as f64;
                match at > 0.0 && at <= 2.0 * HOUR as f64 {
                    true => Ok(Some(())),
                    false => Err(Trouble::Unexpected(format!("{at} ms from then"))),
                }
            })
            .await
        })
        .await
}

/// Where a note stands, and its last comment.
async fn state(browser: &mut Browser, note: &str) -> Result<(String, Value), Trouble> {
    let show = json!({ "show": { "note": { "id": note } } });
    let told = browser.ask_as_own_page(show).await?;
    let note = &told["done"]["note"];
    let state = note["state"].as_str().unwrap_or_default().to_owned();
    Ok((state, note["comments"].clone()))
}

/// A clock that is ahead by what the manifest says: that is read at every start, while Chromium keeps a
/// worker's scripts.
const CLOCK: &str = "const ahead = Number(browser.runtime.getManifest().short_name);
    const real = Date.now;
    Date.now = () => real() + ahead;";

/// Baton with a clock that can be set ahead.
fn with_a_clock(baton: Altered) -> Result<Altered, Trouble> {
    let import = "import \"./clock.js\";";
    baton
        .write("clock.js", CLOCK.as_bytes())?
        .replace("manifest.json", "{", "{\"short_name\": \"0\",")?
        .prepend("background.js", import)?
        .prepend("start.js", import)
}

/// Sets the clock so far ahead of the machine's, while the browser is closed.
async fn set_clock(browser: &mut Browser, ahead: i64) -> Outcome {
    let file = browser.extension().join("manifest.json");
    let manifest = std::fs::read(&file).map_err(|error| Trouble::file(&file, error))?;
    let mut manifest: Value =
        serde_json::from_slice(&manifest).map_err(|error| Trouble::file(&file, error))?;
    manifest["short_name"] = json!(ahead.to_string());
    std::fs::write(&file, manifest.to_string()).map_err(|error| Trouble::file(&file, error))?;
    browser.restart(Ending::Quit).await
}

/// How far ahead the next Monday is, at an hour of its day on the browser's clocks.
async fn until_monday(browser: &Browser, hour: u8) -> Result<i64, Trouble> {
    let script = "const at = new Date();
        at.setDate(at.getDate() + ((8 - at.getDay()) % 7 || 7));
        at.setHours(arguments[0], 0, 0, 0);
        return at - Date.now()";
    let ahead = browser.script(script, &[json!(hour)]).await?;
    Ok(ahead.as_i64().unwrap_or_default())
}

async fn response_by_passes_while_the_browser_is_closed(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    let morning = until_monday(browser, 10).await?;
    let machine = browser.script("return Date.now()", &[]).await?;
    let monday = machine.as_i64().unwrap_or_default() + morning;
    set_clock(browser, morning).await?;
    let date = send(
        browser,
        "Which date for the spring workshop?",
        monday + 4 * HOUR,
    )
    .await?;
    let room = send(browser, "Which room?", monday + 5 * HOUR).await?;
    see_planned(browser, monday).await?;
    see_badge(browser, "").await?;

    // At night nobody is told.
    set_clock(browser, morning + 12 * HOUR).await?;
    see_planned(browser, monday + 12 * HOUR).await?;
    see_badge(browser, "").await?;

    // The next morning both are due.
    set_clock(browser, morning + DAY).await?;
    see_badge(browser, "2").await?;
    let from = browser.open_extension_page("popup.html").await?;
    assert!(browser.text_of("#due").await?.ends_with('2'));
    browser.close_tab(from).await?;
    let from = browser.open_extension_page("followups.html").await?;
    browser
        .see_text("Which date for the spring workshop?")
        .await?;
    let button = |note: &str, say: &str| format!("[data-note='{note}'] [data-say={say}]");
    browser.click(&button(&date, "remind")).await?;
    browser
        .see(&format!("[data-note='{date}'] .notice"))
        .await?;
    browser.click(&button(&room, "later")).await?;
    browser
        .see(&format!("[data-note='{room}'] .notice"))
        .await?;
    let copied = browser.clipboard().await?.plain;
    assert!(
        copied.contains("I asked you: Which date for the spring workshop?"),
        "{copied}"
    );
    assert!(copied.contains("this happens: Plan A stays."), "{copied}");
    browser.close_tab(from).await?;
    see_badge(browser, "").await?;

    // A day later the one asks again that was put off, and then silence decides.
    set_clock(browser, morning + 2 * DAY + HOUR).await?;
    see_badge(browser, "2").await?;
    let from = browser
        .open_extension_page(&format!("followups.html#{room}"))
        .await?;
    browser.click(&button(&room, "silence")).await?;
    browser
        .see(&format!("[data-note='{room}'] .notice"))
        .await?;
    browser.click(&button(&date, "answered")).await?;
    browser
        .see(&format!("[data-note='{date}'] .notice"))
        .await?;
    browser.close_tab(from).await?;
    let (stands, said) = state(browser, &room).await?;
    assert_eq!(stands, "decided");
    let said = said[0]["text"].as_str().unwrap_or_default();
    assert!(said.ends_with("As the brief said: Plan A stays."), "{said}");
    assert_eq!(state(browser, &date).await?.0, "answered");
    see_badge(browser, "").await
}

/// Three times in writing without an answer: the note recommends a call, and the gate knows.
async fn written_three_times_in_vain(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    let morning = until_monday(browser, 10).await?;
    let machine = browser.script("return Date.now()", &[]).await?;
    let needed_by = machine.as_i64().unwrap_or_default() + morning + HOUR;
    set_clock(browser, morning).await?;
    browser.goto(BOOKING).await?;
    let sent = browser
        .in_prompt(async |prompt| {
            // Before it is up the background does not know it yet.
            prompt.see_question("purpose").await?;
            let brief = json!({ "template": "ask", "ask": "Which room?", "needed_by": needed_by });
            let what = json!({ "text": { "answers": {}, "brief": brief }, "was": [] });
            let told = json!({ "what": what, "how": "copied" });
            prompt.ask(json!({ "prompt": { "delivered": told } })).await
        })
        .await?;
    assert!(sent["done"].is_object(), "{sent}");
    let note = browser.stored_notes().await?[0]["id"].clone();
    let note = note.as_str().unwrap_or_default().to_owned();
    for days in [1, 2] {
        set_clock(browser, morning + days * DAY + HOUR).await?;
        let from = browser.open_extension_page("followups.html").await?;
        browser.click("[data-say=remind]").await?;
        browser
            .see(&format!("[data-note='{note}'] .notice"))
            .await?;
        browser.close_tab(from).await?;
    }
    let from = browser
        .open_extension_page(&format!("notes.html#{note}"))
        .await?;
    browser.see("#unanswered").await?;
    browser.close_tab(from).await?;
    browser.goto(BOOKING).await?;
    browser
        .in_prompt(async |prompt| {
            prompt
                .answer(&Answers {
                    purpose: "inform",
                    ..Answers::default()
                })
                .await?;
            prompt.see("#verdict[data-rule=R4]").await
        })
        .await
}

baton_e2e::in_both_altered! {
    three_rounds_without_an_answer: with_a_clock, written_three_times_in_vain;
    response_by_with_a_moved_clock: with_a_clock, response_by_passes_while_the_browser_is_closed;
}

baton_e2e::in_both_browsers! { Baton:
    /// With the browser's own alarm and clock: a stopped worker is woken.
    async fn a_stopped_worker_is_woken_at_response_by(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        // Hours around the clock, whenever the test runs.
        let shown = browser.ask_as_own_page(json!({ "own": "settings" })).await?;
        let mut settings = shown["done"]["settings"]["settings"].clone();
        let day = json!([{ "from": 0, "to": 1440 }]);
        let days = vec![day; 7];
        settings["week"] = json!({ "zone": "UTC", "days": days, "days_off": [] });
        let saved = browser.ask_as_own_page(json!({ "own": { "save_settings": settings } })).await?;
        assert!(saved["done"].is_object(), "{saved}");
        let now = browser.script("return Date.now()", &[]).await?;
        let soon = now.as_i64().unwrap_or_default() + 8_000;
        send(browser, "Which room?", soon).await?;
        browser.in_own_page("notes.html", async |page| {
            let script = "return (await browser.alarms.get('follow-up'))?.scheduledTime ?? 0";
            wait::until_true("the alarm", async || {
                Ok(page.script_async(script, &[]).await?.as_f64() == Some(soon as f64))
            }).await?;
            page.stop_worker().await
        }).await?;
        see_badge(browser, "1").await
    }
}
