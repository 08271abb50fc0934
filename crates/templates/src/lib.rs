//! The templates people write themselves: checked, drafted from, bound to occasions, shared.
//!
//! | to … | start at |
//! | --- | --- |
//! | store or edit one | [`OwnTemplate`] |
//! | say what is wrong with one, and where | [`check`], [`TemplateFault`] |
//! | draft a brief | [`draft`] |
//! | find the template for an occasion | [`choose`] |
//! | keep them | [`KeptTemplates`] |
//! | share templates | [`TemplatesFile`], [`plan_import`], [`import`] |
//!
//! A template is foreign text: it may come from a stranger's file. It reads nothing but the answers
//! and the context, has no way to loop for ever, and pays for all of its work from one account
//! ([`MAX_STEPS`]). The language is described for people in `docs/templates.md`, whose tables a test
//! writes from [`Variable::ALL`] and [`Filter::ALL`].

mod binding;
mod compile;
mod difference;
mod draft;
mod engine;
mod fault;
mod file;
mod import;
mod limits;
mod own;
mod record;
mod typed;

pub use baton_brief::OwnTemplateId;
pub use binding::{
    Binding, BindingFault, Chosen, Condition, Occasion, TemplateChoice, When, choose,
};
pub use compile::check;
pub use difference::{Difference, differences};
pub use draft::{Drafted, draft};
pub use engine::{Filter, ValueKind, Variable};
pub use fault::{FieldPart, MAX_QUOTED_CHARS, Place, Reason, TemplateFault};
pub use file::{FileFault, TemplatesFile, VERSION};
pub use import::{
    Fate, ImportPlan, PlannedBinding, PlannedTemplate, Refusal, can_replace, import, plan_import,
};
pub use limits::{
    MAX_BINDINGS, MAX_CONDITION_CHARS, MAX_DEPTH, MAX_FIELDS, MAX_FILE_BYTES, MAX_FILTERS,
    MAX_HINT_CHARS, MAX_ID_CHARS, MAX_NAME_CHARS, MAX_NUMBER, MAX_OPTIONS, MAX_SOURCE_CHARS,
    MAX_STEPS, MAX_TEMPLATES, MAX_WORKING_DAYS,
};
pub use own::{OwnField, OwnFieldKind, OwnTemplate};
pub use record::{KeptTemplates, RecordFault, SCHEMA, file_text};
