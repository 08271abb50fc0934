//! The fields of one template, below its row, and beside them what it makes of an example.

use super::Ui;
use super::field::{Field, Kind as Input, tick_box};
use super::template_preview::TemplatePreview;
use super::templates::{called, done, step};
use crate::templates::Event;
use crate::templates::entry::{
    Direction, FieldEdit, FieldEntry, Kind, TemplateEdit, TemplateEntry, TemplateText,
};
use baton_brief::HeadField;
use baton_templates::{FieldPart, Place};
use baton_ui::{bin, quiet_button, text, text_with, value_of};
use baton_webext::BrowserMessages;
use yew::prelude::*;

/// The form.
pub(super) fn template_form(ui: &Ui<'_>, entry: &TemplateEntry) -> Html {
    let own = ui.model.settings.own_week(&ui.model.browser_zone);
    let id = entry.id.clone();
    let add = ui.send_templates(move |_: MouseEvent| {
        let label = text("options_own_field_new");
        Event::Edited(id.clone(), TemplateEdit::AddField(label))
    });
    let all = entry.fields.iter().enumerate();
    html! {
        <div class="template-form" id="template-form" role="group" aria-label={called(entry)}>
            <div class="template-texts">
                { not_saved(entry) }
                { text_field(ui, entry, TemplateText::Name) }
                { text_field(ui, entry, TemplateText::Hint) }
                { text_field(ui, entry, TemplateText::Ask) }
                { text_field(ui, entry, TemplateText::IfNoReply) }
                { text_field(ui, entry, TemplateText::Owner) }
                <h3 id="own-fields-heading">{ text("options_own_fields") }</h3>
                <ul class="people" id="own-fields" aria-labelledby="own-fields-heading">
                    { for all.map(|(place, field)| own_field(ui, entry, place, field)) }
                </ul>
                <div class="actions">
                    <button type="button" class="button" id="add-field" disabled={!entry.has_room()}
                        onclick={add}>{ text("options_own_field_add") }</button>
                    { done(ui, &entry.id) }
                </div>
            </div>
            if let Some(template) = &entry.last {
                <TemplatePreview template={template.clone()} now={ui.model.now}
                    zone={own.zone().clone()} is_earlier={entry.fault.is_some()} />
            }
        </div>
    }
}

/// That what is typed is broken, where, and what counts meanwhile.
fn not_saved(entry: &TemplateEntry) -> Html {
    let Some(fault) = &entry.fault else {
        return html! { <p id="template-not-saved" role="status"></p> };
    };
    let label_of = |index: usize| entry.fields.get(index).map(|field| field.label.trim());
    let place = match &fault.place {
        Place::Field { index, .. } => label_of(*index).unwrap_or_default().to_owned(),
        Place::Fields => text("options_own_fields"),
        Place::Name | Place::Id => text("options_person_name"),
        Place::Hint => text("options_template_hint"),
        Place::Ask => text(HeadField::Ask.label_key()),
        Place::IfNoReply => text(HeadField::IfNoReply.label_key()),
        Place::Owner => text(HeadField::Owner.label_key()),
    };
    let why = fault.explain(&BrowserMessages);
    html! {
        <p class="notice warn" id="template-not-saved" role="status" dir="auto">
            { text_with("options_template_not_saved", &[&place, &why]) }
        </p>
    }
}

fn explained(entry: &TemplateEntry, place: &Place) -> Option<String> {
    let fault = entry.fault_at(place)?;
    Some(fault.explain(&BrowserMessages))
}

fn text_field(ui: &Ui<'_>, entry: &TemplateEntry, which: TemplateText) -> Html {
    let (name, value, place, label) = match which {
        TemplateText::Name => ("name", &entry.name, Place::Name, "options_person_name"),
        TemplateText::Hint => ("hint", &entry.hint, Place::Hint, "options_template_hint"),
        TemplateText::Ask => ("ask", &entry.ask, Place::Ask, HeadField::Ask.label_key()),
        TemplateText::IfNoReply => {
            let label = HeadField::IfNoReply.label_key();
            ("if-no-reply", &entry.if_no_reply, Place::IfNoReply, label)
        }
        TemplateText::Owner => {
            let label = HeadField::Owner.label_key();
            ("owner", &entry.owner, Place::Owner, label)
        }
    };
    let is_plain = matches!(which, TemplateText::Name | TemplateText::Hint);
    let id = entry.id.clone();
    Field {
        id: format!("template-{name}"),
        kind: if is_plain { Input::Line } else { Input::Lines },
        label: text(label),
        hint: (!is_plain).then(|| text("options_template_text_hint")),
        placeholder: None,
        fault: explained(entry, &place),
        value,
    }
    .show(ui.send_templates(move |typed: String| {
        Event::Edited(id.clone(), TemplateEdit::Text(which, typed))
    }))
}

fn own_field(ui: &Ui<'_>, entry: &TemplateEntry, place: usize, field: &FieldEntry) -> Html {
    let is_open = ui.model.templates.open_field.as_ref() == Some(&field.id);
    let broken = entry
        .fault
        .as_ref()
        .is_some_and(|fault| matches!(fault.place, Place::Field { index, .. } if index == place));
    let label = match field.label.trim() {
        "" => text("options_template_nameless"),
        label => label.to_owned(),
    };
    let edited = |edit: TemplateEdit| Event::Edited(entry.id.clone(), edit);
    let move_to = |direction| edited(TemplateEdit::MoveField(field.id.clone(), direction));
    let remove = edited(TemplateEdit::RemoveField(field.id.clone()));
    html! {
        <li class="person" key={field.id.clone()} data-field={field.id.clone()}>
            <div class="person-row">
                <button type="button" class="open" id={format!("field-{}", field.id)}
                    aria-expanded={if is_open { "true" } else { "false" }}
                    onclick={ui.press_templates(Event::OpenField(field.id.clone()))}>
                    <span class="title" dir="auto">{ &label }</span>
                    <span class="meta">
                        <span>{ text(&format!("options_kind_{}", field.kind.name())) }</span>
                        if broken {
                            <span class="fault">{ text("options_template_broken") }</span>
                        }
                    </span>
                </button>
                <div class="row-actions">
                    { step(ui, &label, Direction::Up, move_to(Direction::Up)) }
                    { step(ui, &label, Direction::Down, move_to(Direction::Down)) }
                    <button type="button" class="button icon-button remove"
                        aria-label={text_with("options_remove_named", &[&label])}
                        onclick={ui.press_templates(remove)}>{ bin() }</button>
                </div>
            </div>
            if is_open {
                { field_form(ui, entry, place, field) }
            }
        </li>
    }
}

fn field_form(ui: &Ui<'_>, entry: &TemplateEntry, index: usize, field: &FieldEntry) -> Html {
    let (template, id) = (entry.id.clone(), field.id.clone());
    let edit = ui.send_templates(move |edit: FieldEdit| {
        Event::Edited(template.clone(), TemplateEdit::Field(id.clone(), edit))
    });
    let line = |name: &str, kind, value, part, on_typed| {
        let has_hint = matches!(name, "options" | "default");
        Field {
            id: format!("field-{name}"),
            kind,
            label: text(&format!("options_own_field_{name}")),
            hint: has_hint.then(|| text(&format!("options_own_field_{name}_hint"))),
            placeholder: None,
            fault: explained(entry, &Place::Field { index, part }),
            value,
        }
        .show(on_typed)
    };
    let on_kind = edit.reform(|event: yew::Event| {
        let chosen = value_of(&event);
        let chosen = Kind::ALL.into_iter().find(|kind| kind.name() == chosen);
        FieldEdit::Kind(chosen.unwrap_or(Kind::LongText))
    });
    let close = ui.press_templates(Event::OpenField(field.id.clone()));
    html! {
        <div class="person-form" id="field-form">
            { line("label", Input::Line, &field.label, FieldPart::Label,
                edit.reform(FieldEdit::Label)) }
            <div class="field" key="kind">
                <label for="field-kind">{ text("options_own_field_kind") }</label>
                <select class="input" id="field-kind" onchange={on_kind}>
                    { for Kind::ALL.into_iter().map(|kind| html! {
                        <option value={kind.name()} selected={kind == field.kind}>
                            { text(&format!("options_kind_{}", kind.name())) }
                        </option>
                    }) }
                </select>
            </div>
            if field.kind == Kind::Choice {
                { line("options", Input::Lines, &field.options, FieldPart::Kind,
                    edit.reform(FieldEdit::Options)) }
            }
            if field.kind == Kind::Number {
                { line("unit", Input::Line, &field.unit, FieldPart::Kind,
                    edit.reform(FieldEdit::Unit)) }
            }
            { line("default", Input::Lines, &field.default, FieldPart::Default,
                edit.reform(FieldEdit::Default)) }
            { line("hint", Input::Line, &field.hint, FieldPart::Hint,
                edit.reform(FieldEdit::Hint)) }
            { tick_box("field-required", "options_own_field_required", field.required,
                edit.reform(FieldEdit::Required)) }
            if field.kind == Kind::List {
                { tick_box("field-answered", "options_own_field_answered", field.answered,
                    edit.reform(FieldEdit::Answered)) }
            }
            { quiet_button("field-close", "options_person_close", close) }
        </div>
    }
}
