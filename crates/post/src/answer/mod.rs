//! An answer that was pasted back: what it understood, its answers by number, its score.

mod pieces;
mod reader;
mod score;

use crate::html::html_lines;
use crate::limits::{MAX_REPLY_BYTES, Refused, within};
use crate::line::{Line, plain_lines};
use crate::sent::Sent;
use reader::Reader;
use serde::{Deserialize, Serialize};

/// What somebody answered. Every word of theirs is in one of the fields; texts are plain, lines end
/// in `\n`, none is blank at the start or end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The ask in their own words.
    pub restate: Option<String>,
    /// Answers by number, lowest first, each number once; at most
    /// [`MAX_ANSWERS`](crate::MAX_ANSWERS).
    pub answers: Vec<Answer>,
    /// The one answer to a brief without numbers.
    pub answer: Option<String>,
    /// Whether writing was enough, from 1 (no) to 5 (yes).
    pub score: Option<u8>,
    /// What could not be placed, in the order of the reply, with a blank line between parts: greetings,
    /// signatures, numbers nobody asked about, what was answered twice. Of what was quoted it has
    /// what is not a copy of what was sent, behind `>`.
    pub rest: String,
}

/// An answer to one numbered line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Its number, from 1.
    pub number: u32,
    /// What was answered; never empty.
    pub text: String,
}

impl Reply {
    /// Whether nothing found its place.
    #[must_use]
    pub fn is_unplaced(&self) -> bool {
        self.restate.is_none()
            && self.answers.is_empty()
            && self.answer.is_none()
            && self.score.is_none()
    }
}

/// Reads a reply that was pasted as plain text.
///
/// # Errors
/// When it is longer than [`MAX_REPLY_BYTES`].
pub fn read_reply(text: &str, sent: &Sent) -> Result<Reply, Refused> {
    within(text, MAX_REPLY_BYTES)?;
    Ok(read(&plain_lines(text), sent))
}

/// Reads a reply that was pasted as HTML, as mail programs put it on the clipboard.
///
/// # Errors
/// When it is longer than [`MAX_REPLY_BYTES`].
pub fn read_reply_html(html: &str, sent: &Sent) -> Result<Reply, Refused> {
    within(html, MAX_REPLY_BYTES)?;
    Ok(read(&html_lines(html), sent))
}

fn read(lines: &[Line], sent: &Sent) -> Reply {
    Reader::new(lines, sent).read().placed(sent.numbered)
}
