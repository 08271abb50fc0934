//! Settings and templates that were stored and cannot be read, as the page tells of them.

use baton_protocol::{ExportedFile, Unreadable, UnreadableKind};
use std::collections::BTreeSet;

/// What cannot be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    /// All of it, in the order the background tells it.
    pub all: Vec<Unreadable>,
    /// The keys of what was saved as a file from this page.
    saved: BTreeSet<String>,
}

impl Texts {
    /// Whether it is time to offer to discard it: once it is put aside, and the person has it.
    #[must_use]
    pub fn can_go(&self, one: &Unreadable) -> bool {
        one.put_aside && self.saved.contains(&one.key)
    }

    /// Whether something still stands in its old place, and is put aside by the next save.
    #[must_use]
    pub fn is_to_be_put_aside(&self) -> bool {
        self.all.iter().any(|one| !one.put_aside)
    }

    /// The file with the text at `place`, which counts as saved from now on.
    pub fn export(&mut self, place: usize) -> Option<ExportedFile> {
        let one = self.all.get(place)?;
        self.saved.insert(one.key.clone());
        let name = match one.kind {
            UnreadableKind::Settings => "baton-settings-unreadable.txt",
            UnreadableKind::Templates => "baton-templates-unreadable.txt",
        };
        Some(ExportedFile {
            name: name.to_owned(),
            media_type: "text/plain".to_owned(),
            content: one.text.clone(),
        })
    }

    /// The key to discard, for what stands at `place` and can go.
    #[must_use]
    pub fn key_to_discard(&self, place: usize) -> Option<String> {
        let one = self.all.get(place)?;
        self.can_go(one).then(|| one.key.clone())
    }
}
