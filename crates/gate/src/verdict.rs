//! What the rules decided, and why.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The rule that decided, named as in the documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(
    missing_docs,
    reason = "each rule is described where it is applied, in rules.rs"
)]
pub enum Rule {
    R1,
    R2,
    R3,
    R4,
    R5,
    R6,
    R7,
    R8,
    R9,
    R10,
}

impl Rule {
    /// Every rule, in the order they are tried.
    pub const ALL: [Self; 10] = [
        Self::R1,
        Self::R2,
        Self::R3,
        Self::R4,
        Self::R5,
        Self::R6,
        Self::R7,
        Self::R8,
        Self::R9,
        Self::R10,
    ];

    /// The rule's id, as it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::R1 => "R1",
            Self::R2 => "R2",
            Self::R3 => "R3",
            Self::R4 => "R4",
            Self::R5 => "R5",
            Self::R6 => "R6",
            Self::R7 => "R7",
            Self::R8 => "R8",
            Self::R9 => "R9",
            Self::R10 => "R10",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is recommended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Call now, short.
    Call,
    /// Meet, prepared.
    Meet,
    /// Not ready: write one line first. Nothing is blocked.
    NotReady,
    /// Do it, then record it.
    DoIt,
    /// Settle it in writing.
    Async,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 5] = [
        Self::Call,
        Self::Meet,
        Self::NotReady,
        Self::DoIt,
        Self::Async,
    ];

    /// The outcome's id, as it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Meet => "meet",
            Self::NotReady => "not_ready",
            Self::DoIt => "do_it",
            Self::Async => "async",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A brief's template, by its stable id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateId {
    /// One question.
    Ask,
    /// A decision.
    Decide,
    /// Where things stand.
    Status,
    /// Feedback on a piece of work.
    Review,
    /// Work passed on.
    Handoff,
    /// An escalation: situation, background, assessment, request.
    Sbar,
    /// A meeting, prepared.
    Meet,
    /// First contact.
    Intro,
    /// An answer to a scheduling link or invitation.
    Reply,
    /// Many questions in one sitting.
    Batch,
    /// Showing instead of a live demo.
    Video,
    /// The decision log.
    Record,
    /// Closing the loop.
    Close,
}

impl TemplateId {
    /// Every built-in template.
    pub const ALL: [Self; 13] = [
        Self::Ask,
        Self::Decide,
        Self::Status,
        Self::Review,
        Self::Handoff,
        Self::Sbar,
        Self::Meet,
        Self::Intro,
        Self::Reply,
        Self::Batch,
        Self::Video,
        Self::Record,
        Self::Close,
    ];

    /// The template's id, as it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Decide => "decide",
            Self::Status => "status",
            Self::Review => "review",
            Self::Handoff => "handoff",
            Self::Sbar => "sbar",
            Self::Meet => "meet",
            Self::Intro => "intro",
            Self::Reply => "reply",
            Self::Batch => "batch",
            Self::Video => "video",
            Self::Record => "record",
            Self::Close => "close",
        }
    }
}

impl fmt::Display for TemplateId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The gate's verdict: same answers, same moment, same verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The first rule that matched.
    pub rule: Rule,
    /// What it recommends.
    pub outcome: Outcome,
    /// The template it leads to.
    pub template: TemplateId,
    /// The longest meeting it recommends, in minutes.
    pub max_minutes: Option<u16>,
}
