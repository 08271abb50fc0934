//! Where the notes are kept. The settings as a file: saved, and taken in after a look at what it would change.

use super::file_entry::{Given, file_entry};
use super::{Section, Ui, found};
use crate::model::{Event, Import};
use baton_settings::{Change, FileFault, MAX_FILE_BYTES};
use baton_ui::{button, text, text_with};
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
    let notes = html! {
        <div class="field" key="notes">
            <h3>{ text("options_notes") }</h3>
            <p id="notes-why">{ text("options_notes_why") }</p>
            <div class="actions">
                <a class="button" id="take-away" href="transfer.html">{ text("options_take_away") }</a>
            </div>
        </div>
    };
    let rows = vec![
        (
            vec![text("options_notes"), text("options_take_away")],
            notes,
        ),
        (vec![text("options_export")], export),
        (vec![text("options_import")], import(ui)),
    ];
    Section {
        name: "data",
        rows: found(ui, "data", rows),
    }
}

fn import(ui: &Ui<'_>) -> Html {
    let on_given = ui.send.reform(|given: Given| match given {
        Given::Text(text) => Event::FileGiven(text),
        Given::TooLarge(bytes) => Event::FileRefused(FileFault::TooLarge { bytes }),
        Given::Unreadable => Event::FileRefused(FileFault::NotSettings(String::new())),
        Given::Nothing => Event::LeaveFile,
    });
    let shown = ui.model.import.as_ref().map(|import| outcome(ui, import));
    file_entry("import", "options_import", MAX_FILE_BYTES, &on_given, shown)
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
