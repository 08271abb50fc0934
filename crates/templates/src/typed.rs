//! What a template wrote, as the value its field takes.

use crate::engine::{Inputs, Meter, Value, Written};
use crate::fault::{Reason, quoted};
use crate::own::OwnFieldKind;
use baton_brief::{FieldValue, MAX_ENTRIES, entry, is_web_link, one_line, slot_moment};
use baton_worktime::UtcMillis;

/// What a field of `kind` holds when its template wrote `written`; nothing when that is empty.
///
/// # Errors
/// What was written is not of that kind, or does not fit in.
pub(crate) fn typed(
    kind: &OwnFieldKind,
    written: Written,
    inputs: &Inputs,
    meter: &mut Meter,
) -> Result<Option<FieldValue>, Reason> {
    let text = match (kind, written) {
        (OwnFieldKind::List | OwnFieldKind::People, Written::Value(Value::List(entries))) => {
            let mut chars = 0;
            let mut kept = Vec::with_capacity(entries.len().min(MAX_ENTRIES));
            for text in &entries {
                meter.pay_text(text, &mut chars)?;
                kept.extend(entry(text));
            }
            return list(kept);
        }
        (OwnFieldKind::Moment, Written::Value(Value::Moment(moment))) => {
            return Ok(moment.map(|moment| FieldValue::Moment(moment.at)));
        }
        (OwnFieldKind::Number { .. }, Written::Value(Value::Number(number))) => {
            return Ok(number.map(FieldValue::Number));
        }
        (_, Written::Text(text)) => text,
        (_, Written::Value(value)) => {
            let text = inputs.written(value, meter)?.into_owned();
            meter.pay_text(&text, &mut 0)?;
            text
        }
    };
    let context = inputs.context;
    from_text(kind, &text, &|text| {
        slot_moment(text, context.my_zone, context.zones)
    })
}

/// The value of a field of `kind` that `text` stands for; nothing when it is blank. `moment` reads
/// a date and time.
pub(crate) fn from_text(
    kind: &OwnFieldKind,
    text: &str,
    moment: &dyn Fn(&str) -> Option<UtcMillis>,
) -> Result<Option<FieldValue>, Reason> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Ok(None);
    }
    let value = match kind {
        OwnFieldKind::Text => FieldValue::Text(one_line(text)),
        OwnFieldKind::LongText => FieldValue::Text(text.to_owned()),
        OwnFieldKind::List => return list(text.lines().filter_map(entry).collect()),
        OwnFieldKind::People => {
            let names = text.split(['\n', ',', ';']).map(str::trim);
            return list(names.filter_map(entry).collect());
        }
        OwnFieldKind::Choice(options) => {
            let wanted = trimmed.to_lowercase();
            let option = options
                .iter()
                .find(|option| option.trim().to_lowercase() == wanted)
                .ok_or_else(|| Reason::NotAnOption(quoted(trimmed)))?;
            FieldValue::Choice(option.clone())
        }
        OwnFieldKind::Moment => {
            FieldValue::Moment(moment(trimmed).ok_or_else(|| Reason::NotAMoment(quoted(trimmed)))?)
        }
        OwnFieldKind::Number { .. } => FieldValue::Number(
            trimmed
                .parse()
                .map_err(|_| Reason::NotANumber(quoted(trimmed)))?,
        ),
        OwnFieldKind::Toggle => match trimmed.to_ascii_lowercase().as_str() {
            "yes" | "true" => FieldValue::Toggle(true),
            "no" | "false" => FieldValue::Toggle(false),
            _ => return Err(Reason::NotYesOrNo(quoted(trimmed))),
        },
        OwnFieldKind::Link if is_web_link(trimmed) => FieldValue::Text(trimmed.to_owned()),
        OwnFieldKind::Link => return Err(Reason::NotALink(quoted(trimmed))),
    };
    Ok(Some(value))
}

/// What a field of `kind` holds of `value`, which a built-in template drafted; nothing where it can
/// hold no such value. `words` says a built-in choice in words, which is how a copy has it.
pub(crate) fn adopted(
    kind: &OwnFieldKind,
    value: FieldValue,
    words: impl Fn(&str) -> Option<String>,
) -> Option<FieldValue> {
    let fits = match (kind, &value) {
        (OwnFieldKind::Choice(options), FieldValue::Choice(choice)) => {
            let words = words(choice)?;
            return options
                .contains(&words)
                .then_some(FieldValue::Choice(words));
        }
        (OwnFieldKind::Link, FieldValue::Text(text)) => is_web_link(text),
        (OwnFieldKind::Text | OwnFieldKind::LongText, FieldValue::Text(_))
        | (OwnFieldKind::List | OwnFieldKind::People, FieldValue::List(_))
        | (OwnFieldKind::Moment, FieldValue::Moment(_))
        | (OwnFieldKind::Toggle, FieldValue::Toggle(_))
        | (OwnFieldKind::Number { .. }, FieldValue::Number(_)) => true,
        _ => false,
    };
    fits.then_some(value)
}

fn list(entries: Vec<String>) -> Result<Option<FieldValue>, Reason> {
    if entries.len() > MAX_ENTRIES {
        return Err(Reason::TooManyEntries { max: MAX_ENTRIES });
    }
    Ok((!entries.is_empty()).then_some(FieldValue::List(entries)))
}
