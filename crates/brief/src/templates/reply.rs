//! An answer to a scheduling link somebody sent, or a kind way to decline one.

use super::{TRIED, WRITTEN_WHERE};
use crate::template::{Field, FieldKind, Template};
use baton_gate::TemplateId;

pub(crate) static REPLY: Template = Template {
    id: TemplateId::Reply,
    name_key: "brief_reply_to_link",
    fields: &[
        Field::new("thanks", "brief_reply_to_link_thanks", FieldKind::LongText),
        Field::new(
            "answer_now",
            "brief_reply_to_link_answer_now",
            FieldKind::LongText,
        ),
        // The questions of `ask`; three are as many as somebody answers who wanted to talk.
        Field::new(
            "questions",
            "brief_reply_to_link_questions",
            FieldKind::List,
        )
        .required()
        .answered(),
        Field::new(
            "answer_when",
            "brief_reply_to_link_answer_when",
            FieldKind::Text,
        ),
        Field::new(
            "meeting_possible",
            "brief_reply_to_link_meeting_possible",
            FieldKind::Text,
        ),
        TRIED,
        WRITTEN_WHERE,
    ],
};
