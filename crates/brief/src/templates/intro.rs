//! First contact.

use super::{TRIED, WRITTEN_WHERE};
use crate::template::{Field, FieldKind, Template};
use baton_gate::TemplateId;

pub(crate) static INTRO: Template = Template {
    id: TemplateId::Intro,
    name_key: "brief_intro",
    fields: &[
        Field::new("who", "brief_intro_who", FieldKind::Text).required(),
        Field::new("why_you", "brief_intro_why_you", FieldKind::Text).required(),
        // The questions of `ask`, under the name they have among strangers.
        Field::new("questions", "brief_intro_asks", FieldKind::List)
            .required()
            .answered(),
        Field::new("offer", "brief_intro_offer", FieldKind::Text).required(),
        Field::new("why_now", "brief_intro_why_now", FieldKind::Text),
        Field::new("call_adds", "brief_intro_call_adds", FieldKind::Text),
        Field::new("easy_no", "brief_intro_easy_no", FieldKind::Text),
        TRIED,
        WRITTEN_WHERE,
    ],
};
