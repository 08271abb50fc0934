//! The section of the person's own templates: the list, what to begin with, help.

use super::rules::rules;
use super::sharing::{export, import};
use super::template_form::template_form;
use super::template_help::TemplateHelp;
use super::{Section, Ui, found};
use crate::templates::entry::{Direction, TemplateEntry};
use crate::templates::model::row_id;
use crate::templates::{Event, Start, blank};
use baton_brief::{Template, template};
use baton_gate::TemplateId;
use baton_templates::{OwnTemplate, OwnTemplateId};
use baton_ui::{bin, failure_notice, quiet_button, text, text_with, value_of};
use baton_webext::BrowserMessages;
use yew::prelude::*;

/// The name a template goes by, or a word for one that has none yet.
pub(super) fn called(entry: &TemplateEntry) -> String {
    match entry.name.trim() {
        "" => text("options_template_nameless"),
        name => name.to_owned(),
    }
}

/// The section.
pub(super) fn section(ui: &Ui<'_>) -> Section {
    let rows = match &ui.model.templates.start {
        Start::Awaited => vec![(
            Vec::new(),
            html! { <p class="soft" role="status">{ text("options_starting") }</p> },
        )],
        Start::Failed(failure) => {
            let retry = ui.press_templates(Event::Started);
            vec![(Vec::new(), failure_notice(*failure, Some(retry)))]
        }
        Start::Unreadable(fault) => vec![(
            Vec::new(),
            html! { <p class="notice warn">{ fault.explain(&BrowserMessages) }</p> },
        )],
        Start::Ready => ready(ui),
    };
    Section {
        name: "templates",
        rows: found(ui, "templates", rows),
    }
}

fn ready(ui: &Ui<'_>) -> Vec<(Vec<String>, Html)> {
    let model = &ui.model.templates;
    let mut names: Vec<String> = model
        .entries
        .iter()
        .map(|entry| entry.name.clone())
        .collect();
    names.push(text("options_template_add"));
    let own = &ui.model.settings.own_week(&ui.model.browser_zone);
    let help = html! {
        <TemplateHelp key="template-help" now={ui.model.now} zone={own.zone().clone()} />
    };
    vec![
        (names, list(ui)),
        (vec![text("options_template_help")], help),
        (
            vec![text("options_rules"), text("options_rules_why")],
            rules(ui),
        ),
        (vec![text("options_templates_export")], export(ui)),
        (vec![text("options_templates_import")], import(ui)),
    ]
}

fn list(ui: &Ui<'_>) -> Html {
    let model = &ui.model.templates;
    html! {
        <div class="own-templates" key="own-templates">
            if model.entries.is_empty() {
                <p class="soft" id="no-templates">{ text("options_template_none") }</p>
            } else {
                <ul class="people" id="template-list" aria-label={text("options_templates")}>
                    { for model.entries.iter().map(|entry| row(ui, entry)) }
                </ul>
            }
            { add(ui) }
        </div>
    }
}

fn row(ui: &Ui<'_>, entry: &TemplateEntry) -> Html {
    let name = called(entry);
    let is_open = ui.model.templates.open.as_ref() == Some(&entry.id);
    let id = &entry.id;
    html! {
        <li class="person" key={id.0.clone()} data-template={name.clone()}>
            <div class="person-row">
                <button type="button" class="open" id={row_id(id)}
                    aria-expanded={if is_open { "true" } else { "false" }}
                    onclick={ui.press_templates(Event::Open(id.clone()))}>
                    <span class="title" dir="auto">{ &name }</span>
                    <span class="meta">
                        if entry.fault.is_some() {
                            <span class="fault">{ text("options_template_broken") }</span>
                        }
                        <span dir="auto">{ &entry.hint }</span>
                    </span>
                </button>
                <div class="row-actions">
                    { step(ui, &name, Direction::Up, Event::Move(id.clone(), Direction::Up)) }
                    { step(ui, &name, Direction::Down, Event::Move(id.clone(), Direction::Down)) }
                    <button type="button" class="button icon-button remove"
                        aria-label={text_with("options_remove_named", &[&name])}
                        onclick={ui.press_templates(Event::Remove(id.clone()))}>{ bin() }</button>
                </div>
            </div>
            if is_open {
                { template_form(ui, entry) }
            }
        </li>
    }
}

/// A button that moves something in its list.
pub(super) fn step(ui: &Ui<'_>, name: &str, direction: Direction, event: Event) -> Html {
    let (key, sign) = match direction {
        Direction::Up => ("options_move_up", "↑"),
        Direction::Down => ("options_move_down", "↓"),
    };
    html! {
        <button type="button" class="button icon-button" aria-label={text_with(key, &[name])}
            onclick={ui.press_templates(event)}>{ sign }</button>
    }
}

/// A new template, empty or like one that Baton brings.
fn add(ui: &Ui<'_>) -> Html {
    let model = &ui.model.templates;
    let source = model.source.unwrap_or(TemplateId::ALL[0]);
    let on_choose = ui.send_templates(|event: yew::Event| {
        let chosen = value_of(&event);
        let chosen = TemplateId::ALL.into_iter().find(|id| id.as_str() == chosen);
        Event::Source(chosen.unwrap_or(TemplateId::ALL[0]))
    });
    let empty = add_with(ui, |id| blank(id, text("options_template_new")));
    let duplicate = add_with(ui, move |id| {
        OwnTemplate::duplicate(template(source), id, &BrowserMessages)
    });
    let has_room = model.has_room();
    let all = Template::ALL.into_iter();
    html! {
        <div class="actions" key="add-template">
            <button type="button" class="button" id="add-template" disabled={!has_room}
                onclick={empty}>{ text("options_template_add") }</button>
            <div class="field inline">
                <label for="template-source">{ text("options_template_source") }</label>
                <select class="input" id="template-source" onchange={on_choose}>
                    { for all.map(|own| html! {
                        <option value={own.id.as_str()} selected={own.id == source}>
                            { text(own.name_key) }
                        </option>
                    }) }
                </select>
            </div>
            <button type="button" class="button" id="duplicate-template" disabled={!has_room}
                onclick={duplicate}>{ text("options_template_duplicate") }</button>
            if !has_room {
                <p class="soft">{ text("options_template_no_room") }</p>
            }
        </div>
    }
}

/// Adds a template under an id none has.
fn add_with(
    ui: &Ui<'_>,
    make: impl Fn(OwnTemplateId) -> OwnTemplate + 'static,
) -> Callback<MouseEvent> {
    let send = ui.send_templates(|event: Event| event);
    Callback::from(move |_: MouseEvent| {
        let crypto = web_sys::window().and_then(|window| window.crypto().ok());
        if let Some(crypto) = crypto {
            let id = OwnTemplateId(crypto.random_uuid());
            send.emit(Event::Add(Box::new(make(id))));
        }
    })
}

/// The button that closes what is open.
pub(super) fn done(ui: &Ui<'_>, id: &OwnTemplateId) -> Html {
    let press = ui.press_templates(Event::Open(id.clone()));
    quiet_button("template-close", "options_person_close", press)
}
