//! Templates of one's own: kept, and told apart from what another window kept meanwhile.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_protocol::{Failure, OwnReply, OwnRequest, TemplatesView};
use stage::Stage;

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
