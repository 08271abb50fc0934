//! Plays a crate's example: committed lines in, against the committed answers beside them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

/// Answers each line of `tests/<name>.<ending>` of the crate in `folder`, and compares the answers with
/// `tests/<name>.expected.jsonl` there. `BATON_UPDATE=1` writes that file anew.
///
/// # Panics
/// When an answer is not the one beside its line, or is not one JSON object on one line.
pub fn play(folder: &str, input: &str, mut answer: impl FnMut(&str) -> String) {
    let tests = Path::new(folder).join("tests");
    let lines = fs::read_to_string(tests.join(input)).unwrap();
    assert!(!lines.is_empty(), "{input} has no lines");
    let mut found = String::new();
    for line in lines.lines() {
        let answer = answer(line);
        assert!(
            answer.starts_with('{') && answer.ends_with('}') && !answer.contains('\n'),
            "not one object on one line: {answer}"
        );
        found.push_str(&answer);
        found.push('\n');
    }
    let expected = tests.join(input).with_extension("expected.jsonl");
    if std::env::var_os("BATON_UPDATE").is_some() {
        fs::write(&expected, &found).unwrap();
    }
    assert_eq!(found, fs::read_to_string(&expected).unwrap());
}
