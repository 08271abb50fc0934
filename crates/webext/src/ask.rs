use crate::{BrowserError, from_js, to_js};
use baton_protocol::{Failure, Question, Reply};
use js_sys::{Object, Promise, Reflect};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["browser", "runtime"], js_name = sendMessage)]
    fn send_message(message: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["browser", "runtime"], js_name = getURL)]
    fn get_url(path: &str) -> String;
}

/// The address of a file of the extension, such as `popup.html`.
#[must_use]
pub fn extension_url(path: &str) -> String {
    get_url(path)
}

/// Asks the background and waits for its answer. The question is sent at once, not when the answer is first
/// waited for.
///
/// A worker can be stopped between the question and the answer, so a question that got none is
/// asked once more: every request can be repeated harmlessly.
///
/// # Errors
/// The background's own [`Failure`]; [`Failure::Stale`] when the extension was updated under this
/// page; [`Failure::NoAnswer`] when nobody answered; [`Failure::Malformed`] when the answer is not
/// one.
pub fn ask<Q: Question>(question: &Q) -> impl Future<Output = Result<Q::Answer, Failure>> + use<Q> {
    let sent = message(question).map(|message| (send_message(&message), message));
    async move {
        let (sent, message) = sent?;
        read(again_if_lost(sent, &message).await?)
    }
}

/// Waits for the answer to a question that the page's script sent already; otherwise as [`ask`].
///
/// # Errors
/// As [`ask`].
pub async fn ask_begun<Q: Question>(begun: Promise, question: &Q) -> Result<Q::Answer, Failure> {
    let message = message(question)?;
    read(again_if_lost(Ok(begun), &message).await?)
}

/// `{class: request}`, see [`Question`].
fn message<Q: Question>(question: &Q) -> Result<Object, Failure> {
    let message = Object::new();
    let told = to_js(question).map_err(|_| Failure::Malformed)?;
    Reflect::set(&message, &JsValue::from_str(Q::CLASS), &told).map_err(|_| Failure::Malformed)?;
    Ok(message)
}

/// Knows no type of answers, so that its code is there once however many a page reads.
async fn again_if_lost(
    sent: Result<Promise, JsValue>,
    message: &JsValue,
) -> Result<JsValue, Failure> {
    match answer(sent).await {
        Err(Failure::NoAnswer) => answer(send_message(message)).await,
        answered => answered,
    }
}

async fn answer(sent: Result<Promise, JsValue>) -> Result<JsValue, Failure> {
    let answer = match sent {
        Ok(coming) => JsFuture::from(coming).await,
        Err(error) => Err(error),
    };
    let answer = answer.map_err(|error| {
        // Both browsers say "Extension context invalidated." once the extension was reloaded.
        if BrowserError::from(error).message.contains("invalidated") {
            Failure::Stale
        } else {
            Failure::NoAnswer
        }
    })?;
    if answer.is_undefined() || answer.is_null() {
        return Err(Failure::NoAnswer);
    }
    Ok(answer)
}

fn read<T: DeserializeOwned>(answer: JsValue) -> Result<T, Failure> {
    match from_js::<Reply<T>>(answer) {
        Ok(Reply::Done(done)) => Ok(done),
        Ok(Reply::Failed(failure)) => Err(failure),
        Err(_) => Err(Failure::Malformed),
    }
}
