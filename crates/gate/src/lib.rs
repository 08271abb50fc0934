//! Answers to the gate's questions and the verdict they lead to.
//!
//! The rules are in `rules.rs`, one function each; the keys of what people read about a verdict
//! are in `wording.rs`.

mod answers;
mod rules;
mod verdict;
mod wording;

pub use answers::{Answers, Contributors, Purpose, Rounds};
pub use rules::{Thresholds, Working, live_question_needed, verdict};
pub use verdict::{Outcome, Rule, TemplateId, Verdict};
