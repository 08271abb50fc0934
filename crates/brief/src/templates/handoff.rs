//! Work passed on across time zones and shifts. Follows the order of I-PASS: how grave it is, the
//! situation, the actions, what to do if, and the receiver's own words.

use super::{NEXT, SITUATION, TRIED, WRITTEN_WHERE};
use crate::template::{Field, FieldKind, Template};
use baton_gate::TemplateId;

pub(crate) static HANDOFF: Template = Template {
    id: TemplateId::Handoff,
    name_key: "brief_handoff",
    fields: &[
        Field::new(
            "handoff_status",
            "brief_handoff_status",
            FieldKind::Choice(&["calm", "watch", "blocked", "urgent"]),
        )
        .required(),
        Field::new("from", "brief_handoff_from", FieldKind::Text),
        Field::new("to", "brief_handoff_to", FieldKind::Text).required(),
        Field::new("handed_over_at", "brief_handoff_at", FieldKind::Moment),
        SITUATION.required(),
        TRIED,
        Field::new("stuck", "brief_handoff_stuck", FieldKind::LongText),
        NEXT.required(),
        Field::new("if_then", "brief_handoff_if_then", FieldKind::List),
        Field::new("acknowledge", "brief_handoff_acknowledge", FieldKind::Text),
        WRITTEN_WHERE,
    ],
};
