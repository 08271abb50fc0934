//! The purpose in a person's own words.

use baton_gate::Purpose;

/// Words that name a purpose wherever they stand; the first of each row is its id.
const WORDS: [(Purpose, &[&str]); 10] = [
    (
        Purpose::Decide,
        &[
            "decide", "decision", "deciding", "choose", "approve", "approval",
        ],
    ),
    (Purpose::Answer, &["answer", "question", "ask"]),
    (
        Purpose::Inform,
        &["inform", "status", "update", "announce", "report", "fyi"],
    ),
    (Purpose::Review, &["review", "feedback", "critique"]),
    (
        Purpose::Solve,
        &["solve", "solving", "problem", "debug", "troubleshoot"],
    ),
    (
        Purpose::Ideas,
        &["ideas", "idea", "brainstorm", "brainstorming"],
    ),
    (
        Purpose::Acquaint,
        &[
            "acquaint",
            "acquainted",
            "know",
            "intro",
            "introduction",
            "introduce",
        ],
    ),
    (
        Purpose::Sensitive,
        &[
            "sensitive",
            "personal",
            "conflict",
            "private",
            "confidential",
        ],
    ),
    (Purpose::Incident, &["incident", "outage", "emergency"]),
    (
        Purpose::Demo,
        &["demo", "demonstration", "show", "showcase"],
    ),
];

/// The one purpose that `text` names, `None` when it names none.
///
/// # Errors
/// When the words are unknown, or name two purposes at once.
pub fn parse(text: &str) -> Result<Option<Purpose>, String> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    match words[..] {
        [] | ["none"] => return Ok(None),
        ["urgent"] => return Ok(Some(Purpose::Incident)),
        _ => {}
    }
    let mut named = WORDS
        .iter()
        .filter(|(_, known)| words.iter().any(|word| known.contains(word)))
        .map(|(purpose, _)| *purpose);
    match (named.next(), named.next()) {
        (Some(purpose), None) => Ok(Some(purpose)),
        (None, _) => Err("purpose: no such purpose".to_owned()),
        (Some(_), Some(_)) => Err("purpose: more than one purpose".to_owned()),
    }
}
