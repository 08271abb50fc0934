//! The note, schema 2.

use crate::attachment::Attachment;
use crate::comment::{Comment, CommentDraft};
use crate::id::NoteId;
use crate::lifecycle::{State, Step};
use crate::unknown::Unknown;
use crate::versions::{Standing, Written};
use baton_brief::Brief;
use baton_gate::{Answers, Outcome, Rule, TemplateId, Verdict};
use baton_worktime::UtcMillis;
use serde::de::Error as _;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The schema this code writes. A note of a newer schema is shown and exported, never rewritten.
pub const SCHEMA: u32 = 2;

/// Where a note came from: the booking page as it was seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    /// The event type's name, as far as the page tells.
    pub event: Option<String>,
    /// The meeting's length in minutes, as far as the page tells.
    pub minutes: Option<u16>,
    /// The person or team to be met, as far as the page tells.
    pub person: Option<String>,
    /// The scheduling system's id, such as `calendly`.
    pub provider: String,
    /// The slot chosen on the page, as the page wrote it.
    pub slot: Option<String>,
    /// The canonical URL of the booking page: without slot, tracking or fragment. Two views of one
    /// booking attempt have the same target.
    pub target: String,
}

/// The verdict as it was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StoredVerdict", into = "StoredVerdict")]
pub struct VerdictRecord {
    /// The verdict.
    pub verdict: Verdict,
    /// The sentence shown to the person.
    pub sentence: String,
}

/// The stored form of [`VerdictRecord`], written out flat.
#[derive(Serialize, Deserialize)]
struct StoredVerdict {
    max_minutes: Option<u16>,
    outcome: Outcome,
    rule: Rule,
    sentence: String,
    template: TemplateId,
}

impl From<StoredVerdict> for VerdictRecord {
    fn from(stored: StoredVerdict) -> Self {
        let StoredVerdict {
            rule,
            outcome,
            template,
            max_minutes,
            sentence,
        } = stored;
        Self {
            verdict: Verdict {
                rule,
                outcome,
                template,
                max_minutes,
            },
            sentence,
        }
    }
}

impl From<VerdictRecord> for StoredVerdict {
    fn from(VerdictRecord { verdict, sentence }: VerdictRecord) -> Self {
        let Verdict {
            rule,
            outcome,
            template,
            max_minutes,
        } = verdict;
        Self {
            rule,
            outcome,
            template,
            max_minutes,
            sentence,
        }
    }
}

/// How a brief left Baton.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivered {
    /// Copied to the clipboard, with and without formatting.
    Copied,
    /// Copied as plain text only.
    CopiedPlain,
    /// Copied as Markdown.
    CopiedMarkdown,
    /// Opened in the mail program.
    Mailed,
    /// Opened in Gmail.
    Gmail,
    /// Opened in Outlook.
    Outlook,
    /// Saved as a mail in a file.
    MailFile,
    /// Printed.
    Printed,
    /// Put into the booking.
    BookedWith,
}

impl Delivered {
    /// Every way.
    pub const ALL: [Self; 9] = [
        Self::Copied,
        Self::CopiedPlain,
        Self::CopiedMarkdown,
        Self::Mailed,
        Self::Gmail,
        Self::Outlook,
        Self::MailFile,
        Self::Printed,
        Self::BookedWith,
    ];

    /// The name it is stored under.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Copied => "copied",
            Self::CopiedPlain => "copied_plain",
            Self::CopiedMarkdown => "copied_markdown",
            Self::Mailed => "mailed",
            Self::Gmail => "gmail",
            Self::Outlook => "outlook",
            Self::MailFile => "mail_file",
            Self::Printed => "printed",
            Self::BookedWith => "booked_with",
        }
    }

    /// Whether it went as a mail, so that it has an address.
    #[must_use]
    pub const fn is_mail(self) -> bool {
        matches!(
            self,
            Self::Mailed | Self::Gmail | Self::Outlook | Self::MailFile
        )
    }
}

/// One delivery.
///
/// Part of schema 1: a new field here is a new schema (see `migrate.rs`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// When.
    pub at: UtcMillis,
    /// How.
    pub how: Delivered,
    /// To whom: a mail address, or the name of the person or team; `None` where it is not known.
    /// Notes of the time before it was kept are written back without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// What another note is to this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// This note follows the other.
    Follows,
    /// The other note replaces this one.
    SupersededBy,
}

/// A link to another note.
///
/// Part of schema 1: a new field here is a new schema (see `migrate.rs`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// What the other note is to this one.
    pub kind: LinkKind,
    /// The other note.
    pub note: NoteId,
}

/// A note, schema 2.
///
/// It is read and written by [`crate::decode`] and [`crate::encode`] only, because these keep the
/// fields this code does not know, written by a later Baton within schema 2. Its fields, and those of all
/// that it holds, are declared in the order of the alphabet, because that is how they are stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Note {
    /// The answers to the gate.
    #[serde(default)]
    pub answers: Answers,
    /// When it asks again what became of it, where the person put that off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_again: Option<UtcMillis>,
    /// Files kept with it.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// The brief, once one was begun.
    #[serde(default)]
    pub brief: Option<Brief>,
    /// The comment in the making.
    #[serde(default)]
    pub comment_draft: CommentDraft,
    /// What was said about it, oldest first.
    #[serde(default)]
    pub comments: Vec<Comment>,
    /// When it was made.
    pub created: UtcMillis,
    /// Set when it was deleted; a deleted note is kept as a tombstone so that undo and later
    /// synchronisation work.
    #[serde(default)]
    pub deleted: Option<UtcMillis>,
    /// How the brief left Baton, oldest first.
    #[serde(default)]
    pub deliveries: Vec<Delivery>,
    /// How it got there, oldest first.
    #[serde(default)]
    pub history: Vec<Step>,
    /// Its id.
    pub id: NoteId,
    /// Links to other notes.
    #[serde(default)]
    pub links: Vec<Link>,
    /// People concerned, by name.
    #[serde(default)]
    pub people: Vec<String>,
    /// Counts its writes, from 1.
    pub revision: u64,
    /// The schema it was written in.
    pub schema: u32,
    /// The booking page it came from.
    #[serde(default)]
    pub source: Source,
    /// Where it stands.
    pub state: State,
    /// Tags, each once, in the order given.
    #[serde(default)]
    pub tags: Vec<String>,
    /// When it was last written.
    pub updated: UtcMillis,
    /// The verdict, once there was one.
    #[serde(default)]
    pub verdict: Option<VerdictRecord>,
    /// When its text ([`Written`]) was last changed.
    pub written: UtcMillis,
    /// What a later Baton added.
    #[serde(skip)]
    unknown: Unknown,
}

impl Note {
    /// A new draft, at revision 1 and without a history yet.
    #[must_use]
    pub fn draft(id: NoteId, at: UtcMillis, source: Source) -> Self {
        Self {
            schema: SCHEMA,
            id,
            revision: 1,
            created: at,
            updated: at,
            written: at,
            deleted: None,
            source,
            answers: Answers::default(),
            verdict: None,
            brief: None,
            state: State::Draft,
            history: Vec::new(),
            deliveries: Vec::new(),
            tags: Vec::new(),
            people: Vec::new(),
            links: Vec::new(),
            attachments: Vec::new(),
            ask_again: None,
            comments: Vec::new(),
            comment_draft: CommentDraft::default(),
            unknown: Unknown::default(),
        }
    }

    /// What people wrote into it.
    #[must_use]
    pub fn text(&self) -> Written {
        Written {
            answers: self.answers.clone(),
            brief: self.brief.clone(),
        }
    }

    /// The text that stands, and what speaks for keeping it.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let last = self.deliveries.last();
        Standing {
            text: self.text(),
            since: self.written,
            has_left: last.is_some_and(|delivery| delivery.at >= self.written),
        }
    }

    /// The line it goes by: the ask, else when it is done, else the event, else the booking page.
    ///
    /// Of a text with several lines the first that is not blank. Empty when there is nothing yet.
    #[must_use]
    pub fn title(&self) -> &str {
        let ask = self.brief.as_ref().map(|brief| brief.ask.as_str());
        let event = self.source.event.as_deref();
        [
            ask,
            Some(&self.answers.done_when),
            event,
            Some(&self.source.target),
        ]
        .into_iter()
        .flatten()
        .find_map(|text| text.lines().map(str::trim).find(|line| !line.is_empty()))
        .unwrap_or_default()
    }
}

/// A note's own fields; what a later Baton added is not among them.
#[derive(Serialize)]
struct Fields<'a>(#[serde(serialize_with = "Note::serialize")] &'a Note);

#[derive(Deserialize)]
struct Read(#[serde(deserialize_with = "Note::deserialize")] Note);

impl Note {
    /// The note as JSON text, with what a later Baton added put back: every object's keys in the order of
    /// their code points.
    pub(crate) fn to_text(&self) -> Result<String, serde_json::Error> {
        // In this order already: that is how fields are declared, here and in all that a note holds.
        let known = serde_json::to_string(&Fields(self))?;
        if self.unknown == Unknown::default() {
            return Ok(known);
        }
        let mut value = serde_json::from_str(&known)?;
        self.unknown.put_back(&mut value);
        // Sorted already, unless some crate in the build asks serde_json to keep insertion order.
        value.sort_all_objects();
        Ok(value.to_string())
    }

    /// Reads a note of this schema.
    pub(crate) fn from_json(written: &Value) -> Result<Self, serde_json::Error> {
        let (Read(mut note), is_all) = baton_json::from_value_telling(written)?;
        if note.schema != SCHEMA {
            let reason = format!("schema {} is not {SCHEMA}", note.schema);
            return Err(serde_json::Error::custom(reason));
        }
        if !is_all {
            let known = serde_json::from_str(&serde_json::to_string(&Fields(&note))?)?;
            note.unknown = Unknown::beyond(&known, written);
        }
        Ok(note)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::test_runner::{Config, RngSeed};
    use serde_json::json;

    /// A fixed seed and no files: the same cases on every machine.
    pub(crate) fn config() -> Config {
        Config {
            cases: 256,
            failure_persistence: None,
            rng_seed: RngSeed::Fixed(20_260_312),
            ..Config::default()
        }
    }

    pub(crate) fn note() -> Note {
        let id = NoteId::from_parts(UtcMillis(1_773_306_000_000), [7; 16]);
        let source = Source {
            provider: "calendly".to_owned(),
            target: "https://calendly.com/alex-example/intro".to_owned(),
            ..Source::default()
        };
        Note::draft(id, UtcMillis(1_773_306_000_000), source)
    }

    pub(crate) fn value(note: &Note) -> Value {
        serde_json::from_str(&note.to_text().unwrap()).unwrap()
    }

    #[test]
    fn the_title_is_the_ask_else_done_when_else_the_event_else_the_page() {
        let mut note = note();
        assert_eq!(note.title(), "https://calendly.com/alex-example/intro");
        note.source.event = Some("Intro call".to_owned());
        assert_eq!(note.title(), "Intro call");
        note.answers.done_when = " \n the plan is chosen \n and written".to_owned();
        assert_eq!(note.title(), "the plan is chosen");
        let brief = json!({"template": "ask", "ask": "Which plan for Q3?"});
        note.brief = Some(serde_json::from_value(brief).unwrap());
        assert_eq!(note.title(), "Which plan for Q3?");
    }

    #[test]
    fn a_note_with_nothing_in_it_has_an_empty_title() {
        let mut note = note();
        note.source = Source::default();
        assert_eq!(note.title(), "");
    }

    #[test]
    fn fields_of_a_later_baton_survive_a_change() {
        let mut written = value(&note());
        written["mood"] = json!({"calm": [1, {"deep": true}]});
        written["answers"]["budget"] = json!("3 days");
        let mut read = Note::from_json(&written).unwrap();
        let verdict = json!({"rule": "R8", "outcome": "async", "template": "decide",
            "max_minutes": null, "sentence": "Decide it in writing."});
        let verdict: VerdictRecord = serde_json::from_value(verdict).unwrap();
        read.save_verdict(Some(verdict), read.created).unwrap();
        let rewritten = value(&read);
        assert_eq!(rewritten["mood"], written["mood"]);
        assert_eq!(rewritten["answers"]["budget"], "3 days");
        assert_eq!(rewritten["verdict"]["rule"], "R8");
    }

    #[test]
    fn a_list_entry_with_an_unknown_field_is_refused_rather_than_cut() {
        let mut written = value(&note());
        written["deliveries"] = json!([{"how": "copied", "at": 1, "mood": "calm"}]);
        assert!(Note::from_json(&written).is_err());
    }

    #[test]
    fn a_note_of_another_schema_does_not_deserialise() {
        let mut written = value(&note());
        written["schema"] = json!(SCHEMA + 1);
        assert!(Note::from_json(&written).is_err());
    }
}
