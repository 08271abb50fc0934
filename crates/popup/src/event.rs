//! What happens on the popup and the notes page, and what is to be done about it.

use crate::model::Opened;
use baton_notes::NoteId;
use baton_protocol::{
    ExportFormat, ExportedFile, Failure, NoteChange, NoteSummary, StoreHealth, TabActivity,
};
use baton_worktime::UtcMillis;

/// A key that does something on the notes page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// `/`: into the search field.
    Search,
    /// `j`: the note below.
    Below,
    /// `k`: the note above.
    Above,
    /// Escape: close the note.
    Close,
    /// `e`: write in the open note.
    Edit,
    /// `n`: write a new note.
    New,
    /// `?`: show the keys, or hide them.
    Help,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The page was opened, or *Try again* was pressed.
    Started,
    /// The background said what it does on the tab.
    ActivityKnown(Result<TabActivity, Failure>),
    /// The background said how the store is.
    HealthKnown(Result<StoreHealth, Failure>),
    /// The search field holds this now.
    Typed(String),
    /// The pause after request number so-and-so is over.
    PauseOver(u64),
    /// An answer to list request number so-and-so.
    Listed(u64, Result<(Vec<NoteSummary>, u32), Failure>),
    /// A note was pressed.
    Open(NoteId),
    /// The open note's content came anew, after a change.
    Reopened(Result<Opened, Failure>),
    /// The note's content came.
    Opened(Result<Opened, Failure>),
    /// Back to the list.
    Back,
    /// *Delete* was pressed.
    Delete(NoteId),
    /// The deletion ended.
    Deleted(NoteId, Result<(), Failure>),
    /// *Undo* was pressed.
    Undo,
    /// A key was pressed on the notes page, outside of any field.
    Key(Key),
    /// *Show more* was pressed below the list.
    More,
    /// *Notes page* was pressed.
    NotesPage,
    /// *Edit* was pressed.
    Edit,
    /// *New note* was pressed.
    New,
    /// A kept text is to be shown beside the one that stands, or no more.
    Compare(Option<UtcMillis>),
    /// A step, a comment, tags or another text for the open note.
    Change(NoteChange),
    /// That change of a note ended.
    Changed(NoteId, NoteChange, Result<(), Failure>),
    /// The comment in the making holds this now.
    CommentTyped(String),
    /// A score was chosen for it, or taken back.
    Scored(Option<u8>),
    /// The pause after that many edits of comment and tags is over.
    EditPauseOver(u64),
    /// *Try again* was pressed below a comment that could not be kept.
    KeepComment,
    /// *Add* was pressed below the comment.
    CommentAdded,
    /// The field of tags holds this now.
    TagsTyped(String),
    /// The field of tags was left, or Enter was pressed in it.
    TagsDone,
    /// The restoring of a note ended.
    Restored(NoteId, Result<(), Failure>),
    /// An export was asked for: of one note, or of all.
    Export(Option<NoteId>, ExportFormat),
    /// *Settings* was pressed.
    Settings,
    /// The options page or the notes page was opened, or could not be.
    PageOpened(bool),
    /// The file came.
    Exported(Result<ExportedFile, Failure>),
}

/// What is to be done about it.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Go to the page where this note is written, or a new one.
    Write(Option<NoteId>),
    /// Ask what Baton does on the tab.
    AskActivity,
    /// Ask how the store is.
    AskHealth,
    /// Wait for a pause in typing, then report [`Event::PauseOver`].
    Pause(u64),
    /// Wait for a pause in writing a comment or tags, then report [`Event::EditPauseOver`].
    PauseEdit(u64),
    /// Ask for the notes that match, passing over as many as are shown already.
    List(u64, String, u32),
    /// Open the notes page.
    OpenNotesPage,
    /// Bring the element with this id into view.
    Reveal(String),
    /// Ask for a note.
    Open(NoteId),
    /// Ask for the open note anew.
    Reopen(NoteId),
    /// Change a note.
    Change(NoteId, NoteChange),
    /// Ask for a file.
    Export(Option<NoteId>, ExportFormat),
    /// Open the options page.
    OpenSettings,
    /// Offer a file for saving.
    Save(ExportedFile),
    /// Move the keyboard's focus to the element with this id.
    Focus(String),
}
