//! Waiting on a condition, with a deadline and a sentence.

use std::time::{Duration, Instant};

use crate::Trouble;

/// Longest wait for anything a browser does on a busy two-core machine.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Time between two looks.
const PACE: Duration = Duration::from_millis(40);

/// Looks again and again until `look` gives a value.
///
/// `Ok(None)` and errors both mean "not yet": while a page loads or a frame is replaced the driver
/// answers with errors that pass by themselves.
///
/// # Errors
/// [`Trouble::TimedOut`] after [`PATIENCE`], with the last thing seen.
pub async fn until<T>(
    awaited: &str,
    look: impl AsyncFnMut() -> Result<Option<T>, Trouble>,
) -> Result<T, Trouble> {
    until_within(PATIENCE, awaited, look).await
}

/// As [`until`], for what may take longer than anything a browser does.
///
/// # Errors
/// [`Trouble::TimedOut`] after `patience`.
pub async fn until_within<T>(
    patience: Duration,
    awaited: &str,
    mut look: impl AsyncFnMut() -> Result<Option<T>, Trouble>,
) -> Result<T, Trouble> {
    let start = Instant::now();
    loop {
        let last = match look().await {
            Ok(Some(value)) => return Ok(value),
            Ok(None) => "nothing yet".to_owned(),
            Err(error) => error.to_string(),
        };
        if start.elapsed() > patience {
            return Err(Trouble::TimedOut {
                awaited: awaited.to_owned(),
                after: patience,
                last,
            });
        }
        tokio::time::sleep(PACE).await;
    }
}

/// Waits until `look` gives `true`; see [`until`].
///
/// # Errors
/// [`Trouble::TimedOut`] after [`PATIENCE`].
pub async fn until_true(
    awaited: &str,
    mut look: impl AsyncFnMut() -> Result<bool, Trouble>,
) -> Result<(), Trouble> {
    until(awaited, async || Ok(look().await?.then_some(()))).await
}
