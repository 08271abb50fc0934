//! Templates of one's own: kept, told apart from what another window kept meanwhile, and drafted
//! from.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_brief::OwnTemplateId;
use baton_gate::{Answers, Purpose, TemplateId};
use baton_notes::Written;
use baton_protocol::{
    DraftedBrief, Failure, Handover, OwnReply, OwnRequest, PromptReply, PromptRequest, ShowReply,
    ShowRequest, TemplatesView,
};
use baton_templates::MAX_NAME_CHARS;
use stage::{PAGE, Stage};

/// A file with one template, `note`, of this name and ask.
fn file(name: &str, ask: &str) -> String {
    format!(
        "{{\n  \"baton_templates\": 1,\n  \"templates\": [\n    {{\n      \"id\": \"note\",\n      \
         \"name\": \"{name}\",\n      \"ask\": \"{ask}\",\n      \"fields\": []\n    }}\n  ],\n  \
         \"bindings\": []\n}}\n"
    )
}

fn view(stage: &Stage) -> TemplatesView {
    match stage.own(OwnRequest::Templates) {
        Ok(OwnReply::Templates(view)) => view,
        other => panic!("{other:?}"),
    }
}

fn save(stage: &Stage, text: &str, base: u64) -> Result<u64, Failure> {
    let text = text.to_owned();
    match stage.own(OwnRequest::SaveTemplates { text, base })? {
        OwnReply::TemplatesSaved { revision } => Ok(revision),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_was_saved_is_there_the_next_time() {
    let stage = Stage::new();
    assert_eq!(view(&stage).revision, 0);
    let text = file("A note", "please read");
    assert_eq!(save(&stage, &text, 0), Ok(1));
    assert_eq!(view(&stage), TemplatesView { text, revision: 1 });
}

#[test]
fn before_anything_was_saved_there_is_a_file_without_templates() {
    let stage = Stage::new();
    let empty = view(&stage).text;
    assert_eq!(save(&stage, &empty, 0), Ok(1));
}

#[test]
fn what_another_window_saved_meanwhile_is_not_overwritten() {
    let stage = Stage::new();
    let theirs = file("Theirs", "");
    assert_eq!(save(&stage, &theirs, 0), Ok(1));
    assert_eq!(save(&stage, &file("Mine", ""), 0), Err(Failure::Outdated));
    assert!(view(&stage).text.contains("Theirs"));
}

#[test]
fn saving_the_same_again_after_a_lost_answer_is_harmless() {
    let stage = Stage::new();
    let text = file("A note", "");
    assert_eq!(save(&stage, &text, 0), Ok(1));
    assert_eq!(save(&stage, &text, 0), Ok(1));
    assert_eq!(view(&stage).revision, 1);
}

#[test]
fn what_cannot_be_used_is_refused_whole() {
    let stage = Stage::new();
    let unclosed = file("A note", "{{ person");
    let nameless = file("", "");
    let bound_to_nothing = r#"{"baton_templates":1,"bindings":[{"template":{"own":"gone"}}]}"#;
    let bound_to_a_blank = r#"{"baton_templates":1,
        "bindings":[{"when":{"site":" "},"template":{"built_in":"ask"}}]}"#;
    for text in [
        "",
        "{}",
        &unclosed,
        &nameless,
        bound_to_nothing,
        bound_to_a_blank,
    ] {
        assert_eq!(save(&stage, text, 0), Err(Failure::Malformed), "{text}");
    }
    assert!(stage.app.ports().records.kept.borrow().is_empty());
}

#[test]
fn a_template_that_a_later_limit_refuses_keeps_no_other_from_being_saved() {
    let stage = Stage::new();
    let with = |name: &str| {
        let old = "o".repeat(MAX_NAME_CHARS + 1);
        let file = serde_json::json!({ "baton_templates": 1, "templates": [
            { "id": "old", "name": old }, { "id": "new", "name": name },
        ] });
        file.to_string()
    };
    let record = serde_json::json!({ "schema": 1, "revision": 3, "text": with("A") }).to_string();
    let records = &stage.app.ports().records.kept;
    records.borrow_mut().insert("templates".to_owned(), record);
    assert_eq!(save(&stage, &with("B"), 3), Ok(4));
    assert!(view(&stage).text.contains("\"B\""));
    let changed = with("B").replace("\"old\"", "\"old\",\"hint\":\"changed\"");
    assert_eq!(save(&stage, &changed, 4), Err(Failure::Malformed));
}

#[test]
fn damaged_templates_are_put_aside_and_newer_ones_left_alone() {
    let stage = Stage::new();
    let put = |text: &str| {
        let mut kept = stage.app.ports().records.kept.borrow_mut();
        kept.insert("templates".to_owned(), text.to_owned());
    };
    let kept = |key: &str| stage.app.ports().records.kept.borrow()[key].clone();
    let damaged = r#"{"schema":1,"revision":3,"text":"{"#;
    put(damaged);
    let text = view(&stage).text;
    assert_eq!(save(&stage, &text, 0), Ok(1));
    assert_eq!(kept("templates-damaged"), damaged);

    let newer_file = r#"{"schema":1,"revision":3,"text":"{\"baton_templates\":2}"}"#;
    for newer in [r#"{"schema":9}"#, newer_file] {
        put(newer);
        assert_eq!(stage.own(OwnRequest::Templates), Err(Failure::StoreNewer));
        assert_eq!(save(&stage, &text, 0), Err(Failure::StoreNewer));
        assert_eq!(kept("templates"), newer);
    }
}

/// A template for suppliers, one that writes no number where one belongs, and rules for Calendly.
const BOUND: &str = r#"{
    "baton_templates": 1,
    "templates": [
        { "id": "supplier", "name": "Supplier", "hint": "For offers.", "base": "review",
          "ask": "{{ person }}, which offer?",
          "fields": [{ "id": "offer", "label": "Offer", "kind": "text", "default": "to come" }] },
        { "id": "odd", "name": "Odd",
          "fields": [{ "id": "count", "label": "Count", "kind": { "number": { "unit": "" } },
                       "default": "{{ person }}" }] }
    ],
    "bindings": [
        { "when": { "site": "calendly.com", "purpose": "decide" },
          "template": { "own": "supplier" } },
        { "when": { "provider": "calendly", "purpose": "ideas" },
          "template": { "built_in": "meet" } }
    ]
}"#;

/// What a prompt on [`PAGE`] is answered to a wish for a draft.
fn draft(stage: &Stage, template: Option<&str>, purpose: Purpose) -> PromptReply {
    let (prompt, _) = stage.prompt_on(PAGE);
    let ask = PromptRequest::Draft {
        template: template.map(|id| OwnTemplateId(id.to_owned())),
        answers: Answers {
            purpose: Some(purpose),
            ..Answers::default()
        },
    };
    stage.ask(&prompt, ask).unwrap()
}

fn drafted(reply: PromptReply) -> DraftedBrief {
    match reply {
        PromptReply::Drafted(drafted) => *drafted,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_prompt_is_told_which_templates_there_are() {
    let stage = Stage::new();
    let (_, none) = stage.prompt_on(PAGE);
    assert!(none.own_templates.is_empty() && !none.binds);
    save(&stage, BOUND, 0).unwrap();
    let (_, view) = stage.prompt_on(PAGE);
    let told: Vec<(&str, &str, &str)> = view
        .own_templates
        .iter()
        .map(|line| (line.id.0.as_str(), line.name.as_str(), line.hint.as_str()))
        .collect();
    assert_eq!(
        told,
        [("supplier", "Supplier", "For offers."), ("odd", "Odd", "")]
    );
    assert!(view.binds);
}

#[test]
fn the_first_binding_that_holds_drafts_and_says_why() {
    let stage = Stage::new();
    save(&stage, BOUND, 0).unwrap();
    let own = drafted(draft(&stage, None, Purpose::Decide));
    let brief = own.brief.unwrap();
    assert_eq!(brief.template, TemplateId::Review);
    assert_eq!(brief.own.unwrap().name, "Supplier");
    assert_eq!(brief.ask, "Alex Example, which offer?");
    let why = own.why.unwrap();
    assert!(
        why.contains("rule 1") && why.contains("calendly.com"),
        "{why}"
    );

    let built_in = drafted(draft(&stage, None, Purpose::Ideas));
    let brief = built_in.brief.unwrap();
    assert_eq!((brief.template, brief.own), (TemplateId::Meet, None));
    assert!(built_in.why.unwrap().contains("rule 2"));
}

#[test]
fn where_no_binding_holds_the_prompt_drafts_as_usual() {
    let stage = Stage::new();
    save(&stage, BOUND, 0).unwrap();
    let none = drafted(draft(&stage, None, Purpose::Answer));
    assert_eq!((none.brief, none.why), (None, None));
}

#[test]
fn a_template_that_was_picked_is_drafted_from_and_says_what_it_left_out() {
    let stage = Stage::new();
    save(&stage, BOUND, 0).unwrap();
    let odd = drafted(draft(&stage, Some("odd"), Purpose::Decide));
    assert_eq!(odd.brief.unwrap().own.unwrap().name, "Odd");
    assert_eq!((odd.why, odd.left_out.len()), (None, 1));
}

#[test]
fn a_template_that_is_gone_is_said_to_be() {
    let stage = Stage::new();
    let reply = draft(&stage, Some("gone"), Purpose::Decide);
    assert!(
        matches!(&reply, PromptReply::TemplateFault { sentence } if !sentence.is_empty()),
        "{reply:?}"
    );
}

#[test]
fn a_note_reads_the_same_after_its_template_was_deleted() {
    let stage = Stage::new();
    save(&stage, BOUND, 0).unwrap();
    let (prompt, _) = stage.prompt_on(PAGE);
    let answers = Answers {
        purpose: Some(Purpose::Decide),
        ..Answers::default()
    };
    let ask = PromptRequest::Draft {
        template: None,
        answers: answers.clone(),
    };
    let brief = drafted(stage.ask(&prompt, ask).unwrap()).brief;
    stage
        .ask(
            &prompt,
            PromptRequest::SaveDraft(Handover {
                text: Written { answers, brief },
                was: Vec::new(),
            }),
        )
        .unwrap();
    save(&stage, r#"{"baton_templates":1}"#, 1).unwrap();
    let id = stage.list("supplier").remove(0).id;
    match stage.show(ShowRequest::Note { id }).unwrap() {
        ShowReply::Note(note) => {
            assert!(note.brief.starts_with("Supplier\n"), "{}", note.brief);
            assert!(note.brief.contains("\nOffer: to come"), "{}", note.brief);
        }
        other => panic!("{other:?}"),
    }
}
