//! What the prompt costs in Chromium, beside the same first question in plain JavaScript.
//!
//! Each round opens the booking page once with each of the two, in turn, so that whatever else the
//! machine does meets both. Times are medians; only their ratio means something.

use baton_e2e::{Altered, Kind, Options, Scene, Trouble, wait};
use serde_json::json;

use crate::{median, numbers};

const BOOKING: &str = "https://calendly.com/alex-example/30min";
/// Openings of each kind.
const ROUNDS: usize = 15;
/// Keystrokes measured in a long brief.
const KEYSTROKES: usize = 30;
/// Words of the long brief.
const WORDS: usize = 5_000;

/// Notes when the first question is in the document, in milliseconds of the frame's own life.
const CLOCK: &str = "(function look() {
  if (document.querySelector('#question')) globalThis.__asked = performance.now();
  else requestAnimationFrame(look);
})();";

pub(crate) async fn measure() -> Result<(), Trouble> {
    let ours = Altered::build(Kind::Chromium)?.prepend("prompt.js", CLOCK)?;
    let plain = include_str!("../../../bench/plain-prompt.js");
    let plain = Altered::build(Kind::Chromium)?
        .write("prompt.js", plain.as_bytes())?
        .prepend("prompt.js", CLOCK)?;
    let mut scenes = Vec::new();
    for copy in [&ours, &plain] {
        scenes.push(Scene::start(Kind::Chromium, Options::new(copy.folder())).await?);
    }
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..=ROUNDS {
        for (scene, times) in scenes.iter_mut().zip(&mut times) {
            let time = opening(scene).await?;
            // The first opening starts the worker and fills the caches.
            if round > 0 {
                times.push(time);
            }
        }
    }
    let [ours, plain] = times.map(median);
    println!("prompt, from navigation to its first question, median of {ROUNDS}:");
    println!("  Baton            {ours:7.1} ms");
    println!("  plain JavaScript {plain:7.1} ms");
    println!(
        "  ratio            {:7.2}   (goal: at most 1.25)",
        ours / plain
    );
    if let Some(scene) = scenes.first_mut() {
        answering(scene).await?;
    }
    for mut scene in scenes {
        scene.browser.close().await;
    }
    Ok(())
}

/// Opens the booking page anew and gives the moment of the first question.
async fn opening(scene: &mut Scene) -> Result<f64, Trouble> {
    let browser = &mut scene.browser;
    browser.goto(BOOKING).await?;
    browser
        .in_prompt(async |prompt| {
            wait::until("the first question", async || {
                let asked = prompt
                    .script("return globalThis.__asked ?? null", &[])
                    .await?;
                Ok(asked.as_f64())
            })
            .await
        })
        .await
}

/// How long a chip takes to answer, and the preview to follow a keystroke in a long brief.
async fn answering(scene: &mut Scene) -> Result<(), Trouble> {
    // A message to oneself waits for whatever was under way and, unlike a timer, for nothing else.
    let timed = "const turn = () => new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(null);
      });
      const changed = async (act, isDone) => {
        const from = performance.now();
        act();
        while (!isDone()) await turn();
        return performance.now() - from;
      };";
    let browser = &mut scene.browser;
    browser.goto(BOOKING).await?;
    browser.enter_prompt().await?;
    browser.see_question("purpose").await?;
    let chips = format!(
        "{timed}
        const times = [];
        for (const chip of document.querySelectorAll('.chip')) {{
          times.push(await changed(() => chip.click(), () => chip.ariaChecked === 'true'));
        }}
        return times;"
    );
    let times = browser.script_async(&chips, &[]).await?;
    println!(
        "a chip, from the press to its answer: {:.1} ms (one frame: 16.7)",
        median(numbers(&times))
    );

    browser.choose("purpose-answer").await?;
    browser.click("#write-instead").await?;
    browser.see("#brief-form").await?;
    let keys = format!(
        "{timed}
        const field = document.getElementById('field-context');
        const type = (text) => {{
          field.value = text;
          field.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));
        }};
        const preview = document.getElementById('preview');
        let text = Array.from({{ length: args[0] }}, (_, word) => `word${{word}}`).join(' ');
        await changed(() => type(text), () => preview.textContent.includes(text));
        const times = [];
        for (let key = 0; key < args[1]; key += 1) {{
          text += 'x';
          times.push(await changed(() => type(text), () => preview.textContent.includes(text)));
        }}
        return times;"
    );
    let times = browser
        .script_async(&keys, &[json!(WORDS), json!(KEYSTROKES)])
        .await?;
    println!(
        "the preview, from a keystroke in a brief of {WORDS} words: {:.1} ms (goal: at most 8)",
        median(numbers(&times))
    );
    browser.leave().await
}
