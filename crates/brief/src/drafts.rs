//! What Baton drafts in the templates' own fields.

use crate::brief::{Brief, FieldValue};
use crate::context::Context;
use crate::slot::slot_moment;
use crate::text::one_line;
use baton_gate::{Answers, Contributors, Purpose, Rounds, TemplateId};
use baton_worktime::UtcMillis;

/// A short meeting, in minutes: half an hour with time to get to the next one.
const SHORT_MEETING: u16 = 25;
/// A long meeting, in minutes.
const LONG_MEETING: u16 = 50;
/// The longest booking that a short meeting can take the place of, in minutes.
const HALF_AN_HOUR: u16 = 30;

/// Puts into `brief`, whose head is drafted, what the answers and the page say for its template.
///
/// Every answer that was typed has its place in every template.
pub(crate) fn draft_fields(brief: &mut Brief, answers: &Answers, context: &Context) {
    let mut draft = Draft {
        brief,
        answers,
        context,
    };
    draft.text("tried", &answers.tried);
    draft.text("written_where", &answers.written_where);
    match draft.brief.template {
        TemplateId::Ask => draft.ask(),
        TemplateId::Decide => draft.decide(),
        TemplateId::Status => draft.list("done", &answers.points),
        TemplateId::Review => draft.review(),
        TemplateId::Handoff => draft.handoff(),
        TemplateId::Sbar => draft.sbar(),
        TemplateId::Meet => draft.meet(),
        TemplateId::Intro => draft.intro(),
        TemplateId::Reply => draft.reply(),
        TemplateId::Batch => draft.ask(),
        TemplateId::Video => draft.video(),
        TemplateId::Record => draft.record(),
        TemplateId::Close => draft.close(),
    }
}

/// The person or team on one line, if the page names one.
pub(crate) fn person(context: &Context) -> Option<String> {
    named(context.person)
}

fn named(name: Option<&str>) -> Option<String> {
    name.map(one_line).filter(|name| !name.is_empty())
}

/// What drafts say of writing instead of booking, by field.
pub(crate) fn instead_of_booking(context: &Context) -> Vec<(&'static str, String)> {
    match named(context.event) {
        Some(event) => vec![
            ("context", context.say("brief_draft_context", &[&event])),
            ("thanks", context.say("brief_draft_thanks_event", &[&event])),
        ],
        None => vec![("thanks", context.say("brief_draft_thanks", &[]))],
    }
}

struct Draft<'a> {
    brief: &'a mut Brief,
    answers: &'a Answers,
    context: &'a Context<'a>,
}

impl Draft<'_> {
    /// A question, or many of them.
    fn ask(&mut self) {
        self.instead("context");
        self.list("questions", &self.answers.points);
        self.next_step_is_theirs();
    }

    fn decide(&mut self) {
        self.brief.if_no_reply = self.context.say("brief_draft_silence", &[]);
        let decider = if self.is_alone() {
            self.context.say("brief_draft_decider_me", &[])
        } else {
            person(self.context).unwrap_or_default()
        };
        self.text("decider", &decider);
        self.list("facts", &self.answers.points);
        self.say("vote", "brief_draft_vote", &[]);
    }

    fn review(&mut self) {
        self.list("items", &self.answers.points);
        self.next_step_is_theirs();
    }

    fn handoff(&mut self) {
        self.brief.if_no_reply = self.context.say("brief_draft_handoff_silence", &[]);
        self.text("to", &person(self.context).unwrap_or_default());
        self.slot("handed_over_at");
        self.list("next", &self.answers.points);
        self.say("acknowledge", "brief_draft_acknowledge", &[]);
        self.next_step_is_theirs();
    }

    fn sbar(&mut self) {
        self.list("request", &self.answers.points);
        self.next_step_is_theirs();
    }

    fn meet(&mut self) {
        let Self {
            answers, context, ..
        } = *self;
        // A meeting has a field of its own for what follows it.
        let follow_up = std::mem::take(&mut self.brief.owner);
        self.text("follow_up", &follow_up);
        self.text("outcome", &one_line(&answers.done_when));
        if let Some(key) = why_live_key(answers) {
            self.say("why_live", key, &[]);
        }
        self.list("people", &person(context).into_iter().collect::<Vec<_>>());
        self.list("agenda", &answers.points);
        let minutes = self.meeting_minutes();
        self.put("minutes", FieldValue::Number(minutes.into()));
        self.slot("when");
    }

    fn intro(&mut self) {
        self.brief.if_no_reply = self.context.say("brief_draft_intro_silence", &[]);
        self.list("questions", &self.answers.points);
        self.say("easy_no", "brief_draft_easy_no", &[]);
        self.next_step_is_theirs();
    }

    fn reply(&mut self) {
        let context = self.context;
        self.brief.if_no_reply = context.say("brief_draft_reply_silence", &[]);
        self.instead("thanks");
        self.list("questions", &self.answers.points);
        match context.windows.ask {
            0 => self.say("answer_when", "brief_draft_answer_same_day", &[]),
            1 => self.say("answer_when", "brief_draft_answer_next_day", &[]),
            days => {
                let days = days.to_string();
                self.say("answer_when", "brief_draft_answer_days", &[&days]);
            }
        }
        let minutes = self.meeting_minutes().to_string();
        self.say(
            "meeting_possible",
            "brief_draft_meeting_possible",
            &[&minutes],
        );
        self.next_step_is_theirs();
    }

    fn video(&mut self) {
        self.list("chapters", &self.answers.points);
        self.next_step_is_theirs();
    }

    fn record(&mut self) {
        // Who decides alone has decided; others may still object.
        let status = if self.is_alone() {
            "accepted"
        } else {
            "proposed"
        };
        self.put("record_status", FieldValue::Choice(status.to_owned()));
        self.put("decided_on", FieldValue::Moment(self.context.now));
        let decider = if self.is_alone() {
            Some(self.context.say("brief_draft_decider_myself", &[]))
        } else {
            person(self.context)
        };
        self.list("deciders", &decider.into_iter().collect::<Vec<_>>());
        self.list("facts", &self.answers.points);
    }

    fn close(&mut self) {
        self.list("asked", &self.answers.points);
    }

    /// Whoever is asked makes the next step, unless somebody else was named.
    fn next_step_is_theirs(&mut self) {
        if self.brief.owner.is_empty() {
            self.brief.owner = person(self.context).unwrap_or_default();
        }
    }

    fn is_alone(&self) -> bool {
        self.answers.contributors == Some(Contributors::None)
    }

    /// 25 or 50 minutes; what was to be booked, or what the verdict gives it, when that is shorter still.
    fn meeting_minutes(&self) -> u16 {
        let minutes = match self.answers.minutes.or(self.context.minutes) {
            Some(minutes) if minutes > HALF_AN_HOUR => LONG_MEETING.min(minutes),
            Some(minutes) if minutes > 0 => SHORT_MEETING.min(minutes),
            _ => SHORT_MEETING,
        };
        minutes.min(self.context.max_minutes.unwrap_or(minutes))
    }

    /// The moment of the slot chosen on the page, if the page's words for it are understood.
    fn slot(&mut self, id: &str) {
        let context = self.context;
        let at: Option<UtcMillis> = context
            .slot
            .and_then(|slot| slot_moment(slot, context.my_zone, context.zones));
        if let Some(at) = at {
            self.put(id, FieldValue::Moment(at));
        }
    }

    /// Why this is written, in the field named.
    fn instead(&mut self, field: &str) {
        for (of, text) in instead_of_booking(self.context) {
            if of == field {
                self.text(field, &text);
            }
        }
    }

    fn say(&mut self, id: &str, key: &str, args: &[&str]) {
        let text = self.context.say(key, args);
        self.text(id, &text);
    }

    fn text(&mut self, id: &str, text: &str) {
        if !text.trim().is_empty() {
            self.put(id, FieldValue::Text(text.to_owned()));
        }
    }

    fn list(&mut self, id: &str, entries: &[String]) {
        let entries: Vec<String> = entries
            .iter()
            .filter(|entry| !entry.trim().is_empty())
            .cloned()
            .collect();
        if !entries.is_empty() {
            self.put(id, FieldValue::List(entries));
        }
    }

    fn put(&mut self, id: &str, value: FieldValue) {
        self.brief.fields.insert(id.to_owned(), value);
    }
}

/// The key of the reason for meeting that the answers give, if they give one.
fn why_live_key(answers: &Answers) -> Option<&'static str> {
    match answers.purpose {
        Some(Purpose::Incident) => Some("brief_draft_live_incident"),
        Some(Purpose::Sensitive) => Some("brief_draft_live_sensitive"),
        Some(Purpose::Acquaint) => Some("brief_draft_live_acquaint"),
        _ if answers.rounds == Some(Rounds::ThreeOrMore) => Some("brief_draft_live_rounds"),
        _ if answers.same_minute == Some(true) => Some("brief_draft_live_same_minute"),
        _ => None,
    }
}
