//! A template checked whole, its texts ready to run.

use crate::engine::{Fault, Program, parse};
use crate::fault::{FieldPart, Place, Reason, TemplateFault};
use crate::limits::{
    MAX_FIELDS, MAX_HINT_CHARS, MAX_ID_CHARS, MAX_NAME_CHARS, MAX_OPTIONS, MAX_SOURCE_CHARS,
};
use crate::own::OwnFieldKind;
use crate::own::{OwnField, OwnTemplate};
use crate::typed::from_text;
use baton_brief::{MAX_FIELD_ID_CHARS, slot_moment};
use baton_worktime::{UtcMillis, ZoneError, ZoneName, Zones};
use std::collections::BTreeSet;

/// Names of the head's fields, by which faults of a brief know them.
const HEAD_IDS: [&str; 5] = ["ask", "needed_by", "if_no_reply", "owner", "links"];

/// The programs of a template's texts; none where the text is empty.
pub(crate) struct Compiled<'t> {
    pub(crate) ask: Option<Program<'t>>,
    pub(crate) if_no_reply: Option<Program<'t>>,
    pub(crate) owner: Option<Program<'t>>,
    /// In the order of the fields.
    pub(crate) defaults: Vec<Option<Program<'t>>>,
}

/// Whether a template can be used.
///
/// # Errors
/// The first [`TemplateFault`], in the order of the template's parts.
pub fn check(template: &OwnTemplate) -> Result<(), TemplateFault> {
    compile(template).map(|_| ())
}

pub(crate) fn compile(template: &OwnTemplate) -> Result<Compiled<'_>, TemplateFault> {
    let id = &template.id.0;
    bounded(Place::Id, id, MAX_ID_CHARS)?;
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if id.is_empty() || !id.chars().all(fits) {
        return Err(TemplateFault::at(Place::Id, id, 0, Reason::BadId));
    }
    named(Place::Name, &template.name)?;
    bounded(Place::Hint, &template.hint, MAX_HINT_CHARS)?;
    let ask = program(Place::Ask, &template.ask)?;
    let if_no_reply = program(Place::IfNoReply, &template.if_no_reply)?;
    let owner = program(Place::Owner, &template.owner)?;
    if template.fields.len() > MAX_FIELDS {
        let reason = Reason::TooMany { max: MAX_FIELDS };
        return Err(TemplateFault::at(Place::Fields, "", 0, reason));
    }
    let mut known = BTreeSet::from(HEAD_IDS);
    let mut defaults = Vec::with_capacity(template.fields.len());
    for (index, field) in template.fields.iter().enumerate() {
        let place = |part| Place::Field { index, part };
        field_id(&place(FieldPart::Id), &field.id, &mut known)?;
        named(place(FieldPart::Label), &field.label)?;
        bounded(place(FieldPart::Hint), &field.hint, MAX_HINT_CHARS)?;
        field_kind(&place(FieldPart::Kind), &field.kind)?;
        let program = program(place(FieldPart::Default), &field.default)?;
        if let Some(text) = program.as_ref().and_then(Program::fixed) {
            fixed_default(&place(FieldPart::Default), field, text)?;
        }
        defaults.push(program);
    }
    Ok(Compiled {
        ask,
        if_no_reply,
        owner,
        defaults,
    })
}

fn program(place: Place, text: &str) -> Result<Option<Program<'_>>, TemplateFault> {
    if text.trim().is_empty() && text.len() <= MAX_SOURCE_CHARS {
        return Ok(None);
    }
    bounded(place.clone(), text, MAX_SOURCE_CHARS)?;
    match parse(text) {
        Ok(program) => Ok(Some(program)),
        Err(Fault { at, reason }) => Err(TemplateFault::at(place, text, at, reason)),
    }
}

/// A text of at most `max` characters; the fault stands at the first character over it.
fn bounded(place: Place, text: &str, max: usize) -> Result<(), TemplateFault> {
    match text.char_indices().nth(max) {
        Some((at, _)) => Err(TemplateFault::at(place, text, at, Reason::TooLong { max })),
        None => Ok(()),
    }
}

fn named(place: Place, text: &str) -> Result<(), TemplateFault> {
    if text.trim().is_empty() {
        return Err(TemplateFault::at(place, "", 0, Reason::Empty));
    }
    bounded(place, text, MAX_NAME_CHARS)
}

fn field_id<'t>(
    place: &Place,
    id: &'t str,
    known: &mut BTreeSet<&'t str>,
) -> Result<(), TemplateFault> {
    bounded(place.clone(), id, MAX_FIELD_ID_CHARS)?;
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let reason = if !id.starts_with(|c: char| c.is_ascii_lowercase()) || !id.chars().all(fits) {
        Reason::BadId
    } else if HEAD_IDS.contains(&id) {
        Reason::Reserved(id.to_owned())
    } else if !known.insert(id) {
        Reason::Duplicate(id.to_owned())
    } else {
        return Ok(());
    };
    Err(TemplateFault::at(place.clone(), id, 0, reason))
}

fn field_kind(place: &Place, kind: &OwnFieldKind) -> Result<(), TemplateFault> {
    match kind {
        OwnFieldKind::Number { unit } => bounded(place.clone(), unit, MAX_NAME_CHARS),
        OwnFieldKind::Choice(options) => {
            let fault = |reason| TemplateFault::at(place.clone(), "", 0, reason);
            if options.is_empty() {
                return Err(fault(Reason::Empty));
            }
            if options.len() > MAX_OPTIONS {
                return Err(fault(Reason::TooMany { max: MAX_OPTIONS }));
            }
            let mut known = BTreeSet::new();
            for option in options {
                named(place.clone(), option)?;
                if !known.insert(option.trim().to_lowercase()) {
                    return Err(fault(Reason::Duplicate(crate::fault::quoted(option))));
                }
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// A default that is the same in every draft can be read before there is one.
fn fixed_default(place: &Place, field: &OwnField, text: &str) -> Result<(), TemplateFault> {
    let moment = |text: &str| slot_moment(text, &ZoneName::utc(), &UtcClocks);
    match from_text(&field.kind, text, &moment) {
        Ok(_) => Ok(()),
        Err(reason) => Err(TemplateFault::at(place.clone(), "", 0, reason)),
    }
}

/// Clocks that are enough to see whether a text is a date and time.
struct UtcClocks;

impl Zones for UtcClocks {
    fn offset_seconds(&self, _: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
        Ok(0)
    }
}
