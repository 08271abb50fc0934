//! The background is stopped before, during or after each message of a flow, as the browser does
//! whenever it likes: nothing is lost, nothing is done twice, and the message that wakes it is
//! answered.
//!
//! The pages run with a hook before their own script: each message is held at its three moments
//! until it is let go, and the background is stopped meanwhile.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::course::Course;
use super::ledger;
use crate::example::BOOKING;
use crate::{Altered, Browser, Scene, Trouble, notes_in, wait};

/// Holds every message to the background before it is sent, while it is answered, and before the
/// page learns the answer. One after the other: a stop would else meet several of them, and a message
/// that is met twice is told as unanswered.
const HOLD: &str = "(() => {
  const { runtime } = globalThis.browser ?? globalThis.chrome;
  const send = runtime.sendMessage.bind(runtime);
  const held = [];
  globalThis.__held = () => held[0]?.moment ?? null;
  globalThis.__let_go = () => held.shift()?.go();
  const hold = (moment, request) =>
    new Promise((go) => held.push({ moment: `${moment} ${JSON.stringify(request)}`, go }));
  const one = async (message) => {
    await hold('before', message);
    const answer = send(message);
    answer.catch(() => {});
    await hold('during', message);
    try {
      return await answer;
    } finally {
      await hold('after', message);
    }
  };
  let last = Promise.resolve();
  runtime.sendMessage = (message) => {
    const next = last.then(() => one(message));
    last = next.catch(() => {});
    return next;
  };
})();";

/// The moments of a message.
const MOMENTS: [&str; 3] = ["before", "during", "after"];

/// Longest time from sending a message to stopping the background, in milliseconds.
const LONGEST: u64 = 60;

/// How long a press may go without a message before it is pressed again: Baton wants to have been
/// in plain sight first.
const BETWEEN_PRESSES: Duration = Duration::from_millis(1500);

const ASK: &str = "Which hall do we rent?";

/// Stops at one moment of every message.
struct Stops<'c> {
    course: &'c mut Course,
    moment: &'static str,
    /// Stops made so far.
    made: u64,
    /// Messages that were met and may be asked once more: one that is met both times is told as
    /// unanswered.
    met: BTreeSet<String>,
}

pub(super) async fn run(course: &mut Course) -> Result<(), Trouble> {
    let kind = course.subject.kind();
    let mut altered = Altered::build(kind)?;
    for page in ["prompt.js", "popup.js"] {
        altered = altered.prepend(page, HOLD)?;
    }
    for moment in MOMENTS.into_iter().cycle() {
        if course.left() == 0 {
            break;
        }
        let mut options = course.subject.options()?;
        options.extension = altered.folder();
        let mut scene = Scene::start(kind, options).await?;
        one(course, &mut scene.browser, moment).await?;
    }
    Ok(())
}

/// Plays the whole life of a note, from the booking page to a comment, with stops at one moment.
async fn one(
    course: &mut Course,
    browser: &mut Browser,
    moment: &'static str,
) -> Result<(), Trouble> {
    let mut stops = Stops {
        course,
        moment,
        made: 0,
        met: BTreeSet::new(),
    };
    stops.stop(browser).await?;
    write(&mut stops, browser).await?;
    stops.stop(browser).await?;
    go_on(&mut stops, browser).await?;
    let made = stops.made;
    forget_a_tab(browser).await?;

    check(course, browser).await?;
    course.tally.runs += 1;
    course.say(&format!("{made} stops {moment} a message"));
    Ok(())
}

/// The prompt: from its first question to a brief that was copied.
async fn write(stops: &mut Stops<'_>, browser: &mut Browser) -> Result<(), Trouble> {
    browser.goto(BOOKING).await?;
    browser.enter_prompt().await?;
    stops.until(browser, "#question").await?;
    browser.see_still().await?;
    browser.click("#purpose-answer").await?;
    stops
        .until(browser, "#purpose-answer[aria-checked=true]")
        .await?;
    stops.until(browser, "#saved").await?;
    browser.click("#write-instead").await?;
    stops.until(browser, "#brief-form").await?;
    browser.rewrite("#brief-ask", ASK).await?;
    stops.until(browser, "#saved").await?;
    stops.press(browser, "#copy", "delivered").await?;
    stops.until(browser, "#sent").await?;
    browser.leave().await
}

/// The popup: a step, tags, a comment.
async fn go_on(stops: &mut Stops<'_>, browser: &mut Browser) -> Result<(), Trouble> {
    let popup = browser.extension_url("popup.html");
    browser.goto(&popup).await?;
    stops.until(browser, "#notes .open").await?;
    browser.click("#notes .open").await?;
    stops.until(browser, "#step-answered").await?;
    stops.press(browser, "#step-answered", "advance").await?;
    stops.until(browser, "#step-decided").await?;
    browser.rewrite("#tags", "hall, budget").await?;
    browser
        .type_into("#comment", "Settled without a call.")
        .await?;
    stops.press(browser, "#add-comment", "{\"comment\"").await?;
    stops.until(browser, "#comments li").await
}

/// A tab is closed while the background is stopped: the event wakes it, and it forgets the tab.
async fn forget_a_tab(browser: &mut Browser) -> Result<(), Trouble> {
    let from = browser.open_tab().await?;
    browser.goto("https://cal.com/kim-sample/intro").await?;
    browser.enter_prompt().await?;
    browser.leave().await?;
    browser.stop_worker().await?;
    browser.close_tab(from).await?;
    // A page without the hook, which asks nothing that this depends on.
    let quiet = browser.extension_url("options.html");
    browser.goto(&quiet).await?;
    wait::until_true("the closed tab to be forgotten", async || {
        let read = "return JSON.stringify(await browser.storage.session.get());";
        let remembered = browser.script_async(read, &[]).await?.to_string();
        Ok(!remembered.contains("cal.com/kim-sample"))
    })
    .await
}

impl Stops<'_> {
    async fn stop(&mut self, browser: &Browser) -> Result<(), Trouble> {
        browser.stop_worker().await?;
        self.made += 1;
        Ok(())
    }

    /// Lets the next held message go, and stops the background first if it is the moment for it.
    /// Gives the message.
    async fn let_go(&mut self, browser: &Browser) -> Result<Option<String>, Trouble> {
        let held = browser
            .script("return globalThis.__held?.() ?? null", &[])
            .await?;
        let Value::String(held) = held else {
            return Ok(None);
        };
        if held.starts_with(self.moment) && !self.met.remove(&held) {
            self.met.insert(held.clone());
            if self.moment == "during" {
                let millis = self.course.seeded.below(LONGEST);
                tokio::time::sleep(Duration::from_millis(millis)).await;
            }
            self.stop(browser).await?;
        }
        browser.script("globalThis.__let_go()", &[]).await?;
        Ok(Some(held))
    }

    /// Goes on until `css` is displayed and no message is held.
    async fn until(&mut self, browser: &Browser, css: &str) -> Result<(), Trouble> {
        wait::until_true(&format!("`{css}`, {} stops made", self.made), async || {
            while self.let_go(browser).await?.is_some() {}
            browser.has(css).await
        })
        .await
    }

    /// Presses until a message with `request` in it is on its way.
    async fn press(&mut self, browser: &Browser, css: &str, request: &str) -> Result<(), Trouble> {
        let mut pressed: Option<Instant> = None;
        wait::until_true(&format!("`{css}` to ask `{request}`"), async || {
            while let Some(held) = self.let_go(browser).await? {
                if pressed.is_some() && held.contains(request) {
                    return Ok(true);
                }
            }
            if pressed.is_none_or(|at| at.elapsed() > BETWEEN_PRESSES) {
                browser.click(css).await?;
                pressed = Some(Instant::now());
            }
            Ok(false)
        })
        .await
    }
}

/// The note is there once, and everything in it.
async fn check(course: &mut Course, browser: &Browser) -> Result<(), Trouble> {
    let file = ledger::export(browser).await?;
    let file: Value =
        serde_json::from_str(&file).map_err(|error| Trouble::Unexpected(error.to_string()))?;
    let none = Vec::new();
    let notes = notes_in(&file);
    let count = |list: &Value| list.as_array().map_or(0, Vec::len);
    let [note] = notes.as_slice() else {
        return Err(Trouble::Unexpected(format!("{} notes", notes.len())));
    };
    let steps = note["history"].as_array().unwrap_or(&none);
    let answered = steps
        .iter()
        .filter(|step| step["state"] == "answered")
        .count();
    let wanted = [
        ("the ask", note["brief"]["ask"] == ASK),
        ("the answer", note["answers"]["purpose"] == "answer"),
        ("one delivery", count(&note["deliveries"]) == 1),
        ("one step", answered == 1),
        ("the tags", note["tags"] == json!(["hall", "budget"])),
        ("one comment", count(&note["comments"]) == 1),
    ];
    for (what, is_there) in wanted {
        course.tally.acknowledged += 1;
        if !is_there {
            course.tally.lost += 1;
            course.say(&format!("LOST or doubled: {what}; {note}"));
        }
    }
    Ok(())
}
