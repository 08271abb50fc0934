//! A recording as far as it is: how long, how large, how loud.

use crate::kind::Kind;
use baton_notes::MAX_ATTACHMENT_BYTES;
use std::collections::VecDeque;

/// How many levels are shown.
pub const SHOWN_LEVELS: usize = 48;

/// A recording under way. Moments are milliseconds of a clock that only goes forward.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// What is recorded.
    pub kind: Kind,
    /// How loud it was, 0 to 100, the latest last; empty as long as nobody can tell.
    pub levels: VecDeque<u8>,
    /// The sizes of what came from the recorder, in bytes.
    pieces: Vec<usize>,
    /// What was recorded before the last pause, in milliseconds.
    before: f64,
    /// Since when it is recorded again; `None` in a pause.
    since: Option<f64>,
}

impl Progress {
    /// A recording that begins.
    #[must_use]
    pub fn begun(kind: Kind, now: f64) -> Self {
        Self {
            kind,
            levels: VecDeque::new(),
            pieces: Vec::new(),
            before: 0.0,
            since: Some(now),
        }
    }

    /// Whether it is in a pause.
    #[must_use]
    pub const fn is_paused(&self) -> bool {
        self.since.is_none()
    }

    /// How long it is, in milliseconds.
    #[must_use]
    pub fn millis(&self, now: f64) -> f64 {
        self.before + self.since.map_or(0.0, |since| now - since)
    }

    /// A pause begins. It is no time of the recording.
    pub fn pause(&mut self, now: f64) {
        self.before = self.millis(now);
        self.since = None;
    }

    /// A pause ends.
    pub fn resume(&mut self, now: f64) {
        self.since.get_or_insert(now);
    }

    /// It is this loud now.
    pub fn heard(&mut self, level: u8) {
        if self.levels.is_empty() {
            self.levels.extend([0; SHOWN_LEVELS]);
        }
        self.levels.pop_front();
        self.levels.push_back(level);
    }

    /// Another piece came, so many bytes large.
    pub fn grew(&mut self, bytes: usize) {
        self.pieces.push(bytes);
    }

    /// How large it is, in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.pieces.iter().sum()
    }

    /// Whether it has to end now, so that all of it fits into a file.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.bytes() >= self.kind.full_at()
    }

    /// How many pieces fit into a file, and their bytes. A recording without its last pieces plays
    /// as far as it goes.
    #[must_use]
    pub fn fitting(&self) -> (usize, usize) {
        let mut bytes = 0;
        for (count, piece) in self.pieces.iter().enumerate() {
            if bytes + piece > MAX_ATTACHMENT_BYTES {
                return (count, bytes);
            }
            bytes += piece;
        }
        (self.pieces.len(), bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_no_time_of_the_recording() {
        let mut progress = Progress::begun(Kind::Voice, 1_000.0);
        progress.pause(4_000.0);
        assert!(progress.is_paused());
        assert!((progress.millis(9_000.0) - 3_000.0).abs() < 0.1);
        progress.resume(10_000.0);
        assert!((progress.millis(12_000.0) - 5_000.0).abs() < 0.1);
    }

    #[test]
    fn it_is_full_before_the_file_is() {
        let mut progress = Progress::begun(Kind::Voice, 0.0);
        progress.grew(Kind::Voice.full_at() - 1);
        assert!(!progress.is_full());
        progress.grew(1);
        assert!(progress.is_full());
        assert!(progress.bytes() < MAX_ATTACHMENT_BYTES);
    }

    #[test]
    fn what_came_too_late_to_fit_is_left_out() {
        let mut progress = Progress::begun(Kind::Screen, 0.0);
        for piece in [2_000_000, 3_000_000, 1] {
            progress.grew(piece);
        }
        assert_eq!(progress.fitting(), (2, 5_000_000));
        assert_eq!(
            Progress::begun(Kind::Screen, 0.0).fitting(),
            (0, 0),
            "nothing came"
        );
    }

    #[test]
    fn the_oldest_level_goes() {
        let mut progress = Progress::begun(Kind::Voice, 0.0);
        assert!(progress.levels.is_empty(), "nobody can tell yet");
        progress.heard(70);
        assert_eq!(progress.levels.len(), SHOWN_LEVELS);
        assert_eq!(progress.levels.back(), Some(&70));
    }
}
