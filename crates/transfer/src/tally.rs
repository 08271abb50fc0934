//! What an import would change, counted.

use baton_exchange::{Fate, Place, Reason, Refusal, SetupKind};

/// The most refusals that are shown one by one.
pub const MAX_SHOWN_REFUSALS: usize = 100;

/// What an import would change.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tally {
    /// The import's name.
    pub import: String,
    /// How many parts it has.
    pub parts: u32,
    /// Notes that are new.
    pub new: u32,
    /// Notes that change.
    pub changed: u32,
    /// Notes that stand as they are.
    pub same: u32,
    /// Notes of which a later one stands.
    pub older: u32,
    /// Notes that were deleted here since.
    pub deleted: u32,
    /// What is not imported.
    pub refused: u32,
    /// Files of a folder or an archive that are no notes.
    pub passed_over: u32,
    /// The first of what is refused: the file, and why.
    pub refusals: Vec<(String, Refusal)>,
    /// What the person had set up when a backup was saved: no part of the import.
    pub setup: Vec<(SetupKind, String)>,
}

impl Tally {
    /// Counts a note.
    pub fn count(&mut self, fate: Fate) {
        match fate {
            Fate::New => self.new += 1,
            Fate::Changed => self.changed += 1,
            Fate::Same => self.same += 1,
            Fate::Older => self.older += 1,
            Fate::Deleted => self.deleted += 1,
        }
    }

    /// Counts something that is not imported.
    pub fn refuse(&mut self, file: &str, refusal: Refusal) {
        self.refused += 1;
        if self.refusals.len() < MAX_SHOWN_REFUSALS {
            self.refusals.push((file.to_owned(), refusal));
        }
    }

    /// Takes what the person had set up. Of several files that have some the last one counts.
    pub fn take_setup(&mut self, kind: SetupKind, text: String) {
        self.setup.retain(|(known, _)| *known != kind);
        self.setup.push((kind, text));
    }

    /// The text of what the person had set up.
    #[must_use]
    pub fn setup_text(&self, kind: SetupKind) -> Option<&str> {
        let mut setup = self.setup.iter();
        let (_, text) = setup.find(|(known, _)| *known == kind)?;
        Some(text)
    }

    /// Whether all of it stands here already.
    #[must_use]
    pub const fn is_all_the_same(&self) -> bool {
        self.same > 0 && !self.changes_something() && self.older + self.deleted + self.refused == 0
    }

    /// Whether there is anything to bring in.
    #[must_use]
    pub const fn changes_something(&self) -> bool {
        self.new > 0 || self.changed > 0
    }
}

/// Where something stands, and why it is refused, in a person's words: the key of a text and what is put
/// into it.
#[must_use]
pub fn said(reason: &Reason) -> (&'static str, Vec<String>) {
    match reason {
        Reason::TooLarge { most, .. } => ("transfer_reason_too_large", vec![megabytes(*most)]),
        Reason::TooMany { most } => ("transfer_reason_too_many", vec![most.to_string()]),
        Reason::TooDeep => ("transfer_reason_too_deep", Vec::new()),
        Reason::NotText { at } => ("transfer_reason_not_text", vec![at.to_string()]),
        Reason::NotReadable(why) => ("transfer_reason_not_readable", vec![why.clone()]),
        Reason::Newer { .. } => ("transfer_reason_newer", Vec::new()),
        Reason::NotANote(fault) => ("transfer_reason_not_a_note", vec![fault.to_string()]),
        Reason::Unsound(fault) => ("transfer_reason_unsound", vec![fault.to_string()]),
        Reason::Astray => ("transfer_reason_astray", Vec::new()),
        Reason::Duplicate(_) => ("transfer_reason_duplicate", Vec::new()),
        Reason::Bomb => ("transfer_reason_bomb", Vec::new()),
        Reason::Moment(text) => ("transfer_reason_moment", vec![text.clone()]),
        Reason::NotTaken => ("transfer_reason_not_taken", Vec::new()),
    }
}

fn megabytes(bytes: u64) -> String {
    bytes.div_ceil(1_000_000).to_string()
}

/// Where something stands; `None` for the file as a whole.
#[must_use]
pub fn place(place: &Place) -> Option<(&'static str, String)> {
    match place {
        Place::Whole => None,
        Place::Item(item) => Some(("transfer_place_item", item.to_string())),
        Place::Line(line) => Some(("transfer_place_line", line.to_string())),
        Place::File(name) => Some(("transfer_place_file", name.clone())),
    }
}
