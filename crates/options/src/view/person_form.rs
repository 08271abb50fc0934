//! One person's fields, below their row.

use super::Ui;
use super::field::{Field, Kind, tick_box};
use super::week_form::{days_off, hours, zone_field};
use crate::form::Edit;
use crate::model::Event;
use crate::person_entry::{PersonEdit, PersonEntry, PersonField};
use baton_settings::DeliveryWay;
use baton_ui::{quiet_button, text, text_with, value_of};
use yew::prelude::*;

/// The fields.
pub(super) fn person_form(ui: &Ui<'_>, entry: &PersonEntry) -> Html {
    let id = entry.id.clone();
    let edit = ui.edit(move |edit: PersonEdit| Edit::Person(id.clone(), edit));
    let week = edit.reform(PersonEdit::Week);
    let text_field = |field: PersonField| {
        let (name, kind, value) = match field {
            PersonField::Name => ("name", Kind::Line, &entry.name),
            PersonField::Also => ("also", Kind::Lines, &entry.also),
            PersonField::Pages => ("pages", Kind::Lines, &entry.pages),
            PersonField::Mail => ("mail", Kind::Mail, &entry.mail),
        };
        let fault = entry.fault(field);
        Field {
            id: format!("person-{name}"),
            kind,
            label: text(&format!("options_person_{name}")),
            hint: (kind == Kind::Lines).then(|| text(&format!("options_person_{name}_hint"))),
            placeholder: None,
            fault: fault
                .map(|fault| text_with(fault.text_key(), &[fault.named(entry.name.trim())])),
            value,
        }
        .show(edit.reform(move |text| PersonEdit::Text(field, text)))
    };
    let no_hours = !entry.same_hours && entry.week.days.iter().all(Vec::is_empty);
    html! {
        <div class="person-form" id="person-form" role="group" aria-label={super::people::called(entry)}>
            { text_field(PersonField::Name) }
            { tick_box("person-team", "options_person_team", entry.team,
                edit.reform(PersonEdit::Team)) }
            { text_field(PersonField::Mail) }
            { ways(entry, &edit) }
            { zone_field("person", &entry.week, &ui.model.form.own.zone, ui, &week) }
            { tick_box("person-same-hours", "options_same_hours", entry.same_hours,
                edit.reform(PersonEdit::SameHours)) }
            if !entry.same_hours {
                { hours("person", &entry.week, &week) }
            }
            if no_hours {
                <p class="notice warn" role="status">{ text("options_no_hours") }</p>
            }
            { days_off("person", &entry.week, &week) }
            { text_field(PersonField::Also) }
            { text_field(PersonField::Pages) }
            { quiet_button("person-close", "options_person_close",
                ui.press(Event::Open(entry.id.clone()))) }
        </div>
    }
}

/// How they like to be written to.
fn ways(entry: &PersonEntry, edit: &Callback<PersonEdit>) -> Html {
    let on_change = edit.reform(|event: yew::Event| {
        let chosen = value_of(&event);
        let mut ways = DeliveryWay::ALL.into_iter();
        PersonEdit::Prefers(ways.find(|way| way.as_str() == chosen))
    });
    html! {
        <div class="field">
            <label for="person-prefers">{ text("options_person_prefers") }</label>
            <select class="input" id="person-prefers" onchange={on_change}>
                <option value="" selected={entry.prefers.is_none()}>{ text("options_way_any") }</option>
                { for DeliveryWay::ALL.into_iter().map(|way| html! {
                    <option value={way.as_str()} selected={entry.prefers == Some(way)}>
                        { text(&format!("options_way_{}", way.as_str())) }
                    </option>
                }) }
            </select>
        </div>
    }
}
