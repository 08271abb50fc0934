//! `docs/settings.md` has every setting. Its tables are written by
//! `BATON_UPDATE=1 cargo test -p baton-options guide`.

use crate::number::Number;
use baton_locale::{Catalogue, Messages};
use baton_settings::{DeliveryWay, Person, PersonId, Settings};
use baton_worktime::{WorkingWeek, ZoneName};
use serde_json::{Value, to_value};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A setting: what it is stored as, and the keys of its label and of what is said about it.
type Setting = (&'static str, &'static str, Option<&'static str>);

const YOU: [Setting; 4] = [
    ("name", "options_own_name", Some("options_own_name_hint")),
    ("week.zone", "options_zone", Some("options_zone_hint")),
    ("week.days", "options_hours", Some("options_hours_default")),
    (
        "week.days_off",
        "options_days_off",
        Some("options_days_off_hint"),
    ),
];

const PERSON: [Setting; 10] = [
    ("name", "options_person_name", None),
    ("team", "options_person_team", None),
    ("mail", "options_person_mail", None),
    ("prefers", "options_person_prefers", None),
    ("week.zone", "options_zone", Some("options_zone_hint")),
    ("week", "options_same_hours", None),
    ("week.days", "options_hours", None),
    (
        "week.days_off",
        "options_days_off",
        Some("options_days_off_hint"),
    ),
    (
        "also",
        "options_person_also",
        Some("options_person_also_hint"),
    ),
    (
        "pages",
        "options_person_pages",
        Some("options_person_pages_hint"),
    ),
];

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/settings.md")
}

fn said(words: &Catalogue, key: &str, args: &[&str]) -> String {
    assert!(words.contains(key), "{key}");
    words.text(key, args)
}

fn table(words: &Catalogue, settings: &[Setting]) -> String {
    let row = |(_, label, hint): &Setting| {
        let hint = hint.map(|hint| said(words, hint, &[])).unwrap_or_default();
        format!("| {} | {hint} |\n", said(words, label, &[]))
    };
    let rows: String = settings.iter().map(row).collect();
    format!("| setting | what it is |\n| --- | --- |\n{rows}")
}

fn numbers(words: &Catalogue) -> String {
    let row = |number: Number| {
        let usual = number.of(&Settings::default()).to_string();
        let key = format!("options_number_{}", number.name());
        let kind = if number.is_window() {
            "options_windows"
        } else {
            "options_thresholds"
        };
        let (least, most) = number.range();
        format!(
            "| {} | {} | {} | {least} to {most} |\n",
            said(words, kind, &[]),
            said(words, &key, &[]),
            said(words, &format!("{key}_hint"), &[&usual]),
        )
    };
    let rows: String = Number::ALL.into_iter().map(row).collect();
    format!("| kind | number | what it is | from, to |\n| --- | --- | --- | --- |\n{rows}")
}

fn ways(words: &Catalogue) -> String {
    let line = |way: DeliveryWay| {
        let key = format!("options_way_{}", way.as_str());
        format!("- {}\n", said(words, &key, &[]))
    };
    DeliveryWay::ALL.into_iter().map(line).collect()
}

/// `page` with `made` between the marks of `part`.
fn with_part(page: &str, part: &str, made: &str) -> String {
    let (from, to) = (format!("<!-- {part} -->\n"), format!("<!-- /{part} -->"));
    let (before, rest) = page.split_once(&from).unwrap();
    let (_, after) = rest.split_once(&to).unwrap();
    format!("{before}{from}{made}{to}{after}")
}

#[test]
fn the_guide_says_what_can_be_set() {
    let words = Catalogue::english();
    let standing = fs::read_to_string(page()).unwrap();
    let mut now = with_part(&standing, "you", &table(&words, &YOU));
    now = with_part(&now, "people", &table(&words, &PERSON));
    now = with_part(&now, "ways", &ways(&words));
    now = with_part(&now, "numbers", &numbers(&words));
    if std::env::var_os("BATON_UPDATE").is_some() {
        fs::write(page(), now).unwrap();
    } else {
        assert!(
            standing == now,
            "BATON_UPDATE=1 writes docs/settings.md anew"
        );
    }
}

/// The keys of a stored object.
fn keys(stored: &Value) -> BTreeSet<String> {
    let object = stored.as_object().unwrap();
    object.keys().cloned().collect()
}

/// The keys that `settings` are stored under, those of a week behind `week.`.
fn told(settings: &[Setting]) -> BTreeSet<String> {
    settings.iter().map(|(key, ..)| (*key).to_owned()).collect()
}

fn with_week(stored: &Value) -> BTreeSet<String> {
    let mut all = keys(stored);
    all.extend(
        keys(&stored["week"])
            .iter()
            .map(|key| format!("week.{key}")),
    );
    all
}

#[test]
fn nothing_is_stored_that_the_guide_does_not_tell() {
    let week = Some(WorkingWeek::default_in(ZoneName::utc()));
    let mut person = Person::named(PersonId::parse("a").unwrap(), "A");
    person.week.clone_from(&week);
    let settings = Settings {
        week,
        ..Settings::default()
    };
    let stored = to_value(&settings).unwrap();
    let mut of_settings = with_week(&stored);
    // What counts the writes, and what stands in other tables.
    for elsewhere in ["revision", "week", "thresholds", "windows", "people"] {
        assert!(of_settings.remove(elsewhere), "{elsewhere}");
    }
    assert_eq!(of_settings, told(&YOU));

    let mut of_a_person = with_week(&to_value(&person).unwrap());
    assert!(of_a_person.remove("id"));
    assert_eq!(of_a_person, told(&PERSON));

    let numbers = keys(&stored["thresholds"]).len() + keys(&stored["windows"]).len();
    assert_eq!(numbers, Number::ALL.len());
}
