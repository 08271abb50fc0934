//! What can happen to the templates, and what is to be done about it.

use super::entry::{Direction, TemplateEdit};
use super::rule::RuleEdit;
use baton_gate::TemplateId;
use baton_protocol::{ExportedFile, Failure, TemplatesView};
use baton_templates::{FileFault, OwnTemplate, OwnTemplateId};

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The page was opened, or *Try again* was pressed before there were templates.
    Started,
    /// The templates came.
    Loaded(Result<TemplatesView, Failure>),
    /// The pause after an edit may be over.
    SaveDue,
    /// A save ended; with the revision the templates have now.
    SaveEnded(Result<u64, Failure>),
    /// *Try again* was pressed after a save failed.
    Retry,
    /// The page is being left.
    Leaving,
    /// The templates of the other window are to take the place of what is here.
    LoadTheirs,
    /// What is here is to take the place of the templates of the other window.
    KeepMine,
    /// The templates of the other window came.
    TheirsKnown(Result<TemplatesView, Failure>),
    /// *Try again* was pressed after the templates of the other window could not be had.
    Compare,
    /// The templates of the other window are wanted as a file.
    ExportTheirs,
    /// The built-in template to duplicate is this one now.
    Source(TemplateId),
    /// A template is added.
    Add(Box<OwnTemplate>),
    /// A template's fields are opened, or closed when they are open.
    Open(OwnTemplateId),
    /// The details of a field of the open template are opened, or closed.
    OpenField(String),
    /// A template is changed.
    Edited(OwnTemplateId, TemplateEdit),
    /// A template goes up or down.
    Move(OwnTemplateId, Direction),
    /// A template goes, and the rules that name it.
    Remove(OwnTemplateId),
    /// A rule is added.
    AddRule,
    /// The rule of this key is changed.
    RuleEdited(u32, RuleEdit),
    /// The rule of this key goes up or down.
    MoveRule(u32, Direction),
    /// The rule of this key goes.
    RemoveRule(u32),
    /// *Undo* was pressed.
    Undo,
    /// The templates are wanted as a file.
    Export,
    /// The text of a file was handed over.
    FileGiven(String),
    /// A file that is not looked at was handed over.
    FileRefused(FileFault),
    /// *Take in* was pressed.
    TakeIn,
    /// *Leave* was pressed.
    LeaveFile,
}

impl Event {
    /// Whether a person did it.
    #[must_use]
    pub const fn is_by_hand(&self) -> bool {
        !matches!(
            self,
            Self::Started
                | Self::Loaded(_)
                | Self::SaveDue
                | Self::SaveEnded(_)
                | Self::TheirsKnown(_)
                | Self::Undo
        )
    }

    /// Whether a person changes templates or rules by it. Only then is what was taken away before
    /// no longer offered: looking at something else is no answer to that offer.
    #[must_use]
    pub const fn is_a_change(&self) -> bool {
        matches!(
            self,
            Self::Add(_)
                | Self::Edited(..)
                | Self::Move(..)
                | Self::Remove(_)
                | Self::AddRule
                | Self::RuleEdited(..)
                | Self::MoveRule(..)
                | Self::RemoveRule(_)
                | Self::TakeIn
        )
    }
}

/// What is to be done about it.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask for the templates; report [`Event::Loaded`].
    Load,
    /// Ask for the templates; report [`Event::TheirsKnown`].
    AskTheirs,
    /// Save this.
    Save {
        /// The text of the templates' file.
        text: String,
        /// The revision it was made from.
        base: u64,
    },
    /// Offer a file for saving.
    SaveFile(ExportedFile),
    /// Move the keyboard's focus to the element with this id.
    Focus(String),
}
