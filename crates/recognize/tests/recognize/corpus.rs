//! The labelled URLs of `tests/fixtures/recognize/urls.dev.tsv`.

use std::collections::BTreeMap;

use baton_recognize::{Label, provider, recognize};

use crate::fixture;

struct Row<'a> {
    url: &'a str,
    label: Label,
    owner: &'a str,
    scored: bool,
}

fn rows(text: &str) -> Vec<Row<'_>> {
    let lines = text.lines().skip(1).filter(|line| !line.is_empty());
    let row = |line| {
        let [url, label, owner, source] = fields(line);
        let flags = source.rsplit_once('|').map_or("", |(_, flags)| flags);
        Row {
            url,
            label: match label {
                "book" => Label::Book,
                "listing" => Label::Listing,
                "manage" => Label::Manage,
                "not" => Label::Not,
                _ => panic!("unknown label: {line}"),
            },
            owner,
            scored: !matches!(flags, "policy" | "selfhost"),
        }
    };
    lines.map(row).collect()
}

fn fields(line: &str) -> [&str; 4] {
    let fields: Vec<_> = line.split('\t').collect();
    fields
        .try_into()
        .unwrap_or_else(|_| panic!("not four columns: {line}"))
}

#[test]
fn every_row_of_a_known_provider_gets_its_label_and_its_provider() {
    let text = fixture("urls.dev.tsv");
    let mut table: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for row in rows(&text)
        .iter()
        .filter(|row| row.scored && provider(row.owner).is_some())
    {
        let seen = recognize(row.url);
        let owner_is_right = row.label == Label::Not
            || seen
                .provider
                .is_some_and(|provider| provider.id == row.owner);
        let right = seen.label == row.label && owner_is_right;
        let (rights, all) = table.entry(row.owner).or_default();
        *rights += u32::from(right);
        *all += 1;
        if !right {
            wrong.push(format!(
                "{} is {:?}, taken for {seen:?}",
                row.url, row.label
            ));
        }
    }
    for (owner, (rights, all)) in &table {
        println!("{owner:10} {rights:4} of {all:4}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        table.values().map(|(_, all)| all).sum::<u32>() > 100,
        "the fixture is cut short"
    );
}

#[test]
fn no_row_of_anybody_else_is_taken_for_a_known_provider() {
    let text = fixture("urls.dev.tsv");
    let mut checked = 0;
    for row in rows(&text)
        .iter()
        .filter(|row| provider(row.owner).is_none())
    {
        let seen = recognize(row.url);
        assert_eq!(
            (seen.label, seen.provider),
            (Label::Not, None),
            "{}",
            row.url
        );
        checked += 1;
    }
    assert!(checked > 300, "the fixture is cut short");
}

#[test]
fn rows_on_which_products_may_differ_get_the_answers_we_chose() {
    let text = fixture("urls.dev.tsv");
    // Not what a browser's address bar holds: no scheme, or a host a browser would rewrite first.
    let ours_is_not = [
        "www.calendly.com/acme/30min",
        "https://ｃａｌｅｎｄｌｙ．ｃｏｍ/acme/30min",
    ];
    let typed = ["https://calendly。com/acme/30min"];
    for row in rows(&text)
        .iter()
        .filter(|row| !row.scored && provider(row.owner).is_some())
    {
        let refused = ours_is_not.contains(&row.url) || typed.contains(&row.url);
        let expected = if refused { Label::Not } else { row.label };
        assert_eq!(recognize(row.url).label, expected, "{}", row.url);
    }
}
