//! The labelled URLs of `tests/fixtures/recognize/urls.dev.tsv`.

use std::collections::BTreeMap;

use baton_recognize::{Label, Recognition, provider, providers, recognize, recognize_own};

use crate::fixture;
use crate::unwrapping::assert_same_label;

struct Row<'a> {
    url: &'a str,
    label: Label,
    owner: &'a str,
    /// Products may reasonably differ.
    policy: bool,
    /// The page decides, not its URL.
    self_hosted: bool,
}

impl Row<'_> {
    fn is_scored(&self) -> bool {
        !self.policy && !self.self_hosted
    }

    fn is_answered_by(&self, seen: &Recognition) -> bool {
        let owner = seen.provider.map(|provider| provider.id);
        seen.label == self.label && (self.label == Label::Not || owner == Some(self.owner))
    }
}

fn rows(text: &str) -> Vec<Row<'_>> {
    let lines = text.lines().skip(1).filter(|line| !line.is_empty());
    let row = |line| {
        let [url, label, owner, source] = fields(line);
        let flags = source.rsplit_once('|').map_or("", |(_, flags)| flags);
        Row {
            url,
            label: label_named(label),
            owner,
            policy: flags.contains("policy"),
            self_hosted: flags.contains("selfhost"),
        }
    };
    lines.map(row).collect()
}

pub fn label_named(text: &str) -> Label {
    match text {
        "book" => Label::Book,
        "listing" => Label::Listing,
        "manage" => Label::Manage,
        "not" => Label::Not,
        _ => panic!("unknown label: {text}"),
    }
}

fn fields(line: &str) -> [&str; 4] {
    let fields: Vec<_> = line.split('\t').collect();
    fields
        .try_into()
        .unwrap_or_else(|_| panic!("not four columns: {line}"))
}

/// How the rows of one provider were answered.
#[derive(Default)]
struct Score {
    /// Rows that are pages of this provider.
    pages: u32,
    /// Those of them that got their label and this provider.
    right: u32,
    /// Rows, of whomever, that were taken for pages of this provider.
    taken: u32,
}

#[test]
fn precision_and_recall_are_1_for_every_provider() {
    let text = fixture("urls.dev.tsv");
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut strangers = 0;
    for row in rows(&text).iter().filter(|row| row.is_scored()) {
        let seen = recognize(row.url);
        let right = row.is_answered_by(&seen);
        assert_same_label(row.url);
        if let (true, Some(provider)) = (seen.label != Label::Not, seen.provider) {
            scores.entry(provider.id).or_default().taken += 1;
        }
        if row.label == Label::Not {
            strangers += 1;
        } else {
            let score = scores.entry(row.owner).or_default();
            score.pages += 1;
            score.right += u32::from(right);
        }
        if !right {
            wrong.push(format!(
                "{} is {:?}, taken for {seen:?}",
                row.url, row.label
            ));
        }
    }
    println!("provider          pages  precision  recall");
    let ratio = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
    for (owner, score) in &scores {
        let (precision, recall) = (
            ratio(score.right, score.taken),
            ratio(score.right, score.pages),
        );
        println!(
            "{owner:16}  {:5}  {precision:9.3}  {recall:6.3}",
            score.pages
        );
    }
    println!("and {strangers} URLs that are no such page");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let pages: u32 = scores.values().map(|score| score.pages).sum();
    assert!(pages > 200 && strangers > 300, "the fixture is cut short");
}

#[test]
fn every_system_of_the_corpus_is_known() {
    let text = fixture("urls.dev.tsv");
    for row in rows(&text).iter().filter(|row| row.owner != "-") {
        assert!(provider(row.owner).is_some(), "{}", row.owner);
    }
    assert!(providers().len() >= 49);
}

#[test]
fn rows_on_which_products_may_differ_get_the_answers_we_chose() {
    let text = fixture("urls.dev.tsv");
    // Not what a browser's address bar holds: no scheme, or a host a browser would rewrite first.
    let refused = [
        "www.calendly.com/acme/30min",
        "https://ｃａｌｅｎｄｌｙ．ｃｏｍ/acme/30min",
        "https://calendly。com/acme/30min",
    ];
    for row in rows(&text)
        .iter()
        .filter(|row| row.policy && !row.self_hosted)
    {
        let expected = match refused.contains(&row.url) {
            true => Label::Not,
            false => row.label,
        };
        assert_eq!(recognize(row.url).label, expected, "{}", row.url);
    }
}

#[test]
fn a_host_of_somebodys_own_is_believed_only_when_the_page_says_what_it_is() {
    let text = fixture("urls.dev.tsv");
    let mut checked = 0;
    for row in rows(&text).iter().filter(|row| row.self_hosted) {
        let by_url = recognize(row.url);
        assert_eq!(
            (by_url.label, by_url.provider),
            (Label::Not, None),
            "{}",
            row.url
        );
        let seen = recognize_own(row.url, provider(row.owner).unwrap());
        assert!(row.is_answered_by(&seen), "{}: {seen:?}", row.url);
        checked += 1;
    }
    assert!(checked > 10, "the fixture is cut short");
}
