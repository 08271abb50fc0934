//! A brief as Baton drafts it from the answers and the page.

use crate::ask_line::ask_line;
use crate::brief::{Brief, FieldValue};
use crate::context::Context;
use crate::drafts::draft_fields;
use crate::form::FormField;
use crate::own_form::OwnForm;
use crate::template::Template;
use crate::text::{entry, one_line};
use crate::windows::response_days;
use baton_gate::{Answers, TemplateId};
use baton_locale::Messages;
use baton_worktime::UtcMillis;
use std::collections::BTreeMap;

/// Drafts a brief. Every answer that was typed is placed where the template has room for it.
#[must_use]
pub fn prefill(template_id: TemplateId, answers: &Answers, context: &Context) -> Brief {
    let mut brief = Brief {
        template: template_id,
        own: None,
        ask: ask_line(template_id, answers, context),
        needed_by: answers
            .needed_by
            .or_else(|| default_moment(template_id, answers, context)),
        if_no_reply: String::new(),
        owner: one_line(&answers.follow_up),
        links: entry(context.url).into_iter().collect(),
        fields: BTreeMap::new(),
    };
    draft_fields(&mut brief, answers, context);
    brief
}

/// `new`, which was drafted just now, with what was typed into `brief`. Fields that its template
/// lacks are kept out of view, and are back when a template has them.
///
/// A field counts as typed, or cleared, when it differs from `old`: `brief` as it was drafted.
#[must_use]
pub fn keep_typed(brief: Brief, old: &Brief, mut new: Brief) -> Brief {
    keep(&mut new.ask, &old.ask, brief.ask);
    keep(&mut new.needed_by, &old.needed_by, brief.needed_by);
    keep(&mut new.if_no_reply, &old.if_no_reply, brief.if_no_reply);
    keep(&mut new.owner, &old.owner, brief.owner);
    keep(&mut new.links, &old.links, brief.links);
    let template = |of: &Option<OwnForm>| of.as_ref().map(|form| form.id.clone());
    if new.template == brief.template && template(&new.own) == template(&brief.own) {
        for id in old.fields.keys() {
            if !brief.fields.contains_key(id) {
                new.fields.remove(id);
            }
        }
    }
    for (id, value) in brief.fields {
        if old.fields.get(&id) != Some(&value) {
            new.fields.insert(id, value);
        }
    }
    new
}

/// Makes choices that were made in another template those of this one, where both have the field: the choices of
/// a template of one's own are words, those of a built-in one have names.
pub fn fit_choices(brief: &mut Brief, messages: &dyn Messages) {
    let mut fitted = Vec::new();
    for field in brief.fields_of_form() {
        let Some(FieldValue::Choice(chosen)) = brief.fields.get(field.id()) else {
            continue;
        };
        let choices = field.choices();
        if choices.contains(&chosen.as_str()) {
            continue;
        }
        let same = match field {
            FormField::Own(_) => {
                let mut built_in = Template::ALL.iter().filter_map(|of| of.field(field.id()));
                let words = built_in.find_map(|known| {
                    let known = FormField::BuiltIn(known);
                    let is_one = known.choices().contains(&chosen.as_str());
                    is_one.then(|| known.choice_text(chosen, messages))
                });
                words.filter(|words| choices.contains(&words.as_str()))
            }
            _ => {
                let is_same = |choice: &&&str| field.choice_text(choice, messages) == *chosen;
                choices
                    .iter()
                    .find(is_same)
                    .map(|choice| (*choice).to_owned())
            }
        };
        if let Some(same) = same {
            fitted.push((field.id().to_owned(), FieldValue::Choice(same)));
        }
    }
    brief.fields.extend(fitted);
}

fn keep<T: PartialEq>(new: &mut T, drafted: &T, typed: T) {
    if typed != *drafted {
        *new = typed;
    }
}

/// The end of the default response window; nothing when the week has no hours to reckon with.
fn default_moment(id: TemplateId, answers: &Answers, context: &Context) -> Option<UtcMillis> {
    let days = response_days(id, answers.purpose, &context.windows)?;
    context
        .week
        .response_due(context.zones, context.now, days)
        .ok()
}
