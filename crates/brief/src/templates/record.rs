//! An entry of the decision log, in the form of an architecture decision record (ADR).

use super::{CONTEXT, FACTS, OPTIONS, REVISIT, TRIED, WRITTEN_WHERE};
use crate::template::{Field, FieldKind, Template};
use baton_gate::TemplateId;

pub(crate) static RECORD: Template = Template {
    id: TemplateId::Record,
    name_key: "brief_record",
    fields: &[
        Field::new(
            "record_status",
            "brief_record_status",
            FieldKind::Choice(&["proposed", "accepted", "rejected", "superseded"]),
        )
        .required(),
        Field::new(
            "superseded_by",
            "brief_record_superseded_by",
            FieldKind::Link,
        ),
        Field::new("decided_on", "brief_record_decided_on", FieldKind::Moment).required(),
        Field::new("deciders", "brief_record_deciders", FieldKind::People).required(),
        CONTEXT.required(),
        FACTS,
        OPTIONS,
        Field::new("decision", "brief_record_decision", FieldKind::LongText).required(),
        Field::new("because", "brief_record_because", FieldKind::LongText).required(),
        Field::new("consequences", "brief_record_consequences", FieldKind::List),
        REVISIT,
        TRIED,
        WRITTEN_WHERE,
    ],
};
