//! Where things stand.

use super::{NEXT, TRIED, WRITTEN_WHERE};
use crate::template::{Field, FieldKind, Template};
use baton_gate::TemplateId;

pub(crate) static STATUS: Template = Template {
    id: TemplateId::Status,
    name_key: "brief_status",
    fields: &[
        Field::new("sentence", "brief_status_sentence", FieldKind::Text).required(),
        Field::new("done", "brief_status_done", FieldKind::List).required(),
        NEXT.required(),
        Field::new("risks", "brief_status_risks", FieldKind::List),
        Field::new("ready_by", "brief_status_ready_by", FieldKind::Moment),
        Field::new(
            "expectations",
            "brief_status_expectations",
            FieldKind::Choice(&["met", "partly", "missed", "none"]),
        ),
        Field::new(
            "expectations_why",
            "brief_status_expectations_why",
            FieldKind::LongText,
        ),
        TRIED,
        WRITTEN_WHERE,
    ],
};
