//! Showing instead of a live demo. By when feedback is wanted is the head's "needed by".

use super::{FEEDBACK_WANTED, TRIED, WRITTEN_WHERE};
use crate::template::{Field, FieldKind, Template};
use baton_gate::TemplateId;

pub(crate) static VIDEO: Template = Template {
    id: TemplateId::Video,
    name_key: "brief_video",
    fields: &[
        Field::new("video_link", "brief_video_link", FieldKind::Link).required(),
        Field::new(
            "video_minutes",
            "brief_video_minutes",
            FieldKind::Number {
                unit_key: "brief_minutes",
                suggested: &[3, 5, 10],
                range: (1, 24 * 60),
            },
        )
        .required(),
        Field::new("chapters", "brief_video_chapters", FieldKind::List),
        Field::new("summary", "brief_video_summary", FieldKind::LongText).required(),
        FEEDBACK_WANTED,
        TRIED,
        WRITTEN_WHERE,
    ],
};
