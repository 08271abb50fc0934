//! What the page holds of a note's relations while they are changed: names half typed, the search
//! for a note to link to, files on their way.

use crate::model::{Effect, Event, Model, Opened, Undo};
use baton_notes::{Attachment, Link, LinkKind, Names, NoteId};
use baton_protocol::{Failure, NoteChange, NoteSummary};

/// How many notes a search for one to link to shows.
pub const FOUND_LIMIT: u32 = 8;

/// The two lists of names a note has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameList {
    /// Its tags.
    Tags,
    /// The people concerned.
    People,
}

impl NameList {
    /// The change of a note that does this to the list.
    #[must_use]
    pub const fn change(self, names: Names) -> NoteChange {
        match self {
            Self::Tags => NoteChange::Tag(names),
            Self::People => NoteChange::Concern(names),
        }
    }
}

/// What happens to a note's relations.
#[derive(Debug, Clone, PartialEq)]
pub enum RelationEvent {
    /// The field for another name holds this now.
    NameTyped(NameList, String),
    /// That field was left, or Enter was pressed in it.
    NameDone(NameList),
    /// A name is to be taken away.
    NameRemoved(NameList, String),
    /// What the note to link to will be to this one.
    KindChosen(LinkKind),
    /// The search for it holds this now.
    SearchTyped(String),
    /// The pause after search number so-and-so is over.
    SearchPauseOver(u64),
    /// What search number so-and-so found.
    Found(u64, Result<Vec<NoteSummary>, Failure>),
    /// This note was chosen.
    Linked(NoteId),
    /// A link is to be taken away.
    Unlinked(Link),
    /// A file was chosen for this note, which need not be open any more: its name, its media type and
    /// its content as text.
    Attached(NoteId, String, String, String),
    /// A file of this name is too large, or cannot be read.
    FileRefused(String),
    /// A file is to be saved to disk.
    SaveFile(Attachment),
    /// Its content came.
    FileCame(Attachment, Result<String, Failure>),
    /// A file is to be taken away.
    Detached(Attachment),
}

/// What is held of the relations of the open note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relations {
    /// The tag being typed.
    pub tag: String,
    /// The name of somebody being typed.
    pub person: String,
    /// What the note to link to will be to this one.
    pub kind: Option<LinkKind>,
    /// The search for it.
    pub search: String,
    /// What it found; `None` before it did.
    pub found: Option<Vec<NoteSummary>>,
    /// The name of a file that was not taken.
    pub refused: Option<String>,
    /// How many files are on their way to the store.
    pub on_their_way: usize,
}

impl Relations {
    /// What stands in the field for another name.
    #[must_use]
    pub fn typed(&self, list: NameList) -> &str {
        match list {
            NameList::Tags => &self.tag,
            NameList::People => &self.person,
        }
    }

    fn field(&mut self, list: NameList) -> &mut String {
        match list {
            NameList::Tags => &mut self.tag,
            NameList::People => &mut self.person,
        }
    }

    /// The kind of the next link.
    #[must_use]
    pub fn link_kind(&self) -> LinkKind {
        self.kind.unwrap_or(LinkKind::Follows)
    }

    /// A change that ended: a file is no longer on its way, and names that could not be kept are in
    /// their field again.
    pub(crate) fn ended(&mut self, change: &NoteChange, is_kept: bool) {
        let (list, names) = match change {
            NoteChange::Attach { .. } => {
                self.on_their_way = self.on_their_way.saturating_sub(1);
                return;
            }
            NoteChange::Tag(names) => (NameList::Tags, names),
            NoteChange::Concern(names) => (NameList::People, names),
            _ => return,
        };
        let field = self.field(list);
        if !is_kept && field.is_empty() {
            *field = names.add.join(", ");
        }
    }
}

/// What is said once a relation was changed, as the key of its text.
pub(crate) const fn done_key(change: &NoteChange) -> Option<&'static str> {
    match change {
        NoteChange::Tag(_) => Some("popup_done_tags"),
        NoteChange::Concern(_) => Some("relations_done_people"),
        NoteChange::Link(_) | NoteChange::Unlink(_) => Some("relations_done_links"),
        NoteChange::Attach { .. } | NoteChange::Reattach(_) => Some("relations_done_attached"),
        _ => None,
    }
}

impl Model {
    pub(crate) fn relation(&mut self, event: RelationEvent) -> Vec<Effect> {
        match event {
            RelationEvent::NameTyped(list, typed) => {
                *self.relations.field(list) = typed;
                let typed = self.relations.typed(list);
                // A comma ends a name; what follows is the next one.
                let Some((done, rest)) = typed.rsplit_once(',') else {
                    return Vec::new();
                };
                let (done, rest) = (done.to_owned(), rest.trim_start().to_owned());
                *self.relations.field(list) = rest;
                self.add_names(list, &done)
            }
            RelationEvent::NameDone(list) => {
                let typed = std::mem::take(self.relations.field(list));
                self.add_names(list, &typed)
            }
            RelationEvent::NameRemoved(list, name) => {
                self.change_open(list.change(Names::removing(&name)))
            }
            RelationEvent::KindChosen(kind) => {
                self.relations.kind = Some(kind);
                Vec::new()
            }
            RelationEvent::SearchTyped(typed) => {
                self.relations.search = typed;
                self.searches += 1;
                vec![Effect::PauseSearch(self.searches)]
            }
            RelationEvent::SearchPauseOver(search) if search == self.searches => {
                let words = self.relations.search.trim().to_owned();
                if words.is_empty() {
                    self.relations.found = None;
                    return Vec::new();
                }
                vec![Effect::Search(search, words)]
            }
            RelationEvent::Found(search, found) if search == self.searches => {
                match found {
                    Ok(mut found) => {
                        let open = self.open.as_ref().map(Opened::id);
                        found.retain(|note| Some(&note.id) != open);
                        self.relations.found = Some(found);
                    }
                    Err(failure) => self.failure = Some(failure),
                }
                Vec::new()
            }
            RelationEvent::SearchPauseOver(_) | RelationEvent::Found(..) => Vec::new(),
            RelationEvent::Linked(note) => {
                let kind = self.relations.link_kind();
                self.searches += 1;
                self.relations.search.clear();
                self.relations.found = None;
                let mut effects = self.change_open(NoteChange::Link(Link { kind, note }));
                // The choice that had the focus is gone.
                effects.push(Effect::Focus("link-search".to_owned()));
                effects
            }
            RelationEvent::Unlinked(link) => self.change_open(NoteChange::Unlink(link)),
            RelationEvent::Attached(id, name, media_type, content) => {
                if self.open.as_ref().is_some_and(|open| *open.id() == id) {
                    self.begin();
                    self.relations.refused = None;
                    self.relations.on_their_way += 1;
                }
                let attach = NoteChange::Attach {
                    name,
                    media_type,
                    content,
                };
                vec![Effect::Change(id, attach)]
            }
            RelationEvent::FileRefused(name) => {
                self.relations.refused = Some(name);
                Vec::new()
            }
            RelationEvent::SaveFile(file) => {
                self.begin();
                let open = self.open.iter();
                open.map(|open| Effect::FetchFile(open.id().clone(), file.clone()))
                    .collect()
            }
            RelationEvent::FileCame(file, Ok(content)) => {
                vec![Effect::SaveFile(file.name, content)]
            }
            RelationEvent::FileCame(_, Err(failure)) => {
                self.failure = Some(failure);
                Vec::new()
            }
            RelationEvent::Detached(file) => {
                let sha256 = file.sha256.clone();
                if let Some(open) = &self.open {
                    self.detaching.push((open.id().clone(), file));
                }
                self.change_open(NoteChange::Detach { sha256 })
            }
        }
    }

    /// How the file that this change took away is brought back. It is told once.
    pub(crate) fn detached(&mut self, id: &NoteId, change: &NoteChange) -> Option<Undo> {
        let NoteChange::Detach { sha256 } = change else {
            return None;
        };
        let mut detaching = self.detaching.iter();
        let place = detaching.position(|(of, file)| of == id && file.sha256 == *sha256)?;
        let (id, file) = self.detaching.swap_remove(place);
        Some(Undo::Detached(id, file))
    }

    /// What is typed into the fields of names, when the note is left.
    pub(crate) fn keep_names(&mut self) -> Vec<Effect> {
        let lists = [NameList::Tags, NameList::People];
        let keep = |list| self.relation(RelationEvent::NameDone(list));
        lists.into_iter().flat_map(keep).collect()
    }

    fn add_names(&mut self, list: NameList, typed: &str) -> Vec<Effect> {
        let names = typed.split(',').map(str::trim);
        let add: Vec<String> = names
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect();
        if add.is_empty() {
            return Vec::new();
        }
        let names = Names {
            add,
            ..Names::default()
        };
        self.change_open(list.change(names))
    }

    fn change_open(&mut self, change: NoteChange) -> Vec<Effect> {
        let Some(Opened::Note(note)) = &self.open else {
            return Vec::new();
        };
        let id = note.id.clone();
        self.begin();
        self.relations.refused = None;
        vec![Effect::Change(id, change)]
    }
}

impl From<RelationEvent> for Event {
    fn from(event: RelationEvent) -> Self {
        Self::Relation(event)
    }
}

#[cfg(test)]
#[path = "relations_tests.rs"]
mod tests;
