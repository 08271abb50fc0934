//! Where a file is handed over: chosen, dropped or pasted.

use baton_ui::{text, value_of};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, File, HtmlInputElement};
use yew::prelude::*;

/// What was handed over.
pub(super) enum Given {
    /// A file's text.
    Text(String),
    /// A file of so many bytes, which is not looked at.
    TooLarge(usize),
    /// A file the browser could not read.
    Unreadable,
    /// The pasted text was taken away again.
    Nothing,
}

/// The fields, below the heading of `heading_key`; `shown` is what is said about the file. Ids
/// begin with `prefix`.
pub(super) fn file_entry(
    prefix: &'static str,
    heading_key: &str,
    max_bytes: usize,
    on_given: &Callback<Given>,
    shown: Option<Html>,
) -> Html {
    let on_choose = {
        let give = on_given.clone();
        Callback::from(move |event: Event| {
            let input = event
                .target()
                .and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
            let Some(input) = input else { return };
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                hand_over(file, max_bytes, give.clone());
                // The same file can then be chosen once more.
                input.set_value("");
            }
        })
    };
    let on_drop = {
        let give = on_given.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            let files = event.data_transfer().and_then(|dragged| dragged.files());
            if let Some(file) = files.and_then(|files| files.get(0)) {
                hand_over(file, max_bytes, give.clone());
            }
        })
    };
    let on_paste = on_given.reform(|event: InputEvent| {
        let pasted = value_of(&event);
        if pasted.trim().is_empty() {
            Given::Nothing
        } else {
            Given::Text(pasted)
        }
    });
    let id = |part: &str| format!("{prefix}-{part}");
    html! {
        <div class="import" key={prefix} ondragover={|event: DragEvent| event.prevent_default()}
            ondrop={on_drop}>
            <h3>{ text(heading_key) }</h3>
            <div class="field">
                <label for={id("file")}>{ text("options_import_file") }</label>
                <input class="input" type="file" id={id("file")} accept=".json,application/json"
                    onchange={on_choose} />
            </div>
            <div class="field">
                <label for={id("text")}>{ text("options_import_text") }</label>
                <textarea class="input" id={id("text")} rows="2" dir="ltr" spellcheck="false"
                    oninput={on_paste} />
            </div>
            <div id={id("plan")} tabindex="-1" role="status">{ shown }</div>
        </div>
    }
}

/// Reads a file, unless it is too large to be looked at.
fn hand_over(file: File, max_bytes: usize, give: Callback<Given>) {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a size is a whole number, and one beyond what memory holds is too large anyway"
    )]
    let bytes = file.size() as usize;
    if bytes > max_bytes {
        give.emit(Given::TooLarge(bytes));
        return;
    }
    spawn_local(async move {
        let read = JsFuture::from(file.text()).await;
        let read = read.ok().and_then(|content| content.as_string());
        give.emit(read.map_or(Given::Unreadable, Given::Text));
    });
}
