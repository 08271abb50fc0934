//! Killed with SIGKILL in the middle of writing: every note that was acknowledged must be there at
//! each of the next three starts, also those that were not being written, and with them what was said of
//! when to ask.

use std::time::Duration;

use super::course::Course;
use super::ledger::Ledger;
use super::{starts, writers};
use crate::Trouble;

/// Kills of one profile before a fresh one. Its notes become more with each.
const ROUNDS_OF_A_PROFILE: u64 = 10;

/// Longest time from the first answers to the kill, in milliseconds.
const LONGEST: u64 = 900;

pub(super) async fn run(course: &mut Course) -> Result<(), Trouble> {
    while course.left() > 0 {
        let mut scene = course.scene().await?;
        let browser = &mut scene.browser;
        let mut ledger = Ledger::default();
        for round in 0..ROUNDS_OF_A_PROFILE.min(course.left()) {
            let before = course.tally.acknowledged;
            let changed = writers::change_asking(browser, &ledger).await?;
            ledger.add(changed, &mut course.tally);
            writers::begin(browser, &ledger, round).await?;
            let moment = course.seeded.below(LONGEST);
            let written = writers::kill_after(browser, Duration::from_millis(moment)).await?;
            ledger.add(written, &mut course.tally);
            course.tally.runs += 1;
            let starts = starts::three_times(course, browser, &mut ledger).await?;
            let (wiped, told) = starts::wipes(&starts);
            course.tally.wipes += u64::from(wiped);
            let saves = course.tally.acknowledged - before;
            course.say(&format!("killed after {moment} ms and {saves} saves{told}"));
        }
    }
    Ok(())
}
