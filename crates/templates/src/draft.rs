//! What a template of one's own drafts.

use crate::compile::compile;
use crate::engine::{Fault, Inputs, Meter, Program, Written, run};
use crate::fault::{FieldPart, Place, TemplateFault};
use crate::own::OwnTemplate;
use crate::typed::{adopted, typed};
use baton_brief::{Brief, Context, FieldValue, one_line, prefill, template as built_in_template};
use baton_gate::{Answers, TemplateId};
use baton_worktime::UtcMillis;
use std::collections::BTreeMap;

/// A brief as a template drafts it: within the bounds of a brief, head and fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// The ask, in one line.
    pub ask: String,
    /// The moment by which an answer is needed.
    pub needed_by: Option<UtcMillis>,
    /// What happens if nobody replies by then.
    pub if_no_reply: String,
    /// Who owns the next step.
    pub owner: String,
    /// Links that belong to it.
    pub links: Vec<String>,
    /// The fields that hold something, by id.
    pub fields: BTreeMap<String, FieldValue>,
    /// Fields left empty, because what their template wrote this time is not what they take.
    pub left_out: Vec<TemplateFault>,
}

impl Drafted {
    /// The brief that `template` drafted.
    #[must_use]
    pub fn into_brief(self, template: &OwnTemplate) -> Brief {
        Brief {
            template: template.base.unwrap_or(TemplateId::Ask),
            own: Some(template.form()),
            ask: self.ask,
            needed_by: self.needed_by,
            if_no_reply: self.if_no_reply,
            owner: self.owner,
            links: self.links,
            fields: self.fields,
        }
    }
}

/// Drafts a brief. It reads nothing but its arguments, and ends within [`crate::MAX_STEPS`].
///
/// An empty template text drafts what the built-in template it comes from would, or `ask`; the
/// link and the moment of the head are always drafted so.
///
/// # Errors
/// The template cannot be used ([`crate::check`]), or makes more work or text than a draft may.
pub fn draft(
    template: &OwnTemplate,
    answers: &Answers,
    context: &Context,
) -> Result<Drafted, TemplateFault> {
    let compiled = compile(template)?;
    let base = template.base.unwrap_or(TemplateId::Ask);
    let built_in = prefill(base, answers, context);
    let inputs = Inputs::new(answers, context, built_in.needed_by);
    let mut meter = Meter::new();
    let mut head = |place: Place, program: &Option<Program>, source: &str, drafted: String| {
        let Some(program) = program else {
            return Ok(drafted);
        };
        let text = text(program, &inputs, &mut meter)
            .map_err(|Fault { at, reason }| TemplateFault::at(place, source, at, reason))?;
        Ok(one_line(&text))
    };
    let ask = head(Place::Ask, &compiled.ask, &template.ask, built_in.ask)?;
    let if_no_reply = head(
        Place::IfNoReply,
        &compiled.if_no_reply,
        &template.if_no_reply,
        built_in.if_no_reply,
    )?;
    let owner = head(
        Place::Owner,
        &compiled.owner,
        &template.owner,
        built_in.owner,
    )?;
    let mut drafted = Drafted {
        ask,
        needed_by: built_in.needed_by,
        if_no_reply,
        owner,
        links: built_in.links,
        fields: BTreeMap::new(),
        left_out: Vec::new(),
    };
    let mut built_in_fields = built_in.fields;
    for (index, (field, program)) in template.fields.iter().zip(&compiled.defaults).enumerate() {
        let place = Place::Field {
            index,
            part: FieldPart::Default,
        };
        let value = match program {
            None => built_in_fields.remove(&field.id).and_then(|value| {
                adopted(&field.kind, value, |choice| {
                    let same = built_in_template(base).field(&field.id)?;
                    Some(context.messages.text(&same.choice_key(choice), &[]))
                })
            }),
            Some(program) => {
                let written =
                    run(program, &inputs, &mut meter).map_err(|Fault { at, reason }| {
                        TemplateFault::at(place.clone(), &field.default, at, reason)
                    })?;
                match typed(&field.kind, written, &inputs, &mut meter) {
                    Ok(value) => value,
                    Err(reason) => {
                        let fault = TemplateFault::at(place, "", 0, reason);
                        if fault.reason.stops_a_draft() {
                            return Err(fault);
                        }
                        drafted.left_out.push(fault);
                        None
                    }
                }
            }
        };
        if let Some(value) = value {
            drafted.fields.insert(field.id.clone(), value);
        }
    }
    Ok(drafted)
}

/// What `program` writes, as text within the bound of a field.
fn text<'a>(
    program: &'a Program<'a>,
    inputs: &Inputs<'a>,
    meter: &mut Meter,
) -> Result<String, Fault> {
    let value = match run(program, inputs, meter)? {
        Written::Text(text) => return Ok(text),
        Written::Value(value) => value,
    };
    let written = inputs.written(value, meter);
    written
        .and_then(|text| {
            meter.pay_text(&text, &mut 0)?;
            Ok(text.into_owned())
        })
        .map_err(|reason| Fault { at: 0, reason })
}
