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
    /// It is kept nowhere, as in a private window: whether it may be lost is asked.
    Ask,
}

/// Whether the page can go. It `would_lose` what was typed where nothing is kept.
#[must_use]
pub const fn leave(kept: Kept, saves: &SaveSchedule, would_lose: bool) -> Leave {
    if would_lose {
        return Leave::Ask;
    }
    if saves.is_under_way() {
        return Leave::Wait;
    }
    match kept {
        Kept::NotSaved(_) => Leave::Stay,
        Kept::OnTheWay if saves.has_unsaved() => Leave::Wait,
        Kept::Untouched | Kept::OnTheWay | Kept::Saved => Leave::Go,
    }
}

/// Whether the browser is to ask before the page is closed: what was typed is kept nowhere, or could not be
/// saved.
#[must_use]
pub const fn asks_before_closing(kept: Kept, would_lose: bool) -> bool {
    would_lose || matches!(kept, Kept::NotSaved(_))
}

#[cfg(test)]
mod tests {
    use super::{Leave, asks_before_closing, leave};
    use baton_editor::event::Kept;
    use baton_protocol::Failure;
    use baton_ui::SaveSchedule;

    #[test]
    fn a_page_where_nothing_was_typed_goes_at_once() {
        let none = SaveSchedule::default();
        assert_eq!(leave(Kept::Untouched, &none, false), Leave::Go);
    }

    #[test]
    fn a_page_that_keeps_nothing_asks_before_it_goes_with_what_was_typed() {
        let none = SaveSchedule::default();
        assert_eq!(leave(Kept::Untouched, &none, true), Leave::Ask);
    }

    #[test]
    fn a_page_goes_when_all_that_was_typed_is_saved() {
        let mut saves = SaveSchedule::default();
        saves.edited(0.0);
        assert_eq!(leave(Kept::OnTheWay, &saves, false), Leave::Wait);
        saves.began();
        assert_eq!(leave(Kept::OnTheWay, &saves, false), Leave::Wait);
        saves.succeeded();
        assert_eq!(leave(Kept::Saved, &saves, false), Leave::Go);
    }

    #[test]
    fn a_page_stays_when_it_could_not_be_saved_until_it_is_tried_again() {
        let mut saves = SaveSchedule::default();
        saves.edited(0.0);
        saves.began();
        saves.failed(1.0);
        assert_eq!(
            leave(Kept::NotSaved(Failure::StoreFull), &saves, false),
            Leave::Stay
        );
        saves.began();
        assert_eq!(leave(Kept::OnTheWay, &saves, false), Leave::Wait);
    }

    #[test]
    fn the_browser_asks_before_what_could_not_be_saved_is_closed() {
        let not_saved = Kept::NotSaved(Failure::StoreFull);
        assert!(asks_before_closing(not_saved, false));
        assert!(asks_before_closing(Kept::Untouched, true));
        for kept in [Kept::Untouched, Kept::OnTheWay, Kept::Saved] {
            assert!(!asks_before_closing(kept, false), "{kept:?}");
        }
    }
}
