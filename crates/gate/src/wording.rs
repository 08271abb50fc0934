//! The keys of what people read about a verdict.

use crate::answers::{Answers, Purpose};
use crate::verdict::{Outcome, Rule, TemplateId, Verdict};
use baton_locale::Messages;
use baton_worktime::UtcMillis;

/// What is said about one kind of verdict.
struct Wording {
    sentence: &'static str,
    rule: &'static str,
    /// The sentence with `$1` minutes in it, for a verdict that sets a limit.
    with_minutes: Option<&'static str>,
    change: Option<&'static str>,
}

const fn says(sentence: &'static str, rule: &'static str) -> Wording {
    Wording {
        sentence,
        rule,
        with_minutes: None,
        change: None,
    }
}

impl Wording {
    const fn with_minutes(self, key: &'static str) -> Self {
        Self {
            with_minutes: Some(key),
            ..self
        }
    }

    const fn changed_by(self, key: &'static str) -> Self {
        Self {
            change: Some(key),
            ..self
        }
    }
}

impl Verdict {
    /// The verdict in one sentence, with its limit in minutes where it sets one.
    #[must_use]
    pub fn sentence(&self, words: &(impl Messages + ?Sized)) -> String {
        match (self.wording().with_minutes, self.max_minutes) {
            (Some(key), Some(minutes)) => words.text(key, &[&minutes.to_string()]),
            _ => words.text(self.sentence_key(), &[]),
        }
    }

    /// The key of the verdict in one sentence, without its limit in minutes. It takes no
    /// arguments. People should read [`Self::sentence`].
    #[must_use]
    pub const fn sentence_key(&self) -> &'static str {
        self.wording().sentence
    }

    /// The key of the line below the sentence: what the rule looked at.
    #[must_use]
    pub const fn rule_key(&self) -> &'static str {
        self.wording().rule
    }

    /// The key of one line on what would change the verdict, where an answer could.
    #[must_use]
    pub const fn change_key(&self) -> Option<&'static str> {
        self.wording().change
    }

    /// The same as long as these answers stand: a moment that has passed is most likely not the one that was
    /// meant.
    #[must_use]
    pub fn change_key_for(&self, answers: &Answers, now: UtcMillis) -> Option<&'static str> {
        let is_past = answers.needed_by.is_some_and(|by| by < now);
        match self.rule {
            Rule::R1 if is_past && answers.purpose != Some(Purpose::Incident) => {
                Some("gate_change_call_past")
            }
            _ => self.change_key(),
        }
    }

    /// A verdict read back from a note may pair a rule with a template of another version, so
    /// each rule's last row takes whatever remains.
    const fn wording(&self) -> Wording {
        match (self.rule, self.outcome, self.template) {
            (Rule::R1, ..) => says("gate_verdict_call", "gate_rule_call")
                .with_minutes("gate_verdict_call_minutes")
                .changed_by("gate_change_call"),
            (Rule::R2, ..) => says("gate_verdict_sensitive", "gate_rule_sensitive"),
            (Rule::R3, _, TemplateId::Intro) => {
                says("gate_verdict_intro", "gate_rule_intro").changed_by("gate_change_intro")
            }
            (Rule::R3, ..) => says("gate_verdict_acquaint", "gate_rule_acquaint"),
            (Rule::R4, ..) => says("gate_verdict_rounds", "gate_rule_rounds"),
            (Rule::R5, ..) => says("gate_verdict_not_ready", "gate_rule_not_ready")
                .changed_by("gate_change_not_ready"),
            (Rule::R6, ..) => {
                says("gate_verdict_do_it", "gate_rule_do_it").changed_by("gate_change_do_it")
            }
            (Rule::R7, _, TemplateId::Status) => {
                says("gate_verdict_status", "gate_rule_status").changed_by("gate_change_rounds")
            }
            (Rule::R7, _, TemplateId::Review) => {
                says("gate_verdict_review", "gate_rule_review").changed_by("gate_change_rounds")
            }
            (Rule::R7, _, TemplateId::Video) => {
                says("gate_verdict_demo", "gate_rule_demo").changed_by("gate_change_rounds")
            }
            (Rule::R7, ..) => {
                says("gate_verdict_answer", "gate_rule_answer").changed_by("gate_change_rounds")
            }
            (Rule::R8, ..) => {
                says("gate_verdict_decide", "gate_rule_decide").changed_by("gate_change_rounds")
            }
            (Rule::R9, Outcome::Meet, _) => says("gate_verdict_live", "gate_rule_live")
                .with_minutes("gate_verdict_live_minutes")
                .changed_by("gate_change_live"),
            (Rule::R9, ..) => says("gate_verdict_one_round", "gate_rule_one_round")
                .changed_by("gate_change_one_round"),
            (Rule::R10, ..) => says("gate_verdict_otherwise", "gate_rule_otherwise")
                .changed_by("gate_change_rounds"),
        }
    }
}
