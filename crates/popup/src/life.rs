//! A note's states, steps and deliveries in words.

use baton_notes::{Delivered, Origin, State};
use baton_ui::text;

/// A state's stable name, used for text keys and style classes.
#[must_use]
pub const fn state_name(state: State) -> &'static str {
    match state {
        State::Draft => "draft",
        State::Sent => "sent",
        State::Booked => "booked",
        State::Acknowledged => "acknowledged",
        State::Answered => "answered",
        State::Decided => "decided",
        State::Met => "met",
        State::Dropped => "dropped",
    }
}

/// A state in words.
#[must_use]
pub fn state_text(state: State) -> String {
    text(&format!("popup_state_{}", state_name(state)))
}

/// Where a step was taken, in words.
#[must_use]
pub fn origin_text(origin: Origin) -> String {
    text(match origin {
        Origin::Prompt => "popup_origin_prompt",
        Origin::Popup => "popup_origin_popup",
    })
}

/// How a brief left Baton, in words.
#[must_use]
pub fn delivered_text(how: Delivered) -> String {
    text(match how {
        Delivered::Copied => "popup_delivered_copied",
        Delivered::Mailed => "popup_delivered_mailed",
        Delivered::BookedWith => "popup_delivered_booked",
    })
}
