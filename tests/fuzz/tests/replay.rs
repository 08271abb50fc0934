//! Every input that is kept holds: what the targets start from, and what was a finding once.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use baton_fuzz::{TARGETS, Target};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A start is a small text that a person can read; libFuzzer makes the long ones.
const MOST_START_BYTES: u64 = 8 * 1024;

fn folder(kept: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(kept)
}

/// The inputs of a target, in the order of their names; none without a folder.
fn inputs(kept: &str, target: &Target) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder(kept).join(target.name)) else {
        return Vec::new();
    };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn replay(kept: &str) {
    for target in TARGETS {
        for file in inputs(kept, &target) {
            println!("{}", file.display());
            target.hold(&fs::read(&file).unwrap());
        }
    }
}

#[test]
fn every_input_the_targets_start_from_holds() {
    replay("corpus");
}

#[test]
fn every_text_that_was_a_finding_holds() {
    replay("found");
}

#[test]
fn every_target_starts_from_a_few_small_texts() {
    for target in TARGETS {
        let starts = inputs("corpus", &target);
        assert!(
            (1..=32).contains(&starts.len()),
            "{}: {}",
            target.name,
            starts.len()
        );
        for file in starts {
            let bytes = fs::metadata(&file).unwrap().len();
            assert!(
                bytes <= MOST_START_BYTES,
                "{}: {bytes} bytes",
                file.display()
            );
        }
    }
}

#[test]
fn no_folder_is_without_its_target() {
    let known: BTreeSet<_> = TARGETS
        .iter()
        .map(|target| target.name.to_owned())
        .collect();
    assert_eq!(known.len(), TARGETS.len(), "a name is there twice");
    for kept in ["corpus", "found"] {
        for entry in fs::read_dir(folder(kept)).into_iter().flatten() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(known.contains(&name), "{kept}/{name} is no target's");
        }
    }
}
