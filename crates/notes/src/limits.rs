//! How large a note may be, and what must hold in it.
//!
//! Checked before a note is written and when one comes from a file. What is already stored is read
//! without these checks, so that a limit lowered later locks nobody out.

use crate::comment::{MAX_COMMENT_CHARS, MAX_COMMENTS, SCORES};
use crate::lifecycle::State;
use crate::note::{Attachment, Note, SCHEMA};
use crate::record::encode;
use baton_brief::{Brief, BriefFault, FieldValue};
use baton_worktime::UtcMillis;
use std::fmt;

/// A note's stored form, in bytes.
pub const MAX_NOTE_BYTES: usize = 2_000_000;
/// Steps in the history.
pub const MAX_HISTORY: usize = 500;
/// Deliveries.
pub const MAX_DELIVERIES: usize = 500;
/// Tags.
pub const MAX_TAGS: usize = 100;
/// People concerned.
pub const MAX_PEOPLE: usize = 200;
/// Links to other notes.
pub const MAX_LINKS: usize = 500;
/// Files kept with a note.
pub const MAX_ATTACHMENTS: usize = 100;
/// Points to cover, among the answers.
pub const MAX_POINTS: usize = 200;
/// A name (of a person, an event, a tag, a file, a provider), in characters.
pub const MAX_NAME_CHARS: usize = 1_000;
/// An address, in characters.
pub const MAX_URL_CHARS: usize = 8_192;
/// The revision: the largest whole number JavaScript can count to without gaps.
pub const MAX_REVISION: u64 = (1 << 53) - 1;
/// The latest moment: the end of the year 9999. The earliest is 1970.
pub const MAX_MOMENT: UtcMillis = UtcMillis(253_402_300_799_999);

/// What is wrong with a note. `field` and `list` are names of the stored form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckFault {
    /// The note as a whole is larger than [`MAX_NOTE_BYTES`].
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
    },
    /// A list has too many entries.
    TooMany {
        /// The list.
        list: &'static str,
        /// How many it has.
        count: usize,
        /// How many it may have.
        limit: usize,
    },
    /// A text is too long.
    TooLong {
        /// The field.
        field: &'static str,
        /// How long it may be, in characters.
        limit: usize,
    },
    /// A moment before 1970 or after [`MAX_MOMENT`].
    MomentOutOfRange {
        /// The field.
        field: &'static str,
    },
    /// The brief is over one of its own bounds.
    Brief(BriefFault),
    /// Two things in the note contradict each other, or one cannot be.
    Unsound(Unsound),
}

/// A contradiction in a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsound {
    /// It says it is of another schema.
    Schema,
    /// The revision is 0 or above [`MAX_REVISION`].
    Revision,
    /// It was written before it was made.
    UpdatedBeforeCreated,
    /// The history is not in the order of time.
    HistoryOrder,
    /// The history ends in another state, or a draft has a history.
    HistoryEnd,
    /// The deliveries are not in the order of time.
    DeliveryOrder,
    /// The comments are not in the order of time.
    CommentOrder,
    /// A score is not between 1 and 5.
    Score,
    /// A tag is there twice.
    RepeatedTag,
    /// A file's hash is not 64 lower-case hexadecimal digits.
    AttachmentHash,
}

impl fmt::Display for CheckFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes } => {
                write!(
                    f,
                    "the note has {bytes} bytes, {MAX_NOTE_BYTES} are the limit"
                )
            }
            Self::TooMany { list, count, limit } => {
                write!(f, "{list} has {count} entries, {limit} are the limit")
            }
            Self::TooLong { field, limit } => {
                write!(f, "{field} is longer than {limit} characters")
            }
            Self::MomentOutOfRange { field } => {
                write!(f, "{field} is not between the years 1970 and 9999")
            }
            Self::Brief(fault) => write!(f, "the brief is over a bound: {fault:?}"),
            Self::Unsound(unsound) => write!(f, "{unsound}"),
        }
    }
}

impl std::error::Error for CheckFault {}

impl fmt::Display for Unsound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Schema => "the note says it is of another schema",
            Self::Revision => "the revision is out of range",
            Self::UpdatedBeforeCreated => "the note was written before it was made",
            Self::HistoryOrder => "the history is not in the order of time",
            Self::HistoryEnd => "the history does not end in the note's state",
            Self::DeliveryOrder => "the deliveries are not in the order of time",
            Self::CommentOrder => "the comments are not in the order of time",
            Self::Score => "a score is not between 1 and 5",
            Self::RepeatedTag => "a tag is there twice",
            Self::AttachmentHash => "a file's hash is not a SHA-256 in lower-case hexadecimal",
        })
    }
}

impl Note {
    /// Whether the note is within every limit and sound in itself.
    ///
    /// # Errors
    /// The first [`CheckFault`] found.
    pub fn check(&self) -> Result<(), CheckFault> {
        self.check_lists()?;
        self.check_texts()?;
        self.check_moments()?;
        self.brief
            .iter()
            .try_for_each(Brief::check)
            .map_err(CheckFault::Brief)?;
        self.check_soundness().map_err(CheckFault::Unsound)?;
        let bytes = encode(self).len();
        if bytes > MAX_NOTE_BYTES {
            Err(CheckFault::TooLarge { bytes })
        } else {
            Ok(())
        }
    }

    fn check_lists(&self) -> Result<(), CheckFault> {
        few("history", self.history.len(), MAX_HISTORY)?;
        few("deliveries", self.deliveries.len(), MAX_DELIVERIES)?;
        few("tags", self.tags.len(), MAX_TAGS)?;
        few("people", self.people.len(), MAX_PEOPLE)?;
        few("links", self.links.len(), MAX_LINKS)?;
        few("attachments", self.attachments.len(), MAX_ATTACHMENTS)?;
        few("comments", self.comments.len(), MAX_COMMENTS)?;
        few("answers.points", self.answers.points.len(), MAX_POINTS)
    }

    fn check_texts(&self) -> Result<(), CheckFault> {
        let source = &self.source;
        short("source.provider", [&source.provider], MAX_NAME_CHARS)?;
        short("source.target", [&source.target], MAX_URL_CHARS)?;
        short("source.person", &source.person, MAX_NAME_CHARS)?;
        short("source.event", &source.event, MAX_NAME_CHARS)?;
        short("source.slot", &source.slot, MAX_NAME_CHARS)?;
        short("tags", &self.tags, MAX_NAME_CHARS)?;
        short("people", &self.people, MAX_NAME_CHARS)?;
        short(
            "history.by",
            self.history.iter().filter_map(|s| s.by.as_ref()),
            MAX_NAME_CHARS,
        )?;
        let comments = &self.comments;
        short(
            "comments.text",
            comments.iter().map(|comment| &comment.text),
            MAX_COMMENT_CHARS,
        )?;
        short(
            "comment_draft.text",
            [&self.comment_draft.text],
            MAX_COMMENT_CHARS,
        )?;
        short(
            "comments.by",
            comments.iter().filter_map(|comment| comment.by.as_ref()),
            MAX_NAME_CHARS,
        )?;
        short(
            "deliveries.to",
            self.deliveries.iter().filter_map(|sent| sent.to.as_ref()),
            MAX_NAME_CHARS,
        )?;
        let files = &self.attachments;
        short(
            "attachments.name",
            files.iter().map(|file| &file.name),
            MAX_NAME_CHARS,
        )?;
        short(
            "attachments.media_type",
            files.iter().map(|file| &file.media_type),
            MAX_NAME_CHARS,
        )
    }

    fn check_moments(&self) -> Result<(), CheckFault> {
        in_range("created", [self.created])?;
        in_range("updated", [self.updated])?;
        in_range("written", [self.written])?;
        in_range("deleted", self.deleted)?;
        in_range("answers.needed_by", self.answers.needed_by)?;
        in_range("history.at", self.history.iter().map(|step| step.at))?;
        in_range(
            "deliveries.at",
            self.deliveries.iter().map(|delivery| delivery.at),
        )?;
        in_range(
            "comments.at",
            self.comments.iter().map(|comment| comment.at),
        )?;
        let Some(brief) = &self.brief else {
            return Ok(());
        };
        in_range("brief.needed_by", brief.needed_by)?;
        let moments = brief.fields.values().filter_map(|value| match value {
            FieldValue::Moment(at) => Some(*at),
            _ => None,
        });
        in_range("brief.fields", moments)
    }

    fn check_soundness(&self) -> Result<(), Unsound> {
        let last = self.history.last().map_or(State::Draft, |step| step.state);
        let repeated = |(n, tag): (usize, &String)| self.tags.iter().take(n).any(|t| t == tag);
        let rules = [
            (self.schema == SCHEMA, Unsound::Schema),
            (
                (1..=MAX_REVISION).contains(&self.revision),
                Unsound::Revision,
            ),
            (self.created <= self.updated, Unsound::UpdatedBeforeCreated),
            (
                self.history.is_sorted_by_key(|step| step.at),
                Unsound::HistoryOrder,
            ),
            (last == self.state, Unsound::HistoryEnd),
            (
                self.deliveries.is_sorted_by_key(|d| d.at),
                Unsound::DeliveryOrder,
            ),
            (
                self.comments.is_sorted_by_key(|comment| comment.at),
                Unsound::CommentOrder,
            ),
            (
                (self.comments.iter())
                    .filter_map(|comment| comment.score)
                    .chain(self.comment_draft.score)
                    .all(|score| SCORES.contains(&score)),
                Unsound::Score,
            ),
            (
                !self.tags.iter().enumerate().any(repeated),
                Unsound::RepeatedTag,
            ),
            (
                self.attachments.iter().all(has_sound_hash),
                Unsound::AttachmentHash,
            ),
        ];
        rules
            .into_iter()
            .find(|(holds, _)| !holds)
            .map_or(Ok(()), |(_, unsound)| Err(unsound))
    }
}

const fn few(list: &'static str, count: usize, limit: usize) -> Result<(), CheckFault> {
    if count > limit {
        Err(CheckFault::TooMany { list, count, limit })
    } else {
        Ok(())
    }
}

fn short<'a>(
    field: &'static str,
    texts: impl IntoIterator<Item = &'a String>,
    limit: usize,
) -> Result<(), CheckFault> {
    let too_long = texts
        .into_iter()
        .any(|text| text.chars().nth(limit).is_some());
    if too_long {
        Err(CheckFault::TooLong { field, limit })
    } else {
        Ok(())
    }
}

fn in_range(
    field: &'static str,
    moments: impl IntoIterator<Item = UtcMillis>,
) -> Result<(), CheckFault> {
    let mut moments = moments.into_iter();
    if moments.all(|at| (UtcMillis(0)..=MAX_MOMENT).contains(&at)) {
        Ok(())
    } else {
        Err(CheckFault::MomentOutOfRange { field })
    }
}

fn has_sound_hash(file: &Attachment) -> bool {
    let hash = file.sha256.as_bytes();
    hash.len() == 64 && hash.iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::Comment;
    use crate::lifecycle::{Origin, Step};
    use crate::note::tests::note;
    use crate::note::{Delivered, Delivery};

    fn comment(at: i64, score: Option<u8>) -> Comment {
        Comment {
            at: UtcMillis(at),
            text: "fine".to_owned(),
            by: None,
            score,
        }
    }

    fn fault(change: impl FnOnce(&mut Note)) -> CheckFault {
        let mut note = note();
        assert_eq!(note.check(), Ok(()));
        change(&mut note);
        note.check().unwrap_err()
    }

    #[test]
    fn a_note_of_just_the_limit_passes_and_one_byte_more_does_not() {
        let mut note = note();
        let room = MAX_NOTE_BYTES - encode(&note).len();
        note.answers.tried = "x".repeat(room);
        assert_eq!(note.check(), Ok(()));
        note.answers.tried.push('x');
        assert_eq!(
            note.check(),
            Err(CheckFault::TooLarge {
                bytes: MAX_NOTE_BYTES + 1
            })
        );
    }

    #[test]
    fn a_list_with_one_entry_too_many_is_named() {
        assert_eq!(
            fault(|note| note.people = vec!["Alex Example".to_owned(); MAX_PEOPLE + 1]),
            CheckFault::TooMany {
                list: "people",
                count: MAX_PEOPLE + 1,
                limit: MAX_PEOPLE
            }
        );
    }

    #[test]
    fn a_name_is_counted_in_characters_not_bytes() {
        let mut note = note();
        note.source.person = Some("é".repeat(MAX_NAME_CHARS));
        assert_eq!(note.check(), Ok(()));
        assert_eq!(
            fault(|note| note.source.person = Some("é".repeat(MAX_NAME_CHARS + 1))),
            CheckFault::TooLong {
                field: "source.person",
                limit: MAX_NAME_CHARS
            }
        );
    }

    #[test]
    fn whom_a_brief_went_to_is_a_name_or_address_and_no_longer_than_one() {
        let sent_to = |to: String| Delivery {
            how: Delivered::Mailed,
            at: UtcMillis(1_773_306_000_000),
            to: Some(to),
        };
        assert_eq!(
            fault(|note| note.deliveries = vec![sent_to("x".repeat(MAX_NAME_CHARS + 1))]),
            CheckFault::TooLong {
                field: "deliveries.to",
                limit: MAX_NAME_CHARS
            }
        );
    }

    #[test]
    fn a_moment_no_calendar_shows_is_refused() {
        for at in [
            UtcMillis(-1),
            UtcMillis(MAX_MOMENT.0 + 1),
            UtcMillis(i64::MAX),
        ] {
            assert_eq!(
                fault(|note| note.answers.needed_by = Some(at)),
                CheckFault::MomentOutOfRange {
                    field: "answers.needed_by"
                }
            );
        }
    }

    #[test]
    fn a_brief_over_its_own_bound_is_refused() {
        let links = vec!["https://acme.example"; baton_brief::MAX_LINKS + 1];
        let brief = serde_json::json!({"template": "ask", "links": links});
        let brief: Brief = serde_json::from_value(brief).unwrap();
        assert_eq!(
            fault(|note| note.brief = Some(brief)),
            CheckFault::Brief(BriefFault::TooManyLinks {
                links: baton_brief::MAX_LINKS + 1
            })
        );
    }

    #[test]
    fn contradictions_are_found() {
        let unsound = |change: fn(&mut Note)| match fault(change) {
            CheckFault::Unsound(unsound) => unsound,
            other => panic!("{other}"),
        };
        assert_eq!(unsound(|n| n.schema += 1), Unsound::Schema);
        assert_eq!(unsound(|n| n.revision = 0), Unsound::Revision);
        assert_eq!(unsound(|n| n.updated.0 -= 1), Unsound::UpdatedBeforeCreated);
        assert_eq!(unsound(|n| n.state = State::Sent), Unsound::HistoryEnd);
        assert_eq!(
            unsound(|n| n.tags = vec!["q3".into(), "q3".into()]),
            Unsound::RepeatedTag
        );
        assert_eq!(
            unsound(|n| {
                let file = Attachment {
                    name: "plan.png".to_owned(),
                    media_type: "image/png".to_owned(),
                    bytes: 1,
                    sha256: "ABC".to_owned(),
                };
                n.attachments.push(file);
            }),
            Unsound::AttachmentHash
        );
        assert_eq!(
            unsound(|n| {
                let step = |state, at| Step {
                    state,
                    at: UtcMillis(at),
                    from: Origin::Popup,
                    by: None,
                };
                n.history = vec![step(State::Sent, 2), step(State::Met, 1)];
                n.state = State::Met;
            }),
            Unsound::HistoryOrder
        );
        assert_eq!(
            unsound(|n| n.comments = vec![comment(2, None), comment(1, None)]),
            Unsound::CommentOrder
        );
        assert_eq!(
            unsound(|n| n.comments = vec![comment(2, Some(6))]),
            Unsound::Score
        );
        assert_eq!(
            unsound(|n| {
                n.deliveries = [2, 1]
                    .map(|at| Delivery {
                        how: Delivered::Copied,
                        at: UtcMillis(at),
                        to: None,
                    })
                    .to_vec();
            }),
            Unsound::DeliveryOrder
        );
    }
}
