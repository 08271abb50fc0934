//! One question, instead of "got a minute?".

use super::{CONTEXT, TRIED, WRITTEN_WHERE};
use crate::template::{Field, FieldKind, Template};
use baton_gate::TemplateId;

pub(crate) static ASK: Template = Template {
    id: TemplateId::Ask,
    name_key: "brief_ask",
    fields: &[
        CONTEXT.required(),
        Field::new("questions", "brief_ask_questions", FieldKind::List).answered(),
        TRIED,
        Field::new(
            "answer_kind",
            "brief_ask_answer_kind",
            FieldKind::Choice(&["yes_no", "pick_one", "text", "file"]),
        ),
        WRITTEN_WHERE,
    ],
};
