//! The fields of a working week: zone, hours of each day, days off.

use super::Ui;
use super::field::{Field, Kind};
use crate::week_entry::{SpanEntry, SpanFault, WeekEdit, WeekEntry};
use baton_ui::{bin, text, text_with, value_of};
use baton_worktime::{Weekday, WorkingWeek};
use yew::prelude::*;

/// A weekday's stable name.
const fn day_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "monday",
        Weekday::Tuesday => "tuesday",
        Weekday::Wednesday => "wednesday",
        Weekday::Thursday => "thursday",
        Weekday::Friday => "friday",
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
    }
}

/// The key of a weekday in words.
pub(super) const fn day_key(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "brief_weekday_monday",
        Weekday::Tuesday => "brief_weekday_tuesday",
        Weekday::Wednesday => "brief_weekday_wednesday",
        Weekday::Thursday => "brief_weekday_thursday",
        Weekday::Friday => "brief_weekday_friday",
        Weekday::Saturday => "brief_weekday_saturday",
        Weekday::Sunday => "brief_weekday_sunday",
    }
}

/// The zone. `otherwise` is the one that holds while the field is empty.
pub(super) fn zone_field(
    scope: &str,
    week: &WeekEntry,
    otherwise: &str,
    ui: &Ui<'_>,
    edit: &Callback<WeekEdit>,
) -> Html {
    let unknown = week.has_unknown_zone(&ui.model.clocks());
    let field = Field {
        id: format!("{scope}-zone"),
        kind: Kind::Zone,
        label: text("options_zone"),
        hint: Some(text("options_zone_hint")),
        placeholder: Some(otherwise.to_owned()),
        fault: unknown.then(|| text_with("options_zone_unknown", &[week.zone.trim()])),
        value: &week.zone,
    };
    field.show(edit.reform(WeekEdit::Zone))
}

/// The hours of each weekday.
pub(super) fn hours(scope: &str, week: &WeekEntry, edit: &Callback<WeekEdit>) -> Html {
    let days = Weekday::ALL.iter();
    html! {
        <fieldset class="week" id={format!("{scope}-hours")}>
            <legend>{ text("options_hours") }</legend>
            { for days.map(|day| one_day(scope, *day, &week.days[day.index()], edit)) }
        </fieldset>
    }
}

fn one_day(scope: &str, day: Weekday, spans: &[SpanEntry], edit: &Callback<WeekEdit>) -> Html {
    let id = format!("{scope}-{}", day_name(day));
    let called = text(day_key(day));
    let press = |change: WeekEdit| edit.reform(move |_: MouseEvent| change.clone());
    html! {
        <div class="day" role="group" aria-labelledby={id.clone()} key={id.clone()}>
            <span class="day-name" id={id.clone()}>{ &called }</span>
            <div class="spans">
                if spans.is_empty() {
                    <span class="soft free">{ text("options_free") }</span>
                }
                <>
                    { for spans.iter().enumerate().map(|(place, span)| {
                        one_span(&id, &called, day, place, span, edit)
                    }) }
                </>
            </div>
            <div class="actions">
                <button type="button" class="button quiet" id={format!("{id}-add")}
                    disabled={spans.len() >= WorkingWeek::MAX_SPANS_A_DAY}
                    aria-label={text_with("options_add_span_on", &[&called])}
                    onclick={press(WeekEdit::AddSpan(day))}>{ text("options_add_span") }</button>
                if day != Weekday::Monday {
                    <button type="button" class="button quiet" id={format!("{id}-as-monday")}
                        aria-label={text_with("options_as_monday_on", &[&called])}
                        onclick={press(WeekEdit::AsMonday(day))}>{ text("options_as_monday") }</button>
                }
            </div>
        </div>
    }
}

fn one_span(
    day_id: &str,
    called: &str,
    day: Weekday,
    place: usize,
    span: &SpanEntry,
    edit: &Callback<WeekEdit>,
) -> Html {
    let id = format!("{day_id}-{place}");
    let fault = span.span().err().map(|fault| match fault {
        SpanFault::Incomplete => "options_span_incomplete",
        SpanFault::Backwards => "options_span_backwards",
    });
    let (fault_id, invalid) = (format!("{id}-fault"), fault.map(|_| "true"));
    let described = fault.map(|_| fault_id.clone());
    let from = edit.reform(move |event: InputEvent| WeekEdit::From(day, place, value_of(&event)));
    let to = edit.reform(move |event: InputEvent| WeekEdit::To(day, place, value_of(&event)));
    let remove = edit.reform(move |_: MouseEvent| WeekEdit::RemoveSpan(day, place));
    html! {
        <div class="span" key={place}>
            <input class="input time" type="time" id={format!("{id}-from")}
                aria-label={text_with("options_span_from", &[called])} aria-invalid={invalid}
                aria-describedby={described.clone()} value={span.from.clone()} oninput={from} />
            <span aria-hidden="true">{ "–" }</span>
            <input class="input time" type="time" id={format!("{id}-to")}
                aria-label={text_with("options_span_to", &[called])} aria-invalid={invalid}
                aria-describedby={described} value={span.to.clone()} oninput={to} />
            <button type="button" class="button icon-button" id={format!("{id}-remove")}
                aria-label={text_with("options_remove_span", &[called])} onclick={remove}>
                { bin() }
            </button>
            if let Some(fault) = fault {
                <p class="fault" id={fault_id}>{ text(fault) }</p>
            }
        </div>
    }
}

/// The dates without working hours.
pub(super) fn days_off(scope: &str, week: &WeekEntry, edit: &Callback<WeekEdit>) -> Html {
    let one = |(place, date): (usize, &String)| {
        let typed = edit.reform(move |event: InputEvent| WeekEdit::DayOff(place, value_of(&event)));
        let remove = edit.reform(move |_: MouseEvent| WeekEdit::RemoveDayOff(place));
        html! {
            <li class="span" key={place}>
                <input class="input" type="date" id={format!("{scope}-day-off-{place}")}
                    aria-label={text("options_day_off")} value={date.clone()} oninput={typed} />
                <button type="button" class="button icon-button"
                    id={format!("{scope}-day-off-{place}-remove")}
                    aria-label={text_with("options_remove_day_off", &[date])} onclick={remove}>
                    { bin() }
                </button>
            </li>
        }
    };
    html! {
        <fieldset class="days-off" key={format!("{scope}-days-off")}>
            <legend>{ text("options_days_off") }</legend>
            <p class="hint">{ text("options_days_off_hint") }</p>
            if !week.days_off.is_empty() {
                <ul>{ for week.days_off.iter().enumerate().map(one) }</ul>
            }
            <button type="button" class="button quiet" id={format!("{scope}-day-off-add")}
                disabled={week.days_off.len() >= WorkingWeek::MAX_DAYS_OFF}
                onclick={edit.reform(|_: MouseEvent| WeekEdit::AddDayOff)}>
                { text("options_add_day_off") }
            </button>
        </fieldset>
    }
}
