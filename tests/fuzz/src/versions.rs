//! The record of the texts kept beside a note: `versions --- text`.

use crate::json::is_exact;
use crate::parts::parts;
use baton_gate::Answers;
use baton_notes::{MAX_VERSIONS, MAX_VERSIONS_BYTES, Versions, VersionsFault, Written};
use baton_worktime::UtcMillis;

pub(crate) fn hold(text: &str) {
    let [record, more] = parts(text);
    let mut versions = match Versions::decode(record) {
        Ok(versions) => versions,
        Err(fault) => {
            let is_newer = fault == VersionsFault::Newer;
            return assert!(is_newer || !fault.to_string().is_empty());
        }
    };
    if !is_exact(record) {
        return;
    }
    comes_back(&versions);
    let written = Written {
        answers: Answers {
            done_when: more.to_owned(),
            ..Answers::default()
        },
        brief: None,
    };
    let before = versions.clone();
    if versions.diverged(written.clone(), UtcMillis(0)) {
        let last = versions.0.last().map(|version| &version.text);
        assert_eq!(last, Some(&written), "the newest stays");
        assert!(versions.0.len() <= MAX_VERSIONS);
        assert!(versions.0.len() == 1 || versions.encode().len() <= MAX_VERSIONS_BYTES);
        assert!(!versions.diverged(written, UtcMillis(1)), "kept twice");
        comes_back(&versions);
    } else {
        assert_eq!(versions, before);
    }
}

fn comes_back(versions: &Versions) {
    assert_eq!(Versions::decode(&versions.encode()).as_ref(), Ok(versions));
}
