//! `docs/using.md` names every rule, template, field and window there is.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use baton_brief::{HeadField, ResponseWindows, Template};
use baton_gate::{Purpose, Rule, TemplateId};
use baton_locale::{Catalogue, Messages};
use std::fs;
use std::path::Path;

fn guide() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/using.md");
    fs::read_to_string(page).unwrap()
}

/// The rows of the table under a heading, cell by cell, without its head.
fn rows<'a>(guide: &'a str, heading: &str) -> Vec<Vec<&'a str>> {
    let start = format!("\n{heading}\n");
    let (_, section) = guide.split_once(&start).unwrap();
    let lines = section.lines().skip_while(|line| !line.starts_with('|'));
    let table = lines.take_while(|line| line.starts_with('|')).skip(2);
    let cells = |line: &'a str| {
        let inner = line.trim_matches('|');
        inner.split(" | ").map(str::trim).collect()
    };
    table.map(cells).collect()
}

/// The parts of a cell: separated by commas that stand in no brackets, up to a semicolon.
fn parts(cell: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for letter in cell.split(';').next().unwrap_or_default().chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().unwrap().push(letter);
    }
    parts
}

#[test]
fn every_rule_is_in_the_guide_in_its_order() {
    let guide = guide();
    let rows = rows(&guide, "## The verdict");
    let told: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    assert_eq!(told, Rule::ALL.map(Rule::as_str));
}

#[test]
fn every_template_is_in_the_guide_with_each_of_its_fields() {
    let (guide, words) = (guide(), Catalogue::english());
    let rows = rows(&guide, "### Templates");
    let told: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    let named = Template::ALL.map(|template| {
        let name = words.text(template.name_key, &[]);
        format!("`{}` {name}", template.id)
    });
    assert_eq!(told, named);
    for (template, row) in Template::ALL.into_iter().zip(&rows) {
        // What is told once below the table; a meeting has a name of its own for the second.
        let is_meeting = template.id == TemplateId::Meet;
        let common = |id: &str| id == "tried" || (id == "written_where" && !is_meeting);
        let fields = template.fields.iter().filter(|field| !common(field.id));
        let required = fields.clone().filter(|field| field.required).count();
        let parts = parts(row[2]);
        let marked = parts.iter().filter(|part| part.contains('*')).count();
        assert_eq!(
            (parts.len(), marked),
            (fields.count(), required),
            "{}: {parts:?}",
            template.id
        );
        let has = |id: &str| template.field(id).is_some();
        assert!(has("tried") && has("written_where"), "{}", template.id);
    }
}

#[test]
fn the_head_is_in_the_guide_by_its_labels() {
    let (guide, words) = (guide(), Catalogue::english());
    let rows = rows(&guide, "### Head");
    let told: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    let labels = HeadField::ALL.map(|field| words.text(field.label_key(), &[]));
    assert_eq!(told, labels);
}

#[test]
fn the_usual_windows_are_in_the_guide() {
    let guide = guide();
    let rows = rows(&guide, "### How long an answer may take");
    let told: Vec<u16> = rows.iter().map(|row| row[1].parse().unwrap()).collect();
    let ResponseWindows {
        ask,
        review,
        decide,
        decide_urgent,
    } = ResponseWindows::default();
    assert_eq!(told, [ask, review, decide, decide_urgent]);
}

#[test]
fn every_purpose_is_in_the_guide_by_its_chip() {
    let (guide, words) = (guide(), Catalogue::english());
    let guide: Vec<&str> = guide.split_whitespace().collect();
    let guide = guide.join(" ");
    for purpose in Purpose::ALL {
        let chip = words.text(purpose.label_key(), &[]);
        assert!(guide.contains(&format!("*{chip}*")), "{chip}");
    }
}
