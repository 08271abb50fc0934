//! How large the prompt's frame should be: what it covers, the page cannot be clicked at.

use baton_editor::session::{Screen, Session};
use baton_protocol::PromptSize;

/// The card's width in CSS pixels.
const CARD_WIDTH: u16 = 420;
/// The width while a brief is written.
const WIDE_WIDTH: u16 = 760;
/// The most height the card takes.
const MOST_HEIGHT: u16 = 600;
/// The least height of the card, so that it does not jump from question to question.
const LEAST_HEIGHT: u16 = 440;
/// Growing or shrinking by less is not worth moving the frame.
const STEP: u16 = 24;

/// What the card looks like from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Folded away.
    Pill,
    /// The card.
    Card,
    /// The card with room for form and preview.
    Wide,
}

impl Shape {
    /// The shape the frame of this session should have.
    #[must_use]
    pub const fn of(session: &Session) -> Self {
        match (session.folded, &session.screen) {
            (true, _) => Self::Pill,
            (false, Screen::Writing) => Self::Wide,
            (false, _) => Self::Card,
        }
    }
}

/// What the content measures, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Natural {
    /// Its width; matters for the pill only.
    pub width: u16,
    /// Its height if nothing had to scroll.
    pub height: u16,
}

/// The size to ask for, if another one than `asked` last is worth it.
#[must_use]
pub fn resize(shape: Shape, natural: Natural, asked: Option<PromptSize>) -> Option<PromptSize> {
    let wanted = match shape {
        Shape::Pill => PromptSize {
            width: natural.width,
            height: natural.height,
        },
        Shape::Card => PromptSize {
            width: CARD_WIDTH,
            height: natural.height.clamp(LEAST_HEIGHT, MOST_HEIGHT),
        },
        Shape::Wide => PromptSize {
            width: WIDE_WIDTH,
            height: MOST_HEIGHT,
        },
    };
    let worth_it = asked.is_none_or(|asked| {
        asked.width != wanted.width || asked.height.abs_diff(wanted.height) >= STEP
    });
    worth_it.then_some(wanted)
}

#[cfg(test)]
mod tests {
    use super::{Natural, Shape, resize};
    use baton_protocol::PromptSize;

    fn card(height: u16) -> Option<PromptSize> {
        resize(Shape::Card, Natural { width: 420, height }, None)
    }

    #[test]
    fn the_card_is_as_high_as_its_content_within_bounds() {
        assert_eq!(
            card(500),
            Some(PromptSize {
                width: 420,
                height: 500
            })
        );
        assert_eq!(
            card(2000),
            Some(PromptSize {
                width: 420,
                height: 600
            })
        );
        assert_eq!(
            card(100),
            Some(PromptSize {
                width: 420,
                height: 440
            })
        );
    }

    #[test]
    fn small_changes_do_not_move_the_frame() {
        let natural = |height| Natural { width: 420, height };
        assert_eq!(resize(Shape::Card, natural(510), card(500)), None);
        assert!(resize(Shape::Card, natural(540), card(500)).is_some());
    }

    #[test]
    fn folding_always_gives_the_page_its_room_back() {
        let pill = Natural {
            width: 160,
            height: 60,
        };
        let size = resize(Shape::Pill, pill, card(500));
        assert_eq!(
            size,
            Some(PromptSize {
                width: 160,
                height: 60
            })
        );
    }
}
