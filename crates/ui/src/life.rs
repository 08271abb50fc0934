//! A note's states, steps and deliveries in words.

use crate::{text, text_with};
use baton_notes::{Delivered, Delivery, Origin, State};

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
    text(&format!("life_state_{}", state_name(state)))
}

/// Where a step was taken, in words.
#[must_use]
pub fn origin_text(origin: Origin) -> String {
    text(match origin {
        Origin::Prompt => "life_origin_prompt",
        Origin::Popup => "life_origin_popup",
        Origin::Notes => "life_origin_notes",
        Origin::ContextMenu => "life_origin_context_menu",
        Origin::Reminder => "life_origin_reminder",
        Origin::Confirmation => "life_origin_confirmation",
        Origin::Import => "life_origin_import",
    })
}

/// How a brief left Baton, and for whom, in words.
#[must_use]
pub fn delivered_text(delivery: &Delivery) -> String {
    let how = text(delivered_key(delivery.how));
    match &delivery.to {
        Some(who) => text_with("life_delivered_to", &[&how, who]),
        None => how,
    }
}

const fn delivered_key(how: Delivered) -> &'static str {
    match how {
        Delivered::Copied => "life_delivered_copied",
        Delivered::CopiedPlain => "life_delivered_copied_plain",
        Delivered::CopiedMarkdown => "life_delivered_copied_markdown",
        Delivered::Gmail => "life_delivered_gmail",
        Delivered::Outlook => "life_delivered_outlook",
        Delivered::MailFile => "life_delivered_mail_file",
        Delivered::Printed => "life_delivered_printed",
        Delivered::Mailed => "life_delivered_mailed",
        Delivered::BookedWith => "life_delivered_booked",
    }
}
