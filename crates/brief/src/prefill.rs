//! A brief as Baton drafts it from the answers and the page.

use crate::ask_line::ask_line;
use crate::brief::Brief;
use crate::context::Context;
use crate::drafts::draft_fields;
use crate::own_form::OwnForm;
use crate::text::{entry, one_line};
use crate::windows::response_days;
use baton_gate::{Answers, TemplateId};
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
        .after_working_days(context.zones, context.now, days)
        .ok()
}
