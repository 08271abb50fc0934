//! Messages that a mail program puts into frames. The browser's own question is answered by a copy of Baton that
//! may look into every page already.

use baton_e2e::{Altered, Browser, Outcome, Scene, Trouble, wait};
use serde_json::json;

const INBOX: &str = "https://mail.acme.example/inbox";

fn allowed(copy: Altered) -> Result<Altered, Trouble> {
    copy.allowed_everywhere()
}

/// Opens the mail program, where marks are allowed.
async fn open_inbox(browser: &mut Browser) -> Outcome {
    let site = json!({ "host": "mail.acme.example", "use": "marks" });
    let allow = json!({ "own": { "change_site": { "site": site, "is_allowed": true } } });
    let answer = browser.ask_as_own_page(allow).await?;
    assert_eq!(answer, json!({ "done": "ok" }));
    browser.goto(INBOX).await
}

/// Waits until a mark stands in exactly these frames, as far as the page may look into its frames.
async fn see_marked(browser: &Browser, expected: &[&str]) -> Outcome {
    let marked = "return [...document.querySelectorAll('iframe')]
        .filter((frame) => frame.contentDocument?.querySelector('a + [data-baton-mark]'))
        .map((frame) => frame.id)";
    wait::until("marks in frames", async || {
        let ids = browser.script(marked, &[]).await?;
        match ids == json!(expected) {
            true => Ok(Some(())),
            false => Err(Trouble::Unexpected(ids.to_string())),
        }
    })
    .await
}

/// A frame that the page fills has no address. It has the page's origin, unless it is a sandbox.
async fn links_are_marked_in_every_frame_of_the_page(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    open_inbox(browser).await?;
    let fill = "const message = `<a href='https://cal.com/alex-example/30min'>my calendar</a>`;
        const add = (id, rules, fill = () => {}) => {
          const frame = Object.assign(document.createElement('iframe'), { id, ...rules });
          frame.addEventListener('load', () => fill(frame.contentDocument), { once: true });
          document.body.append(frame);
        };
        add('opaque', { srcdoc: message, sandbox: 'allow-scripts' });
        add('srcdoc', { srcdoc: message });
        add('sandboxed', { srcdoc: message, sandbox: 'allow-same-origin' });
        add('filled', {}, (inner) => { inner.body.innerHTML = message; });
        add('written', {}, (inner) => {
          inner.open();
          inner.write(message);
          inner.close();
        });";
    browser.script(fill, &[]).await?;
    see_marked(browser, &["srcdoc", "sandboxed", "filled", "written"]).await?;
    browser.enter_frame("#opaque").await?;
    browser.see("a").await?;
    assert!(!browser.has("[data-baton-mark]").await?);
    Ok(())
}

/// In Chromium the extension API could be put on what a page, or a message, calls so.
async fn a_form_called_like_the_api_is_in_the_message(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    open_inbox(browser).await?;
    let fill = "const frame = Object.assign(document.createElement('iframe'), { id: 'called' });
        frame.srcdoc = `<form id='browser'><input name='runtime'></form>
          <a href='https://cal.com/alex-example/30min'>my calendar</a>`;
        document.body.append(frame);";
    browser.script(fill, &[]).await?;
    see_marked(browser, &["called"]).await
}

baton_e2e::in_both_altered! {
    links_in_frames_that_the_page_fills_are_marked: allowed, links_are_marked_in_every_frame_of_the_page;
    a_form_called_like_the_api_keeps_no_marks_away: allowed, a_form_called_like_the_api_is_in_the_message;
}
