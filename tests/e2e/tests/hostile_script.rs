//! What a page could do that had taken over Baton's content script.

use baton_e2e::case::{Extension, Outcome, play_with};
use baton_e2e::messages::{own_requests, prompt_requests};
use baton_e2e::{Altered, Kind, Scene, wait};

/// The content script's process also runs the page: what it could ask if the page had taken it over.
#[allow(clippy::panic, reason = "a test reports its failure by panicking")]
fn with_a_content_script_in_the_pages_hands(
    kind: Kind,
    test: impl AsyncFnOnce(&mut Scene) -> Outcome,
) {
    let altered = Altered::build(kind).and_then(|copy| {
        copy.prepend(
            "content.js",
            "document.addEventListener('ask', async (event) => {
               let answer;
               try {
                 answer = await (globalThis.browser ?? globalThis.chrome).runtime.sendMessage(JSON.parse(event.detail));
               } catch (error) {
                 answer = String(error);
               }
               document.documentElement.setAttribute('data-answer', JSON.stringify(answer ?? null));
             });",
        )
    });
    let altered = match altered {
        Ok(altered) => altered,
        Err(trouble) => panic!("{trouble}"),
    };
    play_with(
        kind,
        Extension::Baton,
        "content_script_taken_over",
        |options| options.extension = altered.folder(),
        test,
    );
}

async fn a_taken_over_content_script_learns_nothing(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser
        .goto("https://calendly.com/alex-example/30min")
        .await?;
    browser
        .in_prompt(async |prompt| {
            prompt.click("#purpose-answer").await?;
            prompt.see("#saved").await
        })
        .await?;
    for request in own_requests().into_iter().chain(prompt_requests()) {
        let ask = "document.documentElement.removeAttribute('data-answer');
            document.dispatchEvent(new CustomEvent('ask', { detail: JSON.stringify(arguments[0]) }));";
        browser.script(ask, std::slice::from_ref(&request)).await?;
        let answer = wait::until("an answer", async || {
            let given = browser
                .script(
                    "return document.documentElement.getAttribute('data-answer')",
                    &[],
                )
                .await?;
            Ok(given.as_str().map(str::to_owned))
        })
        .await?;
        assert_eq!(answer, r#"{"failed":"refused"}"#, "{request}");
    }
    let notes = browser.stored_notes().await?;
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert_eq!(notes[0]["state"], "draft");
    Ok(())
}

#[test]
fn a_content_script_taken_over_by_the_page_learns_nothing_in_chromium() {
    with_a_content_script_in_the_pages_hands(
        Kind::Chromium,
        a_taken_over_content_script_learns_nothing,
    );
}

#[test]
fn a_content_script_taken_over_by_the_page_learns_nothing_in_firefox() {
    with_a_content_script_in_the_pages_hands(
        Kind::Firefox,
        a_taken_over_content_script_learns_nothing,
    );
}
