//! The hints on a brief, and what their fixes do.
//!
//! Each `tests/fixtures/lint/<check>.json` is a brief with its context and the moment of sending;
//! `<check>.expected.json` holds the hints, and the brief after all fixes. `<check>-fine.json` is
//! one that the check has nothing to say about. `BATON_UPDATE=1 cargo test -p baton-brief --test
//! lint` writes what is expected anew.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use baton_brief::{
    Brief, Check, Context, FieldKind, FieldValue, Hint, MAX_ENTRIES, MAX_HINTS, MAX_TEXT_CHARS,
    Template, lint, prefill,
};
use baton_gate::{Answers, Purpose, TemplateId};
use baton_worktime::{UtcMillis, WorkingWeek, ZoneName};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use support::{NOW, Surroundings, blank, list, text};

/// More fixes than any brief here needs.
const ENOUGH_FIXES: usize = 500;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/lint")
}

/// The brief, its surroundings and the moment of sending.
fn case(input: &Value) -> (Brief, Surroundings, UtcMillis) {
    let moment = |text: &Value| {
        let timestamp: jiff::Timestamp = text.as_str().unwrap().parse().unwrap();
        timestamp.as_millisecond()
    };
    let mut brief = input["brief"].clone();
    if brief["needed_by"].is_string() {
        brief["needed_by"] = moment(&brief["needed_by"]).into();
    }
    let mut around = Surroundings::new(input["context"]["their_zone"].as_str());
    if let Some(zone) = input["context"]["my_zone"].as_str() {
        around.mine = ZoneName::new(zone).unwrap();
    }
    let brief = serde_json::from_value(brief).unwrap();
    (brief, around, UtcMillis(moment(&input["now"])))
}

/// The context a case has: nothing but what it says.
fn context<'a>(around: &'a Surroundings, input: &'a Value) -> Context<'a> {
    Context {
        person: input["context"]["person"].as_str(),
        event: None,
        slot: None,
        url: input["context"]["url"].as_str().unwrap_or_default(),
        ..around.context()
    }
}

/// Applies the first fix until none is left.
fn fixed(brief: &Brief, context: &Context, at: UtcMillis) -> Brief {
    let mut brief = brief.clone();
    for _ in 0..ENOUGH_FIXES {
        let hints = lint(&brief, context, at);
        let Some(fix) = hints.iter().find_map(|hint| hint.fix.as_ref()) else {
            return brief;
        };
        brief = fix.apply(&brief);
    }
    panic!("fixes that never end: {brief:?}");
}

fn shown(hint: &Hint, words: &support::RecordedWords) -> Value {
    json!({
        "check": hint.check.as_str(),
        "field": hint.place.field,
        "entry": hint.place.entry,
        "range": hint.place.range.as_ref().map(|range| [range.start, range.end]),
        "reason": hint.reason(words),
        "fix": hint.fix.as_ref().map(|fix| fix.label(words)),
    })
}

#[test]
fn every_fixture_gets_the_hints_it_got() {
    let update = std::env::var_os("BATON_UPDATE").is_some();
    let mut inputs: Vec<_> = fs::read_dir(folder())
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.ends_with(".json") && !name.ends_with(".expected.json")
        })
        .collect();
    inputs.sort();
    let mut differing = Vec::new();
    let mut asked = std::collections::BTreeSet::new();
    for input in &inputs {
        let case_input: Value = serde_json::from_str(&fs::read_to_string(input).unwrap()).unwrap();
        let (brief, around, at) = case(&case_input);
        let context = context(&around, &case_input);
        let hints = lint(&brief, &context, at);
        let now = json!({
            "hints": hints.iter().map(|hint| shown(hint, &around.words)).collect::<Vec<_>>(),
            "fixed": fixed(&brief, &context, at),
        });
        asked.extend(around.words.asked.take());
        let path = input.with_extension("expected.json");
        let now = format!("{}\n", serde_json::to_string_pretty(&now).unwrap());
        if update {
            fs::write(&path, now).unwrap();
        } else if fs::read_to_string(&path).ok().as_deref() != Some(&now) {
            differing.push(path.display().to_string());
        }
    }
    assert!(
        differing.is_empty(),
        "no longer as before (BATON_UPDATE=1 accepts it):\n{}",
        differing.join("\n")
    );
    let words = baton_locale::Catalogue::english();
    let unused: Vec<_> = words
        .keys()
        .filter(|key| key.starts_with("hint_") && !asked.contains(*key))
        .collect();
    assert!(unused.is_empty(), "no fixture shows {unused:?}");
    for key in asked.iter().filter(|key| key.starts_with("hint_")) {
        assert!(words.contains(key), "{key} has no text");
    }
}

#[test]
fn every_check_has_a_brief_it_hints_at_and_one_it_leaves_alone() {
    for check in Check::ALL {
        let checks = |name: String| -> Vec<Check> {
            let text = fs::read_to_string(folder().join(name)).unwrap();
            let input: Value = serde_json::from_str(&text).unwrap();
            let (brief, around, at) = case(&input);
            let hints = lint(&brief, &context(&around, &input), at);
            hints.into_iter().map(|hint| hint.check).collect()
        };
        let id = check.as_str();
        assert!(checks(format!("{id}.json")).contains(&check), "{id}.json");
        let fine = checks(format!("{id}-fine.json"));
        assert!(!fine.contains(&check), "{id}-fine.json");
    }
}

#[test]
fn every_hint_is_documented() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/hints.md");
    let docs = fs::read_to_string(docs).unwrap();
    for check in Check::ALL {
        let entry = format!("`{}`", check.as_str());
        assert!(docs.contains(&entry), "{entry} in docs/hints.md");
    }
}

#[test]
fn an_ask_that_baton_drafted_is_seen_as_such() {
    let around = Surroundings::new(None);
    for person in [None, Some("Alex Example")] {
        let context = Context {
            person,
            ..around.context()
        };
        for purpose in Purpose::ALL {
            let answers = Answers {
                purpose: Some(purpose),
                ..Answers::default()
            };
            for (id, hinted) in [(TemplateId::Ask, true), (TemplateId::Status, false)] {
                let brief = prefill(id, &answers, &context);
                let hints = lint(&brief, &context, NOW);
                let found = hints.iter().any(|hint| hint.check == Check::Purpose);
                assert_eq!(found, hinted, "{}", brief.ask);
            }
        }
    }
}

#[test]
fn a_fix_that_comes_too_late_changes_nothing() {
    let around = Surroundings::new(None);
    let brief = Brief {
        ask: "Can you approve the draft ASAP?".into(),
        ..blank(TemplateId::Ask)
    };
    for hint in lint(&brief, &around.context(), NOW) {
        let Some(fix) = hint.fix else { continue };
        let typed_on = Brief {
            ask: "Can you approve the list ASAP?".into(),
            needed_by: Some(NOW),
            if_no_reply: "I go ahead".into(),
            owner: "Kim Sample".into(),
            fields: [
                ("answer_kind", FieldValue::Choice("file".into())),
                ("context", text("None")),
                ("questions", list(&["Which one?"])),
            ]
            .map(|(id, value)| (id.to_owned(), value))
            .into(),
            ..brief.clone()
        };
        assert_eq!(fix.apply(&typed_on), typed_on);
    }
}

#[test]
fn a_receiver_whose_hours_cannot_be_told_gets_no_hints_about_them() {
    let around = Surroundings::new(Some("Nowhere/Nothing"));
    let no_hours = WorkingWeek::new(ZoneName::utc(), Default::default()).unwrap();
    for week in [&around.week, &no_hours] {
        let context = Context {
            week,
            ..around.context()
        };
        let brief = Brief {
            ask: "Approve the draft by EOD?".into(),
            needed_by: Some(UtcMillis(i64::MAX)),
            ..blank(TemplateId::Ask)
        };
        for at in [NOW, UtcMillis(i64::MIN), UtcMillis(i64::MAX)] {
            let hints = lint(&brief, &context, at);
            let about_hours = |hint: &Hint| {
                matches!(hint.check, Check::ReplyHours | Check::SendHours)
                    || hint.check == Check::VagueTime && hint.fix.is_some()
            };
            assert!(!hints.iter().any(about_hours), "{hints:?}");
        }
    }
}

#[test]
fn the_longest_texts_are_read_and_fixes_keep_the_bounds() {
    let around = Surroundings::new(Some("Asia/Tokyo"));
    let context = around.context();
    for unit in [
        "?",
        "asap ",
        "and can you ",
        "17:00 ",
        "17:00,",
        "friday",
        "- a\n",
        "> ",
        "🙂",
        "א",
        "\u{fffd}",
        "(",
        "what do you think? ",
        "\u{301}",
        "5 p.m",
        "see. ",
        "会",
        "\r\n",
        "https://a.example/? ",
    ] {
        let long: String = unit.chars().cycle().take(MAX_TEXT_CHARS).collect();
        for id in [TemplateId::Ask, TemplateId::Decide] {
            let mut brief = Brief {
                ask: long.clone(),
                needed_by: Some(NOW),
                ..blank(id)
            };
            let long_field = if id == TemplateId::Ask {
                "context"
            } else {
                "proposal"
            };
            brief.fields.insert(long_field.into(), text(&long));
            let list_field = if id == TemplateId::Ask {
                "questions"
            } else {
                "options"
            };
            let entries = list(&vec!["- a\n- b"; MAX_ENTRIES]);
            brief.fields.insert(list_field.into(), entries);
            let brief = brief.bounded().unwrap();
            let hints = lint(&brief, &context, NOW);
            assert!(hints.len() <= MAX_HINTS);
            for hint in hints {
                if let Some(fix) = hint.fix {
                    assert_eq!(
                        fix.apply(&brief).check(),
                        Ok(()),
                        "{unit} {hint:?}",
                        hint = hint.check
                    );
                }
            }
        }
    }
}

/// What hints look for, and what may stand around it.
const PIECES: &[&str] = &[
    "ASAP",
    "as soon as possible",
    "soon",
    "eod",
    "Tomorrow",
    "next week",
    "EOW",
    "the day after",
    "Friday",
    "next",
    "Monday to Friday",
    "every",
    "17:00",
    "9:00",
    "5pm",
    "11 p.m.",
    "-",
    "to",
    "CET",
    "(Europe/Berlin)",
    "Z",
    "+01:00",
    "2026-11-19T16:00:00Z",
    "20 November",
    "Can you send it",
    "and can you",
    "and when",
    "please",
    "Please send it",
    "?",
    "? ",
    ".",
    "? ! ",
    "\n",
    "\r\n",
    "\n- one",
    "\n* two?",
    "\n1) three",
    "\n  more",
    "\n> soon",
    "\n(2) four",
    "what do you think",
    "Thoughts?",
    "any ideas",
    "attached",
    "see the plan",
    "here:",
    "https://a.example/?soon",
    "No answer is expected",
    "someone",
    "שלום",
    "🙂",
    "👩‍👩‍👧",
    "\u{fffd}",
    "\u{301}",
    "会議",
    ",",
    "(",
    ")",
    "and",
    "plus",
    "'",
    "\"",
    " ",
];

/// The letters of all texts of a brief, sorted.
fn letters(brief: &Brief) -> Vec<char> {
    let head = [&brief.ask, &brief.if_no_reply, &brief.owner];
    let fields = brief.fields.values().flat_map(|value| match value {
        FieldValue::Text(text) => vec![text],
        FieldValue::List(entries) => entries.iter().collect(),
        _ => Vec::new(),
    });
    let mut letters: Vec<char> = head
        .into_iter()
        .chain(fields)
        .flat_map(|text| text.chars())
        .filter(|c| c.is_alphabetic())
        .collect();
    letters.sort_unstable();
    letters
}

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    let joined = (piece, prop::bool::weighted(0.8));
    prop::collection::vec(joined, 0..12).prop_map(|pieces| {
        pieces
            .into_iter()
            .map(|(piece, blank)| if blank { piece + " " } else { piece })
            .collect()
    })
}

fn any_brief() -> impl Strategy<Value = Brief> {
    let texts = prop::collection::vec(any_text(), 40);
    let needed_by = prop::option::of(-400_000..400_000i64);
    let template = prop::sample::select(Template::ALL.to_vec());
    (template, needed_by, texts, any::<u64>()).prop_map(|(template, minutes, mut texts, mask)| {
        let mut next = || texts.pop().unwrap_or_default();
        let mut brief = Brief {
            ask: next(),
            needed_by: minutes.map(|minutes| NOW.plus_millis(minutes * 60_000)),
            if_no_reply: next(),
            owner: next(),
            ..blank(template.id)
        };
        for (at, field) in template.fields.iter().enumerate() {
            if mask >> at & 1 == 0 {
                continue;
            }
            let value = match field.kind {
                FieldKind::Text | FieldKind::LongText => FieldValue::Text(next()),
                FieldKind::List => FieldValue::List(vec![next(), next()]),
                _ => continue,
            };
            brief.fields.insert(field.id.into(), value);
        }
        brief
    })
}

/// The text a place is in.
fn text_at(brief: &Brief, hint: &Hint) -> String {
    match (hint.place.field.as_str(), hint.place.entry) {
        ("ask", _) => brief.ask.clone(),
        ("if_no_reply", _) => brief.if_no_reply.clone(),
        ("owner", _) => brief.owner.clone(),
        (field, entry) => match (&brief.fields[field], entry) {
            (FieldValue::Text(text), None) => text.clone(),
            (FieldValue::List(entries), Some(entry)) => entries[entry].clone(),
            other => panic!("a range in {other:?}"),
        },
    }
}

proptest! {
    #![proptest_config(support::proptest_config())]

    #[test]
    fn a_fix_takes_care_of_its_hint_once(
        brief in any_brief(),
        hours in 0..200i64,
        my_zone in prop::sample::select(vec!["Europe/Berlin", "UTC", "Japan", "EST5EDT", "Etc/GMT+5"]),
        their_zone in prop::option::of(prop::sample::select(vec!["Asia/Tokyo", "America/New_York"])),
    ) {
        let mut around = Surroundings::new(their_zone);
        around.mine = ZoneName::new(my_zone).unwrap();
        let context = around.context();
        let at = NOW.plus_millis(hours * 3_600_000);
        let hints = lint(&brief, &context, at);
        prop_assert_eq!(&hints, &lint(&brief, &context, at));
        prop_assert!(hints.len() <= MAX_HINTS);
        for hint in &hints {
            let reason = hint.reason(&around.words);
            prop_assert!(!reason.starts_with("[hint_"), "{}", reason);
            if let Some(range) = &hint.place.range {
                let chars = text_at(&brief, hint).chars().count();
                prop_assert!(range.start < range.end && range.end <= chars, "{:?}", hint);
            }
            if let Some(fix) = &hint.fix {
                let once = fix.apply(&brief);
                prop_assert_ne!(&once, &brief, "{:?}", hint);
                prop_assert_eq!(&fix.apply(&once), &once);
                let left = lint(&once, &context, at);
                prop_assert!(!left.contains(hint), "{:?} is still there in {:?}", hint, once);
            }
        }
        let all = fixed(&brief, &context, at);
        for hint in lint(&all, &context, at) {
            prop_assert!(hint.fix.is_none());
        }
    }

    #[test]
    fn moving_points_loses_no_letter(brief in any_brief()) {
        let around = Surroundings::new(None);
        for hint in lint(&brief, &around.context(), NOW) {
            let Some(fix) = hint.fix.filter(|_| hint.check == Check::Numbered) else { continue };
            prop_assert_eq!(letters(&fix.apply(&brief)), letters(&brief));
        }
    }
}
