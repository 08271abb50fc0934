//! The language of people's own templates, checked and drafted from in a field of each kind:
//! `template --- text that was answered --- how often that is repeated`.

use crate::parts::{parts, times};
use crate::surroundings::Surroundings;
use baton_brief::MAX_TOTAL_CHARS;
use baton_gate::{Answers, Purpose};
use baton_templates::{
    MAX_QUOTED_CHARS, MAX_STEPS, OwnField, OwnFieldKind, OwnTemplate, OwnTemplateId, Place,
    TemplateFault, check, draft,
};

/// The least a question to the host's clocks or for its words costs, in steps; a rounded-down part of
/// what is paid, because some questions are paid for together.
const STEPS_A_QUESTION: usize = 100;
/// Questions the built-in draft asks, which no template pays for.
const BUILT_IN_QUESTIONS: usize = 5_000;
/// The longest text that is answered, in bytes.
const MOST_ANSWERED: usize = 200_000;

pub(crate) fn hold(text: &str) {
    let [source, answered, count] = parts(text);
    let count = times(count, 5_000)
        .min(MOST_ANSWERED / answered.len().max(1))
        .max(1);
    let repeated = |line: &str| line.repeat(count);
    let answers = Answers {
        purpose: Some(Purpose::Decide),
        done_when: answered.lines().next().unwrap_or_default().to_owned(),
        points: answered.lines().map(repeated).take(200).collect(),
        tried: answered.repeat(count),
        ..Answers::default()
    };
    let all = OwnTemplate {
        ask: source.to_owned(),
        fields: every_kind(source),
        ..blank()
    };
    let long = OwnTemplate {
        fields: vec![field("it", OwnFieldKind::LongText, source)],
        ..blank()
    };
    drafts(&all, &answers);
    drafts(&long, &answers);
}

fn drafts(template: &OwnTemplate, answers: &Answers) {
    let around = Surroundings::new();
    let checked = check(template);
    let drafted = draft(template, answers, &around.context());
    let asked = around.clocks.asked.get() + around.words.asked.get();
    let most = MAX_STEPS as usize / STEPS_A_QUESTION + BUILT_IN_QUESTIONS;
    assert!(asked <= most, "the host was asked {asked} times");
    assert_eq!(
        draft(template, answers, &around.context()),
        drafted,
        "drafted twice"
    );
    match (checked, drafted) {
        (Err(fault), drafted) => {
            is_placed(&fault, template);
            assert_eq!(drafted.err(), Some(fault));
        }
        (Ok(()), Err(fault)) => is_placed(&fault, template),
        (Ok(()), Ok(drafted)) => {
            for fault in &drafted.left_out {
                is_placed(fault, template);
            }
            let kept = drafted.fields.len() + drafted.left_out.len();
            assert!(kept <= template.fields.len());
            let brief = drafted.into_brief(template);
            assert_eq!(brief.check(), Ok(()), "a draft keeps the bounds of a brief");
            assert!(serde_json::to_string(&brief).unwrap().len() <= 8 * MAX_TOTAL_CHARS);
        }
    }
}

/// A fault stands at a place that is there, and quotes no more than it may.
fn is_placed(fault: &TemplateFault, template: &OwnTemplate) {
    let text = match &fault.place {
        Place::Ask => template.ask.as_str(),
        Place::Field { index, .. } => template.fields[*index].default.as_str(),
        place => panic!("nothing is wrong at {place:?}"),
    };
    let line = text.split('\n').nth(fault.line as usize - 1);
    let line = line.unwrap_or_else(|| panic!("{text:?} has no line {}", fault.line));
    assert!(
        fault.column as usize <= line.chars().count() + 1,
        "{fault:?}"
    );
    assert!(fault.reason.argument().chars().count() <= MAX_QUOTED_CHARS);
}

/// A field of each kind, all holding `default` to begin with.
pub(crate) fn every_kind(default: &str) -> Vec<OwnField> {
    let options = ["Yes", "No", "30"].map(str::to_owned).to_vec();
    let unit = "minutes".to_owned();
    [
        ("text", OwnFieldKind::Text),
        ("long", OwnFieldKind::LongText),
        ("list", OwnFieldKind::List),
        ("choice", OwnFieldKind::Choice(options)),
        ("moment", OwnFieldKind::Moment),
        ("number", OwnFieldKind::Number { unit }),
        ("toggle", OwnFieldKind::Toggle),
        ("link", OwnFieldKind::Link),
        ("people", OwnFieldKind::People),
    ]
    .into_iter()
    .map(|(id, kind)| field(id, kind, default))
    .collect()
}

fn field(id: &str, kind: OwnFieldKind, default: &str) -> OwnField {
    OwnField {
        id: id.to_owned(),
        label: "It".to_owned(),
        hint: String::new(),
        kind,
        required: false,
        answered: false,
        default: default.to_owned(),
    }
}

/// A template that drafts what `ask` does.
pub(crate) fn blank() -> OwnTemplate {
    OwnTemplate {
        id: OwnTemplateId("note".to_owned()),
        name: "Note".to_owned(),
        hint: String::new(),
        base: None,
        ask: String::new(),
        if_no_reply: String::new(),
        owner: String::new(),
        fields: Vec::new(),
    }
}
