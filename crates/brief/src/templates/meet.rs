//! A meeting, prepared.

use super::{FOLLOW_UP_BY, TRIED};
use crate::template::{Field, FieldKind, Template};
use baton_gate::TemplateId;

pub(crate) static MEET: Template = Template {
    id: TemplateId::Meet,
    name_key: "brief_meet",
    fields: &[
        Field::new("outcome", "brief_meet_outcome", FieldKind::Text).required(),
        Field::new("why_live", "brief_meet_why_live", FieldKind::Text).required(),
        Field::new("when", "brief_meet_when", FieldKind::Moment),
        Field::new(
            "minutes",
            "brief_meet_minutes",
            FieldKind::Number {
                unit_key: "brief_minutes",
                suggested: &[25, 50],
                range: (1, 24 * 60),
            },
        )
        .required(),
        Field::new("pre_read", "brief_meet_pre_read", FieldKind::LongText),
        Field::new("people", "brief_meet_people", FieldKind::List),
        Field::new("agenda", "brief_meet_agenda", FieldKind::List).required(),
        // The same place as `written_where` elsewhere, under the name it has for a meeting.
        Field::new("written_where", "brief_meet_notes_go_to", FieldKind::Text),
        Field::new("follow_up", "brief_meet_follow_up", FieldKind::Text),
        FOLLOW_UP_BY,
        TRIED,
    ],
};
