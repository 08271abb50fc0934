//! Killed in the middle of an import: after each of the next three starts either every note is as it was
//! or every note is as the file says, never a mix; and once the import was said to be finished, it is.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::sleep;

use super::course::Course;
use super::starts::STARTS;
use crate::browser::Ending;
use crate::{Browser, Trouble, wait};

/// Imports into one profile before a fresh one.
const ROUNDS_OF_A_PROFILE: u64 = 5;
const PARTS: u32 = 8;
const NOTES_OF_A_PART: u32 = 12;
/// Longest time from the first part to the kill, in milliseconds: an import takes about as long.
const LONGEST: u64 = 800;

/// Imports a text into every note, part by part, and counts what was acknowledged.
const IMPORT: &str = "
    const [round, parts, notes] = arguments;
    window.__acknowledged = 0;
    window.__finished = false;
    const ask = async (transfer) => {
      const answer = await browser.runtime.sendMessage({ transfer });
      if (!answer?.done) throw new Error(JSON.stringify(answer ?? null));
      window.__acknowledged += 1;
      return answer.done;
    };
    const note = (number) => ({ note: {
      over: round > 1 ? round - 1 : null,
      record: JSON.stringify({
        schema: 2,
        id: `019ce17d-2100-7000-8000-${String(number).padStart(12, '0')}`,
        revision: round,
        created: 1773309600000,
        updated: 1773309600000 + round,
        written: 1773309600000 + round,
        brief: { template: 'ask', ask: `round ${round}`, fields: { context: { text: 'words '.repeat(400) } } },
        state: 'draft',
      }),
    } });
    (async () => {
      const name = `round${round}`;
      for (let part = 0; part < parts; part += 1) {
        const entries = Array.from({ length: notes }, (_, at) => note(part * notes + at));
        await ask({ stage: { import: name, part, entries: JSON.stringify(entries) } });
      }
      await ask({ finish: { import: name, parts } });
      window.__finished = true;
      for (let at = 0; at <= parts; at += 1) await ask('go_on');
      window.__over = true;
    })().catch((error) => { window.__refused = String(error); });";

pub(super) async fn run(course: &mut Course) -> Result<(), Trouble> {
    while course.left() > 0 {
        let mut scene = course.scene().await?;
        let browser = &mut scene.browser;
        begin(browser, 1).await?;
        wait::until_true("the first import", async || {
            Ok(browser.script("return window.__over === true", &[]).await? == true)
        })
        .await?;
        let mut stands = 1;
        for _ in 0..ROUNDS_OF_A_PROFILE.min(course.left()) {
            begin(browser, stands + 1).await?;
            let moment = course.seeded.below(LONGEST);
            sleep(Duration::from_millis(moment)).await;
            let told =
                "return [window.__acknowledged, window.__finished, window.__refused ?? null]";
            let told = browser.script(told, &[]).await?;
            if !told[2].is_null() {
                return Err(Trouble::Unexpected(told[2].to_string()));
            }
            course.tally.runs += 1;
            course.tally.acknowledged += told[0].as_u64().unwrap_or_default();
            let is_finished = told[1] == true;
            let mut found = 0;
            for start in 0..STARTS {
                browser.restart(Ending::Kill).await?;
                let now = round_of_all(browser).await?;
                let may_be = match start {
                    0 if is_finished => now == stands + 1,
                    0 => now == stands || now == stands + 1,
                    _ => now == found,
                };
                if !may_be {
                    course.tally.lost += 1;
                    course.say(&format!("round {now} stands at start {}", start + 1));
                }
                found = now;
            }
            let what = if found == stands { "old" } else { "new" };
            let steps = &told[0];
            course.say(&format!(
                "killed after {moment} ms and {steps} steps, the {what} state stands"
            ));
            stands = found;
        }
    }
    Ok(())
}

async fn begin(browser: &mut Browser, round: u64) -> Result<(), Trouble> {
    let page = browser.extension_url("notes.html");
    browser.goto(&page).await?;
    let args = [json!(round), json!(PARTS), json!(NOTES_OF_A_PART)];
    browser.script(IMPORT, &args).await?;
    Ok(())
}

/// The round that every note is of.
async fn round_of_all(browser: &mut Browser) -> Result<u64, Trouble> {
    let page = browser.extension_url("notes.html");
    browser.goto(&page).await?;
    let taken = browser
        .ask(json!({ "transfer": { "take_all": { "after": null } } }))
        .await?;
    let notes = taken["done"]["taken"]["notes"].as_array().cloned();
    let notes = notes.ok_or_else(|| Trouble::Unexpected(taken.to_string()))?;
    let mut rounds = Vec::new();
    for note in &notes {
        let record = note["record"].as_str().unwrap_or_default();
        let record: Value = serde_json::from_str(record)
            .map_err(|error| Trouble::Unexpected(format!("{error}: {record}")))?;
        rounds.push((record["revision"].as_u64(), record["brief"]["ask"].clone()));
    }
    rounds.dedup();
    match rounds.as_slice() {
        [(Some(round), ask)] if *ask == format!("round {round}") => {
            let all = u64::from(PARTS * NOTES_OF_A_PART);
            match notes.len() as u64 == all {
                true => Ok(*round),
                false => Err(Trouble::Unexpected(format!("{} notes", notes.len()))),
            }
        }
        mixed => Err(Trouble::Unexpected(format!("a mix: {mixed:?}"))),
    }
}
