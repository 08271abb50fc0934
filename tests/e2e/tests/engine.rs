//! The engine of the background dies in the middle of a call: the call is answered all the same, a
//! fresh engine takes over, and what was stored is there.
//!
//! The engine itself is sound; its death is told to `background.js` on the three ways on which a
//! real one reaches it.

use baton_e2e::{Altered, Outcome, Scene, Trouble};
use serde_json::json;

const BOOKING: &str = "https://calendly.com/alex-example/30min";

/// Times the engine was started since the background was loaded.
const COUNT_STARTS: &str = "let starts = 0;
    (globalThis.browser ?? globalThis.chrome).runtime.onMessage.addListener(
      (message, sender, sendResponse) => {
        if (message === 'starts') sendResponse(starts);
      });";

/// A background that counts its starts and, at a message `{ struck: request }`, begins to answer
/// the request and then does `act`, while the answer is still under way.
fn struck_by(copy: Altered, act: &str) -> Result<Altered, Trouble> {
    let strike = format!(
        "const strike = (handle, asked, from) => {{
           const request = JSON.parse(asked)?.struck;
           if (!request) return handle(asked, from);
           const answer = handle(JSON.stringify(request), from);
           {act};
           return answer;
         }};"
    );
    copy.replace(
        "background.js",
        "await this.#glue.default({",
        "if (this === BACKGROUND) starts += 1; await this.#glue.default({",
    )?
    .replace(
        "background.js",
        "BACKGROUND.call(({ handle }) => handle(asked, from))",
        "BACKGROUND.call(({ handle }) => strike(handle, asked, from))",
    )?
    .prepend("background.js", &strike)?
    .prepend("background.js", COUNT_STARTS)
}

async fn a_fresh_engine_answers(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto(BOOKING).await?;
    browser
        .in_prompt(async |prompt| {
            prompt.choose("purpose-answer").await?;
            prompt.click("#write-instead").await?;
            prompt.rewrite("#brief-owner", "Kim Sample").await?;
            prompt.see_saved().await
        })
        .await?;
    let health = json!({ "own": "health" });
    browser
        .in_own_page("popup.html", async |page| {
            // Until its own questions are answered.
            page.see("#notes .title").await?;
            for _ in 0..3 {
                let before = page.ask(json!("starts")).await?.as_u64();
                let struck = page.ask(json!({ "struck": health })).await?;
                assert_eq!(struck, json!({ "failed": "engine" }));
                let next = page.ask(health.clone()).await?;
                assert_eq!(next["done"]["health"]["notes"], 1, "{next}");
                let after = page.ask(json!("starts")).await?.as_u64();
                assert_eq!(after, before.map(|starts| starts + 1), "one fresh engine");
            }
            Ok(())
        })
        .await?;
    browser
        .in_prompt(async |prompt| {
            prompt.type_into("#brief-owner", " and others").await?;
            prompt.see_saved().await
        })
        .await?;
    let notes = browser.stored_notes().await?;
    assert_eq!(notes.len(), 1, "{notes:?}");
    let open = json!({ "show": { "note": { "id": notes[0]["id"] } } });
    let note = browser.ask_as_own_page(open).await?;
    let brief = note["done"]["note"]["brief"].to_string();
    assert!(brief.contains("Kim Sample and others"), "{brief}");
    Ok(())
}

/// The desk, a module of its own, dies in its first job: that job fails, the next one is done.
async fn the_next_job_is_done_by_a_fresh_desk(scene: &mut Scene) -> Outcome {
    let export = json!({ "show": { "file": { "ids": null, "format": "json" } } });
    let failed = scene.browser.ask_as_own_page(export.clone()).await?;
    assert_eq!(failed, json!({ "failed": "engine" }));
    let starts = scene.browser.ask_as_own_page(json!("starts")).await?;
    assert_eq!(starts, 1, "of the desk that died");
    let next = scene.browser.ask_as_own_page(export).await?;
    let name = &next["done"]["file"]["name"];
    assert!(
        name.as_str().is_some_and(|name| name.ends_with(".json")),
        "{next}"
    );
    let starts = scene.browser.ask_as_own_page(json!("starts")).await?;
    assert_eq!(starts, 2, "one fresh desk");
    Ok(())
}

/// The engine's first start fails, as when its file could not be read just then.
async fn the_next_question_starts_it(scene: &mut Scene) -> Outcome {
    let health = json!({ "own": "health" });
    // Whatever asked first has met the failure; nobody after it does.
    scene.browser.ask_as_own_page(health.clone()).await?;
    let answer = scene.browser.ask_as_own_page(health).await?;
    assert_eq!(answer["done"]["health"]["notes"], 0, "{answer}");
    let starts = scene.browser.ask_as_own_page(json!("starts")).await?;
    assert_eq!(starts, 2, "one start that failed, one that did not");
    Ok(())
}

baton_e2e::in_both_altered! {
    after_a_start_that_fails_the_next_question_starts_the_engine:
        |copy| copy.replace(
            "background.js",
            "await this.#glue.default({",
            "starts += 1;
             if (starts === 1) throw new Error('not just now');
             await this.#glue.default({",
        )?.prepend("background.js", COUNT_STARTS),
        the_next_question_starts_it;
    after_a_trap_in_a_job_of_the_desk_the_next_job_is_done:
        |copy| copy.replace(
            "background.js",
            "DESK.call(({ work }) => work(job))",
            "DESK.call(({ work }) => {
               if (!globalThis.struck) {
                 globalThis.struck = true;
                 throw new WebAssembly.RuntimeError('unreachable');
               }
               return work(job);
             })",
        )?.replace(
            "background.js",
            "await this.#glue.default({",
            "if (this === DESK) starts += 1; await this.#glue.default({",
        )?.prepend("background.js", COUNT_STARTS),
        the_next_job_is_done_by_a_fresh_desk;
    /// What the engine's panic hook calls is called from outside here.
    after_a_panic_the_call_is_answered_and_a_fresh_engine_takes_over:
        |copy| struck_by(copy, "globalThis.panic('a panic')")?.replace(
            "background.js",
            "const BACKGROUND = new Engine",
            "globalThis.panic = (message) => BACKGROUND.bury(new Error(message));
             const BACKGROUND = new Engine",
        ),
        a_fresh_engine_answers;
    /// A trap in the later half of a call, where no promise of the call's own hears of it.
    after_a_trap_outside_of_any_call_it_is_answered_and_a_fresh_engine_takes_over:
        |copy| struck_by(
            copy,
            "queueMicrotask(() => { throw new WebAssembly.RuntimeError('unreachable'); })",
        ),
        a_fresh_engine_answers;
    /// A trap that the call throws at once.
    after_a_trap_inside_a_call_it_is_answered_and_a_fresh_engine_takes_over:
        |copy| struck_by(copy, "throw new WebAssembly.RuntimeError('out of memory')"),
        a_fresh_engine_answers;
}
