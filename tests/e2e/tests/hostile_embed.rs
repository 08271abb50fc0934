//! A page that embeds Baton's own pages, and has got hold of everything it would need for it.

use baton_e2e::messages::{own_requests, prompt_requests};
use baton_e2e::{Browser, Kind, Trouble, wait};
use serde_json::json;

const HOSTILE: &str = "https://calendly.com/hostile/embed-prompt";

/// Lets the hostile page embed an address; gives the scheme of what the frame then shows.
async fn embed(browser: &mut Browser, url: &str) -> Result<String, Trouble> {
    browser
        .script("window.__embed(arguments[0])", &[json!(url)])
        .await?;
    browser.enter_frame("iframe.stolen").await?;
    let look = "return document.readyState === 'complete' && location.protocol !== 'about:'
        ? location.protocol : null";
    let shows = wait::until("what the stolen frame shows", async || {
        let shows = browser.script(look, &[]).await?;
        Ok(shows.as_str().map(str::to_owned))
    })
    .await?;
    browser.leave().await?;
    Ok(shows)
}

baton_e2e::in_both_browsers! { Baton:
    async fn a_page_that_embeds_the_prompt_gets_nothing(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(HOSTILE).await?;
        // The real one, as if it had leaked too: in Chromium it changes with every start.
        let url = browser.prompt_address().await?;
        browser.in_prompt(async |prompt| {
            prompt.choose("purpose-answer").await?;
            prompt.click("#write-instead").await?;
            prompt.type_into("#brief-owner", "Kim Sample").await?;
            prompt.type_into("#brief-if-no-reply", "We take the first").await?;
            prompt.see_saved().await
        }).await?;
        assert_eq!(browser.script("return window.__found", &[]).await?, json!([]), "the address was to be found");
        // The real prompt's own ticket, as if it had leaked.
        let ticket = browser.in_own_page("popup.html", async |page| {
            page.script_async(
                "const all = Object.entries(await browser.storage.session.get())
                   .filter(([key]) => key.startsWith('prompt/'));
                 return JSON.parse(all[0][1]).ticket;", &[]).await
        }).await?;
        assert!(ticket.as_str().is_some_and(|text| text.len() == 32), "{ticket}");

        let shows = embed(browser, &url).await?;
        assert!(shows.ends_with("-extension:"), "the attack reaches our page: {shows}");
        let hand_over = "for (const ticket of arguments[0]) {
            document.querySelector('iframe.stolen').contentWindow.postMessage({ baton_ticket: ticket }, '*');
          }";
        let tickets = json!([null, 7, {}, ticket, "garbage"]);
        browser.script(hand_over, &[tickets]).await?;
        browser.enter_frame("iframe.stolen").await?;
        browser.see("#fallback").await?;
        let shown = browser.text_of("body").await?;
        for secret in ["Kim Sample", "We take the first", "Alex"] {
            assert!(!shown.contains(secret), "{shown}");
        }
        for request in prompt_requests() {
            let answer = browser.ask(request.clone()).await?;
            assert_eq!(answer, json!({ "failed": "ticket" }), "{request}");
        }
        for request in own_requests() {
            let answer = browser.ask(request.clone()).await?;
            assert_eq!(answer, json!({ "failed": "refused" }), "{request}");
        }
        browser.leave().await?;
        let notes = browser.stored_notes().await?;
        assert_eq!(notes.len(), 1, "nothing was added: {notes:?}");
        Ok(())
    }

    async fn the_prompts_lasting_address_is_of_no_use_in_chromium(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(HOSTILE).await?;
        let lasting = browser.extension_url("prompt.html");
        let mounted = browser.prompt_address().await?;
        if browser.kind() == Kind::Firefox {
            // There the whole origin is made up, once for each installation.
            assert_eq!(mounted, lasting);
            return Ok(());
        }
        assert_ne!(mounted, lasting);
        assert_eq!(embed(browser, &lasting).await?, "chrome-error:");
        Ok(())
    }

    async fn the_popup_cannot_be_embedded(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(HOSTILE).await?;
        let popup = browser.extension_url("popup.html");
        browser.script("window.__embed(arguments[0])", &[json!(popup)]).await?;
        let empty = browser.script_async(
            "const frame = document.querySelector('iframe.stolen');
             await new Promise((resolve) => {
               frame.addEventListener('load', resolve);
               frame.addEventListener('error', resolve);
               setTimeout(resolve, 5000);
             });
             return true;", &[]).await?;
        assert_eq!(empty, true);
        browser.enter_frame("iframe.stolen").await?;
        assert!(!browser.has("#app").await?);
        Ok(())
    }
}
