//! What a finished brief consists of.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use baton_brief::{
    Block, BriefFault, Context, FieldKind, FieldValue, HeadField, MAX_ENTRIES, MAX_FIELDS,
    MAX_LINKS, MAX_TEXT_CHARS, MailProgram, ResponseWindows, Template, compose, html, mail,
    moment_text, plain_text, prefill, template,
};
use baton_gate::{Answers, Contributors, Purpose, Rounds, TemplateId};
use baton_worktime::{UtcMillis, ZoneName};
use std::collections::BTreeSet;
use support::{Surroundings, blank, list, numbered, text};

/// 19 November 2026, 16:00 UTC.
const DUE: UtcMillis = UtcMillis(1_795_104_000_000);

#[test]
fn a_moment_is_told_on_both_clocks_and_in_utc() {
    let told = |theirs| moment_text(DUE, &Surroundings::new(theirs).context());
    let mine = "Thursday, 19 November 2026, 17:00 (Europe/Berlin)";
    assert_eq!(told(None), mine);
    assert_eq!(told(Some("Europe/Berlin")), format!("{mine} · 16:00 (UTC)"));
    assert_eq!(
        told(Some("America/New_York")),
        format!("{mine} · 11:00 (America/New_York) · 16:00 (UTC)")
    );
    assert_eq!(
        told(Some("Asia/Tokyo")),
        format!(
            "{mine} · Friday, 20 November 2026, 01:00 (Asia/Tokyo) · Thursday, 19 November 2026, \
             16:00 (UTC)"
        )
    );
    assert_eq!(told(Some("UTC")), format!("{mine} · 16:00 (UTC)"));
}

#[test]
fn a_zone_or_moment_the_host_does_not_know_falls_back_to_utc() {
    let around = Surroundings::new(Some("Nowhere/Town"));
    let nowhere = ZoneName::new("Nowhere/Town").unwrap();
    let context = Context {
        my_zone: &nowhere,
        ..around.context()
    };
    let utc = "Thursday, 19 November 2026, 16:00 (UTC)";
    assert_eq!(moment_text(DUE, &context), utc);
    for extreme in [i64::MIN, i64::MAX] {
        assert!(moment_text(UtcMillis(extreme), &context).contains("UTC"));
    }
}

#[test]
fn the_head_comes_first_and_empty_fields_are_left_out() {
    let around = Surroundings::new(None);
    let mut brief = blank(TemplateId::Decide);
    brief.ask = "Approve\nthe draft".into();
    brief.owner = "Kim".into();
    brief.fields.insert("proposal".into(), text("  \n "));
    brief.fields.insert("facts".into(), list(&["", " "]));
    let document = compose(&brief, &around.context());
    assert_eq!(document.one_line, "Approve the draft");
    let parts: Vec<_> = document.blocks.iter().collect();
    assert!(matches!(parts[0], Block::Title(title) if title == "Decision"));
    assert!(matches!(parts[1], Block::Line { label, text }
        if label == "Ask" && text == "Approve the draft"));
    assert!(matches!(parts[2], Block::Line { text, .. } if text == "Kim"));
    assert!(matches!(parts[3], Block::Reply { .. }));
    assert_eq!(parts.len(), 4);
}

#[test]
fn each_number_occurs_once_so_that_it_can_be_answered() {
    let around = Surroundings::new(None);
    let mut brief = blank(TemplateId::Decide);
    brief.fields.insert("facts".into(), list(&["a", " ", "b"]));
    brief.fields.insert("unknowns".into(), list(&["c"]));
    brief.fields.insert("options".into(), list(&["d", "e"]));
    let document = compose(&brief, &around.context());
    let starts: Vec<_> = numbered(&document.blocks)
        .iter()
        .map(|(start, _)| *start)
        .collect();
    assert_eq!(starts, [1, 3, 4]);
    let Some(Block::Reply { lines, .. }) = document.blocks.last() else {
        panic!("the reply form is the last block");
    };
    let numbers: Vec<_> = lines.iter().filter(|line| line.len() == 2).collect();
    assert_eq!(numbers, ["3:", "4:", "5:"], "facts want no answer");
}

#[test]
fn the_reply_form_stays_short() {
    let around = Surroundings::new(None);
    let lines = |questions: usize| {
        let mut brief = blank(TemplateId::Ask);
        let questions = vec!["?".to_owned(); questions];
        brief
            .fields
            .insert("questions".into(), FieldValue::List(questions));
        match compose(&brief, &around.context()).blocks.last() {
            Some(Block::Reply { lines, .. }) => lines.len(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(lines(0), 3);
    assert_eq!(lines(12), 15);
    assert_eq!(lines(200), 3);
}

#[test]
fn a_field_of_the_wrong_form_is_shown_by_its_own_form() {
    let around = Surroundings::new(None);
    let mut brief = blank(TemplateId::Status);
    brief.fields.insert("done".into(), text("not a list"));
    brief
        .fields
        .insert("sentence".into(), list(&["not a text"]));
    brief.fields.insert(
        "expectations".into(),
        FieldValue::Choice("no such choice".into()),
    );
    brief.fields.insert("risks".into(), FieldValue::Number(7));
    let shown = plain_text(&compose(&brief, &around.context()));
    for typed in [
        "not a list",
        "1. not a text",
        "no such choice",
        "blockers: 7",
    ] {
        assert!(shown.contains(typed), "{typed}:\n{shown}");
    }
}

#[test]
fn people_stand_on_one_line_and_take_no_numbers() {
    let around = Surroundings::new(None);
    let mut brief = blank(TemplateId::Decide);
    brief.fields.insert(
        "consulted".into(),
        list(&["Alex Example", " ", "Kim\nSample"]),
    );
    // As an earlier version stored it.
    brief.fields.insert("informed".into(), text("Sam, Kim"));
    brief.fields.insert("options".into(), list(&["Do nothing"]));
    let shown = plain_text(&compose(&brief, &around.context()));
    assert!(
        shown.contains("Consulted: Alex Example, Kim Sample\nInformed: Sam, Kim\n"),
        "{shown}"
    );
    assert!(shown.contains("1. Do nothing"), "{shown}");
}

#[test]
fn a_link_field_works_only_as_a_web_link() {
    let around = Surroundings::new(None);
    let shown = |link: &str| {
        let mut brief = blank(TemplateId::Video);
        brief.fields.insert("video_link".into(), text(link));
        html(&compose(&brief, &around.context()))
    };
    assert!(shown("https://acme.example/v").contains("<a href=\"https://acme.example/v\">"));
    let refused = shown("javascript:alert(1)");
    assert!(!refused.contains("<a ") && refused.contains("javascript:alert(1)"));
    assert!(!shown(" ").contains("Video:"), "an empty one is left out");
}

#[test]
fn a_toggle_says_yes_or_no_and_an_open_one_nothing() {
    let around = Surroundings::new(None);
    let shown = |enough: Option<bool>| {
        let mut brief = blank(TemplateId::Close);
        if let Some(enough) = enough {
            let enough = FieldValue::Toggle(enough);
            brief.fields.insert("writing_enough".into(), enough);
        }
        plain_text(&compose(&brief, &around.context()))
    };
    assert!(shown(Some(true)).contains("Writing was enough: Yes\n"));
    assert!(shown(Some(false)).contains("Writing was enough: No\n"));
    assert!(!shown(None).contains("Writing was enough"));
}

#[test]
fn a_brief_filled_in_under_every_template_keeps_its_bounds() {
    let mut brief = blank(TemplateId::Close);
    for field in Template::ALL.iter().flat_map(|template| template.fields) {
        brief.fields.insert(field.id.into(), text("filled in"));
    }
    assert_eq!(brief.check(), Ok(()));
}

#[test]
fn what_is_over_a_bound_is_refused_by_name() {
    let around = Surroundings::new(None);
    let fits = "x".repeat(MAX_TEXT_CHARS);
    let long = format!("{fits}é");
    let mut brief = blank(TemplateId::Decide);
    brief.ask = fits.clone();
    brief.links = vec![String::new(); MAX_LINKS];
    brief.fields.insert(
        "facts".into(),
        FieldValue::List(vec![String::new(); MAX_ENTRIES]),
    );
    assert_eq!(brief.check(), Ok(()));

    let fault = |change: &dyn Fn(&mut baton_brief::Brief)| {
        let mut brief = brief.clone();
        change(&mut brief);
        brief.check().unwrap_err()
    };
    let facts = fault(&|brief| {
        brief.fields.insert("facts".into(), list(&["short", &long]));
    });
    assert_eq!(
        facts,
        BriefFault::TextTooLong {
            field: "facts".into(),
            chars: MAX_TEXT_CHARS + 1
        }
    );
    assert!(
        facts
            .explain(&brief, &around.words)
            .starts_with("\"Facts\" has 100001 characters")
    );
    assert_eq!(
        fault(&|brief| {
            let entries = vec![String::new(); MAX_ENTRIES + 1];
            brief
                .fields
                .insert("options".into(), FieldValue::List(entries));
        }),
        BriefFault::TooManyEntries {
            field: "options".into(),
            entries: MAX_ENTRIES + 1
        }
    );
    assert_eq!(
        fault(&|brief| brief.links.push(String::new())),
        BriefFault::TooManyLinks {
            links: MAX_LINKS + 1
        }
    );
    assert!(matches!(
        fault(&|brief| brief
            .fields
            .extend((0..MAX_FIELDS).map(|n| (n.to_string(), text(""))))),
        BriefFault::TooManyFields { fields } if fields == MAX_FIELDS + 1
    ));
    assert!(matches!(
        fault(&|brief| brief.fields.extend([("i".repeat(65), text(""))])),
        BriefFault::FieldIdTooLong { chars: 65 }
    ));
    assert!(matches!(
        fault(&|brief| brief
            .fields
            .extend([("facts".into(), list(&[fits.as_str(); 10]))])),
        BriefFault::TooLongInAll { chars: 1_100_000 }
    ));
}

#[test]
fn every_text_is_in_the_english_catalogue_and_none_is_unused() {
    let around = Surroundings::new(Some("Asia/Tokyo"));
    let asked = &around.words.asked;
    for template in Template::ALL {
        asked
            .borrow_mut()
            .extend([template.name_key.to_owned(), template.hint_key()]);
        for field in template.fields {
            let mut keys = vec![field.label_key.to_owned(), field.hint_key()];
            keys.extend(field.placeholder_key());
            if let FieldKind::Choice(choices) = field.kind {
                keys.extend(choices.iter().map(|choice| field.choice_key(choice)));
            }
            asked.borrow_mut().extend(keys);
        }
    }
    for field in HeadField::ALL {
        let mut asked = asked.borrow_mut();
        asked.extend([field.label_key().to_owned(), field.hint_key()]);
        asked.extend(field.placeholder_key());
    }
    for purpose in Purpose::ALL {
        for done_when in ["", "it is done"] {
            for (person, event, ask) in [
                (None, None, 0),
                (Some("Alex Example"), Some("Intro call"), 1),
                (None, Some("Intro call"), 2),
            ] {
                let answers = Answers {
                    purpose: Some(purpose),
                    done_when: done_when.into(),
                    contributors: Some(Contributors::None),
                    same_minute: Some(true),
                    ..Answers::default()
                };
                let windows = ResponseWindows {
                    ask,
                    ..ResponseWindows::default()
                };
                let context = Context {
                    person,
                    event,
                    windows,
                    ..around.context()
                };
                for template in Template::ALL {
                    let mut brief = prefill(template.id, &answers, &context);
                    fill(&mut brief);
                    let _ = compose(&brief, &context);
                }
            }
        }
    }
    let tired = Answers {
        rounds: Some(Rounds::ThreeOrMore),
        points: vec!["a".into()],
        ..Answers::default()
    };
    let meeting = prefill(TemplateId::Meet, &tired, &around.context());
    let _ = compose(&meeting, &around.context());
    let questions = prefill(TemplateId::Ask, &tired, &around.context());
    let _ = compose(&questions, &around.context());
    for day in 0..366 {
        let _ = moment_text(UtcMillis(day * 86_400_000), &around.context());
    }
    let long = compose(
        &prefill(TemplateId::Ask, &answers_of(5_000), &around.context()),
        &around.context(),
    );
    let _ = mail(&long, None, MailProgram::Mailto, &around.words);
    for fault in [
        BriefFault::TextTooLong {
            field: "ask".into(),
            chars: 1,
        },
        BriefFault::TooManyEntries {
            field: "facts".into(),
            entries: 1,
        },
        BriefFault::TooManyLinks { links: 1 },
        BriefFault::TooManyFields { fields: 1 },
        BriefFault::FieldIdTooLong { chars: 1 },
        BriefFault::OwnForm,
        BriefFault::TooLongInAll { chars: 1 },
    ] {
        let _ = fault.explain(&meeting, &around.words);
    }

    let asked = asked.borrow();
    let missing: Vec<_> = asked
        .iter()
        .filter(|key| !around.words.english.contains(key))
        .collect();
    assert!(missing.is_empty(), "not in brief.json: {missing:?}");
    let unused: BTreeSet<_> = around
        .words
        .english
        .keys()
        .filter(|key| key.starts_with("brief_") && !asked.contains(*key))
        .collect();
    assert!(unused.is_empty(), "in brief.json, never used: {unused:?}");
}

/// Fills the fields that are drafted from no answer and said in words of their own.
fn fill(brief: &mut baton_brief::Brief) {
    for field in template(brief.template).fields {
        let value = match field.kind {
            FieldKind::Toggle => FieldValue::Toggle(true),
            FieldKind::Number { range, .. } => FieldValue::Number(range.0),
            FieldKind::People => list(&["Alex Example", "Kim Sample"]),
            _ => continue,
        };
        brief.fields.insert(field.id.into(), value);
    }
}

fn answers_of(chars: usize) -> Answers {
    Answers {
        tried: "x".repeat(chars),
        ..Answers::default()
    }
}
