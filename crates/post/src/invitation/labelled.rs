//! Who, what, when and where, as far as the lines of a mail say so.

use crate::limits::{MAX_REPLY_BYTES, MAX_VALUE_CHARS, Refused, within};
use crate::line::{Line, plain_lines};
use crate::number::digit;
use crate::origin::is_of_head;
use serde::{Deserialize, Serialize};

/// What the labelled lines of an invitation say, as they say it: nothing is worked out. Each holds
/// at most [`MAX_VALUE_CHARS`] characters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelledLines {
    /// Behind "Who:", "Organizer:"; where no line says so, whom the mail is from.
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
/// Who wrote the mail: it counts where no line says who invites. When it was written is no fallback for
/// when people meet.
const FROM: [&str; 3] = ["from", "von", "de"];
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
    let mut from = None;
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
        } else if FROM.contains(&label.as_str()) && is_sender(value) {
            &mut from
        } else {
            continue;
        };
        if place.is_none() {
            // The value may stand below its label.
            let below = lines
                .get(at + 1)
                .filter(|below| !has_known_label(&below.text));
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
    found.who = found.who.or(from);
    Ok(found)
}

/// Whether a value is somebody, and no time: "Von: 10 Uhr" says from when on.
fn is_sender(value: &str) -> bool {
    !value.is_empty() && (value.contains('@') || !value.chars().any(|c| digit(c).is_some()))
}

/// Whether a line says something of its own, and is no value of the label above it: a time has a colon,
/// too.
fn has_known_label(line: &str) -> bool {
    let is_known = |label: &str| {
        [&WHO[..], &FROM, &WHAT, &WHEN, &PLACE]
            .iter()
            .any(|words| words.contains(&label))
    };
    is_of_head(line) || labelled(line).is_some_and(|(label, _)| is_known(&label))
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
    fn whom_a_mail_is_from_counts_where_nothing_says_who_invites_and_its_date_never() {
        for (mail, who) in [
            (
                "From: Kim Sample <kim@acme.example>\nDate: Thu, 19 Nov 2026\nSubject: Budget round",
                Some("Kim Sample <kim@acme.example>"),
            ),
            ("> Von: Kim Sample\n> Datum: 19.11.2026", Some("Kim Sample")),
            ("De : Kim Sample\nFecha: 19/11/2026", Some("Kim Sample")),
            (
                "From: Alex Example\nDate: today\nWho: Kim Sample",
                Some("Kim Sample"),
            ),
            ("Von: 10 Uhr\nBis: 11 Uhr", None),
        ] {
            let found = read_invitation_text(mail).unwrap();
            assert_eq!(found.who.as_deref(), who, "{mail}");
            assert_eq!(found.when, None, "{mail}");
        }
    }

    #[test]
    fn a_value_below_its_label_may_have_a_colon() {
        let mail = "When:\nThu 19 Nov, 10:00 – 10:30\nWhere:\nhttps://meet.acme.example/budget\nWhat:\nWho: Kim";
        let found = read_invitation_text(mail).unwrap();
        assert_eq!(found.when.as_deref(), Some("Thu 19 Nov, 10:00 – 10:30"));
        assert_eq!(
            found.place.as_deref(),
            Some("https://meet.acme.example/budget")
        );
        assert_eq!(found.what, None, "what stands below says something else");
        let mail = "When:\nDate: Thu, 19 Nov 2026";
        assert_eq!(read_invitation_text(mail).unwrap().when, None);
    }

    #[test]
    fn what_no_line_says_is_not_made_up() {
        let found =
            read_invitation_text("Let us meet on Thursday at 10:00: where?\nWhen:").unwrap();
        assert_eq!(found, LabelledLines::default());
    }
}
