//! What the popup shows and what each event changes.

use baton_notes::{CommentDraft, NoteId};
use baton_protocol::{
    ExportFormat, ExportedFile, Failure, NewerNote, NoteChange, NoteSummary, NoteView, StoreHealth,
    TabActivity,
};

/// How many notes one list holds at most; the search finds the others.
pub const LIST_LIMIT: u32 = 100;

/// What the list shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Listing {
    /// The first answer is awaited.
    #[default]
    Awaited,
    /// The notes that match.
    Notes {
        /// The lines, newest first.
        notes: Vec<NoteSummary>,
        /// How many match in all.
        total: u32,
        /// The filter they match.
        filter: String,
    },
    /// The list could not be had.
    Failed(Failure),
}

/// A note that is looked at.
#[derive(Debug, Clone, PartialEq)]
pub enum Opened {
    /// One this version can show and change.
    Note(Box<NoteView>),
    /// One of a newer version: what it is can be said, and it can be exported.
    Newer(NewerNote),
}

impl Opened {
    /// The note's id.
    #[must_use]
    pub const fn id(&self) -> &NoteId {
        match self {
            Self::Note(note) => &note.id,
            Self::Newer(newer) => &newer.id,
        }
    }
}

/// The popup's state.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    /// What Baton does on the tab; `None` until the background answered.
    pub activity: Option<Result<TabActivity, Failure>>,
    /// How the store is, once known.
    pub health: Option<StoreHealth>,
    /// What stands in the search field.
    pub filter: String,
    /// The list.
    pub listing: Listing,
    /// The note that is looked at, instead of the list.
    pub open: Option<Opened>,
    /// The comment in the making.
    pub comment: CommentDraft,
    /// The tags as they are typed, with commas between; `None` while nothing was typed.
    pub tags: Option<String>,
    /// The note deleted last, which can be brought back.
    pub undo: Option<NoteId>,
    /// What went wrong with the last action.
    pub failure: Option<Failure>,
    /// Counts the edits of comment and tags, so that only the last pause keeps them.
    edits: u64,
    /// Counts list requests, so that an answer to an old one is told from the newest.
    asked: u64,
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
    /// A step, a comment or tags for the open note.
    Change(NoteChange),
    /// That change ended.
    Changed(NoteChange, Result<(), Failure>),
    /// The comment in the making holds this now.
    CommentTyped(String),
    /// A score was chosen for it, or taken back.
    Scored(Option<u8>),
    /// The pause after that many edits of comment and tags is over.
    EditPauseOver(u64),
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
    /// The options page was opened, or could not be.
    SettingsOpened(bool),
    /// The file came.
    Exported(Result<ExportedFile, Failure>),
}

/// What is to be done about it.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask what Baton does on the tab.
    AskActivity,
    /// Ask how the store is.
    AskHealth,
    /// Wait for a pause in typing, then report [`Event::PauseOver`].
    Pause(u64),
    /// Wait for a pause in writing a comment or tags, then report [`Event::EditPauseOver`].
    PauseEdit(u64),
    /// Ask for the notes that match.
    List(u64, String),
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

/// The id of the list's button that opens a note.
#[must_use]
pub fn row_id(id: &NoteId) -> String {
    format!("note-{id}")
}

impl Model {
    /// Takes an event in and says what is to be done.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Started => {
                self.failure = None;
                vec![self.list(), Effect::AskActivity, Effect::AskHealth]
            }
            Event::ActivityKnown(activity) => {
                self.activity = Some(activity);
                Vec::new()
            }
            Event::HealthKnown(health) => {
                // A store that cannot be asked is said by the list, which asks it too.
                self.health = health.ok();
                Vec::new()
            }
            Event::Typed(filter) => {
                self.undo = None;
                self.filter = filter;
                self.asked += 1;
                vec![Effect::Pause(self.asked)]
            }
            Event::PauseOver(asked) if asked == self.asked => vec![self.list()],
            Event::Listed(asked, answer) if asked == self.asked => {
                self.listing = match answer {
                    Ok((notes, total)) => Listing::Notes {
                        notes,
                        total,
                        filter: self.filter.trim().to_owned(),
                    },
                    Err(failure) => Listing::Failed(failure),
                };
                Vec::new()
            }
            // Something newer was typed meanwhile.
            Event::PauseOver(_) | Event::Listed(..) => Vec::new(),
            Event::Open(id) => {
                self.begin();
                vec![Effect::Open(id)]
            }
            Event::Reopened(Ok(open)) => {
                // The person may have gone on to another note, or back.
                if self.open.as_ref().is_some_and(|now| now.id() == open.id()) {
                    self.open = Some(open);
                }
                Vec::new()
            }
            Event::Opened(Ok(open)) => {
                self.open = Some(open);
                self.comment = match &self.open {
                    Some(Opened::Note(note)) => note.comment_draft.clone(),
                    _ => CommentDraft::default(),
                };
                self.tags = None;
                vec![Effect::Focus("note-title".to_owned())]
            }
            Event::Back => self.close(),
            Event::Delete(id) => {
                self.begin();
                vec![Effect::Change(id, NoteChange::Delete)]
            }
            Event::Deleted(id, Ok(())) => {
                self.open = None;
                self.undo = Some(id);
                vec![
                    self.list(),
                    Effect::AskHealth,
                    Effect::Focus("undo".to_owned()),
                ]
            }
            Event::Undo => {
                let undone = self.undo.clone().into_iter();
                let restore = |id| Effect::Change(id, NoteChange::Restore);
                undone.map(restore).collect()
            }
            Event::Change(change) => self.change(change),
            Event::Changed(change, Ok(())) => {
                match change {
                    // Nothing that is shown has changed but what was typed.
                    NoteChange::DraftComment(draft) => {
                        if let Some(Opened::Note(note)) = &mut self.open {
                            note.comment_draft = draft;
                        }
                        return Vec::new();
                    }
                    NoteChange::Comment { .. } => {
                        self.comment = CommentDraft::default();
                        self.edits += 1;
                    }
                    _ => {}
                }
                let open = self.open.iter();
                open.map(|open| Effect::Reopen(open.id().clone())).collect()
            }
            Event::CommentTyped(text) => {
                self.comment.text = text;
                self.edited()
            }
            Event::Scored(score) => {
                self.comment.score = score;
                self.edited()
            }
            Event::EditPauseOver(edits) if edits == self.edits => self.keep_edits(),
            Event::EditPauseOver(_) => Vec::new(),
            Event::CommentAdded => {
                let CommentDraft { text, score } = self.comment.clone();
                if text.trim().is_empty() && score.is_none() {
                    return Vec::new();
                }
                self.change(NoteChange::Comment { text, score })
            }
            Event::TagsTyped(tags) => {
                self.tags = Some(tags);
                self.edited()
            }
            Event::TagsDone => {
                let kept = self.keep_edits();
                self.tags = None;
                kept
            }
            Event::Restored(id, Ok(())) => {
                self.begin();
                vec![self.list(), Effect::AskHealth, Effect::Focus(row_id(&id))]
            }
            Event::Export(id, format) => {
                self.begin();
                vec![Effect::Export(id, format)]
            }
            Event::Settings => {
                self.begin();
                vec![Effect::OpenSettings]
            }
            Event::SettingsOpened(true) => Vec::new(),
            Event::SettingsOpened(false) => {
                self.failure = Some(Failure::NoAnswer);
                Vec::new()
            }
            Event::Exported(Ok(file)) => vec![Effect::Save(file)],
            Event::Changed(NoteChange::Tag { tags }, Err(failure)) => {
                // What was typed stands in the field again.
                self.tags.get_or_insert_with(|| tags.join(", "));
                self.failure = Some(failure);
                Vec::new()
            }
            Event::Opened(Err(failure))
            | Event::Reopened(Err(failure))
            | Event::Changed(_, Err(failure))
            | Event::Deleted(_, Err(failure))
            | Event::Restored(_, Err(failure))
            | Event::Exported(Err(failure)) => {
                self.failure = Some(failure);
                Vec::new()
            }
        }
    }

    fn edited(&mut self) -> Vec<Effect> {
        self.edits += 1;
        vec![Effect::PauseEdit(self.edits)]
    }

    /// Keeps what was typed into the open note and is not kept yet.
    fn keep_edits(&mut self) -> Vec<Effect> {
        let Some(Opened::Note(note)) = &self.open else {
            return Vec::new();
        };
        let tags = self.tags.as_deref().map(|typed| {
            let tags = typed.split(',').map(str::trim);
            let tags = tags.filter(|tag| !tag.is_empty()).map(str::to_owned);
            NoteChange::Tag {
                tags: tags.collect(),
            }
        });
        let draft = (self.comment != note.comment_draft)
            .then(|| NoteChange::DraftComment(self.comment.clone()));
        let changes = tags.into_iter().chain(draft);
        changes
            .map(|change| Effect::Change(note.id.clone(), change))
            .collect()
    }

    fn change(&mut self, change: NoteChange) -> Vec<Effect> {
        self.begin();
        let open = self.open.iter();
        open.map(|open| Effect::Change(open.id().clone(), change.clone()))
            .collect()
    }

    /// A new action: what was offered or complained about before is over.
    fn begin(&mut self) {
        self.undo = None;
        self.failure = None;
    }

    fn close(&mut self) -> Vec<Effect> {
        self.begin();
        let left = self.open.take();
        let focus = left.map(|left| Effect::Focus(row_id(left.id())));
        [Some(self.list()), focus].into_iter().flatten().collect()
    }

    fn list(&mut self) -> Effect {
        self.asked += 1;
        Effect::List(self.asked, self.filter.trim().to_owned())
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
