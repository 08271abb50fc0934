//! The pages of `tests/fixtures/recognize/pages`, as the script saw them in Chromium, against what
//! their manifest expects.

use std::collections::BTreeMap;

use baton_recognize::survey::{Snapshot, survey};
use baton_recognize::{Label, provider, recognize, recognize_own};
use serde::Deserialize;

use crate::fixture;

#[derive(Deserialize)]
struct Manifest {
    pages: Vec<Page>,
}

#[derive(Deserialize)]
struct Page {
    file: String,
    page_url: String,
    negative: bool,
    expected: Vec<Row>,
}

#[derive(Deserialize, Clone, Debug, PartialEq)]
struct Row {
    provider: String,
    kind: String,
    label: String,
    target: Option<String>,
    count: u32,
    #[serde(default)]
    optional: bool,
}

/// How the rows of one provider were answered.
#[derive(Default)]
struct Score {
    expected: u32,
    right: u32,
    found: u32,
}

fn manifest() -> Manifest {
    serde_json::from_str(&fixture("pages/manifest.json")).unwrap()
}

fn snapshot(page: &Page) -> Snapshot {
    let recorded = page.file.replace(".html", ".json");
    serde_json::from_str(&fixture(&format!("pages/seen/{recorded}"))).unwrap()
}

/// What was found, in the manifest's words.
fn found(snapshot: &Snapshot) -> Vec<Row> {
    let survey = survey(snapshot);
    assert!(!survey.cut);
    let rows = survey.found.iter().map(|found| {
        let named = |value: serde_json::Value| value.as_str().unwrap().to_owned();
        Row {
            provider: found
                .provider
                .map_or("-", |provider| provider.id)
                .to_owned(),
            kind: named(serde_json::to_value(found.kind).unwrap()),
            label: named(serde_json::to_value(found.label).unwrap()),
            target: found.target.clone(),
            count: found.count,
            optional: false,
        }
    });
    rows.collect()
}

/// The manifest writes some addresses with a slash at the end, or with an escape that needs none.
fn canonical(row: &Row) -> Row {
    let target = row.target.as_deref().map(|target| {
        let seen = recognize_own(target, provider(&row.provider).unwrap());
        seen.target.unwrap_or_else(|| target.to_owned())
    });
    Row {
        target,
        ..row.clone()
    }
}

#[test]
fn what_a_page_has_is_found_once_and_nothing_else() {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut wrong = Vec::new();
    let manifest = manifest();
    for page in &manifest.pages {
        let snapshot = snapshot(page);
        assert_eq!(
            snapshot.url,
            page.page_url.split('#').next().unwrap(),
            "recorded under another address"
        );
        let mut left = found(&snapshot);
        for row in page.expected.iter().map(canonical) {
            let place = left.iter().position(|found| {
                let optional = row.optional;
                Row {
                    optional,
                    ..found.clone()
                } == row
            });
            let there = place.map(|place| left.remove(place));
            if row.optional {
                continue;
            }
            let score = scores.entry(row.provider.clone()).or_default();
            score.expected += row.count;
            match there {
                Some(_) => {
                    score.right += row.count;
                    score.found += row.count;
                }
                None => wrong.push(format!("{}: not found: {row:?}", page.file)),
            }
        }
        for row in left {
            scores.entry(row.provider.clone()).or_default().found += row.count;
            wrong.push(format!("{}: not there: {row:?}", page.file));
        }
    }
    println!("provider          expected  precision  recall");
    let ratio = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
    for (provider, score) in &scores {
        println!(
            "{provider:16}  {:8}  {:9.3}  {:6.3}",
            score.expected,
            ratio(score.right, score.found),
            ratio(score.right, score.expected),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let negative = manifest.pages.iter().filter(|page| page.negative).count();
    assert!(
        manifest.pages.len() > 40 && negative > 10,
        "the fixture is cut short"
    );
}

#[test]
fn what_is_found_is_what_its_address_says() {
    for page in &manifest().pages {
        for found in survey(&snapshot(page)).found {
            let Some(target) = &found.target else {
                continue;
            };
            let seen = recognize(target);
            let own =
                seen.label == Label::Not && found.provider.is_some_and(|it| it.has_own_hosts());
            assert!(
                own || (seen.label, seen.provider) == (found.label, found.provider),
                "{target}"
            );
        }
    }
}
