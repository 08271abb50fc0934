//! How large a note may be, and what must hold in it.
//!
//! Checked before a note is written and when one comes from a file. What is already stored is read
//! without these checks, so that a limit lowered later locks nobody out.

use crate::attachment::Attachment;
use crate::comment::{MAX_COMMENT_CHARS, MAX_COMMENTS, SCORES};
use crate::lifecycle::State;
use crate::note::{Note, SCHEMA};
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
        in_range("ask_again", self.ask_again)?;
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
#[path = "limits_tests.rs"]
mod tests;
