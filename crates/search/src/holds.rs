//! Whether a note really has what a query asks for, by the note's own texts.

use crate::document::Document;
use crate::query::{Group, Query, Scope};
use crate::words::words;

impl Query {
    /// Whether the phrases of the query stand in the document, and those it leaves out do not.
    ///
    /// Nothing else is looked at: all the rest the index has said already. It is enough to ask
    /// when the query [wants proof](Query::wants_proof), and only of notes that were found.
    #[must_use]
    pub fn holds_in(&self, document: &Document) -> bool {
        let mut groups = self.groups.iter().filter(|group| group.wants_proof());
        groups.all(|group| {
            let mut texts = document.texts.iter();
            let stands = texts.any(|(_, text)| !phrases(group, text).is_empty());
            stands != group.is_negated
        })
    }
}

/// Where the words of a group stand side by side: the places of their first words, ascending.
pub(crate) fn phrases(group: &Group, text: &str) -> Vec<u32> {
    // By word of the group: where it stands, counted back to where the group begins.
    let mut begins: Vec<Vec<u32>> = vec![Vec::new(); group.words.len()];
    words(text, |word| {
        for (asked, begins) in group.words.iter().zip(&mut begins) {
            if let Some(begin) = word.place.checked_sub(asked.offset)
                && asked.is(word.text)
            {
                begins.push(begin);
            }
        }
    });
    debug_assert_eq!(group.scope, Scope::Text);
    let Some((first, rest)) = begins.split_first() else {
        return Vec::new();
    };
    let stands = |begin: &u32| {
        rest.iter()
            .all(|begins| begins.binary_search(begin).is_ok())
    };
    first.iter().copied().filter(stands).collect()
}
