//! Settings and templates that cannot be read: told, put aside one beside the other, discarded.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_protocol::{Failure, OwnReply, OwnRequest, Unreadable, UnreadableKind};
use baton_settings::Settings;
use stage::Stage;

/// An accident: this stands in the store now.
fn put(stage: &Stage, key: &str, text: &str) {
    let kept = &stage.app.ports().records.kept;
    kept.borrow_mut().insert(key.to_owned(), text.to_owned());
}

fn kept(stage: &Stage, key: &str) -> Option<String> {
    stage.app.ports().records.kept.borrow().get(key).cloned()
}

fn told(stage: &Stage) -> Vec<Unreadable> {
    match stage.own(OwnRequest::Unreadable) {
        Ok(OwnReply::Unreadable(told)) => told,
        other => panic!("{other:?}"),
    }
}

fn texts(stage: &Stage) -> Vec<(String, String, bool)> {
    let told = told(stage).into_iter();
    told.map(|one| (one.key, one.text, one.put_aside)).collect()
}

fn entry(key: &str, text: &str, put_aside: bool) -> (String, String, bool) {
    (key.to_owned(), text.to_owned(), put_aside)
}

/// Saves settings over whatever stands there.
fn save_settings(stage: &Stage) {
    let revision = match stage.own(OwnRequest::Settings) {
        Ok(OwnReply::Settings(view)) => view.settings.revision,
        other => panic!("{other:?}"),
    };
    let settings = Settings {
        revision,
        ..Settings::default()
    };
    stage
        .own(OwnRequest::SaveSettings(Box::new(settings)))
        .unwrap();
}

fn discard(stage: &Stage, key: &str) -> Result<OwnReply, Failure> {
    let key = key.to_owned();
    stage.own(OwnRequest::Discard { key })
}

#[test]
fn what_can_be_read_or_was_never_set_is_not_told() {
    let stage = Stage::new();
    assert_eq!(told(&stage), []);
    save_settings(&stage);
    assert_eq!(told(&stage), []);
    for newer in [r#"{"schema":9}"#, r#"{"schema":9,"settings":7}"#] {
        put(&stage, "settings", newer);
        put(&stage, "templates", newer);
        assert_eq!(told(&stage), [], "a newer Baton reads it");
    }
}

#[test]
fn what_cannot_be_read_is_told_before_and_after_it_was_put_aside() {
    let stage = Stage::new();
    put(&stage, "settings", "{\"schema\":1,");
    assert_eq!(texts(&stage), [entry("settings", "{\"schema\":1,", false)]);
    assert_eq!(told(&stage)[0].kind, UnreadableKind::Settings);
    save_settings(&stage);
    assert_eq!(
        texts(&stage),
        [entry("settings-damaged", "{\"schema\":1,", true)]
    );
}

#[test]
fn a_second_accident_takes_nothing_from_the_first() {
    let stage = Stage::new();
    for text in ["first", "second", "third"] {
        put(&stage, "settings", text);
        save_settings(&stage);
    }
    let all = [
        entry("settings-damaged", "first", true),
        entry("settings-damaged/0001", "second", true),
        entry("settings-damaged/0002", "third", true),
    ];
    assert_eq!(texts(&stage), all);
    // The same text once more is the same accident.
    put(&stage, "settings", "second");
    assert_eq!(texts(&stage), all);
    save_settings(&stage);
    assert_eq!(texts(&stage), all);
}

#[test]
fn of_templates_the_text_of_their_file_is_told() {
    let stage = Stage::new();
    let file = r#"{"baton_templates":1,"templates":[{"id":1}]}"#;
    let record = serde_json::json!({ "schema": 1, "revision": 2, "text": file });
    put(&stage, "templates", &record.to_string());
    assert_eq!(texts(&stage), [entry("templates", file, false)]);
    assert_eq!(told(&stage)[0].kind, UnreadableKind::Templates);
    let save = OwnRequest::SaveTemplates {
        text: r#"{"baton_templates":1}"#.to_owned(),
        base: 0,
    };
    stage.own(save).unwrap();
    assert_eq!(texts(&stage), [entry("templates-damaged", file, true)]);
    assert_eq!(kept(&stage, "templates-damaged"), Some(record.to_string()));
    put(&stage, "templates", "[");
    assert_eq!(texts(&stage)[0], entry("templates", "[", false));
}

#[test]
fn only_what_was_put_aside_can_be_discarded_and_its_place_is_free_again() {
    let stage = Stage::new();
    for text in ["first", "second"] {
        put(&stage, "settings", text);
        save_settings(&stage);
    }
    let standing = kept(&stage, "settings");
    for key in ["settings", "templates", "note/1", "settings-damagedx", ""] {
        assert_eq!(discard(&stage, key), Err(Failure::Malformed), "{key}");
    }
    assert_eq!(kept(&stage, "settings"), standing);
    for _ in 0..2 {
        assert_eq!(discard(&stage, "settings-damaged"), Ok(OwnReply::Ok));
    }
    let second = entry("settings-damaged/0001", "second", true);
    assert_eq!(texts(&stage), std::slice::from_ref(&second));
    assert_eq!(discard(&stage, "settings-damaged/0009"), Ok(OwnReply::Ok));
    assert_eq!(kept(&stage, "settings-damaged/0009"), None);

    put(&stage, "settings", "third");
    save_settings(&stage);
    let third = entry("settings-damaged", "third", true);
    assert_eq!(texts(&stage), [third, second]);
}
