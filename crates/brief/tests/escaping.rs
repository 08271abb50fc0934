//! Typed text stays text in every format.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use baton_brief::{Block, Document, compose, html, is_web_link, markdown, plain_text};
use baton_gate::TemplateId;
use proptest::prelude::*;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use support::{Surroundings, blank, list, text};

/// What a Markdown reader makes of a rendered document.
#[derive(Debug, Default, PartialEq)]
struct ReadBack {
    /// First number and entries of each ordered list.
    numbered: Vec<(u32, Vec<String>)>,
    /// Texts of headings.
    headings: Vec<String>,
    /// Targets of links.
    links: Vec<String>,
    /// Texts of paragraphs outside of lists.
    paragraphs: Vec<String>,
    /// Blocks of code.
    code: Vec<String>,
}

/// Reads Markdown with every extension on and fails on markup that no renderer here writes.
fn read_back(markdown: &str) -> ReadBack {
    let mut read = ReadBack::default();
    let mut current = String::new();
    let mut depth = 0;
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_DEFINITION_LIST;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(
                Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::Item
                | Tag::CodeBlock(CodeBlockKind::Indented),
            ) => current.clear(),
            Event::Start(Tag::List(start)) => {
                depth += 1;
                assert_eq!(depth, 1, "a list in a list:\n{markdown}");
                if let Some(start) = start {
                    read.numbered
                        .push((u32::try_from(start).unwrap(), Vec::new()));
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => read.links.push(dest_url.into_string()),
            Event::Start(Tag::Strong) => {}
            Event::End(TagEnd::Paragraph) => read.paragraphs.push(current.clone()),
            Event::End(TagEnd::Heading(_)) => read.headings.push(current.clone()),
            Event::End(TagEnd::Item) => {
                if let Some((_, items)) = read.numbered.last_mut() {
                    items.push(current.clone());
                }
            }
            Event::End(TagEnd::CodeBlock) => read.code.push(current.clone()),
            Event::End(TagEnd::List(_)) => depth -= 1,
            Event::End(TagEnd::Link | TagEnd::Strong) => {}
            Event::Text(text) => current.push_str(&text),
            Event::HardBreak => current.push('\n'),
            other => panic!("{other:?} in:\n{markdown}"),
        }
    }
    read
}

/// Text as Markdown and HTML show it: without white space around lines, without blank lines.
fn as_shown(text: &str) -> String {
    let lines: Vec<_> = text
        .split(['\n', '\r'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n").replace('\0', "\u{fffd}")
}

fn hostile_lines() -> Vec<&'static str> {
    vec![
        "# heading",
        "####### seven",
        "a #",
        "- item",
        "+ item",
        "* item",
        "1. one",
        "2) two",
        "123456789. nine",
        "---",
        "- - -",
        "***",
        "___",
        "===",
        "```",
        "~~~",
        "    code",
        "\tcode",
        "> quote",
        "<script>alert(1)</script>",
        "</script>",
        "<!-- -->",
        "<b>",
        "&lt;",
        "&#60;",
        "&amp;copy;",
        "[a](javascript:alert(1))",
        "![a](x)",
        "[a]: http://x",
        "[^1]",
        "*a* _b_ __c__ ~~d~~ `e` $f$ $$g$$",
        "snake_case_name",
        "_a_b_",
        "a|b",
        "|-|-|",
        ":-:",
        ": definition",
        "- [ ] task",
        "https://example.com/a_b?c=1&d=2",
        "<https://x>",
        "\\",
        "\\\\*",
        "ends with \\",
        "ends with spaces   ",
        "שלום *עולם*",
        "\u{202e}evil\u{202c}",
        "👩\u{200d}👧 1.",
        "\u{0}",
        "+49 170",
        "-5 degrees",
        "Tom & Jerry",
        "%20",
        "{#id}",
        "a\u{a0}b",
        "1.",
        "-",
        "+",
        "#",
        "=",
        ">",
        "&",
        "!",
        "![",
        "](",
        "\u{feff}# x",
        "   ",
        "a\u{2003}",
    ]
}

#[test]
fn hostile_lines_come_back_from_markdown_as_they_were_typed() {
    for line in hostile_lines() {
        let shown = as_shown(line);
        let document = Document {
            one_line: String::new(),
            blocks: vec![
                Block::Heading("H".into()),
                Block::Numbered {
                    start: 4,
                    items: vec!["first".into(), line.into(), format!("{line}\n{line}")],
                },
                Block::Heading("P".into()),
                Block::Paragraph(format!("start\n{line}\n{line}\nend")),
                Block::Paragraph(format!("{line}\nend")),
            ],
        };
        let read = read_back(&markdown(&document));
        let twice = as_shown(&format!("{shown}\n{shown}"));
        assert_eq!(
            read.numbered,
            [(4, vec!["first".into(), shown.clone(), twice])],
            "{line:?}"
        );
        assert_eq!(
            read.paragraphs,
            [
                as_shown(&format!("start\n{shown}\n{shown}\nend")),
                as_shown(&format!("{shown}\nend"))
            ],
            "{line:?}"
        );
        assert_eq!(read.headings, ["H", "P"], "{line:?}");
        // An address stays the one it is.
        assert!(
            read.links.iter().all(|link| line.contains(link)),
            "{line:?}"
        );
        assert!(read.code.is_empty(), "{line:?}");
    }
}

#[test]
fn lists_that_follow_each_other_stay_apart() {
    let list = |start, item: &str| Block::Numbered {
        start,
        items: vec![item.to_owned()],
    };
    let document = Document {
        one_line: String::new(),
        blocks: vec![list(1, "a"), list(2, "b")],
    };
    assert_eq!(
        read_back(&markdown(&document)).numbered,
        [(1, vec!["a".to_owned()]), (2, vec!["b".to_owned()])]
    );
}

#[test]
fn an_address_in_a_sentence_leads_where_it_says() {
    for (typed, links) in [
        (
            "See https://example.com/a_(b) and https://example.org/~kim/plan.",
            vec!["https://example.com/a_(b)", "https://example.org/~kim/plan"],
        ),
        (
            "(as in https://example.com/_a_)",
            vec!["https://example.com/_a_"],
        ),
        (
            "\"https://example.com\", he said",
            vec!["https://example.com"],
        ),
        ("HTTPS://example.com", vec![]),
        ("xhttps://example.com and http and http://", vec![]),
        ("https://example.com/?b=<2>", vec![]),
        ("https://a\u{202e}b", vec![]),
    ] {
        let document = Document {
            one_line: String::new(),
            blocks: vec![Block::Paragraph(typed.into())],
        };
        let read = read_back(&markdown(&document));
        assert_eq!(read.links, links, "{typed}");
        assert_eq!(read.paragraphs, [as_shown(typed)], "{typed}");
    }
}

#[test]
fn only_web_and_mail_links_work() {
    for link in [
        "http://example.com",
        "HTTPS://example.com/a?b=c&d='e'#f",
        "mailto:alex@example.com",
        "https://example.com/עברית",
    ] {
        assert!(is_web_link(link), "{link}");
    }
    for link in [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "https:",
        "https://",
        "https:example.com",
        "//example.com",
        "example.com",
        "https://a b",
        "https://a\"b",
        "https://a>b",
        "https://a\u{202e}b",
        "https://a\u{200b}b",
        " https://a",
        "java\nscript:https://a",
    ] {
        assert!(!is_web_link(link), "{link:?}");
    }
    let around = Surroundings::new(None);
    let mut brief = blank(TemplateId::Ask);
    brief.links = vec![
        "https://example.com/?a=1&b='2'".into(),
        "javascript:alert(1)".into(),
        "https://x\" onclick=\"y".into(),
    ];
    let document = compose(&brief, &around.context());
    let page = html(&document);
    assert_eq!(page.matches("<a ").count(), 1);
    assert!(page.contains("<a href=\"https://example.com/?a=1&amp;b=&#39;2&#39;\">"));
    assert!(page.contains("javascript:alert(1)"));
    assert_eq!(
        read_back(&markdown(&document)).links,
        ["https://example.com/?a=1&b='2'"]
    );
}

#[test]
fn the_longest_text_a_brief_may_have_goes_through_whole() {
    let around = Surroundings::new(None);
    for pattern in ["*_`<&", "\n", "1. ", "👍🏽", "ש", "\u{202e}", "[", "_", "&a"] {
        let long: String = pattern.chars().cycle().take(100_000).collect();
        let mut brief = blank(TemplateId::Decide);
        brief.ask = long.clone();
        brief.fields.insert("proposal".into(), text(&long));
        brief.fields.insert("facts".into(), list(&[&long]));
        let document = compose(&brief.bounded().unwrap(), &around.context());
        let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let plain = plain_text(&document);
        assert!(visible(&plain) >= 3 * visible(&long), "{pattern:?}");
        assert!(html(&document).len() >= plain.len() / 2);
        read_back(&markdown(&document));
    }
}

#[test]
fn control_characters_are_made_visible_and_every_line_end_counts() {
    let around = Surroundings::new(None);
    let mut brief = blank(TemplateId::Ask);
    brief.ask = "a\0b\u{1b}[31m\u{85}c".into();
    brief.fields.insert(
        "context".into(),
        text("one\r\ntwo\rthree\u{2028}four\n\n\nfive"),
    );
    let document = compose(&brief, &around.context());
    assert_eq!(document.one_line, "a\u{fffd}b\u{fffd}[31m c");
    let paragraphs: Vec<_> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(paragraphs, ["one\ntwo\nthree\nfour", "five"]);
}

/// The lines of a document's reply form.
fn reply_form(blocks: &[Block]) -> String {
    match blocks.last() {
        Some(Block::Reply { lines, .. }) => lines.join("\n") + "\n",
        other => panic!("{other:?}"),
    }
}

/// Text with more than its share of what means something in some format.
fn foreign_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(hostile_lines()).prop_map(str::to_owned),
        "[-+*_#>=:.)(\\[\\]!`~|$&;<\\\\ \t0-9a]{1,12}",
        "\\PC{1,8}",
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// The names of the tags in HTML, each with what follows the name.
fn tags(html: &str) -> Vec<&str> {
    html.split('<')
        .skip(1)
        .map(|tag| tag.split_once('>').expect("a tag ends").0)
        .collect()
}

proptest! {
    #![proptest_config(support::proptest_config())]

    #[test]
    fn markdown_read_back_has_the_same_lists_and_no_html(
        ask in foreign_text(),
        context in foreign_text(),
        questions in proptest::collection::vec(foreign_text(), 0..5),
        links in proptest::collection::vec(foreign_text(), 0..3),
    ) {
        let around = Surroundings::new(None);
        let mut brief = blank(TemplateId::Ask);
        brief.ask = ask;
        brief.links = links;
        brief.fields.insert("context".into(), text(&context));
        let entries: Vec<&str> = questions.iter().map(String::as_str).collect();
        brief.fields.insert("questions".into(), list(&entries));
        let document = compose(&brief, &around.context());
        let read = read_back(&markdown(&document));
        let typed: Vec<(u32, Vec<String>)> = support::numbered(&document.blocks)
            .into_iter()
            .map(|(start, items)| (start, items.iter().map(|item| as_shown(item)).collect()))
            .collect();
        prop_assert_eq!(read.numbered, typed);
        prop_assert_eq!(read.code, [reply_form(&document.blocks)]);
        prop_assert!(read.links.iter().all(|link| is_web_link(link)));
    }

    #[test]
    fn html_has_only_the_tags_that_are_allowed(
        ask in foreign_text(),
        context in foreign_text(),
        questions in proptest::collection::vec(foreign_text(), 0..5),
        links in proptest::collection::vec(foreign_text(), 0..3),
    ) {
        let around = Surroundings::new(None);
        let mut brief = blank(TemplateId::Ask);
        brief.ask = ask;
        brief.links = links;
        brief.fields.insert("context".into(), text(&context));
        let entries: Vec<&str> = questions.iter().map(String::as_str).collect();
        brief.fields.insert("questions".into(), list(&entries));
        let page = html(&compose(&brief, &around.context()));
        for tag in tags(&page) {
            let allowed = ["h2", "h3", "p", "li"];
            prop_assert!(
                allowed.iter().any(|name| tag == format!("{name} dir=\"auto\"")
                    || tag == format!("/{name}"))
                    || ["ol", "/ol", "ul", "/ul", "br", "/a", "bdi", "/bdi"].contains(&tag)
                    || tag.starts_with("a href=\"http")
                    || tag.starts_with("a href=\"HTTP")
                    || tag.starts_with("a href=\"mailto:"),
                "{}", tag
            );
            prop_assert!(tag.matches('"').count() % 2 == 0 && tag.matches('"').count() <= 2);
        }
    }
}
