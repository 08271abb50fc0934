//! Reading an exported file of notes back.

use crate::json::is_exact;
use crate::surroundings::NOW;
use baton_exchange::{Export, ImportFault, MAX_IMPORT_NOTES, json, parse_json};
use baton_notes::Stored;
use std::collections::BTreeSet;

pub(crate) fn hold(text: &str) {
    let Export { notes, earlier } = match parse_json(text) {
        Ok(export) => export,
        Err(ImportFault::Note { index, .. } | ImportFault::Unsound { index, .. }) => {
            return assert!(index < MAX_IMPORT_NOTES);
        }
        Err(fault) => return assert!(!fault.to_string().is_empty()),
    };
    assert!(notes.len() <= MAX_IMPORT_NOTES);
    let ids: BTreeSet<_> = notes.iter().map(Stored::id).collect();
    assert_eq!(ids.len(), notes.len(), "an id is there twice");
    for note in &notes {
        if let Stored::Current(note) = note {
            assert_eq!(note.check(), Ok(()));
        }
    }
    if is_exact(text) {
        let again = parse_json(&json(&notes, &earlier, NOW));
        assert_eq!(again, Ok(Export { notes, earlier }));
    }
}
