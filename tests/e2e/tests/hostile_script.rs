//! What a page could do that had taken over Baton's content script.

use baton_e2e::messages::{own_requests, prompt_requests};
use baton_e2e::{Outcome, Scene, wait};

/// The content script's process also runs the page: here the page asks through it, as if it had
/// taken it over.
const IN_THE_PAGES_HANDS: &str = "document.addEventListener('ask', async (event) => {
      let answer;
      try {
        answer = await (globalThis.browser ?? globalThis.chrome).runtime.sendMessage(JSON.parse(event.detail));
      } catch (error) {
        answer = String(error);
      }
      document.documentElement.setAttribute('data-answer', JSON.stringify(answer ?? null));
    });";

async fn a_taken_over_content_script_learns_nothing(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser
        .goto("https://calendly.com/alex-example/30min")
        .await?;
    browser
        .in_prompt(async |prompt| {
            prompt.choose("purpose-answer").await?;
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

baton_e2e::in_both_altered! {
    a_content_script_taken_over_by_the_page_learns_nothing:
        |copy| copy.prepend("content.js", IN_THE_PAGES_HANDS),
        a_taken_over_content_script_learns_nothing;
}
