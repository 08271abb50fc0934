//! The people and teams one writes to.

use super::person_form::person_form;
use super::{Section, Ui, found};
use crate::model::{Event, row_id};
use crate::person_entry::PersonEntry;
use baton_protocol::MetPerson;
use baton_settings::{Person, PersonId};
use baton_ui::{bin, spoken_moment, text, text_with};
use baton_webext::TemporalZones;
use baton_worktime::{UtcMillis, WorkingWeek};
use std::collections::BTreeMap;
use yew::prelude::*;

/// How many are listed at most; the search finds the others.
const LIST_LIMIT: usize = 100;

/// The name somebody goes by, or a word for who has none yet.
pub(super) fn called(entry: &PersonEntry) -> String {
    match entry.name.trim() {
        "" => text("options_person_nameless"),
        name => name.to_owned(),
    }
}

/// The section.
pub(super) fn section(ui: &Ui<'_>) -> Section {
    let model = ui.model;
    let title = text("options_people");
    let why = text("options_people_why");
    let matching: Vec<&PersonEntry> = model
        .form
        .people
        .iter()
        .filter(|entry| {
            let is_open = model.open.as_ref() == Some(&entry.id);
            let texts = [
                &title,
                &why,
                &entry.name,
                &entry.also,
                &entry.mail,
                &entry.week.zone,
            ];
            is_open || ui.search.finds(&texts.map(String::as_str))
        })
        .collect();
    let mut rows = Vec::new();
    if !matching.is_empty() && (ui.search.is_empty() || finds_somebody(ui, &matching)) {
        rows.push(list(ui, &matching));
    }
    let met_words = |met: &MetPerson| vec![met.name.clone(), text("options_met")];
    let met = model.met.iter().enumerate();
    let met = found(
        ui,
        "people",
        met.map(|(place, met)| (met_words(met), suggestion(ui, place, met)))
            .collect(),
    );
    if !met.is_empty() {
        rows.push(html! {
            <div class="met" key="met">
                <h3 id="met-heading">{ text("options_met") }</h3>
                <ul id="met" aria-labelledby="met-heading">{ for met }</ul>
            </div>
        });
    }
    rows.extend(found(
        ui,
        "people",
        vec![(vec![text("options_add_person")], add(ui))],
    ));
    Section {
        name: "people",
        rows,
    }
}

/// Whether the search, not only an open form, left somebody.
fn finds_somebody(ui: &Ui<'_>, matching: &[&PersonEntry]) -> bool {
    let open = ui.model.open.as_ref();
    matching.len() > 1
        || matching.iter().any(|entry| {
            let texts = [&entry.name, &entry.also, &entry.mail, &entry.week.zone];
            open != Some(&entry.id) || ui.search.finds(&texts.map(String::as_str))
        })
}

fn list(ui: &Ui<'_>, matching: &[&PersonEntry]) -> Html {
    let people = &ui.model.settings.people;
    let known: BTreeMap<&PersonId, &Person> =
        people.iter().map(|person| (&person.id, person)).collect();
    let own = ui.model.settings.own_week(&ui.model.browser_zone);
    let open = ui.model.open.as_ref();
    let numbered = matching.iter().enumerate();
    // Whoever is open is shown wherever they stand: that is where somebody new is.
    let shown = numbered.filter(|(place, entry)| *place < LIST_LIMIT || open == Some(&entry.id));
    let rows = shown.map(|(_, entry)| {
        let week = known.get(&entry.id).and_then(|person| person.week.as_ref());
        row(ui, entry, week.unwrap_or(&own))
    });
    html! {
        <div key="people-list">
            <ul class="people" id="people-list" aria-label={text("options_people")}>{ for rows }</ul>
            if matching.len() > LIST_LIMIT {
                <p class="soft">{ text_with("options_people_more",
                    &[&LIST_LIMIT.to_string(), &matching.len().to_string()]) }</p>
            }
        </div>
    }
}

fn row(ui: &Ui<'_>, entry: &PersonEntry, week: &WorkingWeek) -> Html {
    let model = ui.model;
    let name = called(entry);
    let is_open = model.open.as_ref() == Some(&entry.id);
    html! {
        <li class="person" key={entry.id.as_str().to_owned()} data-person={name.clone()}>
            <div class="person-row">
                <button type="button" class="open" id={row_id(&entry.id)}
                    aria-expanded={if is_open { "true" } else { "false" }}
                    onclick={ui.press(Event::Open(entry.id.clone()))}>
                    <span class="title" dir="auto">{ &name }</span>
                    <span class="meta">
                        if entry.team {
                            <span class="state">{ text("options_team") }</span>
                        }
                        <TheirNow now={model.now} week={week.clone()} />
                    </span>
                </button>
                <button type="button" class="button icon-button remove"
                    aria-label={text_with("options_remove_person", &[&name])}
                    onclick={ui.press(Event::Remove(entry.id.clone()))}>{ bin() }</button>
            </div>
            if is_open {
                { person_form(ui, entry) }
            }
        </li>
    }
}

/// What [`TheirNow`] takes.
#[derive(Debug, Clone, PartialEq, Properties)]
struct TheirNowProps {
    /// The moment, to the minute.
    now: UtcMillis,
    /// Their week.
    week: WorkingWeek,
}

/// What time it is for somebody, and whether they work. A component, so that it is not reckoned
/// anew at each key somebody presses.
#[component]
fn TheirNow(props: &TheirNowProps) -> Html {
    let TheirNowProps { now, week } = props;
    let within = week.is_within_hours(&TemporalZones, *now).ok();
    let within = within.map(|within| {
        text(if within {
            "options_within_hours"
        } else {
            "options_outside_hours"
        })
    });
    html! {
        <>
            <span>{ spoken_moment(*now, week.zone().as_str()) }</span>
            if let Some(within) = within {
                <span>{ within }</span>
            }
        </>
    }
}

fn suggestion(ui: &Ui<'_>, place: usize, met: &MetPerson) -> Html {
    let add = add_with(ui, move |id| Event::AddMet(id, place));
    html! {
        <li key={met.name.clone()}>
            <span dir="auto">{ text_with("options_met_person", &[&met.name]) }</span>
            <button type="button" class="button" aria-label={text_with("options_add_met_named", &[&met.name])}
                disabled={!ui.model.form.has_room()} onclick={add}>{ text("options_add_met") }</button>
        </li>
    }
}

fn add(ui: &Ui<'_>) -> Html {
    let add = add_with(ui, Event::Add);
    let has_room = ui.model.form.has_room();
    html! {
        <div key="add-person">
            <button type="button" class="button" id="add-person" disabled={!has_room} onclick={add}>
                { text("options_add_person") }
            </button>
            if !has_room {
                <p class="soft">{ text("settings_fault_people") }</p>
            }
        </div>
    }
}

/// Adds somebody under an id nobody has.
fn add_with(ui: &Ui<'_>, event: impl Fn(PersonId) -> Event + 'static) -> Callback<MouseEvent> {
    let send = ui.send.clone();
    Callback::from(move |_: MouseEvent| {
        let crypto = web_sys::window().and_then(|window| window.crypto().ok());
        let random = crypto.and_then(|crypto| PersonId::parse(&crypto.random_uuid()).ok());
        if let Some(id) = random {
            send.emit(event(id));
        }
    })
}
