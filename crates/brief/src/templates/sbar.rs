//! An escalation: situation, background, assessment, request. By when the request is needed is
//! the head's "needed by".

use super::{SITUATION, TRIED, WRITTEN_WHERE};
use crate::template::{Field, FieldKind, Template};
use baton_gate::TemplateId;

pub(crate) static SBAR: Template = Template {
    id: TemplateId::Sbar,
    name_key: "brief_sbar",
    fields: &[
        SITUATION.required(),
        Field::new("background", "brief_sbar_background", FieldKind::LongText),
        TRIED,
        Field::new("assessment", "brief_sbar_assessment", FieldKind::LongText).required(),
        Field::new("request", "brief_sbar_request", FieldKind::List)
            .required()
            .answered(),
        WRITTEN_WHERE,
    ],
};
