//! The prompt in a booking page: questions, verdict, brief.
//!
//! [`session`] decides everything and is tested natively. [`prompt`] runs what it asks for; each
//! file in `view/` shows one part of it.

pub mod deadline;
pub mod event;
pub mod frame;
pub mod moment_field;
pub mod part;
mod prompt;
pub mod session;
pub mod steps;
mod view;

use baton_protocol::{Failure, PromptReply, Reply};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Shows the prompt in the element `#app`. The page's script calls it once the module is up, with
/// the promise of the background's answer to the redeemed ticket.
#[wasm_bindgen]
pub fn start(redeemed: js_sys::Promise) {
    console_error_panic_hook::set_once();
    wasm_bindgen_futures::spawn_local(async move {
        let view = match JsFuture::from(redeemed).await.map(baton_webext::from_js) {
            Ok(Ok(Reply::Done(PromptReply::View(view)))) => Ok(view),
            Ok(Ok(Reply::Failed(failure))) => Err(failure),
            Ok(_) => Err(Failure::Malformed),
            Err(_) => Err(Failure::NoAnswer),
        };
        let app = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.get_element_by_id("app"));
        if let Some(app) = app {
            let props = prompt::PromptProps { view };
            yew::Renderer::<prompt::Prompt>::with_root_and_props(app, props).render();
        }
    });
}
