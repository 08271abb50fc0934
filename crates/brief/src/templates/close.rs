//! Closing the loop: what came of it, and whether writing was enough. Who owns what follows is
//! the head's "owner of the next step".

use super::{FOLLOW_UP_BY, TRIED, WRITTEN_WHERE};
use crate::template::{Field, FieldKind, Template};
use baton_gate::TemplateId;

pub(crate) static CLOSE: Template = Template {
    id: TemplateId::Close,
    name_key: "brief_close",
    fields: &[
        Field::new("asked", "brief_close_asked", FieldKind::List).required(),
        Field::new("answer", "brief_close_answer", FieldKind::LongText).required(),
        FOLLOW_UP_BY,
        Field::new(
            "writing_enough",
            "brief_close_writing_enough",
            FieldKind::Toggle,
        ),
        Field::new(
            "score",
            "brief_close_score",
            FieldKind::Number {
                unit_key: "brief_close_score_unit",
                suggested: &[1, 2, 3, 4, 5],
                range: (1, 5),
            },
        ),
        Field::new("missing", "brief_close_missing", FieldKind::LongText),
        TRIED,
        WRITTEN_WHERE,
    ],
};
