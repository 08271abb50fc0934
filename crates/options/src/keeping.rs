//! Whether what was typed is kept: the rhythm of saving, and what each save came to.

use baton_protocol::Failure;
use baton_ui::SaveSchedule;

/// Where what was typed is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kept {
    /// Nothing was changed yet.
    #[default]
    Untouched,
    /// On its way to the store.
    OnTheWay,
    /// In the store.
    Saved,
    /// Only on the page.
    NotSaved(Failure),
    /// Only on the page: another window saved meanwhile, and the person says whose counts.
    Outdated,
}

/// When one record of the store is saved, and whether it is. Moments are milliseconds of a clock
/// that only goes forward.
#[derive(Debug, Clone, Default)]
pub struct Keeping {
    /// Where what was typed is.
    pub kept: Kept,
    saves: SaveSchedule,
}

impl Keeping {
    /// The moment at which the next save is due by itself, if one is.
    #[must_use]
    pub fn due_at(&self) -> Option<f64> {
        // After a failure the person says when to try again, or whose version counts.
        if self.is_stuck() {
            None
        } else {
            self.saves.due_at()
        }
    }

    /// Whether nothing more is saved before the person decides something.
    #[must_use]
    pub const fn is_stuck(&self) -> bool {
        matches!(self.kept, Kept::NotSaved(_) | Kept::Outdated)
    }

    /// Something that can be saved was changed.
    pub fn changed(&mut self, tick: f64) {
        self.saves.edited(tick);
        if self.kept != Kept::Outdated {
            self.kept = Kept::OnTheWay;
        }
    }

    /// Begins to save everything so far, unless a save is under way. Whether it is to be done.
    #[must_use]
    pub fn begin(&mut self) -> bool {
        if self.saves.is_under_way() {
            return false;
        }
        self.saves.began();
        self.kept = Kept::OnTheWay;
        true
    }

    /// The same, if the pause after the last edit is over.
    #[must_use]
    pub fn begin_if_due(&mut self, tick: f64) -> bool {
        self.due_at().is_some_and(|due| due <= tick) && self.begin()
    }

    /// Begins to save at once what is not saved yet, because nothing can be done about it later.
    /// Says by how much the saves under way will have raised the revision; nothing when there is
    /// nothing to save.
    #[must_use]
    pub fn begin_at_the_last(&mut self) -> Option<u64> {
        if !self.saves.has_unsaved() || self.kept == Kept::Outdated {
            return None;
        }
        let raised = u64::from(self.saves.is_under_way());
        self.saves.began();
        Some(raised)
    }

    /// A save ended.
    pub fn ended(&mut self, result: Result<(), Failure>, tick: f64) {
        self.kept = match result {
            Ok(()) => {
                self.saves.succeeded();
                if self.saves.has_unsaved() {
                    Kept::OnTheWay
                } else {
                    Kept::Saved
                }
            }
            Err(failure) => {
                self.saves.failed(tick);
                match failure {
                    Failure::Outdated => Kept::Outdated,
                    failure => Kept::NotSaved(failure),
                }
            }
        };
    }
}
