//! One copy's log torn by hand after a kill: the other copy wins, and the person is told.
//!
//! In LevelDB a header without its payload is left at the end of the log. The next start writes
//! behind it, and the start after that deletes the whole database; so each start writes here. In
//! SQLite such an end does nothing, so in turn the beginning of the log is torn, which makes all of
//! it void.

use std::time::Duration;

use super::course::{Course, Subject};
use super::files::{self, CopyFiles};
use super::ledger::Ledger;
use super::{starts, writers};
use crate::{Browser, Trouble};

/// Longest time from the first answers to a kill, in milliseconds.
const LONGEST: u64 = 400;

/// Torn logs of one profile before a fresh one.
const ROUNDS_OF_A_PROFILE: u64 = 3;

pub(super) async fn run(course: &mut Course) -> Result<(), Trouble> {
    while course.left() > 0 {
        let mut scene = course.scene().await?;
        let browser = &mut scene.browser;
        let mut ledger = Ledger::default();
        let mut round = 0;
        write_and_kill(course, browser, &mut ledger, &mut round).await?;
        for _ in 0..ROUNDS_OF_A_PROFILE.min(course.left()) {
            let before = course.tally.acknowledged;
            let copies = files::both(browser.profile(), course.subject)?;
            let copy = course.seeded.one_of(&copies).clone();
            let torn = tear(course, &copy)?;
            course.tally.runs += 1;
            let mut starts = Vec::new();
            for _ in 0..starts::STARTS {
                starts.push(starts::start(course, browser, &mut ledger).await?);
                write_and_kill(course, browser, &mut ledger, &mut round).await?;
            }
            let (wiped, told) = starts::wipes(&starts);
            course.tally.wipes += u64::from(wiped);
            let saves = course.tally.acknowledged - before;
            course.say(&format!("{torn}; {saves} saves after it{told}"));
        }
    }
    Ok(())
}

async fn write_and_kill(
    course: &mut Course,
    browser: &mut Browser,
    ledger: &mut Ledger,
    round: &mut u64,
) -> Result<(), Trouble> {
    writers::begin(browser, ledger, *round).await?;
    *round += 1;
    let moment = Duration::from_millis(course.seeded.below(LONGEST));
    ledger.add(
        writers::kill_after(browser, moment).await?,
        &mut course.tally,
    );
    Ok(())
}

/// Tears the copy's log; says how.
fn tear(course: &mut Course, copy: &CopyFiles) -> Result<&'static str, Trouble> {
    let log = copy.log();
    let log = log.ok_or_else(|| Trouble::Unexpected(format!("no log: {copy:?}")))?;
    if course.subject != Subject::Chromium && course.seeded.below(2) == 0 {
        files::tear_start(log)?;
        return Ok("the beginning of a log torn");
    }
    files::tear_end(log)?;
    Ok("the end of a log torn")
}
