//! What is set: kept, told apart from what somebody else set meanwhile, and reckoned with.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_app::ports::StoreFault;
use baton_gate::{Answers, Purpose, Rounds, Rule};
use baton_notes::Written;
use baton_protocol::{
    Failure, Handover, OwnReply, OwnRequest, PromptReply, PromptRequest, SettingsView,
};
use baton_settings::{Person, PersonId, Settings};
use baton_worktime::{WorkingWeek, ZoneName};
use stage::{PAGE, Stage};

fn view(stage: &Stage) -> SettingsView {
    match stage.own(OwnRequest::Settings) {
        Ok(OwnReply::Settings(view)) => *view,
        other => panic!("{other:?}"),
    }
}

fn save(stage: &Stage, settings: &Settings) -> Result<u64, Failure> {
    match stage.own(OwnRequest::SaveSettings(Box::new(settings.clone())))? {
        OwnReply::SettingsSaved { revision } => Ok(revision),
        other => panic!("{other:?}"),
    }
}

/// Keeps a draft about [`PAGE`].
fn keep(stage: &Stage, answers: Answers) {
    let (prompt, _) = stage.prompt_on(PAGE);
    let brief = None;
    let saved = stage.ask(
        &prompt,
        PromptRequest::SaveDraft(Handover {
            text: Written { answers, brief },
            was: Vec::new(),
        }),
    );
    assert!(matches!(saved, Ok(PromptReply::Saved { .. })), "{saved:?}");
}

fn alex() -> Person {
    let mut alex = Person::named(PersonId::parse("alex").unwrap(), "Alex Example");
    alex.pages = vec!["https://calendly.com/alex-example".to_owned()];
    alex.mail = "alex@example.com".to_owned();
    alex
}

#[test]
fn what_was_set_is_there_the_next_time() {
    let stage = Stage::new();
    let mut settings = view(&stage).settings;
    assert_eq!(settings, Settings::default());
    settings.people.push(alex());
    assert_eq!(save(&stage, &settings), Ok(1));
    settings.revision = 1;
    assert_eq!(view(&stage).settings, settings);
}

#[test]
fn what_another_window_set_meanwhile_is_not_overwritten() {
    let stage = Stage::new();
    let mine = view(&stage).settings;
    let mut theirs = mine.clone();
    theirs.people.push(alex());
    assert_eq!(save(&stage, &theirs), Ok(1));
    let mut late = mine;
    late.name = "Robin Example".to_owned();
    assert_eq!(save(&stage, &late), Err(Failure::Outdated));
    assert_eq!(view(&stage).settings.people, [alex()]);
}

#[test]
fn saving_the_same_again_after_a_lost_answer_is_harmless() {
    let stage = Stage::new();
    let mut settings = view(&stage).settings;
    settings.people.push(alex());
    assert_eq!(save(&stage, &settings), Ok(1));
    assert_eq!(save(&stage, &settings), Ok(1));
    assert_eq!(view(&stage).settings.revision, 1);
}

#[test]
fn settings_over_a_bound_are_refused() {
    let stage = Stage::new();
    let mut settings = view(&stage).settings;
    settings.people = vec![alex(), alex()];
    assert_eq!(save(&stage, &settings), Err(Failure::Malformed));
    assert!(stage.app.ports().records.kept.borrow().is_empty());
}

#[test]
fn damaged_settings_are_put_aside_and_newer_ones_left_alone() {
    let stage = Stage::new();
    let put = |text: &str| {
        let mut kept = stage.app.ports().records.kept.borrow_mut();
        kept.insert("settings".to_owned(), text.to_owned());
    };
    put("{\"schema\":1,");
    let settings = view(&stage).settings;
    assert_eq!(save(&stage, &settings), Ok(1));
    let kept = stage.app.ports().records.kept.borrow().clone();
    assert_eq!(kept["settings-damaged"], "{\"schema\":1,");

    put("{\"schema\":9}");
    assert_eq!(stage.own(OwnRequest::Settings), Err(Failure::StoreNewer));
    assert_eq!(save(&stage, &settings), Err(Failure::StoreNewer));
    assert_eq!(
        stage.app.ports().records.kept.borrow()["settings"],
        "{\"schema\":9}"
    );
}

#[test]
fn a_prompt_reckons_with_whoever_the_page_belongs_to() {
    let stage = Stage::new();
    let mut settings = view(&stage).settings;
    let mut alex = alex();
    alex.week = Some(WorkingWeek::default_in(ZoneName::utc()));
    settings.people.push(alex.clone());
    settings.windows.ask = 2;
    save(&stage, &settings).unwrap();
    let (_, view) = stage.prompt_on(PAGE);
    assert_eq!(view.setup.receiver, Some(alex));
    assert_eq!(view.setup.windows.ask, 2);
    assert_eq!(view.setup.week.zone(), &ZoneName::utc());
}

#[test]
fn a_store_that_cannot_tell_the_settings_keeps_no_prompt_away() {
    let stage = Stage::new();
    *stage.app.ports().records.fault.borrow_mut() = Some(StoreFault::Full);
    let (_, view) = stage.prompt_on(PAGE);
    assert_eq!(view.setup.receiver, None);
    assert_eq!(view.setup.windows, Settings::default().windows);
}

#[test]
fn a_threshold_changes_the_verdict_that_is_stored() {
    let stage = Stage::new();
    let mut settings = view(&stage).settings;
    settings.thresholds.rounds_before_meeting = 1;
    save(&stage, &settings).unwrap();
    let answers = Answers {
        purpose: Some(Purpose::Answer),
        rounds: Some(Rounds::One),
        ..Answers::default()
    };
    keep(&stage, answers);
    let records = stage.app.ports().records.kept.borrow().clone();
    let note = records.iter().find(|(key, _)| key.starts_with("note/"));
    let rule = format!("\"rule\":\"{}\"", Rule::R4);
    assert!(note.unwrap().1.contains(&rule), "{note:?}");
}

#[test]
fn whoever_stands_in_a_note_is_offered_until_they_are_somebody() {
    let stage = Stage::new();
    keep(&stage, stage::answers());
    let offered = view(&stage);
    assert_eq!(offered.met.len(), 1, "{:?}", offered.met);
    let mut settings = offered.settings;
    settings.people.push(alex());
    save(&stage, &settings).unwrap();
    assert!(view(&stage).met.is_empty());
}
