//! What can happen on the page, and what is to be done about it.

use crate::form::Edit;
use crate::handed::Part;
use crate::templates;
use baton_protocol::{ExportedFile, Failure, SettingsView, Site, Unreadable};
use baton_settings::{FileFault, PersonId, Settings};
use baton_worktime::UtcMillis;

/// One of the texts for one's own calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarText {
    /// The questions for whoever books.
    Intake,
    /// When the person answers.
    Statement,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The page was opened, or *Try again* was pressed before there were settings.
    Started,
    /// The settings came.
    Loaded(Result<Box<SettingsView>, Failure>),
    /// A minute went by.
    Clock(UtcMillis),
    /// The search field holds this now.
    Searched(String),
    /// A field was changed.
    Edited(Edit),
    /// The pause after an edit may be over.
    SaveDue,
    /// A save ended; with the revision the settings have now.
    SaveEnded(Result<u64, Failure>),
    /// *Try again* was pressed after a save failed.
    Retry,
    /// The page is being left.
    Leaving,
    /// The settings of the other window are to take the place of what is here.
    LoadTheirs,
    /// What is here is to take the place of the settings of the other window.
    KeepMine,
    /// The settings of the other window came.
    TheirsKnown(Result<Box<SettingsView>, Failure>),
    /// *Try again* was pressed after the settings of the other window could not be had.
    Compare,
    /// The settings of the other window are wanted as a file.
    ExportTheirs,
    /// The sites something is allowed on came.
    SitesKnown(Result<Vec<Site>, Failure>),
    /// *Stop* was pressed at the site at this place.
    ForgetSite(usize),
    /// It was forgotten, or could not be.
    SiteForgotten(Result<(), Failure>),
    /// What cannot be read came.
    UnreadableKnown(Result<Vec<Unreadable>, Failure>),
    /// What cannot be read is wanted as a file: its place in [`crate::unreadable::Texts::all`].
    ExportUnreadable(usize),
    /// What cannot be read and was saved as a file is to go: its place.
    Discard(usize),
    /// It is gone, or could not be discarded.
    Discarded(Result<(), Failure>),
    /// Somebody is added, with this id.
    Add(PersonId),
    /// Somebody met in earlier notes is added: the id, and the place in [`crate::model::Model::met`].
    AddMet(PersonId, usize),
    /// Somebody's fields are opened, or closed when they are open.
    Open(PersonId),
    /// Somebody is taken off the list.
    Remove(PersonId),
    /// *Undo* was pressed.
    Undo,
    /// A text for the calendar was copied, or could not be.
    Copied(CalendarText, bool),
    /// The settings are wanted as a file.
    Export,
    /// The browser would not save a file.
    ExportFailed,
    /// The text of a file was handed over.
    FileGiven(String),
    /// Another page handed over the text of a backup: it is looked at once what it belongs to is there.
    Handed(Part, String),
    /// A file that is not looked at was handed over.
    FileRefused(FileFault),
    /// *Take in* was pressed.
    TakeIn,
    /// *Leave* was pressed.
    LeaveFile,
    /// Something about the person's own templates.
    Templates(templates::Event),
}

/// What is to be done about it.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask for the settings; report [`Event::Loaded`].
    Load,
    /// Ask for the settings; report [`Event::TheirsKnown`].
    AskTheirs,
    /// Save these settings.
    Save(Box<Settings>),
    /// Ask for the sites something is allowed on; report [`Event::SitesKnown`].
    LoadSites,
    /// Forget this site, and report [`Event::SiteForgotten`]; with the last one of its host, give the
    /// browser's permission back.
    ForgetSite(Site),
    /// Ask for what cannot be read; report [`Event::UnreadableKnown`].
    LoadUnreadable,
    /// Discard what is kept under this key; report [`Event::Discarded`].
    Discard(String),
    /// Offer a file for saving.
    SaveFile(ExportedFile),
    /// Move the keyboard's focus to the element with this id.
    Focus(String),
    /// Something about the person's own templates.
    Templates(templates::Effect),
}
