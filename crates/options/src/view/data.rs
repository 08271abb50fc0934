//! The settings as a file: saved, and taken in after a look at what it would change.

use super::{Section, Ui, found};
use crate::model::{Event, Import};
use baton_settings::{Change, FileFault, MAX_FILE_BYTES};
use baton_ui::{button, text, text_with, value_of};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, File, HtmlInputElement};
use yew::prelude::*;

/// The section.
pub(super) fn section(ui: &Ui<'_>) -> Section {
    let export = html! {
        <div class="field" key="export">
            <p>{ text("options_export_why") }</p>
            <div class="actions">
                { button("export-settings", "options_export", ui.press(Event::Export)) }
            </div>
        </div>
    };
    let rows = vec![
        (vec![text("options_export")], export),
        (vec![text("options_import")], import(ui)),
    ];
    Section {
        name: "data",
        rows: found(ui, "data", rows),
    }
}

fn import(ui: &Ui<'_>) -> Html {
    let on_choose = {
        let send = ui.send.clone();
        Callback::from(move |event: yew::Event| {
            let input = event
                .target()
                .and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
            let Some(input) = input else { return };
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                hand_over(file, send.clone());
                // The same file can then be chosen once more.
                input.set_value("");
            }
        })
    };
    let on_drop = {
        let send = ui.send.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            let files = event.data_transfer().and_then(|dragged| dragged.files());
            if let Some(file) = files.and_then(|files| files.get(0)) {
                hand_over(file, send.clone());
            }
        })
    };
    let on_paste = ui.send.reform(|event: InputEvent| {
        let pasted = value_of(&event);
        if pasted.trim().is_empty() {
            Event::LeaveFile
        } else {
            Event::FileGiven(pasted)
        }
    });
    html! {
        <div class="import" key="import" ondragover={|event: DragEvent| event.prevent_default()}
            ondrop={on_drop}>
            <h3>{ text("options_import") }</h3>
            <div class="field">
                <label for="import-file">{ text("options_import_file") }</label>
                <input class="input" type="file" id="import-file" accept=".json,application/json"
                    onchange={on_choose} />
            </div>
            <div class="field">
                <label for="import-text">{ text("options_import_text") }</label>
                <textarea class="input" id="import-text" rows="2" dir="ltr" spellcheck="false"
                    oninput={on_paste} />
            </div>
            <div id="import-plan" tabindex="-1" role="status">
                { ui.model.import.as_ref().map(|import| outcome(ui, import)) }
            </div>
        </div>
    }
}

fn outcome(ui: &Ui<'_>, import: &Import) -> Html {
    match import {
        Import::Planned { changes, .. } if changes.is_empty() => html! {
            <p class="notice">{ text("options_import_nothing") }</p>
        },
        Import::Planned { changes, .. } => html! {
            <div class="notice">
                <p>{ text("options_import_would") }</p>
                <ul>{ for changes.iter().map(|change| html! {
                    <li dir="auto">{ in_words(change) }</li>
                }) }</ul>
                <div class="actions">
                    { button("take-in", "options_take_in", ui.press(Event::TakeIn)) }
                    { button("leave-file", "options_leave_file", ui.press(Event::LeaveFile)) }
                </div>
            </div>
        },
        Import::Refused(fault) => html! {
            <p class="notice warn" id="import-refused">{ why_refused(fault) }</p>
        },
        Import::Taken(count) => html! {
            <p class="notice" id="import-taken">
                { text_with("options_import_taken", &[&count.to_string()]) }
            </p>
        },
    }
}

fn in_words(change: &Change) -> String {
    match change {
        Change::Name => text("options_change_name"),
        Change::Hours => text("options_change_hours"),
        Change::Thresholds => text("options_change_thresholds"),
        Change::Windows => text("options_change_windows"),
        Change::PersonAdded(name) => text_with("options_change_added", &[name]),
        Change::PersonReplaced(name) => text_with("options_change_replaced", &[name]),
    }
}

fn why_refused(fault: &FileFault) -> String {
    match fault {
        FileFault::TooLarge { .. } => text("options_file_too_large"),
        FileFault::Newer { .. } => text("options_file_newer"),
        FileFault::NotSettings(_) => text("options_file_damaged"),
        FileFault::Refused(fault) => {
            let why = text_with(fault.text_key(), &[fault.person()]);
            text_with("options_file_refused", &[&why])
        }
    }
}

/// Reads a file, unless it is too large to be looked at.
fn hand_over(file: File, send: Callback<Event>) {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a size is a whole number, and one beyond what memory holds is too large anyway"
    )]
    let bytes = file.size() as usize;
    if bytes > MAX_FILE_BYTES {
        send.emit(Event::FileRefused(FileFault::TooLarge { bytes }));
        return;
    }
    spawn_local(async move {
        let read = JsFuture::from(file.text()).await;
        let read = read.ok().and_then(|content| content.as_string());
        send.emit(match read {
            Some(content) => Event::FileGiven(content),
            None => Event::FileRefused(FileFault::NotSettings(String::new())),
        });
    });
}
