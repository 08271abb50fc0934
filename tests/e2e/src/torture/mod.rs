//! Faults made on purpose, and what is left after them: `cargo xtask torture`.
//!
//! | module | idea |
//! | --- | --- |
//! | [`course`] | one case in one browser: how often, from which seed, and what was counted |
//! | `writers` | prompts that save one text after another, and a page that counts the answers |
//! | `ledger` | what was acknowledged, kept outside of the browser, beside what it shows now |
//! | `copies` | what each copy holds, read past Baton |
//! | `starts` | a start after a fault: what is there, and what the person is told |
//! | `files` | where a browser keeps each copy on the disk |
//! | the rest | a case each |
//!
//! What is acknowledged is counted after the answer, so the count is never ahead of the truth. After
//! each fault the profile is started three times: Chromium may lose what it acknowledged only at
//! the third.

mod copies;
pub mod course;
mod damage;
mod files;
mod full;
mod import;
mod kill;
mod ledger;
mod quota;
mod seeded;
mod starts;
mod tabs;
mod torn;
mod upgrade;
mod worker;
mod writers;

pub use course::{Case, Course, Subject, Tally};

use crate::Trouble;

/// Runs a course to its end, or to the first trouble; `course.tally` has what was counted so far.
///
/// # Errors
/// What keeps the browser from being driven, and whatever Baton may never do but is no loss: a note
/// twice, a wipe that nobody is told of.
pub async fn run(course: &mut Course) -> Result<(), Trouble> {
    match course.case {
        Case::Kill => kill::run(course).await,
        Case::Torn => torn::run(course).await,
        Case::Full => full::run(course).await,
        Case::Worker => worker::run(course).await,
        Case::Tabs => tabs::run(course).await,
        Case::Upgrade => upgrade::run(course).await,
        Case::Quota => quota::run(course).await,
        Case::Damage => damage::run(course).await,
        Case::Import => import::run(course).await,
    }
}
