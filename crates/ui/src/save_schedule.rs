//! When a draft is to be saved.

/// Saves this long after the last keystroke, in milliseconds.
const QUIET_MS: f64 = 500.0;
/// Saves at least this often while somebody types, in milliseconds.
const LONGEST_MS: f64 = 1000.0;

/// Decides when typed text is saved: soon after the last keystroke, at least every second while
/// typing goes on, and one save at a time.
///
/// Moments are milliseconds of any clock that only goes forward.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct SaveSchedule {
    first_unsaved: Option<f64>,
    last_edit: f64,
    /// How many saves are under way: one, or two where a request that saves as well came between.
    under_way: u32,
}

impl SaveSchedule {
    /// Something was typed or chosen.
    pub fn edited(&mut self, now: f64) {
        self.first_unsaved.get_or_insert(now);
        self.last_edit = now;
    }

    /// The moment at which the next save is due, if one is and none is under way.
    #[must_use]
    pub fn due_at(&self) -> Option<f64> {
        match self.first_unsaved {
            Some(first) if self.under_way == 0 => {
                Some((self.last_edit + QUIET_MS).min(first + LONGEST_MS))
            }
            _ => None,
        }
    }

    /// Whether something is not saved yet and no save of it is under way.
    #[must_use]
    pub const fn has_unsaved(&self) -> bool {
        self.first_unsaved.is_some()
    }

    /// A save of everything so far begins.
    pub fn began(&mut self) {
        self.first_unsaved = None;
        self.under_way += 1;
    }

    /// The save ended well; later edits stay due.
    pub fn succeeded(&mut self) {
        self.under_way = self.under_way.saturating_sub(1);
    }

    /// The save failed: everything is unsaved again, and due only when [`Self::edited`] or a retry
    /// says so.
    pub fn failed(&mut self, now: f64) {
        self.under_way = self.under_way.saturating_sub(1);
        self.first_unsaved.get_or_insert(now);
        // Without a new edit, the retry waits as long as a first save would.
        self.last_edit = self.last_edit.max(now);
    }

    /// Whether a save is under way.
    #[must_use]
    pub const fn is_under_way(&self) -> bool {
        self.under_way > 0
    }
}

#[cfg(test)]
mod tests {
    use super::SaveSchedule;

    #[test]
    fn a_pause_in_typing_saves_after_half_a_second() {
        let mut schedule = SaveSchedule::default();
        assert_eq!(schedule.due_at(), None);
        schedule.edited(100.0);
        assert_eq!(schedule.due_at(), Some(600.0));
        schedule.edited(300.0);
        assert_eq!(schedule.due_at(), Some(800.0));
    }

    #[test]
    fn typing_without_a_pause_saves_after_a_second() {
        let mut schedule = SaveSchedule::default();
        for key in 0..10 {
            schedule.edited(f64::from(key) * 200.0);
        }
        assert_eq!(schedule.due_at(), Some(1000.0));
    }

    #[test]
    fn what_is_typed_during_a_save_is_due_after_it() {
        let mut schedule = SaveSchedule::default();
        schedule.edited(0.0);
        schedule.began();
        schedule.edited(700.0);
        assert_eq!(schedule.due_at(), None, "one save at a time");
        schedule.succeeded();
        assert_eq!(schedule.due_at(), Some(1200.0));
        assert!(schedule.has_unsaved());
    }

    #[test]
    fn a_failed_save_leaves_everything_unsaved() {
        let mut schedule = SaveSchedule::default();
        schedule.edited(0.0);
        schedule.began();
        assert!(!schedule.has_unsaved());
        schedule.failed(900.0);
        assert!(schedule.has_unsaved());
        assert_eq!(schedule.due_at(), Some(1400.0));
    }
}
