//! The prompt in a booking page: questions, verdict, brief.
//!
//! [`baton_editor::session`] decides everything. [`prompt`] runs what it asks for in the page's frame;
//! each file in `view/` shows one part of the card. The form itself is `baton_editor`'s.

pub mod frame;
mod prompt;
mod view;

use baton_protocol::{Failure, PromptReply, PromptRequest, PromptView};
use baton_webext::ask_begun;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

/// Shows the prompt in the element `#app`. The page's script calls it once the module is up, with
/// the ticket and the promise of the background's answer to it.
///
/// Gives the key of the text that says why there is nothing to show, if so.
#[wasm_bindgen]
pub async fn start(ticket: String, redeemed: Promise) -> Option<String> {
    baton_ui::panics_to_console();
    match view(ticket, redeemed).await {
        Ok(view) => {
            show(view);
            None
        }
        // Nothing was typed yet that could be told again.
        Err(Failure::NoAnswer) => Some(Failure::Engine.text_key().to_owned()),
        Err(failure) => Some(failure.text_key().to_owned()),
    }
}

async fn view(ticket: String, redeemed: Promise) -> Result<Box<PromptView>, Failure> {
    match ask_begun(redeemed, &PromptRequest::Redeem { ticket }).await? {
        PromptReply::View(view) => Ok(view),
        _ => Err(Failure::Malformed),
    }
}

fn show(view: Box<PromptView>) {
    let view = baton_editor::Told(view.into());
    baton_ui::mount::<prompt::Prompt>(prompt::PromptProps { view });
}
