//! A brief as Baton drafts it from the answers and the page.

use crate::ask_line::ask_line;
use crate::brief::Brief;
use crate::context::Context;
use crate::drafts::draft_fields;
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

/// The same brief in another template: what was typed is kept, what Baton had drafted is drafted
/// anew. Fields the new template lacks are kept out of view, and are back when it has them.
#[must_use]
pub fn switch(brief: Brief, to: TemplateId, answers: &Answers, context: &Context) -> Brief {
    redraft(brief, answers, to, answers, context)
}

/// The same brief for other answers, and in another template if `to` is one: what was typed is
/// kept, what Baton had drafted from the answers `before` is drafted anew.
///
/// A field counts as typed, or cleared, when it differs from what [`prefill`] makes of `before`.
#[must_use]
pub fn redraft(
    brief: Brief,
    before: &Answers,
    to: TemplateId,
    answers: &Answers,
    context: &Context,
) -> Brief {
    let old = prefill(brief.template, before, context);
    let mut new = prefill(to, answers, context);
    keep_typed(&mut new.ask, &old.ask, brief.ask);
    keep_typed(&mut new.needed_by, &old.needed_by, brief.needed_by);
    keep_typed(&mut new.if_no_reply, &old.if_no_reply, brief.if_no_reply);
    keep_typed(&mut new.owner, &old.owner, brief.owner);
    keep_typed(&mut new.links, &old.links, brief.links);
    if new.template == brief.template {
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

fn keep_typed<T: PartialEq>(new: &mut T, drafted: &T, typed: T) {
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
