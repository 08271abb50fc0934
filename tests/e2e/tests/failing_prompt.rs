//! Prompts that do not start, lose an answer or fail in the middle: the page is never held, and
//! nobody loses a prompt they are typing in.

use baton_e2e::booking::book_as_usual;
use baton_e2e::case::{Outcome, play_altered};
use baton_e2e::{Altered, Browser, Kind, Scene, Trouble, wait};
use serde_json::json;

const BOOKING: &str = "https://calendly.com/alex-example/30min";

/// Lets the background's answer to the ticket get lost as often as `times` says.
fn lose_the_view(copy: Altered, times: &str) -> Result<Altered, Trouble> {
    let lossy = format!(
        "answer(message, sender).then((reply) => {{
           const lost = message.prompt?.redeem && (globalThis.lost = (globalThis.lost ?? 0) + 1) <= {times};
           sendResponse(lost ? undefined : reply);
         }}, (error) => {{"
    );
    let plain = "answer(message, sender).then(sendResponse, (error) => {";
    copy.replace("background.js", plain, &lossy)
}

/// Lets the content script lose the first answer about each address, as it does when the worker is
/// stopped just then.
fn lose_first_reports(copy: Altered) -> Result<Altered, Trouble> {
    copy.replace(
        "content.js",
        "runtime.sendMessage(question)",
        "lossy(runtime, question)",
    )?
    .prepend(
        "content.js",
        "const told = new Set();
         async function lossy(runtime, question) {
           const reply = await runtime.sendMessage(question);
           const { url } = question.page.seen;
           if (told.has(url)) return reply;
           told.add(url);
           throw new Error('The message channel closed before a response was received');
         }",
    )
}

/// Lets the prompt's engine trap when the event `trap` comes.
fn trap(copy: Altered, how: &str) -> Result<Altered, Trouble> {
    let listen = format!(
        "addEventListener('trap', () => {{
           const trap = new WebAssembly.RuntimeError('unreachable');
           {how}
         }});"
    );
    copy.prepend("prompt.js", &listen)
}

/// Closes the prompt that says `said`; the page books as if it had never been there.
async fn says_so_and_closes(browser: &mut Browser, said: &str) -> Outcome {
    browser.enter_prompt().await?;
    browser.see_text(said).await?;
    browser.press_until_gone("#close").await?;
    assert_eq!(browser.count_prompts().await?, 0);
    browser.see_activity("cannot_prompt").await?;
    book_as_usual(browser).await
}

async fn the_prompt_says_it_did_not_start(scene: &mut Scene) -> Outcome {
    scene.browser.goto(BOOKING).await?;
    says_so_and_closes(&mut scene.browser, "Baton could not start here").await
}

async fn the_prompt_says_nobody_answered(scene: &mut Scene) -> Outcome {
    scene.browser.goto(BOOKING).await?;
    says_so_and_closes(&mut scene.browser, "engine did not start").await
}

async fn a_dead_frame_is_taken_away(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto(BOOKING).await?;
    browser.enter_prompt().await?;
    wait::until_true("the dead frame to be taken away", async || {
        Ok(browser.count_prompts().await? == 0)
    })
    .await?;
    browser.see_activity("cannot_prompt").await?;
    book_as_usual(browser).await
}

async fn the_prompt_comes_up(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto(BOOKING).await?;
    browser
        .in_prompt(async |prompt| prompt.see("#question").await)
        .await
}

/// Folded, the card leaves no room to say anything.
async fn a_card_that_died_says_so_and_closes(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto(BOOKING).await?;
    browser
        .in_prompt(async |prompt| {
            prompt.choose("purpose-answer").await?;
            prompt.see_saved().await?;
            prompt.click("#fold").await?;
            prompt.see("#pill").await?;
            let trap = "dispatchEvent(new Event('trap'))";
            prompt.script(trap, &[]).await.map(drop)
        })
        .await?;
    says_so_and_closes(browser, "stopped here after a fault").await?;
    assert_eq!(browser.stored_notes().await?.len(), 1);
    Ok(())
}

async fn one_prompt_comes_up_and_stays(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto(BOOKING).await?;
    browser
        .in_prompt(async |prompt| {
            prompt.choose("purpose-answer").await?;
            prompt.see_saved().await?;
            // Gone if the frame is made anew.
            let mark = "document.body.dataset.mark = 'first'";
            prompt.script(mark, &[]).await?;
            prompt.click("#fold").await
        })
        .await?;
    browser.click(".month button:enabled").await?;
    browser.press("10:30").await?;
    wait::until_true("the slot in the address", async || {
        Ok(browser.url().await?.contains("T10:30"))
    })
    .await?;
    browser
        .in_prompt(async |prompt| {
            prompt.click("#pill").await?;
            prompt.click("#next").await?;
            prompt.type_into("#done-when", "The date is agreed").await?;
            prompt.see_saved().await?;
            let mark = prompt.script("return document.body.dataset.mark", &[]);
            assert_eq!(mark.await?, "first", "the prompt was kept");
            Ok(())
        })
        .await?;
    assert_eq!(browser.count_prompts().await?, 1);
    Ok(())
}

/// Lets the content script ask more often whether anybody is still in the prompt.
fn ask_often(copy: Altered) -> Result<Altered, Trouble> {
    copy.replace("content.js", "}, 4000);", "}, 400);")
}

/// Opens a booking page behind a prompt that stands in front of it.
async fn stand_in_front(browser: &mut Browser) -> Outcome {
    browser
        .goto("https://www.northwind.example/contact")
        .await?;
    let pause = json!({ "on_site": { "site": "calendly", "manner": "pause" } }).to_string();
    let change = json!({ "own": { "change_asking": { "change": pause } } });
    browser.ask_as_own_page(change).await?;
    browser.goto(BOOKING).await?;
    browser
        .in_prompt(async |prompt| prompt.see_question("purpose").await)
        .await?;
    let inert = browser.script("return document.body.inert", &[]).await?;
    assert_eq!(inert, true);
    Ok(())
}

/// Nothing of Baton stands in the way any more, and the page can be used.
async fn is_free(browser: &mut Browser) -> Outcome {
    let free = "return !document.body.inert && [...document.documentElement.children].slice(2)
        .every((left) => !left.checkVisibility({ visibilityProperty: true }))";
    wait::until_true("a page that is free", async || {
        Ok(browser.script(free, &[]).await? == true)
    })
    .await?;
    book_as_usual(browser).await
}

async fn a_page_is_free_after_an_update(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    stand_in_front(browser).await?;
    let old = "document.documentElement.lastElementChild.dataset.old = 'yes'";
    browser.script(old, &[]).await?;
    browser.update_extension().await?;
    let is_old = "return document.querySelector('[data-old]') !== null";
    let stays = browser.kind() == Kind::Chromium;
    wait::until_true("the prompt that stands after an update", async || {
        Ok(browser.script(is_old, &[]).await? == stays)
    })
    .await?;
    browser.enter_prompt().await?;
    match browser.kind() {
        // What was written can be read still, but not sent.
        Kind::Chromium => {
            browser.see("#outlived").await?;
            browser.see_question("purpose").await?;
            browser.press_until_gone("#close-outlived").await?;
        }
        // The new Baton asks, and nothing of the old one is left.
        Kind::Firefox => browser.press_until_gone("#not-now").await?,
    }
    is_free(browser).await
}

async fn a_card_can_be_copied_and_closed_after_an_update(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto(BOOKING).await?;
    browser.enter_prompt().await?;
    browser.choose("purpose-answer").await?;
    browser.click("#write-instead").await?;
    browser.type_into("#brief-owner", "Kim Sample").await?;
    browser.see_saved().await?;
    let written = browser.value_of("#brief-owner").await?;
    browser.leave().await?;
    browser.update_extension().await?;
    browser.enter_prompt().await?;
    if browser.kind() == Kind::Chromium {
        // The first key already is kept back, so nothing is typed that would be lost.
        assert!(!browser.has("#outlived:not([hidden])").await?);
        browser.type_into("#brief-owner", "!").await?;
        browser.see("#outlived").await?;
        assert_eq!(browser.value_of("#brief-owner").await?, written);
        // A page that moves on leaves it, too.
        browser.leave().await?;
        let move_on = "history.pushState(null, '', '?month=2026-12')";
        browser.script(move_on, &[]).await?;
        browser.enter_prompt().await?;
        browser.see("#outlived").await?;
        browser.press_until_gone("#close-outlived").await?;
    } else {
        browser.see("#resumed").await?;
        browser.press_until_gone("#not-now").await?;
    }
    book_as_usual(browser).await
}

/// The card does not answer for a while, and then goes on.
async fn goes_and_comes_back(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    stand_in_front(browser).await?;
    // Watched by the page itself: the driver waits meanwhile.
    let watch = "window.seen = [];
        const look = () => {
          const card = document.documentElement.lastElementChild;
          const isShown = card.checkVisibility({ visibilityProperty: true });
          const now = `${document.body.inert ? 'held' : 'free'}, ${isShown ? 'shown' : 'hidden'}`;
          if (now !== seen.at(-1)) seen.push(now);
        };
        look();
        setInterval(look, 20);";
    browser.script(watch, &[]).await?;
    let hold_up = "const until = Date.now() + 4000;
        while (Date.now() < until);";
    browser
        .in_prompt(async |prompt| prompt.script(hold_up, &[]).await)
        .await?;
    let expected = json!(["held, shown", "free, hidden", "held, shown"]);
    wait::until_true("the card to go and to come", async || {
        Ok(browser.script("return window.seen", &[]).await? == expected)
    })
    .await?;
    browser
        .in_prompt(async |prompt| prompt.see_question("purpose").await)
        .await
}

/// Chromium's frames of ours are in a process of their own.
#[test]
fn a_page_is_free_after_the_process_of_its_prompt_ended() {
    play_altered(
        Kind::Chromium,
        "a_page_is_free_after_the_process_of_its_prompt_ended",
        ask_often,
        async |scene| {
            let browser = &mut scene.browser;
            stand_in_front(browser).await?;
            browser.kill_extension_process()?;
            is_free(browser).await
        },
    );
}

/// Elsewhere what holds up the card holds up the page as well.
#[test]
fn a_card_that_is_held_up_gives_the_page_free_and_comes_back() {
    play_altered(
        Kind::Chromium,
        "a_card_that_is_held_up_gives_the_page_free_and_comes_back",
        ask_often,
        goes_and_comes_back,
    );
}

/// Lets the background fail whatever a strict page asks.
fn fail_strict(copy: Altered) -> Result<Altered, Trouble> {
    let fails = "async function answer(message, sender) {
      if (message?.own?.strict || message?.own?.let_through) throw new Error('dead');";
    copy.replace(
        "background.js",
        "async function answer(message, sender) {",
        fails,
    )
}

async fn a_strict_site_opens_all_the_same(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser
        .goto("https://www.northwind.example/contact")
        .await?;
    let strict = json!({ "on_site": { "site": "calendly", "manner": "strict" } }).to_string();
    let change = json!({ "own": { "change_asking": { "change": strict } } });
    browser.ask_as_own_page(change).await?;
    let go = "location.assign(arguments[0])";
    browser.script(go, &[json!(BOOKING)]).await?;
    wait::until_true("the booking page", async || {
        Ok(browser.url().await? == BOOKING)
    })
    .await?;
    book_as_usual(browser).await
}

baton_e2e::in_both_altered! {
    a_pause_that_an_update_ended_gives_the_page_free:
        ask_often,
        a_page_is_free_after_an_update;
    a_card_that_an_update_ended_can_be_copied_and_closed:
        |copy| copy.replace("content.js", "}, 4000);", "}, 400000);"),
        a_card_can_be_copied_and_closed_after_an_update;
    a_strict_site_opens_though_the_background_fails:
        fail_strict,
        a_strict_site_opens_all_the_same;
    a_prompt_that_does_not_start_says_so_and_closes:
        |copy| copy.write("wasm/prompt_bg.wasm", b"not WebAssembly"),
        the_prompt_says_it_did_not_start;
    a_frame_that_never_comes_alive_is_taken_away:
        |copy| copy.write("prompt.js", b"throw new Error('dead');"),
        a_dead_frame_is_taken_away;
    an_engine_that_hangs_as_it_starts_is_taken_away:
        |copy| {
            let copy = copy.replace("prompt.js", "await engine;", "await new Promise(() => {});")?;
            copy.replace("content.js", "setTimeout(giveUp, 15000)", "setTimeout(giveUp, 4000)")
        },
        a_dead_frame_is_taken_away;
    a_lost_answer_to_the_ticket_is_asked_for_again:
        |copy| lose_the_view(copy, "1"),
        the_prompt_comes_up;
    a_prompt_that_gets_no_answer_says_so_and_closes:
        |copy| lose_the_view(copy, "Infinity"),
        the_prompt_says_nobody_answered;
    a_card_whose_engine_traps_in_an_event_says_so_and_closes:
        |copy| trap(copy, "throw trap;"),
        a_card_that_died_says_so_and_closes;
    a_card_whose_engine_traps_in_a_promise_says_so_and_closes:
        |copy| trap(copy, "Promise.reject(trap);"),
        a_card_that_died_says_so_and_closes;
    a_lost_answer_to_the_page_costs_no_prompt:
        lose_first_reports,
        one_prompt_comes_up_and_stays;
}
