//! What can go wrong, in terms a person can act on.

use serde::{Deserialize, Serialize};

/// Why a request was not done. Each has one text in `failure.json` that says what
/// happened, what was kept and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// The WebAssembly engine did not start in the background.
    Engine,
    /// The message does not parse or is too large.
    Malformed,
    /// The sender has no right to ask this.
    Refused,
    /// The prompt's ticket is unknown, used or belongs to another tab.
    Ticket,
    /// The store cannot be opened.
    StoreClosed,
    /// The disk or the quota is full.
    StoreFull,
    /// Stored data was written by a newer Baton.
    StoreNewer,
    /// A file that was given was written by a newer Baton.
    FileNewer,
    /// A part of a file that was given is damaged.
    FileDamaged,
    /// A list holds as much as it may.
    ListFull,
    /// The store failed while reading or writing.
    StoreBroken,
    /// There is no such note.
    NoSuchNote,
    /// The note does not allow this step.
    NoSuchStep,
    /// The bytes of this file are not in the store.
    NoSuchFile,
    /// The booking page does not allow this.
    Page,
    /// The browser's permission for the site is missing.
    NoPermission,
    /// Baton may not look into this page.
    NotHere,
    /// Private window: nothing is stored.
    Private,
    /// The settings, or the templates, were changed elsewhere since they were read.
    Outdated,
    /// A comment on this note is in the making in another window.
    CommentElsewhere,
    /// Another import was begun meanwhile; nothing of this one was brought in.
    OtherImport,
    /// The extension was updated or reloaded; the page must be loaded again.
    Stale,
    /// The background did not answer.
    NoAnswer,
}

impl Failure {
    /// Every failure.
    pub const ALL: [Self; 23] = [
        Self::Engine,
        Self::Malformed,
        Self::Refused,
        Self::Ticket,
        Self::StoreClosed,
        Self::StoreFull,
        Self::StoreNewer,
        Self::FileNewer,
        Self::FileDamaged,
        Self::ListFull,
        Self::StoreBroken,
        Self::NoSuchNote,
        Self::NoSuchStep,
        Self::NoSuchFile,
        Self::Page,
        Self::NoPermission,
        Self::NotHere,
        Self::Private,
        Self::Outdated,
        Self::CommentElsewhere,
        Self::OtherImport,
        Self::Stale,
        Self::NoAnswer,
    ];

    /// The key of the text that says what happened, what was kept and what to do.
    #[must_use]
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Engine => "failure_engine",
            Self::Malformed => "failure_malformed",
            Self::Refused => "failure_refused",
            Self::Ticket => "failure_ticket",
            Self::StoreClosed => "failure_store_closed",
            Self::StoreFull => "failure_store_full",
            Self::StoreNewer => "failure_store_newer",
            Self::FileNewer => "failure_file_newer",
            Self::FileDamaged => "failure_file_damaged",
            Self::ListFull => "failure_list_full",
            Self::StoreBroken => "failure_store_broken",
            Self::NoSuchNote => "failure_no_such_note",
            Self::NoSuchStep => "failure_no_such_step",
            Self::NoSuchFile => "failure_no_such_file",
            Self::Page => "failure_page",
            Self::NoPermission => "failure_no_permission",
            Self::NotHere => "failure_not_here",
            Self::Private => "failure_private",
            Self::Outdated => "failure_outdated",
            Self::CommentElsewhere => "failure_comment_elsewhere",
            Self::OtherImport => "failure_other_import",
            Self::Stale => "failure_stale",
            Self::NoAnswer => "failure_no_answer",
        }
    }
}
