//! The one account from which all work of a draft is paid.

use crate::fault::Reason;
use crate::limits::MAX_STEPS;
use baton_brief::{MAX_TEXT_CHARS, MAX_TOTAL_CHARS};

/// What asking the host's clocks once, or for its words, costs, in steps: in a browser a call out of
/// Wasm, which takes some microseconds.
pub(crate) const CLOCK_STEPS: usize = 500;
/// Bytes that are copied for the price of one step.
const BYTES_A_STEP: usize = 16;

/// The steps and characters that are left.
pub(crate) struct Meter {
    steps: u32,
    chars_in_all: usize,
}

impl Meter {
    /// A full one.
    pub(crate) const fn new() -> Self {
        Self {
            steps: MAX_STEPS,
            chars_in_all: MAX_TOTAL_CHARS,
        }
    }

    /// Pays for `steps` before they are taken.
    pub(crate) fn pay(&mut self, steps: usize) -> Result<(), Reason> {
        self.steps = u32::try_from(steps)
            .ok()
            .and_then(|steps| self.steps.checked_sub(steps))
            .ok_or(Reason::TooMuchWork)?;
        Ok(())
    }

    /// Pays for copying `bytes`.
    pub(crate) fn pay_copy(&mut self, bytes: usize) -> Result<(), Reason> {
        self.pay(bytes / BYTES_A_STEP + 1)
    }

    /// Pays for writing `text` behind `written` characters of the same field.
    pub(crate) fn pay_text(&mut self, text: &str, written: &mut usize) -> Result<(), Reason> {
        self.pay_copy(text.len())?;
        let chars = text.chars().count();
        *written = written.saturating_add(chars);
        if *written > MAX_TEXT_CHARS {
            return Err(Reason::TooMuchText {
                max: MAX_TEXT_CHARS,
            });
        }
        self.chars_in_all = self
            .chars_in_all
            .checked_sub(chars)
            .ok_or(Reason::TooMuchText {
                max: MAX_TOTAL_CHARS,
            })?;
        Ok(())
    }
}
