//! What happens on the popup and the notes page, and what is to be done about it.

use crate::model::Opened;
use crate::narrowing::NarrowEvent;
use crate::relations::RelationEvent;
use crate::selection::SelectionEvent;
use baton_notes::{Attachment, NoteId};
use baton_protocol::{
    ExportFormat, ExportedFile, Failure, NoteChange, NoteOrder, NoteSummary, StoreHealth,
    TabActivity, ViewChange,
};
use baton_worktime::UtcMillis;
use std::ops::Range;

/// A key that does something on the notes page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// `/`: into the search field.
    Search,
    /// `j`: the note below.
    Below,
    /// `k`: the note above.
    Above,
    /// Home: the first note.
    First,
    /// End: the last note.
    Last,
    /// `x`: select the open note, or no longer; with Shift all from the one before on.
    Select {
        /// Whether Shift is held.
        is_range: bool,
    },
    /// Escape: close the note; with none open, select nothing.
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
    /// *Ask here again* was pressed.
    AskAgain,
    /// When Baton asks was changed, or could not be.
    AskingChanged(Result<(), Failure>),
    /// The page in the tab has had time to follow.
    ActivityDue,
    /// *When Baton asks* was pressed.
    Asking,
    /// The background said how the store is.
    HealthKnown(Result<StoreHealth, Failure>),
    /// How many notes ask what became of them, and whether a backup is due.
    DueKnown(usize, bool),
    /// The search field holds this now.
    Typed(String),
    /// The pause after request number so-and-so is over.
    PauseOver(u64),
    /// An answer to list request number so-and-so, about this page of it.
    Listed(u64, u32, Result<(Vec<NoteSummary>, u32), Failure>),
    /// These rows of the list are in view now.
    Seen(Range<u32>),
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
    /// *Notes page* was pressed.
    NotesPage,
    /// *Edit* was pressed.
    Edit,
    /// *New note* was pressed.
    New,
    /// A kept text is to be shown beside the one that stands, or no more.
    Compare(Option<UtcMillis>),
    /// A step, a comment or another text for the open note.
    Change(NoteChange),
    /// That change of a note ended.
    Changed(NoteId, NoteChange, Result<(), Failure>),
    /// The comment in the making holds this now.
    CommentTyped(String),
    /// A score was chosen for it, or taken back.
    Scored(Option<u8>),
    /// This pause in which the comment may be edited is over.
    EditPauseOver(u64),
    /// The page is about to be hidden, or to go.
    Leaving,
    /// *Try again* was pressed below a comment that could not be kept.
    KeepComment,
    /// *Add* was pressed below the comment.
    CommentAdded,
    /// Something about filters, order and views.
    Narrow(NarrowEvent),
    /// Something about many notes at once.
    Select(SelectionEvent),
    /// Something about the open note's people, tags, links or files.
    Relation(RelationEvent),
    /// The restoring of a note ended.
    Restored(NoteId, Result<(), Failure>),
    /// An export was asked for: of one note, or of all.
    Export(Option<NoteId>, ExportFormat),
    /// *Links on this page* was pressed.
    Links,
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
    /// Ask how many notes are due; report [`Event::DueKnown`].
    AskDue,
    /// Wait for a pause in typing, then report [`Event::PauseOver`].
    Pause(u64),
    /// Wait a moment while a comment is edited, then report [`Event::EditPauseOver`].
    PauseEdit(u64),
    /// Ask for a page of the notes that match: the list's number, the filter, the order and the
    /// page's number, see [`crate::list::PAGE_ROWS`].
    List(u64, String, NoteOrder, u32),
    /// Ask what there is to choose from above the list.
    AskChoices,
    /// Change the saved views.
    ChangeViews(ViewChange),
    /// Open the notes page.
    OpenNotesPage,
    /// Bring the row at this place into view.
    Reveal(u32),
    /// Ask for a note.
    Open(NoteId),
    /// Ask for the open note anew.
    Reopen(NoteId),
    /// Change a note.
    Change(NoteId, NoteChange),
    /// Ask for the ids of notes that match: the request's number, the filter, the order, how many to
    /// pass over and how many to give.
    AskForIds(u64, String, NoteOrder, u32, u32),
    /// Change these notes alike.
    ChangeMany(Vec<NoteId>, NoteChange),
    /// Wait for a pause in searching a note to link to, then report it.
    PauseSearch(u64),
    /// Ask for notes to link to.
    Search(u64, String),
    /// Ask for the content of a file of a note.
    FetchFile(NoteId, Attachment),
    /// Offer that file, by its name and content, for saving.
    SaveFile(String, String),
    /// Ask for a file, of these notes or of all.
    Export(Option<Vec<NoteId>>, ExportFormat),
    /// Open the page that says what links the tab's page has.
    OpenLinks,
    /// Change when Baton asks, as this says; report [`Event::AskingChanged`].
    AskAgain(String),
    /// Report [`Event::ActivityDue`] in a moment.
    PauseActivity,
    /// Open the page that says when Baton asks.
    OpenAsking,
    /// Open the options page.
    OpenSettings,
    /// Offer a file for saving.
    Save(ExportedFile),
    /// Move the keyboard's focus to the element with this id.
    Focus(String),
}
