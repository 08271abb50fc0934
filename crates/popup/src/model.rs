//! What the popup and the notes page show, and what each event changes.

pub use crate::event::{Effect, Event, Key};
use baton_notes::{CommentDraft, NoteId};
use baton_protocol::{
    Failure, NewerNote, NoteChange, NoteSummary, NoteView, StoreHealth, TabActivity,
};
use baton_worktime::UtcMillis;

/// How many notes are asked for at once.
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
    /// What stands in the search field.
    pub filter: String,
    /// The list.
    pub listing: Listing,
    /// The note that is looked at, instead of the list.
    pub open: Option<Opened>,
    /// The comment in the making.
    pub comment: CommentDraft,
    /// Whether that comment could be kept when it was tried last.
    pub comment_kept: Result<(), Failure>,
    /// The tags as they are typed, with commas between; `None` while nothing was typed.
    pub tags: Option<String>,
    /// The kept text that is shown beside the one that stands, by the moment it was put there.
    pub compared: Option<UtcMillis>,
    /// The note deleted last, which can be brought back.
    pub undo: Option<NoteId>,
    /// What the last change of the open note was, as the key of the text that says it is done.
    pub done: Option<&'static str>,
    /// What went wrong with the last action.
    pub failure: Option<Failure>,
    /// Whether a step or a comment is being written.
    under_way: bool,
    /// A comment in the making of a note that was left, which could not be kept.
    held: Option<(NoteId, CommentDraft)>,
    /// Counts the edits of comment and tags, so that only the last pause keeps them.
    edits: u64,
    /// Whether the newest list request asks for more of the same list.
    appends: bool,
    /// Counts list requests, so that an answer to an old one is told from the newest.
    asked: u64,
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
            filter: String::new(),
            listing: Listing::Awaited,
            open: None,
            comment: CommentDraft::default(),
            comment_kept: Ok(()),
            tags: None,
            compared: None,
            undo: None,
            done: None,
            failure: None,
            under_way: false,
            held: None,
            edits: 0,
            appends: false,
            asked: 0,
        }
    }

    /// Takes an event in and says what is to be done.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Started => {
                self.failure = None;
                let mut effects = vec![self.list(), Effect::AskHealth];
                if self.page == Page::Popup {
                    effects.push(Effect::AskActivity);
                }
                effects
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
                let shown = match std::mem::take(&mut self.listing) {
                    Listing::Notes { notes, .. } if self.appends => notes,
                    _ => Vec::new(),
                };
                self.listing = match answer {
                    Ok((more, total)) => Listing::Notes {
                        notes: joined(shown, more),
                        total,
                        filter: self.filter.trim().to_owned(),
                    },
                    Err(failure) => Listing::Failed(failure),
                };
                Vec::new()
            }
            Event::More => {
                let Listing::Notes { notes, .. } = &self.listing else {
                    return Vec::new();
                };
                let shown = u32::try_from(notes.len()).unwrap_or(u32::MAX);
                let filter = self.filter.trim().to_owned();
                self.asked += 1;
                self.appends = true;
                vec![Effect::List(self.asked, filter, shown)]
            }
            Event::Key(key) => self.key(key),
            Event::NotesPage => {
                self.begin();
                vec![Effect::OpenNotesPage]
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
                    self.tidy_tags();
                }
                Vec::new()
            }
            Event::Opened(Ok(open)) => {
                self.open = Some(open);
                self.fill_fields();
                vec![Effect::Focus("note-title".to_owned())]
            }
            Event::Back => self.close(),
            Event::Edit => self.edit(),
            Event::New => self.write(None),
            Event::Compare(kept) => self.compare(kept),
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
            Event::Changed(id, change, answer) => self.changed(id, change, answer),
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
            Event::KeepComment => {
                self.failure = None;
                self.keep_edits()
            }
            Event::CommentAdded => {
                let CommentDraft { text, score } = self.comment.clone();
                // What is added is no longer in the making.
                self.edits += 1;
                if text.trim().is_empty() && score.is_none() {
                    return Vec::new();
                }
                self.change(NoteChange::Comment { text, score })
            }
            Event::TagsTyped(tags) => {
                self.tags = Some(tags);
                self.edited()
            }
            Event::TagsDone => self.keep_edits(),
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

    fn edited(&mut self) -> Vec<Effect> {
        self.edits += 1;
        vec![Effect::PauseEdit(self.edits)]
    }

    /// Keeps what was typed into the open note and is not kept yet.
    pub(crate) fn keep_edits(&mut self) -> Vec<Effect> {
        let Some(Opened::Note(note)) = &self.open else {
            return Vec::new();
        };
        let tags = self.tags.as_deref().map(|typed| NoteChange::Tag {
            tags: typed_tags(typed),
        });
        let draft = (self.comment != note.comment_draft)
            .then(|| NoteChange::DraftComment(self.comment.clone()));
        let changes = tags.into_iter().chain(draft);
        changes
            .map(|change| Effect::Change(note.id.clone(), change))
            .collect()
    }

    /// The field of tags shows what is kept, once that is what was typed.
    fn tidy_tags(&mut self) {
        if let (Some(Opened::Note(note)), Some(typed)) = (&self.open, &self.tags)
            && typed_tags(typed) == note.tags
            && !typed.trim_end().ends_with(',')
        {
            self.tags = None;
        }
    }

    /// What stands in the fields of the note just opened: what is kept, unless something is held
    /// here that could not be kept.
    fn fill_fields(&mut self) {
        self.edits += 1;
        self.tags = None;
        self.compared = None;
        self.comment_kept = Ok(());
        self.comment = CommentDraft::default();
        if let Some(Opened::Note(note)) = &self.open {
            let held = self.held.take_if(|(id, _)| *id == note.id);
            self.comment = held.map_or_else(|| note.comment_draft.clone(), |(_, draft)| draft);
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
        if takes_its_button || matches!(change, NoteChange::Comment { .. }) {
            self.under_way = false;
        }
        let is_open = self.open.as_ref().is_some_and(|open| *open.id() == id);
        if let Err(failure) = answer {
            match change {
                // Said beside the comment.
                NoteChange::DraftComment(_) if is_open => self.comment_kept = Err(failure),
                NoteChange::DraftComment(draft) => {
                    self.held = Some((id, draft));
                    self.failure = Some(failure);
                }
                _ => self.failure = Some(failure),
            }
            return Vec::new();
        }
        if !is_open {
            return Vec::new();
        }
        self.done = match change {
            NoteChange::Advance { .. } => Some("popup_done_step"),
            NoteChange::Comment { .. } => Some("popup_done_comment"),
            NoteChange::Tag { .. } => Some("popup_done_tags"),
            NoteChange::UseText { .. } => Some("popup_done_use_text"),
            NoteChange::LeaveText { .. } => Some("popup_done_leave_text"),
            _ => self.done,
        };
        match change {
            // Nothing that is shown has changed but what was typed.
            NoteChange::DraftComment(draft) => {
                self.comment_kept = Ok(());
                if let Some(Opened::Note(note)) = &mut self.open {
                    note.comment_draft = draft;
                }
                return Vec::new();
            }
            NoteChange::Comment { text, score } => {
                self.comment_kept = Ok(());
                // A next one may have been begun meanwhile.
                if self.comment == (CommentDraft { text, score }) {
                    self.comment = CommentDraft::default();
                }
            }
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
        // A second press of the same button would be a press of the one that takes its place.
        if self.under_way {
            return Vec::new();
        }
        self.begin();
        self.under_way = self.open.is_some();
        let open = self.open.iter();
        open.map(|open| Effect::Change(open.id().clone(), change.clone()))
            .collect()
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        match key {
            Key::Search => vec![Effect::Focus("search".to_owned())],
            Key::Below => self.go(|open| open.map_or(0, |place| place + 1)),
            Key::Above => self.go(|open| open.map_or(0, |place| place.saturating_sub(1))),
            Key::Close if self.open.is_some() => self.close(),
            Key::Close => Vec::new(),
            Key::Edit => self.edit(),
            Key::New => self.write(None),
            Key::Help => {
                self.helps = !self.helps;
                Vec::new()
            }
        }
    }

    /// Opens the note at the place that `next` makes of the open one's.
    fn go(&mut self, next: impl FnOnce(Option<usize>) -> usize) -> Vec<Effect> {
        let Listing::Notes { notes, .. } = &self.listing else {
            return Vec::new();
        };
        let open = self.open.as_ref().map(Opened::id);
        let place = open.and_then(|open| notes.iter().position(|note| note.id == *open));
        let Some(note) = notes.get(next(place)) else {
            return Vec::new();
        };
        let id = note.id.clone();
        self.begin();
        vec![Effect::Reveal(row_id(&id)), Effect::Open(id)]
    }

    /// A new action: what was offered or complained about before is over.
    pub(crate) fn begin(&mut self) {
        self.undo = None;
        self.done = None;
        self.failure = None;
    }

    fn close(&mut self) -> Vec<Effect> {
        let mut effects = self.keep_edits();
        self.begin();
        effects.push(self.list());
        let left = self.open.take();
        effects.extend(left.map(|left| Effect::Focus(row_id(left.id()))));
        effects
    }

    fn list(&mut self) -> Effect {
        self.asked += 1;
        self.appends = false;
        Effect::List(self.asked, self.filter.trim().to_owned(), 0)
    }
}

/// The tags in what was typed, each once.
fn typed_tags(typed: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in typed.split(',').map(str::trim) {
        if !tag.is_empty() && !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

/// The lines with `more` below them; of a note that moved meanwhile the newer line.
fn joined(mut shown: Vec<NoteSummary>, more: Vec<NoteSummary>) -> Vec<NoteSummary> {
    shown.retain(|line| more.iter().all(|newer| newer.id != line.id));
    shown.extend(more);
    shown
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
