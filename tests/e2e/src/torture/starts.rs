//! A start of the browser after a fault: what is there, and what the person is told.

use std::time::{Duration, Instant};

use super::copies::Witness;
use super::course::Course;
use super::ledger::{Ledger, Seen};
use crate::browser::Ending;
use crate::{Browser, Trouble};

/// Starts after each fault.
pub const STARTS: usize = 3;

/// What a start showed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Start {
    /// Whether a copy had lost something, was rebuilt, and the person was told.
    pub wiped: bool,
    /// From opening the popup to its words about the wipe.
    pub told_after: Option<Duration>,
}

/// Starts a killed browser and compares.
///
/// # Errors
/// [`Trouble::Unexpected`] when a copy was wiped and nobody is told; as [`Seen::in_popup`].
pub async fn start(
    course: &mut Course,
    browser: &mut Browser,
    ledger: &mut Ledger,
) -> Result<Start, Trouble> {
    let mut witness = Witness::call(browser)?;
    browser.restart(Ending::Kill).await?;
    witness.look(browser, course.subject).await?;
    let opened = Instant::now();
    open_popup(browser).await?;
    let seen = Seen::in_popup(browser).await?;
    course.compare(ledger, &seen)?;
    // The words of an earlier wipe may still stand there.
    let mut start = Start {
        wiped: ledger.is_news(&seen),
        told_after: None,
    };
    if start.wiped {
        browser.see("#health-rebuilt").await?;
        start.told_after = Some(opened.elapsed());
    } else if witness.saw_a_wipe(browser)? {
        let what = format!("a wipe that nobody is told of: {witness:?}");
        return Err(Trouble::Unexpected(what));
    }
    Ok(start)
}

/// Opens the popup in the current tab.
///
/// # Errors
/// What the driver says.
pub async fn open_popup(browser: &mut Browser) -> Result<(), Trouble> {
    let popup = browser.extension_url("popup.html");
    browser.goto(&popup).await
}

/// Starts a killed browser three times. The last one stays.
///
/// # Errors
/// As [`start`].
pub async fn three_times(
    course: &mut Course,
    browser: &mut Browser,
    ledger: &mut Ledger,
) -> Result<Vec<Start>, Trouble> {
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        starts.push(start(course, browser, ledger).await?);
    }
    Ok(starts)
}

/// What is said of the wipes in these starts, and whether there were any.
#[must_use]
pub fn wipes(starts: &[Start]) -> (bool, String) {
    let told: Vec<String> = starts
        .iter()
        .enumerate()
        .filter_map(|(at, start)| {
            let after = start.told_after?.as_millis();
            Some(format!(
                "; wiped at start {}, told after {after} ms",
                at + 1
            ))
        })
        .collect();
    (!told.is_empty(), told.concat())
}
