//! The questions and their order.

use baton_gate::{Answers, Purpose};

/// One question of the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// What should be true afterwards.
    Purpose,
    /// By when, and what "done" means.
    End,
    /// Points, what was tried, who must contribute.
    Plan,
    /// Who does what afterwards, where it is written down.
    FollowUp,
    /// Whether it must be live. Asked only when the others leave it open.
    Live,
}

impl Step {
    /// Every question, in order.
    pub const ALL: [Self; 5] = [
        Self::Purpose,
        Self::End,
        Self::Plan,
        Self::FollowUp,
        Self::Live,
    ];

    /// The step's stable name, used in element attributes and text keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Purpose => "purpose",
            Self::End => "end",
            Self::Plan => "plan",
            Self::FollowUp => "follow_up",
            Self::Live => "live",
        }
    }

    /// Whether anything was answered here.
    #[must_use]
    pub fn is_answered(self, answers: &Answers) -> bool {
        match self {
            Self::Purpose => answers.purpose.is_some(),
            Self::End => answers.needed_by.is_some() || !answers.done_when.trim().is_empty(),
            Self::Plan => {
                answers.contributors.is_some()
                    || !answers.tried.trim().is_empty()
                    || answers.points.iter().any(|point| !point.trim().is_empty())
            }
            Self::FollowUp => {
                !answers.follow_up.trim().is_empty() || !answers.written_where.trim().is_empty()
            }
            Self::Live => answers.same_minute.is_some() || answers.rounds.is_some(),
        }
    }
}

/// The questions that are asked, in order; the last one only if it is `live_needed`.
#[must_use]
pub const fn asked(live_needed: bool) -> &'static [Step] {
    if live_needed {
        &Step::ALL
    } else {
        Step::ALL.split_at(4).0
    }
}

/// Where a draft is taken up again: after the last question that was answered. `None` is the
/// verdict.
#[must_use]
pub fn resume_at(answers: &Answers, live_needed: bool) -> Option<Step> {
    let steps = asked(live_needed);
    let next = steps
        .iter()
        .rposition(|step| step.is_answered(answers))
        .map_or(0, |last| last + 1);
    steps.get(next).copied()
}

/// Whether the person is asked if the other side wants the meeting: it matters only when people
/// are to get to know each other.
#[must_use]
pub fn invitation_matters(answers: &Answers) -> bool {
    answers.purpose == Some(Purpose::Acquaint)
}

#[cfg(test)]
mod tests {
    use super::{Step, asked, resume_at};
    use baton_gate::{Answers, Purpose};

    #[test]
    fn the_fifth_question_is_asked_only_when_it_matters() {
        assert_eq!(asked(false).last(), Some(&Step::FollowUp));
        assert_eq!(asked(true).last(), Some(&Step::Live));
    }

    #[test]
    fn a_draft_is_taken_up_after_the_last_answer() {
        let mut answers = Answers {
            purpose: Some(Purpose::Decide),
            ..Answers::default()
        };
        assert_eq!(resume_at(&answers, true), Some(Step::End));
        answers.written_where = "the wiki".to_owned();
        assert_eq!(resume_at(&answers, true), Some(Step::Live));
        assert_eq!(resume_at(&answers, false), None);
        assert_eq!(resume_at(&Answers::default(), false), Some(Step::Purpose));
    }

    #[test]
    fn blanks_are_no_answer() {
        let answers = Answers {
            points: vec![" ".to_owned()],
            ..Answers::default()
        };
        assert!(!Step::Plan.is_answered(&answers));
    }
}
