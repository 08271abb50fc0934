//! Templates of one's own: [`entry`] and [`rule`] hold what is typed, [`model`] decides, and
//! [`sample`] drafts what a template makes of an example.

pub mod entry;
mod event;
pub mod model;
pub mod rule;
pub mod sample;

pub use event::{Effect, Event};
pub use model::Templates;

use baton_protocol::Failure;
use baton_templates::{FileFault, ImportPlan, OwnTemplate, OwnTemplateId, TemplatesFile};
use entry::{FieldEntry, TemplateEntry};
use rule::RuleEntry;

/// What the section begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Start {
    /// The templates are awaited.
    #[default]
    Awaited,
    /// They could not be had.
    Failed(Failure),
    /// They came and cannot be read; nothing is written over them.
    Unreadable(FileFault),
    /// They are on the page.
    Ready,
}

/// A file that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Import {
    /// What taking it in would do.
    Planned {
        /// The file.
        file: TemplatesFile,
        /// What becomes of each part.
        plan: ImportPlan,
    },
    /// It is not taken in.
    Refused(FileFault),
    /// It was taken in.
    Taken,
}

/// What was taken away last, and where it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Removed {
    /// A template, and the rules that name it.
    Template(usize, Box<TemplateEntry>, Vec<(usize, RuleEntry)>),
    /// A field of this template.
    Field(OwnTemplateId, usize, FieldEntry),
    /// A rule.
    Rule(usize, RuleEntry),
}

/// A template without texts and fields.
#[must_use]
pub fn blank(id: OwnTemplateId, name: String) -> OwnTemplate {
    OwnTemplate {
        id,
        name,
        hint: String::new(),
        base: None,
        ask: String::new(),
        if_no_reply: String::new(),
        owner: String::new(),
        fields: Vec::new(),
    }
}
