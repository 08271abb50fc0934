//! Templates of one's own in, drafts out: one JSON object a line each way.
//!
//! ```text
//! echo '{"template":{"id":"t","name":"Note","ask":"{{purpose_name|default:\"Read this\"}}"}}' |
//!     cargo run -p baton-templates --example draft
//! ```
//!
//! In: `{"template", "answers", "context"}`.
//! - `template`: a template as a file of templates has it.
//! - `answers`, optional: answers to the gate as they are stored.
//! - `context`, optional: `person`, `event`, `minutes`, `slot`, `url`, `now`, `my_zone`,
//!   `their_zone`.
//!
//! Out: `{"ask", "needed_by", "if_no_reply", "owner", "links", "fields", "left_out"}`, or
//! `{"fault": {"place", "line", "column", "reason", "text"}}` for a template that cannot be used,
//! or `{"error"}` for a line that is not understood.

use baton_brief::{Context, FieldValue, ResponseWindows};
use baton_gate::Answers;
use baton_locale::Catalogue;
use baton_recognize::recognize;
use baton_templates::{Drafted, OwnTemplate, TemplateFault, draft};
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
        let answer = drafted(&line, &words).unwrap_or_else(|error| json!({ "error": error }));
        writeln!(out, "{answer}")?;
    }
    Ok(())
}

/// One line in, one object out.
pub(crate) fn drafted(line: &str, words: &Catalogue) -> Result<Value, String> {
    let input: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let template: OwnTemplate = serde_json::from_value(input["template"].clone())
        .map_err(|error| format!("template: {error}"))?;
    let answers: Answers = match &input["answers"] {
        Value::Null => Answers::default(),
        answers => {
            serde_json::from_value(answers.clone()).map_err(|error| format!("answers: {error}"))?
        }
    };
    let page = &input["context"];
    let my_zone = zone(&page["my_zone"])?.unwrap_or_else(ZoneName::utc);
    let their_zone = zone(&page["their_zone"])?;
    let week = WorkingWeek::default_in(their_zone.as_ref().unwrap_or(&my_zone).clone());
    let url = page["url"].as_str().unwrap_or_default();
    let context = Context {
        person: page["person"].as_str(),
        event: page["event"].as_str(),
        minutes: page["minutes"]
            .as_u64()
            .and_then(|minutes| u16::try_from(minutes).ok()),
        max_minutes: None,
        slot: page["slot"].as_str(),
        url,
        provider_name: recognize(url).provider.map_or("", |system| system.name),
        now: page["now"].as_str().map_or(Ok(UtcMillis(0)), moment)?,
        my_zone: &my_zone,
        their_zone: their_zone.as_ref(),
        week: &week,
        windows: ResponseWindows::default(),
        zones: &SystemZones,
        messages: words,
    };
    Ok(match draft(&template, &answers, &context) {
        Ok(drafted) => told(drafted, words),
        Err(fault) => json!({ "fault": told_fault(&fault, words) }),
    })
}

fn told(drafted: Drafted, words: &Catalogue) -> Value {
    let fields: Map<String, Value> = drafted
        .fields
        .into_iter()
        .map(|(id, value)| (id, told_value(value)))
        .collect();
    let left_out: Vec<Value> = drafted
        .left_out
        .iter()
        .map(|fault| told_fault(fault, words))
        .collect();
    json!({
        "ask": drafted.ask,
        "needed_by": drafted.needed_by.map(utc),
        "if_no_reply": drafted.if_no_reply,
        "owner": drafted.owner,
        "links": drafted.links,
        "fields": fields,
        "left_out": left_out,
    })
}

fn told_value(value: FieldValue) -> Value {
    match value {
        FieldValue::Moment(at) => json!({ "moment": utc(at) }),
        value => json!(value),
    }
}

fn told_fault(fault: &TemplateFault, words: &Catalogue) -> Value {
    json!({
        "place": fault.place,
        "line": fault.line,
        "column": fault.column,
        "reason": fault.reason,
        "text": fault.explain(words),
    })
}

fn utc(at: UtcMillis) -> String {
    jiff::Timestamp::from_millisecond(at.0).map_or_else(|_| at.0.to_string(), |at| at.to_string())
}

pub(crate) fn moment(text: &str) -> Result<UtcMillis, String> {
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
