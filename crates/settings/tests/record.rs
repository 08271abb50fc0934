//! Settings as they are stored and shared.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use baton_brief::plain_text;
use baton_locale::Catalogue;
use baton_settings::{
    Bound, Change, Fault, FileFault, MAX_FILE_BYTES, MAX_NAME_CHARS, MAX_PEOPLE, Person, PersonId,
    RecordFault, Settings, decode, encode, intake, plan_import, statement, write_file,
};
use baton_worktime::{DaySpan, WorkingWeek, ZoneName};

/// Settings as schema 1 wrote them. The file stays for good.
const STORED: &str = include_str!("../../../tests/fixtures/settings/schema-1.json");

fn person(id: &str, name: &str) -> Person {
    Person::named(PersonId::parse(id).unwrap(), name)
}

fn with_people(people: Vec<Person>) -> Settings {
    Settings {
        people,
        ..Settings::default()
    }
}

#[test]
fn settings_of_schema_1_are_read_and_written_back_unchanged() {
    let settings = decode(STORED).unwrap();
    assert_eq!(settings.people.len(), 2);
    assert_eq!(settings.people[0].mail, "alex@example.com");
    let week = settings.week.as_ref().unwrap();
    assert_eq!(week.zone().as_str(), "Europe/Berlin");
    assert_eq!(week.days_off().len(), 2);
    assert_eq!(decode(&encode(&settings)), Ok(settings));
}

#[test]
fn nothing_set_is_the_default_week_on_the_browsers_clocks() {
    let zone = ZoneName::new("Asia/Tokyo").unwrap();
    let settings = Settings::default();
    assert_eq!(settings.own_week(&zone), WorkingWeek::default_in(zone));
    assert_eq!(decode(&encode(&settings)), Ok(settings));
}

#[test]
fn newer_settings_are_told_from_damaged_ones() {
    let newer = r#"{"schema":2,"settings":{"mood":"calm"}}"#;
    assert_eq!(decode(newer), Err(RecordFault::Newer { schema: 2 }));
    for damaged in [
        "",
        "{",
        "[]",
        r#"{"schema":1}"#,
        r#"{"schema":1,"settings":{"people":[{}]}}"#,
    ] {
        assert!(
            matches!(decode(damaged), Err(RecordFault::Damaged(_))),
            "{damaged}"
        );
    }
    let unknown = r#"{"schema":1,"settings":{"mood":"calm"}}"#;
    assert!(
        matches!(decode(unknown), Err(RecordFault::Damaged(_))),
        "it would be lost"
    );
}

#[test]
fn what_is_over_a_bound_is_refused_by_name() {
    let many = (0..=MAX_PEOPLE).map(|n| person(&format!("p{n}"), "Kim Sample"));
    let over = with_people(many.collect()).check();
    assert!(matches!(
        over,
        Err(Fault::Over {
            bound: Bound::People,
            ..
        })
    ));

    let twice = with_people(vec![person("a", "Alex Example"), person("a", "Kim Sample")]);
    assert_eq!(
        twice.check(),
        Err(Fault::SameId {
            person: "Kim Sample".to_owned()
        })
    );

    let nameless = with_people(vec![person("a", " ")]);
    assert_eq!(nameless.check(), Err(Fault::Nameless));

    for mail in ["alex", "a b@example.com"] {
        let mut alex = person("a", "Alex Example");
        alex.mail = mail.to_owned();
        let refused = with_people(vec![alex]).check();
        assert!(
            matches!(refused, Err(Fault::NoMailAddress { .. })),
            "{mail}"
        );
    }

    let mut slow = Settings::default();
    slow.windows.decide = 10_000;
    assert!(matches!(
        slow.check(),
        Err(Fault::Over {
            bound: Bound::Window,
            ..
        })
    ));
}

#[test]
fn what_could_not_be_read_again_is_refused_although_each_part_is_within_its_bound() {
    let mut people: Vec<Person> = (0..1_000)
        .map(|n| person(&format!("p{n}"), "Alex Example"))
        .collect();
    for person in &mut people {
        person.pages = vec!["x".repeat(MAX_NAME_CHARS); 6];
    }
    let rest = people.split_off(600);
    let (now, theirs) = (with_people(people), with_people(rest));
    assert_eq!(now.check(), Ok(()));
    assert_eq!(decode(&encode(&now)).as_ref(), Ok(&now));
    let over = Fault::Over {
        bound: Bound::Bytes,
        person: String::new(),
    };
    let refused = plan_import(&now, &write_file(&theirs));
    assert_eq!(refused, Err(FileFault::Refused(over)));
}

#[test]
fn a_file_says_what_it_would_change_and_changes_it_all_at_once() {
    let now = with_people(vec![person("a", "Alex Example"), person("b", "Kim Sample")]);
    let mut theirs = with_people(vec![
        person("b", "Kim Sample-Other"),
        person("c", "Sam Example"),
    ]);
    theirs.windows.ask = 2;
    theirs.revision = 40;
    let plan = plan_import(&now, &write_file(&theirs)).unwrap();
    assert_eq!(
        plan.changes,
        [
            Change::Windows,
            Change::PersonReplaced("Kim Sample-Other".to_owned()),
            Change::PersonAdded("Sam Example".to_owned()),
        ]
    );
    let names: Vec<&str> = plan
        .settings
        .people
        .iter()
        .map(|person| person.name.as_str())
        .collect();
    assert_eq!(names, ["Alex Example", "Kim Sample-Other", "Sam Example"]);
    assert_eq!(plan.settings.revision, now.revision);

    let again = plan_import(&plan.settings, &write_file(&theirs)).unwrap();
    assert!(again.changes.is_empty());
}

#[test]
fn files_that_are_none_are_refused_whole() {
    let now = Settings::default();
    let refused = |text: &str| plan_import(&now, text).unwrap_err();
    assert_eq!(refused(r#"{"schema":9}"#), FileFault::Newer { schema: 9 });
    assert!(matches!(refused("not JSON"), FileFault::NotSettings(_)));
    let large = " ".repeat(MAX_FILE_BYTES + 1);
    assert!(matches!(refused(&large), FileFault::TooLarge { .. }));
    let nameless = r#"{"schema":1,"settings":{"people":[{"id":"a","name":""}]}}"#;
    assert_eq!(refused(nameless), FileFault::Refused(Fault::Nameless));
}

#[test]
fn the_statement_tells_hours_by_runs_of_days_and_response_times() {
    let zone = ZoneName::new("Europe/Berlin").unwrap();
    let span = |from: u16, to: u16| DaySpan::new(from * 60, to * 60).unwrap();
    let long = vec![span(9, 12), span(13, 17)];
    let days = [
        long.clone(),
        long.clone(),
        long,
        vec![span(9, 12)],
        vec![],
        vec![],
        vec![],
    ];
    let settings = Settings {
        name: "Alex Example".to_owned(),
        week: Some(WorkingWeek::new(zone.clone(), days).unwrap()),
        ..Settings::default()
    };
    let text = plain_text(&statement(&settings, &zone, &Catalogue::english()));
    assert_eq!(
        text,
        "When and how Alex Example answers

Working hours (Europe/Berlin)
Monday to Wednesday: 09:00–12:00, 13:00–17:00
Thursday: 09:00–12:00

You can expect an answer
To a question: within one working day
Feedback on a piece of work: within 2 working days
To a decision: within 3 working days
To an urgent decision: within one working day

What arrives outside these hours is read the next working morning. No answer is expected outside \
yours."
    );
}

#[test]
fn a_week_without_hours_has_a_statement_too() {
    let zone = ZoneName::utc();
    let settings = Settings {
        week: Some(WorkingWeek::new(zone.clone(), Default::default()).unwrap()),
        ..Settings::default()
    };
    let text = plain_text(&statement(&settings, &zone, &Catalogue::english()));
    assert!(text.contains("I have no fixed working hours."), "{text}");
}

#[test]
fn the_intake_asks_the_four_questions() {
    let text = plain_text(&intake(&Catalogue::english()));
    for line in ["1. Purpose", "2. Start and end", "3. Plan", "4. Follow-up"] {
        assert!(text.contains(line), "{text}");
    }
}
