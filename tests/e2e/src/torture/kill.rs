//! Killed with SIGKILL in the middle of writing: every note that was acknowledged must be there at
//! each of the next three starts, also those that were not being written.

use std::time::Duration;

use super::course::Course;
use super::ledger::{Ledger, Seen};
use super::writers;
use crate::browser::Ending;
use crate::{Browser, Trouble};

/// Kills of one profile before a fresh one. Its notes become more with each.
const ROUNDS_OF_A_PROFILE: u64 = 10;

/// Starts after each fault.
pub(super) const STARTS: usize = 3;

/// Longest time from the first answers to the kill, in milliseconds.
const LONGEST: u64 = 900;

pub(super) async fn run(course: &mut Course) -> Result<(), Trouble> {
    while course.left() > 0 {
        let mut scene = course.scene().await?;
        let mut ledger = Ledger::default();
        for round in 0..ROUNDS_OF_A_PROFILE.min(course.left()) {
            let before = course.tally;
            let browser = &mut scene.browser;
            writers::begin(browser, &ledger, round).await?;
            let moment = course.seeded.below(LONGEST);
            let written = writers::kill_after(browser, Duration::from_millis(moment)).await?;
            ledger.add(written, &mut course.tally);
            course.tally.runs += 1;
            start_again(course, browser, &mut ledger).await?;
            let saves = course.tally.acknowledged - before.acknowledged;
            course.say(&format!("killed after {moment} ms and {saves} saves"));
        }
        scene.browser.kill();
    }
    Ok(())
}

/// Starts a killed browser three times, and compares each time. The last one stays.
async fn start_again(
    course: &mut Course,
    browser: &mut Browser,
    ledger: &mut Ledger,
) -> Result<(), Trouble> {
    let mut rebuilt = false;
    for _ in 0..STARTS {
        browser.restart(Ending::Kill).await?;
        let seen = Seen::now(browser).await?;
        for loss in ledger.compare(&seen, &mut course.tally)? {
            course.say(&loss);
        }
        rebuilt |= ledger.is_news(&seen);
    }
    course.tally.wipes += u64::from(rebuilt);
    Ok(())
}
