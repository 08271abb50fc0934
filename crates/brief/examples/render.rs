//! Briefs in, finished texts out: one JSON object a line each way.
//!
//! ```text
//! echo '{"template":"ask","fields":{"ask":"Approve the draft?","needed_by":"2026-11-19T16:00:00Z"}}' |
//!     cargo run -p baton-brief --example render
//! ```
//!
//! In: `{"template", "fields", "answers", "context"}`.
//! - `template`: an id such as `decide`.
//! - `own`, optional: the form of an own template as it is stored, in place of the built-in fields.
//! - `fields`: the head (`ask`, `needed_by`, `if_no_reply`, `owner`, `links`) and the template's
//!   own fields by id. Texts, links and choices are strings, lists and people arrays of strings,
//!   moments strings such as `2026-11-19T16:00:00Z`, numbers numbers, toggles booleans.
//! - `answers`, optional: answers to the gate as they are stored. The brief is drafted from them
//!   before `fields` are put in.
//! - `context`, optional: `person`, `event`, `minutes`, `slot`, `url`, `now`, `my_zone`,
//!   `their_zone`, `windows` (such as `{"ask":2}`, in working days).
//!
//! Out: `{"text", "markdown", "html"}`, or `{"error"}` for a line that is not understood.

use baton_brief::{Brief, Context, FieldValue, ResponseWindows, Takes, compose, prefill};
use baton_gate::{Answers, TemplateId};
use baton_locale::Catalogue;
use baton_worktime::{UtcMillis, WorkingWeek, ZoneError, ZoneName, Zones};
use serde_json::{Map, Value, json};
use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let words = Catalogue::english();
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = rendered(&line, &words).unwrap_or_else(|error| json!({ "error": error }));
        writeln!(out, "{answer}")?;
    }
    Ok(())
}

/// One line in, one object out.
pub(crate) fn rendered(line: &str, words: &Catalogue) -> Result<Value, String> {
    let input: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let template_id: TemplateId = serde_json::from_value(input["template"].clone())
        .map_err(|error| format!("template: {error}"))?;
    let page = &input["context"];
    let my_zone = zone(&page["my_zone"])?.unwrap_or_else(ZoneName::utc);
    let their_zone = zone(&page["their_zone"])?;
    let week = WorkingWeek::default_in(their_zone.as_ref().unwrap_or(&my_zone).clone());
    let context = Context {
        person: page["person"].as_str(),
        event: page["event"].as_str(),
        minutes: page["minutes"]
            .as_u64()
            .and_then(|minutes| u16::try_from(minutes).ok()),
        max_minutes: None,
        slot: page["slot"].as_str(),
        url: page["url"].as_str().unwrap_or_default(),
        provider_name: "",
        now: match &page["now"] {
            Value::Null => UtcMillis(0),
            now => moment(now)?,
        },
        my_zone: &my_zone,
        their_zone: their_zone.as_ref(),
        week: &week,
        windows: windows(&page["windows"])?,
        zones: &SystemZones,
        messages: words,
    };
    let mut brief = match &input["answers"] {
        Value::Null => prefill(template_id, &Answers::default(), &context),
        answers => {
            let answers = serde_json::from_value(answers.clone())
                .map_err(|error| format!("answers: {error}"))?;
            prefill(template_id, &answers, &context)
        }
    };
    brief.own =
        serde_json::from_value(input["own"].clone()).map_err(|error| format!("own: {error}"))?;
    if let Value::Object(fields) = &input["fields"] {
        put_fields(&mut brief, fields)?;
    }
    let brief = brief.bounded().map_err(|fault| format!("{fault:?}"))?;
    let document = compose(&brief, &context);
    Ok(json!({
        "text": baton_brief::plain_text(&document),
        "markdown": baton_brief::markdown(&document),
        "html": baton_brief::html(&document),
    }))
}

fn put_fields(brief: &mut Brief, fields: &Map<String, Value>) -> Result<(), String> {
    for (id, value) in fields {
        let wrong = |what: &str| format!("{id}: {what} is expected");
        let text = || value.as_str().map(str::to_owned).ok_or(wrong("a string"));
        match id.as_str() {
            "ask" => brief.ask = text()?,
            "needed_by" => brief.needed_by = Some(moment(value)?),
            "if_no_reply" => brief.if_no_reply = text()?,
            "owner" => brief.owner = text()?,
            "links" => brief.links = list(value).ok_or(wrong("an array of strings"))?,
            _ => {
                let field = brief
                    .fields_of_form()
                    .find(|field| field.id() == id)
                    .ok_or_else(|| format!("{id}: the template has no such field"))?;
                let value = match field.takes() {
                    Takes::Text | Takes::LongText | Takes::Link => FieldValue::Text(text()?),
                    Takes::List | Takes::People => {
                        FieldValue::List(list(value).ok_or(wrong("an array of strings"))?)
                    }
                    Takes::Choice => FieldValue::Choice(text()?),
                    Takes::Moment => FieldValue::Moment(moment(value)?),
                    Takes::Number => FieldValue::Number(
                        value
                            .as_u64()
                            .and_then(|number| u32::try_from(number).ok())
                            .ok_or(wrong("a number"))?,
                    ),
                    Takes::Toggle => {
                        FieldValue::Toggle(value.as_bool().ok_or(wrong("true or false"))?)
                    }
                };
                brief.fields.insert(id.clone(), value);
            }
        }
    }
    Ok(())
}

fn windows(value: &Value) -> Result<ResponseWindows, String> {
    if value.is_null() {
        return Ok(ResponseWindows::default());
    }
    serde_json::from_value::<ResponseWindows>(value.clone())
        .map_err(|error| format!("windows: {error}"))?
        .bounded()
        .map_err(|fault| format!("windows: {fault}"))
}

fn list(value: &Value) -> Option<Vec<String>> {
    value
        .as_array()?
        .iter()
        .map(|entry| entry.as_str().map(str::to_owned))
        .collect()
}

fn moment(value: &Value) -> Result<UtcMillis, String> {
    let text = value.as_str().ok_or("a moment is a string")?;
    let timestamp: jiff::Timestamp = text.parse().map_err(|error| format!("{text}: {error}"))?;
    Ok(UtcMillis(timestamp.as_millisecond()))
}

fn zone(value: &Value) -> Result<Option<ZoneName>, String> {
    value
        .as_str()
        .map(|name| ZoneName::new(name).map_err(|error| format!("{name}: {error}")))
        .transpose()
}

/// The time zones of the system this runs on.
pub(crate) struct SystemZones;

impl Zones for SystemZones {
    fn offset_seconds(&self, zone: &ZoneName, at: UtcMillis) -> Result<i32, ZoneError> {
        let zone = jiff::tz::TimeZone::get(zone.as_str()).map_err(|_| ZoneError::UnknownZone)?;
        let at = jiff::Timestamp::from_millisecond(at.0).map_err(|_| ZoneError::OutOfRange)?;
        Ok(zone.to_offset(at).seconds())
    }
}
