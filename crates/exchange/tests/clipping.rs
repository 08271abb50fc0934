//! Notes for the clipboard: `NAME.txt` and `NAME.clip.html` beside the notes.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod samples;

use baton_exchange::clipping;
use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use samples::{entries, expect, with_setting};

/// Every element and attribute of a fragment, and its text.
fn walk(node: &Handle, names: &mut Vec<String>, text: &mut String) {
    match &node.data {
        NodeData::Element { name, attrs, .. } => {
            names.push(name.local.to_string());
            names.extend(
                attrs
                    .borrow()
                    .iter()
                    .map(|one| format!("@{}", one.name.local)),
            );
        }
        NodeData::Text { contents } => text.push_str(&contents.borrow()),
        _ => {}
    }
    for child in node.children.borrow().iter() {
        walk(child, names, text);
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn notes_are_put_on_the_clipboard_in_both_forms() {
    for (name, notes) in [
        ("several", &["several", "discussed"][..]),
        ("live", &["live", "hostile"]),
        ("decision", &["decision"]),
        ("none", &[]),
    ] {
        let made = with_setting(|setting| clipping(&entries(notes), setting));
        expect(&format!("{name}.txt"), made.plain.as_bytes());
        expect(&format!("{name}.clip.html"), made.html.as_bytes());
    }
}

#[test]
fn what_is_pasted_with_formatting_says_the_same_and_has_nothing_that_runs() {
    let all = entries(&["several", "live", "hostile"]);
    for entry in &all {
        let made = with_setting(|setting| clipping([entry], setting));
        let dom = parse_document(RcDom::default(), ParseOpts::default()).one(made.html);
        let (mut names, mut text) = (Vec::new(), String::new());
        walk(&dom.document, &mut names, &mut text);
        let known = [
            "html", "head", "body", "h2", "h3", "p", "ol", "ul", "li", "br", "a", "bdi", "@dir",
            "@href", "@start",
        ];
        assert!(
            names.iter().all(|name| known.contains(&name.as_str())),
            "{names:?}"
        );
        // Numbers of lists are not text in HTML.
        let plain: Vec<&str> = made
            .plain
            .lines()
            .map(|line| {
                line.trim_start()
                    .trim_start_matches(|c: char| c.is_ascii_digit())
                    .trim_start_matches(". ")
            })
            .collect();
        for line in plain {
            assert!(letters(&text).contains(&letters(line)), "{line}");
        }
    }
    let made = with_setting(|setting| clipping(&all, setting));
    assert_eq!(made.html.matches("<hr>").count(), all.len() - 1);
}
