//! The browser grants too little room from the first write on: saves are refused in clear words,
//! nothing is half written, everything can still be taken away as a file, and all is well once
//! there is room.

use std::time::Duration;

use super::course::{Course, Subject};
use super::ledger::{Ledger, Seen};
use super::{starts, writers};
use crate::browser::Ending;
use crate::{Kind, Scene, Trouble, wait};

/// The least and the most that is granted, in KiB. Firefox needs some for an empty database. SQLite
/// puts a text in the place of the one before it, so it never needs more than a little.
const fn grants(subject: Subject) -> (u64, u64) {
    match subject {
        Subject::Chromium => (1, 300),
        Subject::ChromiumSqlite => (1, 60),
        Subject::Firefox => (512, 1536),
    }
}

pub(super) async fn run(course: &mut Course) -> Result<(), Trouble> {
    while course.left() > 0 {
        one(course).await?;
    }
    Ok(())
}

async fn one(course: &mut Course) -> Result<(), Trouble> {
    let (least, most) = grants(course.subject);
    let granted = least + course.seeded.below(most - least);
    let mut options = course.subject.options()?;
    options.grant = u32::try_from(granted).ok();
    let mut scene = Scene::start(course.subject.kind(), options).await?;
    let browser = &mut scene.browser;
    let mut ledger = Ledger::default();

    writers::begin(browser, &ledger, 0).await?;
    wait::until_true("a refusal of each prompt", async || {
        Ok(writers::told(browser).await?.refused.len() == writers::PAGES)
    })
    .await?;
    let told = writers::told(browser).await?;
    let refused = told.refusals()?;
    let saves = told.acknowledged.values().sum::<u64>();
    ledger.add(told.acknowledged, &mut course.tally);
    course.tally.runs += 1;
    if saves > 0 {
        starts::open_popup(browser).await?;
        let seen = Seen::exported(browser).await?;
        course.compare(&mut ledger, &seen)?;
    }

    browser.grant(None).await?;
    if course.subject.kind() == Kind::Firefox {
        // A preference that is read at the start.
        browser.restart(Ending::Kill).await?;
    }
    writers::begin(browser, &ledger, 0).await?;
    let written = writers::kill_after(browser, Duration::ZERO).await?;
    if written.len() < writers::PAGES {
        return Err(Trouble::Unexpected("refused although there is room".into()));
    }
    ledger.add(written, &mut course.tally);
    let starts = starts::three_times(course, browser, &mut ledger).await?;
    let (wiped, told) = starts::wipes(&starts);
    course.tally.wipes += u64::from(wiped);
    course.say(&format!(
        "{granted} KiB granted, told {refused} after {saves} saves{told}"
    ));
    Ok(())
}
