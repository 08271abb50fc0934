//! Notes that leave Baton whole and come back: what the page for exports, imports and backups asks.
//!
//! An import is *staged*: it is handed over in parts, which nothing reads, until one record says that all
//! of them hold. From then on they are brought in part by part, also after the browser was killed in
//! between.

use baton_notes::NoteId;
use baton_worktime::UtcMillis;
use serde::{Deserialize, Serialize};

/// The most notes that are taken at once.
pub const MAX_TAKEN: usize = 1_000;
/// So many bytes of notes are taken at once, or one note: Chromium carries no message above 64 MB.
pub const MAX_TAKEN_BYTES: usize = 4_000_000;
/// The most bytes of a part: a file as large as files may be has room.
pub const MAX_PART_BYTES: usize = 8_000_000;
/// The most notes in a part.
pub const MAX_PART_NOTES: usize = 1_000;
/// The most parts of an import.
pub const MAX_PARTS: u32 = 20_000;
/// The longest name of an import, in bytes.
pub const MAX_IMPORT_ID_BYTES: usize = 64;

/// What the page asks; [`TransferReply`] answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferRequest {
    /// Every note, deleted ones too, by id: those that stand after this one.
    TakeAll {
        /// The last note that was taken.
        after: Option<NoteId>,
    },
    /// These notes, as far as there are any.
    Take {
        /// [`MAX_TAKEN`] at most.
        ids: Vec<NoteId>,
    },
    /// How much was ever written: who reads a copy of the store itself knows by it whether it is that
    /// store's.
    Written,
    /// Keep a part of an import. The first part begins it, and throws away what is left of one that was
    /// never finished.
    Stage {
        /// The import's name, chosen by the page at random.
        import: String,
        /// The part, from 0, in order.
        part: u32,
        /// JSON of a list of [`Staged`].
        entries: String,
    },
    /// All parts are there and hold: bring them in. It cannot be taken back.
    Finish {
        /// The import's name.
        import: String,
        /// How many parts it has.
        parts: u32,
    },
    /// Bring in the next part of what was finished.
    GoOn,
    /// Throw away an import that was not finished.
    Discard {
        /// The import's name.
        import: String,
    },
    /// When the notes were last saved as a backup, and how often they are to be.
    Backup,
    /// Change that.
    SetBackup {
        /// JSON of a [`Backup`].
        record: String,
    },
    /// Erase everything that Baton keeps. It cannot be undone.
    Erase,
}

/// A note as it stands, with what is kept beside it but for its files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenNote {
    /// Its id.
    pub id: NoteId,
    /// Its record.
    pub record: String,
    /// The record of the texts kept beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<String>,
}

/// Something of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Staged {
    /// A note.
    Note {
        /// The revision of the note in whose place it comes, as it stood when the import was looked at;
        /// `None` where there was none. One that was changed since stays, and this one's text is kept
        /// beside it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        over: Option<u64>,
        /// Its record.
        record: String,
        /// The record of the texts kept beside it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        earlier: Option<String>,
    },
    /// A file that some note of the import has.
    File {
        /// Its hash.
        sha256: String,
        /// Its bytes, as [`baton_notes::file_text`] writes them.
        content: String,
    },
}

/// How often notes are saved as a backup, and when they last were: the record `backup`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    /// Days from one to the next, [`Self::MOST_DAYS`] at most; `None` for never.
    #[serde(default)]
    pub every_days: Option<u16>,
    /// The moment of the last one, in milliseconds of UTC.
    #[serde(default)]
    pub last: Option<UtcMillis>,
    /// The moment since which they are to be made.
    #[serde(default)]
    pub since: Option<UtcMillis>,
}

impl Backup {
    /// The longest time from one to the next, in days.
    pub const MOST_DAYS: u16 = 366;

    /// When the next one is due, seen from the moment `now`. What lies in the future was dated by a clock that ran
    /// ahead, and does not count; if nothing else is left, one is due now.
    #[must_use]
    pub fn due(&self, now: UtcMillis) -> Option<UtcMillis> {
        let days = self.every_days?.clamp(1, Self::MOST_DAYS);
        let has_come = |moment: &UtcMillis| *moment <= now;
        let last = self.last.filter(has_come);
        let Some(from) = last.or(self.since.filter(has_come)) else {
            return self.last.or(self.since).and(Some(now));
        };
        Some(UtcMillis(from.0.saturating_add(i64::from(days) * DAY)))
    }
}

const DAY: i64 = 24 * 60 * 60 * 1000;

/// The answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferReply {
    /// To [`TransferRequest::TakeAll`] and [`TransferRequest::Take`].
    Taken {
        /// The notes, in the order asked for; fewer where they are large, see [`MAX_TAKEN_BYTES`].
        notes: Vec<TakenNote>,
        /// The last one's id, where more may follow: ask for those behind it.
        next: Option<NoteId>,
    },
    /// To [`TransferRequest::Written`].
    Written {
        /// The number of the last batch that is durable.
        batch: u64,
    },
    /// To [`TransferRequest::Finish`] and [`TransferRequest::GoOn`]: how far it is. An import is brought
    /// in once both are the same.
    Progress {
        /// Parts that are brought in.
        done: u32,
        /// All its parts.
        of: u32,
    },
    /// To [`TransferRequest::Backup`] and [`TransferRequest::SetBackup`].
    Backup {
        /// JSON of a [`Backup`]; `None` before any was set.
        record: Option<String>,
    },
    /// To all others: it is durable.
    Ok,
}
