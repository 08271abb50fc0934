//! A profile with records of older schemas and of a newer one, opened by this code and killed in a
//! burst of writes: what was written in the older ones is all there, and the newer one is handed out
//! as it was found, never rewritten.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::course::Course;
use super::ledger::{self, Ledger, Numbers, Seen};
use super::{starts, writers};
use crate::browser::Ending;
use crate::{Browser, Trouble, notes_in, wait};

/// Notes as older code wrote them.
const OLDER: [&str; 2] = [
    include_str!("../../../fixtures/notes/schema-1.jsonl"),
    include_str!("../../../fixtures/notes/schema-2.jsonl"),
];

/// A note as newer code writes it.
const NEWER: &str = include_str!("../../../fixtures/notes/schema-3.jsonl");

/// Longest time from the first answer to the kill, in milliseconds.
const LONGEST: u64 = 500;

/// Tags every older note with one number after the other, each acknowledged before the next, and
/// tries the same with the newer one in between.
const TAG_ON: &str = "
    const [older, newer, first] = arguments;
    window.__acknowledged = {};
    window.__refused = {};
    const tag = (id, number) => browser.runtime.sendMessage({
      own: { change: { id, change: { tag: { add: [`number ${number}`], remove: [`number ${number - 1}`] } } } },
    });
    const write = async (id) => {
      for (let number = first; ; number += 1) {
        const answer = await tag(id, number);
        if (!answer?.done) {
          window.__refused[id] = JSON.stringify(answer ?? null);
          return;
        }
        window.__acknowledged[id] = number;
        window.__newer = JSON.stringify(await tag(newer, number) ?? null);
      }
    };
    older.forEach(write);";

/// What must stay of an older note, by its id: everything but its tags and when it was written.
type Kept = BTreeMap<String, Value>;

pub(super) async fn run(course: &mut Course) -> Result<(), Trouble> {
    while course.left() > 0 {
        one(course).await?;
    }
    Ok(())
}

async fn one(course: &mut Course) -> Result<(), Trouble> {
    let mut scene = course.scene().await?;
    let browser = &mut scene.browser;
    // The store comes to be with a first note.
    writers::begin(browser, &Ledger::default(), 0).await?;
    let quiet = browser.extension_url("theme.css");
    browser.goto(&quiet).await?;
    let records: Vec<&str> = OLDER.iter().flat_map(|notes| notes.lines()).collect();
    for record in records.iter().copied().chain([NEWER.trim()]) {
        let key = format!("note/{}", id(&parsed(record)?));
        browser.plant_record(&key, record).await?;
    }
    browser.restart(Ending::Kill).await?;

    starts::open_popup(browser).await?;
    let mut ledger = Ledger::default();
    let before = course.tally.acknowledged;
    let (_, kept) = look(browser).await?;
    let mut standing = 0;
    for record in &records {
        // A deleted note is in no export.
        standing += usize::from(parsed(record)?["deleted"].is_null());
    }
    if kept.len() != standing {
        let ids: Vec<&String> = kept.keys().collect();
        return Err(Trouble::Unexpected(format!("older notes: {ids:?}")));
    }
    let older: Vec<&String> = kept.keys().collect();
    let newer = id(&parsed(NEWER)?);
    browser
        .script(TAG_ON, &[json!(older), json!(newer), json!(1)])
        .await?;
    wait::until_true("the first answers", async || {
        Ok(writers::told(browser).await?.acknowledged.len() == older.len())
    })
    .await?;
    let moment = course.seeded.below(LONGEST);
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(moment) {
        writers::told(browser).await?;
    }
    let refused = browser.script("return window.__newer", &[]).await?;
    if refused != json!(r#"{"failed":"store_newer"}"#) {
        return Err(Trouble::Unexpected(format!("the newer note: {refused}")));
    }
    let written = writers::kill_after(browser, Duration::ZERO).await?;
    ledger.add(written, &mut course.tally);
    course.tally.runs += 1;

    for _ in 0..starts::STARTS {
        browser.restart(Ending::Kill).await?;
        starts::open_popup(browser).await?;
        let (numbers, stands) = look(browser).await?;
        if stands != kept {
            return Err(Trouble::Unexpected(format!("{stands:?}, not {kept:?}")));
        }
        let seen = Seen {
            numbers,
            rebuilt: None,
        };
        course.compare(&mut ledger, &seen)?;
    }
    let saves = course.tally.acknowledged - before;
    course.say(&format!("killed after {moment} ms and {saves} saves"));
    Ok(())
}

/// The number each older note is tagged with, and what must stay of it.
///
/// # Errors
/// [`Trouble::Unexpected`] when the newer note is not in the export, letter by letter.
async fn look(browser: &Browser) -> Result<(Numbers, Kept), Trouble> {
    let file = ledger::export(browser).await?;
    if !file.contains(NEWER.trim()) {
        return Err(Trouble::Unexpected("the newer note has changed".into()));
    }
    let (mut numbers, mut kept) = (Numbers::new(), Kept::new());
    for mut note in notes_in(&parsed(&file)?) {
        let id = id(&note);
        // The first note is not an older one.
        if !OLDER.iter().any(|notes| notes.contains(&id)) {
            continue;
        }
        let tags = note["tags"].as_array().into_iter().flatten();
        let mut tagged = tags.filter_map(|tag| tag.as_str()?.strip_prefix("number "));
        let number = tagged.next_back().and_then(|number| number.parse().ok());
        if let Some(number) = number {
            numbers.insert(id.clone(), number);
        }
        for changing in ["tags", "updated", "revision"] {
            note[changing].take();
        }
        kept.insert(id, note);
    }
    Ok((numbers, kept))
}

fn parsed(text: &str) -> Result<Value, Trouble> {
    serde_json::from_str(text).map_err(|error| Trouble::Unexpected(format!("{error}: {text}")))
}

fn id(note: &Value) -> String {
    note["id"].as_str().unwrap_or_default().to_owned()
}
