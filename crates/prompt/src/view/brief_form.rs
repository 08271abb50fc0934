//! The form of a brief: the head every template shares, and the template's own fields.

use super::Ui;
use super::fields::{Label, line, lines, list, moment, number};
use crate::session::{Event, Session};
use baton_brief::{Brief, Field, FieldKind, FieldValue, HeadField, Template, template};
use baton_gate::TemplateId;
use baton_ui::text;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The template and every field of the brief.
pub(super) fn brief_form(ui: &Ui, session: &Session, brief: &Brief) -> Html {
    let written_in = template(brief.template);
    html! {
        <>
            { template_choice(ui, brief.template) }
            { for HeadField::ALL.map(|field| head_field(ui, session, brief, field)) }
            { for written_in.fields.iter().map(|field| own_field(ui, session, brief, field)) }
        </>
    }
}

fn template_choice(ui: &Ui, current: TemplateId) -> Html {
    let on_change = {
        let send = ui.send.clone();
        Callback::from(move |event: yew::Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
            let named = |known: &&&Template| known.name_key == chosen;
            if let Some(known) = Template::ALL.iter().find(named) {
                send.emit(Event::TemplatePicked(known.id));
            }
        })
    };
    html! {
        <div class="field">
            <label for="template">{ text("prompt_template") }</label>
            <select class="input" id="template" onchange={on_change}>
                { for Template::ALL.iter().map(|known| html! {
                    <option value={known.name_key} selected={known.id == current}>
                        { text(known.name_key) }
                    </option>
                }) }
            </select>
            <span class="hint">{ text(&template(current).hint_key()) }</span>
        </div>
    }
}

/// Reports the brief with one change made to it.
fn change<T: 'static>(ui: &Ui, put: impl Fn(&mut Brief, T) + 'static) -> Callback<T> {
    let ui = ui.clone();
    Callback::from(move |value: T| {
        let brief = ui.session.borrow().brief.clone();
        if let Some(mut brief) = brief {
            put(&mut brief, value);
            ui.send.emit(Event::Written(brief));
        }
    })
}

fn head_field(ui: &Ui, session: &Session, brief: &Brief, field: HeadField) -> Html {
    let id = match field {
        HeadField::Ask => "brief-ask",
        HeadField::NeededBy => "brief-needed-by",
        HeadField::IfNoReply => "brief-if-no-reply",
        HeadField::Owner => "brief-owner",
        HeadField::Links => "brief-links",
    };
    let label = Label {
        id: id.into(),
        text: text(field.label_key()),
        hint: Some(text(&field.hint_key())),
        placeholder: field.placeholder_key().as_deref().map(text),
    };
    match field {
        HeadField::Ask => line(
            &label,
            &brief.ask,
            change(ui, |brief, value| brief.ask = value),
        ),
        HeadField::NeededBy => {
            let on_change = change(ui, |brief, value| brief.needed_by = value);
            moment(&label, brief.needed_by, &session.view.zone, on_change)
        }
        HeadField::IfNoReply => line(
            &label,
            &brief.if_no_reply,
            change(ui, |brief, value| brief.if_no_reply = value),
        ),
        HeadField::Owner => line(
            &label,
            &brief.owner,
            change(ui, |brief, value| brief.owner = value),
        ),
        HeadField::Links => list(
            &label,
            &brief.links,
            change(ui, |brief, value| brief.links = value),
        ),
    }
}

/// Puts a value into one of the template's own fields, or takes the field away.
fn put(ui: &Ui, field: &'static Field) -> Callback<Option<FieldValue>> {
    change(ui, move |brief, value: Option<FieldValue>| {
        match value {
            Some(value) => brief.fields.insert(field.id.to_owned(), value),
            None => brief.fields.remove(field.id),
        };
    })
}

fn own_field(ui: &Ui, session: &Session, brief: &Brief, field: &'static Field) -> Html {
    let value = brief.fields.get(field.id);
    let put = put(ui, field);
    let label = Label {
        id: format!("field-{}", field.id.replace('_', "-")).into(),
        text: text(field.label_key),
        hint: Some(text(&field.hint_key())),
        placeholder: field.placeholder_key().as_deref().map(text),
    };
    let typed = match value {
        Some(FieldValue::Text(typed)) => typed.as_str(),
        _ => "",
    };
    let filled = |typed: String| (!typed.is_empty()).then_some(FieldValue::Text(typed));
    match field.kind {
        FieldKind::Text => line(&label, typed, put.reform(filled)),
        FieldKind::LongText => lines(&label, typed, put.reform(filled)),
        FieldKind::List => {
            let entries = match value {
                Some(FieldValue::List(entries)) => entries.as_slice(),
                _ => &[],
            };
            let filled =
                |entries: Vec<String>| (!entries.is_empty()).then_some(FieldValue::List(entries));
            list(&label, entries, put.reform(filled))
        }
        FieldKind::Moment => {
            let at = match value {
                Some(FieldValue::Moment(at)) => Some(*at),
                _ => None,
            };
            let filled = |at: Option<_>| at.map(FieldValue::Moment);
            moment(&label, at, &session.view.zone, put.reform(filled))
        }
        FieldKind::Number { .. } => {
            let count = match value {
                Some(FieldValue::Number(count)) => Some(*count),
                _ => None,
            };
            let filled = |count: Option<_>| count.map(FieldValue::Number);
            number(&label, count, put.reform(filled))
        }
        FieldKind::Choice(choices) => choice(&label, field, choices, value, &put),
    }
}

fn choice(
    label: &Label,
    field: &Field,
    choices: &[&str],
    value: Option<&FieldValue>,
    put: &Callback<Option<FieldValue>>,
) -> Html {
    let current = match value {
        Some(FieldValue::Choice(choice)) => choice.as_str(),
        _ => "",
    };
    let on_change = put.reform(|event: yew::Event| {
        let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
        (!chosen.is_empty()).then_some(FieldValue::Choice(chosen))
    });
    html! {
        <div class="field" key={label.id.to_string()}>
            <label for={label.id.clone()}>{ &label.text }</label>
            <select class="input" id={label.id.clone()} onchange={on_change}>
                <option value="" selected={current.is_empty()}>{ text("prompt_choose") }</option>
                { for choices.iter().map(|choice| html! {
                    <option value={(*choice).to_owned()} selected={*choice == current}>
                        { text(&field.choice_key(choice)) }
                    </option>
                }) }
            </select>
        </div>
    }
}
