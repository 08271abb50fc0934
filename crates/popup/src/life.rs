//! A note's states, steps and deliveries in words.

use baton_notes::{Delivered, Delivery, Origin, State};
use baton_ui::{text, text_with};

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

/// How a brief left Baton, and for whom, in words.
#[must_use]
pub fn delivered_text(delivery: &Delivery) -> String {
    let how = text(delivered_key(delivery.how));
    match &delivery.to {
        Some(who) => text_with("popup_delivered_to", &[&how, who]),
        None => how,
    }
}

const fn delivered_key(how: Delivered) -> &'static str {
    match how {
        Delivered::Copied => "popup_delivered_copied",
        Delivered::CopiedPlain => "popup_delivered_copied_plain",
        Delivered::CopiedMarkdown => "popup_delivered_copied_markdown",
        Delivered::Gmail => "popup_delivered_gmail",
        Delivered::Outlook => "popup_delivered_outlook",
        Delivered::MailFile => "popup_delivered_mail_file",
        Delivered::Printed => "popup_delivered_printed",
        Delivered::Mailed => "popup_delivered_mailed",
        Delivered::BookedWith => "popup_delivered_booked",
    }
}
