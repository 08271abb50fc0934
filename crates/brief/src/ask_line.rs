//! The ask in one line, as Baton drafts it.

use crate::context::Context;
use crate::drafts::person;
use crate::text::one_line;
use baton_gate::{Answers, Purpose, TemplateId};

/// What is to be true afterwards, said as an ask; without it, what is asked of whom. Empty where
/// not even that is known.
pub(crate) fn ask_line(id: TemplateId, answers: &Answers, context: &Context) -> String {
    let done_when = one_line(&answers.done_when);
    let Some(keys) = Keys::of(id, answers.purpose) else {
        return done_when;
    };
    if !done_when.is_empty() {
        context.say(keys.with_outcome, &[&done_when])
    } else if let Some(person) = person(context) {
        context.say(keys.with_person, &[&person])
    } else {
        context.say(keys.alone, &[])
    }
}

/// Whether `ask` is what Baton drafts in the template `id`, or for any purpose, before it knows
/// what is to be true afterwards.
pub(crate) fn is_drafted(id: TemplateId, ask: &str, context: &Context) -> bool {
    let person = person(context).unwrap_or_default();
    Purpose::ALL
        .into_iter()
        .map(Keys::of_purpose)
        .chain(Keys::of(id, None))
        .any(|keys| {
            ask == context.say(keys.alone, &[]) || ask == context.say(keys.with_person, &[&person])
        })
}

struct Keys {
    /// `$1` is what is to be true afterwards.
    with_outcome: &'static str,
    /// `$1` is the person or team.
    with_person: &'static str,
    alone: &'static str,
}

macro_rules! keys {
    ($key:literal) => {
        Keys {
            with_outcome: concat!($key, "_outcome"),
            with_person: concat!($key, "_person"),
            alone: $key,
        }
    };
}

impl Keys {
    /// A template for one thing says so itself. A question and a meeting can be about anything:
    /// they say the purpose.
    const fn of(id: TemplateId, purpose: Option<Purpose>) -> Option<Self> {
        Some(match id {
            TemplateId::Ask | TemplateId::Meet => match purpose {
                Some(purpose) => Self::of_purpose(purpose),
                None => return None,
            },
            TemplateId::Decide => Self::of_purpose(Purpose::Decide),
            TemplateId::Status => Self::of_purpose(Purpose::Inform),
            TemplateId::Review => Self::of_purpose(Purpose::Review),
            TemplateId::Sbar => Self::of_purpose(Purpose::Incident),
            TemplateId::Handoff => keys!("brief_draft_ask_handoff"),
            TemplateId::Intro => keys!("brief_draft_ask_intro"),
            TemplateId::Reply => keys!("brief_draft_ask_reply"),
            TemplateId::Batch => keys!("brief_draft_ask_batch"),
            TemplateId::Video => keys!("brief_draft_ask_video"),
            TemplateId::Record => keys!("brief_draft_ask_record"),
            TemplateId::Close => keys!("brief_draft_ask_close"),
        })
    }

    const fn of_purpose(purpose: Purpose) -> Self {
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
