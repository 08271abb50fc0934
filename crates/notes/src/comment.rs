//! What is said about a note: comments and feedback, in order.

use baton_worktime::UtcMillis;
use serde::{Deserialize, Serialize};

/// Comments of a note.
pub const MAX_COMMENTS: usize = 500;
/// A comment's text, in characters.
pub const MAX_COMMENT_CHARS: usize = 20_000;
/// The lowest and the highest score.
pub const SCORES: std::ops::RangeInclusive<u8> = 1..=5;

/// A comment. One with a score is feedback: how well it worked to write instead.
///
/// Part of schema 2: a new field here is a new schema (see `migrate.rs`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    /// When it was written.
    pub at: UtcMillis,
    /// Who, where it is known; `None` is the person at this browser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// 1 (a meeting would have been better) to 5 (settled well); see [`SCORES`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u8>,
    /// What is said.
    pub text: String,
}

/// A comment in the making, kept with the note so that a page that closes loses nothing.
///
/// Part of schema 2: a new field here is a new schema (see `migrate.rs`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CommentDraft {
    /// The score, once one is chosen.
    pub score: Option<u8>,
    /// What is said so far.
    pub text: String,
}
