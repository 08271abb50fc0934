//! The person's own name, zone, hours and days off.

use super::field::{Field, Kind};
use super::week_form::{day_key, days_off, hours, zone_field};
use super::{Section, Ui, found};
use crate::form::Edit;
use crate::model::Event;
use baton_ui::{quiet_button, text};
use baton_worktime::Weekday;
use yew::prelude::*;

/// The section.
pub(super) fn section(ui: &Ui<'_>) -> Section {
    let form = &ui.model.form;
    let edit = ui.edit(Edit::Week);
    let name = Field {
        id: "own-name".to_owned(),
        kind: Kind::Line,
        label: text("options_own_name"),
        hint: Some(text("options_own_name_hint")),
        placeholder: None,
        fault: form.name_fault().map(|fault| text(fault.text_key())),
        value: &form.name,
    };
    let zone = zone_field("own", &form.own, ui.model.browser_zone.as_str(), ui, &edit);
    let day_names = Weekday::ALL.map(|day| text(day_key(day)));
    let hour_words = [text("options_hours"), text("options_hours_default")];
    let rows = vec![
        (
            vec![text("options_own_name")],
            name.show(ui.edit(Edit::Name)),
        ),
        (vec![text("options_zone")], zone),
        (
            hour_words.into_iter().chain(day_names).collect(),
            own_hours(ui, &edit),
        ),
        (
            vec![text("options_days_off")],
            days_off("own", &form.own, &edit),
        ),
    ];
    Section {
        name: "you",
        rows: found(ui, "you", rows),
    }
}

fn own_hours(ui: &Ui<'_>, edit: &Callback<crate::week_entry::WeekEdit>) -> Html {
    let form = &ui.model.form;
    let own = ui.model.settings.own_week(&ui.model.browser_zone);
    html! {
        <div class="field" key="own-hours">
            { hours("own", &form.own, edit) }
            if !own.has_hours() {
                <p class="notice warn" role="status" id="no-hours">{ text("options_no_hours") }</p>
            }
            if form.own_is_default {
                <p class="soft" id="own-default">{ text("options_hours_default") }</p>
            } else if form.can_give_hours_back(&ui.model.browser_zone) {
                { quiet_button("default-week", "options_default_week",
                    ui.press(Event::Edited(Edit::DefaultWeek))) }
            }
        </div>
    }
}
