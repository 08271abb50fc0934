//! Templates as a file: saved, and taken in after a look at what becomes of each part.

use super::Ui;
use super::file_entry::{Given, file_entry};
use crate::templates::{Event, Import};
use baton_brief::template;
use baton_templates::{
    Binding, Fate, FileFault, ImportPlan, MAX_FILE_BYTES, TemplateChoice, TemplatesFile,
};
use baton_ui::{button, text, text_with};
use baton_webext::BrowserMessages;
use yew::prelude::*;

/// What saves the file.
pub(super) fn export(ui: &Ui<'_>) -> Html {
    html! {
        <div class="field" key="export-templates">
            <p>{ text("options_templates_export_why") }</p>
            <div class="actions">
                { button("export-templates", "options_templates_export",
                    ui.press_templates(Event::Export)) }
            </div>
        </div>
    }
}

/// What takes a file in.
pub(super) fn import(ui: &Ui<'_>) -> Html {
    let on_given = ui.send_templates(|given: Given| match given {
        Given::Text(text) => Event::FileGiven(text),
        Given::TooLarge(_) => Event::FileRefused(FileFault::TooLarge),
        Given::Unreadable => Event::FileRefused(FileFault::NotJson { line: 1, column: 1 }),
        Given::Nothing => Event::LeaveFile,
    });
    let shown = ui.model.templates.import.as_ref();
    let shown = shown.map(|import| outcome(ui, import));
    file_entry(
        "templates-import",
        "options_templates_import",
        MAX_FILE_BYTES,
        &on_given,
        shown,
    )
}

fn outcome(ui: &Ui<'_>, import: &Import) -> Html {
    match import {
        Import::Planned { file, plan } => planned(ui, file, plan),
        Import::Refused(fault) => html! {
            <p class="notice warn" id="templates-refused">{ fault.explain(&BrowserMessages) }</p>
        },
        Import::Taken => html! {
            <p class="notice" id="templates-taken">{ text("options_templates_taken") }</p>
        },
    }
}

fn planned(ui: &Ui<'_>, file: &TemplatesFile, plan: &ImportPlan) -> Html {
    let templates = plan.templates.iter().map(|template| {
        html! { <li dir="auto">{ fate(&template.name, &template.fate) }</li> }
    });
    let bindings = file
        .bindings
        .iter()
        .zip(&plan.bindings)
        .map(|(binding, planned)| {
            html! { <li dir="auto">{ fate(&rule(file, binding), &planned.fate) }</li> }
        });
    let take_in = plan.is_possible();
    html! {
        <div class="notice">
            <p>{ text(if take_in { "options_templates_would" } else { "options_templates_none" }) }</p>
            <ul id="templates-fates">{ for templates.chain(bindings) }</ul>
            <div class="actions">
                if take_in {
                    { button("take-in-templates", "options_take_in",
                        ui.press_templates(Event::TakeIn)) }
                }
                { button("leave-templates", "options_leave_file",
                    ui.press_templates(Event::LeaveFile)) }
            </div>
        </div>
    }
}

/// What becomes of a part of the file, in words.
fn fate(part: &str, fate: &Fate) -> String {
    let mut becomes = text(fate.label_key());
    match fate {
        Fate::Replaces { name } if name != part => becomes = format!("{becomes} ({name})"),
        Fate::Refused(refusal) => {
            becomes = format!("{becomes}. {}", refusal.explain(&BrowserMessages));
        }
        _ => {}
    }
    text_with("options_templates_fate", &[part, &becomes])
}

/// A rule of the file in words.
fn rule(file: &TemplatesFile, binding: &Binding) -> String {
    let with = match &binding.template {
        TemplateChoice::BuiltIn(id) => text(template(*id).name_key),
        TemplateChoice::Own(id) => {
            let own = file.templates.iter().find(|template| template.id == *id);
            own.map_or_else(|| id.to_string(), |own| own.name.clone())
        }
    };
    let told = binding.when.conditions();
    let told: Vec<String> = told
        .iter()
        .map(|condition| condition.explain(&BrowserMessages))
        .collect();
    if told.is_empty() {
        return text_with("options_templates_rule_always", &[&with]);
    }
    text_with("options_templates_rule", &[&told.join(", "), &with])
}
