//! Who, what, when and where, as far as the lines of a mail say so.

use crate::limits::{MAX_REPLY_BYTES, MAX_VALUE_CHARS, Refused, within};
use crate::line::{Line, plain_lines};
use serde::{Deserialize, Serialize};

/// What the labelled lines of an invitation say, as they say it: nothing is worked out. Each holds
/// at most [`MAX_VALUE_CHARS`] characters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelledLines {
    /// Behind "Who:", "Organizer:".
    pub who: Option<String>,
    /// Behind "What:", "Subject:".
    pub what: Option<String>,
    /// Behind "When:".
    pub when: Option<String>,
    /// Behind "Where:", "Location:".
    pub place: Option<String>,
}

const WHO: [&str; 9] = [
    "who",
    "organizer",
    "organiser",
    "wer",
    "organisator",
    "qui",
    "organisateur",
    "quién",
    "organizador",
];
const WHAT: [&str; 10] = [
    "what", "subject", "title", "was", "betreff", "titel", "quoi", "objet", "qué", "asunto",
];
const WHEN: [&str; 8] = [
    "when",
    "wann",
    "zeit",
    "quand",
    "cuándo",
    "cuando",
    "time",
    "date and time",
];
const PLACE: [&str; 10] = [
    "where",
    "location",
    "wo",
    "ort",
    "où",
    "lieu",
    "emplacement",
    "dónde",
    "lugar",
    "ubicación",
];
/// The longest label, in bytes.
const MOST_LABEL_BYTES: usize = 20;

/// Reads the labelled lines of an invitation that was pasted as text ("When: …", "Wann: …"). The
/// first of each counts.
///
/// # Errors
/// When it is longer than [`MAX_REPLY_BYTES`].
pub fn read_invitation_text(text: &str) -> Result<LabelledLines, Refused> {
    within(text, MAX_REPLY_BYTES)?;
    let lines = plain_lines(text);
    let mut found = LabelledLines::default();
    for (at, line) in lines.iter().enumerate() {
        let Some((label, value)) = labelled(&line.text) else {
            continue;
        };
        let place = if WHO.contains(&label.as_str()) {
            &mut found.who
        } else if WHAT.contains(&label.as_str()) {
            &mut found.what
        } else if WHEN.contains(&label.as_str()) {
            &mut found.when
        } else if PLACE.contains(&label.as_str()) {
            &mut found.place
        } else {
            continue;
        };
        if place.is_none() {
            // The value may stand below its label.
            let below = lines
                .get(at + 1)
                .filter(|below| labelled(&below.text).is_none());
            let below = below.map(|below: &Line| below.text.trim());
            let value = if value.is_empty() {
                below.unwrap_or_default()
            } else {
                value
            };
            let value: String = value.chars().take(MAX_VALUE_CHARS).collect();
            *place = (!value.is_empty()).then_some(value);
        }
    }
    Ok(found)
}

/// The label of a line in lower case, and what stands behind it.
fn labelled(line: &str) -> Option<(String, &str)> {
    let start = line.trim_start_matches([' ', '\t', '*', '_', '-', '•']);
    let (label, value) = start.split_once([':', '：'])?;
    if label.len() > MOST_LABEL_BYTES {
        return None;
    }
    let label = label.trim_end_matches([' ', '*', '_']);
    let label = label.chars().flat_map(char::to_lowercase).collect();
    Some((label, value.trim_start_matches(['*', '_']).trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labelled_lines_say_who_what_when_and_where() {
        let mail = "Hi,\n\nWhat: Plan the move\n*When:* Thursday, 10:00\nWhere:\nRoom 5\nWho: Kim Sample\nWhen: later";
        let found = read_invitation_text(mail).unwrap();
        let said = |text: &str| Some(text.to_owned());
        assert_eq!(
            found,
            LabelledLines {
                who: said("Kim Sample"),
                what: said("Plan the move"),
                when: said("Thursday, 10:00"),
                place: said("Room 5"),
            }
        );
        let german = read_invitation_text("> Wann: Do., 10 Uhr\n> Ort: Raum 5\n> Ort").unwrap();
        assert_eq!(
            (german.when, german.place),
            (said("Do., 10 Uhr"), said("Raum 5"))
        );
    }

    #[test]
    fn what_no_line_says_is_not_made_up() {
        let found =
            read_invitation_text("Let us meet on Thursday at 10:00: where?\nWhen:").unwrap();
        assert_eq!(found, LabelledLines::default());
    }
}
