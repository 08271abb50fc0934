//! Every key leads to English text, and every English text is led to.

use baton_gate::{Answers, Contributors, Outcome, Purpose, Rounds, Rule, TemplateId, Verdict};
use baton_locale::{Catalogue, Messages};
use baton_worktime::UtcMillis;
use std::collections::BTreeSet;

/// Every verdict that could stand in a note, also pairs that no rule makes.
fn every_verdict() -> impl Iterator<Item = Verdict> {
    Rule::ALL.into_iter().flat_map(|rule| {
        Outcome::ALL.into_iter().flat_map(move |outcome| {
            TemplateId::ALL.into_iter().map(move |template| Verdict {
                rule,
                outcome,
                template,
                max_minutes: Some(25),
            })
        })
    })
}

/// The keys of sentences with a limit in minutes, which [`Verdict::sentence`] looks up itself.
const WITH_MINUTES: [&str; 2] = ["gate_verdict_call_minutes", "gate_verdict_live_minutes"];

fn keys_of_verdicts() -> BTreeSet<&'static str> {
    every_verdict()
        .flat_map(|verdict| {
            [verdict.sentence_key(), verdict.rule_key()]
                .into_iter()
                .chain(verdict.change_key())
        })
        .chain(WITH_MINUTES)
        .chain(["gate_change_call_past"])
        .collect()
}

fn keys_of_labels() -> BTreeSet<&'static str> {
    let purposes = Purpose::ALL.map(Purpose::label_key);
    let contributors = Contributors::ALL.map(Contributors::label_key);
    let rounds = Rounds::ALL.map(Rounds::label_key);
    purposes
        .into_iter()
        .chain(contributors)
        .chain(rounds)
        .collect()
}

#[test]
fn every_key_has_its_english_text() {
    let english = Catalogue::english();
    for key in keys_of_verdicts().union(&keys_of_labels()) {
        assert!(english.contains(key), "{key}");
        assert!(!english.text(key, &[]).trim().is_empty(), "{key}");
    }
}

#[test]
fn every_text_about_verdicts_and_chips_is_used() {
    let english = Catalogue::english();
    let used: BTreeSet<&str> = keys_of_verdicts()
        .union(&keys_of_labels())
        .copied()
        .collect();
    let families = [
        "verdict",
        "rule",
        "change",
        "purpose",
        "contributors",
        "rounds",
    ];
    let unused: Vec<&str> = english
        .keys()
        .filter(|key| {
            let family = key
                .strip_prefix("gate_")
                .and_then(|rest| rest.split('_').next());
            family.is_some_and(|family| families.contains(&family)) && !used.contains(key)
        })
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn labels_and_sentences_can_be_told_apart() {
    let english = Catalogue::english();
    for keys in [keys_of_labels(), keys_of_verdicts()] {
        let texts: BTreeSet<String> = keys.iter().map(|key| english.text(key, &[])).collect();
        assert_eq!(texts.len(), keys.len());
    }
}

#[test]
fn each_of_the_five_questions_has_a_text_and_a_hint() {
    let english = Catalogue::english();
    for question in ["purpose", "end", "plan", "follow_up", "live"] {
        let text = english.text(&format!("gate_question_{question}"), &[]);
        assert!(text.ends_with('?'), "{text}");
        assert!(
            english.contains(&format!("gate_question_{question}_hint")),
            "{question}"
        );
    }
}

#[test]
fn a_sentence_tells_the_minutes_where_the_verdict_sets_a_limit() {
    let english = Catalogue::english();
    let sentence = |rule, outcome, max_minutes| {
        Verdict {
            rule,
            outcome,
            template: TemplateId::Meet,
            max_minutes,
        }
        .sentence(&english)
    };
    assert!(sentence(Rule::R1, Outcome::Call, Some(7)).contains(" 7 minutes"));
    assert!(sentence(Rule::R9, Outcome::Meet, Some(35)).contains(" 35 minutes"));
    for verdict in every_verdict() {
        let without = Verdict {
            max_minutes: None,
            ..verdict
        }
        .sentence(&english);
        assert_eq!(without, english.text(verdict.sentence_key(), &["ignored"]));
        assert!(!without.contains("minutes"), "{without}");
    }
}

/// A date in the wrong year, or of a draft taken up late, is most likely not an emergency.
#[test]
fn a_moment_that_has_passed_is_to_be_chosen_anew() {
    let call = Verdict {
        rule: Rule::R1,
        outcome: Outcome::Call,
        template: TemplateId::Sbar,
        max_minutes: Some(15),
    };
    let now = UtcMillis(1_000_000);
    let answers = |purpose, by| Answers {
        purpose: Some(purpose),
        needed_by: Some(UtcMillis(by)),
        ..Answers::default()
    };
    for (purpose, by, key) in [
        (Purpose::Inform, 999_999, "gate_change_call_past"),
        (Purpose::Inform, 1_000_001, "gate_change_call"),
        (Purpose::Incident, 999_999, "gate_change_call"),
    ] {
        let change = call.change_key_for(&answers(purpose, by), now);
        assert_eq!(change, Some(key), "{purpose:?} {by}");
    }
}
