//! `docs/templates.md` says what is so. Its tables are written by
//! `BATON_UPDATE=1 cargo test -p baton-templates --test docs`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use baton_brief::{FieldValue, MAX_ENTRIES, MAX_FIELD_ID_CHARS, MAX_TEXT_CHARS, MAX_TOTAL_CHARS};
use baton_locale::Messages;
use baton_templates::{
    Filter, MAX_BINDINGS, MAX_CONDITION_CHARS, MAX_DEPTH, MAX_FIELDS, MAX_FILE_BYTES, MAX_FILTERS,
    MAX_HINT_CHARS, MAX_ID_CHARS, MAX_NAME_CHARS, MAX_NUMBER, MAX_OPTIONS, MAX_SOURCE_CHARS,
    MAX_STEPS, MAX_TEMPLATES, MAX_WORKING_DAYS, OwnFieldKind, Reason, TemplatesFile, Variable,
    check, draft,
};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use support::{Surroundings, answers, with_field};

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/templates.md")
}

fn written(text: &str) -> String {
    let template = with_field(OwnFieldKind::LongText, text);
    let around = Surroundings::default();
    let mut drafted = draft(&template, &answers(), &around.context()).unwrap();
    match drafted.fields.remove("it") {
        Some(FieldValue::Text(text)) => text.replace('\n', "<br>"),
        other => panic!("{text}: {other:?}"),
    }
}

fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

fn variables() -> String {
    let words = Surroundings::default().words;
    let mut table =
        "| variable | kind | what it holds | example |\n| --- | --- | --- | --- |\n".to_owned();
    for variable in Variable::ALL {
        let name = variable.name();
        let kind = words.text(variable.kind().label_key(), &[]);
        let hint = words.text(&variable.hint_key(), &[]);
        let shown = written(&format!("{{{{{name}}}}}"));
        writeln!(table, "| `{name}` | {kind} | {hint} | {shown} |").unwrap();
    }
    table
}

fn filters() -> String {
    let words = Surroundings::default().words;
    let mut table =
        "| filter | what it does | example | makes |\n| --- | --- | --- | --- |\n".to_owned();
    for filter in Filter::ALL {
        let hint = words.text(&filter.hint_key(), &[]);
        let example = filter.example();
        assert!(
            example.contains(&format!("|{}", filter.name())),
            "{example}"
        );
        let shown = written(example);
        writeln!(
            table,
            "| `{}` | {hint} | {} | {shown} |",
            filter.name(),
            code(example)
        )
        .unwrap();
    }
    table
}

fn limits() -> String {
    let mut table = "| of | at most |\n| --- | --- |\n".to_owned();
    for (what, limit) in [
        ("templates", MAX_TEMPLATES.to_string()),
        ("rules", MAX_BINDINGS.to_string()),
        ("a file", format!("{} bytes", MAX_FILE_BYTES)),
        ("fields of a template", MAX_FIELDS.to_string()),
        ("options of a choice", MAX_OPTIONS.to_string()),
        ("a template's id", format!("{MAX_ID_CHARS} characters")),
        ("a field's id", format!("{MAX_FIELD_ID_CHARS} characters")),
        (
            "a name, label, option, unit or date format",
            format!("{MAX_NAME_CHARS} characters"),
        ),
        ("a line of help", format!("{MAX_HINT_CHARS} characters")),
        (
            "a condition of a rule",
            format!("{MAX_CONDITION_CHARS} characters"),
        ),
        ("a template text", format!("{MAX_SOURCE_CHARS} characters")),
        ("blocks inside each other", MAX_DEPTH.to_string()),
        ("filters behind one value", MAX_FILTERS.to_string()),
        ("a number behind a filter", MAX_NUMBER.to_string()),
        ("days for `working_days`", MAX_WORKING_DAYS.to_string()),
        (
            "what one field becomes",
            format!("{MAX_TEXT_CHARS} characters, {MAX_ENTRIES} entries"),
        ),
        (
            "what all fields become",
            format!("{MAX_TOTAL_CHARS} characters"),
        ),
        (
            "work for one brief",
            format!("{MAX_STEPS} steps: an instruction, or a byte a filter reads"),
        ),
    ] {
        writeln!(table, "| {what} | {limit} |").unwrap();
    }
    table
}

/// `page` with `table` between the marks of `part`.
fn with_table(page: &str, part: &str, table: &str) -> String {
    let (from, to) = (format!("<!-- {part} -->\n"), format!("<!-- /{part} -->"));
    let (before, rest) = page.split_once(&from).unwrap();
    let (_, after) = rest.split_once(&to).unwrap();
    format!("{before}{from}{table}{to}{after}")
}

#[test]
fn the_tables_of_the_documentation_are_what_the_code_does() {
    let page = fs::read_to_string(path()).unwrap();
    let mut now = with_table(&page, "variables", &variables());
    now = with_table(&now, "filters", &filters());
    now = with_table(&now, "limits", &limits());
    if std::env::var_os("BATON_UPDATE").is_some() {
        fs::write(path(), now).unwrap();
    } else {
        assert!(page == now, "BATON_UPDATE=1 writes docs/templates.md anew");
    }
}

#[test]
fn the_examples_of_the_documentation_work() {
    let page = fs::read_to_string(path()).unwrap();
    let block = |kind: &str| {
        let (_, rest) = page.split_once(&format!("```{kind}\n")).unwrap();
        rest.split_once("```").unwrap().0
    };
    let shown = written(block("text"));
    assert_eq!(
        shown,
        "Dear Alex,<br><br>so far: Two mails in October.<br>No answer yet.<br>1. price<br>\
         2. delivery time<br><br>Please answer by Thursday 19 November, 09:00 (your time).<br>"
    );
    let file = TemplatesFile::decode(block("json")).unwrap();
    assert_eq!(check(&file.templates[0]), Ok(()));
    let pieces = page
        .split('`')
        .filter(|piece| piece.starts_with("{%") && !piece.contains('…'));
    for piece in pieces {
        assert_eq!(
            check(&with_field(OwnFieldKind::LongText, piece)),
            Ok(()),
            "{piece}"
        );
    }
}

#[test]
fn every_name_and_reason_has_its_words() {
    let words = Surroundings::default().words;
    for variable in Variable::ALL {
        assert!(words.contains(&variable.hint_key()), "{variable:?}");
        assert_eq!(Variable::named(variable.name()), Some(variable));
    }
    for filter in Filter::ALL {
        assert!(words.contains(&filter.hint_key()), "{filter:?}");
        assert_eq!(Filter::named(filter.name()), Some(filter));
    }
    let text = || "x".to_owned();
    for reason in [
        Reason::TooLong { max: 1 },
        Reason::TooMany { max: 1 },
        Reason::Empty,
        Reason::BadId,
        Reason::Duplicate(text()),
        Reason::Reserved(text()),
        Reason::UnclosedTag,
        Reason::UnclosedText,
        Reason::UnclosedBlock(text()),
        Reason::UnexpectedBlock(text()),
        Reason::UnknownBlock(text()),
        Reason::Unexpected(text()),
        Reason::UnknownVariable(text()),
        Reason::UnknownFilter(text()),
        Reason::NameTaken(text()),
        Reason::NotAList,
        Reason::NotComparable,
        Reason::WrongKind(text()),
        Reason::BadArguments(text()),
        Reason::TooDeep { max: 1 },
        Reason::TooMuchWork,
        Reason::TooMuchText { max: 1 },
        Reason::TooManyEntries { max: 1 },
        Reason::NotAnOption(text()),
        Reason::NotAMoment(text()),
        Reason::NotANumber(text()),
        Reason::NotYesOrNo(text()),
        Reason::NotALink(text()),
    ] {
        assert!(words.contains(reason.key()), "{reason:?}");
    }
}
