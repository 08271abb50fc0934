//! A decision. Its default on silence is the head's "if no reply by then".

use super::{FACTS, OPTIONS, REVISIT, TRIED, WRITTEN_WHERE};
use crate::template::{Field, FieldKind, Template};
use baton_gate::TemplateId;

pub(crate) static DECIDE: Template = Template {
    id: TemplateId::Decide,
    name_key: "brief_decide",
    fields: &[
        Field::new("decider", "brief_decide_decider", FieldKind::Text).required(),
        Field::new("consulted", "brief_decide_consulted", FieldKind::People),
        Field::new("informed", "brief_decide_informed", FieldKind::People),
        FACTS.required(),
        Field::new("unknowns", "brief_decide_unknowns", FieldKind::List).answered(),
        OPTIONS.required().answered(),
        Field::new("proposal", "brief_decide_proposal", FieldKind::LongText).required(),
        Field::new("vote", "brief_decide_vote", FieldKind::Text),
        REVISIT,
        TRIED,
        WRITTEN_WHERE,
    ],
};
