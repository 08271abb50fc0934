use super::{CalendarText, Effect, Event, Import, Kept, Model, Start, row_id};
use crate::form::Edit;
use crate::form::tests::{NOW, Sample, zone};
use crate::handed::Part;
use crate::person_entry::{PersonEdit, PersonField};
use crate::templates;
use crate::week_entry::WeekEdit;
use baton_protocol::{
    Failure, MetPerson, SettingsView, Site, SiteUse, TemplatesView, Unreadable, UnreadableKind,
};
use baton_settings::{Change, FileFault, PersonId, Settings, write_file};
use baton_templates::{OwnTemplateId, TemplatesFile};

/// What the page asks for to begin with.
const LOADS: [Effect; 4] = [
    Effect::Load,
    Effect::Templates(templates::Effect::Load),
    Effect::LoadUnreadable,
    Effect::LoadSites,
];

const PAGE: &str = "https://calendly.com/alex-example/30min?month=2026-11";

fn id(text: &str) -> PersonId {
    PersonId::parse(text).unwrap()
}

fn view(settings: Settings) -> Box<SettingsView> {
    Box::new(SettingsView {
        settings,
        zone: zone("Europe/Berlin"),
        now: NOW,
        met: vec![MetPerson {
            name: "Alex Example".to_owned(),
            page: PAGE.to_owned(),
        }],
    })
}

fn opened() -> Model {
    let mut model = Model::new(&Sample);
    assert_eq!(model.update(Event::Started, 0.0), LOADS);
    model.update(Event::Loaded(Ok(view(Settings::default()))), 0.0);
    assert_eq!(model.start, Start::Ready);
    model
}

fn name(text: &str) -> Event {
    Event::Edited(Edit::Name(text.to_owned()))
}

fn own_zone(text: &str) -> Event {
    Event::Edited(Edit::Week(WeekEdit::Zone(text.to_owned())))
}

fn saved(effects: &[Effect]) -> Settings {
    match effects {
        [Effect::Save(settings)] => (**settings).clone(),
        other => panic!("a save was expected: {other:?}"),
    }
}

#[test]
fn an_edit_is_saved_after_a_pause_and_saved_is_said_once_it_is() {
    let mut model = opened();
    model.update(name("Kim Sample"), 100.0);
    assert_eq!(model.keeping.kept, Kept::OnTheWay);
    assert_eq!(model.update(Event::SaveDue, 200.0), [], "too early");
    let due = model.due_at().unwrap();
    assert_eq!(saved(&model.update(Event::SaveDue, due)).name, "Kim Sample");
    assert_eq!(model.keeping.kept, Kept::OnTheWay, "not acknowledged yet");
    model.update(Event::SaveEnded(Ok(1)), due + 5.0);
    assert_eq!(model.keeping.kept, Kept::Saved);
    assert_eq!(model.due_at(), None);
}

#[test]
fn what_is_typed_during_a_save_is_saved_from_the_new_revision() {
    let mut model = opened();
    model.update(name("K"), 0.0);
    model.update(Event::SaveDue, 500.0);
    model.update(name("Kim"), 600.0);
    assert_eq!(model.update(Event::SaveDue, 5_000.0), [], "one at a time");
    model.update(Event::SaveEnded(Ok(1)), 5_000.0);
    assert_eq!(model.keeping.kept, Kept::OnTheWay);
    let next = saved(&model.update(Event::SaveDue, 5_000.0));
    assert_eq!((next.revision, next.name.as_str()), (1, "Kim"));
}

#[test]
fn an_unknown_zone_stays_in_its_field_and_is_not_saved() {
    let mut model = opened();
    model.update(own_zone("Asia/Tokyo"), 0.0);
    model.update(own_zone("Asia/Atlantis"), 10.0);
    assert_eq!(model.form.own.zone, "Asia/Atlantis");
    assert!(model.would_lose());
    let settings = saved(&model.update(Event::SaveDue, 600.0));
    assert_eq!(settings.week.unwrap().zone().as_str(), "Asia/Tokyo");
}

#[test]
fn an_edit_that_changes_nothing_valid_saves_nothing() {
    let mut model = opened();
    model.update(Event::Add(id("new")), 0.0);
    let no_name = PersonEdit::Text(PersonField::Mail, "x@mail.example".to_owned());
    model.update(Event::Edited(Edit::Person(id("new"), no_name)), 10.0);
    assert_eq!(
        (model.keeping.kept, model.due_at()),
        (Kept::Untouched, None)
    );
}

#[test]
fn a_failed_save_keeps_what_is_typed_and_waits_to_be_tried_again() {
    let mut model = opened();
    model.update(name("Kim"), 0.0);
    model.update(Event::SaveDue, 500.0);
    model.update(Event::SaveEnded(Err(Failure::StoreFull)), 510.0);
    assert_eq!(model.keeping.kept, Kept::NotSaved(Failure::StoreFull));
    assert!(model.would_lose());
    assert_eq!(model.due_at(), None);
    assert_eq!(saved(&model.update(Event::Retry, 900.0)).name, "Kim");
}

/// A page whose save met one of another window, and what is asked then.
fn outdated() -> (Model, Vec<Effect>) {
    let mut model = opened();
    model.update(name("Mine"), 0.0);
    model.update(Event::SaveDue, 500.0);
    let effects = model.update(Event::SaveEnded(Err(Failure::Outdated)), 510.0);
    assert_eq!(model.keeping.kept, Kept::Outdated);
    (model, effects)
}

fn theirs(revision: u64) -> Box<SettingsView> {
    view(Settings {
        revision,
        name: "Theirs".to_owned(),
        ..Settings::default()
    })
}

#[test]
fn settings_saved_in_another_window_are_not_overwritten_unasked() {
    let (mut model, effects) = outdated();
    assert_eq!(effects, [Effect::AskTheirs]);
    model.update(name("Mine too"), 600.0);
    assert_eq!(model.due_at(), None);
    assert_eq!(model.update(Event::Leaving, 700.0), []);
    assert_eq!(model.form.name, "Mine too");
    assert_eq!(
        model.update(Event::KeepMine, 800.0),
        [Effect::AskTheirs],
        "nobody has seen yet what would go"
    );
    assert_eq!(model.update(Event::TheirsKnown(Ok(theirs(4))), 810.0), []);
    let mine = saved(&model.update(Event::KeepMine, 820.0));
    assert_eq!((mine.revision, mine.name.as_str()), (4, "Mine too"));

    // They saved once more: that was not shown yet.
    let effects = model.update(Event::SaveEnded(Err(Failure::Outdated)), 830.0);
    assert_eq!(
        (effects.as_slice(), &model.theirs),
        (&[Effect::AskTheirs][..], &None)
    );
    model.update(Event::TheirsKnown(Ok(theirs(5))), 840.0);
    assert_eq!(model.update(Event::LoadTheirs, 900.0), [Effect::Load]);
    model.update(Event::Loaded(Ok(theirs(5))), 910.0);
    assert_eq!(
        (model.form.name.as_str(), model.keeping.kept),
        ("Theirs", Kept::Untouched)
    );
    assert_eq!(model.theirs, None);
}

#[test]
fn what_another_window_saved_can_be_saved_as_a_file_before_it_goes() {
    let (mut model, _) = outdated();
    assert_eq!(model.update(Event::ExportTheirs, 600.0), []);
    model.update(Event::TheirsKnown(Err(Failure::NoAnswer)), 610.0);
    assert_eq!(model.failure, Some(Failure::NoAnswer));
    assert_eq!(model.update(Event::Compare, 620.0), [Effect::AskTheirs]);
    model.update(Event::TheirsKnown(Ok(theirs(4))), 630.0);
    assert_eq!(model.failure, None);
    match model.update(Event::ExportTheirs, 640.0).as_slice() {
        [Effect::SaveFile(file)] => {
            assert_eq!(file.name, "baton-settings-other-window.json");
            assert_eq!(file.content, write_file(&theirs(4).settings));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(model.form.name, "Mine");
    assert_eq!(model.keeping.kept, Kept::Outdated);
}

/// Settings that cannot be read.
fn unreadable(key: &str, put_aside: bool) -> Unreadable {
    Unreadable {
        key: key.to_owned(),
        kind: UnreadableKind::Settings,
        text: "{\"schema\":1,".to_owned(),
        put_aside,
    }
}

#[test]
fn what_cannot_be_read_can_be_discarded_once_it_is_put_aside_and_saved_as_a_file() {
    let mut model = opened();
    let standing = unreadable("settings", false);
    model.update(Event::UnreadableKnown(Ok(vec![standing.clone()])), 0.0);
    assert_eq!(model.unreadable.all, [standing]);
    model.update(Event::ExportUnreadable(0), 10.0);
    assert_eq!(model.update(Event::Discard(0), 20.0), []);

    // The next save puts it aside; then it has another key.
    model.update(name("Kim"), 100.0);
    model.update(Event::SaveDue, 600.0);
    let effects = model.update(Event::SaveEnded(Ok(1)), 610.0);
    assert_eq!(effects, [Effect::LoadUnreadable]);
    let aside = unreadable("settings-damaged", true);
    model.update(Event::UnreadableKnown(Ok(vec![aside])), 620.0);
    model.update(name("Kim S"), 700.0);
    model.update(Event::SaveDue, 1200.0);
    assert_eq!(model.update(Event::SaveEnded(Ok(2)), 1210.0), []);

    assert_eq!(model.update(Event::Discard(0), 1300.0), [], "not saved yet");
    match model.update(Event::ExportUnreadable(0), 1310.0).as_slice() {
        [Effect::SaveFile(file)] => {
            assert_eq!(file.name, "baton-settings-unreadable.txt");
            assert_eq!(file.content, "{\"schema\":1,");
        }
        other => panic!("{other:?}"),
    }
    let key = "settings-damaged".to_owned();
    assert_eq!(
        model.update(Event::Discard(0), 1320.0),
        [Effect::Discard(key)]
    );
    let effects = model.update(Event::Discarded(Ok(())), 1330.0);
    assert_eq!(effects, [Effect::LoadUnreadable]);
    assert_eq!(model.update(Event::Discard(7), 1340.0), []);
    assert_eq!(model.update(Event::ExportUnreadable(7), 1350.0), []);
}

#[test]
fn templates_that_cannot_be_read_are_told_anew_after_a_save_of_templates() {
    let mut model = opened();
    let told = vec![unreadable("templates", false)];
    model.update(Event::UnreadableKnown(Ok(told)), 0.0);
    let ended = |result| Event::Templates(templates::Event::SaveEnded(result));
    assert_eq!(model.update(ended(Err(Failure::StoreFull)), 10.0), []);
    assert_eq!(model.update(ended(Ok(1)), 20.0), [Effect::LoadUnreadable]);
}

#[test]
fn leaving_saves_at_once_what_is_not_saved() {
    let mut model = opened();
    assert_eq!(model.update(Event::Leaving, 0.0), []);
    model.update(name("Kim"), 0.0);
    assert_eq!(saved(&model.update(Event::Leaving, 10.0)).name, "Kim");
}

#[test]
fn leaving_during_a_save_follows_it() {
    let mut model = opened();
    model.update(name("K"), 0.0);
    model.update(Event::SaveDue, 500.0);
    model.update(name("Kim"), 600.0);
    let last = saved(&model.update(Event::Leaving, 610.0));
    assert_eq!((last.revision, last.name.as_str()), (1, "Kim"));
}

#[test]
fn somebody_from_earlier_notes_is_added_with_name_and_page() {
    let mut model = opened();
    let effects = model.update(Event::AddMet(id("alex"), 0), 0.0);
    assert_eq!(effects, [Effect::Focus("person-name".to_owned())]);
    assert_eq!(model.open, Some(id("alex")));
    assert!(model.met.is_empty());
    let person = &saved(&model.update(Event::SaveDue, 500.0)).people[0];
    assert_eq!(person.name, "Alex Example");
    assert_eq!(person.pages, ["https://calendly.com/alex-example/30min"]);
}

#[test]
fn somebody_taken_off_the_list_comes_back_where_they_stood() {
    let mut model = opened();
    for (who, called) in [("a", "Alex Example"), ("k", "Kim Sample")] {
        model.update(Event::Add(id(who)), 0.0);
        let called = PersonEdit::Text(PersonField::Name, called.to_owned());
        model.update(Event::Edited(Edit::Person(id(who), called)), 0.0);
    }
    let before = model.settings.clone();
    let effects = model.update(Event::Remove(id("a")), 10.0);
    assert_eq!(effects, [Effect::Focus("undo".to_owned())]);
    assert_eq!(model.settings.people.len(), 1);
    let effects = model.update(Event::Undo, 20.0);
    assert_eq!(effects, [Effect::Focus(row_id(&id("a")))]);
    assert_eq!(model.settings, before);
    assert_eq!(model.update(Event::Undo, 30.0), []);
}

#[test]
fn a_file_is_shown_before_it_is_taken_in() {
    let mut model = opened();
    let file = write_file(&Settings {
        name: "From the file".to_owned(),
        ..Settings::default()
    });
    model.update(Event::FileGiven(file), 0.0);
    let Some(Import::Planned { changes, .. }) = &model.import else {
        panic!("{:?}", model.import)
    };
    assert_eq!(changes, &[Change::Name]);
    assert_eq!(model.settings.name, "", "nothing changed yet");
    model.update(Event::TakeIn, 10.0);
    assert_eq!(model.form.name, "From the file");
    assert_eq!(model.import, Some(Import::Taken(1)));
    assert_eq!(
        saved(&model.update(Event::SaveDue, 600.0)).name,
        "From the file"
    );
}

#[test]
fn what_another_page_hands_over_is_looked_at_once_the_settings_are_there() {
    let file = write_file(&Settings {
        name: "From a backup".to_owned(),
        ..Settings::default()
    });
    let planned = |model: &Model| matches!(&model.import, Some(Import::Planned { changes, .. }) if changes == &[Change::Name]);
    let shown = [Effect::Focus("import-plan".to_owned())];
    let mut early = Model::new(&Sample);
    early.update(Event::Started, 0.0);
    assert_eq!(
        early.update(Event::Handed(Part::Settings, file.clone()), 0.0),
        []
    );
    assert_eq!(early.import, None);
    let loaded = Event::Loaded(Ok(view(Settings::default())));
    assert_eq!(early.update(loaded.clone(), 0.0), shown);
    assert!(planned(&early));
    early.update(Event::LeaveFile, 0.0);
    // Loaded anew, it is not looked at again.
    assert_eq!(early.update(loaded, 0.0), []);
    assert_eq!(early.import, None);

    let mut late = opened();
    assert_eq!(late.update(Event::Handed(Part::Settings, file), 0.0), shown);
    assert!(planned(&late));
    assert_eq!(late.settings.name, "", "nothing changed yet");
}

#[test]
fn templates_that_another_page_hands_over_wait_for_the_templates() {
    let text = TemplatesFile::default().encode();
    let mut model = opened();
    assert_eq!(
        model.update(Event::Handed(Part::Templates, text.clone()), 0.0),
        []
    );
    let view = TemplatesView { text, revision: 1 };
    let loaded = Event::Templates(templates::Event::Loaded(Ok(view)));
    let shown = [Effect::Focus("templates-import-plan".to_owned())];
    assert_eq!(model.update(loaded, 0.0), shown);
    assert!(matches!(
        model.templates.import,
        Some(templates::Import::Planned { .. })
    ));
}

#[test]
fn a_file_that_is_left_or_refused_changes_nothing() {
    let mut model = opened();
    let newer = r#"{"schema": 99, "settings": {}}"#;
    model.update(Event::FileGiven(newer.to_owned()), 0.0);
    let refused = Import::Refused(FileFault::Newer { schema: 99 });
    assert_eq!(model.import, Some(refused));
    assert_eq!(model.update(Event::TakeIn, 10.0), []);
    let file = write_file(&Settings {
        name: "Other".to_owned(),
        ..Settings::default()
    });
    model.update(Event::FileGiven(file), 20.0);
    model.update(Event::LeaveFile, 30.0);
    assert_eq!((model.import.clone(), model.due_at()), (None, None));
    assert_eq!(model.settings, Settings::default());
}

#[test]
fn an_exported_file_is_named_by_the_day_and_can_be_taken_in_again() {
    let mut model = opened();
    let effects = model.update(Event::Export, 0.0);
    let [Effect::SaveFile(file)] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!(file.name, "baton-settings-2025-11-13.json");
    model.update(Event::FileGiven(file.content.clone()), 0.0);
    assert!(matches!(&model.import, Some(Import::Planned { changes, .. }) if changes.is_empty()));
}

#[test]
fn copied_is_said_until_the_next_change() {
    let mut model = opened();
    model.update(Event::Copied(CalendarText::Intake, true), 0.0);
    assert_eq!(model.copied, Some((CalendarText::Intake, true)));
    model.update(name("K"), 0.0);
    assert_eq!(model.copied, None);
}

#[test]
fn settings_that_cannot_be_had_can_be_asked_for_again() {
    let mut model = Model::new(&Sample);
    model.update(Event::Started, 0.0);
    model.update(Event::Loaded(Err(Failure::StoreNewer)), 0.0);
    assert_eq!(model.start, Start::Failed(Failure::StoreNewer));
    assert_eq!(model.update(Event::Started, 0.0), LOADS);
}

#[test]
fn a_site_is_forgotten_and_the_permission_goes_with_the_last_use_of_its_host() {
    let mut model = Model::new(&Sample);
    let site = |host: &str, what| Site {
        host: host.to_owned(),
        what,
    };
    let sites = vec![
        site("mail.acme.example", SiteUse::Marks),
        site("calendar.acme.example", SiteUse::Marks),
        site("calendar.acme.example", SiteUse::Forms),
    ];
    model.update(Event::SitesKnown(Ok(sites.clone())), 0.0);
    for (place, site) in sites.into_iter().enumerate() {
        let effects = model.update(Event::ForgetSite(place), 0.0);
        assert_eq!(effects, [Effect::ForgetSite(site)]);
    }
    assert_eq!(model.update(Event::ForgetSite(3), 0.0), []);
    let effects = model.update(Event::SiteForgotten(Err(Failure::StoreFull)), 0.0);
    assert_eq!(effects, [Effect::LoadSites]);
    assert_eq!(model.failure, Some(Failure::StoreFull));
}

#[test]
fn numbers_the_page_would_not_take_are_mended_when_it_is_opened_or_a_file_is_taken_in() {
    let mut outside = Settings::default();
    outside.thresholds.rounds_before_meeting = 5;
    outside.thresholds.call_minutes = 0;
    let mended = |model: &Model| {
        let thresholds = &model.settings.thresholds;
        (thresholds.rounds_before_meeting, thresholds.call_minutes)
    };
    let mut model = opened();
    model.update(Event::FileGiven(write_file(&outside)), 0.0);
    model.update(Event::TakeIn, 10.0);
    assert_eq!(mended(&model), (3, 1));
    assert!(!model.would_lose());

    let mut model = Model::new(&Sample);
    model.update(Event::Loaded(Ok(view(outside))), 0.0);
    assert_eq!(mended(&model), (3, 1));
    assert!(!model.would_lose());
    let due = model.due_at().expect("what is shown is also kept");
    let saved = saved(&model.update(Event::SaveDue, due));
    assert_eq!(saved.thresholds.call_minutes, 1);
}

#[test]
fn a_template_can_be_brought_back_after_looking_at_another_or_at_a_file() {
    let mut model = opened();
    let blank = templates::blank(OwnTemplateId("a".to_owned()), "A".to_owned());
    let id = blank.id.clone();
    let of_templates = [
        templates::Event::Add(Box::new(blank)),
        templates::Event::Remove(id.clone()),
        templates::Event::Open(id),
        templates::Event::Export,
    ];
    for event in of_templates {
        model.update(Event::Templates(event), 0.0);
    }
    model.update(Event::FileGiven(write_file(&Settings::default())), 0.0);
    assert!(model.templates.removed.is_some());
    model.update(name("Kim"), 10.0);
    assert!(model.templates.removed.is_none(), "a change ends the offer");
}
