//! A brief as Baton drafts it from the answers and the page.

use crate::brief::{Brief, FieldValue};
use crate::context::Context;
use crate::slot::slot_moment;
use crate::template::template;
use crate::text::{entry, one_line};
use baton_gate::{Answers, Contributors, Purpose, Rounds, TemplateId};
use baton_worktime::UtcMillis;
use std::collections::BTreeMap;

/// Working days given for an answer to a question.
const ASK_DAYS: u16 = 1;
/// Working days given for feedback on a piece of work.
const REVIEW_DAYS: u16 = 2;
/// Working days given for a decision.
const DECIDE_DAYS: u16 = 3;
/// Working days given for a decision that is urgent.
const URGENT_DAYS: u16 = 1;

/// A short meeting, in minutes: half an hour with time to get to the next one.
const SHORT_MEETING: u16 = 25;
/// A long meeting, in minutes.
const LONG_MEETING: u16 = 50;
/// The longest booking that a short meeting can take the place of, in minutes.
const HALF_AN_HOUR: u16 = 30;

/// The response window of a template in working days of the receiver; none where no answer is
/// waited for. A template that `ask` stands in for has that of `ask`, unless it has its own.
#[must_use]
pub fn response_days(template_id: TemplateId, purpose: Option<Purpose>) -> Option<u16> {
    match template_id {
        TemplateId::Review => Some(REVIEW_DAYS),
        TemplateId::Decide if purpose == Some(Purpose::Incident) => Some(URGENT_DAYS),
        TemplateId::Decide => Some(DECIDE_DAYS),
        id if template(id).id == TemplateId::Ask => Some(ASK_DAYS),
        _ => None,
    }
}

/// Drafts a brief. Every answer is placed where the template has room for it; the rest of the
/// answers that were typed stay with the note.
///
/// The brief is in the template that is really written in: `ask` where `template_id` is not
/// built yet.
#[must_use]
pub fn prefill(template_id: TemplateId, answers: &Answers, context: &Context) -> Brief {
    let template = template(template_id);
    let mut brief = Brief {
        template: template.id,
        ask: ask_line(answers, context),
        needed_by: answers
            .needed_by
            .or_else(|| default_moment(template_id, answers, context)),
        if_no_reply: String::new(),
        owner: one_line(&answers.follow_up),
        links: entry(context.url).into_iter().collect(),
        fields: BTreeMap::new(),
    };
    let mut fields = Fields(&mut brief.fields);
    fields.text("tried", &answers.tried);
    fields.text("written_where", &answers.written_where);
    match template.id {
        TemplateId::Decide => {
            brief.if_no_reply = context.say("brief_draft_silence", &[]);
            fields.text("decider", &decider(answers, context));
            fields.list("facts", &answers.points);
            fields.text("vote", &context.say("brief_draft_vote", &[]));
        }
        TemplateId::Status => {
            fields.list("done", &answers.points);
        }
        TemplateId::Meet => {
            // A meeting has a field of its own for what follows it.
            fields.text("follow_up", &std::mem::take(&mut brief.owner));
            fields.text("outcome", &one_line(&answers.done_when));
            fields.text("why_live", &why_live(answers, context));
            fields.list("people", &person(context).into_iter().collect::<Vec<_>>());
            fields.list("agenda", &answers.points);
            let minutes =
                FieldValue::Number(meeting_minutes(answers.minutes.or(context.minutes)).into());
            fields.0.insert("minutes".to_owned(), minutes);
            let slot = context
                .slot
                .and_then(|slot| slot_moment(slot, context.my_zone, context.zones));
            if let Some(at) = slot {
                fields.0.insert("when".to_owned(), FieldValue::Moment(at));
            }
        }
        _ => {
            if let Some(event) = context
                .event
                .map(one_line)
                .filter(|event| !event.is_empty())
            {
                fields.text("context", &context.say("brief_draft_context", &[&event]));
            }
            fields.list("questions", &answers.points);
            if brief.owner.is_empty() {
                // Whoever is asked makes the next step, unless somebody else was named.
                brief.owner = person(context).unwrap_or_default();
            }
        }
    }
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

struct Fields<'a>(&'a mut BTreeMap<String, FieldValue>);

impl Fields<'_> {
    fn text(&mut self, id: &str, text: &str) {
        if !text.trim().is_empty() {
            self.0
                .insert(id.to_owned(), FieldValue::Text(text.to_owned()));
        }
    }

    fn list(&mut self, id: &str, entries: &[String]) {
        let entries: Vec<String> = entries
            .iter()
            .filter(|entry| !entry.trim().is_empty())
            .cloned()
            .collect();
        if !entries.is_empty() {
            self.0.insert(id.to_owned(), FieldValue::List(entries));
        }
    }
}

/// What is to be true afterwards, said as an ask; without it, the purpose and whom it concerns.
fn ask_line(answers: &Answers, context: &Context) -> String {
    let done_when = one_line(&answers.done_when);
    let Some(purpose) = answers.purpose else {
        return done_when;
    };
    let keys = AskKeys::of(purpose);
    if !done_when.is_empty() {
        context.say(keys.with_outcome, &[&done_when])
    } else if let Some(person) = person(context) {
        context.say(keys.with_person, &[&person])
    } else {
        context.say(keys.alone, &[])
    }
}

struct AskKeys {
    /// `$1` is what is to be true afterwards.
    with_outcome: &'static str,
    /// `$1` is the person or team.
    with_person: &'static str,
    alone: &'static str,
}

impl AskKeys {
    const fn of(purpose: Purpose) -> Self {
        macro_rules! keys {
            ($key:literal) => {
                Self {
                    with_outcome: concat!($key, "_outcome"),
                    with_person: concat!($key, "_person"),
                    alone: $key,
                }
            };
        }
        match purpose {
            Purpose::Decide => keys!("brief_draft_ask_decide"),
            Purpose::Answer => keys!("brief_draft_ask_answer"),
            Purpose::Inform => keys!("brief_draft_ask_inform"),
            Purpose::Review => keys!("brief_draft_ask_review"),
            Purpose::Solve => keys!("brief_draft_ask_solve"),
            Purpose::Ideas => keys!("brief_draft_ask_ideas"),
            Purpose::Acquaint => keys!("brief_draft_ask_acquaint"),
            Purpose::Sensitive => keys!("brief_draft_ask_sensitive"),
            Purpose::Incident => keys!("brief_draft_ask_incident"),
            Purpose::Demo => keys!("brief_draft_ask_demo"),
        }
    }
}

fn person(context: &Context) -> Option<String> {
    context
        .person
        .map(one_line)
        .filter(|person| !person.is_empty())
}

/// The end of the default response window; nothing when the week has no hours to reckon with.
fn default_moment(id: TemplateId, answers: &Answers, context: &Context) -> Option<UtcMillis> {
    let days = response_days(id, answers.purpose)?;
    context
        .week
        .after_working_days(context.zones, context.now, days)
        .ok()
}

fn decider(answers: &Answers, context: &Context) -> String {
    if answers.contributors == Some(Contributors::None) {
        return context.say("brief_draft_decider_me", &[]);
    }
    person(context).unwrap_or_default()
}

/// The reason for meeting that the answers give, if they give one.
fn why_live(answers: &Answers, context: &Context) -> String {
    let key = match answers.purpose {
        Some(Purpose::Incident) => "brief_draft_live_incident",
        Some(Purpose::Sensitive) => "brief_draft_live_sensitive",
        Some(Purpose::Acquaint) => "brief_draft_live_acquaint",
        _ if answers.rounds == Some(Rounds::ThreeOrMore) => "brief_draft_live_rounds",
        _ if answers.same_minute == Some(true) => "brief_draft_live_same_minute",
        _ => return String::new(),
    };
    context.say(key, &[])
}

/// 25 or 50 minutes, or what was to be booked when that is shorter still.
fn meeting_minutes(booked: Option<u16>) -> u16 {
    match booked {
        Some(minutes) if minutes > HALF_AN_HOUR => LONG_MEETING.min(minutes),
        Some(minutes) if minutes > 0 => SHORT_MEETING.min(minutes),
        _ => SHORT_MEETING,
    }
}
