//! The script that marks links on a site where a person allowed it, and the background.

use crate::links::SeenLink;
use serde::{Deserialize, Serialize};

/// So many bytes of links are looked at in one message.
pub const MAX_MARK_BYTES: usize = 2 * 1024 * 1024;

/// What the script that marks links may ask. It tells nothing but the page's own links, and is told
/// nothing but what they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkRequest {
    /// Which links are worth a question.
    Begin,
    /// What these links are.
    Look {
        /// The links, a line each, [`MAX_MARK_BYTES`] at most.
        links: String,
    },
    /// Write about a link, in a tab of its own.
    Write {
        /// The link.
        link: String,
    },
}

/// The answers to the script that marks links.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkReply {
    /// To [`MarkRequest::Begin`]: endings of hosts, lower case. Other hosts have them too; those without
    /// any are left out.
    Endings(Vec<String>),
    /// To [`MarkRequest::Look`]: those that ask for somebody's time, each with its line, from 0.
    Marks(Vec<(usize, SeenLink)>),
    /// To [`MarkRequest::Write`].
    Ok,
}
