use super::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed};
use serde_norway::Value as Yaml;

fn read(head: &str) -> Vec<(String, Option<Value>)> {
    let fields = fields(head).into_iter();
    fields.map(|field| (field.key, field.value)).collect()
}

fn one(head: &str) -> Option<Value> {
    let mut read = read(head);
    assert_eq!(read.len(), 1, "{head:?}: {read:?}");
    read.remove(0).1
}

fn text(text: &str) -> Option<Value> {
    Some(Value::Text(text.to_owned()))
}

fn list(entries: &[&str]) -> Option<Value> {
    Some(Value::List(
        entries.iter().map(ToString::to_string).collect(),
    ))
}

/// What we read, where it is read at all, is what another reader of YAML reads.
fn assert_agrees(head: &str) -> usize {
    let Ok(Yaml::Mapping(other)) = serde_norway::from_str::<Yaml>(head) else {
        return 0;
    };
    let mut compared = 0;
    for (key, value) in read(head) {
        let found = other
            .iter()
            .find(|(other, _)| as_text(other) == Some(key.clone()));
        let (Some((_, found)), Some(value)) = (found, value) else {
            continue;
        };
        match (value, found) {
            (Value::Text(text), Yaml::Null) => assert_eq!(text, "", "{head:?}"),
            (Value::Text(text), Yaml::String(other)) => assert_eq!(&text, other, "{head:?}"),
            (Value::List(list), Yaml::Sequence(other)) => {
                assert_eq!(list.len(), other.len(), "{head:?}");
                for (entry, other) in list.iter().zip(other) {
                    if let Yaml::String(other) = other {
                        assert_eq!(entry, other, "{head:?}");
                    }
                }
            }
            // `[[x]]`, and numbers, which we leave as they are written.
            (Value::Text(_), Yaml::Sequence(_) | Yaml::Number(_) | Yaml::Bool(_)) => {}
            (ours, other) => panic!("{head:?}: {ours:?} is {other:?} to the other reader"),
        }
        compared += 1;
    }
    compared
}

fn as_text(key: &Yaml) -> Option<String> {
    match key {
        Yaml::String(key) => Some(key.clone()),
        Yaml::Number(key) => Some(key.to_string()),
        Yaml::Bool(key) => Some(key.to_string()),
        _ => None,
    }
}

#[test]
fn what_people_write_is_read() {
    for (head, expected) in [
        ("title: Which plan?", text("Which plan?")),
        ("title: Which plan? # or none", text("Which plan?")),
        ("title:", text("")),
        ("title: ~\n", text("")),
        (
            "title: \"a \\\"b\\\" \\u00e9 \\x3Cc>\"",
            text("a \"b\" é <c>"),
        ),
        ("title: 'it''s'", text("it's")),
        ("title: C#: a language", text("C#: a language")),
        ("date: 2026-03-12", text("2026-03-12")),
        ("title: |\n  two\n  lines\n", text("two\nlines\n")),
        (
            "title: >-\n  one\n  line\n\n  and more\n",
            text("one line\nand more"),
        ),
        ("title: over\n  two lines", text("over two lines")),
        ("title:\n  below", text("below")),
        ("\"a key\": x", text("x")),
        ("tags: [a, 'b c', \"d\"]", list(&["a", "b c", "d"])),
        ("tags: [a,\n  b,\n]\n", list(&["a", "b"])),
        ("tags: []", list(&[])),
        ("tags:\n- a\n- 'b'\n", list(&["a", "b"])),
        (
            "tags:\n  # which\n  - a\n\n  - \"b: c\" # d\n",
            list(&["a", "b: c"]),
        ),
        ("person: \"[[Sam Example]]\"", text("[[Sam Example]]")),
        ("person: [[Sam Example]]", text("[[Sam Example]]")),
        (
            "people:\n  - \"[[Sam]]\"\n  - [[Alex]]",
            list(&["[[Sam]]", "[[Alex]]"]),
        ),
        ("__proto__: x", text("x")),
    ] {
        assert_eq!(one(head), expected, "{head:?}");
        assert_agrees(head);
    }
}

#[test]
fn what_is_deeper_or_cleverer_stays_text() {
    for head in [
        "a:\n  b: c\n",
        "a: {b: c}",
        "a:\n  - b: c\n    d: e\n",
        "a: [[b], [c]]",
        "a: [b, {c: d}]",
        "a: &x b",
        "a: *x",
        "a: !!str b",
        "a: \"open",
        "a: [open",
        "a: [b\t# c\n]",
        "a: \"b\" c",
        "a: \"\\ud83d\\ude00\"",
        "a: |9x\n  b",
        "a: - b",
        "a:\n  - b\n    - c\n",
        "nonsense\n",
    ] {
        assert_eq!(one(head), None, "{head:?}");
    }
    let bomb = "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n";
    assert!(read(bomb).iter().all(|(_, value)| value.is_none()));
    let deep = format!("a: {}", "[".repeat(100_000));
    assert_eq!(one(&deep), None);
    let long = format!("a: [{}]", "x,".repeat(MAX_ENTRIES + 1));
    assert_eq!(one(&long), None);
    let many = "a: b\n".repeat(MAX_KEYS + 7);
    assert_eq!(fields(&many).len(), MAX_KEYS);
}

#[test]
fn every_line_belongs_to_one_key() {
    let head = "# about\ntitle: a\nstatus:\n  nested: yes\n\ntags:\n- x\nodd line\nx: y\n";
    let fields = fields(head);
    let lines: String = fields.iter().map(|field| field.lines).collect();
    assert_eq!(lines, head);
    let keys: Vec<&str> = fields.iter().map(|field| &*field.key).collect();
    assert_eq!(keys, ["", "title", "status", "tags", "x"]);
}

fn line() -> impl Strategy<Value = String> {
    let pieces = proptest::sample::select(vec![
        "title", "tags", "a", "b c", ":", ": ", "- ", "  ", " ", "\"", "'", "''", "[", "]", ",",
        ", ", "#", " #", "|", ">", "-", "+", "2", "{", "}", "&", "*", "!", "~", "null", "true",
        "1.5", "é", "\\n", "\\x41", "\\", "\t", "?", "%", "@", "`", "...", "\u{2028}", "\u{85}",
    ]);
    proptest::collection::vec(pieces, 0..8).prop_map(|pieces| pieces.concat())
}

#[test]
fn enough_of_it_is_yaml_to_compare() {
    let config = Config {
        rng_seed: RngSeed::Fixed(7),
        ..Config::default()
    };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let compared: usize = (0..2_000)
        .map(|_| {
            let tree = line().new_tree(&mut runner).unwrap();
            assert_agrees(&format!("key: {}\nb: c\n", tree.current()))
        })
        .sum();
    assert!(compared > 1_000, "{compared}");
}

proptest! {
    #![proptest_config(Config {
        cases: 20_000,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(7),
        ..Config::default()
    })]

    #[test]
    fn what_is_read_is_what_another_reader_reads(
        lines in proptest::collection::vec(line(), 1..6)
    ) {
        assert_agrees(&format!("{}\n", lines.join("\n")));
    }

    #[test]
    fn a_value_of_any_lines_is_what_another_reader_reads(
        lines in proptest::collection::vec(line(), 1..4),
        mark in proptest::sample::select(vec!["", "|", ">", "|-", ">+", "\"", "'", "["]),
    ) {
        let close = match mark { "\"" => "\"", "'" => "'", "[" => "]", _ => "" };
        let between = if mark.starts_with(['|', '>']) { "\n" } else { "" };
        assert_agrees(&format!("key: {mark}{between}  {}{close}\n", lines.join("\n  ")));
    }
}
