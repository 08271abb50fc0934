//! The rules R1 to R10: the first that matches decides.
//!
//! To change what is recommended, change the one rule's function or its [`Thresholds`]. A rule
//! looks at answers that were given; an open question never matches by itself.

use crate::answers::{Answers, Contributors, Purpose};
use crate::verdict::{Outcome, Rule, TemplateId, Verdict};
use baton_worktime::{UtcMillis, WorkingWeek, Zones};
use serde::{Deserialize, Serialize};

/// The numbers in the rules. All of them are settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Thresholds {
    /// R1: how long a reply takes at the earliest, in the receiver's working minutes.
    pub reply_lead_minutes: u32,
    /// R1: how long a call should be at most, in minutes.
    pub call_minutes: u16,
    /// R4: after how many rounds in writing without an answer people should meet. The question
    /// tells none, one, two and "three or more" apart, so anything outside 1 to 3 is taken as
    /// the nearer end.
    pub rounds_before_meeting: u8,
    /// R8: how many of the receiver's working days a written decision needs.
    pub decide_working_days: u16,
    /// R9: how long a meeting to solve something or to collect ideas should be at most, in
    /// minutes.
    pub live_minutes: u16,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            reply_lead_minutes: 60,
            call_minutes: 15,
            rounds_before_meeting: 3,
            decide_working_days: 1,
            live_minutes: 25,
        }
    }
}

/// What the rules about time reckon with.
#[derive(Clone, Copy)]
pub struct Working<'a> {
    /// The receiver's working week; the sender's when the receiver's is unknown.
    pub week: &'a WorkingWeek,
    /// The host's time zones.
    pub zones: &'a dyn Zones,
    /// The moment of asking.
    pub now: UtcMillis,
}

/// The verdict on the answers given so far.
///
/// When the receiver's hours cannot be reckoned with (a zone the host does not know, a week
/// without hours), time decides nothing: R1 then matches incidents only, and R8 takes it that
/// there is time enough.
#[must_use]
pub fn verdict(answers: &Answers, working: &Working<'_>, thresholds: &Thresholds) -> Verdict {
    let case = Case {
        answers,
        working,
        thresholds,
    };
    RULES
        .iter()
        .find_map(|rule| rule(&case))
        .unwrap_or_else(r10_write_and_offer_a_meeting)
}

/// Whether question 5 is worth asking: questions 1 to 4 give something to go on, and none of the
/// rules that need no more than their answers (R1 to R7) has decided; or rounds that were counted before
/// decide, and can be set right there.
#[must_use]
pub fn live_question_needed(
    answers: &Answers,
    working: &Working<'_>,
    thresholds: &Thresholds,
) -> bool {
    let first_four = Answers {
        same_minute: None,
        rounds: None,
        ..answers.clone()
    };
    let by_rounds = verdict(answers, working, thresholds).rule == Rule::R4;
    by_rounds || verdict(&first_four, working, thresholds).rule >= Rule::R8
}

/// All a rule may look at.
struct Case<'a> {
    answers: &'a Answers,
    working: &'a Working<'a>,
    thresholds: &'a Thresholds,
}

/// The rules that can match or not, in order; R10 is what remains.
const RULES: [fn(&Case<'_>) -> Option<Verdict>; 9] = [
    r1_call_when_urgent,
    r2_meet_when_sensitive,
    r3_meet_to_get_acquainted,
    r4_meet_after_many_rounds,
    r5_not_ready_without_aim,
    r6_do_it_when_nobody_else_is_needed,
    r7_write_what_is_for_reading,
    r8_decide_in_writing_with_time_left,
    r9_solve_live_only_if_it_must_be,
];

/// R1: an incident, or needed before a reply can be expected: call now.
fn r1_call_when_urgent(case: &Case<'_>) -> Option<Verdict> {
    let urgent = case.purpose_is(&[Purpose::Incident]) || case.needed_before_a_reply();
    urgent.then(|| Verdict {
        max_minutes: Some(case.thresholds.call_minutes),
        ..decided(Rule::R1, Outcome::Call, TemplateId::Sbar)
    })
}

/// R2: a sensitive or personal matter: meet.
fn r2_meet_when_sensitive(case: &Case<'_>) -> Option<Verdict> {
    case.purpose_is(&[Purpose::Sensitive])
        .then(|| decided(Rule::R2, Outcome::Meet, TemplateId::Meet))
}

/// R3: getting to know each other: meet, and introduce yourself first if they did not ask.
fn r3_meet_to_get_acquainted(case: &Case<'_>) -> Option<Verdict> {
    let invited = case.answers.invited == Some(true);
    let template = if invited {
        TemplateId::Meet
    } else {
        TemplateId::Intro
    };
    case.purpose_is(&[Purpose::Acquaint])
        .then(|| decided(Rule::R3, Outcome::Meet, template))
}

/// R4: many rounds without an answer: meet, with the brief attached.
fn r4_meet_after_many_rounds(case: &Case<'_>) -> Option<Verdict> {
    let enough = case.thresholds.rounds_before_meeting.clamp(1, 3);
    let stuck = case
        .answers
        .rounds
        .is_some_and(|rounds| rounds.at_least() >= enough);
    stuck.then(|| decided(Rule::R4, Outcome::Meet, TemplateId::Meet))
}

/// R5: neither a purpose nor what "done" means: one line first.
fn r5_not_ready_without_aim(case: &Case<'_>) -> Option<Verdict> {
    let no_aim = case.answers.purpose.is_none() && case.answers.done_when.trim().is_empty();
    no_aim.then(|| decided(Rule::R5, Outcome::NotReady, TemplateId::Ask))
}

/// R6: nobody else must contribute to deciding, solving or ideas: do it, then record it.
fn r6_do_it_when_nobody_else_is_needed(case: &Case<'_>) -> Option<Verdict> {
    let alone = case.answers.contributors == Some(Contributors::None)
        && case.purpose_is(&[Purpose::Decide, Purpose::Solve, Purpose::Ideas]);
    alone.then(|| decided(Rule::R6, Outcome::DoIt, TemplateId::Record))
}

/// R7: news, a review, an answer, a demo: write, each with its own template.
fn r7_write_what_is_for_reading(case: &Case<'_>) -> Option<Verdict> {
    let template = match case.answers.purpose? {
        Purpose::Inform => TemplateId::Status,
        Purpose::Review => TemplateId::Review,
        Purpose::Answer => TemplateId::Ask,
        Purpose::Demo => TemplateId::Video,
        _ => return None,
    };
    Some(decided(Rule::R7, Outcome::Async, template))
}

/// R8: a decision with working days left: decide in writing.
fn r8_decide_in_writing_with_time_left(case: &Case<'_>) -> Option<Verdict> {
    let in_time = case.purpose_is(&[Purpose::Decide]) && case.has_working_days_left();
    in_time.then(|| decided(Rule::R8, Outcome::Async, TemplateId::Decide))
}

/// R9: solving or ideas: a short meeting if people must react within the same minute, otherwise
/// one round in writing and then the question again.
fn r9_solve_live_only_if_it_must_be(case: &Case<'_>) -> Option<Verdict> {
    let live = case.answers.same_minute == Some(true);
    case.purpose_is(&[Purpose::Solve, Purpose::Ideas]).then(|| {
        if live {
            Verdict {
                max_minutes: Some(case.thresholds.live_minutes),
                ..decided(Rule::R9, Outcome::Meet, TemplateId::Meet)
            }
        } else {
            decided(Rule::R9, Outcome::Async, TemplateId::Ask)
        }
    })
}

/// R10: anything else: ask in writing; a meeting stays offered.
const fn r10_write_and_offer_a_meeting() -> Verdict {
    decided(Rule::R10, Outcome::Async, TemplateId::Ask)
}

const fn decided(rule: Rule, outcome: Outcome, template: TemplateId) -> Verdict {
    Verdict {
        rule,
        outcome,
        template,
        max_minutes: None,
    }
}

impl Case<'_> {
    fn purpose_is(&self, any_of: &[Purpose]) -> bool {
        self.answers
            .purpose
            .is_some_and(|purpose| any_of.contains(&purpose))
    }

    /// Needed earlier than a reply can be expected within the receiver's hours.
    fn needed_before_a_reply(&self) -> bool {
        let Working { week, zones, now } = *self.working;
        self.answers.needed_by.is_some_and(|needed_by| {
            week.add_working_minutes(zones, now, self.thresholds.reply_lead_minutes)
                .is_ok_and(|earliest_reply| needed_by < earliest_reply)
        })
    }

    /// Not needed before the end of the receiver's working days that a decision takes.
    fn has_working_days_left(&self) -> bool {
        let Working { week, zones, now } = *self.working;
        self.answers.needed_by.is_none_or(|needed_by| {
            week.after_working_days(zones, now, self.thresholds.decide_working_days)
                .map_or(true, |decided_by| needed_by >= decided_by)
        })
    }
}
