//! The small texts with a meaning: moments, dates, zones, ids, weeks, and what a field of each kind
//! makes of a text.

use crate::surroundings::{Clocks, Surroundings};
use crate::template::{blank, every_kind};
use baton_brief::{FieldValue, is_web_link, moment_text, one_line, slot_moment};
use baton_gate::Answers;
use baton_notes::NoteId;
use baton_settings::PersonId;
use baton_templates::{OwnFieldKind, OwnTemplate, draft};
use baton_worktime::{CivilDate, UtcMillis, WorkingWeek, ZoneName, to_local};

pub(crate) fn hold(text: &str) {
    moments(text);
    names(text);
    week(text);
    fields(text);
    let line = one_line(text);
    assert!(!line.contains(['\n', '\r']));
    assert_eq!(one_line(&line), line);
}

fn moments(text: &str) {
    if let Ok(date) = text.parse::<CivilDate>() {
        assert_eq!(date.to_string(), text);
        let (year, month, day) = date.year_month_day();
        let year = i32::try_from(year).unwrap();
        assert_eq!(CivilDate::new(year, month, day), Some(date));
    }
    let around = Surroundings::new();
    for zone in ["UTC", "Europe/Berlin", "America/New_York", "Mars/Base"] {
        let zone = ZoneName::new(zone).unwrap();
        let Some(at) = slot_moment(text, &zone, &around.clocks) else {
            continue;
        };
        assert!(!moment_text(at, &around.context()).is_empty());
        let written = rfc3339(at);
        assert_eq!(
            slot_moment(&written, &zone, &around.clocks),
            Some(at),
            "{written}"
        );
    }
}

/// The moment in UTC; years beyond four digits are none a slot can have.
fn rfc3339(at: UtcMillis) -> String {
    let local = to_local(&Clocks::default(), &ZoneName::utc(), at).expect("within reach");
    format!("{local}Z")
}

fn names(text: &str) {
    if let Ok(zone) = ZoneName::new(text) {
        assert_eq!(zone.as_str(), text);
        assert!(text.len() <= ZoneName::MAX_BYTES);
    }
    if let Ok(id) = NoteId::parse(text) {
        assert_eq!(id.as_str(), text);
        assert!(id.made().0 >= 0);
    }
    if let Ok(id) = PersonId::parse(text) {
        assert_eq!(id.as_str(), text);
    }
}

fn week(text: &str) {
    let Ok(week) = baton_json::from_str::<WorkingWeek>(text) else {
        return;
    };
    let written = serde_json::to_string(&week).expect("what was read can be written");
    assert_eq!(
        baton_json::from_str::<WorkingWeek>(&written).ok(),
        Some(week.clone())
    );
    let clocks = Clocks::default();
    for at in [UtcMillis(0), crate::surroundings::NOW] {
        for days in [0, 1, 60] {
            if let Ok(then) = week.after_working_days(&clocks, at, days) {
                assert!(then >= at, "an answer lies ahead");
            }
        }
    }
}

fn fields(text: &str) {
    if text.contains("{{") || text.contains("{%") {
        return;
    }
    let around = Surroundings::new();
    for field in every_kind(text) {
        let (id, kind) = (field.id.clone(), field.kind.clone());
        let template = OwnTemplate {
            fields: vec![field],
            ..blank()
        };
        let Ok(drafted) = draft(&template, &Answers::default(), &around.context()) else {
            continue;
        };
        match (kind, drafted.fields.get(&id)) {
            (_, None) => assert!(
                text.trim().is_empty() || !drafted.left_out.is_empty() || is_list(&template)
            ),
            (OwnFieldKind::Link, Some(FieldValue::Text(link))) => assert!(is_web_link(link)),
            (OwnFieldKind::Choice(options), Some(FieldValue::Choice(option))) => {
                assert!(options.contains(option));
            }
            (OwnFieldKind::List | OwnFieldKind::People, Some(FieldValue::List(entries))) => {
                assert!(entries.iter().all(|entry| !entry.trim().is_empty()));
            }
            (OwnFieldKind::Text, Some(FieldValue::Text(line))) => {
                assert_eq!(*line, one_line(text));
            }
            (OwnFieldKind::LongText, Some(FieldValue::Text(long))) => assert_eq!(long, text),
            (OwnFieldKind::Moment, Some(FieldValue::Moment(_)))
            | (OwnFieldKind::Number { .. }, Some(FieldValue::Number(_)))
            | (OwnFieldKind::Toggle, Some(FieldValue::Toggle(_))) => {}
            other => panic!("a field holds what it does not take: {other:?}"),
        }
    }
}

/// A list of blank entries is empty, and no fault.
fn is_list(template: &OwnTemplate) -> bool {
    template
        .fields
        .iter()
        .all(|field| matches!(field.kind, OwnFieldKind::List | OwnFieldKind::People))
}
