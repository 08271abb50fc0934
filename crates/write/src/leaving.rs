//! When the page can be left: nothing that was typed is to be lost on the way.

use baton_editor::event::Kept;
use baton_ui::SaveSchedule;

/// What becomes of *Done*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    /// Everything is saved, or there is nothing to save: the page goes.
    Go,
    /// A save is under way.
    Wait,
    /// It could not be saved: the page stays and says so.
    Stay,
}

/// Whether the page can go.
#[must_use]
pub const fn leave(kept: Kept, saves: &SaveSchedule) -> Leave {
    if saves.is_under_way() {
        return Leave::Wait;
    }
    match kept {
        Kept::NotSaved(_) => Leave::Stay,
        Kept::OnTheWay if saves.has_unsaved() => Leave::Wait,
        Kept::Untouched | Kept::OnTheWay | Kept::Saved => Leave::Go,
    }
}

#[cfg(test)]
mod tests {
    use super::{Leave, leave};
    use baton_editor::event::Kept;
    use baton_protocol::Failure;
    use baton_ui::SaveSchedule;

    #[test]
    fn a_page_where_nothing_was_typed_goes_at_once() {
        assert_eq!(leave(Kept::Untouched, &SaveSchedule::default()), Leave::Go);
    }

    #[test]
    fn a_page_goes_when_all_that_was_typed_is_saved() {
        let mut saves = SaveSchedule::default();
        saves.edited(0.0);
        assert_eq!(leave(Kept::OnTheWay, &saves), Leave::Wait);
        saves.began();
        assert_eq!(leave(Kept::OnTheWay, &saves), Leave::Wait);
        saves.succeeded();
        assert_eq!(leave(Kept::Saved, &saves), Leave::Go);
    }

    #[test]
    fn a_page_stays_when_it_could_not_be_saved_until_it_is_tried_again() {
        let mut saves = SaveSchedule::default();
        saves.edited(0.0);
        saves.began();
        saves.failed(1.0);
        assert_eq!(
            leave(Kept::NotSaved(Failure::StoreFull), &saves),
            Leave::Stay
        );
        saves.began();
        assert_eq!(leave(Kept::OnTheWay, &saves), Leave::Wait);
    }
}
