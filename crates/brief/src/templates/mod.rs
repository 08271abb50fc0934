//! The built-in templates, one file each. A new one is a file here, a line in
//! [`crate::template`], its texts in `_locales/en/brief.json`, and what is drafted for it in
//! `drafts.rs`.

mod ask;
mod batch;
mod close;
mod decide;
mod handoff;
mod intro;
mod meet;
mod record;
mod reply;
mod review;
mod sbar;
mod status;
mod video;

pub(crate) use ask::ASK;
pub(crate) use batch::BATCH;
pub(crate) use close::CLOSE;
pub(crate) use decide::DECIDE;
pub(crate) use handoff::HANDOFF;
pub(crate) use intro::INTRO;
pub(crate) use meet::MEET;
pub(crate) use record::RECORD;
pub(crate) use reply::REPLY;
pub(crate) use review::REVIEW;
pub(crate) use sbar::SBAR;
pub(crate) use status::STATUS;
pub(crate) use video::VIDEO;

use crate::template::{Field, FieldKind};

// Fields of the same meaning in several templates, so that what was typed moves along when the
// template is changed. Where only the name differs, a template has a field of its own with the
// same id.

/// What was written or tried before, in every template.
const TRIED: Field = Field::new("tried", "brief_tried", FieldKind::LongText);
/// Where the result will be found, in every template.
const WRITTEN_WHERE: Field = Field::new("written_where", "brief_written_where", FieldKind::Text);
/// What the reader must know first.
const CONTEXT: Field = Field::new("context", "brief_context", FieldKind::LongText);
/// What is going on at this moment.
const SITUATION: Field = Field::new("situation", "brief_situation", FieldKind::LongText);
/// What is known.
const FACTS: Field = Field::new("facts", "brief_facts", FieldKind::List);
/// What could be done.
const OPTIONS: Field = Field::new("options", "brief_options", FieldKind::List);
/// The next steps.
const NEXT: Field = Field::new("next", "brief_next", FieldKind::List);
/// What feedback is asked for.
const FEEDBACK_WANTED: Field =
    Field::new("feedback_wanted", "brief_feedback_wanted", FieldKind::List).answered();
/// When what follows is done.
const FOLLOW_UP_BY: Field = Field::new("follow_up_by", "brief_follow_up_by", FieldKind::Moment);
/// When a decision is looked at again.
const REVISIT: Field = Field::new("revisit", "brief_revisit", FieldKind::Moment);
