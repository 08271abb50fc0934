//! What the popup and the notes page show, and what each event changes.

pub use crate::event::{Effect, Event, Key};
use crate::half_said::HalfSaid;
use crate::list::Asking;
pub use crate::list::{Listing, PAGE_ROWS, Rows};
use crate::narrowing::Narrowing;
use crate::relations::{Relations, done_key};
use crate::selection::Selection;
use baton_notes::{Attachment, NoteId};
use baton_protocol::{Failure, NewerNote, NoteChange, NoteView, StoreHealth, TabActivity};
use baton_worktime::UtcMillis;
use std::collections::{BTreeMap, BTreeSet};

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

/// What was done last and can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undo {
    /// Notes were deleted; one or many.
    Deleted(Vec<NoteId>),
    /// A file was taken away from a note.
    Detached(NoteId, Attachment),
}

/// Which of the two pages this is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Page {
    /// The toolbar's popup: what Baton does on the tab, and the notes.
    #[default]
    Popup,
    /// A tab of its own: list and open note side by side where there is room.
    Notes,
}

/// The page's state.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Which page this is.
    pub page: Page,
    /// Whether the keys are shown.
    pub helps: bool,
    /// What Baton does on the tab; `None` until the background answered.
    pub activity: Option<Result<TabActivity, Failure>>,
    /// How the store is, once known.
    pub health: Option<StoreHealth>,
    /// How many notes ask what became of them.
    pub due: usize,
    /// Whether a backup is due.
    pub is_backup_due: bool,
    /// What stands in the search field.
    pub filter: String,
    /// The list.
    pub listing: Listing,
    /// The note that is looked at, instead of the list.
    pub open: Option<Opened>,
    /// The comment in the making.
    pub comment: HalfSaid,
    /// What is held of the open note's relations.
    pub relations: Relations,
    /// Filters, order and views.
    pub narrowing: Narrowing,
    /// Many notes at once.
    pub selection: Selection,
    /// What was done last and can be taken back.
    pub undo: Option<Undo>,
    /// Files on their way out of their notes. Each can be brought back once it is gone.
    pub(crate) detaching: Vec<(NoteId, Attachment)>,
    /// The kept text that is shown beside the one that stands, by the moment it was put there.
    pub compared: Option<UtcMillis>,
    /// What the last change of the open note was, as the key of the text that says it is done.
    pub done: Option<&'static str>,
    /// What went wrong with the last action.
    pub failure: Option<Failure>,
    /// The notes of which a step or a choice of a text is being written.
    under_way: BTreeSet<NoteId>,
    /// The note that was asked for last.
    opening: Option<NoteId>,
    /// Comments in the making of notes that were left, until they are kept.
    pub(crate) held: BTreeMap<NoteId, HalfSaid>,
    /// The pause after which what was typed of the comment is kept, while it lasts.
    pub(crate) pause: Option<u64>,
    /// Counts these pauses.
    pub(crate) pauses: u64,
    /// Counts the searches for a note to link to.
    pub(crate) searches: u64,
    /// What was asked for of the list.
    pub(crate) asking: Asking,
}

/// The id of the list's button that opens a note.
#[must_use]
pub fn row_id(id: &NoteId) -> String {
    format!("note-{id}")
}

impl Model {
    /// The state of `page` before anything happened.
    #[must_use]
    pub fn on(page: Page) -> Self {
        Self {
            page,
            helps: false,
            activity: None,
            health: None,
            due: 0,
            is_backup_due: false,
            filter: String::new(),
            listing: Listing::Awaited,
            open: None,
            comment: HalfSaid::default(),
            relations: Relations::default(),
            narrowing: Narrowing::default(),
            selection: Selection::default(),
            compared: None,
            undo: None,
            detaching: Vec::new(),
            done: None,
            failure: None,
            under_way: BTreeSet::new(),
            opening: None,
            held: BTreeMap::new(),
            pause: None,
            pauses: 0,
            searches: 0,
            asking: Asking::default(),
        }
    }

    /// Takes an event in and says what is to be done.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Started => {
                self.failure = None;
                let mut effects = self.list();
                effects.extend([Effect::AskHealth, Effect::AskDue]);
                effects.push(match self.page {
                    Page::Popup => Effect::AskActivity,
                    Page::Notes => Effect::AskChoices,
                });
                effects
            }
            Event::ActivityKnown(activity) => {
                self.activity = Some(activity);
                Vec::new()
            }
            Event::AskAgain => {
                let known = self.activity.as_ref().and_then(|known| known.as_ref().ok());
                let undo = known.and_then(|known| known.undo.clone());
                undo.map(Effect::AskAgain).into_iter().collect()
            }
            Event::AskingChanged(changed) => {
                self.failure = changed.err();
                vec![Effect::PauseActivity]
            }
            Event::ActivityDue => vec![Effect::AskActivity],
            Event::Asking => vec![Effect::OpenAsking],
            Event::HealthKnown(health) => {
                // A store that cannot be asked is said by the list, which asks it too.
                self.health = health.ok();
                Vec::new()
            }
            Event::DueKnown(due, is_backup_due) => {
                self.due = due;
                self.is_backup_due = is_backup_due;
                Vec::new()
            }
            Event::Typed(filter) => {
                self.undo = None;
                self.clear_selection();
                self.filter = filter;
                self.asking.asked += 1;
                vec![Effect::Pause(self.asking.asked)]
            }
            Event::PauseOver(asked) if asked == self.asking.asked => self.list_from_the_top(),
            // Something newer was typed meanwhile.
            Event::PauseOver(_) => Vec::new(),
            Event::Listed(asked, page, answer) => self.listed(asked, page, answer),
            Event::Seen(view) => self.seen(view),
            Event::Key(key) => self.key(key),
            Event::NotesPage => {
                self.begin();
                vec![Effect::OpenNotesPage]
            }
            Event::Open(id) => {
                self.begin();
                self.pressed(&id);
                vec![self.ask_for_note(id)]
            }
            Event::Reopened(Ok(open)) => {
                // The person may have gone on to another note, or back.
                if self.open.as_ref().is_some_and(|now| now.id() == open.id()) {
                    if let Opened::Note(note) = &open {
                        self.comment.stands(note.comment_draft.clone());
                    }
                    self.open = Some(open);
                }
                Vec::new()
            }
            // Another one was pressed since.
            Event::Opened(Ok(open)) if self.opening.as_ref() != Some(open.id()) => Vec::new(),
            Event::Opened(Ok(open)) => {
                let mut effects = self.leave();
                self.open = Some(open);
                self.fill_fields();
                effects.push(Effect::Focus("note-title".to_owned()));
                effects
            }
            Event::Back => self.close(),
            Event::Edit => self.edit(),
            Event::New => self.write(None),
            Event::Compare(kept) => self.compare(kept),
            Event::Delete(id) => {
                self.begin();
                // First: what is deleted can be changed no more, and comes back as it was. Names are
                // sent off already: the press took the focus from their field.
                let mut effects = self.keep_edits();
                effects.push(Effect::Change(id, NoteChange::Delete));
                effects
            }
            Event::Deleted(id, Ok(())) => {
                if self.open.as_ref().is_some_and(|open| *open.id() == id) {
                    self.leave_deleted();
                }
                self.undo = Some(Undo::Deleted(vec![id]));
                let mut effects = self.list();
                effects.extend([Effect::AskHealth, Effect::AskDue]);
                effects.push(Effect::Focus("undo".to_owned()));
                effects
            }
            Event::Undo => match self.undo.clone() {
                Some(Undo::Deleted(ids)) => match &ids[..] {
                    [id] => vec![Effect::Change(id.clone(), NoteChange::Restore)],
                    _ => {
                        let undo = self.undo.take();
                        let effects = self.change_many(ids, NoteChange::Restore);
                        // Should it fail, it can be tried again.
                        self.undo = undo;
                        effects
                    }
                },
                Some(Undo::Detached(id, file)) => {
                    vec![Effect::Change(id, NoteChange::Reattach(file))]
                }
                None => Vec::new(),
            },
            Event::Change(change) => self.change(change),
            Event::Changed(id, change, answer) => self.changed(id, change, answer),
            Event::CommentTyped(text) => {
                self.comment.draft.text = text;
                self.edited()
            }
            Event::Scored(score) => {
                self.comment.draft.score = score;
                self.edited()
            }
            Event::EditPauseOver(pause) if self.pause == Some(pause) => self.keep_edits(),
            Event::EditPauseOver(_) => Vec::new(),
            Event::Leaving => self.keep_typed(),
            Event::KeepComment => {
                self.failure = None;
                self.keep_edits()
            }
            Event::CommentAdded => {
                match self.comment.says() {
                    Some(change) => {
                        // What is added is no longer in the making.
                        self.pause = None;
                        self.change(change)
                    }
                    // It stays in the making.
                    None => self.keep_edits(),
                }
            }
            Event::Relation(event) => self.relation(event),
            Event::Select(event) => self.select(event),
            Event::Narrow(event) => self.narrow(event),
            Event::Restored(id, Ok(())) => {
                self.begin();
                let mut effects = self.list();
                effects.extend([Effect::AskHealth, Effect::AskDue]);
                effects.push(Effect::Focus(row_id(&id)));
                effects
            }
            Event::Export(id, format) => {
                self.begin();
                vec![Effect::Export(id.map(|id| vec![id]), format)]
            }
            Event::Links => {
                self.begin();
                vec![Effect::OpenLinks]
            }
            Event::Settings => {
                self.begin();
                vec![Effect::OpenSettings]
            }
            Event::PageOpened(true) => Vec::new(),
            Event::PageOpened(false) => {
                self.failure = Some(Failure::NoAnswer);
                Vec::new()
            }
            Event::Exported(Ok(file)) => vec![Effect::Save(file)],
            Event::Opened(Err(failure))
            | Event::Reopened(Err(failure))
            | Event::Deleted(_, Err(failure))
            | Event::Restored(_, Err(failure))
            | Event::Exported(Err(failure)) => {
                self.failure = Some(failure);
                Vec::new()
            }
        }
    }

    fn changed(
        &mut self,
        id: NoteId,
        change: NoteChange,
        answer: Result<(), Failure>,
    ) -> Vec<Effect> {
        let is_text = matches!(
            change,
            NoteChange::UseText { .. } | NoteChange::LeaveText { .. }
        );
        let takes_its_button = is_text || matches!(change, NoteChange::Advance { .. });
        if takes_its_button {
            self.under_way.remove(&id);
        }
        let is_open = self.open.as_ref().is_some_and(|open| *open.id() == id);
        if is_open {
            self.relations.ended(&change, answer.is_ok());
        }
        let detached = self.detached(&id, &change);
        let again = self.comment_answered(&id, &change, answer);
        if let Err(failure) = answer {
            // Of the open note's comment it is said beside it.
            if !(is_open && matches!(change, NoteChange::DraftComment { .. })) {
                self.failure = Some(failure);
            } else if failure == Failure::CommentElsewhere {
                // The other window's is shown beside it.
                return vec![Effect::Reopen(id)];
            }
            let again = again.map(|change| Effect::Change(id, change));
            return again.into_iter().collect();
        }
        if !is_open {
            return Vec::new();
        }
        self.done = match &change {
            NoteChange::Advance { .. } => Some("popup_done_step"),
            NoteChange::Comment { .. } => Some("popup_done_comment"),
            NoteChange::UseText { .. } => Some("popup_done_use_text"),
            NoteChange::LeaveText { .. } => Some("popup_done_leave_text"),
            _ => done_key(&change).or(self.done),
        };
        match change {
            // Nothing that is shown has changed but what was typed.
            NoteChange::DraftComment { .. } => return Vec::new(),
            NoteChange::Detach { .. } => {
                self.undo = detached;
                return vec![Effect::Reopen(id), Effect::Focus("undo".to_owned())];
            }
            NoteChange::Reattach(_) => self.undo = None,
            _ => {}
        }
        if is_text {
            self.compared = None;
        }
        let mut effects = vec![Effect::Reopen(id)];
        if takes_its_button {
            // The button that was pressed is gone; the title says where one is.
            effects.push(Effect::Focus("note-title".to_owned()));
        }
        effects
    }

    fn change(&mut self, change: NoteChange) -> Vec<Effect> {
        let Some(id) = self.open.as_ref().map(|open| open.id().clone()) else {
            return Vec::new();
        };
        // A second press of the same button would be a press of the one that takes its place.
        // A comment that is added keeps its own.
        let is_comment = matches!(change, NoteChange::Comment { .. });
        if !is_comment && !self.under_way.insert(id.clone()) {
            return Vec::new();
        }
        self.begin();
        vec![Effect::Change(id, change)]
    }

    /// Asks for the note that is to be opened. Answers about others open nothing from now on.
    pub(crate) fn ask_for_note(&mut self, id: NoteId) -> Effect {
        self.opening = Some(id.clone());
        Effect::Open(id)
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        match key {
            Key::Search => vec![Effect::Focus("search".to_owned())],
            Key::Below | Key::Above | Key::First | Key::Last => self.walk(key),
            Key::Close if self.open.is_some() => self.close(),
            Key::Close => {
                self.clear_selection();
                Vec::new()
            }
            Key::Select { is_range } => self.toggle_open(is_range),
            Key::Edit => self.edit(),
            Key::New => self.write(None),
            Key::Help => {
                self.helps = !self.helps;
                Vec::new()
            }
        }
    }

    /// A new action: what was offered or complained about before is over.
    pub(crate) fn begin(&mut self) {
        self.undo = None;
        self.done = None;
        self.failure = None;
    }

    fn close(&mut self) -> Vec<Effect> {
        let mut effects = self.leave();
        self.begin();
        effects.extend(self.list());
        let left = self.open.take();
        effects.extend(left.map(|left| Effect::Focus(row_id(left.id()))));
        effects
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
pub(crate) mod tests;
