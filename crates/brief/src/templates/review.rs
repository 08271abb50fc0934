//! Feedback on a piece of work, instead of "let me walk you through it".

use super::{FEEDBACK_WANTED, TRIED, WRITTEN_WHERE};
use crate::template::{Field, FieldKind, Template};
use baton_gate::TemplateId;

pub(crate) static REVIEW: Template = Template {
    id: TemplateId::Review,
    name_key: "brief_review",
    fields: &[
        Field::new("items", "brief_review_items", FieldKind::List).required(),
        Field::new(
            "access_checked",
            "brief_review_access_checked",
            FieldKind::Toggle,
        ),
        FEEDBACK_WANTED.required(),
        Field::new(
            "feedback_unwanted",
            "brief_review_feedback_unwanted",
            FieldKind::Text,
        ),
        Field::new(
            "feedback_format",
            "brief_review_feedback_format",
            FieldKind::Choice(&["numbers", "comments", "edits", "verdict"]),
        ),
        Field::new("feeds", "brief_review_feeds", FieldKind::Text),
        TRIED,
        WRITTEN_WHERE,
    ],
};
