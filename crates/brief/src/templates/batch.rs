//! Many questions in one sitting.

use super::{CONTEXT, TRIED, WRITTEN_WHERE};
use crate::template::{Field, FieldKind, Template};
use baton_gate::TemplateId;

pub(crate) static BATCH: Template = Template {
    id: TemplateId::Batch,
    name_key: "brief_batch",
    fields: &[
        CONTEXT,
        // The questions of `ask`, each with what is known of its answer.
        Field::new("questions", "brief_batch_questions", FieldKind::List)
            .required()
            .answered(),
        TRIED,
        WRITTEN_WHERE,
    ],
};
