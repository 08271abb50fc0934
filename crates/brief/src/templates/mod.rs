//! The built-in templates, one file each. A new one is a file here, an entry in
//! `Template::ALL`, and its texts in `_locales/en/brief.json`.

mod ask;
mod decide;
mod meet;
mod status;

pub(crate) use ask::ASK;
pub(crate) use decide::DECIDE;
pub(crate) use meet::MEET;
pub(crate) use status::STATUS;

use crate::template::{Field, FieldKind};

/// What was written or tried before, in every template.
const TRIED: Field = Field::new("tried", "brief_tried", FieldKind::LongText);
/// Where the result will be found, in every template that is settled in writing.
const WRITTEN_WHERE: Field = Field::new("written_where", "brief_written_where", FieldKind::Text);
